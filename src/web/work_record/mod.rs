//! My use of AI: what I told of it, how far I am, a new record, one that came back.

pub mod audit;
pub mod confirm;

use super::account::form_errors;
use super::actor::{Learner, Visitor, query_value};
use super::error::AppError;
use super::form::Form;
use super::view::FormState;
use super::view::work_record::{EventView, LeftView, RecordForm, RecordPage, RecordRow, RecordView, RecordsPage, Step};
use super::{page, show};
use crate::actions::declare_work::{Declaration, appeal_work, declare_work, improve_record, own_record};
use crate::message::Message;
use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::Path;
use std::collections::BTreeMap;
use xutra_domain::ids::WorkRecordId;
use xutra_domain::people::Audience;
use xutra_domain::work_record::{State, Task, Typed, left_business, left_official};
use xutra_store::work_record::WorkRecord;
use xutra_store::{competency, work_confirmation, work_record};

const ADDRESS: &str = "/work-records";
/// Rows of a page.
const ROWS: usize = 20;

fn url(id: WorkRecordId) -> String {
    format!("{ADDRESS}/{id}")
}

fn parse(id: &str) -> Result<WorkRecordId, AppError> {
    WorkRecordId::parse(id).ok_or_else(AppError::not_found)
}

/// `/work-records?before=`
///
/// # Errors
/// Where the store fails.
pub async fn list(learner: Learner) -> Result<HttpResponse, AppError> {
    let before = query_value(learner.request().query_string(), "before").and_then(|id| WorkRecordId::parse(&id));
    let reader = learner.app.store.reader();
    let limit = u64::try_from(ROWS).unwrap_or(u64::MAX);
    let mut found = work_record::page_of(reader, learner.id(), before, limit + 1).await?;
    let more = found.len() > ROWS;
    found.truncate(ROWS);
    let next_url = found.last().filter(|_| more).map(|last| format!("{ADDRESS}?before={}", last.id));
    let row = |record: &WorkRecord| RecordRow {
        url: url(record.id),
        task: record.told.task.word(),
        author: None,
        state: record.state.word(),
        at: show::when(&learner, record.declared_at),
        late: false,
    };
    let view = RecordsPage {
        left: left(&learner).await?,
        rows: found.iter().map(row).collect(),
        next_url,
        to_confirm: work_confirmation::count_of(reader, learner.id()).await?,
    };
    page::show(&learner, "work_record/list.html", &view)
}

/// What is left until somebody applies effectively, by the rule of their audience.
async fn left(learner: &Learner) -> Result<LeftView, AppError> {
    let (reader, id, now) = (learner.app.store.reader(), learner.id(), learner.now);
    let confirmed = work_record::confirmed_of(reader, &[id], now).await?.remove(&id).unwrap_or_default();
    let business = learner.me().audience == Audience::Business;
    let left = if business { left_business(&confirmed, now) } else { left_official(&confirmed, now) };
    let flag = &learner.app.config.figures.programme.flag;
    let decided = competency::standing(reader, id, flag).await?.map(|(standing, _)| standing);
    let holds = decided.is_some_and(|one| one.capable && one.until.is_none_or(|until| now < until));
    let all = [
        ("records", left.records),
        ("tasks", left.tasks),
        ("weeks", left.weeks),
        // Of no records nothing can be said yet.
        ("worth", usize::from(left.worth && left.confirmed > 0)),
        ("apart", usize::from(left.apart)),
        ("flag", usize::from(!business && !holds)),
    ];
    let steps: Vec<Step> = all.into_iter().filter(|(_, n)| *n > 0).map(|(word, n)| Step { word, n }).collect();
    Ok(LeftView { business, confirmed: left.confirmed, effective: steps.is_empty(), steps })
}

fn record_view(visitor: &Visitor, record: &WorkRecord) -> RecordView {
    let told = &record.told;
    RecordView {
        task: told.task.word(),
        tool: told.tool.clone(),
        asked: told.asked.clone(),
        changed: told.changed.clone(),
        before: told.before,
        after: told.after,
        product: Some(told.product.clone()).filter(|product| !product.is_empty()),
        declared: show::when(visitor, record.declared_at),
    }
}

/// `/work-records/new`
///
/// # Errors
/// Where the template fails.
pub async fn show_new(learner: Learner) -> Result<HttpResponse, AppError> {
    show_form(&learner, StatusCode::OK, None, FormState::default())
}

/// The form of a new record, or of one that came back, with the reason.
fn show_form(
    learner: &Learner,
    status: StatusCode,
    returned: Option<(WorkRecordId, String)>,
    form: FormState,
) -> Result<HttpResponse, AppError> {
    let (action, back_url) = match &returned {
        None => (format!("{ADDRESS}/new"), ADDRESS.to_owned()),
        Some((id, _)) => (format!("{}/improvement", url(*id)), url(*id)),
    };
    let view = RecordForm {
        action,
        back_url,
        tasks: Task::ALL.iter().map(|task| task.word()).collect(),
        business: learner.me().audience == Audience::Business,
        reason: returned.map(|(_, reason)| reason).filter(|reason| !reason.is_empty()),
        form,
    };
    page::show_with(learner, status, "work_record/new.html", &view)
}

fn typed(form: &Form) -> Declaration {
    let text = |name| form.get(name).to_owned();
    Declaration {
        typed: Typed {
            task: text("task"),
            tool: text("tool"),
            asked: text("asked"),
            changed: text("changed"),
            before: text("before"),
            after: text("after"),
            product: text("product"),
            clean: form.get("clean") == "yes",
        },
        recipient: text("recipient"),
    }
}

/// POST `/work-records/new`
///
/// # Errors
/// 422 for what does not fit, 409 where it is too many for a day.
pub async fn post_new(learner: Learner, form: Form) -> Result<HttpResponse, AppError> {
    match declare_work(&learner.app, learner.me(), &typed(&form)).await {
        Ok(id) => Ok(page::see_other_saying(&learner, &url(id), "good", &Message::new("flash-work-declared"))),
        Err(error) => {
            let (status, errors) = form_errors(&learner, error)?;
            show_form(&learner, status, None, FormState { values: form.values(), errors })
        }
    }
}

/// `/work-records/{record}`
///
/// # Errors
/// 404 for anybody but its author.
pub async fn show_record(learner: Learner, id: Path<String>) -> Result<HttpResponse, AppError> {
    let record = own_record(&learner.app, learner.id(), parse(&id)?).await?;
    show_one(&learner, StatusCode::OK, &record, FormState::default()).await
}

async fn show_one(
    learner: &Learner,
    status: StatusCode,
    record: &WorkRecord,
    form: FormState,
) -> Result<HttpResponse, AppError> {
    let reader = learner.app.store.reader();
    let open = work_confirmation::find_open(reader, record.id).await?;
    let reason = reason(learner, record).await?;
    let events = work_record::list_events(reader, record.id).await?;
    let view = RecordPage {
        record: record_view(learner, record),
        state: record.state.word(),
        quality: record.quality,
        alone: record.state.waits() && open.is_none(),
        due: open.map(|asked| show::when(learner, asked.due_at)),
        reason,
        improve_url: (record.state == State::Returned).then(|| format!("{}/improvement", url(record.id))),
        appeal_url: record.state.may_appeal(record.appeal.is_some()).then(|| format!("{}/appeal", url(record.id))),
        events: events.into_iter().map(|(word, at)| EventView { word, at: show::when(learner, at) }).collect(),
        form,
    };
    page::show_with(learner, status, "work_record/record.html", &view)
}

/// Why a record came back or was refused.
async fn reason(learner: &Learner, record: &WorkRecord) -> Result<Option<String>, AppError> {
    if !matches!(record.state, State::Returned | State::Refused) {
        return Ok(None);
    }
    let last = work_confirmation::find_last(learner.app.store.reader(), record.id).await?;
    Ok(last.map(|(_, reason)| reason).filter(|reason| !reason.is_empty()))
}

/// A record of one's own that came back.
async fn returned(learner: &Learner, id: &str) -> Result<(WorkRecord, String), AppError> {
    let record = own_record(&learner.app, learner.id(), parse(id)?).await?;
    if record.state != State::Returned {
        return Err(AppError::not_found());
    }
    let reason = reason(learner, &record).await?.unwrap_or_default();
    Ok((record, reason))
}

/// `/work-records/{record}/improvement`: what was told, to be improved.
///
/// # Errors
/// 404 where it did not come back.
pub async fn show_improvement(learner: Learner, id: Path<String>) -> Result<HttpResponse, AppError> {
    let (record, reason) = returned(&learner, &id).await?;
    let told = &record.told;
    let values = [
        ("task", told.task.word().to_owned()),
        ("tool", told.tool.clone()),
        ("asked", told.asked.clone()),
        ("changed", told.changed.clone()),
        ("before", told.before.to_string()),
        ("after", told.after.to_string()),
        ("product", told.product.clone()),
    ];
    let values = values.into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
    let form = FormState { values, errors: BTreeMap::new() };
    show_form(&learner, StatusCode::OK, Some((record.id, reason)), form)
}

/// POST `/work-records/{record}/improvement`
///
/// # Errors
/// 404; 422 for what does not fit.
pub async fn post_improvement(learner: Learner, id: Path<String>, form: Form) -> Result<HttpResponse, AppError> {
    let (record, reason) = returned(&learner, &id).await?;
    match improve_record(&learner.app, learner.me(), record.id, &typed(&form)).await {
        Ok(()) => Ok(page::see_other_saying(&learner, &url(record.id), "good", &Message::new("flash-work-improved"))),
        Err(error) => {
            let (status, errors) = form_errors(&learner, error)?;
            show_form(&learner, status, Some((record.id, reason)), FormState { values: form.values(), errors })
        }
    }
}

/// POST `/work-records/{record}/appeal`
///
/// # Errors
/// 404; 409 where it may not be appealed; 422 for a reason that does not fit.
pub async fn post_appeal(learner: Learner, id: Path<String>, form: Form) -> Result<HttpResponse, AppError> {
    let id = parse(&id)?;
    match appeal_work(&learner.app, learner.me(), id, form.get("reason")).await {
        Ok(()) => Ok(page::see_other_saying(&learner, &url(id), "good", &Message::new("flash-work-appealed"))),
        Err(error) => {
            let (status, errors) = form_errors(&learner, error)?;
            let record = own_record(&learner.app, learner.id(), id).await?;
            show_one(&learner, status, &record, FormState { values: form.values(), errors }).await
        }
    }
}
