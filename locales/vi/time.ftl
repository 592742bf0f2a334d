# Khoảng thời gian.
duration-minutes = { $n } phút
duration-hours = { $n } giờ
duration-days = { $n } ngày
