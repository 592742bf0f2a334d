//! A supervised exam of a class: opened at its desk, told of at its desk and at its sessions.

use super::{class_id, desk_url};
use crate::actions::open_sitting::{Opening, open_sitting};
use crate::web::account::form_errors;
use crate::web::actor::Facilitator;
use crate::web::error::AppError;
use crate::web::form::Form;
use crate::web::page;
use crate::web::show;
use crate::web::sitting::{attempt_state, exam_options, length_options, row, sitting_url};
use crate::web::view::FormState;
use crate::web::view::class::{ClassExam, ClassExamForm};
use actix_web::HttpResponse;
use actix_web::web::Path;
use std::collections::BTreeMap;
use xutra_domain::class::Class;
use xutra_domain::ids::{AccountId, ClassId};
use xutra_store::{class_sitting, sitting};

/// Sittings of a class that its desk shows.
const SHOWN: u64 = 10;

/// POST `/classes/{class}/sittings`: opens a supervised exam in the place of the class.
///
/// # Errors
/// 404 for another's class, 422 for what does not fit, 409 where one is open.
pub async fn post_open(facilitator: Facilitator, id: Path<String>, form: Form) -> Result<HttpResponse, AppError> {
    let class = class_id(&id)?;
    let placed = super::own_class(&facilitator.app, facilitator.id(), class).await?;
    let (course, quiz) = form.get("exam").split_once('/').unwrap_or_default();
    let opening = Opening {
        course: course.to_owned(),
        quiz: quiz.to_owned(),
        unit: placed.class.unit.clone(),
        minutes: form.get("minutes").trim().parse().unwrap_or_default(),
        class: Some(class),
    };
    match open_sitting(&facilitator.app, facilitator.me(), &opening).await {
        Ok(id) => Ok(page::see_other(&sitting_url(id))),
        Err(error) => {
            let (status, errors) = form_errors(&facilitator, error)?;
            super::show_desk(&facilitator, class, status, FormState { values: form.values(), errors }).await
        }
    }
}

/// What an exam is opened with; the exams of the class's own course come first.
pub(super) fn open_form(facilitator: &Facilitator, class: &Class, form: FormState) -> ClassExamForm {
    let mut exams = exam_options(facilitator);
    let own = class.course.as_deref().map(|course| format!("{course}/")).unwrap_or_default();
    exams.sort_by_key(|exam| own.is_empty() || !exam.url.starts_with(&own));
    ClassExamForm {
        exams,
        lengths: length_options(facilitator),
        action: format!("{}/sittings", desk_url(class.id)),
        form,
    }
}

/// The exams of a class, the newest first.
pub(super) async fn list(facilitator: &Facilitator, class: ClassId) -> Result<Vec<ClassExam>, AppError> {
    let reader = facilitator.app.store.reader();
    let mut found = Vec::new();
    for placed in class_sitting::list_of(reader, class, SHOWN).await? {
        let members = sitting::list_members(reader, placed.sitting.id).await?;
        let open = placed.sitting.window.is_open(facilitator.now);
        let done = members.iter().filter(|member| attempt_state(member, open) == "handed_in").count();
        let row = row(facilitator, &placed);
        found.push(ClassExam { link: row.link, opened: row.opened, joined: row.joined, handed_in: done, open });
    }
    Ok(found)
}

/// How the people of a class stand in its newest exam of the day.
pub(super) async fn states(
    facilitator: &Facilitator,
    class: ClassId,
) -> Result<BTreeMap<AccountId, &'static str>, AppError> {
    let reader = facilitator.app.store.reader();
    let Some(newest) = class_sitting::list_of(reader, class, 1).await?.pop() else { return Ok(BTreeMap::new()) };
    if show::day(facilitator, newest.sitting.window.opened_at).text != show::day(facilitator, facilitator.now).text {
        return Ok(BTreeMap::new());
    }
    let open = newest.sitting.window.is_open(facilitator.now);
    let members = sitting::list_members(reader, newest.sitting.id).await?;
    Ok(members.iter().map(|member| (member.account, attempt_state(member, open))).collect())
}
