# Khung của mọi trang, và những lời dùng chung.
skip = Đến thẳng nội dung
nav = Mục chính
nav-courses = Khóa học
nav-me = Hôm nay
nav-certificates = Cấp chứng nhận
nav-accounts = Tài khoản
nav-register = Đăng ký
nav-verify = Tra cứu giấy chứng nhận
other-language = English
sign-in = Đăng nhập
sign-out = Đăng xuất
register = Tạo tài khoản
help-line = Cần giúp? Bạn cứ hỏi tổ công nghệ số cộng đồng ở xóm, hoặc người đã giới thiệu bạn vào đây.
copy = Chép
copied = Đã chép
show-password = Hiện mật khẩu
hide-password = Ẩn mật khẩu
select-all = Chọn tất cả
search = Tìm
cancel = Thôi, quay lại
optional = (không bắt buộc)
pager-next = Xem tiếp
yes = Có
no = Không
unit = Đơn vị
title-error = Cần sửa:
form-mend = { $n ->
    [1] Còn một chỗ cần sửa. Bạn xem dòng chữ đỏ bên dưới nhé.
   *[other] Còn { $n } chỗ cần sửa. Bạn xem các dòng chữ đỏ bên dưới nhé.
 }
untranslated = Chưa có bản dịch tiếng Việt, nên trang này hiện bản gốc.

flash-welcome = Chào { $name }!
flash-signed-out = Bạn đã đăng xuất. Hẹn gặp lại!
flash-enrolled = Bạn đã vào khóa học. Bắt đầu từ bài đầu tiên nhé.
flash-lesson-completed = Xong một bài rồi. Tốt lắm!
flash-issued = Đã cấp { $n } giấy chứng nhận.
flash-issue-skipped = { $n } người chưa được cấp, vì chưa đủ điều kiện hoặc đã có giấy chứng nhận.
flash-revoked = Đã thu hồi giấy chứng nhận.
flash-role-granted = Đã giao vai trò.
flash-role-removed = Đã gỡ vai trò.
flash-account-disabled = Đã khóa tài khoản. Người này không đăng nhập được nữa.
flash-account-enabled = Đã mở lại tài khoản.
flash-password-set = Đã đặt mật khẩu mới. Bạn đăng nhập bằng mật khẩu này nhé.

api-title = Giao diện lập trình (API)
api-lead = Dành cho người viết phần mềm nối với máy chủ này. Mọi địa chỉ dưới đây đều bắt đầu bằng /api/v1.
api-openapi = Mô tả đầy đủ theo OpenAPI 3.1
api-request = Yêu cầu
api-summary = Để làm gì
api-signed = Cần đăng nhập
