//! A draft: what the compiler says, what would change, and publishing it after a trial that names who would be judged anew.

use super::{change, finding};
use crate::actions::ActionError;
use crate::actions::rejudge_attempts::Changed;
use crate::actions::teach_publish::{Choice, Choices, dry_run, publish_draft};
use crate::actions::teach_upload::{DraftLook, drop_draft, look};
use crate::message::Message;
use crate::web::actor::{self, Instructor};
use crate::web::error::AppError;
use crate::web::form::Form;
use crate::web::view::teach::{ChangedRow, ConfirmPage, DraftPage};
use crate::web::view::{FormState, Link};
use crate::web::{page, show};
use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::Path;
use std::collections::BTreeMap;
use uuid::Uuid;
use xutra_domain::course::{Diagnostic, Severity};

/// Findings on a page.
const FINDINGS: usize = 50;
/// People who are named before publishing.
const NAMED: usize = 200;

fn parse(id: &str) -> Result<Uuid, AppError> {
    Uuid::parse_str(id).map_err(|_| AppError::not_found())
}

/// `/teach/drafts/{draft}?from=`
///
/// # Errors
/// 404.
pub async fn show_draft(instructor: Instructor, id: Path<String>) -> Result<HttpResponse, AppError> {
    let look = look(&instructor.app, parse(&id)?).await?;
    let from = actor::query_value(instructor.request().query_string(), "from").and_then(|n| n.parse().ok());
    let from: usize = from.unwrap_or(0);
    let mut found: Vec<&Diagnostic> = look.compilation.diagnostics.iter().collect();
    found.sort_by_key(|one| finding::rank(one));
    let errors = found.iter().filter(|one| one.severity == Severity::Error).count();
    let url = format!("/teach/drafts/{}", look.draft.id);
    let shown = found.iter().skip(from).take(FINDINGS);
    let findings: Vec<_> = shown.map(|one| finding::view(&instructor.app, instructor.lang, &look.files, one)).collect();
    let next = from + findings.len();
    let course = look.compilation.course.as_ref();
    let view = DraftPage {
        up: up(&instructor, &look),
        course: look.draft.course.clone(),
        file_name: look.draft.file_name.clone(),
        when: show::when(&instructor, look.draft.made_at),
        errors,
        warnings: found.len() - errors,
        next_url: (next < found.len()).then(|| format!("{url}?from={next}")),
        findings,
        change: match course {
            Some(_) => Some(change::view(&instructor, &look.draft.course, &look.change, Some(&look)).await?),
            None => None,
        },
        items: course
            .into_iter()
            .flat_map(|course| course.items())
            .map(|item| Link {
                title: item.head().title.get(instructor.lang).clone(),
                url: format!("{url}/items/{}", item.head().id),
            })
            .collect(),
        live: look.live.unwrap_or(0),
        provisional: provisional(&look),
        url,
    };
    page::show(&instructor, "teach/draft.html", &view)
}

fn up(instructor: &Instructor, look: &DraftLook) -> Link {
    match instructor.app.catalog.course(&look.draft.course) {
        Some(live) => Link {
            title: live.course.title.get(instructor.lang).clone(),
            url: format!("/teach/courses/{}", live.course.id),
        },
        None => Link { title: instructor.word("nav-teach"), url: "/teach".into() },
    }
}

/// Questions whose id was made from the heading, outside of lessons.
fn provisional(look: &DraftLook) -> usize {
    look.compilation.diagnostics.iter().filter(|one| one.code.0 == "W112").count()
}

/// The choices of a form: `choice.ID` of questions, and the lessons that are to be read again as `reread`.
fn choices(form: &Form, look: &DraftLook) -> Choices {
    let chosen = |id: &str| Choice::parse(form.get(&format!("choice.{id}")));
    let reread = |id: &str| form.all("reread").any(|one| one == id);
    Choices {
        questions: look.change.major().filter_map(|one| Some((one.id.clone(), chosen(&one.id)?))).collect(),
        reread: look.edited_lessons().filter(|one| reread(&one.id)).map(|one| one.id.clone()).collect(),
    }
}

fn live(form: &Form) -> Option<i64> {
    form.get("live").parse().ok().filter(|live| *live > 0)
}

/// POST `/teach/drafts/{draft}/confirm`: tries it, and asks.
///
/// # Errors
/// 404; 409 where something else was published meanwhile.
pub async fn post_confirm(instructor: Instructor, id: Path<String>, form: Form) -> Result<HttpResponse, AppError> {
    confirm(&instructor, parse(&id)?, &form, StatusCode::OK, FormState::default()).await
}

async fn confirm(
    instructor: &Instructor,
    id: Uuid,
    form: &Form,
    status: StatusCode,
    state: FormState,
) -> Result<HttpResponse, AppError> {
    let chosen = choices(form, &look(&instructor.app, id).await?);
    let tried = dry_run(&instructor.app, instructor.id(), id, live(form), chosen.clone()).await;
    let (look, changed) = match tried {
        Err(ActionError::Conflict { reason, .. }) => return Ok(back(instructor, id, &reason)),
        other => other?,
    };
    let url = format!("/teach/drafts/{id}");
    let view = ConfirmPage {
        up: Link { title: look.draft.file_name.clone(), url: url.clone() },
        course: look.draft.course.clone(),
        choices: chosen.questions.iter().map(|(id, choice)| (id.clone(), choice.word())).collect(),
        reread: look
            .edited_lessons()
            .filter(|one| chosen.reread.contains(&one.id))
            .map(|one| (one.id.clone(), one.title.clone()))
            .collect(),
        more: changed.len().saturating_sub(NAMED),
        changed: changed.iter().take(NAMED).map(|one| changed_row(instructor, &look, one)).collect(),
        action: format!("{url}/publication"),
        live: look.live.unwrap_or(0),
        provisional: provisional(&look),
        form: state,
    };
    page::show_with(instructor, status, "teach/confirm.html", &view)
}

fn changed_row(instructor: &Instructor, look: &DraftLook, changed: &Changed) -> ChangedRow {
    let course = look.compilation.course.as_ref();
    let title = course.and_then(|course| course.item(&changed.quiz)).map(|item| item.head().title.get(instructor.lang));
    ChangedRow {
        name: changed.name.clone(),
        quiz: title.cloned().unwrap_or_else(|| changed.quiz.clone()),
        number: changed.number,
        before: show::percent(changed.before.0),
        passed_before: changed.before.1,
        after: show::percent(changed.after.0),
        passed_after: changed.after.1,
    }
}

/// POST `/teach/drafts/{draft}/publication`: publishes, once the box is ticked.
///
/// # Errors
/// 404; back to the draft where something else was published meanwhile.
pub async fn post_publication(instructor: Instructor, id: Path<String>, form: Form) -> Result<HttpResponse, AppError> {
    let id = parse(&id)?;
    let look = look(&instructor.app, id).await?;
    // Ids made from headings are a promise that headings stay: that is agreed to by itself.
    let asked = ["sure", "provisional"].into_iter().filter(|box_| *box_ == "sure" || provisional(&look) > 0);
    let unticked = asked.filter(|box_| form.get(box_) != "yes");
    let errors: BTreeMap<String, String> =
        unticked.map(|box_| (box_.to_owned(), instructor.word("field-missing"))).collect();
    if !errors.is_empty() {
        let state = FormState { values: form.values(), errors };
        return confirm(&instructor, id, &form, StatusCode::UNPROCESSABLE_ENTITY, state).await;
    }
    let chosen = choices(&form, &look);
    match publish_draft(&instructor.app, instructor.id(), id, live(&form), chosen).await {
        Ok(course) => {
            let url = format!("/teach/courses/{course}");
            Ok(page::see_other_saying(&instructor, &url, "good", &Message::new("flash-course-published")))
        }
        Err(ActionError::Conflict { reason, .. }) => Ok(back(&instructor, id, &reason)),
        Err(error) => Err(error.into()),
    }
}

/// Back to the draft, which shows how things stand now; why, in a flash.
fn back(instructor: &Instructor, id: Uuid, reason: &Message) -> HttpResponse {
    let key = match reason.key {
        "teach-has-errors" => "flash-draft-errors",
        "teach-policy-changed" => "flash-draft-policy",
        _ => "flash-draft-stale",
    };
    page::see_other_saying(instructor, &format!("/teach/drafts/{id}"), "bad", &Message::new(key))
}

/// POST `/teach/drafts/{draft}/removal`: asks first, by a box that has to be ticked.
///
/// # Errors
/// 404.
pub async fn post_removal(instructor: Instructor, id: Path<String>, form: Form) -> Result<HttpResponse, AppError> {
    let draft = parse(&id)?;
    if form.get("sure") != "yes" {
        let url = format!("/teach/drafts/{}", *id);
        return Ok(page::see_other_saying(&instructor, &url, "bad", &Message::new("flash-draft-unsure")));
    }
    drop_draft(&instructor.app, draft).await?;
    Ok(page::see_other_saying(&instructor, "/teach", "good", &Message::new("flash-draft-dropped")))
}
