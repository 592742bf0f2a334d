//! The units of an invented province: real communes, everything below and beside them made up. The same every time.

use super::dice::Dice;
use super::names;
use xutra_domain::population::PopulationClass;
use xutra_domain::unit::UnitKind;

/// Code and name of the province.
pub const PROVINCE: (&str, &str) = ("T19", "Tỉnh Thái Nguyên");
/// People from 15 to 60 in the whole province.
const WORKING_AGE: f64 = 1_050_000.0;
/// The most and the fewest of a commune.
const MOST: f64 = 45_000.0;
const FEWEST: f64 = 1_800.0;
/// Where the most live.
const LARGEST: &str = "Phường Phan Đình Phùng";

/// A unit to be made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Planned {
    /// Code.
    pub code: String,
    /// Name.
    pub name: String,
    /// What it is.
    pub kind: UnitKind,
    /// Code of the unit above.
    pub parent: Option<String>,
    /// What the register says of it.
    pub counts: Vec<(PopulationClass, u64)>,
    /// Whether officials work there: agencies and schools, not enterprises.
    pub official: bool,
}

/// A commune, with what lies in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Commune {
    /// Code.
    pub code: String,
    /// Name.
    pub name: String,
    /// Whether it is a ward.
    pub ward: bool,
    /// People of working age.
    pub people: u64,
    /// By hamlet: its code, and people of working age.
    pub hamlets: Vec<(String, u64)>,
}

/// The whole tree.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tree {
    /// Communes in the order of their codes.
    pub communes: Vec<Commune>,
    /// Units in an order in which each comes after the one above.
    pub units: Vec<Planned>,
}

/// Plants the tree.
#[must_use]
pub fn plant() -> Tree {
    let communes = communes();
    let mut units = vec![Planned {
        code: PROVINCE.0.into(),
        name: PROVINCE.1.into(),
        kind: UnitKind::Province,
        parent: None,
        counts: vec![(PopulationClass::WorkingAge, communes.iter().map(|one| one.people).sum())],
        official: false,
    }];
    let mut below = Vec::new();
    for (index, commune) in communes.iter().enumerate() {
        units.push(Planned {
            code: commune.code.clone(),
            name: commune.name.clone(),
            kind: UnitKind::Commune,
            parent: Some(PROVINCE.0.into()),
            counts: counts_of(commune),
            official: false,
        });
        below.extend(commune.hamlets.iter().enumerate().map(|(place, (code, people))| Planned {
            code: code.clone(),
            name: if commune.ward { format!("Tổ dân phố {}", place + 1) } else { names::hamlet(index, place) },
            kind: UnitKind::Hamlet,
            parent: Some(commune.code.clone()),
            counts: vec![(PopulationClass::WorkingAge, *people)],
            official: false,
        }));
        of_commune(index, commune, &mut units, &mut below);
    }
    of_province(&mut units, &mut below);
    enterprises(&mut units);
    units.append(&mut below);
    Tree { communes, units }
}

/// The communes of the list, with how many people they have.
fn communes() -> Vec<Commune> {
    let lines = include_str!("communes.csv").lines().filter(|line| !line.starts_with('#')).skip(1);
    let listed: Vec<(String, String, bool)> = lines
        .filter_map(|line| {
            let mut cells = line.split(',');
            let (code, name, kind) = (cells.next()?, cells.next()?, cells.next()?);
            Some((code.to_owned(), name.to_owned(), kind == "phuong"))
        })
        .collect();
    let drawn: Vec<f64> = (0..).zip(&listed).map(|(index, (_, name, ward))| size(index, name, *ward)).collect();
    // The largest stays what it is; the others share the rest in proportion.
    let (rest, free) = (WORKING_AGE - MOST, drawn.iter().sum::<f64>() - MOST);
    let people = |name: &str, drawn: f64| {
        let scaled = if name == LARGEST { MOST } else { (drawn * rest / free).clamp(FEWEST, MOST) };
        whole(scaled)
    };
    let listed = listed.into_iter().zip(drawn).enumerate();
    listed
        .map(|(index, ((code, name, ward), drawn))| {
            let people = people(&name, drawn);
            let hamlets = hamlets(index, &code, ward, people);
            Commune { code, name, ward, people, hamlets }
        })
        .collect()
}

/// Log-normal around 9,000, wards larger.
fn size(index: u64, name: &str, ward: bool) -> f64 {
    if name == LARGEST {
        return MOST;
    }
    let middle: f64 = if ward { 16_000.0 } else { 9_000.0 };
    (middle * (0.45 * Dice::of("commune", index).normal()).exp()).clamp(FEWEST, MOST)
}

fn hamlets(index: usize, code: &str, ward: bool, people: u64) -> Vec<(String, u64)> {
    let mut dice = Dice::of("hamlets", u64::try_from(index).unwrap_or(0));
    let count = if ward { 40 + dice.below(21) } else { 20 + dice.below(25) };
    let shares: Vec<f64> = (0..count).map(|_| 0.5 + dice.share()).collect();
    let total: f64 = shares.iter().sum();
    let all = whole_to_float(people);
    (1..).zip(shares).map(|(place, share)| (format!("{code}-{place:02}"), whole(all * share / total))).collect()
}

/// What the register says of a commune: residents, and owners of businesses in proportion.
fn counts_of(commune: &Commune) -> Vec<(PopulationClass, u64)> {
    let part = |whole: u64| commune.people * whole / 1_050_000;
    vec![
        (PopulationClass::WorkingAge, commune.people),
        (PopulationClass::Enterprise, part(14_700)),
        (PopulationClass::Cooperative, part(1_100) + 1),
        (PopulationClass::Household, part(60_000)),
    ]
}

fn agency(code: String, name: String, staff: i64, official: bool) -> Planned {
    let counts = vec![(PopulationClass::Staff, staff.unsigned_abs())];
    Planned { code, name, kind: UnitKind::Agency, parent: Some(PROVINCE.0.into()), counts, official }
}

fn division(agency: &Planned, place: usize, name: &str, staff: i64) -> Planned {
    Planned {
        code: format!("{}.{place}", agency.code),
        name: name.to_owned(),
        kind: UnitKind::Division,
        parent: Some(agency.code.clone()),
        counts: vec![(PopulationClass::Staff, staff.unsigned_abs())],
        official: agency.official,
    }
}

/// The agencies, schools and the cooperative of a commune.
fn of_commune(index: usize, commune: &Commune, units: &mut Vec<Planned>, below: &mut Vec<Planned>) {
    let mut dice = Dice::of("agencies", u64::try_from(index).unwrap_or(0));
    let (code, name) = (&commune.code, &commune.name);
    let council = agency(format!("UB-{code}"), format!("UBND {name}"), dice.between(30, 42), true);
    let economy = if commune.ward { "Phòng Kinh tế, Hạ tầng và Đô thị" } else { "Phòng Kinh tế" };
    let rooms = ["Văn phòng HĐND và UBND", economy, "Phòng Văn hóa - Xã hội", "Trung tâm Phục vụ hành chính công"];
    below.extend((1..).zip(rooms).map(|(place, room)| division(&council, place, room, dice.between(7, 10))));
    units.push(council);
    units.push(agency(format!("DU-{code}"), format!("Đảng ủy {name}"), dice.between(12, 16), true));
    units.push(agency(format!("MT-{code}"), format!("Mặt trận Tổ quốc {name}"), dice.between(8, 12), true));
    units.push(agency(format!("YT-{code}"), format!("Trạm Y tế {name}"), dice.between(6, 14), true));
    units.push(agency(format!("HTX-{code}"), format!("Hợp tác xã nông nghiệp {name}"), dice.between(9, 40), false));
    for place in 1..=dice.between(6, 11) {
        let level = *dice.one(&["mầm non", "tiểu học", "THCS"]);
        let school = format!("Trường {level} {name} số {place}");
        units.push(agency(format!("TH-{code}-{place}"), school, dice.between(20, 60), true));
    }
    if dice.chance(500) {
        units.push(agency(format!("THPT-{code}"), format!("Trường THPT {name}"), dice.between(45, 90), true));
    }
}

const PARTY: [&str; 11] = [
    "Văn phòng Tỉnh ủy",
    "Ban Tổ chức Tỉnh ủy",
    "Ủy ban Kiểm tra Tỉnh ủy",
    "Ban Tuyên giáo và Dân vận Tỉnh ủy",
    "Ban Nội chính Tỉnh ủy",
    "Ủy ban MTTQ Việt Nam tỉnh",
    "Liên đoàn Lao động tỉnh",
    "Hội Nông dân tỉnh",
    "Hội Liên hiệp Phụ nữ tỉnh",
    "Tỉnh đoàn",
    "Hội Cựu chiến binh tỉnh",
];
const COUNCIL: [&str; 14] = [
    "Văn phòng UBND tỉnh",
    "Sở Nội vụ",
    "Sở Tài chính",
    "Sở Khoa học và Công nghệ",
    "Sở Nông nghiệp và Môi trường",
    "Sở Xây dựng",
    "Sở Công Thương",
    "Sở Giáo dục và Đào tạo",
    "Sở Y tế",
    "Sở Văn hóa, Thể thao và Du lịch",
    "Sở Tư pháp",
    "Sở Dân tộc và Tôn giáo",
    "Thanh tra tỉnh",
    "Ban Quản lý các khu công nghiệp",
];
/// Led from the capital, not by the province: counted apart, as the beginning of their codes says.
const VERTICAL: [&str; 6] = [
    "Thuế tỉnh",
    "Thống kê tỉnh",
    "Kho bạc Nhà nước khu vực",
    "Bảo hiểm xã hội tỉnh",
    "Công an tỉnh",
    "Bộ Chỉ huy Quân sự tỉnh",
];
const ROOMS: [&str; 9] = [
    "Văn phòng",
    "Phòng Tổng hợp",
    "Phòng Kế hoạch",
    "Phòng Nghiệp vụ",
    "Phòng Thanh tra",
    "Phòng Quản lý",
    "Phòng Pháp chế",
    "Phòng Chuyển đổi số",
    "Trung tâm Dịch vụ",
];

fn of_province(units: &mut Vec<Planned>, below: &mut Vec<Planned>) {
    let mut dice = Dice::of("province", 0);
    for (place, name) in (1..).zip(PARTY) {
        units.push(agency(format!("DT-{place:02}"), name.into(), dice.between(20, 120), true));
    }
    for (place, name) in (1..).zip(COUNCIL) {
        let own = agency(format!("SO-{place:02}"), name.into(), dice.between(60, 250), true);
        let rooms = 4 + dice.below(6);
        below.extend((1..).zip(ROOMS).take(rooms).map(|(room, name)| division(&own, room, name, dice.between(8, 25))));
        units.push(own);
    }
    for (place, name) in (1..).zip(VERTICAL) {
        units.push(agency(format!("ND-{place:02}"), name.into(), dice.between(40, 200), true));
    }
    // So few that a single answer would tell whose it is.
    units.push(agency(SMALLEST.into(), "Quỹ Bảo vệ môi trường tỉnh".into(), 4, true));
}

/// The agency of four people.
pub const SMALLEST: &str = "SO-15";
/// How many enterprises are units of their own.
const ENTERPRISES: usize = 600;

fn enterprises(units: &mut Vec<Planned>) {
    let mut dice = Dice::of("enterprises", 0);
    for number in 1..=ENTERPRISES {
        let park = *dice.one(&["KCN Yên Bình", "KCN Điềm Thụy", "KCN Sông Công"]);
        let staff = dice.between(50, 900);
        units.push(agency(format!("DN-{number:03}"), format!("Công ty số {number}, {park}"), staff, false));
    }
}

/// Rounded down; what is negative or no number is 0.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a count of people fits")]
fn whole(number: f64) -> u64 {
    number.max(0.0) as u64
}

#[expect(clippy::cast_precision_loss, reason = "a count of people fits")]
fn whole_to_float(number: u64) -> f64 {
    number as f64
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::{BTreeMap, BTreeSet};

    #[test]
    fn the_tree_is_that_of_the_province() {
        let tree = plant();
        assert_eq!(tree, plant(), "the same each time");
        assert_eq!(tree.communes.len(), 92);
        assert_eq!(tree.communes.iter().filter(|one| one.ward).count(), 15);
        assert!((5_500..5_900).contains(&tree.units.len()), "{}", tree.units.len());
        let people: u64 = tree.communes.iter().map(|one| one.people).sum();
        assert!((1_000_000..1_100_000).contains(&people), "{people}");
        let hamlets: usize = tree.communes.iter().map(|one| one.hamlets.len()).sum();
        assert!((2_900..3_700).contains(&hamlets), "{hamlets}");
        let largest = tree.communes.iter().max_by_key(|one| one.people).unwrap();
        assert_eq!((largest.name.as_str(), largest.people), (LARGEST, 45_000));
        assert!(tree.communes.iter().all(|one| one.people >= 1_800));
    }

    #[test]
    fn each_unit_stands_below_one_that_came_before_and_that_it_fits() {
        let mut known: BTreeMap<String, UnitKind> = BTreeMap::new();
        for unit in plant().units {
            let parent = unit.parent.as_ref().map(|code| known[code]);
            assert!(unit.kind.fits_below(parent), "{unit:?}");
            assert!(unit.code.chars().all(|c| c.is_ascii_alphanumeric() || "-_.".contains(c)), "{}", unit.code);
            assert!(known.insert(unit.code.clone(), unit.kind).is_none(), "{} twice", unit.code);
        }
        let agencies: BTreeSet<_> = known.keys().filter(|code| code.starts_with("ND-")).collect();
        assert_eq!(agencies.len(), VERTICAL.len());
        assert!(known.contains_key(SMALLEST));
    }
}
