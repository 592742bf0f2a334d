//! Certificates: the public check, and the certifier's desk.

use super::{FormState, Link, When};
use serde::Serialize;

/// `certificate/verify.html`: a search form (GET `/verify?number=`), and an error sentence where nothing was found.
#[derive(Debug, Clone, Serialize)]
pub struct VerifyPage {
    /// What was typed.
    pub number: String,
    /// What is wrong with it.
    pub error: Option<String>,
}

/// `certificate/certificate.html`: open to all.
#[derive(Debug, Clone, Serialize)]
pub struct CertificatePage {
    /// The certificate.
    pub certificate: CertificateView,
    /// Address of the PDF, for its holder, certifiers and administrators.
    pub pdf_url: Option<String>,
    /// Address of the signed credential.
    pub credential_url: String,
    /// Address of the revocation form, for certifiers.
    pub revoke_url: Option<String>,
}

/// A certificate as it is shown.
#[derive(Debug, Clone, Serialize)]
pub struct CertificateView {
    /// Number.
    pub number: String,
    /// Whose.
    pub holder: String,
    /// `completion` or `capability`.
    pub achievement: &'static str,
    /// Title of the course.
    pub course: String,
    /// Who issued it.
    pub issuer: String,
    /// When.
    pub issued: When,
    /// Until when.
    pub expires: Option<When>,
    /// `valid`, `suspended`, `expired` or `revoked`.
    pub status: &'static str,
    /// Since when the flag that it attests is suspended.
    pub suspended: Option<When>,
    /// When it was revoked.
    pub revoked: Option<When>,
    /// Why.
    pub reason: Option<String>,
    /// `R1@2026-12`
    pub rule: Option<String>,
    /// `27/30`
    pub score: Option<String>,
    /// Its page.
    pub url: String,
}

/// `certificate/desk.html`: `/admin/certificates`. Issuing is a POST to `/admin/certificates/confirm` with `person`
/// (repeated, `ACCOUNT`), `course`; it shows `certificate/confirm.html`, which posts to `/admin/certificates`.
#[derive(Debug, Clone, Serialize)]
pub struct DeskPage {
    /// Search text.
    pub query: String,
    /// Courses that grant something; the one shown is `course`.
    pub courses: Vec<Link>,
    /// Id of the course shown.
    pub course: String,
    /// Its title.
    pub course_title: String,
    /// How many are ready in all.
    pub ready_count: u64,
    /// Who is ready, one page.
    pub ready: Vec<ReadyView>,
    /// The next page.
    pub next_url: Option<String>,
    /// Certificates whose flag does not stand any more: to look at, and to revoke.
    pub fallen: Vec<CertificateView>,
    /// Certificates issued last.
    pub issued: Vec<CertificateView>,
    /// Older ones.
    pub issued_next_url: Option<String>,
}

/// Somebody who is ready for a certificate.
#[derive(Debug, Clone, Serialize)]
pub struct ReadyView {
    /// Account id.
    pub account: String,
    /// Name.
    pub name: String,
    /// Code or name of the unit.
    pub unit: String,
    /// Capable since.
    pub since: When,
    /// `27/30`
    pub score: String,
    /// Why they are capable.
    pub why_url: String,
}

/// `certificate/confirm.html`
#[derive(Debug, Clone, Serialize)]
pub struct ConfirmPage {
    /// Course id.
    pub course: String,
    /// Course title.
    pub course_title: String,
    /// To whom.
    pub people: Vec<ReadyView>,
}

/// `certificate/revoke.html`: posts `reason` to `/admin/certificates/{number}/revocation`.
#[derive(Debug, Clone, Serialize)]
pub struct RevokePage {
    /// The certificate.
    pub certificate: CertificateView,
    /// Field `reason`.
    pub form: FormState,
}
