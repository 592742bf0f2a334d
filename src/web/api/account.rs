//! Accounts: register, who am I, those in one's scope, roles, disabling.

use super::{Body, Items, OwnSite, answer, limit, ok, parameter};
use crate::actions::ActionError;
use crate::actions::manage_account::{grant_role, remove_role, set_disabled};
use crate::actions::register_learner::{Registration, register_learner};
use crate::web::actor::{Administrator, Learner, Overseer, Visitor};
use crate::web::competency::overseen;
use crate::web::error::AppError;
use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::Path;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use xutra_domain::ids::AccountId;
use xutra_domain::instant::Instant;
use xutra_domain::people::{Account, Role, search_key};
use xutra_store::people::{self, AccountFilter};
use xutra_store::unit;

/// An account.
#[derive(Debug, Serialize, ToSchema)]
pub struct AccountBody {
    /// Identity.
    pub id: String,
    /// Sign-in name.
    pub login: Option<String>,
    /// Name.
    pub display_name: String,
    /// `vi` or `en`.
    pub locale: Option<String>,
    /// `resident`, `official`, `business`, `facilitator`.
    pub audience: &'static str,
    /// Code of the unit.
    pub unit: Option<String>,
    /// Roles.
    pub roles: Vec<RoleBody>,
    /// May not sign in.
    pub disabled: bool,
}

/// A role.
#[derive(Debug, Serialize, ToSchema)]
pub struct RoleBody {
    /// Its word.
    pub role: &'static str,
    /// Code of the unit; null means everywhere.
    pub unit: Option<String>,
    /// Until when.
    pub expires_at: Option<String>,
}

impl From<&Account> for AccountBody {
    fn from(account: &Account) -> Self {
        Self {
            id: account.id.to_string(),
            login: account.login.clone(),
            display_name: account.display_name.clone(),
            locale: account.locale.clone(),
            audience: account.audience.word(),
            unit: account.unit.clone(),
            roles: account
                .roles
                .iter()
                .map(|grant| RoleBody {
                    role: grant.role.word(),
                    unit: grant.unit.clone(),
                    expires_at: grant.expires_at.map(Instant::rfc3339),
                })
                .collect(),
            disabled: account.disabled,
        }
    }
}

/// A registration. Fields that are not listed are not looked at.
#[derive(Debug, Deserialize, ToSchema)]
pub struct RegistrationBody {
    /// Sign-in name.
    login: String,
    /// Name.
    display_name: String,
    /// Password.
    password: String,
    /// `resident` where it is missing.
    audience: Option<String>,
    /// Code of a unit.
    unit: Option<String>,
    /// E-mail.
    email: Option<String>,
    /// Phone.
    phone: Option<String>,
    /// `vi` or `en`.
    locale: Option<String>,
}

/// POST `/accounts`
///
/// # Errors
/// 409, 422, 429, 503.
pub async fn register(visitor: Visitor, body: Body<RegistrationBody>) -> Result<HttpResponse, AppError> {
    visitor.app.limits.may_register(visitor.address).map_err(AppError::too_many)?;
    let body = body.read()?;
    let typed = Registration {
        login: body.login,
        display_name: body.display_name,
        password: body.password,
        audience: body.audience.unwrap_or_default(),
        unit: body.unit.unwrap_or_default(),
        email: body.email.unwrap_or_default(),
        phone: body.phone.unwrap_or_default(),
        locale: body.locale.unwrap_or_default(),
        birth_year: String::new(),
    };
    let account = register_learner(&visitor.app, &typed).await?;
    answer(visitor.request(), StatusCode::CREATED, &AccountBody::from(&account))
}

/// GET `/me`
///
/// # Errors
/// 401.
pub async fn me(learner: Learner) -> Result<HttpResponse, AppError> {
    ok(&learner, &AccountBody::from(learner.me()))
}

/// GET `/accounts?unit=&q=&cursor=&limit=`: accounts inside the scope.
///
/// # Errors
/// 401, 403, 404 for a unit outside of the scope.
pub async fn list(overseer: Overseer) -> Result<HttpResponse, AppError> {
    let reader = overseer.app.store.reader();
    let unit_path = match parameter(&overseer, "unit") {
        None => None,
        Some(code) => {
            let found = unit::find(reader, &code).await?.filter(|unit| overseer.covers(Some(&unit.path)));
            Some(found.ok_or_else(AppError::not_found)?.path)
        }
    };
    let filter = AccountFilter {
        scopes: overseer.scopes(),
        unit_path,
        query: parameter(&overseer, "q").map(|query| search_key(&query)).filter(|query| !query.is_empty()),
        ..AccountFilter::default()
    };
    let cursor = parameter(&overseer, "cursor").and_then(|cursor| AccountId::parse(&cursor));
    let limit = limit(&overseer)?;
    let found = people::page_accounts(reader, &filter, cursor, limit + 1, overseer.now).await?;
    ok(&overseer, &Items::page(found.iter().map(AccountBody::from).collect(), limit, |account| account.id.clone()))
}

/// A role to give.
#[derive(Debug, Deserialize, ToSchema)]
pub struct GrantBody {
    /// Its word.
    role: String,
    /// Code of the unit; missing means everywhere.
    unit: Option<String>,
    /// RFC 3339.
    expires_at: Option<String>,
}

/// POST `/accounts/{id}/roles`
///
/// # Errors
/// 403, 404, 422.
pub async fn grant(admin: Administrator, id: Path<String>, body: Body<GrantBody>) -> Result<HttpResponse, AppError> {
    let id = AccountId::parse(&id).ok_or_else(AppError::not_found)?;
    let body = body.read()?;
    let role = Role::parse(&body.role).ok_or_else(|| ActionError::invalid("role", "role-unknown"))?;
    let expires_at = match body.expires_at {
        None => None,
        Some(text) => {
            let parsed = Instant::parse_rfc3339(&text);
            Some(parsed.ok_or_else(|| ActionError::invalid("expires_at", "instant-shape"))?)
        }
    };
    let account = grant_role(&admin.app, admin.id(), id, role, body.unit, expires_at).await?;
    ok(&admin, &AccountBody::from(&account))
}

/// DELETE `/accounts/{id}/roles/{role}`
///
/// # Errors
/// 403, 404.
pub async fn remove(admin: Administrator, _: OwnSite, path: Path<(String, String)>) -> Result<HttpResponse, AppError> {
    let id = AccountId::parse(&path.0).ok_or_else(AppError::not_found)?;
    let role = Role::parse(&path.1).ok_or_else(AppError::not_found)?;
    let account = remove_role(&admin.app, admin.id(), id, role).await?;
    ok(&admin, &AccountBody::from(&account))
}

/// What of an account can be changed.
#[derive(Debug, Deserialize, ToSchema)]
pub struct ChangeBody {
    /// Ends all sessions where it is true.
    disabled: bool,
}

/// PATCH `/accounts/{id}`
///
/// # Errors
/// 403, 404, 422.
pub async fn change(admin: Administrator, id: Path<String>, body: Body<ChangeBody>) -> Result<HttpResponse, AppError> {
    let id = AccountId::parse(&id).ok_or_else(AppError::not_found)?;
    let account = set_disabled(&admin.app, admin.id(), id, body.read()?.disabled).await?;
    ok(&admin, &AccountBody::from(&account))
}

/// GET `/accounts/{id}`: an account inside the scope.
///
/// # Errors
/// 403, 404.
pub async fn one(overseer: Overseer, id: Path<String>) -> Result<HttpResponse, AppError> {
    let id = overseen(&overseer, &id).await?;
    let account = people::find_account(overseer.app.store.reader(), id, overseer.now).await?;
    ok(&overseer, &AccountBody::from(&account.ok_or_else(AppError::not_found)?))
}
