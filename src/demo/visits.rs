//! What inspectors of an invented province found, what units answered, and what people told without a name.

use xutra_domain::oversight::{FindingKind, ReportKind};

/// A visit: what was looked at, found and wanted.
pub struct Visit {
    /// What was found.
    pub kind: FindingKind,
    /// What was looked at.
    pub looked: &'static str,
    /// What was found, in words.
    pub found: &'static str,
    /// What is to be done.
    pub wanted: &'static str,
    /// What the unit says to it.
    pub answer: &'static str,
}

/// Visits of every kind.
pub const VISITS: [Visit; 6] = [
    Visit {
        kind: FindingKind::Attendance,
        looked: "Sổ điểm danh ba buổi học ở nhà văn hóa xóm",
        found: "Ba người có tên trong sổ nhưng hôm đó đi làm xa",
        wanted: "Điểm danh bằng mã của buổi học, không ghi tên hộ",
        answer: "Đã bỏ tên ba người khỏi sổ, từ nay dùng mã của buổi học",
    },
    Visit {
        kind: FindingKind::ForAnother,
        looked: "Một buổi thi có người trông ở trụ sở xã",
        found: "Có người cầm hai điện thoại và trả lời giúp người bên cạnh",
        wanted: "Tổ chức thi lại cho hai người, xếp ghế cách nhau",
        answer: "Hai người đã thi lại buổi khác, có thanh tra dự",
    },
    Visit {
        kind: FindingKind::Figures,
        looked: "Mẫu số dân cư so với báo cáo của thống kê",
        found: "Số nhập vào thấp hơn số trong báo cáo một trăm người",
        wanted: "Nhập lại theo báo cáo và nhờ người thứ hai duyệt",
        answer: "Đã nhập lại đúng số trong báo cáo, đang chờ duyệt",
    },
    Visit {
        kind: FindingKind::OnPaper,
        looked: "Tổ công nghệ số của hai xóm",
        found: "Tổ có quyết định thành lập nhưng chưa mở buổi nào",
        wanted: "Mỗi xóm mở ít nhất một buổi trong tháng này",
        answer: "Đã mở hai buổi, mỗi buổi hơn mười người dự",
    },
    Visit {
        kind: FindingKind::Data,
        looked: "Máy tính dùng chung ở phòng một cửa",
        found: "Danh sách học viên để mở, ai đi qua cũng đọc được",
        wanted: "Đặt mật khẩu cho máy, không lưu danh sách ra ngoài",
        answer: "Máy đã có mật khẩu, danh sách lưu ngoài đã xóa",
    },
    Visit {
        kind: FindingKind::Other,
        looked: "Lịch học của các xóm vùng cao",
        found: "Buổi học xếp trùng phiên chợ nên ít người đến",
        wanted: "Xếp lại lịch sau khi hỏi trưởng xóm",
        answer: "Lịch mới tránh ngày chợ, trưởng xóm đã thống nhất",
    },
];

/// Why an answer came back.
pub const BACK: &str = "Chưa thấy bằng chứng của việc đã làm, xin gửi lại";

/// What people tell.
pub const REPORTS: [(ReportKind, &str); 5] = [
    (ReportKind::Attendance, "Buổi học tối thứ năm chỉ có bốn người mà sổ ghi hai mươi"),
    (ReportKind::ForAnother, "Có người làm bài thi thay cho cả nhà trên một điện thoại"),
    (ReportKind::Pressed, "Trưởng xóm bảo ai cũng phải đăng ký cho đủ số, không cần học"),
    (ReportKind::Figures, "Số người học ở xóm cao hơn số người đang ở nhà"),
    (ReportKind::Other, "Giấy mời học ghi phải nộp tiền nước mới được vào lớp"),
];

/// Why a report is not followed.
pub const ASIDE: &str = "Đã gặp người dân và trưởng xóm, không thấy việc như đã báo";

#[cfg(test)]
mod tests {
    use super::*;
    use xutra_domain::oversight::read_text;

    #[test]
    fn everything_could_have_been_typed_into_the_forms() {
        let visits = VISITS.iter().flat_map(|one| [one.looked, one.found, one.wanted, one.answer]);
        for text in visits.chain(REPORTS.iter().map(|(_, words)| *words)).chain([BACK, ASIDE]) {
            assert_eq!(read_text(text).as_deref(), Ok(text));
        }
    }
}
