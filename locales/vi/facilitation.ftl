# Người hướng dẫn xác nhận đã cùng học lại với người đã làm hết số lần.
why-used-up = Bạn đã làm bài đánh giá đủ { $n } lần. Hãy gặp người hướng dẫn: hai bên cùng xem lại phần còn yếu, người hướng dẫn xác nhận xong thì bạn được làm tiếp, không phải chờ đến { $when }.
why-used-up-other = Đã làm bài đánh giá đủ { $n } lần. Cần gặp người hướng dẫn để học lại phần còn yếu, nếu không thì chờ đến { $when }.
session-title = Xác nhận đã học lại cùng nhau?
session-lead = Người này đã làm bài đánh giá đủ { $n } lần mà chưa đạt. Hai bên xem lại phần còn yếu rồi bạn mới xác nhận. Từ lúc này, số lần làm bài được tính lại từ đầu. Thời gian nghỉ giữa hai lần làm vẫn giữ nguyên.
session-lessons = Những bài nên xem lại
session-sure = Tôi đã gặp và cùng xem lại với người này. Tôi hiểu rằng việc này được ghi lại.
session-do = Xác nhận đã học lại
session-not-needed = Người này vẫn còn lượt làm bài, hoặc đã đạt, nên chưa cần xác nhận.
flash-session-held = Đã ghi nhận. Người học được làm bài tiếp.
result-reread = Nên đọc lại
result-reread-lead = Bạn đọc lại những bài này trước khi làm lần sau nhé.
