//! Registering oneself: the form, the place one lives in, and the form again with what was typed whatever was refused.

use super::account::{begin_here, form_errors, next_of, welcome, with_next};
use super::actor::Visitor;
use super::error::AppError;
use super::form::Form;
use super::page;
use super::view::people::{RegisterPage, UnitField};
use super::view::{FormState, Link};
use crate::actions::ActionError;
use crate::actions::register_learner::{Registration, register_learner};
use crate::message::Message;
use actix_web::HttpResponse;
use xutra_domain::people::{Account, search_key};
use xutra_domain::unit::Unit;
use xutra_store::{StoreError, unit};

/// As many units fit into a list to pick from; more are searched.
const FEW: u64 = 60;
/// Most units that a search shows.
const MOST_FOUND: usize = 20;

/// `/register`
///
/// # Errors
/// Where the template fails.
pub async fn show_register(visitor: Visitor) -> Result<HttpResponse, AppError> {
    if visitor.account().is_some() {
        return Ok(page::see_other("/me"));
    }
    let unit = unit_field(&visitor, "").await?;
    page::show(&visitor, "people/register.html", &view(FormState::default(), next_of(&visitor), unit))
}

fn view(form: FormState, next: String, unit: UnitField) -> RegisterPage {
    RegisterPage { form, login_url: with_next("/login", &next), next, unit }
}

/// POST `/register`: makes the account and signs it in.
///
/// # Errors
/// What does not fit, and what cannot be done now, is said in the form.
pub async fn post_register(visitor: Visitor, form: Form) -> Result<HttpResponse, AppError> {
    match register(&visitor, &form).await {
        Ok(account) => {
            let signed = begin_here(&visitor, account.id).await?;
            let message = Message::new("flash-welcome").with("name", &account.display_name);
            welcome(&visitor, &signed, page::next_or(form.get("next"), "/"), &message)
        }
        Err(error) => {
            let (status, errors) = form_errors(&visitor, error)?;
            // A database that cannot be asked now takes nothing away but the choice of a unit.
            let unit = unit_field(&visitor, form.get("unit_search")).await.unwrap_or_default();
            let next = page::next_or(form.get("next"), "").to_owned();
            page::show_with(
                &visitor,
                status,
                "people/register.html",
                &view(FormState { values: form.values(), errors }, next, unit),
            )
        }
    }
}

async fn register(visitor: &Visitor, form: &Form) -> Result<Account, ActionError> {
    visitor.app.limits.may_register(visitor.address).map_err(ActionError::TooMany)?;
    let field = |name: &str| form.get(name).to_owned();
    let typed = Registration {
        login: field("login"),
        display_name: field("display_name"),
        password: field("password"),
        audience: field("audience"),
        unit: chosen_unit(visitor, form).await?,
        email: field("email"),
        phone: field("phone"),
        locale: visitor.lang.to_owned(),
        birth_year: field("birth_year"),
    };
    register_learner(&visitor.app, &typed).await
}

/// The code of the unit that was picked from a list, or that the search names without a doubt.
async fn chosen_unit(visitor: &Visitor, form: &Form) -> Result<String, ActionError> {
    let (picked, search) = (form.get("unit"), form.get("unit_search").trim());
    if search.is_empty() || (!picked.is_empty() && form.get("unit_searched") == form.get("unit_search")) {
        return Ok(picked.to_owned());
    }
    let units = unit::list_lasting(visitor.app.store.reader(), visitor.now).await?;
    match find(&units, search).as_slice() {
        [] => Err(ActionError::invalid("unit_search", "unit-unknown")),
        [only] if names(only, search) => Ok(only.code.clone()),
        _ => Err(ActionError::invalid("unit_search", "unit-choose")),
    }
}

/// Whether the search says all of the unit's name, or its code.
fn names(unit: &Unit, search: &str) -> bool {
    unit.code.eq_ignore_ascii_case(search) || search_key(&unit.name) == search_key(search)
}

/// The units that a search means: those it names, else those whose name holds it.
fn find<'u>(units: &'u [Unit], search: &str) -> Vec<&'u Unit> {
    let key = search_key(search);
    let named: Vec<&Unit> = units.iter().filter(|unit| names(unit, search)).collect();
    if !named.is_empty() || key.is_empty() {
        return named;
    }
    units.iter().filter(|unit| search_key(&unit.name).contains(&key)).collect()
}

/// The field for the unit: nothing where there are no units, a list of few, else a search with what it found.
async fn unit_field(visitor: &Visitor, search: &str) -> Result<UnitField, StoreError> {
    let reader = visitor.app.store.reader();
    let count = unit::count(reader).await?;
    if count == 0 {
        return Ok(UnitField::default());
    }
    if count > FEW && search.trim().is_empty() {
        return Ok(UnitField { search: true, ..UnitField::default() });
    }
    let units = unit::list_lasting(reader, visitor.now).await?;
    if count <= FEW {
        return Ok(UnitField {
            options: units.iter().map(|unit| option(&units, unit)).collect(),
            ..UnitField::default()
        });
    }
    let found = find(&units, search.trim());
    Ok(UnitField {
        search: true,
        more: found.len() > MOST_FOUND,
        found: found.into_iter().take(MOST_FOUND).map(|unit| option(&units, unit)).collect(),
        options: Vec::new(),
    })
}

/// A unit to pick, with what it lies in: communes of two provinces may bear one name.
fn option(units: &[Unit], unit: &Unit) -> Link {
    let parent = unit.parent.as_ref().and_then(|code| units.iter().find(|one| one.code == *code));
    let title = parent.map_or_else(|| unit.name.clone(), |parent| format!("{}, {}", unit.name, parent.name));
    Link { title, url: unit.code.clone() }
}
