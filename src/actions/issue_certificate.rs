//! Issues and revokes certificates. Who issues does not decide: only what the flag or the record says is attested.

use super::ActionError;
use super::decide_flag::{FlagStanding, standings};
use crate::app::App;
use crate::message::Message;
use serde_json::json;
use xutra_domain::certificate::{Achievement, Certificate, CertificateNumber, Statement};
use xutra_domain::course::Viewer;
use xutra_domain::ids::AccountId;
use xutra_domain::instant::Instant;
use xutra_domain::learning::progress;
use xutra_store::audit::{self, AuditEntry};
use xutra_store::{StoreError, certificate, duplicate, learning, people};

/// How many places of the status lists are used before another list is begun, so that a random place is free.
const PLACES_USED: u64 = 65_536;
/// Places of one status list.
pub const LIST_PLACES: u32 = 131_072;
const TRIES: usize = 30;
/// Why somebody gets no certificate of capability; its fact `what` has room for what is missing, in the reader's words.
pub const NOT_READY: &str = "certificate-not-ready";

/// Issues a certificate; by default of capability where a policy stands for the course, else of completion.
///
/// # Errors
/// `NotFound` for an unknown person or course, `Forbidden` for oneself, `Conflict` saying what is missing or that it was
/// issued already.
pub async fn issue_certificate(
    app: &App,
    by: AccountId,
    to: AccountId,
    course_id: &str,
    achievement: Option<Achievement>,
) -> Result<Certificate, ActionError> {
    if by == to {
        return Err(ActionError::Forbidden(Message::new("own-certificate")));
    }
    let now = app.clock.now();
    let holder = people::find_account(app.store.reader(), to, now).await?.ok_or(ActionError::NotFound)?;
    // Certificates of somebody whose accounts were joined belong to the one that goes on.
    if duplicate::merged_into(app.store.reader(), to).await?.is_some() {
        return Err(ActionError::NotFound);
    }
    let live = app.catalog.course(course_id).ok_or(ActionError::NotFound)?;
    let default = if live.course.policies.is_empty() { Achievement::Completion } else { Achievement::Capability };
    let achievement = achievement.unwrap_or(default);
    let mut statement = Statement {
        holder: holder.display_name,
        course_title: live.course.title.clone(),
        issuer: app.config.site.issuer().to_owned(),
        rule: None,
        score: None,
        questions: None,
        pass: None,
    };
    let expires_at = match achievement {
        Achievement::Completion => {
            check_completion(app, to, course_id).await?;
            None
        }
        Achievement::Capability => {
            let flag = check_capability(app, to, course_id).await?;
            statement.rule = Some(flag.standing.rule.clone());
            statement.score = flag.standing.score;
            statement.questions = Some(flag.policy.exam.questions);
            statement.pass = Some(flag.policy.exam.pass);
            flag.standing.until
        }
    };
    let draft = Draft { account: to, course: course_id.to_owned(), achievement, statement, expires_at, now };
    number_and_insert(app, by, draft).await
}

struct Draft {
    account: AccountId,
    course: String,
    achievement: Achievement,
    statement: Statement,
    expires_at: Option<Instant>,
    now: Instant,
}

async fn check_completion(app: &App, account: AccountId, course: &str) -> Result<(), ActionError> {
    let live = app.catalog.course(course).ok_or(ActionError::NotFound)?;
    let (reader, now) = (app.store.reader(), app.clock.now());
    let holder = people::find_account(reader, account, now).await?.ok_or(ActionError::NotFound)?;
    let record = learning::record(reader, account, course, now).await?;
    let progress = progress(&live.course, Viewer::of(&holder, now), &record);
    if progress.is_complete() {
        return Ok(());
    }
    let left = progress.total - progress.completed;
    Err(ActionError::conflict(Message::new("certificate-not-completed").with("n", left)))
}

async fn check_capability(app: &App, account: AccountId, course: &str) -> Result<FlagStanding, ActionError> {
    let mut flags = standings(app, account).await?;
    flags.retain(|flag| flag.course == course);
    let place = flags.iter().position(|flag| flag.standing.capable).unwrap_or(0);
    if flags.is_empty() {
        return Err(ActionError::conflict(Message::new("certificate-no-policy")));
    }
    let flag = flags.swap_remove(place);
    if flag.standing.capable {
        return Ok(flag);
    }
    Err(ActionError::conflict(Message::new(NOT_READY).with("what", "")))
}

async fn number_and_insert(app: &App, by: AccountId, draft: Draft) -> Result<Certificate, ActionError> {
    let lists = 1 + certificate::count(app.store.reader()).await? / PLACES_USED;
    let places = u64::from(LIST_PLACES) * lists;
    let year = app.zone.year(draft.now);
    for _ in 0..TRIES {
        let certificate = Certificate {
            number: CertificateNumber::new(&app.config.site.serial_prefix, year, app.random_below(10_000_000)),
            account: draft.account,
            course: draft.course.clone(),
            achievement: draft.achievement,
            statement: draft.statement.clone(),
            issued_at: draft.now,
            expires_at: draft.expires_at,
            status_index: app.random_below(u32::try_from(places).unwrap_or(u32::MAX)),
            subject: app.new_random_uuid(),
            revoked: None,
        };
        match insert(app, by, certificate.clone()).await {
            Err(ActionError::Store(StoreError::Conflict(what))) if what.0 == "certificate" => {
                return Err(ActionError::conflict(Message::new("certificate-already")));
            }
            // The drawn number or place is taken: draw again.
            Err(ActionError::Store(StoreError::Conflict(_))) => {}
            Err(error) => return Err(error),
            Ok(()) => return Ok(certificate),
        }
    }
    Err(ActionError::Busy)
}

async fn insert(app: &App, by: AccountId, certificate: Certificate) -> Result<(), ActionError> {
    let entry = AuditEntry {
        at: certificate.issued_at,
        actor: Some(by),
        action: "certificate.issued".into(),
        subject: format!("certificate:{}", certificate.number),
        detail: json!({ "account": certificate.account, "achievement": certificate.achievement }),
    };
    app.store
        .write(move |tx| {
            let (certificate, entry) = (certificate.clone(), entry.clone());
            Box::pin(async move {
                certificate::insert(tx, &certificate).await?;
                audit::append(tx, &entry).await.map_err(ActionError::from)
            })
        })
        .await
}

/// Revokes a certificate, for a reason that everybody sees.
///
/// # Errors
/// `Invalid` without a reason of 3 to 300 characters, `NotFound`, `Conflict` where it was revoked already.
pub async fn revoke_certificate(
    app: &App,
    by: AccountId,
    number: &CertificateNumber,
    reason: &str,
) -> Result<Certificate, ActionError> {
    let reason = reason.split_whitespace().collect::<Vec<_>>().join(" ");
    match reason.chars().count() {
        0..3 => return Err(ActionError::invalid("reason", "reason-missing")),
        3..=300 if !reason.chars().any(char::is_control) => {}
        _ => return Err(ActionError::invalid("reason", "reason-long")),
    }
    let now = app.clock.now();
    certificate::find(app.store.reader(), number).await?.ok_or(ActionError::NotFound)?;
    let entry = AuditEntry {
        at: now,
        actor: Some(by),
        action: "certificate.revoked".into(),
        subject: format!("certificate:{number}"),
        detail: json!({}),
    };
    let key = number.clone();
    let revoked = app
        .store
        .write(move |tx| {
            let (key, reason, entry) = (key.clone(), reason.clone(), entry.clone());
            Box::pin(async move {
                let revoked = certificate::revoke(tx, &key, &reason, by, now).await?;
                if revoked {
                    audit::append(tx, &entry).await?;
                }
                Ok::<_, ActionError>(revoked)
            })
        })
        .await?;
    if !revoked {
        return Err(ActionError::conflict(Message::new("certificate-revoked-already")));
    }
    certificate::find(app.store.reader(), number).await?.ok_or(ActionError::NotFound)
}
