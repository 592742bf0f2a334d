# Nhập danh sách người.
import-progress = Đã xong { $n } dòng.
import-line = Dòng { $line }: { $what }
import-no-name = Dòng đầu của danh sách phải có cột 'Họ tên'.
import-unknown-heading = Không rõ cột '{ $heading }' ghi gì. Các cột được nhận: Họ tên, Mã đơn vị, Năm sinh, Điện thoại, Thư điện tử, Tên đăng nhập, Đối tượng, Mã.
import-heading-twice = Cột '{ $heading }' ghi lại điều mà một cột khác đã ghi.
import-done = Thêm { $new } người, chuyển nơi { $moved } người, { $same } người không có gì mới, { $wrong } dòng sai.
import-would = Nhập thử, chưa ghi gì: sẽ thêm { $new } người, chuyển nơi { $moved } người, { $same } người không có gì mới, { $wrong } dòng sai.
roster-birth-year = Năm sinh ghi bằng bốn chữ số, ví dụ 1980.
roster-taken = Tên đăng nhập, số điện thoại hoặc thư điện tử này là của một người khác đã có tài khoản.
