//! People: accounts, roles with their scope, audiences; and what may be a login or a name.

use crate::ids::AccountId;
use crate::instant::Instant;
use crate::words::words;
use serde::{Deserialize, Serialize};
use unicode_normalization::UnicodeNormalization;

/// A person who can sign in, as the rest of the program sees them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Account {
    /// Identity.
    pub id: AccountId,
    /// Sign-in name in its canonical form; none for people who only have a phone or an e-mail.
    pub login: Option<String>,
    /// Name as it stands on a certificate.
    pub display_name: String,
    /// Who they are in the programme.
    pub audience: Audience,
    /// Code of the unit they live in.
    pub unit: Option<String>,
    /// E-mail, canonical.
    pub email: Option<String>,
    /// Phone, canonical.
    pub phone: Option<String>,
    /// Chosen language, `vi` or `en`.
    pub locale: Option<String>,
    /// May not sign in.
    pub disabled: bool,
    /// When it was made.
    pub created_at: Instant,
    /// Roles that have not expired.
    pub roles: Vec<RoleGrant>,
}

/// Who somebody is in the programme.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, Default)]
#[serde(rename_all = "snake_case")]
pub enum Audience {
    /// Anybody who lives here.
    #[default]
    Resident,
    /// Civil servants and public employees.
    Official,
    /// Owners of enterprises, cooperatives and household businesses.
    Business,
    /// Members of the core groups.
    Facilitator,
}

/// What somebody may do beyond learning.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Writes courses and marks work.
    Instructor,
    /// Helps people of a unit.
    Facilitator,
    /// Sees the figures of a unit.
    Leader,
    /// Checks, and changes nothing.
    Inspector,
    /// Issues and revokes certificates.
    Certifier,
    /// Runs the server.
    Administrator,
}

/// A role over a subtree of units.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RoleGrant {
    /// The role.
    pub role: Role,
    /// Code of the unit at the root of its scope; none means everywhere.
    pub unit: Option<String>,
    /// Path of that unit (see [`crate::unit`]); none means everywhere.
    pub scope: Option<String>,
    /// Until when.
    pub expires_at: Option<Instant>,
}

words!(Audience {
    Resident => "resident",
    Official => "official",
    Business => "business",
    Facilitator => "facilitator",
});
words!(Role {
    Instructor => "instructor",
    Facilitator => "facilitator",
    Leader => "leader",
    Inspector => "inspector",
    Certifier => "certifier",
    Administrator => "administrator",
});

impl Account {
    /// Whether the account holds the role at all, over whatever scope.
    #[must_use]
    pub fn has_role(&self, role: Role, now: Instant) -> bool {
        self.roles.iter().any(|grant| grant.role == role && grant.holds_at(now))
    }
}

impl Account {
    /// Whether the account holds the role over everything, not over a unit alone.
    #[must_use]
    pub fn has_role_everywhere(&self, role: Role, now: Instant) -> bool {
        self.roles.iter().any(|grant| grant.role == role && grant.scope.is_none() && grant.holds_at(now))
    }

    /// Whether the account holds the role over the unit of that path: over everything, the unit itself or one above it.
    #[must_use]
    pub fn has_role_over(&self, role: Role, path: &str, now: Instant) -> bool {
        let covers = |grant: &RoleGrant| grant.scope.as_ref().is_none_or(|scope| path.starts_with(scope));
        self.roles.iter().any(|grant| grant.role == role && grant.holds_at(now) && covers(grant))
    }
}

impl RoleGrant {
    /// Whether it has not expired.
    #[must_use]
    pub fn holds_at(&self, now: Instant) -> bool {
        self.expires_at.is_none_or(|end| now < end)
    }
}

/// What is wrong with something a person typed about themselves; the word is the end of a message key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct Unfit(pub &'static str);

/// A sign-in name: 3 to 64 characters, letters, digits and `. _ - @ +`, compared without case and accents form (NFKC).
///
/// # Errors
/// `login-length`, `login-characters`.
pub fn parse_login(text: &str) -> Result<String, Unfit> {
    let login: String = text.trim().nfkc().flat_map(char::to_lowercase).nfkc().collect();
    match login.chars().count() {
        3..=64 if login.chars().all(|c| c.is_alphanumeric() || "._-@+".contains(c)) => Ok(login),
        3..=64 => Err(Unfit("login-characters")),
        _ => Err(Unfit("login-length")),
    }
}

/// A person's name: 1 to 100 characters after tidying, no control characters, none of `| < >` (a name goes onto
/// certificates and into their QR codes, where `|` parts the fields).
///
/// # Errors
/// `name-length`, `name-characters`.
pub fn parse_name(text: &str) -> Result<String, Unfit> {
    let name = text.nfc().collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ");
    let forbidden = |c: char| {
        c.is_control()
            || "|<>".contains(c)
            || matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
    };
    match name.chars().count() {
        1..=100 if !name.chars().any(forbidden) && name.chars().any(char::is_alphabetic) => Ok(name),
        1..=100 => Err(Unfit("name-characters")),
        _ => Err(Unfit("name-length")),
    }
}

/// An e-mail address in its canonical form; a plain check of its shape, as only a message tells whether it works.
///
/// # Errors
/// `email-shape`.
pub fn parse_email(text: &str) -> Result<String, Unfit> {
    let email: String = text.trim().nfkc().flat_map(char::to_lowercase).collect();
    let fits = email.len() <= 254
        && email.split_once('@').is_some_and(|(user, host)| {
            !user.is_empty()
                && host.contains('.')
                && !host.starts_with('.')
                && !host.ends_with('.')
                && !email.chars().any(|c| c.is_whitespace() || c.is_control() || ",;<>\"@".contains(c) && c != '@')
                && !host.contains('@')
        });
    if fits { Ok(email) } else { Err(Unfit("email-shape")) }
}

/// A phone number as digits with an optional `+`: 8 to 15 digits; `0912 345 678` and `+84912345678` are the same.
///
/// # Errors
/// `phone-shape`.
pub fn parse_phone(text: &str) -> Result<String, Unfit> {
    let bare: String = text.chars().filter(|c| !c.is_whitespace() && !"-.()".contains(*c)).collect();
    let national = bare.strip_prefix("+84").map(|rest| format!("0{}", rest.trim_start_matches('0')));
    let phone = national.unwrap_or(bare);
    let digits = phone.strip_prefix('+').unwrap_or(&phone);
    if (8..=15).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit()) {
        Ok(phone)
    } else {
        Err(Unfit("phone-shape"))
    }
}

/// A year of birth as people type it.
///
/// # Errors
/// `birth-year-shape`.
pub fn parse_birth_year(text: &str) -> Result<u32, Unfit> {
    match text.trim().parse::<u32>() {
        Ok(year) if (1900..=2100).contains(&year) => Ok(year),
        _ => Err(Unfit("birth-year-shape")),
    }
}

/// What search compares: lower case without accents, `đ` as `d`, single spaces.
#[must_use]
pub fn search_key(text: &str) -> String {
    let folded: String = text
        .nfd()
        .filter(|c| !unicode_normalization::char::is_combining_mark(*c))
        .flat_map(char::to_lowercase)
        .map(|c| if c == 'đ' { 'd' } else { c })
        .collect();
    folded.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_login_is_the_same_however_it_is_typed() {
        assert_eq!(parse_login(" Nguyen.An "), Ok("nguyen.an".into()));
        assert_eq!(parse_login("E\u{301}mile"), parse_login("Émile"));
        for (bad, why) in
            [("ab", "login-length"), ("a b c", "login-characters"), ("a<b>c", "login-characters"), ("", "login-length")]
        {
            assert_eq!(parse_login(bad), Err(Unfit(why)), "{bad:?}");
        }
    }

    #[test]
    fn a_name_keeps_its_accents_and_loses_its_tricks() {
        assert_eq!(parse_name("  Nguyễn   Thị Ẵm "), Ok("Nguyễn Thị Ẵm".into()));
        for bad in ["a|b", "x\u{202e}y", "\"><svg>", "123", "a\u{0}b", "\u{200b}"] {
            assert_eq!(parse_name(bad), Err(Unfit("name-characters")), "{bad:?}");
        }
        assert_eq!(parse_name(&"a".repeat(101)), Err(Unfit("name-length")));
        assert_eq!(parse_name(" "), Err(Unfit("name-length")));
    }

    #[test]
    fn addresses_have_one_form() {
        assert_eq!(parse_phone("+84 912-345-678"), Ok("0912345678".into()));
        assert_eq!(parse_phone("0912 345 678"), Ok("0912345678".into()));
        assert_eq!(parse_phone("12ab5678"), Err(Unfit("phone-shape")));
        assert_eq!(parse_email(" An@Example.VN "), Ok("an@example.vn".into()));
        for bad in ["a", "@b.c", "a@b", "a b@c.d", "a@b.c,d@e.f", "a@b.c\r\nBcc: x@y.z"] {
            assert_eq!(parse_email(bad), Err(Unfit("email-shape")), "{bad:?}");
        }
    }

    #[test]
    fn search_ignores_accents_and_case() {
        assert_eq!(search_key("Đỗ  Thị ÁNH"), "do thi anh");
    }

    #[test]
    fn a_role_over_a_unit_is_one_over_what_lies_below() {
        let grant = |scope: Option<&str>, end| RoleGrant {
            role: Role::Facilitator,
            unit: scope.map(|_| "A".into()),
            scope: scope.map(str::to_owned),
            expires_at: Some(Instant(end)),
        };
        let with = |roles: &[RoleGrant], path| {
            let account = Account {
                id: AccountId(uuid::Uuid::nil()),
                login: None,
                display_name: "An".into(),
                audience: Audience::Resident,
                unit: None,
                email: None,
                phone: None,
                locale: None,
                disabled: false,
                created_at: Instant(0),
                roles: roles.to_vec(),
            };
            assert!(!account.has_role_over(Role::Inspector, path, Instant(5)), "a role of another kind");
            account.has_role_over(Role::Facilitator, path, Instant(5))
        };
        let of_a = [grant(Some("/1/7/"), 9)];
        for (path, covered) in [("/1/7/", true), ("/1/7/8/", true), ("/1/", false), ("/1/70/", false), ("/2/", false)] {
            assert_eq!(with(&of_a, path), covered, "{path}");
        }
        assert!(with(&[grant(None, 9)], "/1/") && !with(&[grant(None, 5)], "/1/"), "until it ends");
        assert!(with(&[grant(Some("/2/"), 9), grant(Some("/1/"), 9)], "/1/7/"));
    }

    #[test]
    fn a_role_holds_until_it_ends() {
        let grant = RoleGrant { role: Role::Facilitator, unit: None, scope: None, expires_at: Some(Instant(5)) };
        assert!(grant.holds_at(Instant(4)) && !grant.holds_at(Instant(5)));
    }
}
