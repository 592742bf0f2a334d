//! The JSON API, `/api/v1`: the outer face for programs. Shapes are fixed by contract.

pub mod account;
pub mod attempt;
pub mod certificate;
pub mod competency;
pub mod course;
pub mod openapi;
pub mod problem;
pub mod report;
pub mod result;
pub mod routes;
pub mod session;
pub mod teach;
pub mod unit;
pub mod work;

use super::actor::{Visitor, query_value};
use super::body;
use super::error::AppError;
use super::finish::{Outgoing, form_token_fits};
use super::page;
use crate::message::Message;
use actix_web::dev::Payload;
use actix_web::http::StatusCode;
use actix_web::{FromRequest, HttpRequest, HttpResponse};
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::collections::BTreeMap;
use std::future::Future;
use std::pin::Pin;

const JSON: &str = "application/json; charset=utf-8";
/// Most items of a list.
const MOST: u64 = 200;

/// A JSON body. What does not fit is said with a pointer to it, to who may send one at all: a body is asked for only after
/// the other extractors let the caller in.
pub struct Body<T>(Result<T, AppError>);

impl<T> Body<T> {
    /// The body.
    ///
    /// # Errors
    /// 400, 413, 415, 422.
    pub fn read(self) -> Result<T, AppError> {
        self.0
    }
}

/// The defence against forged requests for calls without a body that carry the browser's cookie.
pub struct OwnSite;

impl FromRequest for OwnSite {
    type Error = AppError;
    type Future = Pin<Box<dyn Future<Output = Result<Self, AppError>>>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let request = request.clone();
        Box::pin(async move { check_site(&request).await.map(|()| Self) })
    }
}

/// Where neither `Origin` nor `Sec-Fetch-Site` tells that a cookie's request comes from this site, its header
/// `X-CSRF-Token` must.
pub(in crate::web) async fn check_site(request: &HttpRequest) -> Result<(), AppError> {
    if !Outgoing::with(request, |outgoing| outgoing.needs_form_token) {
        return Ok(());
    }
    let visitor = Visitor::extract(request).await?;
    let token = request.headers().get("x-csrf-token").and_then(|token| token.to_str().ok()).unwrap_or("");
    if form_token_fits(&visitor.app, request, token) {
        Ok(())
    } else {
        Err(AppError::new(StatusCode::FORBIDDEN, "error-csrf"))
    }
}

impl<T: DeserializeOwned + 'static> FromRequest for Body<T> {
    type Error = AppError;
    type Future = Pin<Box<dyn Future<Output = Result<Self, AppError>>>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let body = body::read(request, payload, body::Kind::Json);
        let request = request.clone();
        Box::pin(async move {
            check_site(&request).await?;
            Ok(Self(body.await.and_then(|body| read(&body))))
        })
    }
}

fn read<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, AppError> {
    let mut reader = serde_json::Deserializer::from_slice(bytes);
    let wrong = |error: &serde_path_to_error::Error<serde_json::Error>| {
        let is_shape = error.inner().is_data();
        let mut fault = if is_shape {
            AppError::new(StatusCode::UNPROCESSABLE_ENTITY, "error-bad-request")
        } else {
            AppError::bad_request()
        };
        let pointer = pointer(error.path());
        // The parser's own words are for programmers, and so is this API.
        fault.fields.insert(pointer, Message::new("json-wrong").with("what", error.inner()));
        fault
    };
    let value = serde_path_to_error::deserialize(&mut reader).map_err(|error| wrong(&error))?;
    reader.end().map_err(|_| AppError::bad_request())?;
    Ok(value)
}

fn pointer(path: &serde_path_to_error::Path) -> String {
    use serde_path_to_error::Segment;
    path.iter().fold(String::new(), |mut pointer, segment| {
        match segment {
            Segment::Seq { index } => pointer.push_str(&format!("/{index}")),
            Segment::Map { key } => pointer.push_str(&format!("/{}", key.replace('~', "~0").replace('/', "~1"))),
            Segment::Enum { .. } | Segment::Unknown => {}
        }
        pointer
    })
}

/// An answer with a JSON body.
pub fn answer<T: Serialize>(request: &HttpRequest, status: StatusCode, body: &T) -> Result<HttpResponse, AppError> {
    let bytes = serde_json::to_vec(body).map_err(AppError::internal)?;
    Ok(page::respond(request, status, JSON, bytes))
}

/// 200 with a JSON body.
pub fn ok<T: Serialize>(visitor: &Visitor, body: &T) -> Result<HttpResponse, AppError> {
    answer(visitor.request(), StatusCode::OK, body)
}

/// One page of a list.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct Items<T> {
    /// What is on it.
    pub items: Vec<T>,
    /// Value of `cursor` for the next page.
    pub next: Option<String>,
}

impl<T> Items<T> {
    /// A page of what was found, of which there is one more than the limit where more follow.
    pub(super) fn page(mut found: Vec<T>, limit: u64, cursor: impl Fn(&T) -> String) -> Self {
        let limit = usize::try_from(limit).unwrap_or(usize::MAX);
        let more = found.len() > limit;
        found.truncate(limit);
        let next = found.last().filter(|_| more).map(cursor);
        Self { items: found, next }
    }
}

/// `limit` of a list: 1 to 200, 50 where it is not given.
pub(super) fn limit(visitor: &Visitor) -> Result<u64, AppError> {
    limit_or(visitor, 50)
}

/// `limit` of a list: 1 to 200.
pub(super) fn limit_or(visitor: &Visitor, otherwise: u64) -> Result<u64, AppError> {
    match query_value(visitor.request().query_string(), "limit") {
        None => Ok(otherwise),
        Some(text) => match text.parse() {
            Ok(number) if (1..=MOST).contains(&number) => Ok(number),
            _ => {
                let mut error = AppError::new(StatusCode::UNPROCESSABLE_ENTITY, "error-bad-request");
                error.fields = BTreeMap::from([("/limit".into(), Message::new("limit-range").with("most", MOST))]);
                Err(error)
            }
        },
    }
}

/// A parameter of the query.
pub(super) fn parameter(visitor: &Visitor, name: &str) -> Option<String> {
    query_value(visitor.request().query_string(), name).filter(|value| !value.is_empty())
}

/// Everything that is not in the route table. Who asks is found out first, so that the page knows them.
///
/// # Errors
/// Always 404.
pub async fn nothing(_visitor: Visitor) -> Result<HttpResponse, AppError> {
    Err(AppError::not_found())
}
