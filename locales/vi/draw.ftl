# Bốc thăm người được kiểm tra lại.
draw-made = Đã bốc thăm { $count } trong { $people } người; ghi vào { $file }. Hãy công bố tệp này ngay bây giờ. Mã cam kết: { $hash }
draw-revealed = Đã mở hạt giống của lượt bốc thăm { $count } trong { $people } người; ghi vào { $file }. Hãy công bố tệp này, ai cũng kiểm tra lại được.
draw-once = Đơn vị này đã bốc thăm trong quý. Mỗi quý chỉ bốc một lần, để không ai bốc lại cho đến khi vừa ý.
draw-nobody = Ở đơn vị này chưa có ai được công nhận năng lực, nên không có ai để bốc thăm.
draw-not-found = Không có đơn vị, cờ năng lực hoặc lượt bốc thăm như vậy.
draw-good = Đúng: { $count } người được bốc từ { $people } người theo hạt giống đã cam kết.
draw-sealed = Danh sách { $people } người đúng với mã đã công bố. Hạt giống chưa mở, nên chưa kiểm tra được ai được bốc.
draw-fault-format = Tệp này không phải là bản công bố một lượt bốc thăm.
draw-fault-sorted = Danh sách người không theo thứ tự, hoặc có người ghi hai lần.
draw-fault-population = Danh sách người khác với danh sách đã cam kết.
draw-fault-early = Có người được bốc trong khi hạt giống chưa mở.
draw-fault-seed = Hạt giống không phải là hạt giống đã cam kết.
draw-fault-drawn = Những người được bốc không phải là những người mà hạt giống chọn ra.
