//! Lists of units and of figures of the register, as offices keep them: a first line of headings, then a unit or a figure a
//! line. Says of each line what it means, or everything that is wrong with it. Lists of people are in [`crate::roster`].

use crate::people::search_key;
use crate::population::{PopulationClass, is_day};
use crate::roster::Fault;
use crate::unit::UnitKind;

/// A unit as a line says it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListedUnit {
    /// Code.
    pub code: String,
    /// Name.
    pub name: String,
    /// What it is.
    pub kind: UnitKind,
    /// Code of the unit above.
    pub parent: Option<String>,
}

/// A figure as a line says it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListedFigure {
    /// Code of the unit.
    pub unit: String,
    /// Whom it counts.
    pub class: PopulationClass,
    /// How many.
    pub value: u64,
    /// The day that is counted, `YYYY-MM-DD`.
    pub as_of: String,
    /// The document.
    pub source: String,
}

/// What is wrong with the headings; the word is the key of a sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BadHeading {
    /// The key.
    pub key: Fault,
    /// The heading that it is about.
    pub heading: String,
}

/// A column: its name in the program, and words by which it is known, folded as for a search.
type Known = (&'static str, &'static [&'static str]);

const UNIT: [Known; 4] = [
    ("code", &["code", "ma", "ma don vi"]),
    ("name", &["name", "ten", "ten don vi"]),
    ("kind", &["kind", "loai", "loai don vi"]),
    ("parent", &["parent", "don vi cap tren", "ma cap tren", "thuoc"]),
];
const FIGURE: [Known; 5] = [
    ("unit", &["unit", "code", "ma", "ma don vi"]),
    ("class", &["class", "nhom", "doi tuong"]),
    ("value", &["value", "so nguoi", "so luong"]),
    ("as_of", &["as_of", "ngay", "tinh den ngay", "thoi diem"]),
    ("source", &["source", "nguon", "van ban"]),
];

const KINDS: [(&str, UnitKind); 9] = [
    ("tinh", UnitKind::Province),
    ("xa", UnitKind::Commune),
    ("phuong", UnitKind::Commune),
    ("xom", UnitKind::Hamlet),
    ("thon", UnitKind::Hamlet),
    ("to dan pho", UnitKind::Hamlet),
    ("co quan", UnitKind::Agency),
    ("truong", UnitKind::Agency),
    ("phong", UnitKind::Division),
];
const CLASSES: [(&str, PopulationClass); 5] = [
    ("tuoi lao dong", PopulationClass::WorkingAge),
    ("can bo", PopulationClass::Staff),
    ("doanh nghiep", PopulationClass::Enterprise),
    ("hop tac xa", PopulationClass::Cooperative),
    ("ho kinh doanh", PopulationClass::Household),
];

/// The columns of a list, in their order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Columns(Vec<&'static str>);

/// More people than this no document counts.
const MOST: u64 = 100_000_000;

impl Columns {
    /// Of a list of units.
    ///
    /// # Errors
    /// The first thing that is wrong with the headings.
    pub fn of_units(headings: &[String]) -> Result<Self, BadHeading> {
        Self::read(headings, &UNIT, &["code", "name", "kind"])
    }

    /// Of a list of figures.
    ///
    /// # Errors
    /// The first thing that is wrong with the headings.
    pub fn of_figures(headings: &[String]) -> Result<Self, BadHeading> {
        Self::read(headings, &FIGURE, &["unit", "class", "value", "as_of", "source"])
    }

    fn read(headings: &[String], known: &[Known], needed: &[&'static str]) -> Result<Self, BadHeading> {
        let mut fields = Vec::new();
        for heading in headings {
            let bad = |key| BadHeading { key, heading: heading.trim().to_owned() };
            let folded = search_key(heading.trim_start_matches('\u{feff}'));
            let found = known.iter().find(|(_, words)| words.contains(&folded.as_str()));
            let (field, _) = found.ok_or_else(|| bad("imports-heading-unknown"))?;
            if fields.contains(field) {
                return Err(bad("imports-heading-twice"));
            }
            fields.push(*field);
        }
        match needed.iter().find(|field| !fields.contains(*field)) {
            Some(missing) => Err(BadHeading { key: "imports-heading-missing", heading: (*missing).to_owned() }),
            None => Ok(Self(fields)),
        }
    }

    fn cell<'c>(&self, cells: &'c [String], field: &str) -> &'c str {
        let at = self.0.iter().position(|one| *one == field);
        at.and_then(|at| cells.get(at)).map_or("", |text| text.trim())
    }

    /// The unit that a line means.
    ///
    /// # Errors
    /// Everything that is wrong with it.
    pub fn unit(&self, cells: &[String]) -> Result<ListedUnit, Vec<Fault>> {
        let mut faults: Vec<Fault> = Vec::new();
        let (code, name) = (self.cell(cells, "code"), self.cell(cells, "name"));
        if !is_code(code) {
            faults.push("unit-code");
        }
        if !(1..=200).contains(&name.chars().count()) || name.chars().any(char::is_control) {
            faults.push("imports-unit-name");
        }
        let kind = one_of(self.cell(cells, "kind"), &KINDS, UnitKind::parse);
        if kind.is_none() {
            faults.push("imports-kind");
        }
        let parent = Some(self.cell(cells, "parent").to_owned()).filter(|parent| !parent.is_empty());
        match kind.filter(|_| faults.is_empty()) {
            Some(kind) => Ok(ListedUnit { code: code.to_owned(), name: name.to_owned(), kind, parent }),
            None => Err(faults),
        }
    }

    /// The figure that a line means.
    ///
    /// # Errors
    /// Everything that is wrong with it.
    pub fn figure(&self, cells: &[String]) -> Result<ListedFigure, Vec<Fault>> {
        let mut faults: Vec<Fault> = Vec::new();
        let (unit, source) = (self.cell(cells, "unit"), self.cell(cells, "source"));
        let class = one_of(self.cell(cells, "class"), &CLASSES, PopulationClass::parse);
        let value = self.cell(cells, "value").replace(['.', ' ', '\u{a0}'], "").parse::<u64>().ok();
        let value = value.filter(|value| *value <= MOST);
        let as_of = day(self.cell(cells, "as_of"));
        for (fits, key) in [
            (is_code(unit), "unit-unknown"),
            (class.is_some(), "population-class"),
            (value.is_some(), "population-value"),
            (as_of.is_some(), "population-day"),
            ((3..=300).contains(&source.chars().count()) && !source.chars().any(char::is_control), "population-source"),
        ] {
            if !fits {
                faults.push(key);
            }
        }
        match (class, value, as_of, faults.is_empty()) {
            (Some(class), Some(value), Some(as_of), true) => {
                Ok(ListedFigure { unit: unit.to_owned(), class, value, as_of, source: source.to_owned() })
            }
            _ => Err(faults),
        }
    }
}

fn is_code(code: &str) -> bool {
    (1..=40).contains(&code.len()) && code.chars().all(|c| c.is_ascii_alphanumeric() || "-_.".contains(c))
}

fn one_of<T: Copy>(text: &str, words: &[(&str, T)], parse: impl Fn(&str) -> Option<T>) -> Option<T> {
    let folded = search_key(text);
    parse(text).or_else(|| words.iter().find(|(word, _)| *word == folded).map(|(_, value)| *value))
}

/// A day as the program writes it; `30/06/2026` is read as well.
fn day(text: &str) -> Option<String> {
    let written = match text.split('/').collect::<Vec<_>>()[..] {
        [day, month, year] => format!("{year}-{month:0>2}-{day:0>2}"),
        // Spreadsheets add the time of day.
        _ => text.split([' ', 'T']).next().unwrap_or_default().to_owned(),
    };
    is_day(&written).then_some(written)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn cells(line: &[&str]) -> Vec<String> {
        line.iter().map(|cell| (*cell).to_owned()).collect()
    }

    #[test]
    fn a_list_of_units_is_read_in_vietnamese_and_in_the_words_of_the_program() {
        let unit = |kind, parent: Option<&str>| {
            let (code, name) = ("01840".into(), "Phường Đức Xuân".into());
            Ok(ListedUnit { code, name, kind, parent: parent.map(str::to_owned) })
        };
        let columns = Columns::of_units(&cells(&["\u{feff}Mã", "Tên đơn vị", "Loại", "Thuộc"])).unwrap();
        assert_eq!(
            columns.unit(&cells(&["01840", " Phường Đức Xuân ", "Phường", "19"])),
            unit(UnitKind::Commune, Some("19"))
        );
        let columns = Columns::of_units(&cells(&["kind", "code", "name"])).unwrap();
        assert_eq!(columns.unit(&cells(&["commune", "01840", "Phường Đức Xuân"])), unit(UnitKind::Commune, None));
        let wrong = columns.unit(&cells(&["làng", "a b"]));
        assert_eq!(wrong, Err(vec!["unit-code", "imports-unit-name", "imports-kind"]));
    }

    #[test]
    fn a_list_of_figures_is_read_with_points_in_numbers_and_days_as_people_write_them() {
        let headings = cells(&["Mã đơn vị", "Nhóm", "Số người", "Tính đến ngày", "Nguồn"]);
        let columns = Columns::of_figures(&headings).unwrap();
        let figure = columns.figure(&cells(&["01840", "Tuổi lao động", "12.345", "30/6/2026", "Báo cáo 12"])).unwrap();
        let expected = ListedFigure {
            unit: "01840".into(),
            class: PopulationClass::WorkingAge,
            value: 12_345,
            as_of: "2026-06-30".into(),
            source: "Báo cáo 12".into(),
        };
        assert_eq!(figure, expected);
        let wrong = columns.figure(&cells(&["", "ai đó", "-5", "hôm qua", ""]));
        let all = ["unit-unknown", "population-class", "population-value", "population-day", "population-source"];
        assert_eq!(wrong, Err(all.to_vec()));
    }

    #[test]
    fn headings_say_what_is_wrong_with_them() {
        for (headings, key, heading) in [
            (vec!["code", "name"], "imports-heading-missing", "kind"),
            (vec!["code", "tuổi"], "imports-heading-unknown", "tuổi"),
            (vec!["code", "Mã"], "imports-heading-twice", "Mã"),
        ] {
            let bad = Columns::of_units(&cells(&headings));
            assert_eq!(bad, Err(BadHeading { key, heading: heading.into() }), "{headings:?}");
        }
    }

    proptest! {
        #[test]
        fn whatever_stands_in_a_line_is_read_or_refused(line in prop::collection::vec(".{0,20}", 0..8)) {
            let units = Columns::of_units(&cells(&["code", "name", "kind", "parent"])).unwrap();
            let figures = Columns::of_figures(&cells(&["unit", "class", "value", "as_of", "source"])).unwrap();
            if let Err(faults) = units.unit(&line) {
                prop_assert!(!faults.is_empty());
            }
            if let Err(faults) = figures.figure(&line) {
                prop_assert!(!faults.is_empty());
            }
        }
    }
}
