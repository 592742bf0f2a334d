//! Lessons: read, check oneself, go on.

use super::actor::{Learner, Visitor};
use super::assessment;
use super::error::AppError;
use super::form::Form;
use super::lesson_pages::LessonBytes;
use super::view::learning::{Checks, LessonFooter, LessonPage, LockedPage, PieceView, Slots};
use super::view::{Layout, Look};
use super::{data_saver, display, glossary, page, self_check, show};
use crate::actions::enroll::complete_lesson;
use crate::app::App;
use crate::catalog::LiveCourse;
use crate::message::Message;
use actix_web::HttpResponse;
use actix_web::http::{StatusCode, header};
use actix_web::web::Path;
use std::collections::BTreeMap;
use std::sync::Arc;
use xutra_domain::course::{CompleteRule, Item, Lesson, Piece, Viewer};
use xutra_domain::instant::Instant;
use xutra_domain::learning::{Record, waits_for};
use xutra_store::learning::{self, Completion};

/// What was sent for self-checks, by question id.
type Asked = BTreeMap<String, Form>;

const LOOK_SLOT: &str = "\u{E002}look\u{E003}";
const HEADER_SLOT: &str = "\u{E002}header\u{E003}";
const FOOTER_SLOT: &str = "\u{E002}footer\u{E003}";

/// `/courses/{course}/{item}`: a lesson, or the front page of a quiz.
///
/// # Errors
/// 404.
pub async fn item(visitor: Visitor, path: Path<(String, String)>) -> Result<HttpResponse, AppError> {
    let live = visitor.course(&path.0)?;
    match live.course.visible_item(&path.1, visitor.viewer()) {
        Some(item @ Item::Lesson(lesson)) => {
            let first = waiting(&visitor, &live, item).await?;
            if first.is_empty() {
                show_lesson(&visitor, &live, lesson).await
            } else {
                locked(&visitor, &live, item, &first)
            }
        }
        Some(Item::Quiz(quiz)) => assessment::front(&visitor, &live, quiz).await,
        None if path.1 == glossary::NAME => glossary::show(&visitor, &live),
        None => Err(AppError::not_found()),
    }
}

/// What the visitor has to do before an item; for who has not signed in, all that it requires.
pub(super) async fn waiting<'a>(
    visitor: &Visitor,
    live: &'a LiveCourse,
    item: &Item,
) -> Result<Vec<&'a Item>, AppError> {
    if item.head().requires.is_empty() {
        return Ok(Vec::new());
    }
    let record = match visitor.account() {
        Some(account) => learning::record(visitor.app.store.reader(), account.id, &live.course.id, visitor.now).await?,
        None => Record::default(),
    };
    Ok(waits_for(&live.course, item, visitor.viewer(), &record))
}

/// In place of a lesson that is not open yet: what opens it.
fn locked(visitor: &Visitor, live: &LiveCourse, item: &Item, first: &[&Item]) -> Result<HttpResponse, AppError> {
    let (course, lang) = (&live.course.id, visitor.lang);
    let url = show::item_url(course, &item.head().id);
    let view = LockedPage {
        course: show::course_link(live, lang),
        title: item.head().title.get(lang).clone(),
        waits_for: first.iter().map(|item| show::item_link(course, item, lang)).collect(),
        sign_in_url: visitor.account().is_none().then(|| format!("/login?next={url}")),
    };
    page::show_with(visitor, StatusCode::FORBIDDEN, "learning/locked.html", &view)
}

async fn show_lesson(visitor: &Visitor, live: &LiveCourse, lesson: &Lesson) -> Result<HttpResponse, AppError> {
    let (app, request) = (&visitor.app, visitor.request());
    let query = request.query_string();
    let asked = if query.is_empty() { Asked::new() } else { sent(query) };
    let completed = match visitor.account() {
        Some(account) => Some(learning::completed_lessons(app.store.reader(), account.id, &live.course.id).await?),
        None => None,
    };
    let layout = own_layout(visitor);
    let reader = Reader {
        lang: visitor.lang,
        viewer: visitor.viewer(),
        now: visitor.now,
        pictures_wait: data_saver::is_on(request),
    };
    let bytes = if asked.is_empty() {
        shared_part(app, reader, live, lesson)?
    } else {
        Arc::new(render(app, reader, live, lesson, &asked)?)
    };
    let look = app.templates.render("learning/lesson_look.html", &layout, &())?;
    let header = app.templates.render("learning/lesson_header.html", &layout, &())?;
    let footer = app.templates.render(
        "learning/lesson_footer.html",
        &layout,
        &footer(visitor, live, lesson, completed.as_ref()),
    )?;
    let own = [look.as_str(), &header, &footer];
    let mut response = HttpResponse::Ok();
    response.content_type("text/html; charset=utf-8");
    response.insert_header((header::VARY, "Accept-Encoding, Accept-Language, Cookie, Save-Data"));
    if page::takes_gzip(request) {
        Ok(page::encoded(&mut response, bytes.join_gzip(own)))
    } else {
        Ok(response.body(bytes.join(own)))
    }
}

/// The layout of the personal parts; a visitor needs no form token, and so gets no cookie.
fn own_layout(visitor: &Visitor) -> Layout {
    if visitor.account().is_some() {
        return page::layout(visitor);
    }
    let request = visitor.request();
    page::plain_layout(
        &visitor.app,
        visitor.lang,
        request.path(),
        request.query_string(),
        display::look(request),
        None,
        visitor.now,
        String::new(),
        None,
    )
}

/// What was sent for a self-check, by question id.
fn sent(query: &str) -> Asked {
    let form = Form::of_query(query);
    let check = form.get("check").to_owned();
    if check.is_empty() { Asked::new() } else { Asked::from([(check, form)]) }
}

/// For whom the shared part of a lesson is made.
#[derive(Debug, Clone, Copy)]
pub(super) struct Reader {
    /// Language.
    pub(super) lang: &'static str,
    /// Who looks.
    pub(super) viewer: Viewer,
    /// When.
    pub(super) now: Instant,
    /// Whether pictures come only when they are tapped.
    pub(super) pictures_wait: bool,
}

/// The part of a lesson that is the same for all, rendered once.
pub(super) fn shared_part(
    app: &App,
    reader: Reader,
    live: &LiveCourse,
    lesson: &Lesson,
) -> Result<Arc<LessonBytes>, AppError> {
    let key = (live.revision, lesson.head.id.clone(), reader.lang, reader.viewer, reader.pictures_wait);
    app.lessons.get(key, || render(app, reader, live, lesson, &Asked::new()))
}

/// The part that is the same for all, with the markers for the rest.
fn render(
    app: &App,
    Reader { lang, viewer, now, pictures_wait }: Reader,
    live: &LiveCourse,
    lesson: &Lesson,
    asked: &Asked,
) -> Result<LessonBytes, AppError> {
    let course = &live.course;
    let items: Vec<&Item> = course.visible_items(viewer).collect();
    let lessons: Vec<&Lesson> = items
        .iter()
        .filter_map(|item| match item {
            Item::Lesson(lesson) => Some(lesson),
            Item::Quiz(_) => None,
        })
        .collect();
    let number = lessons.iter().position(|one| one.head.id == lesson.head.id).unwrap_or(0);
    let place = items.iter().position(|one| one.head().id == lesson.head.id).unwrap_or(0);
    let own = course.modules.iter().find(|module| module.items.iter().any(|item| item.head().id == lesson.head.id));
    let translated = lesson.body.is_translated(lang);
    let text_lang = if translated { lang } else { course.languages.first().map_or("vi", String::as_str) };
    let view = LessonPage {
        course: show::course_link(live, lang),
        module: own.map(|module| module.title.get(lang).clone()).unwrap_or_default(),
        number: number + 1,
        of: lessons.len(),
        title: lesson.head.title.get(lang).clone(),
        minutes: lesson.head.minutes,
        untranslated: text_lang != lang,
        text_lang: text_lang.to_owned(),
        pieces: lesson.body.get(lang).iter().map(|piece| piece_view(live, lesson, piece, lang, asked)).collect(),
        previous: place
            .checked_sub(1)
            .and_then(|before| items.get(before))
            .map(|item| show::item_link(&course.id, item, lang)),
        next: items.get(place + 1).map(|item| show::item_link(&course.id, item, lang)),
        listen: app.statics.url("listen.js"),
        slots: Slots { look: LOOK_SLOT.into(), header: HEADER_SLOT.into(), footer: FOOTER_SLOT.into() },
    };
    let path = show::item_url(&course.id, &lesson.head.id);
    let layout = page::plain_layout(app, lang, &path, "", Look::default(), None, now, String::new(), None);
    let html = app.templates.render("learning/lesson.html", &layout, &view)?;
    let html = show::words(app, lang, html);
    let html = if pictures_wait { data_saver::on_tap(app, lang, html) } else { html };
    LessonBytes::split(&html, [LOOK_SLOT, HEADER_SLOT, FOOTER_SLOT])
        .ok_or_else(|| AppError::internal("learning/lesson.html lacks a slot"))
}

fn piece_view(live: &LiveCourse, lesson: &Lesson, piece: &Piece, lang: &str, asked: &Asked) -> PieceView {
    match piece {
        Piece::Html(html) => PieceView { html: Some(html.clone()), check: None },
        Piece::Check(id) => {
            let check = live.course.questions.get(id).map(|question| {
                let mut view = self_check::view(&live.course.id, lesson, question, lang, asked.get(id));
                // Where the whole lesson is not translated, its page says so once.
                if lesson.body.is_translated(lang) {
                    view.stem_html = show::prompt(show::original_language(live), lang, &question.stem, view.stem_html);
                }
                view
            });
            PieceView { html: None, check }
        }
    }
}

fn footer(
    visitor: &Visitor,
    live: &LiveCourse,
    lesson: &Lesson,
    completed: Option<&BTreeMap<String, Completion>>,
) -> LessonFooter {
    let (course, lang, id) = (&live.course, visitor.lang, &lesson.head.id);
    let items: Vec<&Item> = course.visible_items(visitor.viewer()).collect();
    let counted = |item: &&&Item| matches!(item, Item::Lesson(one) if one.complete != CompleteRule::None);
    let lessons = items.iter().filter(counted);
    let place = items.iter().position(|one| one.head().id == *id).unwrap_or(0);
    let url = show::item_url(&course.id, id);
    let progress = completed.map(|done| {
        let (total, done) = lessons
            .fold((0, 0), |(total, read), item| (total + 1, read + usize::from(done.contains_key(&item.head().id))));
        super::view::Progress { completed: done, total, percent: (done * 100).checked_div(total).unwrap_or(0) }
    });
    let own = completed.and_then(|done| done.get(id));
    LessonFooter {
        action: format!("{url}/completion"),
        complete: complete_address(&course.id, id),
        course_url: show::course_link(live, lang).url,
        counts: lesson.complete != CompleteRule::None,
        completed: own.is_some(),
        reread: own.zip(live.bumps.get(id)).is_some_and(|(own, bumped)| own.read_at < *bumped),
        checks: (lesson.complete == CompleteRule::Checks).then(|| checks(lesson, lang)).flatten(),
        progress,
        next: items.get(place + 1).map(|item| show::item_link(&course.id, item, lang)),
        sign_in_url: format!("/login?next={url}"),
        register_url: format!("/register?next={url}"),
    }
}

/// Where a script completes a lesson, at once or when the network is back.
pub(super) fn complete_address(course: &str, lesson: &str) -> String {
    format!("/api/v1/courses/{course}/lessons/{lesson}/completion")
}

/// The self-checks of a lesson that is complete when they are tried. They are asked for, not enforced: what is tried is
/// stored nowhere, as it is the learner's own.
fn checks(lesson: &Lesson, lang: &str) -> Option<Checks> {
    let ids = || {
        lesson.body.get(lang).iter().filter_map(|piece| match piece {
            Piece::Check(id) => Some(id),
            Piece::Html(_) => None,
        })
    };
    Some(Checks { count: ids().count(), first: format!("#{}", check_anchor(ids().next()?)) })
}

/// Where a self-check stands in its page.
pub(super) fn check_anchor(question: &str) -> String {
    format!("check-{question}")
}

/// POST `/courses/{course}/{item}/completion`: completes the lesson and goes on.
///
/// # Errors
/// 403 while what the lesson requires is not done, 404.
pub async fn post_completion(
    learner: Learner,
    path: Path<(String, String)>,
    _form: Form,
) -> Result<HttpResponse, AppError> {
    let (course, lesson) = path.into_inner();
    complete_lesson(&learner.app, learner.me(), &course, &lesson).await?;
    let live = learner.course(&course)?;
    let items: Vec<&Item> = live.course.visible_items(learner.viewer()).collect();
    let after = items.iter().position(|item| item.head().id == lesson).and_then(|place| items.get(place + 1));
    let url = after.map_or_else(|| format!("/courses/{course}"), |item| show::item_url(&course, &item.head().id));
    Ok(page::see_other_saying(&learner, &url, "good", &Message::new("flash-lesson-completed")))
}
