//! The log of decisions about a unit: what was decided, by which office, on which paper. It only grows.

use super::{figures_of, plan_url};
use crate::actions::plan_unit::{TypedDecision, leads, write_decision};
use crate::message::Message;
use crate::web::account::form_errors;
use crate::web::actor::{Observer, query_value};
use crate::web::error::AppError;
use crate::web::figures::card::board_url;
use crate::web::form::Form;
use crate::web::view::plan::{DecisionRow, DecisionsPage};
use crate::web::view::{FormState, Link};
use crate::web::{page, show};
use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::Path;
use xutra_domain::unit::Unit;
use xutra_store::decision::{self, Decision};
use xutra_store::milestone::{self, StoredMilestone};

/// Decisions of a page.
const PAGE: u64 = 50;

fn address(code: &str) -> String {
    format!("/units/{code}/decisions")
}

/// `/units/{unit}/decisions?before=`
///
/// # Errors
/// 404 outside of what the person sees.
pub async fn list(observer: Observer, code: Path<String>) -> Result<HttpResponse, AppError> {
    let unit = observer.unit(&code).await?;
    show_list(&observer, StatusCode::OK, &unit, FormState::default()).await
}

async fn show_list(
    observer: &Observer,
    status: StatusCode,
    unit: &Unit,
    form: FormState,
) -> Result<HttpResponse, AppError> {
    let reader = observer.app.store.reader();
    let before = query_value(observer.request().query_string(), "before").and_then(|text| text.parse().ok());
    let mut found = decision::page_of(reader, &unit.code, before, PAGE + 1).await?;
    let more = found.len() as u64 > PAGE;
    found.truncate(usize::try_from(PAGE).unwrap_or(usize::MAX));
    let known = milestone::list_of(reader, &unit.code).await?;
    let none = || Link { title: observer.word("decision-about-none"), url: String::new() };
    let milestones = known.iter().map(|one| Link { title: one.milestone.title.clone(), url: one.id.to_string() });
    let view = DecisionsPage {
        up: Link { title: observer.word("plan-title-short"), url: plan_url(&unit.code) },
        name: unit.name.clone(),
        action: address(&unit.code),
        leads: leads(observer.me(), &unit.path, observer.now).is_some(),
        rows: found.iter().map(|one| row(observer, unit, one, &found, &known)).collect(),
        next_url: found.last().filter(|_| more).map(|last| format!("{}?before={}", address(&unit.code), last.number)),
        figures: std::iter::once(none()).chain(figures_of(observer, unit)).collect(),
        milestones: std::iter::once(none()).chain(milestones).collect(),
        form,
    };
    page::show_with(observer, status, "plan/decisions.html", &view)
}

fn row(observer: &Observer, unit: &Unit, of: &Decision, shown: &[Decision], known: &[StoredMilestone]) -> DecisionRow {
    let milestone = of.milestone.and_then(|id| known.iter().find(|one| one.id == id));
    let figure =
        |id: &String| Link { title: id.clone(), url: format!("{}/{}", board_url(&unit.code), id.to_lowercase()) };
    DecisionRow {
        number: of.number,
        day: show::day_named(observer, &of.day),
        what: of.what.clone(),
        office: of.office.clone(),
        paper: of.paper.clone(),
        figure: of.figure.as_ref().map(figure),
        milestone: milestone.map(|one| Link {
            title: one.milestone.title.clone(),
            url: format!("{}/milestones/{}", plan_url(&unit.code), one.id),
        }),
        corrects: of.corrects,
        corrected_by: shown.iter().find(|other| other.corrects == Some(of.number)).map(|other| other.number),
    }
}

/// POST `/units/{unit}/decisions`
///
/// # Errors
/// 404 for who does not lead the unit; 422 for what does not fit.
pub async fn post_new(observer: Observer, code: Path<String>, form: Form) -> Result<HttpResponse, AppError> {
    let unit = observer.unit(&code).await?;
    let field = |name: &str| form.get(name).to_owned();
    let typed = TypedDecision {
        day: field("day"),
        what: field("what"),
        office: field("office"),
        paper: field("paper"),
        figure: field("figure"),
        milestone: field("milestone"),
        corrects: field("corrects"),
    };
    match write_decision(&observer.app, observer.me(), &unit, &typed).await {
        Ok(_) => Ok(page::see_other_saying(&observer, &address(&unit.code), "good", &Message::new("flash-decision"))),
        Err(error) => {
            let (status, errors) = form_errors(&observer, error)?;
            show_list(&observer, status, &unit, FormState { values: form.values(), errors }).await
        }
    }
}
