//! The flag: why, and what is left.

use super::actor::{Learner, Overseer, Visitor};
use super::error::AppError;
use super::view::Link;
use super::view::assessment::SkillBar;
use super::view::competency::{EvidenceView, FlagView, MissingView, WhyPage};
use super::{page, show};
use crate::actions::decide_flag::{FlagStanding, standings};
use crate::catalog::LiveCourse;
use crate::message::Message;
use actix_web::HttpResponse;
use actix_web::web::Path;
use std::collections::BTreeMap;
use xutra_domain::certificate::Certificate;
use xutra_domain::competency::{Missing, SkillStanding};
use xutra_domain::course::{Item, Viewer};
use xutra_domain::ids::{AccountId, AttemptId};
use xutra_domain::instant::DAY;
use xutra_store::{certificate, people};

/// `/me/competency`
///
/// # Errors
/// Where the store fails.
pub async fn own(learner: Learner) -> Result<HttpResponse, AppError> {
    let view = WhyPage { person: None, flags: flags(&learner, learner.id()).await? };
    page::show(&learner, "competency/why.html", &view)
}

/// `/accounts/{id}/competency`: for those whose duty it is.
///
/// # Errors
/// 404 outside of the scope.
pub async fn of_account(overseer: Overseer, id: Path<String>) -> Result<HttpResponse, AppError> {
    let account = overseen(&overseer, &id).await?;
    let found = people::find_account(overseer.app.store.reader(), account, overseer.now).await?;
    let person = found.map(|account| account.display_name).ok_or_else(AppError::not_found)?;
    let view = WhyPage { person: Some(person), flags: flags(&overseer, account).await? };
    page::show(&overseer, "competency/why.html", &view)
}

/// The account of that id where it lies inside the scope; what lies outside does not exist.
///
/// # Errors
/// 404.
pub async fn overseen(overseer: &Overseer, id: &str) -> Result<AccountId, AppError> {
    let id = AccountId::parse(id).ok_or_else(AppError::not_found)?;
    let path = people::unit_path_of(overseer.app.store.reader(), id).await?.ok_or_else(AppError::not_found)?;
    if overseer.covers(path.as_deref()) { Ok(id) } else { Err(AppError::not_found()) }
}

async fn flags(visitor: &Visitor, account: AccountId) -> Result<Vec<FlagView>, AppError> {
    let certificates = certificate::list_of(visitor.app.store.reader(), account).await?;
    let own = visitor.account().is_some_and(|reader| reader.id == account);
    let mut views = Vec::new();
    for flag in standings(&visitor.app, account).await? {
        if let Some(live) = visitor.app.catalog.course(&flag.course) {
            views.push(flag_view(visitor, &live, &flag, &certificates, own));
        }
    }
    Ok(views)
}

fn flag_view(
    visitor: &Visitor,
    live: &LiveCourse,
    flag: &FlagStanding,
    certificates: &[Certificate],
    own: bool,
) -> FlagView {
    let (policy, standing, lang) = (&flag.policy, &flag.standing, visitor.lang);
    let held = certificates.iter().filter(|one| one.course == flag.course && one.revoked.is_none());
    FlagView {
        course: show::course_link(live, lang),
        capable: standing.capable,
        since: standing.since.map(|at| show::day(visitor, at)),
        until: standing.until.map(|at| show::day(visitor, at)),
        rule: standing.rule.clone(),
        provisional: policy.standard.source == "provisional",
        pass: policy.exam.pass,
        questions: policy.exam.questions,
        score: standing.score,
        attempts: policy.attempts.max,
        window_days: policy.attempts.window / DAY,
        skills: standing.skills.iter().map(|skill| skill_bar(live, skill, lang)).collect(),
        missing: standing.missing.iter().map(|missing| missing_view(visitor, live, missing)).collect(),
        evidence: evidence(visitor, live, flag, own),
        certificates: held
            .map(|one| Link { title: one.number.to_string(), url: format!("/verify/{}", one.number) })
            .collect(),
    }
}

fn skill_bar(live: &LiveCourse, skill: &SkillStanding, lang: &str) -> SkillBar {
    let share = |part: f64| if skill.of > 0.0 { (part * 100.0 / skill.of).clamp(0.0, 100.0) } else { 0.0 };
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "0 to 100")]
    let whole = |value: f64| value.round() as usize;
    let practical = live.course.policies.iter().filter_map(|policy| policy.practical.as_ref());
    let in_percent = practical.into_iter().any(|practical| practical.skill == skill.skill);
    let amount = |value: f64| if in_percent { show::percent(value) } else { show::number(lang, value) };
    SkillBar {
        name: live.course.skill_name(&skill.skill, lang).to_owned(),
        earned: amount(skill.earned),
        of: amount(skill.of),
        required: amount(skill.required),
        percent: whole(share(skill.earned)),
        mark: whole(share(skill.required)),
        met: skill.met,
    }
}

/// What is left as a sentence.
#[must_use]
pub fn missing_message(live: &LiveCourse, missing: &Missing, lang: &str) -> Message {
    match missing {
        Missing::ExamNotTaken { .. } => Message::new("missing-exam"),
        Missing::TotalBelowPass { earned, required, of } => {
            Message::new("missing-total").with("earned", earned).with("required", required).with("of", of)
        }
        Missing::SkillBelowFloor { skill, earned, required, of } => Message::new("missing-skill")
            .with("skill", live.course.skill_name(skill, lang))
            .with("earned", earned)
            .with("required", required)
            .with("of", of),
        Missing::PracticalNotDone { .. } => Message::new("missing-practical"),
        Missing::Expired { at } => Message::new("missing-expired").at("when", *at),
    }
}

fn missing_view(visitor: &Visitor, live: &LiveCourse, missing: &Missing) -> MissingView {
    let item = match missing {
        Missing::ExamNotTaken { item } => Some(item.as_str()),
        Missing::PracticalNotDone { items } => items.first().map(String::as_str),
        Missing::TotalBelowPass { .. } | Missing::Expired { .. } => {
            live.course.policies.first().map(|policy| policy.exam.item.as_str())
        }
        Missing::SkillBelowFloor { skill, .. } => lesson_for(live, skill, visitor.viewer()),
    };
    let item = item.and_then(|item| live.course.item(item));
    MissingView {
        text: visitor.say(&missing_message(live, missing, visitor.lang)),
        link: item.map(|item| show::item_link(&live.course.id, item, visitor.lang)),
    }
}

/// The first lesson that teaches a skill: where to read again.
fn lesson_for<'a>(live: &'a LiveCourse, skill: &str, viewer: Viewer) -> Option<&'a str> {
    let teaches = |item: &&Item| item.kind() == "lesson" && item.head().skills.iter().any(|one| one == skill);
    live.course.visible_items(viewer).find(teaches).map(|item| item.head().id.as_str())
}

/// Evidence by attempt and skill, newest first. An attempt is shown to whose it is alone.
fn evidence(visitor: &Visitor, live: &LiveCourse, flag: &FlagStanding, own: bool) -> Vec<EvidenceView> {
    /// Newest first, then by attempt and skill.
    type Key<'a> = (std::cmp::Reverse<i64>, AttemptId, &'a str);
    /// Item, points, questions.
    type Sum<'a> = (&'a str, f64, usize);
    let mut rows: BTreeMap<Key<'_>, Sum<'_>> = BTreeMap::new();
    for one in &flag.evidence {
        let key = (std::cmp::Reverse(one.at.0), one.attempt, one.skill.as_str());
        let (_, points, count) = rows.entry(key).or_insert((one.item.as_str(), 0.0, 0));
        *points += one.points;
        *count += 1;
    }
    rows.into_iter()
        .map(|((at, attempt, skill), (item, points, count))| EvidenceView {
            when: show::when(visitor, xutra_domain::instant::Instant(at.0)),
            item: Link {
                title: live
                    .course
                    .item(item)
                    .map_or_else(|| item.to_owned(), |item| item.head().title.get(visitor.lang).clone()),
                url: if own { format!("/attempts/{attempt}") } else { String::new() },
            },
            skill: live.course.skill_name(skill, visitor.lang).to_owned(),
            points: format!("{}/{count}", show::number(visitor.lang, points)),
        })
        .collect()
}
