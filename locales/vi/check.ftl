# Lời của lệnh `xutra check`.

check-no-course = Không thấy khóa học nào ở { $path }: thư mục khóa học có course.toml, hoặc có tệp .md.
check-unreadable = Không mở được thư mục { $path }: { $reason }.
check-no-code = Không có mã { $code }.
check-no-code-nearest = Không có mã { $code }. Ý bạn là { $nearest }?
check-example-wrong = Sai:
check-example-right = Đúng:
check-more = … còn { $count } chỗ nữa trong { $file }.
check-clean = Không có lỗi nào.
check-summary = { $errors } lỗi, { $warnings } cảnh báo.

# `check --fix`
check-fix-change = { $place }: { $code } đã đổi { $before } thành { $after }
check-fix-added = { $place }: { $code } đã thêm { $after }
check-fix-failed = Không ghi được { $file }: { $reason }.
check-fix-changed = tệp vừa được người khác sửa, hãy chạy lại lệnh
check-fix-none = Không có chỗ nào tự sửa được.
check-fix-done = Đã tự sửa { $count } chỗ.
check-fix-partly = Còn { $count } tệp chưa sửa được.
