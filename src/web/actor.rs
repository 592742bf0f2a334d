//! Who asks. The route's signature is the permission: these extractors are the only way to an account, and what is not
//! one's to know of does not exist.

use super::error::AppError;
use super::finish::Outgoing;
use super::language::{keep_language, language};
use crate::app::App;
use crate::catalog::LiveCourse;
use crate::credential::session_token::{COOKIE_RENEWAL, Purpose, SHARED_IDLE_LIMIT};
use crate::message::Message;
use crate::sessions::LiveSession;
use actix_web::cookie::{Cookie, SameSite};
use actix_web::dev::Payload;
use actix_web::http::header;
use actix_web::web::Data;
use actix_web::{FromRequest, HttpRequest};
use std::future::Future;
use std::net::IpAddr;
use std::ops::Deref;
use std::pin::Pin;
use std::sync::Arc;
use xutra_domain::course::Viewer;
use xutra_domain::ids::AccountId;
use xutra_domain::instant::{Instant, MINUTE};
use xutra_domain::people::{Account, Role};

#[macro_use]
mod role_actor;

mod duties;
mod examinee;
mod facilitator;
mod instructor;
mod observer;

pub(super) use examinee::give_token;
pub use examinee::{ATTEMPT_COOKIE, Examinee};
pub use facilitator::Facilitator;
pub use instructor::Instructor;
pub use observer::Observer;

/// Anybody: a visitor, or somebody who is signed in.
#[derive(Clone)]
pub struct Visitor {
    /// The application.
    pub app: Data<App>,
    /// Language of the answer.
    pub lang: &'static str,
    /// The session, when signed in.
    pub session: Option<Arc<LiveSession>>,
    /// When the request came.
    pub now: Instant,
    /// Address that it came from.
    pub address: Option<IpAddr>,
    request: HttpRequest,
}

/// Somebody who is signed in.
#[derive(Clone)]
pub struct Learner {
    visitor: Visitor,
    session: Arc<LiveSession>,
}

type Extracted<T> = Pin<Box<dyn Future<Output = Result<T, AppError>>>>;

impl FromRequest for Visitor {
    type Error = AppError;
    type Future = Extracted<Self>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let request = request.clone();
        Box::pin(async move { visitor(request).await })
    }
}

async fn visitor(request: HttpRequest) -> Result<Visitor, AppError> {
    let app = request.app_data::<Data<App>>().cloned().ok_or_else(|| AppError::internal("no application"))?;
    let now = app.clock.now();
    let session = find_session(&app, &request, now).await?;
    let chosen = session.as_ref().and_then(|session| session.account.locale.as_deref());
    let lang = language(&app, &request, chosen);
    keep_language(&app, &request, session.as_deref(), lang).await;
    let address = client_address(&app, &request);
    Outgoing::note(&request, lang, session.clone());
    Ok(Visitor { app, lang, session, now, address, request })
}

/// The session that the bearer token or the cookie names, where it stands.
async fn find_session(
    app: &Data<App>,
    request: &HttpRequest,
    now: Instant,
) -> Result<Option<Arc<LiveSession>>, AppError> {
    let bearer = bearer(request);
    let (purpose, token) = match (&bearer, request.cookie(session_cookie(app))) {
        (Some(token), _) => (Purpose::Access, token.clone()),
        (None, Some(cookie)) => (Purpose::Browser, cookie.value().to_owned()),
        (None, None) => return Ok(None),
    };
    let Some(claims) = app.tokens.read(purpose, &token, now) else { return Ok(None) };
    let live = app.sessions.find(&app.store, claims.session, claims.account, now).await?;
    let shared = live.as_ref().is_some_and(|live| live.shared);
    // On a shared phone the end comes soon, and moves with every minute of use.
    let near = live.as_ref().is_some_and(|live| shared && live.expires_at.since(now) < SHARED_IDLE_LIMIT - MINUTE);
    if live.is_some() && purpose == Purpose::Browser && (near || now.since(claims.issued) > COOKIE_RENEWAL) {
        // Reading goes on where nothing can be written; the cookie is renewed another time.
        if let Ok(fresh) = crate::actions::sign_in::prolong(app, claims.session, claims.account).await {
            Outgoing::set_cookie(request, cookie(app, session_cookie(app), fresh, !shared));
        }
    }
    Ok(live)
}

/// The token of `Authorization: Bearer`.
pub(super) fn bearer(request: &HttpRequest) -> Option<String> {
    let value = request.headers().get(header::AUTHORIZATION)?.to_str().ok()?;
    let (scheme, token) = value.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| token.trim().to_owned())
}

/// Name of the session's cookie.
#[must_use]
pub fn session_cookie(app: &App) -> &'static str {
    if app.config.is_https() { "__Host-xutra" } else { "xutra" }
}

/// Name of the cookie that ties forms to a browser before the sign-in.
#[must_use]
pub fn form_cookie(app: &App) -> &'static str {
    if app.config.is_https() { "__Host-xutra-form" } else { "xutra-form" }
}

/// A cookie of this site: never for scripts, never for other sites, over TLS alone where there is TLS.
#[must_use]
pub fn cookie(app: &App, name: &'static str, value: String, lasting: bool) -> Cookie<'static> {
    let mut cookie = Cookie::build(name, value)
        .path("/")
        .http_only(true)
        .same_site(SameSite::Lax)
        .secure(app.config.is_https())
        .finish();
    if lasting {
        let days = crate::credential::session_token::IDLE_LIMIT / xutra_domain::instant::DAY;
        cookie.set_max_age(actix_web::cookie::time::Duration::days(days));
    }
    cookie
}

/// A value of a query, decoded.
pub(super) fn query_value(query: &str, name: &str) -> Option<String> {
    super::form::pairs(query.as_bytes()).into_iter().find(|(key, _)| key == name).map(|(_, value)| value)
}

/// The peer's address; what a trusted proxy says of it where the peer is one.
fn client_address(app: &App, request: &HttpRequest) -> Option<IpAddr> {
    let peer = request.peer_addr().map(|peer| peer.ip());
    let trusted = |address: &IpAddr| app.config.trusted_proxies.contains(address);
    if !peer.as_ref().is_some_and(trusted) {
        return peer;
    }
    let forwarded = request.headers().get("x-forwarded-for").and_then(|value| value.to_str().ok()).unwrap_or_default();
    forwarded.rsplit(',').filter_map(|part| part.trim().parse().ok()).find(|address| !trusted(address)).or(peer)
}

impl Visitor {
    /// The request.
    #[must_use]
    pub fn request(&self) -> &HttpRequest {
        &self.request
    }

    /// The account, when signed in.
    #[must_use]
    pub fn account(&self) -> Option<&Account> {
        self.session.as_deref().map(|session| &session.account)
    }

    /// The same person as a learner, when signed in.
    #[must_use]
    pub fn as_learner(&self) -> Option<Learner> {
        self.session.clone().map(|session| Learner { visitor: self.clone(), session })
    }

    /// How they look at courses.
    #[must_use]
    pub fn viewer(&self) -> Viewer {
        self.account().map_or(Viewer::ANYONE, |account| Viewer::of(account, self.now))
    }

    /// The published course of that id, where it exists for them.
    ///
    /// # Errors
    /// 404.
    pub fn course(&self, id: &str) -> Result<Arc<LiveCourse>, AppError> {
        self.app.catalog.course_for(id, self.viewer()).ok_or_else(AppError::not_found)
    }

    /// A sentence in the reader's language.
    #[must_use]
    pub fn say(&self, message: &Message) -> String {
        super::show::sentence(&self.app, self.lang, message)
    }

    /// A word of `locales/` in the reader's language.
    #[must_use]
    pub fn word(&self, key: &str) -> String {
        self.app.locales.text(self.lang, key, &[])
    }

    /// Whether the person may issue certificates.
    #[must_use]
    pub fn is_certifier(&self) -> bool {
        let may = |account: &Account| {
            account.has_role(Role::Certifier, self.now) || account.has_role(Role::Administrator, self.now)
        };
        self.account().is_some_and(may)
    }

    /// Whether the person runs the server.
    #[must_use]
    pub fn is_administrator(&self) -> bool {
        self.account().is_some_and(|account| account.has_role_everywhere(Role::Administrator, self.now))
    }
}

impl Learner {
    /// Whose session it is.
    #[must_use]
    pub fn me(&self) -> &Account {
        &self.session.account
    }

    /// Their identity.
    #[must_use]
    pub fn id(&self) -> AccountId {
        self.session.account.id
    }

    /// The session.
    #[must_use]
    pub fn session(&self) -> &LiveSession {
        &self.session
    }
}

impl Deref for Learner {
    type Target = Visitor;

    fn deref(&self) -> &Visitor {
        &self.visitor
    }
}

impl FromRequest for Learner {
    type Error = AppError;
    type Future = Extracted<Self>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let request = request.clone();
        Box::pin(async move { learner(request).await })
    }
}

async fn learner(request: HttpRequest) -> Result<Learner, AppError> {
    let visitor = visitor(request).await?;
    let session = visitor.session.clone().ok_or_else(AppError::sign_in)?;
    Ok(Learner { visitor, session })
}

role_actor!(
    /// Somebody who issues certificates.
    Certifier, has_role, Certifier | Administrator, else forbidden
);
role_actor!(
    /// Somebody who runs the server: what it runs belongs to no unit, so a role over one is not enough.
    Administrator, has_role_everywhere, Administrator, else forbidden
);
role_actor!(
    /// Somebody with a duty towards people of a unit: what they see ends at their scope.
    Overseer, has_role, Facilitator | Certifier | Inspector | Administrator, else forbidden
);

role_actor!(
    /// Somebody who looks into how things came about, and decides about attempts and flags.
    Inspector, has_role, Inspector | Administrator, else forbidden
);

role_actor!(
    /// An inspector or administrator of everything: signals compare units with one another, so that a role over one unit is
    /// not enough.
    ChiefInspector, has_role_everywhere, Inspector | Administrator, else forbidden
);

const INSPECTORS: &[Role] = &[Role::Inspector, Role::Administrator];
const CERTIFIERS: &[Role] = &[Role::Certifier, Role::Administrator];
const OVERSEERS: &[Role] = &[Role::Facilitator, Role::Certifier, Role::Inspector, Role::Administrator];

/// Paths of the subtrees over which an account holds some duties; none means everywhere.
fn scopes_of(account: &Account, duties: &[Role], now: Instant) -> Option<Vec<String>> {
    let grants = account.roles.iter().filter(|grant| duties.contains(&grant.role) && grant.holds_at(now));
    grants.map(|grant| grant.scope.clone()).collect()
}

/// Whether somebody who lives in the unit of that path lies inside the scopes.
fn covers(scopes: Option<&[String]>, path: Option<&str>) -> bool {
    scopes.is_none_or(|scopes| path.is_some_and(|path| scopes.iter().any(|scope| path.starts_with(scope))))
}

impl Overseer {
    /// Paths of the subtrees that the person may look into; none means everywhere.
    #[must_use]
    pub fn scopes(&self) -> Option<Vec<String>> {
        scopes_of(self.me(), OVERSEERS, self.now)
    }

    /// Whether somebody who lives in the unit of that path lies inside the scope.
    #[must_use]
    pub fn covers(&self, path: Option<&str>) -> bool {
        covers(self.scopes().as_deref(), path)
    }
}

impl Inspector {
    /// Paths of the subtrees whose people the person may inspect; none means everywhere.
    #[must_use]
    pub fn scopes(&self) -> Option<Vec<String>> {
        scopes_of(self.me(), INSPECTORS, self.now)
    }

    /// Lets through who may inspect that account; for anybody else it does not exist.
    ///
    /// # Errors
    /// 404.
    pub async fn must_inspect(&self, account: AccountId) -> Result<(), AppError> {
        if self.inspects(account).await? { Ok(()) } else { Err(AppError::not_found()) }
    }
}

impl Certifier {
    /// Paths of the subtrees whose people the person may certify; none means everywhere.
    #[must_use]
    pub fn scopes(&self) -> Option<Vec<String>> {
        scopes_of(self.me(), CERTIFIERS, self.now)
    }

    /// Lets through who may certify that account; for anybody else it does not exist.
    ///
    /// # Errors
    /// 404.
    pub async fn must_certify(&self, account: AccountId) -> Result<(), AppError> {
        if self.certifies(account).await? { Ok(()) } else { Err(AppError::not_found()) }
    }
}
