//! The administrator's pages of units: the tree with a search, one unit with its population, its end.

pub mod affiliation;

use super::account::form_errors;
use super::actor::{self, Administrator};
use super::error::AppError;
use super::form::Form;
use super::view::unit::{EndUnitPage, FigureRow, FormerName, UnitPage, UnitRow, UnitsPage};
use super::view::{FormState, Link};
use super::{page, show};
use crate::actions::ActionError;
use crate::actions::end_unit::end_unit;
use crate::actions::enter_population::{Typed, approve_population, enter_population};
use crate::actions::put_unit::put_unit;
use crate::message::Message;
use crate::numbers::whole;
use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::Path;
use std::collections::BTreeMap;
use xutra_domain::affiliation::AffiliationKind;
use xutra_domain::people::search_key;
use xutra_domain::population::{Figure, PopulationClass, in_force};
use xutra_domain::unit::{Unit, UnitKind};
use xutra_store::{affiliation as belonging, population, unit, unit_end};

/// Most units that a search shows.
const MOST: usize = 50;

/// `/admin/units?q=`: what a search finds, else the roots and what lies right below them.
///
/// # Errors
/// Where the store fails.
pub async fn list(admin: Administrator) -> Result<HttpResponse, AppError> {
    show_list(&admin, StatusCode::OK, FormState::default()).await
}

async fn show_list(admin: &Administrator, status: StatusCode, form: FormState) -> Result<HttpResponse, AppError> {
    let query = actor::query_value(admin.request().query_string(), "q").unwrap_or_default();
    let units = unit::list_all(admin.app.store.reader()).await?;
    let key = search_key(&query);
    let is_root = |code: &Option<String>| code.as_ref().is_none_or(|code| is_top(&units, code));
    let fits = |unit: &&Unit| match key.is_empty() {
        true => is_root(&unit.parent) && unit.lasts_at(admin.now),
        false => search_key(&unit.name).contains(&key) || unit.code.eq_ignore_ascii_case(query.trim()),
    };
    let found: Vec<&Unit> = units.iter().filter(fits).collect();
    let most = if key.is_empty() { 2 * MOST } else { MOST };
    let view = UnitsPage {
        more: found.len() > most,
        rows: found.iter().take(most).map(|one| row(admin, &units, one)).collect(),
        query,
        kinds: UnitKind::ALL.iter().map(|kind| kind.word()).collect(),
        form,
    };
    page::show_with(admin, status, "unit/units.html", &view)
}

fn is_top(units: &[Unit], code: &str) -> bool {
    units.iter().any(|unit| unit.code == code && unit.parent.is_none())
}

fn url(code: &str) -> String {
    format!("/admin/units/{code}")
}

fn link(unit: &Unit) -> Link {
    Link { title: unit.name.clone(), url: url(&unit.code) }
}

fn row(admin: &Administrator, units: &[Unit], one: &Unit) -> UnitRow {
    let parent = one.parent.as_ref().and_then(|code| units.iter().find(|unit| unit.code == *code));
    UnitRow {
        link: link(one),
        code: one.code.clone(),
        kind: one.kind.word(),
        parent: parent.map(|unit| unit.name.clone()),
        ended: !one.lasts_at(admin.now),
    }
}

/// POST `/admin/units`: makes a unit.
///
/// # Errors
/// 422 for what does not fit, 409 where the code is taken.
pub async fn post_new(admin: Administrator, form: Form) -> Result<HttpResponse, AppError> {
    match make(&admin, &form).await {
        Ok(made) => Ok(page::see_other_saying(&admin, &url(&made.code), "good", &Message::new("flash-unit-made"))),
        Err(error) => {
            let (status, errors) = form_errors(&admin, error)?;
            show_list(&admin, status, FormState { values: form.values(), errors }).await
        }
    }
}

async fn make(admin: &Administrator, form: &Form) -> Result<Unit, ActionError> {
    let code = form.get("code").trim().to_owned();
    if unit::find(admin.app.store.reader(), &code).await?.is_some() {
        return Err(ActionError::invalid("code", "unit-code-taken"));
    }
    let kind = UnitKind::parse(form.get("kind")).ok_or_else(|| ActionError::invalid("kind", "unit-kind"))?;
    let parent = Some(form.get("parent").trim().to_owned()).filter(|code| !code.is_empty());
    Ok(put_unit(&admin.app, admin.id(), code, form.get("name").to_owned(), kind, parent).await?.0)
}

/// `/admin/units/{unit}`
///
/// # Errors
/// 404.
pub async fn one(admin: Administrator, code: Path<String>) -> Result<HttpResponse, AppError> {
    show_one(&admin, &code, StatusCode::OK, FormState::default()).await
}

async fn find(admin: &Administrator, code: &str) -> Result<Unit, AppError> {
    unit::find(admin.app.store.reader(), code).await?.ok_or_else(AppError::not_found)
}

async fn show_one(
    admin: &Administrator,
    code: &str,
    status: StatusCode,
    form: FormState,
) -> Result<HttpResponse, AppError> {
    let reader = admin.app.store.reader();
    let found = find(admin, code).await?;
    let units = unit::list_all(reader).await?;
    let by_code = |code: &str| units.iter().find(|unit| unit.code == code);
    let above: Vec<Link> =
        units.iter().filter(|unit| unit.code != found.code && found.path.starts_with(&unit.path)).map(link).collect();
    let names = unit_end::list_names(reader, code).await?;
    let figures = population::list_of(reader, code).await?;
    let below = units.iter().filter(|unit| unit.parent.as_deref() == Some(code));
    let kind = AffiliationKind::usual(found.kind);
    let view = UnitPage {
        above,
        since: show::day(admin, found.valid_from),
        ended: found.ended_at.map(|at| show::day(admin, at)),
        successor: found.successor.as_deref().and_then(by_code).map(link),
        people: whole(admin.lang, belonging::count_at(reader, code, kind, admin.now).await?),
        names: names
            .into_iter()
            .filter(|(name, _)| *name != found.name)
            .map(|(name, since)| FormerName { name, since: show::day(admin, since) })
            .collect(),
        parts: below.clone().take(MOST).map(|one| row(admin, &units, one)).collect(),
        more: below.count() > MOST,
        figures: figures.iter().rev().map(|figure| figure_row(admin, code, &figures, figure)).collect(),
        classes: PopulationClass::ALL.iter().map(|class| class.word()).collect(),
        url: url(code),
        population_url: format!("{}/population", url(code)),
        end_url: format!("{}/end", url(code)),
        name: found.name,
        code: found.code,
        kind: found.kind.word(),
        form,
    };
    page::show_with(admin, status, "unit/unit.html", &view)
}

fn figure_row(admin: &Administrator, code: &str, all: &[Figure], figure: &Figure) -> FigureRow {
    let current = in_force(all, figure.statement.class, admin.now).is_some_and(|one| one.id == figure.id);
    let url = || format!("{}/population/{}/approval", url(code), figure.id);
    FigureRow {
        class: figure.statement.class.word(),
        value: whole(admin.lang, figure.statement.value),
        as_of: show::day_named(admin, &figure.statement.as_of),
        source: figure.statement.source.clone(),
        state: match (current, figure.approved) {
            (true, _) => "in_force",
            (false, Some(_)) => "approved",
            (false, None) => "open",
        },
        approve_url: figure.may_be_approved_by(admin.id()).then(url),
    }
}

/// POST `/admin/units/{unit}`: renames it, or lets it stand below another.
///
/// # Errors
/// 404, 409, 422.
pub async fn post_change(admin: Administrator, code: Path<String>, form: Form) -> Result<HttpResponse, AppError> {
    let found = find(&admin, &code).await?;
    let parent = match form.get("parent").trim() {
        "" => found.parent.clone(),
        code => Some(code.to_owned()),
    };
    let name = form.get("name").to_owned();
    let done = put_unit(&admin.app, admin.id(), found.code, name, found.kind, parent).await.map(drop);
    answer(&admin, &code, &form, done, "flash-unit-changed").await
}

/// POST `/admin/units/{unit}/population`
///
/// # Errors
/// 404, 409, 422.
pub async fn post_population(admin: Administrator, code: Path<String>, form: Form) -> Result<HttpResponse, AppError> {
    let field = |name: &str| form.get(name).to_owned();
    let typed = Typed { class: field("class"), value: field("value"), as_of: field("as_of"), source: field("source") };
    let done = enter_population(&admin.app, admin.id(), &code, &typed).await;
    answer(&admin, &code, &form, done, "flash-population-entered").await
}

async fn answer(
    admin: &Administrator,
    code: &str,
    form: &Form,
    done: Result<(), ActionError>,
    said: &'static str,
) -> Result<HttpResponse, AppError> {
    match done {
        Ok(()) => Ok(page::see_other_saying(admin, &url(code), "good", &Message::new(said))),
        Err(error) => {
            let (status, errors) = form_errors(admin, error)?;
            show_one(admin, code, status, FormState { values: form.values(), errors }).await
        }
    }
}

/// POST `/admin/units/{unit}/population/{figure}/approval`: by another than who entered it.
///
/// # Errors
/// 403 for one's own figure, 404, 409.
pub async fn post_approval(
    admin: Administrator,
    path: Path<(String, String)>,
    _form: Form,
) -> Result<HttpResponse, AppError> {
    let figure = path.1.parse().map_err(|_| AppError::not_found())?;
    match approve_population(&admin.app, admin.id(), &path.0, figure).await {
        // Who entered it sees why on the page itself; to be forbidden as an administrator would say the wrong thing.
        Err(ActionError::Forbidden(reason)) => Ok(page::see_other_saying(&admin, &url(&path.0), "bad", &reason)),
        done => {
            done?;
            Ok(page::see_other_saying(&admin, &url(&path.0), "good", &Message::new("flash-population-approved")))
        }
    }
}

/// `/admin/units/{unit}/end`: asks before it ends.
///
/// # Errors
/// 404.
pub async fn show_end(admin: Administrator, code: Path<String>) -> Result<HttpResponse, AppError> {
    show_end_with(&admin, &code, StatusCode::OK, FormState::default()).await
}

async fn show_end_with(
    admin: &Administrator,
    code: &str,
    status: StatusCode,
    form: FormState,
) -> Result<HttpResponse, AppError> {
    let found = find(admin, code).await?;
    let reader = admin.app.store.reader();
    let parts = unit::page(reader, Some(code), None, 10_000).await?;
    let view = EndUnitPage {
        unit: link(&found),
        people: belonging::count_at(reader, code, AffiliationKind::usual(found.kind), admin.now).await?,
        parts: parts.iter().filter(|unit| unit.lasts_at(admin.now)).count(),
        action: format!("{}/end", url(code)),
        form,
    };
    page::show_with(admin, status, "unit/end.html", &view)
}

/// POST `/admin/units/{unit}/end`: merges it into `successor`, or gives it up; only with a box that is ticked.
///
/// # Errors
/// 404, 409, 422.
pub async fn post_end(admin: Administrator, code: Path<String>, form: Form) -> Result<HttpResponse, AppError> {
    if form.get("sure") != "yes" {
        let errors = BTreeMap::from([("sure".to_owned(), admin.word("field-missing"))]);
        let form = FormState { values: form.values(), errors };
        return show_end_with(&admin, &code, StatusCode::UNPROCESSABLE_ENTITY, form).await;
    }
    let successor = Some(form.get("successor").trim()).filter(|code| !code.is_empty());
    match end_unit(&admin.app, admin.id(), &code, successor).await {
        Ok(()) => Ok(page::see_other_saying(&admin, &url(&code), "good", &Message::new("flash-unit-ended"))),
        Err(error) => {
            let (status, errors) = form_errors(&admin, error)?;
            show_end_with(&admin, &code, status, FormState { values: form.values(), errors }).await
        }
    }
}
