# Tỉnh thử: xutra demo.
demo-progress = { $percent }%: đã ghi { $n } người học.
demo-in-use = Cơ sở dữ liệu này đã có người hoặc đơn vị, nên không thêm gì vào. Hãy chọn một cơ sở dữ liệu trống.
demo-no-course = Chưa có khóa học nào, nên không có gì để học thử. Hãy kiểm tra thư mục khóa học rồi chạy lại.
demo-done = Xong: { $people } người học thử ở { $units } đơn vị. Không người nào trong đó là người thật.
demo-account = Tài khoản { $login } ({ $role }), mật khẩu chỉ hiện một lần này: { $password }
demo-account-settings = Tài khoản { $login } ({ $role }) dùng mật khẩu trong cấu hình.
