//! The printed certificate: A4 landscape, an SVG template filled by Tera and drawn to PDF. It prints what it is handed; it
//! reads no clock, no file and no database, and names of people are never anything but text.

mod draw;
mod fit;
mod plain;
mod press;
pub(crate) mod qr;
mod words;

#[cfg(test)]
mod tests;

pub use draw::PaperDrawing;
pub use press::PaperPress;
pub use words::Words;

use jiff::tz::TimeZone;
use xutra_domain::certificate::{Achievement, Certificate};
use xutra_domain::instant::Instant;

/// Why a certificate was not printed.
#[derive(Debug, thiserror::Error)]
pub enum PaperError {
    /// Too many wait already; worth trying again.
    #[error("too many certificates wait to be printed")]
    Busy,
    /// The template cannot be filled.
    #[error("the template of the certificate cannot be filled")]
    Template(#[source] tera::Error),
    /// The filled template is no SVG.
    #[error("the filled template is no SVG")]
    Svg(#[source] usvg::Error),
    /// What the QR code should hold is too long for one.
    #[error("{length} bytes do not fit a QR code")]
    QrTooLong {
        /// How long it is.
        length: usize,
    },
    /// The PDF could not be written.
    #[error("the PDF cannot be written: {0}")]
    Pdf(String),
    /// The thread that drew it ended before its time.
    #[error("the drawing of a certificate was cut short")]
    CutShort,
}

/// A day of the calendar, in the time zone of the site.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PaperDate {
    /// Year.
    pub year: i16,
    /// Month, 1 to 12.
    pub month: i8,
    /// Day, 1 to 31.
    pub day: i8,
}

impl PaperDate {
    /// The day that an instant falls on in a time zone.
    #[must_use]
    pub fn of(instant: Instant, zone: &TimeZone) -> Self {
        let at = jiff::Timestamp::from_millisecond(instant.0).unwrap_or_default();
        let date = zone.to_datetime(at).date();
        Self { year: date.year(), month: date.month(), day: date.day() }
    }
}

/// The result of an exam, as it is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PaperScore {
    /// Right answers.
    pub right: u32,
    /// Questions.
    pub of: u32,
    /// Right answers that pass.
    pub pass: u32,
}

/// What one certificate prints. Texts come as they are stored; they are cleaned and measured before they are drawn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paper {
    /// `TN26-0004217-T`.
    pub number: String,
    /// What it attests.
    pub kind: Achievement,
    /// Name of the holder.
    pub holder: String,
    /// Title of the course in the language of the paper.
    pub course_title: String,
    /// The title in the second language, for the small line beneath.
    pub course_title_below: Option<String>,
    /// Who issues.
    pub issuer: String,
    /// Name of the site.
    pub site_name: String,
    /// Where it is issued, before the date.
    pub place: Option<String>,
    /// The day of issue.
    pub issued: PaperDate,
    /// The last day on which it holds.
    pub expires: Option<PaperDate>,
    /// The result of the exam.
    pub score: Option<PaperScore>,
    /// Where it can be verified, as people type it.
    pub verify_url: String,
    /// What the QR code holds: the address, with or without a signed payload behind `#`.
    pub qr_payload: String,
    /// `vi` or `en`.
    pub language: String,
}

/// What the site adds to every certificate it prints.
#[derive(Debug, Clone, Copy)]
pub struct PaperSite<'a> {
    /// Name of the site.
    pub name: &'a str,
    /// Where it issues, before the date.
    pub place: Option<&'a str>,
    /// What its addresses begin with.
    pub public_url: &'a str,
    /// Its time zone.
    pub zone: &'a TimeZone,
}

impl Paper {
    /// The paper of a certificate in `vi` or `en`, with the plain address of its verification in the QR code.
    #[must_use]
    pub fn of(certificate: &Certificate, site: PaperSite<'_>, language: &str) -> Self {
        let statement = &certificate.statement;
        let title = statement.course_title.get(language);
        let second = if language == "vi" { "en" } else { "vi" };
        let below = statement.course_title.get(second);
        let address = format!("{}/verify/{}", site.public_url.trim_end_matches('/'), certificate.number);
        let score = match (statement.score, statement.questions, statement.pass) {
            (Some(right), Some(of), Some(pass)) => Some(PaperScore { right, of, pass }),
            _ => None,
        };
        Self {
            number: certificate.number.to_string(),
            kind: certificate.achievement,
            holder: statement.holder.clone(),
            course_title: title.clone(),
            course_title_below: (below != title).then(|| below.clone()),
            issuer: statement.issuer.clone(),
            site_name: site.name.to_owned(),
            place: site.place.map(str::to_owned),
            issued: PaperDate::of(certificate.issued_at, site.zone),
            // The instant at which it ends lies just behind the last day on which it holds.
            expires: certificate.expires_at.map(|end| PaperDate::of(end.plus(-1), site.zone)),
            score: score.filter(|_| certificate.achievement == Achievement::Capability),
            verify_url: address.split_once("://").map_or(address.as_str(), |(_, bare)| bare).to_owned(),
            qr_payload: address,
            language: language.to_owned(),
        }
    }
}
