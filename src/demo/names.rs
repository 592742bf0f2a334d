//! Names that nobody in particular bears.

use super::dice::Dice;

const FAMILIES: [&str; 16] = [
    "Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Vũ", "Đặng", "Bùi", "Đỗ", "Hồ", "Ngô", "Dương", "Nông", "Ma", "Triệu",
    "Lường",
];
const MIDDLES: [[&str; 10]; 2] = [
    ["Văn", "Đức", "Hữu", "Quang", "Minh", "Xuân", "Công", "Đình", "Tiến", "Ngọc"],
    ["Thị", "Thị", "Thị", "Thu", "Ngọc", "Thanh", "Bích", "Kim", "Hồng", "Minh"],
];
const GIVEN: [[&str; 24]; 2] = [
    [
        "An", "Bình", "Cường", "Dũng", "Đạt", "Giang", "Hải", "Hiếu", "Hùng", "Huy", "Khánh", "Khoa", "Long", "Nam",
        "Phong", "Phúc", "Quân", "Sơn", "Thành", "Thắng", "Tuấn", "Tùng", "Việt", "Vinh",
    ],
    [
        "Anh", "Bích", "Chi", "Dung", "Duyên", "Giang", "Hà", "Hạnh", "Hiền", "Hoa", "Huệ", "Hương", "Lan", "Linh",
        "Mai", "Nga", "Ngân", "Nhung", "Oanh", "Phương", "Thảo", "Thủy", "Trang", "Yến",
    ],
];
const HAMLETS: [&str; 40] = [
    "Nà Lẹng",
    "Đồng Tâm",
    "Bản Cái",
    "Khuổi Luông",
    "Tân Lập",
    "Nà Mạ",
    "Đồng Danh",
    "Phú Sơn",
    "Bản Pục",
    "Làng Hin",
    "Gốc Gạo",
    "Cầu Đá",
    "Nà Khoang",
    "Thâm Bó",
    "Đồng Chùa",
    "Xuân Đám",
    "Soi Mít",
    "Bản Nhì",
    "Khau Mu",
    "Tân Tiến",
    "Lũng Luông",
    "Đồng Vung",
    "Nà Hoáng",
    "Cây Thị",
    "Đèo Bụt",
    "Bản Tàn",
    "Hợp Nhất",
    "Phố Chợ",
    "Nà Cà",
    "Đồng Quốc",
    "Khe Mo",
    "Ao Sen",
    "Bản Cuôn",
    "Quyết Tiến",
    "Nà Đon",
    "Đồng Bẩm",
    "Thác Lạc",
    "Bản Vèn",
    "Hồng Phong",
    "Nà Tấu",
];

/// A person's name.
#[must_use]
pub(super) fn person(dice: &mut Dice) -> String {
    let gender = dice.below(2);
    let (family, middle) = (dice.one(&FAMILIES), dice.one(&MIDDLES[gender]));
    format!("{family} {middle} {}", dice.one(&GIVEN[gender]))
}

/// The name of the hamlet of that place in its commune, from 0.
#[must_use]
pub(super) fn hamlet(commune: usize, place: usize) -> String {
    let name = HAMLETS[(commune * 7 + place) % HAMLETS.len()];
    match place / HAMLETS.len() {
        0 => format!("Xóm {name}"),
        again => format!("Xóm {name} {}", again + 1),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn hamlets_of_a_commune_differ_and_people_have_names_that_are_taken() {
        let names: BTreeSet<String> = (0..90).map(|place| hamlet(5, place)).collect();
        assert_eq!(names.len(), 90);
        let mut dice = Dice::of("names", 0);
        for _ in 0..200 {
            let name = person(&mut dice);
            assert_eq!(xutra_domain::people::parse_name(&name), Ok(name.clone()));
        }
    }
}
