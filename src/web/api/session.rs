//! Sessions of programs: sign in, refresh, sign out.

use super::account::AccountBody;
use super::{Body, OwnSite, ok};
use crate::actions::sign_in::{SignedIn, refresh_session, sign_in, sign_out};
use crate::credential::session_token::{ACCESS_LIFE, Purpose};
use crate::web::actor::{Learner, Visitor};
use crate::web::error::AppError;
use actix_web::HttpResponse;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use xutra_domain::instant::SECOND;

/// Login and password.
#[derive(Deserialize, ToSchema)]
pub struct SignInBody {
    /// Login, e-mail or phone.
    login: String,
    /// Password.
    password: String,
}

/// A refresh token.
#[derive(Deserialize, ToSchema)]
pub struct RefreshBody {
    /// The newest one of the session.
    refresh_token: String,
}

/// A session.
#[derive(Serialize, ToSchema)]
pub struct SessionBody {
    /// For `Authorization: Bearer`.
    access_token: String,
    /// `Bearer`.
    token_type: &'static str,
    /// Seconds.
    expires_in: i64,
    /// Good once.
    refresh_token: String,
    /// Who signed in.
    account: AccountBody,
}

fn session(visitor: &Visitor, signed: &SignedIn) -> Result<HttpResponse, AppError> {
    let body = SessionBody {
        access_token: visitor.app.tokens.issue(Purpose::Access, &signed.claims())?,
        token_type: "Bearer",
        expires_in: ACCESS_LIFE / SECOND,
        refresh_token: signed.refresh_token.clone(),
        account: AccountBody::from(&signed.account),
    };
    ok(visitor, &body)
}

/// POST `/session`
///
/// # Errors
/// 401, 429, 503.
pub async fn create(visitor: Visitor, body: Body<SignInBody>) -> Result<HttpResponse, AppError> {
    let typed = body.read()?;
    let signed = sign_in(&visitor.app, &typed.login, &typed.password, visitor.address).await?;
    session(&visitor, &signed)
}

/// POST `/session/refresh`
///
/// # Errors
/// 401 for any token but the newest.
pub async fn refresh(visitor: Visitor, body: Body<RefreshBody>) -> Result<HttpResponse, AppError> {
    let signed = refresh_session(&visitor.app, &body.read()?.refresh_token).await?;
    session(&visitor, &signed)
}

/// DELETE `/session`
///
/// # Errors
/// 401.
pub async fn end(learner: Learner, _: OwnSite) -> Result<HttpResponse, AppError> {
    sign_out(&learner.app, learner.session().id).await?;
    Ok(HttpResponse::NoContent().finish())
}
