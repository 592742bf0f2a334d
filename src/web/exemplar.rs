//! Practice cards: what leading units tell others. Published ones are for everybody who is signed in; what waits or came back
//! is for who leads the unit and who may check it.

use super::account::form_errors;
use super::actor::{Learner, Observer};
use super::error::AppError;
use super::form::Form;
use super::view::exemplar::{CardForm, CardPage, CardRow, CardsPage, OwnTrial, TrialRow};
use super::view::{FormState, Link};
use super::{emulation, page, show};
use crate::actions::ActionError;
use crate::actions::plan_unit::leads;
use crate::actions::share_practice::{Trying, check_card, checks, improve_card, try_card, write_card};
use crate::message::Message;
use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::Path;
use std::collections::BTreeMap;
use xutra_domain::emulation::is_exemplary;
use xutra_domain::exemplar::{Page, State};
use xutra_domain::ids::ExemplarId;
use xutra_domain::people::Role;
use xutra_domain::unit::Unit;
use xutra_store::exemplar::{self, Card, Trial};
use xutra_store::unit;

const ADDRESS: &str = "/practice-cards";
/// Cards that are shown at once.
const MOST: u64 = 200;

fn fields(page: &Page) -> Vec<(&'static str, String)> {
    let Page { title: _, problem, steps, cost, people, proof, contact } = page.clone();
    let names = ["problem", "steps", "cost", "people", "proof", "contact"];
    names.into_iter().zip([problem, steps, cost, people, proof, contact]).collect()
}

fn row(of: &Card) -> CardRow {
    CardRow {
        link: Link { title: of.page.title.clone(), url: format!("{ADDRESS}/{}", of.id) },
        unit: of.unit_name.clone(),
        leading: of.leading,
        state: of.state.word(),
        promised: of.spread.0,
        done: of.spread.1,
    }
}

/// Whether somebody may see a card.
async fn sees(reader: &Learner, of: &Card) -> Result<bool, AppError> {
    Ok(of.state == State::Published
        || leads(reader.me(), &of.path, reader.now).is_some()
        || checks(&reader.app, reader.me(), of).await?)
}

/// Units at the roots of what somebody leads.
async fn led(reader: &Learner) -> Result<Vec<Unit>, AppError> {
    let grants = reader.me().roles.iter().filter(|grant| grant.role == Role::Leader && grant.holds_at(reader.now));
    let mut units = Vec::new();
    for code in grants.filter_map(|grant| grant.unit.as_deref()) {
        let found = unit::find(reader.app.store.reader(), code).await?;
        units.extend(found.filter(|unit| unit.lasts_at(reader.now)));
    }
    units.sort_by(|one, other| one.code.cmp(&other.code));
    units.dedup_by(|one, other| one.code == other.code);
    Ok(units)
}

/// `/practice-cards`
///
/// # Errors
/// Where the store fails.
pub async fn list(reader: Learner) -> Result<HttpResponse, AppError> {
    let store = reader.app.store.reader();
    let published = exemplar::list(store, State::Published, MOST).await?;
    let mut open = Vec::new();
    for state in [State::Waiting, State::Returned] {
        for card in exemplar::list(store, state, MOST).await? {
            if sees(&reader, &card).await? {
                open.push(row(&card));
            }
        }
    }
    let write = led(&reader).await?.into_iter();
    let view = CardsPage {
        published: published.iter().map(row).collect(),
        open,
        write: write.map(|unit| Link { title: unit.name, url: new_url(&unit.code) }).collect(),
    };
    page::show(&reader, "exemplar/list.html", &view)
}

fn new_url(code: &str) -> String {
    format!("/units/{code}/practice-cards")
}

/// A card that somebody may see; any other does not exist for them.
async fn find(reader: &Learner, id: &str) -> Result<Card, AppError> {
    let id = ExemplarId::parse(id).ok_or_else(AppError::not_found)?;
    let found = exemplar::find(reader.app.store.reader(), id).await?.ok_or_else(AppError::not_found)?;
    if sees(reader, &found).await? { Ok(found) } else { Err(AppError::not_found()) }
}

/// `/practice-cards/{card}`
///
/// # Errors
/// 404.
pub async fn show_card(reader: Learner, id: Path<String>) -> Result<HttpResponse, AppError> {
    let found = find(&reader, &id).await?;
    show_one(&reader, StatusCode::OK, &found, FormState::default()).await
}

async fn show_one(reader: &Learner, status: StatusCode, of: &Card, form: FormState) -> Result<HttpResponse, AppError> {
    let store = reader.app.store.reader();
    let leader = leads(reader.me(), &of.path, reader.now).is_some();
    let back = leader && of.state == State::Returned;
    let trials = exemplar::list_trials(store, of.id).await?;
    let own = if of.state == State::Published { led(reader).await? } else { Vec::new() };
    let own = own.iter().filter(|unit| unit.code != of.unit).map(|unit| own_trial(unit, &trials));
    let url = format!("{ADDRESS}/{}", of.id);
    let check = checks(&reader.app, reader.me(), of).await?;
    let view = CardPage {
        fields: fields(&of.page),
        published: of.published_at.map(|at| show::day(reader, at)),
        reason: if back { exemplar::find_reason(store, of.id).await? } else { None },
        edit_url: back.then(|| format!("{url}/edit")),
        check_url: check.then(|| format!("{url}/check")),
        trials: trials.iter().map(|trial| trial_row(reader, trial)).collect(),
        own: own.collect(),
        trial_url: format!("{url}/trial"),
        row: row(of),
        form,
    };
    page::show_with(reader, status, "exemplar/card.html", &view)
}

fn own_trial(unit: &Unit, trials: &[Trial]) -> OwnTrial {
    let state = match trials.iter().find(|trial| trial.unit == unit.code) {
        None => "none",
        Some(trial) if trial.done_at.is_none() => "promised",
        Some(_) => "done",
    };
    OwnTrial { code: unit.code.clone(), name: unit.name.clone(), state }
}

fn trial_row(reader: &Learner, of: &Trial) -> TrialRow {
    TrialRow {
        unit: of.unit_name.clone(),
        at: show::day(reader, of.promised_at),
        done: of.done_at.map(|at| (show::day(reader, at), of.outcome.clone())),
    }
}

async fn led_unit(observer: &Observer, code: &str) -> Result<Unit, AppError> {
    let unit = observer.unit(code).await?;
    leads(observer.me(), &unit.path, observer.now).ok_or_else(AppError::not_found)?;
    Ok(unit)
}

fn new_form(observer: &Observer, unit: &Unit, form: FormState) -> CardForm {
    CardForm {
        up: Link { title: observer.word("exemplars-title"), url: ADDRESS.to_owned() },
        unit: unit.name.clone(),
        action: new_url(&unit.code),
        reason: None,
        form,
    }
}

/// `/units/{unit}/practice-cards`
///
/// # Errors
/// 404 for who does not lead the unit.
pub async fn show_new(observer: Observer, code: Path<String>) -> Result<HttpResponse, AppError> {
    let unit = led_unit(&observer, &code).await?;
    page::show(&observer, "exemplar/form.html", &new_form(&observer, &unit, FormState::default()))
}

/// POST `/units/{unit}/practice-cards`
///
/// # Errors
/// 404; 422 for what does not fit.
pub async fn post_new(observer: Observer, code: Path<String>, form: Form) -> Result<HttpResponse, AppError> {
    let unit = led_unit(&observer, &code).await?;
    match write_card(&observer.app, observer.me(), &unit, |field| form.get(field).to_owned()).await {
        Ok(id) => {
            let url = format!("{ADDRESS}/{id}");
            Ok(page::see_other_saying(&observer, &url, "good", &Message::new("flash-exemplar-written")))
        }
        Err(error) => {
            let (status, errors) = form_errors(&observer, error)?;
            let view = new_form(&observer, &unit, FormState { values: form.values(), errors });
            page::show_with(&observer, status, "exemplar/form.html", &view)
        }
    }
}

/// A card that came back, for who leads its unit.
async fn returned(observer: &Observer, id: &str) -> Result<Card, AppError> {
    let found = find(observer, id).await?;
    let mine = leads(observer.me(), &found.path, observer.now).is_some() && found.state == State::Returned;
    if mine { Ok(found) } else { Err(AppError::not_found()) }
}

async fn show_form(
    observer: &Observer,
    status: StatusCode,
    of: &Card,
    form: FormState,
) -> Result<HttpResponse, AppError> {
    let url = format!("{ADDRESS}/{}", of.id);
    let view = CardForm {
        up: Link { title: of.page.title.clone(), url: url.clone() },
        unit: of.unit_name.clone(),
        action: format!("{url}/edit"),
        reason: exemplar::find_reason(observer.app.store.reader(), of.id).await?,
        form,
    };
    page::show_with(observer, status, "exemplar/form.html", &view)
}

/// `/practice-cards/{card}/edit`
///
/// # Errors
/// 404.
pub async fn show_edit(observer: Observer, id: Path<String>) -> Result<HttpResponse, AppError> {
    let found = returned(&observer, &id).await?;
    let mut values: BTreeMap<String, String> =
        fields(&found.page).into_iter().map(|(name, text)| (name.to_owned(), text)).collect();
    values.insert("title".to_owned(), found.page.title.clone());
    show_form(&observer, StatusCode::OK, &found, FormState { values, ..FormState::default() }).await
}

/// POST `/practice-cards/{card}/edit`
///
/// # Errors
/// 404; 422 for what does not fit.
pub async fn post_edit(observer: Observer, id: Path<String>, form: Form) -> Result<HttpResponse, AppError> {
    let found = returned(&observer, &id).await?;
    match improve_card(&observer.app, observer.me(), &found, |field| form.get(field).to_owned()).await {
        Ok(()) => Ok(saved(&observer, &found, "flash-exemplar-written")),
        Err(error) => {
            let (status, errors) = form_errors(&observer, error)?;
            show_form(&observer, status, &found, FormState { values: form.values(), errors }).await
        }
    }
}

fn saved(observer: &Observer, of: &Card, key: &'static str) -> HttpResponse {
    page::see_other_saying(observer, &format!("{ADDRESS}/{}", of.id), "good", &Message::new(key))
}

/// What was said, or the card again with what is wrong.
async fn answer(
    observer: &Observer,
    of: &Card,
    said: Result<(), ActionError>,
    form: &Form,
    key: &'static str,
) -> Result<HttpResponse, AppError> {
    match said {
        Ok(()) => Ok(saved(observer, of, key)),
        Err(error) => {
            let (status, errors) = form_errors(observer, error)?;
            show_one(observer, status, of, FormState { values: form.values(), errors }).await
        }
    }
}

/// POST `/practice-cards/{card}/check`
///
/// # Errors
/// 404; 403 for who may not; 409 where it was checked; 422 for a reason that does not fit.
pub async fn post_check(observer: Observer, id: Path<String>, form: Form) -> Result<HttpResponse, AppError> {
    let found = find(&observer, &id).await?;
    let said = match form.get("verdict") {
        verdict @ ("publish" | "return") => {
            let board = emulation::board(&observer.app, observer.now).await?;
            let leading = |(unit, placed): &(Unit, xutra_domain::emulation::Placed)| {
                unit.code == found.unit && is_exemplary(placed.band)
            };
            let leading = board.placed.iter().any(leading);
            let publish = verdict == "publish";
            check_card(&observer.app, observer.me(), &found, publish, form.get("reason"), leading).await
        }
        _ => Err(ActionError::invalid("verdict", "exemplar-verdict-missing")),
    };
    let key = if form.get("verdict") == "publish" { "flash-exemplar-published" } else { "flash-exemplar-returned" };
    if said.is_ok() && form.get("verdict") == "return" {
        // Who gave it back sees it no more: it is its leader's again.
        return Ok(page::see_other_saying(&observer, ADDRESS, "good", &Message::new(key)));
    }
    answer(&observer, &found, said, &form, key).await
}

/// POST `/practice-cards/{card}/trial`
///
/// # Errors
/// 404; 409 where it was said before; 422 for a line that does not fit.
pub async fn post_trial(observer: Observer, id: Path<String>, form: Form) -> Result<HttpResponse, AppError> {
    let found = find(&observer, &id).await?;
    let said = match form.get("act") {
        "try" => Some(Trying::Promise),
        "stop" => Some(Trying::TakeBack),
        "done" => Some(Trying::Done(form.get("outcome").to_owned())),
        _ => None,
    };
    let said = match said {
        Some(trying) => try_card(&observer.app, observer.me(), &found, form.get("unit"), trying).await,
        None => Err(ActionError::invalid("act", "milestone-act-missing")),
    };
    answer(&observer, &found, said, &form, "flash-exemplar-trial").await
}
