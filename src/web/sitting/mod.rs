//! Supervised sittings as their facilitator sees them: the list, the desk with the code, the end.

pub mod join;

use super::account::form_errors;
use super::actor::{self, Facilitator};
use super::error::AppError;
use super::form::Form;
use super::view::sitting::{CodeView, DeskPage, EndPage, MemberView, MissingView, OpenForm, SittingRow, SittingsPage};
use super::view::{FormState, Link};
use super::{page, qr, show};
use crate::actions::open_sitting::{Opening, end_sitting, exams, let_out, open_sitting, own_sitting};
use crate::message::Message;
use actix_web::HttpResponse;
use actix_web::http::{StatusCode, header};
use actix_web::web::Path;
use xutra_domain::ids::{AccountId, SittingId};
use xutra_domain::instant::MINUTE;
use xutra_domain::minute_code::seconds_left;
use xutra_domain::sitting::Sitting;
use xutra_store::assessment::AttemptState;
use xutra_store::sitting::{self, MemberRow, Placed};
use xutra_store::{class_sitting, unit};

/// Sittings of a page.
const PAGE: u64 = 20;
/// More units than this are not picked from a list.
const FEW: usize = 200;
/// Lengths to pick from, in minutes; the first is offered.
const LENGTHS: [i64; 7] = [120, 60, 90, 180, 240, 360, 480];

/// `/sittings?before=`
///
/// # Errors
/// 404 for who is no facilitator.
pub async fn list(facilitator: Facilitator) -> Result<HttpResponse, AppError> {
    show_list(&facilitator, StatusCode::OK, FormState::default()).await
}

async fn show_list(facilitator: &Facilitator, status: StatusCode, form: FormState) -> Result<HttpResponse, AppError> {
    let before =
        actor::query_value(facilitator.request().query_string(), "before").and_then(|id| SittingId::parse(&id));
    let reader = facilitator.app.store.reader();
    let mut found = sitting::page_of(reader, facilitator.id(), before, PAGE + 1).await?;
    let more = found.len() > usize::try_from(PAGE).unwrap_or(usize::MAX);
    found.truncate(usize::try_from(PAGE).unwrap_or(usize::MAX));
    let last = found.last().filter(|_| more);
    let next_url = last.map(|last| format!("/sittings?before={}", last.sitting.id));
    let has_open = found.iter().any(|placed| placed.sitting.window.is_open(facilitator.now));
    let rows = found.iter().map(|placed| row(facilitator, placed)).collect();
    let open = if before.is_none() && !has_open { Some(open_form(facilitator, form).await?) } else { None };
    page::show_with(facilitator, status, "sitting/sittings.html", &SittingsPage { open, rows, next_url })
}

pub(super) fn row(facilitator: &Facilitator, placed: &Placed) -> SittingRow {
    SittingRow {
        link: Link { title: titles(facilitator, &placed.sitting).0, url: desk_url(placed.sitting.id) },
        unit: placed.unit_name.clone(),
        opened: show::when(facilitator, placed.sitting.window.opened_at),
        joined: placed.joined,
        open: placed.sitting.window.is_open(facilitator.now),
    }
}

pub(super) fn sitting_url(id: SittingId) -> String {
    desk_url(id)
}

fn desk_url(id: SittingId) -> String {
    format!("/sittings/{id}")
}

/// Titles of the exam and of its course.
fn titles(visitor: &super::actor::Visitor, sitting: &Sitting) -> (String, String) {
    let live = visitor.app.catalog.course(&sitting.course);
    let item = live.as_ref().and_then(|live| live.course.item(&sitting.quiz));
    let exam = item.map_or_else(|| sitting.quiz.clone(), |item| item.head().title.get(visitor.lang).clone());
    (exam, live.map_or_else(|| sitting.course.clone(), |live| show::course_link(&live, visitor.lang).title))
}

/// Exams to pick from, as `course/quiz`.
pub(super) fn exam_options(facilitator: &Facilitator) -> Vec<Link> {
    let (viewer, lang) = (facilitator.viewer(), facilitator.lang);
    let mut all = Vec::new();
    for live in facilitator.app.catalog.courses_for(viewer) {
        let course = show::course_link(&live, lang).title;
        all.extend(exams(&live.course, viewer).into_iter().map(|quiz| Link {
            title: format!("{course} · {}", quiz.head.title.get(lang)),
            url: format!("{}/{}", live.course.id, quiz.head.id),
        }));
    }
    all
}

/// Lengths to pick from, in minutes.
pub(super) fn length_options(facilitator: &Facilitator) -> Vec<Link> {
    let option =
        |minutes: &i64| Link { title: show::duration(facilitator, minutes * MINUTE), url: minutes.to_string() };
    LENGTHS.iter().map(option).collect()
}

async fn open_form(facilitator: &Facilitator, form: FormState) -> Result<OpenForm, AppError> {
    let units = own_units(facilitator).await?;
    Ok(OpenForm { exams: exam_options(facilitator), units, lengths: length_options(facilitator), form })
}

/// Units of the scope to pick from; none where there are too many, so that a code is typed.
pub(super) async fn own_units(facilitator: &Facilitator) -> Result<Vec<Link>, AppError> {
    let scopes = facilitator.scopes();
    let inside = |path: &str| scopes.as_ref().is_none_or(|scopes| scopes.iter().any(|scope| path.starts_with(scope)));
    let units = unit::list_lasting(facilitator.app.store.reader(), facilitator.now).await?;
    let units = units.into_iter().filter(|unit| inside(&unit.path));
    let units: Vec<Link> = units.map(|unit| Link { title: unit.name, url: unit.code }).collect();
    Ok(if units.len() > FEW { Vec::new() } else { units })
}

/// POST `/sittings`: opens one.
///
/// # Errors
/// 404 for who is no facilitator, 422 for what does not fit, 409 where one is open.
pub async fn post_open(facilitator: Facilitator, form: Form) -> Result<HttpResponse, AppError> {
    let (course, quiz) = form.get("exam").split_once('/').unwrap_or_default();
    let opening = Opening {
        course: course.to_owned(),
        quiz: quiz.to_owned(),
        unit: form.get("unit").to_owned(),
        minutes: form.get("minutes").trim().parse().unwrap_or_default(),
        class: None,
    };
    match open_sitting(&facilitator.app, facilitator.me(), &opening).await {
        Ok(id) => Ok(page::see_other(&desk_url(id))),
        Err(error) => {
            let (status, errors) = form_errors(&facilitator, error)?;
            show_list(&facilitator, status, FormState { values: form.values(), errors }).await
        }
    }
}

fn sitting_id(text: &str) -> Result<SittingId, AppError> {
    SittingId::parse(text).ok_or_else(AppError::not_found)
}

/// `/sittings/{sitting}`: the code, and who joined. Loads itself anew with each code.
///
/// # Errors
/// 404, also for another's.
pub async fn desk(facilitator: Facilitator, id: Path<String>) -> Result<HttpResponse, AppError> {
    let placed = own_sitting(&facilitator.app, facilitator.id(), sitting_id(&id)?).await?;
    let (found, now) = (&placed.sitting, facilitator.now);
    let members = sitting::list_members(facilitator.app.store.reader(), found.id).await?;
    let open = found.window.is_open(now);
    let seconds = seconds_left(now);
    let (exam, course) = titles(&facilitator, found);
    let class = class_sitting::find_class(facilitator.app.store.reader(), found.id).await?;
    let missing = class_sitting::list_missing(facilitator.app.store.reader(), found.id).await?;
    let members: Vec<MemberView> = members.iter().map(|member| member_view(found, member, open)).collect();
    let view = DeskPage {
        exam,
        course,
        unit: placed.unit_name.clone(),
        over: show::when(&facilitator, found.window.over_at()),
        class: class.map(|(id, title)| Link { title, url: format!("/classes/{id}") }),
        missing: missing.into_iter().map(|one| MissingView { name: one.name, has_phone: one.has_phone }).collect(),
        code: open.then(|| code_view(&facilitator, found, seconds)),
        handed_in: members.iter().filter(|member| member.state == "handed_in").count(),
        members,
        end_url: open.then(|| format!("{}/end", desk_url(found.id))),
    };
    let mut response = page::show(&facilitator, "sitting/desk.html", &view)?;
    if open {
        // Without script: the browser asks again when the next code is due.
        let value = header::HeaderValue::from(seconds);
        response.headers_mut().insert(header::HeaderName::from_static("refresh"), value);
    }
    Ok(response)
}

fn code_view(facilitator: &Facilitator, sitting: &Sitting, seconds: i64) -> CodeView {
    let code = sitting.code(facilitator.now).to_string();
    let (left, right) = code.split_at(3);
    CodeView { shown: format!("{left} {right}"), address: qr::spoken(&facilitator.app, "/sitting"), seconds, qr: None }
}

/// How somebody stands in a sitting, by its word.
pub(super) fn attempt_state(row: &MemberRow, open: bool) -> &'static str {
    match (row.attempt, row.member.out_at) {
        (Some(AttemptState::Open), _) if open => "answering",
        (Some(AttemptState::Void), _) => "void",
        (Some(_), _) => "handed_in",
        (None, Some(_)) => "out",
        (None, None) => "joined",
    }
}

fn member_view(sitting: &Sitting, row: &MemberRow, open: bool) -> MemberView {
    let url = || format!("{}/people/{}/exit", desk_url(sitting.id), row.account);
    MemberView {
        name: row.name.clone(),
        unit: row.unit.clone(),
        letter: row.member.letter.word(),
        state: attempt_state(row, open),
        action: (open && row.attempt.is_none()).then(url),
    }
}

/// POST `/sittings/{sitting}/people/{account}/exit`: lets somebody out before they start, or in again (`back`).
///
/// # Errors
/// 404; 409 once they have begun.
pub async fn post_exit(
    facilitator: Facilitator,
    path: Path<(String, String)>,
    form: Form,
) -> Result<HttpResponse, AppError> {
    let (id, who) = (sitting_id(&path.0)?, AccountId::parse(&path.1).ok_or_else(AppError::not_found)?);
    let back = form.get("back") == "yes";
    let_out(&facilitator.app, facilitator.id(), id, who, !back).await?;
    let said = if back { "flash-sitting-let-in" } else { "flash-sitting-let-out" };
    Ok(page::see_other_saying(&facilitator, &desk_url(id), "good", &Message::new(said)))
}

/// `/sittings/{sitting}/end`: asks before it ends.
///
/// # Errors
/// 404.
pub async fn show_end(facilitator: Facilitator, id: Path<String>) -> Result<HttpResponse, AppError> {
    let placed = own_sitting(&facilitator.app, facilitator.id(), sitting_id(&id)?).await?;
    let found = &placed.sitting;
    if !found.window.is_open(facilitator.now) {
        return Ok(page::see_other(&desk_url(found.id)));
    }
    let members = sitting::list_members(facilitator.app.store.reader(), found.id).await?;
    let view = EndPage {
        up: Link { title: titles(&facilitator, found).0, url: desk_url(found.id) },
        answering: members.iter().filter(|member| member.attempt == Some(AttemptState::Open)).count(),
        action: format!("{}/end", desk_url(found.id)),
    };
    page::show(&facilitator, "sitting/end.html", &view)
}

/// POST `/sittings/{sitting}/end`
///
/// # Errors
/// 404.
pub async fn post_end(facilitator: Facilitator, id: Path<String>, _: Form) -> Result<HttpResponse, AppError> {
    let id = sitting_id(&id)?;
    end_sitting(&facilitator.app, facilitator.id(), id).await?;
    Ok(page::see_other_saying(&facilitator, &desk_url(id), "good", &Message::new("flash-sitting-ended")))
}
