//! The administrator's pages: accounts, their roles, disabling.

use super::account::form_errors;
use super::actor::{self, Administrator};
use super::error::AppError;
use super::form::Form;
use super::unit_choice::{MOST_FOUND, chosen_unit, find, unit_field};
use super::view::people::{AccountPage, AccountRow, AccountsPage, RoleView};
use super::view::{FormState, Link, SortHead};
use super::{page, show};
use crate::actions::ActionError;
use crate::actions::ask_about_data::note_look;
use crate::actions::describe_person::describe_person;
use crate::actions::manage_account::{grant_role, remove_role, set_disabled};
use crate::message::Message;
use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::Path;
use std::collections::BTreeMap;
use xutra_domain::ids::AccountId;
use xutra_domain::people::{Account, Audience, Role, search_key};
use xutra_domain::unit::Unit;
use xutra_store::people::{self, AccountFilter, AccountOrder};
use xutra_store::{about_person, duplicate, unit};

const PAGE: u64 = 50;

/// More units than this are not picked from a list.
const FEW: usize = 200;

/// What the list is narrowed to, and in which order it stands; words of addresses that mean nothing count as not said.
pub(super) struct Narrowed {
    query: String,
    role: Option<Role>,
    audience: Option<Audience>,
    unit: String,
    disabled: Option<bool>,
    order: AccountOrder,
}

impl Narrowed {
    pub(super) fn of(admin: &Administrator) -> Self {
        let query = Form::of_query(admin.request().query_string());
        Self {
            query: query.get("q").trim().to_owned(),
            role: Role::parse(query.get("role")),
            audience: Audience::parse(query.get("audience")),
            unit: query.get("unit").trim().to_owned(),
            disabled: match query.get("state") {
                "disabled" => Some(true),
                "open" => Some(false),
                _ => None,
            },
            order: AccountOrder::ALL
                .into_iter()
                .find(|one| one.word() == query.get("sort"))
                .unwrap_or(AccountOrder::Newest),
        }
    }

    fn role(&self) -> &'static str {
        self.role.map_or("", Role::word)
    }

    fn audience(&self) -> &'static str {
        self.audience.map_or("", Audience::word)
    }

    fn state(&self) -> &'static str {
        self.disabled.map_or("", |disabled| if disabled { "disabled" } else { "open" })
    }

    /// Whether anybody may be left out.
    fn leaves_out(&self) -> bool {
        [&self.query, &self.unit, self.role(), self.audience(), self.state()].iter().any(|value| !value.is_empty())
    }

    /// Paths of the units whose people are meant; an error's key where no unit is named so, or too many.
    fn places(&self, units: &[Unit]) -> Result<Vec<String>, &'static str> {
        match find(units, &self.unit).as_slice() {
            [] => Err("unit-unknown"),
            found if found.len() > MOST_FOUND => Err("field-unit-more"),
            found => Ok(found.iter().map(|unit| unit.path.clone()).collect()),
        }
    }

    /// The same for the store. A unit that there is not has no people.
    pub(super) fn filter(&self, units: &[Unit]) -> AccountFilter {
        AccountFilter {
            scopes: (!self.unit.is_empty()).then(|| self.places(units).unwrap_or_default()),
            query: Some(search_key(&self.query)).filter(|query| !query.is_empty()),
            role: self.role,
            audience: self.audience,
            disabled: self.disabled,
            order: self.order,
            ..AccountFilter::default()
        }
    }

    /// The same people in an order, from somebody on.
    fn address(&self, order: AccountOrder, after: Option<AccountId>) -> String {
        let after = after.map(|id| id.to_string()).unwrap_or_default();
        self.link("/admin/accounts", order, &after)
    }

    fn link(&self, path: &str, order: AccountOrder, after: &str) -> String {
        let fields = [
            ("q", self.query.as_str()),
            ("role", self.role()),
            ("audience", self.audience()),
            ("unit", &self.unit),
            ("state", self.state()),
            ("sort", order.word()),
            ("after", after),
        ];
        let mut query = form_urlencoded::Serializer::new(String::new());
        query.extend_pairs(fields.iter().filter(|(_, value)| !value.is_empty()));
        format!("{path}?{}", query.finish())
    }

    /// The head of a column: pressed, it sorts by the column, and pressed again the other way round.
    fn head(&self, up: AccountOrder, down: AccountOrder, first: AccountOrder) -> SortHead {
        let (now, then) = match self.order {
            order if order == up => ("ascending", down),
            order if order == down => ("descending", up),
            _ => ("none", first),
        };
        SortHead { url: self.address(then, None), now }
    }
}

/// `/admin/accounts?q=&role=&audience=&unit=&state=&sort=&after=`
///
/// # Errors
/// Where the store fails.
pub async fn accounts(admin: Administrator) -> Result<HttpResponse, AppError> {
    let (narrowed, reader) = (Narrowed::of(&admin), admin.app.store.reader());
    let after = actor::query_value(admin.request().query_string(), "after").and_then(|id| AccountId::parse(&id));
    let units = unit::list_all(reader).await?;
    let filter = narrowed.filter(&units);
    let mut found = people::page_accounts(reader, &filter, after, PAGE + 1, admin.now).await?;
    let more = found.len() as u64 > PAGE;
    found.truncate(usize::try_from(PAGE).unwrap_or(usize::MAX));
    let last = found.last().filter(|_| more);
    let few = units.len() <= FEW;
    let accounts = found.iter().map(|account| row(&admin, account, &units)).collect();
    let view = AccountsPage {
        role: narrowed.role(),
        audience: narrowed.audience(),
        state: narrowed.state(),
        sort: narrowed.order.word(),
        roles: Role::ALL.iter().map(|role| role.word()).collect(),
        audiences: Audience::ALL.iter().map(|audience| audience.word()).collect(),
        sorts: AccountOrder::ALL.map(AccountOrder::word).into(),
        unit_error: (!narrowed.unit.is_empty()).then(|| narrowed.places(&units).err()).flatten(),
        units: units.into_iter().filter(|_| few).map(|unit| Link { title: unit.name, url: unit.code }).collect(),
        narrowed: narrowed.leaves_out(),
        by_name: narrowed.head(AccountOrder::Name, AccountOrder::NameBack, AccountOrder::Name),
        by_created: narrowed.head(AccountOrder::Oldest, AccountOrder::Newest, AccountOrder::Newest),
        next_url: last.map(|last| narrowed.address(narrowed.order, Some(last.id))),
        accounts,
        csv_url: narrowed.link("/admin/accounts.csv", narrowed.order, ""),
        query: narrowed.query,
        unit: narrowed.unit,
    };
    page::show(&admin, "people/accounts.html", &view)
}

/// A unit by its name; by its code where it is over.
fn named(units: &[Unit], code: Option<&str>) -> String {
    let code = code.unwrap_or_default();
    units.iter().find(|unit| unit.code == code).map_or(code, |unit| unit.name.as_str()).to_owned()
}

fn row(admin: &Administrator, account: &Account, units: &[Unit]) -> AccountRow {
    AccountRow {
        link: Link { title: account.display_name.clone(), url: format!("/admin/accounts/{}", account.id) },
        login: account.login.clone().unwrap_or_default(),
        audience: account.audience.word(),
        unit: named(units, account.unit.as_deref()),
        roles: account.roles.iter().map(|grant| grant.role.word()).collect(),
        disabled: account.disabled,
        created: show::day(admin, account.created_at),
    }
}

/// `/admin/accounts/{id}`
///
/// # Errors
/// 404.
pub async fn account(admin: Administrator, id: Path<String>) -> Result<HttpResponse, AppError> {
    let id = parse(&id)?;
    let shown = show_account(&admin, id, StatusCode::OK, FormState::default()).await?;
    note_look(&admin.app, admin.id(), id, "account").await?;
    Ok(shown)
}

fn parse(id: &str) -> Result<AccountId, AppError> {
    AccountId::parse(id).ok_or_else(AppError::not_found)
}

async fn show_account(
    admin: &Administrator,
    id: AccountId,
    status: StatusCode,
    form: FormState,
) -> Result<HttpResponse, AppError> {
    let reader = admin.app.store.reader();
    let account = people::find_account(reader, id, admin.now).await?.ok_or_else(AppError::not_found)?;
    let units = unit::list_lasting(reader, admin.now).await?;
    let birth_year = about_person::birth_year(reader, id).await?;
    let merged = duplicate::merged_into(reader, id).await?;
    let view = AccountPage {
        id: id.to_string(),
        row: row(admin, &account, &units),
        roles: account
            .roles
            .iter()
            .map(|grant| RoleView {
                role: grant.role.word(),
                unit: named(&units, grant.unit.as_deref()),
                until: grant.expires_at.map(|at| show::day(admin, at)),
            })
            .collect(),
        all_roles: Role::ALL.iter().map(|role| role.word()).collect(),
        scope: unit_field(admin, form.values.get("unit_search").map_or("", String::as_str)).await?,
        birth_year,
        about: about(&form, birth_year, account.audience),
        audiences: Audience::ALL.iter().map(|audience| audience.word()).collect(),
        why_url: format!("/accounts/{id}/competency"),
        merged_url: merged.map(|into| format!("/admin/accounts/{into}")),
        own: id == admin.id(),
        form,
    };
    page::show_with(admin, status, "people/account.html", &view)
}

/// The form of year and audience: what was typed there, else what is known.
fn about(form: &FormState, birth_year: Option<u32>, audience: Audience) -> FormState {
    if form.values.contains_key("birth_year") {
        return form.clone();
    }
    let known = [
        ("birth_year", birth_year.map_or_else(String::new, |year| year.to_string())),
        ("audience", audience.word().to_owned()),
    ];
    FormState { values: known.map(|(name, value)| (name.to_owned(), value)).into(), errors: BTreeMap::new() }
}

/// POST `/admin/accounts/{id}/roles`
///
/// # Errors
/// 404, 403 for one's own account.
pub async fn post_role(admin: Administrator, id: Path<String>, form: Form) -> Result<HttpResponse, AppError> {
    let id = parse(&id)?;
    let unit = chosen_unit(&admin, &form).await.map(|code| Some(code).filter(|code| !code.is_empty()));
    let until = Some(form.get("until").trim()).filter(|day| !day.is_empty());
    let end = until.map(|day| admin.app.zone.end_of(day));
    let done = match (Role::parse(form.get("role")), end, unit) {
        (None, ..) => Err(ActionError::invalid("role", "role-unknown")),
        (_, Some(None), _) => Err(ActionError::invalid("until", "role-until-day")),
        (.., Err(error)) => Err(error),
        (Some(role), end, Ok(unit)) => match grant_role(&admin.app, admin.id(), id, role, unit, end.flatten()).await {
            // The API calls the field by another name.
            Err(ActionError::Invalid(faults)) if faults.contains_key("expires_at") => {
                Err(ActionError::invalid("until", "role-expired"))
            }
            done => done,
        },
    };
    match done {
        Ok(_) => Ok(back(&admin, id, "flash-role-granted")),
        Err(error) => {
            let (status, errors) = form_errors(&admin, error)?;
            show_account(&admin, id, status, FormState { values: form.values(), errors }).await
        }
    }
}

/// POST `/admin/accounts/{id}/roles/remove`
///
/// # Errors
/// 404, 403 for one's own account.
pub async fn post_role_removal(admin: Administrator, id: Path<String>, form: Form) -> Result<HttpResponse, AppError> {
    let id = parse(&id)?;
    let role = Role::parse(form.get("role")).ok_or_else(AppError::bad_request)?;
    remove_role(&admin.app, admin.id(), id, role).await?;
    Ok(back(&admin, id, "flash-role-removed"))
}

/// POST `/admin/accounts/{id}/about`: `birth_year`, `audience`.
///
/// # Errors
/// 404, 422.
pub async fn post_about(admin: Administrator, id: Path<String>, form: Form) -> Result<HttpResponse, AppError> {
    let id = parse(&id)?;
    match describe_person(&admin.app, admin.id(), id, form.get("birth_year"), form.get("audience")).await {
        Ok(()) => Ok(back(&admin, id, "flash-account-about")),
        Err(error) => {
            let (status, errors) = form_errors(&admin, error)?;
            show_account(&admin, id, status, FormState { values: form.values(), errors }).await
        }
    }
}

/// POST `/admin/accounts/{id}/disabled`: asks first, by a box that has to be ticked.
///
/// # Errors
/// 404, 403 for one's own account.
pub async fn post_disabled(admin: Administrator, id: Path<String>, form: Form) -> Result<HttpResponse, AppError> {
    let id = parse(&id)?;
    let disabled = form.get("disabled") == "yes";
    if disabled && form.get("sure") != "yes" {
        let errors = BTreeMap::from([("sure".to_owned(), admin.word("field-missing"))]);
        return show_account(&admin, id, StatusCode::UNPROCESSABLE_ENTITY, FormState { values: form.values(), errors })
            .await;
    }
    set_disabled(&admin.app, admin.id(), id, disabled).await?;
    Ok(back(&admin, id, if disabled { "flash-account-disabled" } else { "flash-account-enabled" }))
}

fn back(admin: &Administrator, id: AccountId, key: &'static str) -> HttpResponse {
    page::see_other_saying(admin, &format!("/admin/accounts/{id}"), "good", &Message::new(key))
}
