//! The flag: why, and what is left.

use super::actor::{Learner, Overseer, Visitor};
use super::error::AppError;
use super::view::Link;
use super::view::assessment::SkillBar;
use super::view::competency::{
    ActView, EvidenceView, FlagView, MissingView, RefreshView, SuspendedView, WayView, WhyPage,
};
use super::{page, personal_data, show};
use crate::actions::decide_flag::{FlagStanding, standings};
use crate::actions::hold_session::{last_session, used_up};
use crate::catalog::LiveCourse;
use crate::message::Message;
use actix_web::HttpResponse;
use actix_web::web::Path;
use std::collections::BTreeMap;
use xutra_domain::certificate::Certificate;
use xutra_domain::competency::{
    Act, ActKind, Missing, Policy, PracticalWay, RefreshChance, SkillStanding, Supervision,
};
use xutra_domain::course::Item;
use xutra_domain::ids::{AccountId, AttemptId};
use xutra_domain::instant::{DAY, Instant};
use xutra_store::{assessment, certificate, people};

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
    personal_data::note(&overseer, account, "competency").await?;
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
    let reader = Reader {
        of: account,
        own: visitor.account().is_some_and(|reader| reader.id == account),
        inspects: visitor.inspects(account).await?,
        facilitates: visitor.facilitates(account).await?,
    };
    let mut views = Vec::new();
    for flag in standings(&visitor.app, account).await? {
        if let Some(live) = visitor.app.catalog.course(&flag.course) {
            let mut view = flag_view(visitor, &live, &flag, &certificates, reader);
            let free = if view.capable { None } else { used_up_until(visitor, account, &flag.policy).await? };
            view.session_url = free.and_then(|_| reader.session_url(&flag.policy.flag));
            view.used_up = free.map(|at| show::day(visitor, at));
            views.push(view);
        }
    }
    Ok(views)
}

/// When the next attempt at the policy's exam is free to who has used up all tries.
async fn used_up_until(visitor: &Visitor, account: AccountId, policy: &Policy) -> Result<Option<Instant>, AppError> {
    let reader = visitor.app.store.reader();
    let past = assessment::list_attempts(reader, account, &policy.course, &policy.exam.item, None).await?;
    let session = last_session(&visitor.app, account, Some(policy)).await?;
    Ok(used_up(policy, &past, session, visitor.now))
}

/// Who reads about whom.
#[derive(Debug, Clone, Copy)]
struct Reader {
    of: AccountId,
    own: bool,
    inspects: bool,
    facilitates: bool,
}

impl Reader {
    /// Where a session is told of.
    fn session_url(self, flag: &str) -> Option<String> {
        let may = self.facilitates && !self.own;
        may.then(|| format!("/accounts/{}/competency/session?flag={flag}", self.of))
    }

    /// Where an act is asked for.
    fn act_url(self, what: &str, about: &str) -> Option<String> {
        let may = self.inspects && !self.own;
        may.then(|| format!("/accounts/{}/competency/acts?do={what}&about={about}", self.of))
    }
}

/// The short form that somebody may take of an exam now.
///
/// # Errors
/// Where the store fails.
pub(super) async fn refresh_of(
    visitor: &Visitor,
    live: &LiveCourse,
    exam: &str,
    account: AccountId,
) -> Result<Option<RefreshView>, AppError> {
    let Some(policy) = live.course.policy_of_exam(exam).filter(|policy| policy.refresh.is_some()) else {
        return Ok(None);
    };
    let mut flags = standings(&visitor.app, account).await?.into_iter();
    let chance = flags.find(|flag| flag.policy == *policy).and_then(|flag| flag.standing.refresh);
    Ok(chance.map(|chance| refresh_view(chance, None)))
}

fn refresh_view(chance: RefreshChance, url: Option<String>) -> RefreshView {
    RefreshView { questions: chance.questions, pass: chance.pass, months: chance.extends_months, url }
}

fn grade(supervision: Supervision) -> &'static str {
    if supervision == Supervision::A { "a" } else { "b" }
}

/// What was decided, newest first: voids of attempts at this flag's evidence, and its own suspensions.
fn acts(visitor: &Visitor, flag: &FlagStanding) -> Vec<ActView> {
    let concerns = |act: &&Act| match &act.kind {
        ActKind::Voided { attempt } => flag.evidence.iter().any(|row| row.attempt == *attempt),
        ActKind::Suspended { flag: of, .. } | ActKind::Reinstated { flag: of, .. } => *of == flag.policy.flag,
    };
    let text = |act: &Act| match &act.kind {
        ActKind::Voided { .. } => Message::new("why-act-voided"),
        ActKind::Suspended { case, .. } => Message::new("why-act-suspended").with("case", case),
        ActKind::Reinstated { case, .. } => Message::new("why-act-reinstated").with("case", case),
    };
    let rows = flag.acts.iter().rev().filter(concerns);
    rows.map(|act| ActView { when: show::when(visitor, act.at), text: visitor.say(&text(act)) }).collect()
}

fn flag_view(
    visitor: &Visitor,
    live: &LiveCourse,
    flag: &FlagStanding,
    certificates: &[Certificate],
    reader: Reader,
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
        evidence: evidence(visitor, live, flag, reader),
        grade: standing.grade.map(grade),
        suspended: standing
            .suspended
            .as_ref()
            .map(|one| SuspendedView { since: show::day(visitor, one.since), case: one.case.clone() }),
        refreshed: standing.refreshed.map(|at| show::day(visitor, at)),
        refresh: standing
            .refresh
            .map(|chance| refresh_view(chance, reader.own.then(|| show::item_url(&flag.course, &policy.exam.item)))),
        months: policy.validity_months,
        effort: (policy.effort.floor_ms > 0)
            .then(|| (show::number(lang, milliseconds(policy.effort.floor_ms) / 1_000.0), policy.effort.void_above)),
        acts: acts(visitor, flag),
        used_up: None,
        session_url: None,
        act_url: reader.act_url(if standing.suspended.is_some() { "reinstate" } else { "suspend" }, &policy.flag),
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
    let practical = practical.into_iter().find(|practical| practical.skill == skill.skill);
    let in_percent = practical.is_some();
    // Before anything was shown, each way has a need of its own, said with what is left.
    let unlike = |ways: &[PracticalWay]| ways.windows(2).any(|two| two[0].pass.total_cmp(&two[1].pass).is_ne());
    let said_by_way = skill.evidence == 0 && practical.is_some_and(|practical| unlike(&practical.any_of));
    let amount = |value: f64| if in_percent { show::percent(value) } else { show::number(lang, value) };
    SkillBar {
        name: live.course.skill_name(&skill.skill, lang).to_owned(),
        earned: amount(skill.earned),
        of: amount(skill.of),
        required: if said_by_way { String::new() } else { amount(skill.required) },
        percent: whole(share(skill.earned)),
        mark: whole(share(skill.required)),
        met: skill.met,
    }
}

#[expect(clippy::cast_precision_loss, reason = "a few seconds")]
fn milliseconds(time: i64) -> f64 {
    time as f64
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
        Missing::TooFewQuestions { of, required } => {
            Message::new("missing-too-few").with("of", of).with("required", required)
        }
        Missing::Suspended { at, case } => Message::new("missing-suspended").at("when", *at).with("case", case),
        Missing::PracticalNotDone { .. } => Message::new("missing-practical"),
        Missing::Expired { at } => Message::new("missing-expired").at("when", *at),
    }
}

pub(super) fn missing_view(visitor: &Visitor, live: &LiveCourse, missing: &Missing) -> MissingView {
    let text = visitor.say(&missing_message(live, missing, visitor.lang));
    let item = match missing {
        Missing::ExamNotTaken { item } => Some(item.as_str()),
        Missing::PracticalNotDone { items } => items.first().map(String::as_str),
        Missing::Suspended { .. } => None,
        Missing::TotalBelowPass { .. } | Missing::TooFewQuestions { .. } | Missing::Expired { .. } => {
            live.course.policies.first().map(|policy| policy.exam.item.as_str())
        }
        Missing::SkillBelowFloor { skill, .. } => {
            let mut lessons = lessons_for(live, &[skill.as_str()], visitor).into_iter();
            return MissingView { text, link: lessons.next(), ways: Vec::new(), lessons: lessons.collect() };
        }
    };
    let item = item.and_then(|item| live.course.item(item));
    let ways = match missing {
        Missing::PracticalNotDone { items } => items.iter().filter_map(|item| way_view(visitor, live, item)).collect(),
        _ => Vec::new(),
    };
    if ways.len() > 1 {
        let text = visitor.say(&Message::new("missing-practical-any"));
        return MissingView { text, link: None, ways, lessons: Vec::new() };
    }
    MissingView {
        text,
        link: item.map(|item| show::item_link(&live.course.id, item, visitor.lang)),
        ways: Vec::new(),
        lessons: Vec::new(),
    }
}

/// A way to show practical work, with what it needs.
fn way_view(visitor: &Visitor, live: &LiveCourse, item: &str) -> Option<WayView> {
    let pass = live.course.policies.iter().find_map(|policy| policy.practical_way(item))?.pass;
    let link = show::item_link(&live.course.id, live.course.item(item)?, visitor.lang);
    let need = Message::new("missing-way").with("percent", show::percent(pass));
    Some(WayView { link, need: visitor.say(&need) })
}

/// The lessons that teach some skills, in the course's order: what to read again.
pub(super) fn lessons_for(live: &LiveCourse, skills: &[&str], visitor: &Visitor) -> Vec<Link> {
    let teaches = |item: &&Item| {
        item.kind() == "lesson" && item.head().skills.iter().any(|skill| skills.contains(&skill.as_str()))
    };
    let found = live.course.visible_items(visitor.viewer()).filter(teaches);
    found.map(|item| show::item_link(&live.course.id, item, visitor.lang)).collect()
}

/// Evidence by attempt and skill, newest first. An attempt is shown to whose it is alone.
fn evidence(visitor: &Visitor, live: &LiveCourse, flag: &FlagStanding, reader: Reader) -> Vec<EvidenceView> {
    /// Newest first, then by attempt and skill.
    type Key<'a> = (std::cmp::Reverse<i64>, AttemptId, &'a str);
    /// Item, points, questions, and how it was watched.
    type Sum<'a> = (&'a str, f64, usize, Supervision);
    let mut rows: BTreeMap<Key<'_>, Sum<'_>> = BTreeMap::new();
    for one in &flag.evidence {
        let key = (std::cmp::Reverse(one.at.0), one.attempt, one.skill.as_str());
        let (_, points, count, _) = rows.entry(key).or_insert((one.item.as_str(), 0.0, 0, one.supervision));
        *points += one.points;
        *count += 1;
    }
    let void = |attempt| flag.acts.iter().any(|act| act.kind == ActKind::Voided { attempt });
    rows.into_iter()
        .map(|((at, attempt, skill), (item, points, count, supervision))| EvidenceView {
            when: show::when(visitor, Instant(at.0)),
            item: Link {
                title: live
                    .course
                    .item(item)
                    .map_or_else(|| item.to_owned(), |item| item.head().title.get(visitor.lang).clone()),
                url: if reader.own { format!("/attempts/{attempt}") } else { String::new() },
            },
            skill: live.course.skill_name(skill, visitor.lang).to_owned(),
            points: format!("{}/{count}", show::number(visitor.lang, points)),
            grade: grade(supervision),
            void: void(attempt),
            void_url: reader.act_url("void", &attempt.to_string()).filter(|_| !void(attempt)),
        })
        .collect()
}
