//! Today, the page of who is signed in: where to go on is the biggest thing on it.

use super::actor::Learner;
use super::error::AppError;
use super::view::catalog::CourseCard;
use super::view::today::{GrowingView, NextSteps, Resume, StopView, TodayPage};
use super::{catalog, certificate, competency, marked, page, show};
use crate::actions::decide_flag::standings;
use crate::actions::remind_learners::unfinished;
use crate::catalog::LiveCourse;
use actix_web::HttpResponse;
use xutra_domain::learning::{self as rules, ItemState};
use xutra_domain::people::Audience;
use xutra_store::work_confirmation;

/// More steps at once discourage.
const STEPS: usize = 3;

/// `/me`, and `/` for who is signed in.
///
/// # Errors
/// Where the store fails.
pub async fn show_today(learner: Learner) -> Result<HttpResponse, AppError> {
    let account = learner.me();
    let mut courses = catalog::cards(&learner).await?;
    let enrolled = courses.iter().any(|card| card.progress.is_some());
    courses.retain(|card: &CourseCard| !enrolled || card.progress.is_some());
    let open = unfinished(&learner.app, learner.id(), learner.viewer()).await?;
    let view = TodayPage {
        name: account.display_name.clone(),
        login: account.login.clone().unwrap_or_default(),
        audience: account.audience.word(),
        roles: account.roles.iter().map(|grant| grant.role.word()).collect(),
        resume: open.as_ref().and_then(|(live, progress)| resume(&learner, live, progress)),
        plan: open.as_ref().map(|(live, progress)| plan(&learner, live, progress)).unwrap_or_default(),
        skills: open.as_ref().map(|(live, progress)| skills(&learner, live, progress)).unwrap_or_default(),
        flag: next_steps(&learner).await?,
        courses,
        enrolled,
        certificates: certificate::of_account(&learner, account.id).await?,
        works: marked::works(&learner).await?,
        records: matches!(account.audience, Audience::Official | Audience::Business | Audience::Facilitator),
        to_confirm: work_confirmation::count_of(learner.app.store.reader(), account.id).await?,
    };
    page::show(&learner, "people/me.html", &view)
}

fn resume(learner: &Learner, live: &LiveCourse, progress: &rules::Progress) -> Option<Resume> {
    let (course, lang) = (&live.course, learner.lang);
    let item = course.item(progress.next()?)?;
    Some(Resume {
        course: show::course_link(live, lang),
        item: show::item_link(&course.id, item, lang),
        kind: catalog::kind_word(item),
        minutes: item.head().minutes,
        left: rules::minutes_left(course, learner.viewer(), progress),
        begun: progress.state(&item.head().id) == ItemState::Started,
        progress: show::progress(progress),
    })
}

fn plan(learner: &Learner, live: &LiveCourse, progress: &rules::Progress) -> Vec<StopView> {
    let modules = live.course.visible_modules(learner.viewer()).filter(|module| !module.items.is_empty());
    let view = |module| {
        let (stop, share) = rules::stop(&live.course, module, learner.viewer(), progress);
        StopView { title: module.title.get(learner.lang).clone(), stop, completed: share.completed, total: share.total }
    };
    modules.map(view).collect()
}

/// The skills of the course that lessons teach.
fn skills(learner: &Learner, live: &LiveCourse, progress: &rules::Progress) -> Vec<GrowingView> {
    let mut ids: Vec<&str> = Vec::new();
    for skill in live.course.visible_items(learner.viewer()).flat_map(|item| &item.head().skills) {
        if !ids.contains(&skill.as_str()) {
            ids.push(skill);
        }
    }
    let view = |skill: &str| {
        let share = rules::lessons_of_skill(&live.course, skill, learner.viewer(), progress);
        let percent = (share.completed * 100).checked_div(share.total)?;
        let progress = super::view::Progress { completed: share.completed, total: share.total, percent };
        Some(GrowingView { name: live.course.skill_name(skill, learner.lang).to_owned(), progress })
    };
    ids.into_iter().filter_map(view).collect()
}

/// What is left to the first flag that does not hold; a flag that holds where all do.
async fn next_steps(learner: &Learner) -> Result<Option<NextSteps>, AppError> {
    let flags = standings(&learner.app, learner.id()).await?;
    let open = flags.iter().find(|flag| !flag.standing.capable);
    let Some(flag) = open.or(flags.first()) else { return Ok(None) };
    let Some(live) = learner.app.catalog.course(&flag.course) else { return Ok(None) };
    let missing = &flag.standing.missing;
    Ok(Some(NextSteps {
        capable: flag.standing.capable,
        steps: missing.iter().take(STEPS).map(|one| competency::missing_view(learner, &live, one)).collect(),
        more: missing.len().saturating_sub(STEPS),
        why_url: "/me/competency".into(),
    }))
}
