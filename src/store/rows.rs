//! How rows become domain types, where several modules need it.

use crate::StoreError;
use crate::entity::certificate;
use crate::sql::{from_json, small, word};
use xutra_domain::certificate::{Achievement, Certificate, CertificateNumber, Revocation};
use xutra_domain::competency::Supervision;
use xutra_domain::ids::AccountId;
use xutra_domain::instant::Instant;

/// The word for a level of supervision.
pub(crate) fn supervision_word(supervision: Supervision) -> &'static str {
    match supervision {
        Supervision::A => "A",
        Supervision::B => "B",
    }
}

/// Reads the word for a level of supervision.
pub(crate) fn supervision(text: &str) -> Result<Supervision, StoreError> {
    word(text, |text| match text {
        "A" => Some(Supervision::A),
        "B" => Some(Supervision::B),
        _ => None,
    })
}

/// A certificate from its row.
pub(crate) fn certificate(row: certificate::Model) -> Result<Certificate, StoreError> {
    let revoked =
        row.revoked_at.map(|at| Revocation { at: Instant(at), reason: row.revoked_reason.unwrap_or_default() });
    Ok(Certificate {
        number: word(&row.number, CertificateNumber::parse)?,
        account: AccountId(row.account_id),
        course: row.course_id,
        achievement: word(&row.achievement, Achievement::parse)?,
        statement: from_json(&row.statement)?,
        issued_at: Instant(row.issued_at),
        expires_at: row.expires_at.map(Instant),
        status_index: small(row.status_index)?,
        subject: row.subject,
        revoked,
    })
}
