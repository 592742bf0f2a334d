//! Certificates as data: open to all by number, issued and revoked by certifiers.

use super::{Body, answer, ok};
use crate::actions::ActionError;
use crate::actions::decide_flag::standings;
use crate::actions::issue_certificate::{NOT_READY, issue_certificate, revoke_certificate};
use crate::message::Message;
use crate::web::actor::{Certifier, Visitor};
use crate::web::certificate::find;
use crate::web::competency::missing_message;
use crate::web::credential::signed;
use crate::web::error::AppError;
use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::Path;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use xutra_domain::certificate::{Achievement, Certificate, CertificateNumber};
use xutra_domain::ids::AccountId;
use xutra_domain::instant::Instant;
use xutra_store::certificate;

/// A certificate.
#[derive(Debug, Serialize, ToSchema)]
pub struct CertificateBody {
    number: String,
    holder: String,
    /// What it attests, of which course.
    achievement: AchievementBody,
    issued_at: String,
    expires_at: Option<String>,
    issuer: String,
    /// `valid`, `expired` or `revoked`.
    status: &'static str,
    revoked_reason: Option<String>,
    /// Since when the flag that it attests is suspended: it serves for nothing until that ends.
    suspended_at: Option<String>,
    /// The signed credential, a compact JWS.
    credential: String,
}

/// What a certificate attests.
#[derive(Debug, Serialize, PartialEq, Eq, ToSchema)]
pub struct AchievementBody {
    /// `completion` or `capability`.
    kind: &'static str,
    /// Course id.
    course: String,
    /// Title of the course.
    title: String,
    /// The rule, for a capability.
    rule: Option<String>,
}

async fn body(visitor: &Visitor, found: &Certificate) -> Result<CertificateBody, AppError> {
    let suspension = certificate::suspension(visitor.app.store.reader(), found).await?;
    Ok(CertificateBody {
        number: found.number.to_string(),
        holder: found.statement.holder.clone(),
        achievement: AchievementBody {
            kind: found.achievement.word(),
            course: found.course.clone(),
            title: found.statement.course_title.get(visitor.lang).clone(),
            rule: found.statement.rule.clone(),
        },
        issued_at: found.issued_at.rfc3339(),
        expires_at: found.expires_at.map(Instant::rfc3339),
        issuer: found.statement.issuer.clone(),
        status: found.status(visitor.now).word(),
        revoked_reason: found.revoked.as_ref().map(|revoked| revoked.reason.clone()),
        suspended_at: suspension.map(|one| one.since.rfc3339()),
        credential: signed(&visitor.app, found)?,
    })
}

/// GET `/certificates/{number}`: open to all.
///
/// # Errors
/// 404, 429.
pub async fn one(visitor: Visitor, number: Path<String>) -> Result<HttpResponse, AppError> {
    let found = find(&visitor, &number).await?.ok_or_else(AppError::not_found)?;
    ok(&visitor, &body(&visitor, &found).await?)
}

/// A certificate to issue.
#[derive(Debug, Deserialize, ToSchema)]
pub struct IssueBody {
    /// To whom.
    account: String,
    /// Course id.
    course: String,
    /// `completion` or `capability`; by default capability where a policy stands.
    achievement: Option<String>,
}

/// POST `/certificates`
///
/// # Errors
/// 403, 404, 409 saying what is missing, 422.
pub async fn issue(certifier: Certifier, body_in: Body<IssueBody>) -> Result<HttpResponse, AppError> {
    let wanted = body_in.read()?;
    let account = AccountId::parse(&wanted.account).ok_or_else(AppError::not_found)?;
    let achievement = match wanted.achievement.as_deref() {
        None => None,
        Some(word) => {
            Some(Achievement::parse(word).ok_or_else(|| ActionError::invalid("achievement", "achievement-unknown"))?)
        }
    };
    certifier.must_certify(account).await?;
    let issued = match issue_certificate(&certifier.app, certifier.id(), account, &wanted.course, achievement).await {
        Err(ActionError::Conflict { reason, .. }) if reason.key == NOT_READY => {
            let what = missing(&certifier, account, &wanted.course).await?;
            return Err(ActionError::conflict(Message::new(NOT_READY).with("what", what)).into());
        }
        done => done?,
    };
    answer(certifier.request(), StatusCode::CREATED, &body(&certifier, &issued).await?)
}

/// What somebody still lacks, in the reader's words.
async fn missing(visitor: &Visitor, account: AccountId, course: &str) -> Result<String, AppError> {
    let live = visitor.app.catalog.course(course).ok_or_else(AppError::not_found)?;
    let flags = standings(&visitor.app, account).await?;
    let missing = flags.iter().filter(|flag| flag.course == course).flat_map(|flag| &flag.standing.missing);
    Ok(missing.map(|one| visitor.say(&missing_message(&live, one, visitor.lang))).collect::<Vec<_>>().join(" "))
}

/// Why a certificate is revoked.
#[derive(Debug, Deserialize, ToSchema)]
pub struct RevocationBody {
    /// Shown to everybody.
    reason: String,
}

/// POST `/certificates/{number}/revocation`
///
/// # Errors
/// 403, 404, 409, 422.
pub async fn revoke(
    certifier: Certifier,
    number: Path<String>,
    reason: Body<RevocationBody>,
) -> Result<HttpResponse, AppError> {
    let number = CertificateNumber::parse(&number).ok_or_else(AppError::not_found)?;
    let reason = reason.read()?.reason;
    let held = certificate::find(certifier.app.store.reader(), &number).await?.ok_or_else(AppError::not_found)?;
    certifier.must_certify(held.account).await?;
    let revoked = revoke_certificate(&certifier.app, certifier.id(), &number, &reason).await?;
    ok(&certifier, &body(&certifier, &revoked).await?)
}
