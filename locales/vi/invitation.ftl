# Thư báo: được rút thăm làm lại vài câu hỏi, và được thi lại.

mail-recheck-subject = Bạn được rút thăm làm lại vài câu hỏi ở { $unit }
mail-recheck-title = Bạn được rút thăm làm lại vài câu hỏi
mail-recheck-drawn = Máy rút thăm trong những người ở { $unit } đã được công nhận kỹ năng ở khóa “{ $course }”, và trúng tên bạn. Không ai chọn trước được.
mail-recheck-what = Có khoảng { $n } câu, làm tại chỗ, có người trông. Người của xã sẽ báo ngày và nơi. Ai vắng hai lần thì người kế tiếp làm thay.
mail-recheck-safe = Công nhận kỹ năng của bạn không mất, dù làm được hay không. Kết quả chỉ bạn và thanh tra biết.
mail-recheck-go = Mở trang nhập mã của buổi kiểm tra
mail-recheck-practise = Ôn lại trước khi đến
mail-retry-subject = Bạn được thi lại: { $title }
mail-retry-title = Bạn được thi lại rồi
mail-retry-from = Từ ngày { $from } bạn được làm lại bài “{ $title }” của khóa “{ $course }”.
mail-retry-read = Nên đọc lại những bài đã được chỉ ra sau lần thi trước. Thi lúc nào tiện cũng được.
mail-retry-go = Mở bài thi
mail-topic-recheck = Được rút thăm làm lại
mail-topic-retry = Được thi lại
mail-trouble-not-called = Đã làm rồi, hoặc không còn trong danh sách được gọi
