//! What a facilitator takes along where there is no network: sheets to print or to keep as a PDF, and the paper list that is
//! entered afterwards. No question of a check or an exam is printed; only self-checks to talk over, without their answers.

use super::{class_id, desk_url, invitation, link};
use crate::actions::enter_paper_list::enter_paper_list;
use crate::actions::hold_class::own_class;
use crate::message::Message;
use crate::web::account::form_errors;
use crate::web::actor::{Facilitator, query_value};
use crate::web::error::AppError;
use crate::web::form::Form;
use crate::web::page;
use crate::web::view::class_pack::{PackPage, PaperPage, PlanItem, PlanView};
use crate::web::view::class_session::PersonToTick;
use crate::web::view::{FormState, Link};
use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::Path;
use xutra_domain::course::{CompiledCourse, Item, Module, Piece};
use xutra_domain::ids::{AccountId, ClassId};
use xutra_domain::people::search_key;
use xutra_store::class;

/// Empty rows of the list.
const BLANK: u32 = 8;

fn pack_url(id: ClassId) -> String {
    format!("{}/pack", desk_url(id))
}

/// `/classes/{class}/pack?module=`
///
/// # Errors
/// 404, also for another's.
pub async fn show_pack(facilitator: Facilitator, id: Path<String>) -> Result<HttpResponse, AppError> {
    let placed = own_class(&facilitator.app, facilitator.id(), class_id(&id)?).await?;
    let found = &placed.class;
    let live = found.course.as_deref().and_then(|id| facilitator.app.catalog.course_for(id, facilitator.viewer()));
    let wanted = query_value(facilitator.request().query_string(), "module").unwrap_or_default();
    let course = live.as_ref().map(|live| &live.course);
    let modules: Vec<&Module> = course.iter().flat_map(|course| &course.modules).collect();
    let chosen = modules.iter().find(|module| module.id == wanted).or(modules.first());
    let option = |module: &&Module| Link {
        title: module.title.get(facilitator.lang).clone(),
        url: format!("{}?module={}", pack_url(found.id), module.id),
    };
    let mut members: Vec<(String, Option<String>)> = class::list_members(facilitator.app.store.reader(), found.id)
        .await?
        .into_iter()
        .map(|member| (member.name, member.unit))
        .collect();
    members.sort_by_cached_key(|(name, _)| search_key(name));
    let view = PackPage {
        up: link(found),
        unit: placed.unit_name.clone(),
        facilitator: placed.facilitator_name.clone(),
        invitation: found.window.is_open(facilitator.now).then(|| invitation(&facilitator, found)).transpose()?,
        modules: modules.iter().map(option).collect(),
        plan: course.zip(chosen).map(|(course, module)| plan(course, module, &facilitator)),
        members,
        blank: (1..=BLANK).collect(),
        paper_url: format!("{}/paper", desk_url(found.id)),
    };
    page::show(&facilitator, "class/pack.html", &view)
}

fn plan(course: &CompiledCourse, module: &Module, facilitator: &Facilitator) -> PlanView {
    let lang = facilitator.lang;
    let item = |item: &Item| {
        let head = item.head();
        PlanItem {
            title: head.title.get(lang).clone(),
            is_quiz: matches!(item, Item::Quiz(_)),
            minutes: head.minutes,
            summary: head.summary.get(lang).clone(),
            talk: talk(course, item, lang),
        }
    };
    let items: Vec<PlanItem> = module.items.iter().filter(|item| !item.head().draft).map(item).collect();
    PlanView { title: module.title.get(lang).clone(), minutes: items.iter().map(|item| item.minutes).sum(), items }
}

/// What a lesson asks by the way: everybody reads these questions in the lesson itself.
fn talk(course: &CompiledCourse, item: &Item, lang: &str) -> Vec<String> {
    let Item::Lesson(lesson) = item else { return Vec::new() };
    let stem = |piece: &Piece| match piece {
        Piece::Check(id) => course.questions.get(id).map(|check| check.stem.get(lang).clone()),
        Piece::Html(_) => None,
    };
    lesson.body.get(lang).iter().filter_map(stem).collect()
}

/// `/classes/{class}/paper`
///
/// # Errors
/// 404, also for another's.
pub async fn show_paper(facilitator: Facilitator, id: Path<String>) -> Result<HttpResponse, AppError> {
    show_form(&facilitator, class_id(&id)?, StatusCode::OK, FormState::default()).await
}

async fn show_form(
    facilitator: &Facilitator,
    id: ClassId,
    status: StatusCode,
    form: FormState,
) -> Result<HttpResponse, AppError> {
    let placed = own_class(&facilitator.app, facilitator.id(), id).await?;
    let members = class::list_members(facilitator.app.store.reader(), id).await?;
    let mut members: Vec<PersonToTick> = members
        .into_iter()
        .map(|member| PersonToTick { id: member.account.to_string(), name: member.name, unit: member.unit })
        .collect();
    members.sort_by_cached_key(|person| search_key(&person.name));
    let action = format!("{}/paper", desk_url(id));
    let view = PaperPage { up: link(&placed.class), action, members, form };
    page::show_with(facilitator, status, "class/paper.html", &view)
}

/// POST `/classes/{class}/paper`: enters who was there on a day, by a list on paper.
///
/// # Errors
/// 404 for another's class, or somebody who is not of it; 422 for a day that is not of the last week, or nobody.
pub async fn post_paper(facilitator: Facilitator, id: Path<String>, form: Form) -> Result<HttpResponse, AppError> {
    let class = class_id(&id)?;
    let seen: Option<Vec<AccountId>> = form.all("person").map(AccountId::parse).collect();
    let seen = seen.ok_or_else(AppError::bad_request)?;
    match enter_paper_list(&facilitator.app, facilitator.id(), class, form.get("day"), &seen).await {
        Ok(noted) => {
            let message = Message::new("flash-paper-entered").with("n", noted);
            Ok(page::see_other_saying(&facilitator, &desk_url(class), "good", &message))
        }
        Err(error) => {
            let (status, errors) = form_errors(&facilitator, error)?;
            show_form(&facilitator, class, status, FormState { values: form.values(), errors }).await
        }
    }
}
