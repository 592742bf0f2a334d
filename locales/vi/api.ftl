# Những câu mà phần mềm khác nhận được, và vài câu chung.
home = Trang chủ
courses = Các khóa học
achievement-unknown = Loại chứng nhận phải là completion hoặc capability.
answer-unknown-question = Bài làm này không có câu hỏi ấy.
flash-nobody-chosen = Bạn chưa chọn ai.
instant-shape = Thời điểm phải viết theo RFC 3339, ví dụ 2026-11-22T08:00:00Z.
json-wrong = Nội dung JSON không đúng: { $what }
limit-range = Số mục mỗi trang phải từ 1 đến { $most }.
own-account = Bạn không tự đổi tài khoản của chính mình ở đây. Hãy nhờ một quản trị viên khác.
own-certificate = Bạn không tự cấp giấy chứng nhận cho chính mình. Hãy nhờ một người cấp khác.
role-expired = Ngày hết hạn đã qua rồi. Hãy chọn một ngày trong tương lai.
unit-code = Mã đơn vị chỉ gồm chữ không dấu, số và các dấu - _ . , dài nhất 40 ký tự.
unit-cycle = Một đơn vị không thể nằm dưới chính nó.
unit-kind = Loại đơn vị này không đặt được ở đó.
