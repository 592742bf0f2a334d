//! What people of an invented province tell of their work with AI.

use xutra_domain::work_record::Task;

/// A use of AI.
pub(super) struct Sample {
    /// What for.
    pub(super) task: Task,
    /// What was asked.
    pub(super) asked: &'static str,
    /// What was changed.
    pub(super) changed: &'static str,
    /// Minutes before and after.
    pub(super) minutes: (u32, u32),
    /// Where the product is.
    pub(super) product: &'static str,
}

/// Which AI.
pub(super) const TOOLS: [&str; 3] =
    ["Trợ lý AI trên điện thoại", "Trợ lý AI trên máy tính", "Trợ lý AI trong bộ văn phòng"];

/// Uses, of which no two neighbours are of one task.
pub(super) const SAMPLES: [Sample; 8] = [
    Sample {
        task: Task::Document,
        asked: "Soạn thông báo lịch tiêm phòng cho đàn trâu bò, nửa trang, lời dễ hiểu",
        changed: "AI bịa tên thuốc, tôi thay bằng tên trong công văn của trạm thú y",
        minutes: (60, 25),
        product: "Thông báo dán ở nhà văn hóa xóm",
    },
    Sample {
        task: Task::Summary,
        asked: "Tóm tắt biên bản họp dân thành năm ý chính, giữ nguyên số liệu",
        changed: "AI bỏ sót ý kiến về đường nội đồng, tôi thêm lại",
        minutes: (45, 15),
        product: "Biên bản lưu ở văn phòng",
    },
    Sample {
        task: Task::Spreadsheet,
        asked: "Viết công thức cộng tiền hỗ trợ theo từng xóm trong bảng tính",
        changed: "Công thức bỏ qua dòng cuối, tôi sửa lại vùng tính rồi cộng tay kiểm tra",
        minutes: (90, 30),
        product: "Bảng tổng hợp tháng trước",
    },
    Sample {
        task: Task::Promotion,
        asked: "Viết bài giới thiệu chè sạch của gia đình, giọng mộc mạc, 120 chữ",
        changed: "AI nói quá về tác dụng của chè, tôi bỏ hết và thêm giờ mở cửa",
        minutes: (120, 40),
        product: "Bài đăng trên trang bán hàng",
    },
    Sample {
        task: Task::Reply,
        asked: "Trả lời câu hỏi của người dân về thủ tục đăng ký kết hôn, từng bước một",
        changed: "AI nêu lệ phí cũ, tôi đối chiếu với bảng niêm yết và sửa lại",
        minutes: (30, 10),
        product: "Câu trả lời ở bộ phận một cửa",
    },
    Sample {
        task: Task::Research,
        asked: "So sánh ba giống lúa chịu rét, kèm nguồn để kiểm tra",
        changed: "Hai trong năm nguồn không mở được, tôi hỏi thêm cán bộ khuyến nông",
        minutes: (80, 35),
        product: "Bảng so sánh gửi hợp tác xã",
    },
    Sample {
        task: Task::Translation,
        asked: "Viết lại quy định về rác thải bằng lời dễ hiểu cho bà con",
        changed: "AI đổi nghĩa câu về mức phạt, tôi chép đúng theo văn bản",
        minutes: (50, 20),
        product: "Tờ rơi phát trong xóm",
    },
    Sample {
        task: Task::Other,
        asked: "Lập kế hoạch một buổi hướng dẫn dùng điện thoại cho người cao tuổi",
        changed: "AI xếp quá nhiều việc cho một buổi, tôi bỏ bớt còn ba việc",
        minutes: (70, 40),
        product: "Kế hoạch buổi học ngày thứ bảy",
    },
];

/// Why records come back; the first also refuses an appeal.
pub(super) const RETURNED: [&str; 3] = [
    "Chưa thấy sản phẩm ở nơi đã ghi, nhờ ghi rõ hơn",
    "Phần đã sửa còn chung chung, xin nêu rõ AI sai chỗ nào",
    "Số phút sau nhiều hơn mức thực tế, nhờ xem lại",
];

/// Why people appeal.
pub(super) const APPEALS: [&str; 2] = [
    "Sản phẩm đã dán ở nhà văn hóa xóm từ đầu tháng, có thể đến xem",
    "Tôi đã nêu rõ câu AI viết sai và câu đã sửa trong bản lưu",
];

/// What inspectors say of a record that held, and of one that did not.
pub(super) const JUDGED: [&str; 2] =
    ["Đã xem sản phẩm, đúng như đã kể", "Không tìm thấy sản phẩm, người nhận không biết việc này"];

#[cfg(test)]
mod tests {
    use super::*;
    use xutra_domain::work_record::{Typed, read, read_reason};

    #[test]
    fn everything_could_have_been_typed_into_the_forms() {
        for (place, sample) in SAMPLES.iter().enumerate() {
            let typed = Typed {
                task: sample.task.word().into(),
                tool: TOOLS[place % TOOLS.len()].into(),
                asked: sample.asked.into(),
                changed: sample.changed.into(),
                before: sample.minutes.0.to_string(),
                after: sample.minutes.1.to_string(),
                product: sample.product.into(),
                clean: true,
            };
            let told = read(&typed, true).expect("it fits");
            assert_eq!((told.asked.as_str(), told.product.as_str()), (sample.asked, sample.product));
            assert!(told.after * 5 <= told.before * 4, "a fifth is saved");
            assert_ne!(told.task, SAMPLES[(place + 1) % SAMPLES.len()].task);
        }
        for reason in RETURNED.iter().chain(&APPEALS).chain(&JUDGED) {
            assert_eq!(read_reason(reason).as_deref(), Ok(*reason));
        }
    }
}
