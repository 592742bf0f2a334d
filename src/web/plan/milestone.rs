//! Milestones of a plan: named by leaders, said to be done with a proof, accepted by somebody else.

use super::target::{form_page, led};
use super::{amount, milestone_row, plan_url};
use crate::actions::ActionError;
use crate::actions::meet_milestone::{Act, act_on_milestone, open_acts};
use crate::actions::plan_unit::{TypedMilestone, set_milestone};
use crate::message::Message;
use crate::web::account::form_errors;
use crate::web::actor::Observer;
use crate::web::error::AppError;
use crate::web::form::Form;
use crate::web::view::plan::{EventRow, MilestonePage};
use crate::web::view::{FormState, Link};
use crate::web::{page, show};
use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::Path;
use xutra_domain::ids::MilestoneId;
use xutra_domain::plan::Way;
use xutra_domain::reporting::Definitions;
use xutra_store::milestone::{self, MilestoneEvent, StoredMilestone};

/// `/units/{unit}/plan/milestones`
///
/// # Errors
/// 404 for who does not lead the unit.
pub async fn show_form(observer: Observer, code: Path<String>) -> Result<HttpResponse, AppError> {
    let unit = led(&observer, &code).await?;
    let mut view = form_page(&observer, &unit, "milestones", FormState::default());
    view.figures.insert(0, no_figure(&observer));
    page::show(&observer, "plan/milestone_new.html", &view)
}

fn no_figure(observer: &Observer) -> Link {
    Link { title: observer.word("milestone-by-mark"), url: String::new() }
}

/// POST `/units/{unit}/plan/milestones`
///
/// # Errors
/// 404; 422 for what does not fit.
pub async fn post_form(observer: Observer, code: Path<String>, form: Form) -> Result<HttpResponse, AppError> {
    let unit = led(&observer, &code).await?;
    let typed = TypedMilestone {
        title: form.get("title").to_owned(),
        day: form.get("day").to_owned(),
        figure: form.get("figure").to_owned(),
        value: form.get("value").to_owned(),
        source: form.get("source").to_owned(),
    };
    match set_milestone(&observer.app, observer.me(), &unit, &typed).await {
        Ok(id) => {
            let url = format!("{}/milestones/{id}", plan_url(&unit.code));
            Ok(page::see_other_saying(&observer, &url, "good", &Message::new("flash-plan-milestone")))
        }
        Err(error) => {
            let (status, errors) = form_errors(&observer, error)?;
            let mut view = form_page(&observer, &unit, "milestones", FormState { values: form.values(), errors });
            view.figures.insert(0, no_figure(&observer));
            page::show_with(&observer, status, "plan/milestone_new.html", &view)
        }
    }
}

/// A milestone of a unit; what belongs to another does not exist there.
async fn find(observer: &Observer, code: &str, id: &str) -> Result<StoredMilestone, AppError> {
    let unit = observer.unit(code).await?;
    let id = MilestoneId::parse(id).ok_or_else(AppError::not_found)?;
    let found = milestone::find(observer.app.store.reader(), id).await?;
    found.filter(|one| one.unit == unit.code).ok_or_else(AppError::not_found)
}

/// `/units/{unit}/plan/milestones/{milestone}`
///
/// # Errors
/// 404.
pub async fn show_one(observer: Observer, path: Path<(String, String)>) -> Result<HttpResponse, AppError> {
    let found = find(&observer, &path.0, &path.1).await?;
    show_milestone(&observer, StatusCode::OK, &found, FormState::default())
}

fn show_milestone(
    observer: &Observer,
    status: StatusCode,
    of: &StoredMilestone,
    form: FormState,
) -> Result<HttpResponse, AppError> {
    let row = milestone_row(observer, of);
    let acts = open_acts(observer.me(), of, observer.now);
    let word = |act: &Act| match act {
        Act::Mark => "mark",
        Act::Accept => "accept",
        Act::Refuse => "refuse",
        Act::Withdraw => "withdraw",
    };
    let view = MilestonePage {
        up: Link { title: observer.word("plan-title-short"), url: plan_url(&of.unit) },
        source: of.milestone.source.clone(),
        events: of.events.iter().map(|event| event_row(observer, of, event)).collect(),
        action: row.link.url.clone(),
        acts: acts.iter().map(word).collect(),
        row,
        form,
    };
    page::show_with(observer, status, "plan/milestone.html", &view)
}

fn event_row(observer: &Observer, of: &StoredMilestone, event: &MilestoneEvent) -> EventRow {
    let figure = match &of.milestone.way {
        Way::Figure(id, _) => Definitions::current().find(id),
        Way::Mark => None,
    };
    let frozen = event.frozen.as_ref().zip(figure).map(|((day, actual), figure)| {
        (show::day_named(observer, day), amount(observer.lang, figure, f64::from(*actual) / 10.0))
    });
    EventRow { word: event.happened.word(), note: event.note.clone(), frozen, at: show::when(observer, event.at) }
}

/// POST `/units/{unit}/plan/milestones/{milestone}`
///
/// # Errors
/// 404; 403 for who may not; 409 where it stands elsewhere; 422 for what does not fit.
pub async fn post_one(observer: Observer, path: Path<(String, String)>, form: Form) -> Result<HttpResponse, AppError> {
    let found = find(&observer, &path.0, &path.1).await?;
    let acted = match Act::parse(form.get("act")) {
        Some(act) => act_on_milestone(&observer.app, observer.me(), found.id, act, form.get("note")).await,
        None => Err(ActionError::invalid("act", "milestone-act-missing")),
    };
    match acted {
        Ok(()) => {
            let url = milestone_row(&observer, &found).link.url;
            Ok(page::see_other_saying(&observer, &url, "good", &Message::new("flash-milestone")))
        }
        Err(error) => {
            let (status, errors) = form_errors(&observer, error)?;
            show_milestone(&observer, status, &found, FormState { values: form.values(), errors })
        }
    }
}
