# Bài học.
lesson-place = Bài { $number } trên { $of }
lesson-minutes = đọc khoảng { $n } phút
lesson-around = Các bài khác
lesson-previous = Bài trước
lesson-contents = Mục lục khóa học
lesson-onward = Học tiếp
lesson-completed = Bạn đã học xong bài này.
lesson-next = Bài tiếp theo: { $title }
lesson-last = Đây là bài cuối. Bạn đã đi hết khóa học.
lesson-complete = Tôi đọc xong, học tiếp
lesson-complete-last = Tôi đọc xong
lesson-then = Tiếp theo: { $title }
lesson-visitor = Bạn đang đọc mà chưa đăng nhập. Có tài khoản thì máy nhớ giúp bạn đã học đến đâu.
check-title = Bạn thử xem
check-hint = Gợi ý { $n }
check-answer = Trả lời
check-again = Trả lời lại
check-right = Đúng rồi!
check-wrong = Chưa đúng. Bạn đọc lời giải thích rồi thử lại nhé.
check-noted = Cảm ơn bạn, đã ghi nhận.

# Lời trong nội dung khóa học.
alert-note = Ghi chú
alert-tip = Mẹo
alert-important = Quan trọng
alert-warning = Cẩn thận
alert-caution = Nguy hiểm
footnotes = Chú thích
footnote-back = Quay lại chỗ đang đọc
checked = đã đánh dấu
