//! Re-checks as inspectors see them: communes with their lots, whom a draw called, and the way to a session.

pub mod answer;
pub mod desk;

use super::account::form_errors;
use super::actor::Inspector;
use super::error::AppError;
use super::form::Form;
use super::view::recheck::{DrawnView, LotPage, LotView, RechecksPage};
use super::view::{FormState, Link};
use super::{page, show};
use crate::actions::ActionError;
use crate::actions::draw_recheck::{quarter, reveal_recheck};
use crate::actions::hold_recheck::{drawn, make_draw, note_absence, open_session};
use crate::message::Message;
use actix_web::HttpResponse;
use actix_web::http::{StatusCode, header};
use actix_web::web::Path;
use std::collections::BTreeMap;
use xutra_domain::ids::AccountId;
use xutra_domain::instant::MINUTE;
use xutra_domain::recheck::{Count, Lot, Outcome, called};
use xutra_domain::unit::{Unit, UnitKind};
use xutra_store::recheck::Drawn;
use xutra_store::{draw, recheck, unit};

const ADDRESS: &str = "/inspection/rechecks";
/// Lengths of a session to pick from, in minutes; the first is offered.
const LENGTHS: [i64; 4] = [60, 30, 120, 240];

fn url(unit: &str) -> String {
    format!("{ADDRESS}/{unit}")
}

/// `/inspection/rechecks`
///
/// # Errors
/// Where the store fails.
pub async fn list(inspector: Inspector) -> Result<HttpResponse, AppError> {
    let (reader, quarter) = (inspector.app.store.reader(), quarter(&inspector.app));
    let lots = recheck::list_lots(reader, &quarter).await?;
    let lots: BTreeMap<&str, Count> = lots.iter().map(|lot| (lot.unit.as_str(), lot.count)).collect();
    let communes = unit::list_lasting(reader, inspector.now).await?;
    let communes = communes.iter().filter(|unit| unit.kind == UnitKind::Commune && is_within(&inspector, unit));
    let rows = communes.map(|unit| lot_view(unit, lots.get(unit.code.as_str()).copied())).collect();
    page::show(&inspector, "recheck/list.html", &RechecksPage { quarter: show::quarter_named(&quarter), rows })
}

fn is_within(inspector: &Inspector, unit: &Unit) -> bool {
    inspector.scopes().is_none_or(|scopes| scopes.iter().any(|scope| unit.path.starts_with(scope)))
}

fn lot_view(unit: &Unit, count: Option<Count>) -> LotView {
    let known = count.unwrap_or_default();
    LotView {
        unit: Link { title: unit.name.clone(), url: url(&unit.code) },
        drawn: count.is_some(),
        asked: known.asked,
        called: known.called(),
        confirmed: known.confirmed,
        absent: known.absent,
        verdict: verdict(known.lot()),
    }
}

/// The end of the key of what a lot says.
fn verdict(lot: Lot) -> &'static str {
    match lot {
        Lot::Waiting => "waiting",
        Lot::Accepted => "accepted",
        Lot::DrawMore => "draw-more",
        Lot::UnderReview => "under-review",
    }
}

/// The commune of that code, where the inspector's scope holds it; else it does not exist.
async fn commune(inspector: &Inspector, code: &str) -> Result<Unit, AppError> {
    let found = unit::find(inspector.app.store.reader(), code).await?;
    let found = found.filter(|unit| unit.kind == UnitKind::Commune && is_within(inspector, unit));
    found.ok_or_else(AppError::not_found)
}

/// `/inspection/rechecks/{unit}`
///
/// # Errors
/// 404 outside of the scope.
pub async fn show_lot(inspector: Inspector, code: Path<String>) -> Result<HttpResponse, AppError> {
    let unit = commune(&inspector, &code).await?;
    show_one(&inspector, StatusCode::OK, &unit, FormState::default()).await
}

async fn show_one(
    inspector: &Inspector,
    status: StatusCode,
    unit: &Unit,
    form: FormState,
) -> Result<HttpResponse, AppError> {
    let (reader, quarter) = (inspector.app.store.reader(), quarter(&inspector.app));
    let stored = draw::find(reader, &unit.code, &quarter).await?.filter(|draw| draw.seed.is_some());
    let (people, holders) = match &stored {
        Some(draw) => recheck::list_drawn(reader, draw.id).await?,
        None => (Vec::new(), 0),
    };
    let lots = recheck::list_lots(reader, &quarter).await?;
    let count = lots.into_iter().find(|lot| lot.unit == unit.code).map(|lot| lot.count).filter(|_| stored.is_some());
    let length = |minutes: &i64| Link { title: show::duration(inspector, minutes * MINUTE), url: minutes.to_string() };
    let view = LotPage {
        quarter: show::quarter_named(&quarter),
        lot: lot_view(unit, count),
        draw_action: stored.is_none().then(|| format!("{}/draw", url(&unit.code))),
        draw_url: stored.is_some().then(|| format!("{}/draw.json", url(&unit.code))),
        people: drawn_views(inspector, unit, &people, holders),
        open_action: format!("{}/sessions", url(&unit.code)),
        lengths: LENGTHS.iter().map(length).collect(),
        form,
    };
    page::show_with(inspector, status, "recheck/lot.html", &view)
}

/// Who is called by now and who was replaced; nobody whose turn has not come.
fn drawn_views(inspector: &Inspector, unit: &Unit, people: &[Drawn], holders: u32) -> Vec<DrawnView> {
    let outcomes: Vec<Outcome> = people.iter().map(|one| one.outcome).collect();
    let called = called(&outcomes, holders);
    let last = called.last().copied().unwrap_or_default();
    let absent = |index: usize| outcomes[index] == Outcome::Absent && index < last;
    let shown = people.iter().enumerate().filter(|(index, _)| called.contains(index) || absent(*index));
    let view = |(_, one): (usize, &Drawn)| DrawnView {
        person: Link {
            title: if one.name.is_empty() { inspector.word("recheck-erased") } else { one.name.clone() },
            url: format!("/accounts/{}/competency", one.account),
        },
        unit: one.unit.clone(),
        outcome: if one.began && one.outcome == Outcome::Waiting { "answering" } else { one.outcome.word() },
        absences: one.absences,
        gone: one.gone,
        absence_action: (one.outcome == Outcome::Waiting && !one.began)
            .then(|| format!("{}/people/{}/absence", url(&unit.code), one.account)),
    };
    shown.map(view).collect()
}

/// POST `/inspection/rechecks/{unit}/draw`: draws, and publishes the seed.
///
/// # Errors
/// 404 outside of the scope.
pub async fn post_draw(inspector: Inspector, code: Path<String>, _: Form) -> Result<HttpResponse, AppError> {
    let unit = commune(&inspector, &code).await?;
    match make_draw(&inspector.app, inspector.id(), &unit).await {
        Ok(_) => {
            let said = Message::new("flash-recheck-drawn");
            Ok(page::see_other_saying(&inspector, &url(&unit.code), "good", &said))
        }
        Err(error) => {
            let (status, errors) = form_errors(&inspector, error)?;
            show_one(&inspector, status, &unit, FormState { values: BTreeMap::new(), errors }).await
        }
    }
}

/// `/inspection/rechecks/{unit}/draw.json`: the draw as it is published; `xutra draw verify` does it again.
///
/// # Errors
/// 404 outside of the scope, and where nothing was drawn.
pub async fn draw_file(inspector: Inspector, code: Path<String>) -> Result<HttpResponse, AppError> {
    let unit = commune(&inspector, &code).await?;
    let stored = drawn(&inspector.app, &unit).await?;
    let published = reveal_recheck(&inspector.app, Some(inspector.id()), &unit.code, Some(&stored.quarter)).await?;
    let text = serde_json::to_string_pretty(&published).map_err(|_| AppError::internal("a draw is no JSON"))?;
    let name = format!("attachment; filename=\"draw-{}-{}.json\"", unit.code, stored.quarter);
    Ok(HttpResponse::Ok()
        .content_type("application/json")
        .insert_header((header::CONTENT_DISPOSITION, name))
        .body(text + "\n"))
}

/// POST `/inspection/rechecks/{unit}/sessions`: opens a session under somebody from elsewhere.
///
/// # Errors
/// 404 outside of the scope; 403 for who has a tie to the commune; 409 for who watches already.
pub async fn post_session(inspector: Inspector, code: Path<String>, form: Form) -> Result<HttpResponse, AppError> {
    let unit = commune(&inspector, &code).await?;
    let minutes = form.get("minutes").trim().parse().unwrap_or_default();
    let opened = open_session(&inspector.app, inspector.me(), &unit, (form.get("supervisor"), minutes)).await;
    let (status, errors) = match opened {
        Ok(id) if form.get("supervisor").trim().is_empty() => {
            return Ok(page::see_other(&format!("/recheck-sessions/{id}")));
        }
        Ok(_) => {
            let said = Message::new("flash-recheck-opened");
            return Ok(page::see_other_saying(&inspector, &url(&unit.code), "good", &said));
        }
        Err(ActionError::Forbidden(why)) => {
            (StatusCode::FORBIDDEN, BTreeMap::from([("supervisor".to_owned(), inspector.say(&why))]))
        }
        Err(error) => form_errors(&inspector, error)?,
    };
    show_one(&inspector, status, &unit, FormState { values: form.values(), errors }).await
}

/// POST `/inspection/rechecks/{unit}/people/{account}/absence`: notes that somebody did not come.
///
/// # Errors
/// 404 outside of the scope and for who is not called; 409 where that was noted today.
pub async fn post_absence(
    inspector: Inspector,
    path: Path<(String, String)>,
    _: Form,
) -> Result<HttpResponse, AppError> {
    let unit = commune(&inspector, &path.0).await?;
    let who = AccountId::parse(&path.1).ok_or_else(AppError::not_found)?;
    let (tone, said) = match note_absence(&inspector.app, inspector.id(), &unit, who).await {
        Ok(()) => ("good", Message::new("flash-recheck-absent")),
        Err(ActionError::Conflict { reason, .. }) => ("bad", reason),
        Err(error) => return Err(error.into()),
    };
    Ok(page::see_other_saying(&inspector, &url(&unit.code), tone, &said))
}
