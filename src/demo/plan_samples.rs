//! What leaders of an invented province plan, decide and tell each other.

/// Milestones: what is to be done, and the proof that it was.
pub const MILESTONES: [(&str, &str); 5] = [
    ("Mỗi xóm có ít nhất một người hướng dẫn", "Danh sách người hướng dẫn của các xóm đã được duyệt"),
    ("Mở lớp tối ở nhà văn hóa các xóm", "Sổ buổi học có mã điểm danh của bảy xóm"),
    ("Tổ chức buổi thi có người trông", "Biên bản buổi thi và danh sách người dự"),
    ("Tập huấn cho tổ công nghệ số cộng đồng", "Ảnh lớp tập huấn và chữ ký của người dự"),
    ("Đặt mã QR vào lớp ở bộ phận một cửa", "Ảnh mã QR đặt ở quầy và số người đã quét"),
];

/// Why a milestone that was said to be done was not accepted.
pub const REFUSED: &str = "Mới có ba xóm, cần đủ tất cả các xóm";

/// Decisions.
pub const DECISIONS: [&str; 4] = [
    "Ưu tiên mở lớp ở các xóm vùng cao trước mùa vụ",
    "Giao mỗi đoàn thể phụ trách hai xóm có ít người học nhất",
    "Dành phòng họp của xã cho lớp học vào tối thứ ba và thứ năm",
    "Chuyển lịch thi có người trông sang ngày nghỉ để người đi làm dự được",
];

/// The paper of a plan.
pub const PLAN: &str = "Kế hoạch số 12/KH-UBND (số liệu thử)";

/// A practice card: title, problem, steps, cost, people, proof.
pub const CARDS: [[&str; 6]; 4] = [
    [
        "Lớp tối ở nhà văn hóa xóm",
        "Ban ngày bà con đi làm nên không dự được lớp",
        "Mở lớp từ 19 giờ, mỗi buổi bốn mươi phút\nMỗi xóm hai buổi một tuần\nCuối buổi ai cũng tự làm một việc của nhà mình",
        "Tiền điện và nước chè, khoảng 200.000 đồng một tháng",
        "Hai người hướng dẫn và trưởng xóm",
        "Sổ điểm danh có mã, số người đạt kỹ năng sau ba tháng",
    ],
    [
        "Con cháu dạy ông bà dùng AI",
        "Người trên 50 tuổi ngại học cùng lớp với người trẻ",
        "Học sinh cấp ba học trước một buổi\nMỗi em kèm một người lớn trong nhà\nBuổi cuối cả nhà cùng đến thi",
        "Không tốn tiền, chỉ cần sắp lịch với trường",
        "Giáo viên chủ nhiệm và đoàn thanh niên",
        "Danh sách cặp ông bà và cháu, kết quả thi có người trông",
    ],
    [
        "Góc hỏi AI ở bộ phận một cửa",
        "Người dân chờ lâu và hỏi đi hỏi lại cùng một việc",
        "Đặt một bàn có điện thoại và người hướng dẫn\nNgười chờ tập hỏi AI về thủ tục của mình\nCán bộ kiểm tra lại câu trả lời",
        "Một bàn và một điện thoại cũ",
        "Một cán bộ trực theo buổi",
        "Số người ghi danh học từ góc này trong quý",
    ],
    [
        "Phiên chợ AI của hợp tác xã",
        "Hộ làm chè chưa biết viết bài giới thiệu sản phẩm",
        "Mỗi phiên chợ dựng một bàn hướng dẫn\nCả nhóm cùng viết một bài rồi sửa chỗ AI nói quá\nBài nào cũng ghi nơi làm ra sản phẩm",
        "Thuê bàn ghế, khoảng 500.000 đồng một phiên",
        "Ba thành viên hợp tác xã và một người hướng dẫn",
        "Các bài đã đăng và đơn hàng nhận được",
    ],
];

/// Which office to ask, in every unit.
pub const CONTACT: &str = "Phòng Văn hóa - Xã hội, UBND xã";
/// Why a card came back.
pub const CARD_BACK: &str = "Thiếu số liệu của từng xóm, xin bổ sung";
/// What came of trying one.
pub const OUTCOME: &str = "Mở được ba lớp, hơn bốn mươi người dự đều";

#[cfg(test)]
mod tests {
    use super::*;
    use xutra_domain::exemplar::read;
    use xutra_domain::plan::typed::{line, passage};

    #[test]
    fn everything_could_have_been_typed_into_the_forms() {
        for (title, proof) in MILESTONES {
            assert_eq!((line(title, 3).as_deref(), passage(proof, 10).as_deref()), (Ok(title), Ok(proof)));
        }
        for text in DECISIONS.into_iter().chain([REFUSED, CARD_BACK]) {
            assert_eq!(passage(text, 10).as_deref(), Ok(text));
        }
        assert!(line(PLAN, 3).is_ok() && line(OUTCOME, 3).is_ok());
        let fields = ["title", "problem", "steps", "cost", "people", "proof"];
        for card in CARDS {
            let typed = |name: &str| {
                let place = fields.iter().position(|field| *field == name);
                place.map_or(CONTACT, |place| card[place]).to_owned()
            };
            let page = read(typed).expect("it fits");
            assert_eq!((page.title.as_str(), page.steps.as_str()), (card[0], card[2]));
        }
    }
}
