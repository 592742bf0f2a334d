# Lời của trình kiểm tra khóa học, viết cho thầy cô. Khóa là mã, có thể kèm biến thể; .help là dòng gợi ý.

## Tệp và thư mục

E001 = Không đọc được tệp: { $reason }.
E001-utf8 = Tệp không phải chữ UTF-8 (sai từ byte thứ { $byte }).
    .help = Mở tệp bằng trình soạn thảo và lưu lại với bảng mã UTF-8.
E002 = Tệp lớn hơn { $limit } MB.
    .help = Chia thành nhiều bài nhỏ; để ảnh và phim trong thư mục media.
E002-elements = Trang có quá nhiều phần tử (hơn { $limit }); phần sau không được đọc.
    .help = Chia thành nhiều trang nhỏ.
E002-nesting = Trang lồng nhau quá sâu (hơn { $depth } lớp).
    .help = Bỏ bớt dấu > hoặc danh sách lồng trong danh sách.
E002-variants = Câu hỏi dài mà có nhiều dòng biến thể quá.
    .help = Bớt dòng của bảng biến thể, hoặc viết câu hỏi ngắn hơn.
W003 = Tên tệp “{ $name }” có dấu cách, chữ hoa hoặc chữ có dấu; liên kết tới tệp phải viết trong <…>.
    .help = Đặt tên bằng chữ thường không dấu, nối bằng dấu gạch ngang, như 01-ai-la-gi.md.

## Phần đầu trang và tệp TOML

E101 = Phần đầu trang chưa được đóng bằng dòng ---.
    .help = Thêm một dòng chỉ có --- sau dòng thiết lập cuối cùng.
W101 = Dòng --- ở đầu tệp không mở phần đầu trang; nó được coi là đường kẻ ngang.
    .help = Phần đầu trang phải bắt đầu bằng một dòng như “title: Tên bài”. Nếu không cần, hãy bỏ dòng ---.
E102 = Dòng này không có dạng “khóa: giá trị”.
    .help = Mỗi dòng của phần đầu trang chỉ có một khóa, dấu hai chấm và giá trị của nó.
E102-toml = Tệp TOML viết chưa đúng: { $reason }.
E103 = Không có khóa “{ $key }”.
E103-nearest = Không có khóa “{ $key }”. Ý bạn là “{ $nearest }”?
W103 = Không có khóa “{ $key }”; nó được bỏ qua.
W103-nearest = Không có khóa “{ $key }”; nó được bỏ qua. Ý bạn là “{ $nearest }”?
W104 = Giá trị có dấu hai chấm; GitHub sẽ báo lỗi YAML khi hiện trang này.
    .help = Đặt giá trị trong dấu ngoặc kép: "{ $value }"
E106 = Giá trị “{ $value }” của “{ $key }” không đúng.
E106-validity = “{ $value }” không phải là thời hạn: viết số năm như 2y, hoặc số ngày như 400d.
E106-slug = “{ $value }” không dùng làm mã được.
    .help = Mã chỉ có chữ thường không dấu a–z, chữ số và dấu gạch ngang, như ai-la-gi.
E106-one-of = “{ $key }” không nhận giá trị “{ $value }”.
    .help = Hãy dùng một trong các giá trị: { $allowed }.
E106-one-of-nearest = “{ $key }” không nhận giá trị “{ $value }”. Ý bạn là “{ $nearest }”?
    .help = Hãy dùng một trong các giá trị: { $allowed }.
E106-yes-no = “{ $key }: { $value }” phải là có hoặc không (yes, no).
E106-whole = “{ $key }: { $value }” phải là một số nguyên.
E106-count = “{ $key }: { $value }” phải là một số nguyên từ 1.
E106-count-or-all = “{ $key }: { $value }” phải là một số nguyên từ 1, hoặc all (tất cả).
E106-count-or-unlimited = “{ $key }: { $value }” phải là một số nguyên từ 1, hoặc unlimited (không giới hạn).
E106-percent = “{ $key }: { $value }” không phải là phần trăm.
    .help = Viết một số từ 0 đến 100, như 80 hoặc 80%.
E106-duration = “{ $key }: { $value }” không phải là khoảng thời gian.
    .help = Viết số kèm s (giây), m (phút), h (giờ) hoặc d (ngày), như 30m hoặc 7d.
E106-number = “{ $key }: { $value }” phải là một số không âm, như 1 hoặc 0.5.
E106-positive = “{ $key }={ $value }” phải là một số lớn hơn 0.
E106-share = “{ $key }” phải là một số từ 0 đến 1.
E106-date = “{ $key }: { $value }” không phải là ngày.
    .help = Viết năm-tháng-ngày, như 2026-12-31.
E106-moment = “{ $key }: { $value }” không phải là ngày giờ.
    .help = Viết như 2026-12-31 08:00.
E106-hash = “{ $value }” không phải là dấu của bản gốc: tám chữ số thập lục phân.
E106-most = “{ $key }={ $value }” lớn quá; nhiều nhất là { $allowed }.
E106-empty = “{ $key }” còn trống.
E106-missing = Thiếu “{ $key }”.
E106-table = “{ $key }” phải là một bảng.
E106-tables = “{ $key }” phải là một danh sách các bảng.
E106-text = “{ $key }” phải là chữ hoặc số, không phải một bảng.
E106-language = “{ $value }” không phải là mã ngôn ngữ, như vi hoặc en.
E106-folder = “{ $value }” không phải là thư mục của một mô-đun.
E106-folder-nearest = “{ $value }” không phải là thư mục của một mô-đun. Ý bạn là “{ $nearest }”?
E107 = “{ $key }” được viết hai lần; chỉ lần đầu có hiệu lực.
    .help = Xóa một trong hai chỗ.
E107-toml = Khóa này đã có ở trên: { $reason }.

## Thiết lập trong dấu ngoặc nhọn

E104 = Không có thiết lập “{ $setting }”.
E104-nearest = Không có thiết lập “{ $setting }”. Ý bạn là “{ $nearest }”?
E104-class = Không có thiết lập “{ $setting }”. Ý bạn là “{ $nearest }”?
    .help = Loại câu hỏi được viết với dấu chấm ở trước.
E104-quotes = Trong dấu ngoặc nhọn không được có dấu ngoặc kép: { $setting }
    .help = Cần dấu cách thì viết thiết lập trong chú thích ở dòng dưới tiêu đề: <!-- {"{"}key="hai từ"{"}"} -->
E105 = Không có lớp “.{ $class }”.
E105-nearest = Không có lớp “.{ $class }”. Ý bạn là “.{ $nearest }”?
E108 = “{ $setting }” không dùng cho { $kind ->
    [lesson] bài học
    [quiz] bài kiểm tra
    [exam] bài thi
    [bank] kho câu hỏi
    [choices] câu chọn đáp án
    [number] câu hỏi số
    [text] câu trả lời ngắn
    [blanks] câu điền từ
    [match] câu ghép đôi
    [order] câu sắp xếp
    [task] bài thực hành
    [survey] câu khảo sát
    [heading] tiêu đề thường
    [section] phần
    [pool] nhóm rút câu
    [group] nhóm câu hỏi
    [choice] lựa chọn
    [answer] đáp án
   *[other] câu hỏi .{ $kind }
 }.
E108-page = Khóa “{ $setting }” không dùng cho { $kind ->
    [lesson] bài học
    [quiz] bài kiểm tra
    [exam] bài thi
    [bank] kho câu hỏi
    [choices] câu chọn đáp án
    [number] câu hỏi số
    [text] câu trả lời ngắn
    [blanks] câu điền từ
    [match] câu ghép đôi
    [order] câu sắp xếp
    [task] bài thực hành
    [survey] câu khảo sát
    [heading] tiêu đề thường
    [section] phần
    [pool] nhóm rút câu
    [group] nhóm câu hỏi
    [choice] lựa chọn
    [answer] đáp án
   *[other] câu hỏi .{ $kind }
 }.
E108-original = Khóa “{ $setting }” chỉ dùng trong bản dịch.
W105 = “{ $setting }” chỉ có một ký tự nên bị bỏ qua.
W106 = { $text } ở cuối tiêu đề bị hiểu là thiết lập và sẽ biến mất.
    .help = Viết hai lớp ngoặc {"{{…}}"}, hoặc thêm chữ vào sau dấu ngoặc.
W107 = Dấu ngoặc nhọn không đứng ở cuối tiêu đề nên được hiện ra như chữ thường.
    .help = Đưa phần thiết lập xuống cuối dòng tiêu đề, sau nó không còn gì nữa.
W107-comment = Chú thích có thiết lập này không đứng ngay dưới tiêu đề nên không có tác dụng.
W108 = Có ký tự lạ giữa các thiết lập.
W108-comma = Có dấu phẩy giữa các thiết lập; hãy dùng dấu cách.
W108-no-break-space = Có dấu cách đặc biệt (không ngắt dòng) giữa các thiết lập; hãy gõ lại dấu cách thường.
W109 = Dòng --- ngay dưới đoạn văn biến đoạn văn thành tiêu đề.
    .help = Nếu muốn có đường kẻ ngang, thêm một dòng trống trước nó.

## Mã, thứ tự, liên hệ giữa các bài

E110 = Mã “{ $id }” đã dùng ở { $file }:{ $line }.
    .help = Mỗi câu hỏi có một mã riêng trong cả khóa học.
E111 = Hai tệp cho cùng một mã “{ $id }”: tệp này và { $other }.
    .help = Đổi tên một tệp, hoặc viết id: mã-khác ở phần đầu trang.
W112 = Câu hỏi chưa có mã; đổi tiêu đề là mất lịch sử làm bài.
    .help = Thêm {"{#"}{ $slug }{"}"} vào cuối tiêu đề.
E113 = Mã “{ $id }” không hợp lệ.
    .help = Mã chỉ có chữ thường a–z không dấu, chữ số, dấu gạch ngang, dấu chấm, dấu gạch dưới, và bắt đầu bằng chữ hoặc số.
E113-long = Mã dài quá 64 ký tự: “{ $id }”.
E114 = Mã cũ “{ $id }” vẫn còn một câu hỏi khác dùng.
    .help = was= chỉ dùng cho mã không còn trong khóa học.
E120 = SUMMARY.md dẫn tới tệp không có: { $path }.
E120-nearest = SUMMARY.md dẫn tới tệp không có: { $path }. Ý bạn là “{ $nearest }”?
W121 = Tệp “{ $name }” không nằm trong mô-đun nào.
W121-summary = Tệp “{ $name }” không có trong SUMMARY.md; nó đứng sau các bài khác.
W121-modules = Thư mục của “{ $name }” không có trong modules của course.toml; nó đứng sau các mô-đun khác.
E122 = Không có bài nào mang mã “{ $id }”.
E122-nearest = Không có bài nào mang mã “{ $id }”. Ý bạn là “{ $nearest }”?
E122-cycle = Các bài đòi hỏi lẫn nhau thành vòng: { $cycle }.
    .help = Bỏ một trong các requires để người học có chỗ bắt đầu.

## Kỹ năng và cờ năng lực

E130 = Không có kỹ năng “{ $skill }” trong skills.toml.
E130-nearest = Không có kỹ năng “{ $skill }” trong skills.toml. Ý bạn là “{ $nearest }”?
W131 = Câu hỏi chưa ghi kỹ năng, mà khóa học này xét cờ năng lực.
    .help = Thêm skill=… vào tiêu đề, hoặc skills: … ở phần đầu trang.
E132 = Kỹ năng “{ $skill }” chỉ có { $count } câu hỏi, ít hơn { $draw } câu cần rút.
E133 = “{ $key }” trái với capability.toml.
E133-pass = Mức đạt trái với capability.toml: ở đó là { $wanted } câu đúng.
    .help = Bỏ dòng này; bài thi lấy mức đạt từ capability.toml.
E133-draw = Số câu rút trái với capability.toml: ở đó là { $wanted } câu.
    .help = Bỏ dòng này; bài thi lấy số câu từ capability.toml.
E133-draw-per-skill = Số câu rút mỗi kỹ năng trái với capability.toml: có kỹ năng chỉ rút { $wanted } câu.
    .help = Bỏ dòng này; bài thi lấy số câu từ capability.toml.
E133-attempts = Số lần làm trái với capability.toml: ở đó là { $wanted } lần.
    .help = Bỏ dòng này; bài thi lấy số lần từ capability.toml.
E133-cooldown = Thời gian chờ trái với capability.toml: ở đó là { $wanted }.
    .help = Bỏ dòng này; bài thi lấy thời gian chờ từ capability.toml.
E134 = capability.toml không khớp với khóa học.
E134-course = Không có khóa học “{ $id }”.
E134-course-nearest = Không có khóa học “{ $id }”. Ý bạn là “{ $nearest }”?
E134-course-twice = Khóa học “{ $id }” đã có chính sách “{ $first }”; mỗi khóa học chỉ có một.
E134-item = Không có bài kiểm tra nào mang mã “{ $id }”.
E134-item-nearest = Không có bài kiểm tra nào mang mã “{ $id }”. Ý bạn là “{ $nearest }”?
E134-skill = Không có kỹ năng “{ $id }” trong skills.toml.
E134-skill-nearest = Không có kỹ năng “{ $id }” trong skills.toml. Ý bạn là “{ $nearest }”?
E134-pool = Kỹ năng “{ $skill }” chỉ có { $count } câu hỏi trong bài “{ $item }”, ít hơn { $draw } câu cần rút.
E134-spread = Kỹ năng “{ $skill }” chia ra { $sum } câu dễ, vừa và khó, nhiều hơn { $draw } câu được rút.
E134-pool-easy = Kỹ năng “{ $skill }” chỉ có { $count } câu dễ (difficulty=easy), ít hơn { $wanted } câu cần rút.
E134-pool-medium = Kỹ năng “{ $skill }” chỉ có { $count } câu vừa (difficulty=medium), ít hơn { $wanted } câu cần rút.
E134-pool-hard = Kỹ năng “{ $skill }” chỉ có { $count } câu khó (difficulty=hard), ít hơn { $wanted } câu cần rút.
E134-sum = Các kỹ năng rút tổng cộng { $sum } câu, không phải { $questions }.
E134-floor = Mức tối thiểu { $floor } lớn hơn số câu rút { $draw }.
E134-above = Cần { $pass } câu đúng mà chỉ có { $questions } câu.
E134-cut = { $pass } câu đúng là quá ít so với chuẩn: cần ít nhất { $needed } trên { $questions } câu.
E134-unreachable = Với { $questions } câu thì đúng hết cũng chưa đủ chắc chắn theo chuẩn; cần thêm câu hỏi.
W135 = { $pass } câu đúng là cao hơn chuẩn: { $needed } trên { $questions } câu là đủ.
W136 = { $questions } câu là quá ít để chứng nhận năng lực; nên có ít nhất { $enough } câu.
W137 = { $count } câu hỏi của “{ $path }” cũng nằm trong bài đánh giá “{ $item }”, nên ai luyện tập ở đây sẽ biết trước đáp án.
    .help = Dùng một ngân hàng riêng cho bài luyện tập.

## Bản dịch

E160 = Bản gốc không có câu hỏi “{ $id }”.
    .help = Dùng đúng mã của câu hỏi trong bản gốc.
E160-nearest = Bản gốc không có câu hỏi “{ $id }”. Ý bạn là “{ $nearest }”?
    .help = Dùng đúng mã của câu hỏi trong bản gốc.
E160-no-id = Câu hỏi của bản dịch chưa có mã nên không biết dịch câu nào.
    .help = Thêm đúng mã {"{#…}"} của câu hỏi trong bản gốc.
E161 = “{ $setting }” là thiết lập chấm điểm; chỉ viết trong bản gốc.
    .help = Xóa nó khỏi bản dịch.
E162 = Đáp án khác với bản gốc.
E162-count = Bản dịch có { $count } lựa chọn hoặc đáp án, bản gốc có { $original }.
E162-marks = Bản dịch đánh dấu [x] khác với bản gốc.
E162-rows = Bản dịch có { $count } dòng biến thể, bản gốc có { $original }.
E162-points = Điểm trong bảng tiêu chí của bản dịch khác với bản gốc.
E162-kind = Bản dịch thuộc loại câu hỏi khác với bản gốc.
W160 = { $count } trên { $total } trang chưa có bản dịch “{ $language }”; người học sẽ thấy bản gốc.
W161 = Bản dịch thiếu câu hỏi “{ $id }”; người học sẽ thấy bản gốc.
W163 = Bản gốc { $file } đã thay đổi sau khi dịch.
    .help = Xem lại bản dịch, rồi ghi source: { $hash }

## Câu hỏi

E200 = Câu hỏi chưa có đáp án.
    .help = Viết các lựa chọn thành danh sách “- [ ] sai” và “- [x] đúng”.
E200-aiken = Câu hỏi chưa có đáp án; các dòng A. B. C. và “Đáp án:” không được hiểu là lựa chọn.
    .help = Viết “- [ ] sai” và “- [x] đúng”, hoặc chuyển cả tệp bằng lệnh: xutra import aiken
E200-blanks = Câu điền từ chưa có chỗ trống nào.
    .help = Viết đáp án giữa hai dấu ngoặc vuông, như: AI trả về [[câu trả lời]].
E201 = Câu hỏi chưa có đáp án đúng. Đánh dấu [x] cho ít nhất một lựa chọn.
E201-several = Câu hỏi chọn một mà có hơn một đáp án đúng.
    .help = Chỉ để một [x], hoặc bỏ .single để người học chọn nhiều.
E202 = Các lựa chọn bị tách thành hai danh sách.
    .help = Viết các lựa chọn liền nhau, cùng một dấu - ở đầu dòng.
E202-marker = Các lựa chọn bị tách thành hai danh sách vì đổi dấu đầu dòng.
    .help = Dùng cùng một dấu - cho mọi lựa chọn.
E202-feedback = Các lựa chọn bị tách thành hai danh sách vì lời nhận xét không thụt vào.
    .help = Thụt dòng > vào 2 dấu cách để nó thuộc về lựa chọn ở trên.
E202-comment = Các lựa chọn bị tách thành hai danh sách vì có dòng chú thích ở giữa.
    .help = Đưa chú thích vào cuối một lựa chọn, hoặc bỏ nó.
E203 = “{ $marker }” không phải là ô chọn; viết { $write } rồi một dấu cách.
E204 = Dòng này nằm giữa các lựa chọn mà không có [ ] hoặc [x].
E205 = Lời nhận xét thụt vào quá sâu nên thành chữ của lựa chọn.
    .help = Thụt dòng > vào đúng 2 dấu cách.
E206 = Lựa chọn còn trống.
E207 = Chỉ có một lựa chọn.
    .help = Thêm ít nhất một lựa chọn nữa.
E208 = Hai lựa chọn giống nhau: “{ $text }”.
W209 = Dòng này không thụt vào nên bị nối với lựa chọn ở trên.
    .help = Thụt vào 2 dấu cách, hoặc thêm một dòng trống nếu là lời giải thích chung.
E210 = “{ $value }” không phải là số.
E210-ambiguous = “{ $value }” có hai cách hiểu: viết { $whole } hoặc { $decimal }.
E211 = Khoảng “{ $value }” bị ngược: số nhỏ phải đứng trước.
E211-negative = Sai số “{ $value }” không được âm.
E212 = Biểu thức không đúng: { $reason }.
E212-large = Biểu thức quá lớn.
E213 = Biểu thức “{ $text }” phải đặt trong dấu `…`.
    .help = Viết `/…/` để Markdown không làm mất dấu \ và *.
E213-blank = Trong chỗ trống không dùng được biểu thức “{ $text }”.
    .help = Viết từng đáp án, cách nhau bằng dấu |.
E214 = “{ $text }” vừa là đáp án đúng vừa là đáp án sai.
E220 = Chỗ trống [[ chưa được đóng bằng ]] trên cùng một dòng.
    .help = Viết đáp án giữa [[ và ]]; muốn hiện dấu ngoặc thì viết \[[.
E220-empty = Chỗ trống chưa có đáp án, hoặc có một đáp án bỏ trống giữa hai dấu |.
    .help = Viết như [[câu lệnh]] hoặc [[câu lệnh|prompt]].
W221 = Trong liên kết và trong dấu `…`, [[…]] không phải là chỗ trống.
    .help = Đưa [[…]] ra ngoài nếu đó là chỗ trống.
E222 = Trong bảng, dấu | giữa hai đáp án của chỗ trống phải viết là \|.
    .help = Viết như [[câu lệnh\|prompt]].
E240 = Câu ghép đôi cần một bảng hai cột.
    .help = Viết bảng “| Từ | Nghĩa |”, mỗi dòng là một cặp.
E240-columns = Câu ghép đôi cần bảng đúng hai cột; bảng này có { $count } cột.
E240-few = Câu ghép đôi cần ít nhất hai cặp.
E240-partner = Mục bên trái này chưa có mục bên phải để ghép.
    .help = Điền ô bên phải. Mục thừa để gây nhiễu thì viết ở cột phải và bỏ trống cột trái.
W241 = Dòng này có { $count } ô mà bảng chỉ có { $columns } cột; các ô thừa bị bỏ.
    .help = Nếu dấu | là chữ trong ô thì viết \|.
E242 = “{ $text }” được ghép với hai mục khác nhau.
    .help = Mỗi mục bên trái chỉ có một mục bên phải là đúng.
E242-same = Cặp “{ $text }” được viết hai lần.
E243 = Câu sắp xếp cần một danh sách đánh số.
    .help = Viết “1. …”, “2. …”, “3. …” theo thứ tự đúng.
E243-few = Câu sắp xếp cần ít nhất ba mục, không mục nào bỏ trống.
E243-equal = Câu sắp xếp có hai mục giống nhau, nên không rõ mục nào đứng trước.
E250 = Bài thực hành chưa có bảng tiêu chí chấm.
    .help = Thêm bảng cuối cùng có các cột như: Tiêu chí, Đạt (2), Một phần (1), Chưa đạt (0).
E250-small = Bảng tiêu chí cần ít nhất hai cột và một dòng tiêu chí.
    .help = Cột đầu là tiêu chí; các cột sau là mức, như Đạt (2), Chưa đạt (0).
E251 = Cột “{ $text }” chưa có điểm.
    .help = Viết điểm trong ngoặc ở cuối tên cột, như Đạt (2).
E252 = points={ $points } khác với tổng điểm của bảng tiêu chí: { $total }.
    .help = Bỏ points; điểm của bài là tổng của bảng.
E260 = Nhóm chỉ có { $count } câu hỏi mà rút { $draw } câu.
E261 = Không thấy kho câu hỏi “{ $path }”.
    .help = Viết đường dẫn từ thư mục khóa học, như bank/an-toan.md.
E261-nearest = Không thấy kho câu hỏi “{ $path }”. Ý bạn là “{ $nearest }”?
E261-empty = Kho “{ $path }” không có câu hỏi nào phù hợp.
W262 = Rút tất cả { $count } câu: làm lại vẫn gặp đúng các câu này.
    .help = Thêm câu hỏi vào nhóm, hoặc rút ít hơn.
E263 = Các câu hỏi để rút có số điểm khác nhau, nên tổng điểm của mỗi người sẽ khác nhau.
    .help = Cho các câu trong nhóm cùng một số điểm.
E270 = Bảng biến thể không có cột “{ $name }”.
    .help = Tên trong {"{{…}}"} phải giống hệt tên một cột của bảng.
E270-table = Dưới tiêu đề biến thể chưa có bảng.
    .help = Viết một bảng: dòng đầu là tên các chỗ thay, mỗi dòng sau là một biến thể.
E270-unclosed = Dấu {"{{"} chưa được đóng bằng {"}}"}.
    .help = Trong phép tính, viết dấu cách ở hai bên dấu *, như {"{{= a * b }}"}.
E271 = Không tính được { $expression } ở dòng này.
E271-syntax = Không đọc được phép tính { $expression }.
    .help = Chỉ dùng số, tên cột, + - * / ( ) và round.
E271-zero = Ở dòng này, { $expression } chia cho 0.
E271-large = Ở dòng này, kết quả của { $expression } lớn quá.
E271-number = Ở dòng này, { $name } là “{ $value }”, không phải một số rõ ràng, nên không tính được { $expression }.
    .help = Viết số không có dấu chấm ngăn hàng nghìn, như 60000 hoặc 12,5.
W272 = Dòng này cho ra câu hỏi giống hệt một dòng ở trên.
    .help = Sửa số liệu của dòng, hoặc bỏ nó.
W301 = Đáp án đúng dài { $count } ký tự, các lựa chọn sai dài nhất chỉ { $wrong } ký tự: người học đoán được nhờ độ dài.
    .help = Viết các lựa chọn dài gần bằng nhau: rút gọn đáp án đúng, hoặc viết rõ hơn các lựa chọn sai.
W302 = Tránh lựa chọn kiểu “tất cả / không có ý nào ở trên”: người học chỉ cần biết một phần đã đoán ra.
    .help = Thay bằng một lựa chọn cụ thể. Nếu vẫn muốn giữ thì viết thêm <!-- {"{"}pin{"}"} --> ở cuối dòng; lựa chọn này luôn giữ nguyên chỗ.
W303 = Ở đây nhắc tới lựa chọn “{ $letter }”, nhưng các lựa chọn được trộn nên chữ cái ấy không còn đúng.
    .help = Nhắc lại nội dung của lựa chọn thay cho chữ cái.
W303-choice = Lựa chọn này gọi tên các lựa chọn khác bằng chữ cái, nhưng các lựa chọn được trộn.
    .help = Viết rõ nội dung, hoặc để người học chọn nhiều đáp án: đánh dấu [x] cho từng ý đúng.
W304 = { $count } trên { $total } câu có đáp án đúng ở vị trí thứ { $place } mà lựa chọn không được trộn.
    .help = Bỏ shuffle để máy trộn lựa chọn, hoặc đổi chỗ đáp án đúng cho đều.
W305 = Từ “{ $word }” chỉ có trong lựa chọn sai: người học thấy nó là loại ngay.
    .help = Bỏ từ ấy, hoặc viết cho lựa chọn đúng cũng mạnh như vậy.
W306 = Câu hỏi dạng phủ định mà từ “{ $word }” chưa được làm nổi, người học dễ đọc sót.
    .help = Viết **{ $word }**, hoặc hỏi theo cách khẳng định.
W307 = Từ “{ $word }” của câu hỏi chỉ lặp lại trong lựa chọn đúng: người học đoán được nhờ từ giống nhau.
    .help = Dùng từ khác trong lựa chọn đúng, hoặc dùng từ ấy trong cả lựa chọn sai.
W308 = Lựa chọn sai này của câu tự kiểm tra chưa có lời nhận xét.
    .help = Viết dưới lựa chọn một dòng thụt vào 2 dấu cách: > Vì sao chưa đúng.
W309 = Câu hỏi chỉ có { $count } lựa chọn: đoán mò cũng dễ trúng.
    .help = Thêm lựa chọn sai cho đủ ít nhất ba lựa chọn.
W309-many = Câu hỏi có tới { $count } lựa chọn: đọc hết rất mệt.
    .help = Giữ lại nhiều nhất sáu lựa chọn.
W310 = Với partial=each, người không chọn gì gần như vẫn được điểm cho các lựa chọn sai.
    .help = Bỏ thiết lập này để tính điểm theo cách mặc định (net).
W311 = Mọi lựa chọn đều đúng: cứ chọn hết là được.
    .help = Thêm ít nhất một lựa chọn sai.
W311-joined = Nhiều ô [ ] nằm chung một dòng nên chỉ hiện thành một lựa chọn.
    .help = Mỗi lựa chọn viết trên một dòng riêng, bắt đầu bằng “- [ ]”.
W312 = Bài thi làm lại không giới hạn mà luôn hiện đáp án: ai cũng sẽ đạt.
    .help = Đặt attempts, hoặc đổi show-answers.

## Trang

W401 = Tiêu đề nhảy từ cấp { $from } xuống cấp { $to }.
W402 = Trang không có tiêu đề cấp một; tên trang được lấy từ “{ $title }”.
    .help = Thêm một dòng # Tên trang ở đầu trang.
W402-original = Bản dịch không có tiêu đề cấp một; tên trang được lấy từ bản gốc.
    .help = Thêm một dòng # Tên trang bằng ngôn ngữ này ở đầu trang.
W402-summary = Trang không có tiêu đề cấp một; tên trang được lấy từ SUMMARY.md: “{ $title }”.
    .help = Thêm một dòng # Tên trang ở đầu trang.
W402-file = Trang không có tiêu đề cấp một; tên trang được lấy từ tên tệp.
    .help = Thêm một dòng # Tên trang ở đầu trang.
W402-several = Trang có nhiều tiêu đề cấp một; tên trang được lấy từ tiêu đề đầu tiên, “{ $title }”.
    .help = Giữ một dòng #; các tiêu đề còn lại viết bằng ##.
E403 = Không thấy tệp “{ $link }”.
E403-nearest = Không thấy tệp “{ $link }”. Ý bạn là “{ $nearest }”?
W403 = Không thấy tệp “{ $link }”.
W403-nearest = Không thấy tệp “{ $link }”. Ý bạn là “{ $nearest }”?
E404 = Ảnh chưa có lời mô tả cho người không nhìn thấy.
    .help = Viết mô tả trong dấu [ ]: ![Người đang hỏi AI](anh.png). Ảnh trang trí thì viết ![-](anh.png).
W404 = Ảnh chưa có lời mô tả cho người không nhìn thấy.
W405 = “{ $marker }” không phải là khung ghi chú.
    .help = Dùng một trong: [!NOTE] [!TIP] [!IMPORTANT] [!WARNING] [!CAUTION].
W405-nearest = “{ $marker }” không phải là khung ghi chú. Ý bạn là “{ $nearest }”?
    .help = Dùng một trong: [!NOTE] [!TIP] [!IMPORTANT] [!WARNING] [!CAUTION].
W405-alone = “{ $marker }” phải đứng một mình trên dòng của nó.
    .help = Đưa phần chữ sau nó xuống dòng dưới.
W406 = Phim chưa có phụ đề.
    .help = Đặt tệp phụ đề { $file } cạnh tệp phim.
E407 = Không thấy trang “{ $link }”.
E407-nearest = Không thấy trang “{ $link }”. Ý bạn là “{ $nearest }”?
E407-anchor = Trang đó không có mục “#{ $anchor }”.
E407-anchor-nearest = Trang đó không có mục “#{ $anchor }”. Ý bạn là “#{ $nearest }”?
W407 = Không thấy trang “{ $link }”.
W407-nearest = Không thấy trang “{ $link }”. Ý bạn là “{ $nearest }”?
W407-anchor = Trang đó không có mục “#{ $anchor }”.
W407-anchor-nearest = Trang đó không có mục “#{ $anchor }”. Ý bạn là “#{ $nearest }”?
W408 = Markdown trong <details> cần dòng trống ở trước và ở sau.
W409 = Bảng có { $count } cột, quá rộng cho màn hình điện thoại.
    .help = Giữ nhiều nhất năm cột, hoặc đổi hàng thành cột.
W410 = Thẻ HTML <{ $tag }> không được phép nên bị bỏ.
W410-count = Thẻ HTML <{ $tag }> không được phép nên bị bỏ; trang này có { $count } thẻ như vậy.
W410-scheme = Liên kết “{ $link }” không được phép nên bị bỏ.
W411 = Trang tải { $size } MB: rất chậm khi mạng yếu.
    .help = Thu nhỏ ảnh (rộng 1200 điểm ảnh là đủ), hoặc chia trang thành nhiều bài.
W412 = Chú thích “{ $label }” chưa được viết.
W412-nearest = Chú thích “{ $label }” chưa được viết. Ý bạn là “{ $nearest }”?
W412-twice = Chú thích “{ $label }” được viết hai lần; chỉ lần đầu có hiệu lực.
W412-unused = Chú thích “{ $label }” không được dùng ở đâu.
W412-reference = Liên kết [{ $label }] chưa có địa chỉ.
W413 = “({ $link })” không thành liên kết vì có dấu cách.
    .help = Viết trong dấu nhọn: (<{ $link }>)
W414 = Dấu ** này hiện nguyên ra vì dính liền giữa dấu câu và chữ.
    .help = Thêm một dấu cách sau dấu ** đóng, hoặc đưa dấu câu ra ngoài phần in đậm.
W414-space = Dấu ** này hiện nguyên ra vì có dấu cách ở phía trong.
    .help = Bỏ dấu cách giữa dấu ** và chữ in đậm.
W414-alone = Dấu ** này hiện nguyên ra vì thiếu dấu ** đi cùng.
    .help = Thêm dấu ** còn lại, hoặc bỏ dấu này.
W415 = Liên kết “{ $link }” dùng http, không được mã hóa.
    .help = Đổi thành https:// nếu trang ấy có.
W415-player = Phim ở “{ $link }” không phát được trong bài, chỉ hiện thành liên kết.
    .help = Đặt tệp phim vào thư mục media, hoặc dùng YouTube hay Vimeo.
W416 = Dòng này không có dấu > nhưng vẫn bị nhập vào phần trích ở trên.
    .help = Thêm > ở đầu dòng, hoặc thêm một dòng trống trước nó.
W417 = Có công thức $…$ nhưng math chưa được bật nên hiện thành chữ thường.
    .help = Ghi math: yes ở phần đầu trang, hoặc viết \$ nếu là tiền.
W417-count = Trang có { $count } công thức $…$ nhưng math chưa được bật nên hiện thành chữ thường.
    .help = Ghi math: yes ở phần đầu trang, hoặc viết \$ nếu là tiền.
W418 = Không đọc được công thức này, nên trang hiện nguyên văn như đã viết.
    .help = Xem lại các dấu ngoặc nhọn và tên lệnh LaTeX; công thức quá dài thì tách làm hai.
