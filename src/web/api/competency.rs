//! The flag as data.

use super::ok;
use crate::actions::decide_flag::{FlagStanding, standings};
use crate::web::actor::{Learner, Overseer, Visitor};
use crate::web::competency::{missing_message, overseen};
use crate::web::error::AppError;
use crate::web::personal_data::note;
use actix_web::HttpResponse;
use actix_web::web::Path;
use serde::Serialize;
use utoipa::ToSchema;
use xutra_domain::competency::Supervision;
use xutra_domain::ids::AccountId;
use xutra_domain::instant::Instant;

/// Whether somebody is capable, why, and what is left.
#[derive(Debug, Serialize, ToSchema)]
pub struct CompetencyBody {
    capable: bool,
    since: Option<String>,
    expires_at: Option<String>,
    /// `R1@2026-12`; null where no policy stands.
    rule: Option<String>,
    skills: Vec<SkillBody>,
    /// Sentences.
    missing: Vec<String>,
    evidence: Vec<EvidenceBody>,
    /// `A` where what was done under somebody's eyes would hold it by itself, else `B`; null where it does not hold.
    grade: Option<&'static str>,
    /// Whether it waits for a case to be settled.
    suspended: bool,
    /// The short form with which the holder may renew it now.
    refresh: Option<RefreshBody>,
}

/// A short form; it is started with `?form=refresh`.
#[derive(Debug, Serialize, ToSchema)]
pub struct RefreshBody {
    questions: u32,
    pass: u32,
    extends_months: u32,
    /// How often it may still be renewed before a full form is due.
    left: u32,
}

/// One skill.
#[derive(Debug, Serialize, ToSchema)]
pub struct SkillBody {
    id: String,
    title: String,
    /// 0 to 1, in the attempt that counts.
    mastery: f64,
    /// How many pieces of evidence.
    evidence: u32,
    /// Right answers, or percent of practical work, that are required.
    required: f64,
    met: bool,
}

/// One scored question.
#[derive(Debug, Serialize, ToSchema)]
pub struct EvidenceBody {
    attempt: String,
    question: String,
    skill: String,
    /// Share of what it could earn, 0 to 1.
    points: f64,
    at: String,
}

async fn body(visitor: &Visitor, account: AccountId) -> Result<CompetencyBody, AppError> {
    let mut flags = standings(&visitor.app, account).await?;
    let nothing = CompetencyBody {
        capable: false,
        since: None,
        expires_at: None,
        rule: None,
        skills: Vec::new(),
        missing: Vec::new(),
        evidence: Vec::new(),
        grade: None,
        suspended: false,
        refresh: None,
    };
    if flags.is_empty() {
        return Ok(nothing);
    }
    // A flag that is held comes before one that is not; else the first.
    let place = flags.iter().position(|flag| flag.standing.capable).unwrap_or(0);
    Ok(flag_body(visitor, &flags.swap_remove(place)))
}

fn flag_body(visitor: &Visitor, flag: &FlagStanding) -> CompetencyBody {
    let live = visitor.app.catalog.course(&flag.course);
    let standing = &flag.standing;
    CompetencyBody {
        capable: standing.capable,
        since: standing.since.map(Instant::rfc3339),
        expires_at: standing.until.map(Instant::rfc3339),
        rule: Some(standing.rule.clone()),
        skills: standing
            .skills
            .iter()
            .map(|skill| SkillBody {
                id: skill.skill.clone(),
                title: live
                    .as_ref()
                    .map_or(skill.skill.clone(), |live| live.course.skill_name(&skill.skill, visitor.lang).to_owned()),
                mastery: if skill.of > 0.0 { skill.earned / skill.of } else { 0.0 },
                evidence: skill.evidence,
                required: skill.required,
                met: skill.met,
            })
            .collect(),
        missing: live.as_ref().map_or_else(Vec::new, |live| {
            standing.missing.iter().map(|one| visitor.say(&missing_message(live, one, visitor.lang))).collect()
        }),
        evidence: flag
            .evidence
            .iter()
            .map(|one| EvidenceBody {
                attempt: one.attempt.to_string(),
                question: one.question.clone(),
                skill: one.skill.clone(),
                points: one.points,
                at: one.at.rfc3339(),
            })
            .collect(),
        grade: standing.grade.map(|grade| if grade == Supervision::A { "A" } else { "B" }),
        suspended: standing.suspended.is_some(),
        refresh: standing.refresh.map(|chance| RefreshBody {
            questions: chance.questions,
            pass: chance.pass,
            extends_months: chance.extends_months,
            left: chance.left,
        }),
    }
}

/// GET `/me/competency`
///
/// # Errors
/// 401.
pub async fn own(learner: Learner) -> Result<HttpResponse, AppError> {
    ok(&learner, &body(&learner, learner.id()).await?)
}

/// GET `/accounts/{id}/competency`: for those whose duty it is.
///
/// # Errors
/// 401, 403, 404 outside of the scope.
pub async fn of_account(overseer: Overseer, id: Path<String>) -> Result<HttpResponse, AppError> {
    let account = overseen(&overseer, &id).await?;
    note(&overseer, account, "competency").await?;
    ok(&overseer, &body(&overseer, account).await?)
}
