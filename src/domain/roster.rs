//! Lists of people as offices keep them: a first line of headings, then a person a line. Says of each line who is meant, or
//! everything that is wrong with it. The same line always means the same person.

use crate::people::{self, Audience, search_key};
use sha2::{Digest as _, Sha256};

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Field {
    /// Name of the person.
    Name,
    /// Code of the unit that they belong to.
    Unit,
    /// Year of birth.
    BirthYear,
    /// Phone.
    Phone,
    /// E-mail.
    Email,
    /// Sign-in name.
    Login,
    /// Who they are in the programme.
    Audience,
    /// The office's own number of the person.
    Code,
}

/// Headings by which a column is known, folded as for a search.
const HEADINGS: [(Field, &[&str]); 8] = [
    (Field::Name, &["name", "display_name", "ho ten", "ho va ten", "ten"]),
    (Field::Unit, &["unit", "ma don vi", "don vi", "ma xa"]),
    (Field::BirthYear, &["birth_year", "nam sinh"]),
    (Field::Phone, &["phone", "dien thoai", "so dien thoai", "sdt"]),
    (Field::Email, &["email", "e-mail", "thu dien tu"]),
    (Field::Login, &["login", "ten dang nhap"]),
    (Field::Audience, &["audience", "doi tuong"]),
    (Field::Code, &["code", "ma", "ma so"]),
];

/// Words for audiences in lists, folded, beside those of the API.
const AUDIENCES: [(&str, Audience); 4] = [
    ("nguoi dan", Audience::Resident),
    ("can bo", Audience::Official),
    ("chu co so", Audience::Business),
    ("to nong cot", Audience::Facilitator),
];

/// What is wrong with the headings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BadHeadings {
    /// No column holds names.
    NoName,
    /// Nobody knows what this column holds.
    Unknown(String),
    /// Two columns hold the same.
    Twice(String),
}

/// The columns of a list, in their order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Columns(Vec<Field>);

/// Somebody as a line says it, everything in its canonical form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    /// What tells this person from all others: of the same line always the same.
    pub key: String,
    /// Name.
    pub name: String,
    /// Code of the unit.
    pub unit: Option<String>,
    /// Phone.
    pub phone: Option<String>,
    /// E-mail.
    pub email: Option<String>,
    /// Sign-in name; made from the name where the line names neither login nor phone nor e-mail.
    pub login: Option<String>,
    /// Audience.
    pub audience: Audience,
    /// Year of birth.
    pub birth_year: Option<u32>,
}

/// Something that is wrong with a line: the key of a sentence.
pub type Fault = &'static str;

impl Columns {
    /// Reads the headings.
    ///
    /// # Errors
    /// The first thing that is wrong with them.
    pub fn read(headings: &[String]) -> Result<Self, BadHeadings> {
        let mut fields = Vec::new();
        for heading in headings {
            let folded = search_key(heading.trim_start_matches('\u{feff}'));
            let known = HEADINGS.iter().find(|(_, words)| words.contains(&folded.as_str()));
            let Some((field, _)) = known else { return Err(BadHeadings::Unknown(heading.trim().to_owned())) };
            if fields.contains(field) {
                return Err(BadHeadings::Twice(heading.trim().to_owned()));
            }
            fields.push(*field);
        }
        if fields.contains(&Field::Name) { Ok(Self(fields)) } else { Err(BadHeadings::NoName) }
    }

    /// Who a line means.
    ///
    /// # Errors
    /// Everything that is wrong with it.
    pub fn person(&self, cells: &[String]) -> Result<Listed, Vec<Fault>> {
        let cell = |field: Field| {
            let at = self.0.iter().position(|one| *one == field);
            at.and_then(|at| cells.get(at)).map_or("", |text| text.trim())
        };
        let mut faults: Vec<Fault> = Vec::new();
        let name = people::parse_name(cell(Field::Name)).map_err(|unfit| faults.push(unfit.0)).unwrap_or_default();
        let mut optional = |field, parse: fn(&str) -> Result<String, people::Unfit>| match cell(field) {
            "" => None,
            text => parse(text).map_err(|unfit| faults.push(unfit.0)).ok(),
        };
        let phone = optional(Field::Phone, |text| people::parse_phone(&whole_phone(text)));
        let email = optional(Field::Email, people::parse_email);
        let login = optional(Field::Login, plain_login);
        let audience = read_audience(cell(Field::Audience)).unwrap_or_else(|| {
            faults.push("audience-unknown");
            Audience::default()
        });
        let year = cell(Field::BirthYear);
        let birth_year = people::parse_birth_year(year).ok();
        if !year.is_empty() && birth_year.is_none() {
            faults.push("roster-birth-year");
        }
        if !faults.is_empty() {
            return Err(faults);
        }
        let unit = Some(cell(Field::Unit).to_owned()).filter(|code| !code.is_empty());
        let known_by = match (cell(Field::Code), &login, &phone, &email) {
            ("", Some(login), ..) => format!("login {login}"),
            ("", None, Some(phone), _) => format!("phone {phone}"),
            ("", None, None, Some(email)) => format!("email {email}"),
            ("", None, None, None) => {
                format!("name {} {year} {}", search_key(&name), unit.as_deref().unwrap_or_default())
            }
            (code, ..) => format!("code {code}"),
        };
        let key = hex(&Sha256::digest(format!("roster\n{known_by}")));
        let reachable = login.is_some() || phone.is_some() || email.is_some();
        let login = if reachable { login } else { Some(made_login(&name, &key[..6])) };
        Ok(Listed { key, name, unit, phone, email, login, audience, birth_year })
    }
}

/// A phone with the zero at its beginning, which spreadsheets take for a number and drop.
fn whole_phone(text: &str) -> String {
    let mobile = text.len() == 9 && text.starts_with(['3', '5', '7', '8', '9']);
    if mobile && text.bytes().all(|byte| byte.is_ascii_digit()) { format!("0{text}") } else { text.to_owned() }
}

/// A login that reads as a phone or an e-mail could shadow the person whose phone or e-mail it is.
fn plain_login(text: &str) -> Result<String, people::Unfit> {
    let login = people::parse_login(text)?;
    let is_address = people::parse_phone(&login).is_ok() || people::parse_email(&login).is_ok();
    if is_address { Err(people::Unfit("login-characters")) } else { Ok(login) }
}

fn read_audience(text: &str) -> Option<Audience> {
    if text.is_empty() {
        return Some(Audience::default());
    }
    let folded = search_key(text);
    let said = AUDIENCES.iter().find(|(word, _)| *word == folded).map(|(_, audience)| *audience);
    said.or_else(|| Audience::parse(&folded))
}

/// A login of somebody who named none: the name without accents, and something that tells people of one name apart.
#[must_use]
pub fn made_login(name: &str, tail: &str) -> String {
    letters(&format!("{}.{tail}", search_key(name).replace(' ', "")))
}

/// Letters, digits and points alone, at most 60 from the end on, where what tells people apart stands.
fn letters(text: &str) -> String {
    let kept: Vec<char> = text.chars().filter(|c| c.is_ascii_alphanumeric() || *c == '.').collect();
    kept[kept.len().saturating_sub(60)..].iter().collect()
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn strings(cells: &[&str]) -> Vec<String> {
        cells.iter().map(|cell| (*cell).to_owned()).collect()
    }

    fn columns() -> Columns {
        Columns::read(&strings(&["\u{feff}Họ và tên", "Mã đơn vị", "Năm sinh", "Điện thoại", "Mã"])).unwrap()
    }

    #[test]
    fn headings_are_known_in_both_languages_and_however_they_are_written() {
        let english = Columns::read(&strings(&["name", "unit", "birth_year", "phone", "code"])).unwrap();
        assert_eq!(english, columns());
        for (headings, expected) in [
            (&["unit"][..], BadHeadings::NoName),
            (&["name", "Dân tộc"], BadHeadings::Unknown("Dân tộc".into())),
            (&["name", "Họ tên"], BadHeadings::Twice("Họ tên".into())),
        ] {
            assert_eq!(Columns::read(&strings(headings)), Err(expected));
        }
    }

    #[test]
    fn a_line_says_who_is_meant() {
        let listed = columns().person(&strings(&[" Nguyễn  Thị Ẵm ", "01840", "1980", "+84 912 345 678", ""])).unwrap();
        assert_eq!((listed.name.as_str(), listed.unit.as_deref()), ("Nguyễn Thị Ẵm", Some("01840")));
        assert_eq!((listed.phone.as_deref(), listed.login), (Some("0912345678"), None), "a phone is enough to sign in");
        let dropped = columns().person(&strings(&["An", "", "", "912345678"])).unwrap();
        assert_eq!(dropped.phone.as_deref(), Some("0912345678"), "a spreadsheet took it for a number");
        let bare = columns().person(&strings(&["Nguyễn Thị Ẵm", "01840", "1980"])).unwrap();
        let login = bare.login.unwrap();
        assert!(login.starts_with("nguyenthiam.") && login.len() == 18, "{login}");
        assert_eq!(people::parse_login(&login), Ok(login));
    }

    #[test]
    fn everything_that_is_wrong_is_said_at_once() {
        let faults = columns().person(&strings(&["123", "A", "80", "12ab"])).unwrap_err();
        assert_eq!(faults, ["name-characters", "phone-shape", "roster-birth-year"]);
        let odd = Columns::read(&strings(&["name", "audience", "login"])).unwrap();
        assert_eq!(
            odd.person(&strings(&["An", "king", "0912345678"])),
            Err(vec!["login-characters", "audience-unknown"])
        );
        assert_eq!(odd.person(&strings(&["An", "Cán bộ", ""])).unwrap().audience, Audience::Official);
    }

    #[test]
    fn the_same_person_has_the_same_key_and_others_have_others() {
        let key = |cells: &[&str]| columns().person(&strings(cells)).unwrap().key;
        let an = key(&["An Bình", "A", "1980", "", ""]);
        assert_eq!(an, key(&["AN  BÌNH", "A", "1980", "", ""]), "however it is written");
        for other in
            [["An Bình", "A", "1981", "", ""], ["An Bình", "B", "1980", "", ""], ["An Bình", "A", "1980", "", "7"]]
        {
            assert_ne!(an, key(&other), "{other:?}");
        }
        assert_eq!(
            key(&["An", "A", "1980", "", "7"]),
            key(&["An Bình", "B", "1980", "", "7"]),
            "who moved and was renamed"
        );
    }

    proptest! {
        #[test]
        fn no_line_breaks_it(cells in prop::collection::vec(any::<String>(), 0..8)) {
            if let Ok(listed) = columns().person(&cells) {
                prop_assert_eq!(people::parse_name(&listed.name), Ok(listed.name.clone()));
                prop_assert!(listed.login.is_some() || listed.phone.is_some() || listed.email.is_some());
            }
        }
    }
}
