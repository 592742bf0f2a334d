//! Classes as their facilitator sees them: the list, the desk with the code, the poster, the end.

pub mod attend;
pub mod exam;
pub mod join;
pub mod pack;
pub mod session;

use super::account::form_errors;
use super::actor::{self, Facilitator};
use super::error::AppError;
use super::form::Form;
use super::sitting::own_units;
use super::view::class::{
    ClassMemberView, ClassPage, ClassRow, ClassesPage, ClosePage, HeldRow, Invitation, NewClassForm, PosterPage,
};
use super::view::{FormState, Link};
use super::{page, qr, show};
use crate::actions::hold_class::{NewClass, close_class, open_class, own_class};
use crate::message::Message;
use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::Path;
use xutra_domain::class::Class;
use xutra_domain::ids::ClassId;
use xutra_domain::instant::DAY;
use xutra_store::class::{self, PlacedClass};
use xutra_store::class_session;

/// Classes of a page.
const PAGE: u64 = 20;
/// Days to pick from; the first is offered.
const LENGTHS: [i64; 5] = [30, 7, 1, 90, 366];

/// `/classes?before=`
///
/// # Errors
/// 404 for who is no facilitator.
pub async fn list(facilitator: Facilitator) -> Result<HttpResponse, AppError> {
    show_list(&facilitator, StatusCode::OK, FormState::default()).await
}

async fn show_list(facilitator: &Facilitator, status: StatusCode, form: FormState) -> Result<HttpResponse, AppError> {
    let before = actor::query_value(facilitator.request().query_string(), "before").and_then(|id| ClassId::parse(&id));
    let reader = facilitator.app.store.reader();
    let mut found = class::page_of(reader, facilitator.id(), before, PAGE + 1).await?;
    let more = found.len() as u64 > PAGE;
    found.truncate(usize::try_from(PAGE).unwrap_or(usize::MAX));
    let last = found.last().filter(|_| more);
    let view = ClassesPage {
        open: new_class_form(facilitator, form).await?,
        next_url: last.map(|last| format!("/classes?before={}", last.class.id)),
        rows: found.iter().map(|placed| row(facilitator, placed)).collect(),
    };
    page::show_with(facilitator, status, "class/classes.html", &view)
}

fn row(facilitator: &Facilitator, placed: &PlacedClass) -> ClassRow {
    ClassRow {
        link: link(&placed.class),
        unit: placed.unit_name.clone(),
        code: placed.class.code.shown(),
        members: placed.members,
        open: placed.class.window.is_open(facilitator.now),
    }
}

fn desk_url(id: ClassId) -> String {
    format!("/classes/{id}")
}

fn link(class: &Class) -> Link {
    Link { title: class.title.clone(), url: desk_url(class.id) }
}

async fn new_class_form(facilitator: &Facilitator, form: FormState) -> Result<NewClassForm, AppError> {
    let none = Link { title: facilitator.word("class-no-course"), url: String::new() };
    let courses = facilitator.app.catalog.courses_for(facilitator.viewer());
    let courses = courses
        .map(|live| Link { title: show::course_link(&live, facilitator.lang).title, url: live.course.id.clone() });
    let lengths =
        LENGTHS.iter().map(|days| Link { title: show::duration(facilitator, days * DAY), url: days.to_string() });
    Ok(NewClassForm {
        units: own_units(facilitator).await?,
        courses: std::iter::once(none).chain(courses).collect(),
        lengths: lengths.collect(),
        form,
    })
}

/// POST `/classes`: opens one.
///
/// # Errors
/// 404 for who is no facilitator, 422 for what does not fit.
pub async fn post_open(facilitator: Facilitator, form: Form) -> Result<HttpResponse, AppError> {
    let typed = NewClass {
        title: form.get("title").to_owned(),
        unit: form.get("unit").to_owned(),
        course: form.get("course").to_owned(),
        days: form.get("days").trim().parse().unwrap_or_default(),
    };
    match open_class(&facilitator.app, facilitator.me(), &typed).await {
        Ok(id) => Ok(page::see_other(&desk_url(id))),
        Err(error) => {
            let (status, errors) = form_errors(&facilitator, error)?;
            show_list(&facilitator, status, FormState { values: form.values(), errors }).await
        }
    }
}

fn class_id(text: &str) -> Result<ClassId, AppError> {
    ClassId::parse(text).ok_or_else(AppError::not_found)
}

/// The course of a class, as far as it exists for the reader.
fn course_of(visitor: &actor::Visitor, class: &Class) -> Option<Link> {
    let live = visitor.app.catalog.course_for(class.course.as_deref()?, visitor.viewer())?;
    Some(show::course_link(&live, visitor.lang))
}

fn invitation(facilitator: &Facilitator, class: &Class) -> Result<Invitation, AppError> {
    Ok(Invitation {
        shown: class.code.shown(),
        address: qr::spoken(&facilitator.app, "/join"),
        qr: qr::picture(&facilitator.app, &join::url(&class.code))?,
    })
}

/// `/classes/{class}`: the code, and who joined.
///
/// # Errors
/// 404, also for another's.
pub async fn desk(facilitator: Facilitator, id: Path<String>) -> Result<HttpResponse, AppError> {
    show_desk(&facilitator, class_id(&id)?, StatusCode::OK, FormState::default()).await
}

async fn show_desk(
    facilitator: &Facilitator,
    id: ClassId,
    status: StatusCode,
    form: FormState,
) -> Result<HttpResponse, AppError> {
    let placed = own_class(&facilitator.app, facilitator.id(), id).await?;
    let found = &placed.class;
    let members = class::list_members(facilitator.app.store.reader(), found.id).await?;
    let held = class_session::list_of(facilitator.app.store.reader(), found.id).await?;
    let running = held.iter().find(|one| one.session.window.is_open(facilitator.now));
    let invitation = found.window.is_open(facilitator.now).then(|| invitation(facilitator, found)).transpose()?;
    let view = ClassPage {
        title: found.title.clone(),
        unit: placed.unit_name.clone(),
        course: course_of(facilitator, found),
        until: show::when(facilitator, found.window.over_at()),
        invitation,
        poster_url: format!("{}/poster", desk_url(found.id)),
        close_url: format!("{}/close", desk_url(found.id)),
        exam: exam::open_form(facilitator, found, form),
        exams: exam::list(facilitator, found.id).await?,
        pack_url: format!("{}/pack", desk_url(found.id)),
        start_url: format!("{}/sessions", desk_url(found.id)),
        running_url: running.map(|one| session::url(&one.session)),
        sessions: held
            .iter()
            .map(|one| HeldRow {
                started: show::when(facilitator, one.session.window.opened_at),
                url: session::url(&one.session),
                present: one.present,
            })
            .collect(),
        new: members.iter().filter(|member| member.is_new).count(),
        members: members
            .into_iter()
            .map(|member| ClassMemberView {
                name: member.name,
                unit: member.unit,
                joined: show::when(facilitator, member.joined_at),
                is_new: member.is_new,
            })
            .collect(),
    };
    page::show_with(facilitator, status, "class/desk.html", &view)
}

/// `/classes/{class}/poster`: a sheet for the wall.
///
/// # Errors
/// 404, also for a class that is over.
pub async fn poster(facilitator: Facilitator, id: Path<String>) -> Result<HttpResponse, AppError> {
    let placed = own_class(&facilitator.app, facilitator.id(), class_id(&id)?).await?;
    let found = &placed.class;
    if !found.window.is_open(facilitator.now) {
        return Err(AppError::not_found());
    }
    let view = PosterPage {
        up: link(found),
        title: found.title.clone(),
        unit: placed.unit_name.clone(),
        course: course_of(&facilitator, found).map(|link| link.title),
        facilitator: placed.facilitator_name.clone(),
        invitation: invitation(&facilitator, found)?,
        until: show::day(&facilitator, found.window.over_at()),
    };
    page::show(&facilitator, "class/poster.html", &view)
}

/// `/classes/{class}/close`: asks before it is closed.
///
/// # Errors
/// 404.
pub async fn show_close(facilitator: Facilitator, id: Path<String>) -> Result<HttpResponse, AppError> {
    let placed = own_class(&facilitator.app, facilitator.id(), class_id(&id)?).await?;
    if !placed.class.window.is_open(facilitator.now) {
        return Ok(page::see_other(&desk_url(placed.class.id)));
    }
    let action = format!("{}/close", desk_url(placed.class.id));
    page::show(&facilitator, "class/close.html", &ClosePage { up: link(&placed.class), action })
}

/// POST `/classes/{class}/close`
///
/// # Errors
/// 404.
pub async fn post_close(facilitator: Facilitator, id: Path<String>, _: Form) -> Result<HttpResponse, AppError> {
    let id = class_id(&id)?;
    close_class(&facilitator.app, facilitator.id(), id).await?;
    Ok(page::see_other_saying(&facilitator, &desk_url(id), "good", &Message::new("flash-class-closed")))
}
