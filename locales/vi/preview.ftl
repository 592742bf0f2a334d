# Trang xem thử của người soạn: lệnh `xutra preview`.

preview-title = Xem thử
preview-author = Người soạn
preview-draft = bản nháp
preview-open = Mở { $url } trong trình duyệt. Mỗi lần bạn lưu tệp, trang tự cập nhật. Nhấn Ctrl+C để dừng.
preview-polls = Máy này không báo khi tệp thay đổi, nên thư mục được dò lại sau mỗi nửa giây.
preview-which = Ở đây có nhiều khóa học. Bạn chọn một: { $courses }.
preview-no-course = Thư mục không còn khóa học nào. Bản lưu trước vẫn được giữ trên trang.
preview-unreadable = Không đọc được thư mục khóa học: { $reason }. Bản lưu trước vẫn được giữ trên trang.
preview-stopped = Chưa đưa được bản vừa lưu lên trang: { $reason }. Bạn lưu lại một lần nữa nhé.
preview-foreign-host = Trang xem thử chỉ mở được ở địa chỉ 127.0.0.1 hoặc localhost của chính máy này.
preview-skip = Đến phần ghi chú cho người soạn
preview-views = Cách xem
preview-view-phone = Khung điện thoại
preview-view-both = Song song tiếng Việt và tiếng Anh
preview-vietnamese = Tiếng Việt
preview-english = Tiếng Anh
preview-frame = Trang của khóa học, { $language }
preview-nothing-yet = Chưa có gì để xem: bạn sửa các lỗi bên cạnh rồi lưu lại nhé.
preview-state-good = Đang xem bản vừa lưu. { $warnings ->
    [0] Không có gì cần sửa.
   *[other] Có { $warnings } điều nên xem lại.
 }
preview-state-kept = Bản vừa lưu có { $errors } lỗi, nên trang vẫn là bản trước đó. Bạn sửa các lỗi bên dưới nhé.
preview-state-none = Có { $errors } lỗi cần sửa trước khi xem được khóa học.
preview-lifted = Khi xem thử, những giới hạn sau được bỏ qua:
preview-lifts-draft = Bản nháp: học viên chưa thấy trang này.
preview-lifts-audience = Chỉ dành cho: { $who }.
preview-lifts-requires = Học viên phải xong trước: { $items }.
preview-lifts-attempts = Học viên được làm { $n } lần.
preview-lifts-cooldown = Giữa hai lần làm, học viên phải chờ { $wait }.
preview-clean-here = Trang này không có gì cần sửa.
preview-other-files = Các tệp khác
preview-pages = Mọi trang của khóa học
preview-errors = { $n } lỗi
preview-untranslated = Bản dịch { $language }
preview-untranslated-count = Còn { $n } trên { $of } trang chưa dịch:
preview-all-translated = Mọi trang đều đã có bản dịch.
preview-by-hand = Trình duyệt này không chạy mã lệnh, nên bạn tự tải lại trang sau mỗi lần lưu.
