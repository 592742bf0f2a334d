//! Who takes an attempt: whoever is signed in, or the browser that holds the attempt's own token when the sign-in has run
//! out meanwhile. An hour of answers must not be lost to a cookie.

use super::{Extracted, Learner, Visitor, visitor};
use crate::app::App;
use crate::sessions::LiveSession;
use crate::web::error::AppError;
use crate::web::finish::Outgoing;
use actix_web::cookie::{Cookie, SameSite};
use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpRequest};
use std::ops::Deref;
use std::sync::Arc;
use xutra_domain::ids::AttemptId;
use xutra_domain::instant::DAY;
use xutra_store::assessment::{self, AttemptState};
use xutra_store::{people, session};

/// Name of the cookie; its path is the attempt's own.
pub const ATTEMPT_COOKIE: &str = "xutra-attempt";
/// How long after its start an attempt may be gone on with by its token alone.
const TOKEN_LIMIT: i64 = 7 * DAY;

/// Somebody who takes an attempt.
#[derive(Clone)]
pub struct Examinee(pub Learner);

impl Deref for Examinee {
    type Target = Learner;

    fn deref(&self) -> &Learner {
        &self.0
    }
}

impl FromRequest for Examinee {
    type Error = AppError;
    type Future = Extracted<Self>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let request = request.clone();
        Box::pin(async move {
            let visitor = visitor(request).await?;
            let session = match &visitor.session {
                Some(session) => Arc::clone(session),
                None => by_token(&visitor).await?.ok_or_else(AppError::sign_in)?,
            };
            Outgoing::note(visitor.request(), visitor.lang, Some(Arc::clone(&session)));
            Ok(Self(Learner { visitor, session }))
        })
    }
}

/// A session for this request alone, where the token of a running attempt stands. Who signed out, or was shut out, has
/// taken back the tokens that were given in that session.
async fn by_token(visitor: &Visitor) -> Result<Option<Arc<LiveSession>>, AppError> {
    let (app, request) = (&visitor.app, visitor.request());
    let attempt = request.match_info().get("attempt").and_then(AttemptId::parse);
    let Some((attempt, cookie)) = attempt.zip(request.cookie(ATTEMPT_COOKIE)) else { return Ok(None) };
    let Some((account, given_in)) = app.attempt_tokens.read(attempt, cookie.value()) else { return Ok(None) };
    let reader = app.store.reader();
    if session::find(reader, given_in).await?.is_some_and(|session| session.revoked) {
        return Ok(None);
    }
    let running = assessment::find_attempt(reader, attempt)
        .await?
        .filter(|attempt| attempt.state == AttemptState::Open && visitor.now.since(attempt.started_at) < TOKEN_LIMIT);
    if running.is_none_or(|attempt| attempt.account != account) {
        return Ok(None);
    }
    let found = people::find_account(reader, account, visitor.now).await?.filter(|account| !account.disabled);
    Ok(found.map(|account| Arc::new(LiveSession::passing(given_in, account, visitor.now))))
}

/// Gives the browser the token of an attempt that it takes.
pub(in crate::web) fn give_token(learner: &Learner, attempt: AttemptId) {
    let request = learner.request();
    // On a shared phone the next person must not go on with it.
    if learner.session().shared {
        return;
    }
    if request.cookie(ATTEMPT_COOKIE).is_none() || request.match_info().get("attempt").is_none() {
        let token = learner.app.attempt_tokens.make(attempt, learner.id(), learner.session().id);
        Outgoing::set_cookie(request, cookie(&learner.app, attempt, token));
    }
}

/// For this attempt's pages alone, and never on the way from another site.
fn cookie(app: &App, attempt: AttemptId, token: String) -> Cookie<'static> {
    Cookie::build(ATTEMPT_COOKIE, token)
        .path(format!("/attempts/{attempt}"))
        .http_only(true)
        .same_site(SameSite::Strict)
        .secure(app.config.is_https())
        .max_age(actix_web::cookie::time::Duration::milliseconds(TOKEN_LIMIT))
        .finish()
}
