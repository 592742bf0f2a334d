# Lời của trình kiểm tra khóa học. Khóa là mã lỗi, có thể kèm biến thể; thuộc tính .help là dòng gợi ý.

E001 = Không đọc được tệp: { $reason }.
