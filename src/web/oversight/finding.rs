//! Findings: lists of inspectors and of a unit, a new one, one until it is closed.

use super::super::account::form_errors;
use super::super::actor::{Inspector, Learner, Observer, query_value};
use super::super::error::AppError;
use super::super::form::Form;
use super::super::view::oversight::{FindingEventView, FindingPage, FindingRow, FindingsPage, NewFindingPage, TabView};
use super::super::view::{FormState, Link};
use super::super::{page, show};
use super::report_view;
use crate::actions::ActionError;
use crate::actions::settle_finding::{
    Visit, answer_finding, can_settle, may_see, record_finding, seen_finding, settle_finding,
};
use crate::actions::tell_formality::inspected_report;
use crate::message::Message;
use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::Path;
use std::collections::BTreeMap;
use xutra_domain::ids::{FindingId, ReportId};
use xutra_domain::oversight::{FindingKind, FindingState};
use xutra_domain::people::Role;
use xutra_store::finding::{self, Finding, Which};
use xutra_store::unit;

const ADDRESS: &str = "/inspection/findings";
/// Findings that are shown at once.
const MOST: u64 = 100;
const LISTS: [(&str, Which); 3] = [("open", Which::Open), ("overdue", Which::Overdue), ("closed", Which::Closed)];

/// `/inspection/findings?show=`
///
/// # Errors
/// Where the store fails.
pub async fn list(inspector: Inspector) -> Result<HttpResponse, AppError> {
    let scopes = inspector.scopes();
    let view = listed(&inspector, scopes.as_deref(), ADDRESS, None).await?;
    page::show(&inspector, "oversight/findings.html", &view)
}

/// `/units/{unit}/findings?show=`: those of a unit and of what lies in it, for its leaders.
///
/// # Errors
/// 404 for everybody else.
pub async fn list_of_unit(observer: Observer, code: Path<String>) -> Result<HttpResponse, AppError> {
    let unit = observer.unit(&code).await?;
    if !may_see(observer.me(), &unit.path, observer.now) {
        return Err(AppError::not_found());
    }
    let up = Link { title: unit.name.clone(), url: format!("/units/{}/figures", unit.code) };
    let address = format!("/units/{}/findings", unit.code);
    let view = listed(&observer, Some(&[unit.path]), &address, Some(up)).await?;
    page::show(&observer, "oversight/findings.html", &view)
}

async fn listed(
    learner: &Learner,
    scopes: Option<&[String]>,
    address: &str,
    up: Option<Link>,
) -> Result<FindingsPage, AppError> {
    let (reader, now) = (learner.app.store.reader(), learner.now);
    let wanted = query_value(learner.request().query_string(), "show").unwrap_or_default();
    let (word, which) = LISTS.into_iter().find(|(word, _)| *word == wanted).unwrap_or(LISTS[0]);
    let mut tabs = Vec::new();
    for (one, which) in LISTS {
        let count = finding::count(reader, scopes, which, now).await?;
        tabs.push(TabView { word: one, url: format!("{address}?show={one}"), count, chosen: one == word });
    }
    let found = finding::page(reader, scopes, which, (now, MOST)).await?;
    Ok(FindingsPage {
        new_url: up.is_none().then(|| format!("{ADDRESS}/new")),
        rows: found.iter().map(|one| row(learner, one, address)).collect(),
        up,
        tabs,
    })
}

fn row(learner: &Learner, one: &Finding, address: &str) -> FindingRow {
    FindingRow {
        url: format!("{address}/{}", one.id),
        kind: one.kind.word(),
        unit: one.unit_name.clone(),
        state: one.state.word(),
        due: show::day(learner, one.due_at),
        late: one.state != FindingState::Closed && one.due_at <= learner.now,
    }
}

/// `/inspection/findings/new?unit=&report=`
///
/// # Errors
/// 404 for a report outside of the scope.
pub async fn show_new(inspector: Inspector) -> Result<HttpResponse, AppError> {
    let value = |name| query_value(inspector.request().query_string(), name).unwrap_or_default();
    let values = ["unit", "report"].map(|name| (name.to_owned(), value(name)));
    ask(&inspector, StatusCode::OK, FormState { values: BTreeMap::from(values), errors: BTreeMap::new() }).await
}

async fn ask(inspector: &Inspector, status: StatusCode, mut form: FormState) -> Result<HttpResponse, AppError> {
    let report = match form.values.get("report").and_then(|id| ReportId::parse(id)) {
        Some(id) => Some(inspected_report(&inspector.app, inspector.me(), id).await?),
        None => None,
    };
    if let Some(report) = &report {
        form.values.insert("unit".into(), report.unit.clone());
    }
    let view = NewFindingPage {
        kinds: FindingKind::ALL.iter().map(|kind| kind.word()).collect(),
        report: report.as_ref().map(|one| report_view(inspector, one)),
        form,
    };
    page::show_with(inspector, status, "oversight/new.html", &view)
}

/// POST `/inspection/findings`
///
/// # Errors
/// 422 for what does not fit, also for a unit outside of the scope.
pub async fn post_new(inspector: Inspector, form: Form) -> Result<HttpResponse, AppError> {
    let place = unit::find(inspector.app.store.reader(), form.get("unit").trim()).await?;
    let visit = Visit {
        kind: form.get("kind").to_owned(),
        looked: form.get("looked").to_owned(),
        found: form.get("found").to_owned(),
        wanted: form.get("wanted").to_owned(),
        days: form.get("days").to_owned(),
        report: ReportId::parse(form.get("report")),
    };
    let done = match &place {
        Some(unit) => record_finding(&inspector.app, inspector.me(), unit, &visit).await,
        None => Err(ActionError::NotFound),
    };
    match done {
        Ok(id) => {
            let said = Message::new("flash-finding-found");
            Ok(page::see_other_saying(&inspector, &format!("{ADDRESS}/{id}"), "good", &said))
        }
        Err(error) => {
            let error = match error {
                ActionError::NotFound => ActionError::invalid("unit", "finding-unit-outside"),
                other => other,
            };
            let (status, errors) = form_errors(&inspector, error)?;
            ask(&inspector, status, FormState { values: form.values(), errors }).await
        }
    }
}

fn parse(id: &str) -> Result<FindingId, AppError> {
    FindingId::parse(id).ok_or_else(AppError::not_found)
}

/// `/inspection/findings/{finding}`
///
/// # Errors
/// 404 outside of the scope.
pub async fn show_one(inspector: Inspector, id: Path<String>) -> Result<HttpResponse, AppError> {
    one(&inspector, parse(&id)?, None, StatusCode::OK, FormState::default()).await
}

/// `/units/{unit}/findings/{finding}`
///
/// # Errors
/// 404 for everybody who does not lead the unit.
pub async fn show_of_unit(observer: Observer, path: Path<(String, String)>) -> Result<HttpResponse, AppError> {
    one(&observer, parse(&path.1)?, Some(&path.0), StatusCode::OK, FormState::default()).await
}

/// A finding, as its inspector sees it, or as the unit of that code does.
async fn one(
    learner: &Learner,
    id: FindingId,
    unit_code: Option<&str>,
    status: StatusCode,
    form: FormState,
) -> Result<HttpResponse, AppError> {
    let me = learner.me();
    let found = seen_finding(&learner.app, me, id).await?;
    let address = match unit_code {
        Some(code) => {
            let place = unit::find(learner.app.store.reader(), code).await?;
            let holds = place.is_some_and(|place| found.unit_path.starts_with(&place.path));
            if !holds {
                return Err(AppError::not_found());
            }
            format!("/units/{code}/findings")
        }
        None => ADDRESS.to_owned(),
    };
    let events = finding::list_events(learner.app.store.reader(), id).await?;
    let leads = me.has_role_over(Role::Leader, &found.unit_path, learner.now) && found.state == FindingState::Open;
    let settles = unit_code.is_none() && can_settle(&learner.app, me, &found).await?;
    let view = FindingPage {
        up: Link { title: learner.word("findings-title"), url: address.clone() },
        row: row(learner, &found, &address),
        events: events
            .into_iter()
            .map(|one| FindingEventView {
                kind: one.kind,
                by: one.name,
                at: show::when(learner, one.at),
                words: one.words,
            })
            .collect(),
        answer_action: (unit_code.is_some() && leads).then(|| format!("{address}/{id}")),
        settle_action: settles.then(|| format!("{address}/{id}")),
        looked: found.looked,
        found: found.found,
        wanted: found.wanted,
        form,
    };
    page::show_with(learner, status, "oversight/finding.html", &view)
}

/// POST `/units/{unit}/findings/{finding}`: the leader's answer.
///
/// # Errors
/// 404 for who does not lead the unit; 409 where it was answered; 422 for a text that does not fit.
pub async fn post_answer(
    observer: Observer,
    path: Path<(String, String)>,
    form: Form,
) -> Result<HttpResponse, AppError> {
    let id = parse(&path.1)?;
    let done = answer_finding(&observer.app, observer.me(), id, form.get("words")).await;
    go_on(&observer, id, Some(&path.0), done, &form).await
}

/// POST `/inspection/findings/{finding}`: closes it, or sends it back.
///
/// # Errors
/// 404 outside of the scope; 403 for who found or answered it; 409 where there is nothing to settle.
pub async fn post_settle(inspector: Inspector, id: Path<String>, form: Form) -> Result<HttpResponse, AppError> {
    let id = parse(&id)?;
    let back = (form.get("go") != "close").then(|| form.get("words"));
    let done = settle_finding(&inspector.app, inspector.me(), id, back).await;
    go_on(&inspector, id, None, done, &form).await
}

async fn go_on(
    learner: &Learner,
    id: FindingId,
    unit_code: Option<&str>,
    done: Result<(), ActionError>,
    form: &Form,
) -> Result<HttpResponse, AppError> {
    match done {
        Ok(()) => {
            let address = unit_code.map_or_else(|| ADDRESS.to_owned(), |code| format!("/units/{code}/findings"));
            let said = Message::new("flash-finding-moved");
            Ok(page::see_other_saying(learner, &format!("{address}/{id}"), "good", &said))
        }
        Err(error) => {
            let (status, errors) = match error {
                ActionError::Forbidden(why) => {
                    (StatusCode::FORBIDDEN, BTreeMap::from([("form".to_owned(), learner.say(&why))]))
                }
                other => form_errors(learner, other)?,
            };
            one(learner, id, unit_code, status, FormState { values: form.values(), errors }).await
        }
    }
}
