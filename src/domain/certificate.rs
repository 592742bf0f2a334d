//! Certificates: what is attested, its number, and where it stands. Never deleted; issued, superseded or revoked.

use crate::ids::AccountId;
use crate::instant::Instant;
use serde::{Deserialize, Serialize};

/// What a certificate attests.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Achievement {
    /// Everything of a course was done.
    Completion,
    /// The flag: capable of basic AI skills.
    Capability,
}

impl Achievement {
    /// The word for it in the API and the database.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Completion => "completion",
            Self::Capability => "capability",
        }
    }

    /// Reads the word.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        [Self::Completion, Self::Capability].into_iter().find(|value| value.word() == word)
    }
}

/// A certificate as it was issued. Everything it says is pinned: a later change of the course or the name changes nothing.
#[derive(Debug, Clone, PartialEq)]
pub struct Certificate {
    /// `TN26-0004217-T`.
    pub number: CertificateNumber,
    /// Whose it is.
    pub account: AccountId,
    /// Course id.
    pub course: String,
    /// What it attests.
    pub achievement: Achievement,
    /// The facts it prints.
    pub statement: Statement,
    /// When it was issued.
    pub issued_at: Instant,
    /// Until when; a completion does not run out.
    pub expires_at: Option<Instant>,
    /// Its place in the status list, drawn at random.
    pub status_index: u32,
    /// Random identity of the holder in credentials (`urn:uuid:`), not the account's.
    pub subject: uuid::Uuid,
    /// When and why it was revoked.
    pub revoked: Option<Revocation>,
}

/// What a certificate says, in the language of the site and in English.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Statement {
    /// Name of the holder.
    pub holder: String,
    /// Title of the course by language tag.
    pub course_title: crate::language::Localized,
    /// Who issues.
    pub issuer: String,
    /// The rule under which the flag was granted (`R1@2026-12`), for a capability.
    pub rule: Option<String>,
    /// Right answers in the exam, for a capability.
    pub score: Option<u32>,
    /// Questions of the exam, for a capability.
    pub questions: Option<u32>,
    /// Right answers that pass, for a capability.
    pub pass: Option<u32>,
}

/// Why and when a certificate stopped being worth anything.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Revocation {
    /// Instant.
    pub at: Instant,
    /// Reason, shown to everybody.
    pub reason: String,
}

/// Where a certificate stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum CertificateStatus {
    /// It holds.
    Valid,
    /// It ran out.
    Expired,
    /// It was revoked.
    Revoked,
}

impl CertificateStatus {
    /// The word for it in the API.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Valid => "valid",
            Self::Expired => "expired",
            Self::Revoked => "revoked",
        }
    }
}

impl Certificate {
    /// Where it stands at an instant.
    #[must_use]
    pub fn status(&self, now: Instant) -> CertificateStatus {
        if self.revoked.is_some() {
            CertificateStatus::Revoked
        } else if self.expires_at.is_some_and(|end| end <= now) {
            CertificateStatus::Expired
        } else {
            CertificateStatus::Valid
        }
    }
}

/// `TNyy-NNNNNNN-C`: two letters of the site, year, seven digits, and an ISO 7064 MOD 37,36 check character over the
/// string without dashes.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct CertificateNumber(String);

impl CertificateNumber {
    /// Makes one. `prefix` is two capital letters, `year` the last two digits of the year, `serial` below 10,000,000;
    /// larger values are cut down to their last digits.
    #[must_use]
    pub fn new(prefix: &str, year: u32, serial: u32) -> Self {
        let body = format!("{prefix}{:02}{:07}", year % 100, serial % 10_000_000);
        let check = check_character(&body).unwrap_or('0');
        let (head, tail) = body.split_at(prefix.len() + 2);
        Self(format!("{head}-{tail}-{check}"))
    }

    /// Reads one as people type it: any case, with or without dashes and spaces. None where its check does not fit.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let bare: String = text
            .chars()
            .filter(|c| !c.is_whitespace() && !matches!(c, '-' | '–' | '.'))
            .map(|c| c.to_ascii_uppercase())
            .collect();
        let fits = bare.is_ascii()
            && bare.len() == 12
            && bare[..2].bytes().all(|b| b.is_ascii_uppercase())
            && bare[2..11].bytes().all(|b| b.is_ascii_digit());
        let check = fits.then(|| check_character(&bare[..11])).flatten()?;
        bare.ends_with(check).then(|| Self(format!("{}-{}-{check}", &bare[..4], &bare[4..11])))
    }

    /// As it is printed.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Display for CertificateNumber {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

/// ISO 7064 MOD 37,36; none where a character is neither a digit nor a capital letter.
fn check_character(body: &str) -> Option<char> {
    const ALPHABET: &[u8; 36] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    let mut product = 36_usize;
    for byte in body.bytes() {
        let value = ALPHABET.iter().position(|letter| *letter == byte)?;
        let sum = (product + value) % 36;
        product = if sum == 0 { 36 } else { sum } * 2 % 37;
    }
    ALPHABET.get((37 - product) % 36).map(|byte| char::from(*byte))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_check_character_is_that_of_iso_7064() {
        assert_eq!(CertificateNumber::new("TN", 26, 4217).as_str(), "TN26-0004217-T");
        assert_eq!(CertificateNumber::new("TN", 2026, 1).as_str(), "TN26-0000001-G");
    }

    #[test]
    fn a_number_is_read_as_people_type_it_and_a_slip_is_noticed() {
        let number = CertificateNumber::new("TN", 26, 4217);
        for typed in ["TN26-0004217-T", "tn260004217t", " TN26 0004217 T "] {
            assert_eq!(CertificateNumber::parse(typed), Some(number.clone()), "{typed}");
        }
        for slip in ["TN26-0004217-U", "TN26-0004271-T", "TN26-004217-T", "TN26-9999999-0", "", "ẰN26-0004217-T"] {
            assert_eq!(CertificateNumber::parse(slip), None, "{slip}");
        }
    }
}
