//! Landing page, courses, one course.

use super::actor::{Learner, Visitor};
use super::error::AppError;
use super::form::Form;
use super::view::Link;
use super::view::catalog::{CourseCard, CoursePage, Courses, Home, ItemView, ModuleView};
use super::view::offline::Keep;
use super::{glossary, offline, page, show, today};
use crate::actions::enroll::enroll;
use crate::app::App;
use crate::catalog::LiveCourse;
use crate::message::Message;
use actix_web::HttpResponse;
use actix_web::web::Path;
use xutra_domain::course::{Item, Module};
use xutra_domain::learning::{self as rules, ItemState, Record, Stop};
use xutra_store::people::AccountFilter;
use xutra_store::{learning, people};

/// `/`
///
/// # Errors
/// Where the store fails.
pub async fn home(visitor: Visitor) -> Result<HttpResponse, AppError> {
    if let Some(learner) = visitor.as_learner() {
        return today::show_today(learner).await;
    }
    let app = &visitor.app;
    let first_steps = !app.setup.is_done(app).await?;
    let first = first_lesson(&visitor);
    let view = Home {
        first_steps,
        admin_login: if first_steps { app.config.admin_login.clone() } else { String::new() },
        minutes: first.as_ref().map_or(0, |(_, minutes)| *minutes),
        first: first.map(|(link, _)| link),
        courses: cards(&visitor).await?,
    };
    page::show(&visitor, "catalog/home.html", &view)
}

/// The first lesson that a visitor may open, with its minutes.
fn first_lesson(visitor: &Visitor) -> Option<(Link, u32)> {
    let viewer = visitor.viewer();
    visitor.app.catalog.courses_for(viewer).find_map(|live| {
        let open = |item: &&Item| matches!(item, Item::Lesson(_)) && item.head().requires.is_empty();
        let item = live.course.visible_items(viewer).find(open)?;
        Some((show::item_link(&live.course.id, item, visitor.lang), item.head().minutes))
    })
}

/// `/courses`
///
/// # Errors
/// Where the store fails.
pub async fn courses(visitor: Visitor) -> Result<HttpResponse, AppError> {
    let view = Courses { courses: cards(&visitor).await? };
    page::show(&visitor, "catalog/courses.html", &view)
}

/// Every course, with how far the person is where they take part.
pub(super) async fn cards(visitor: &Visitor) -> Result<Vec<CourseCard>, AppError> {
    let enrolled = match visitor.account() {
        Some(account) => learning::enrolled_courses(visitor.app.store.reader(), account.id).await?,
        None => Vec::new(),
    };
    let mut cards = Vec::new();
    for live in visitor.app.catalog.courses_for(visitor.viewer()) {
        let progress = match visitor.account().filter(|_| enrolled.contains(&live.course.id)) {
            Some(account) => {
                let record =
                    learning::record(visitor.app.store.reader(), account.id, &live.course.id, visitor.now).await?;
                Some(show::progress(&rules::progress(&live.course, visitor.viewer(), &record)))
            }
            None => None,
        };
        cards.push(show::course_card(&live, visitor.lang, visitor.viewer(), progress));
    }
    Ok(cards)
}

/// `/courses/{course}`
///
/// # Errors
/// 404.
pub async fn course(visitor: Visitor, id: Path<String>) -> Result<HttpResponse, AppError> {
    let live = visitor.course(&id)?;
    let (record, enrolled) = match visitor.account() {
        Some(account) => {
            let reader = visitor.app.store.reader();
            let record = learning::record(reader, account.id, &live.course.id, visitor.now).await?;
            (Some(record), learning::is_enrolled(reader, account.id, &live.course.id).await?)
        }
        None => (None, false),
    };
    let keep = offline::keep(&visitor, &live).await?;
    page::show(&visitor, "catalog/course.html", &course_view(&visitor, &live, record.as_ref(), enrolled, keep))
}

fn course_view(
    visitor: &Visitor,
    live: &LiveCourse,
    record: Option<&Record>,
    enrolled: bool,
    keep: Option<Keep>,
) -> CoursePage {
    let (course, lang, viewer) = (&live.course, visitor.lang, visitor.viewer());
    let nothing = Record::default();
    let progress = rules::progress(course, viewer, record.unwrap_or(&nothing));
    let next = progress.next().and_then(|next| course.item(next));
    CoursePage {
        id: course.id.clone(),
        title: course.title.get(lang).clone(),
        front_html: course.front_html.get(lang).clone(),
        untranslated: is_untranslated(live, lang),
        enrolled,
        progress: enrolled.then(|| show::progress(&progress)),
        next: next.map(|item| show::item_link(&course.id, item, lang)),
        keep,
        glossary: glossary::link(live, lang),
        modules: course.visible_modules(viewer).map(|module| module_view(visitor, live, module, &progress)).collect(),
        why_url: (record.is_some() && !course.policies.is_empty()).then(|| "/me/competency".into()),
    }
}

/// Whether the front page is shown in another language than the reader's.
fn is_untranslated(live: &LiveCourse, lang: &str) -> bool {
    let course = &live.course;
    let translated = match course.front_html.original.as_str() {
        "" => course.languages.iter().any(|one| one == lang),
        _ => course.front_html.is_translated(lang),
    };
    show::original_language(live) != lang && !translated
}

fn module_view(visitor: &Visitor, live: &LiveCourse, module: &Module, progress: &rules::Progress) -> ModuleView {
    let lang = visitor.lang;
    let viewer = visitor.viewer();
    let visible = module.items.iter().filter(|item| viewer.sees(item));
    let (stop, share) = rules::stop(&live.course, module, viewer, progress);
    ModuleView {
        stop,
        completed: share.completed,
        total: share.total,
        // What one is at; all where nothing is left.
        open: stop == Stop::Now || progress.next().is_none(),
        title: module.title.get(lang).clone(),
        intro_html: module.intro_html.get(lang).clone(),
        items: visible
            .map(|item| {
                let grade =
                    progress.items.iter().find(|(id, ..)| *id == item.head().id).and_then(|(_, _, grade)| *grade);
                ItemView {
                    link: show::item_link(&live.course.id, item, lang),
                    summary: item.head().summary.get(lang).clone(),
                    kind: kind_word(item),
                    now: progress.next() == Some(item.head().id.as_str()),
                    minutes: item.head().minutes,
                    state: state_word(progress.state(&item.head().id)),
                    grade: grade.map(show::percent),
                }
            })
            .collect(),
    }
}

/// The word for a kind in pages.
pub(super) fn kind_word(item: &Item) -> &'static str {
    match item {
        Item::Lesson(_) => "lesson",
        Item::Quiz(quiz) if quiz.exam => "exam",
        Item::Quiz(_) => "quiz",
    }
}

/// The word for a state in pages and API.
#[must_use]
pub fn state_word(state: ItemState) -> &'static str {
    match state {
        ItemState::Locked => "locked",
        ItemState::New => "new",
        ItemState::Started => "started",
        ItemState::Failed => "failed",
        ItemState::Completed => "completed",
    }
}

/// POST `/courses/{course}/enrollment`
///
/// # Errors
/// 404; 405 for any other item.
pub async fn post_enrollment(
    learner: Learner,
    path: Path<(String, String)>,
    _form: Form,
) -> Result<HttpResponse, AppError> {
    let (course, item) = path.into_inner();
    if item != "enrollment" {
        return Err(AppError::new(actix_web::http::StatusCode::METHOD_NOT_ALLOWED, "error-method"));
    }
    enroll(&learner.app, learner.me(), &course).await?;
    let live = learner.course(&course)?;
    let record = learning::record(learner.app.store.reader(), learner.id(), &course, learner.now).await?;
    let progress = rules::progress(&live.course, learner.viewer(), &record);
    let url = progress.next().map_or_else(|| format!("/courses/{course}"), |next| show::item_url(&course, next));
    Ok(page::see_other_saying(&learner, &url, "good", &Message::new("flash-enrolled")))
}

/// Whether the first administrator has got a password, remembered once it is so.
#[derive(Debug, Default)]
pub struct Setup(std::sync::atomic::AtomicBool);

impl Setup {
    /// Whether there is an administrator who can sign in, and somebody besides.
    ///
    /// # Errors
    /// Where the store fails.
    pub async fn is_done(&self, app: &App) -> Result<bool, xutra_store::StoreError> {
        use std::sync::atomic::Ordering;
        if self.0.load(Ordering::Relaxed) {
            return Ok(true);
        }
        let done =
            people::page_accounts(app.store.reader(), &AccountFilter::default(), None, 2, app.clock.now()).await?.len()
                > 1;
        self.0.store(done, Ordering::Relaxed);
        Ok(done)
    }
}
