//! Bodies of requests, for pages and programs alike: of the right kind, not too large, and all there within some seconds.

use super::error::AppError;
use crate::app::App;
use actix_web::body::{BodySize, BoxBody, MessageBody};
use actix_web::dev::Payload;
use actix_web::http::{ConnectionType, StatusCode, header};
use actix_web::web::{Bytes, BytesMut, Data};
use actix_web::{HttpMessage as _, HttpRequest, HttpResponse};
use futures_util::StreamExt as _;
use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll};

/// Largest body of a request, in bytes.
const LARGEST: usize = 64 * 1_024;

/// What kind of body is taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// What browsers send; where there is nothing to say, nothing is said of the kind.
    Form,
    /// What programs send.
    Json,
}

/// An answer that keeps a body that was not read to its end until it is sent. Then the connection is known to be of no
/// further use; dropped before, the rest of a chunked one would be waited for.
struct Last {
    answer: BoxBody,
    _unread: Payload,
}

impl MessageBody for Last {
    type Error = Box<dyn std::error::Error>;

    fn size(&self) -> BodySize {
        self.answer.size()
    }

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Result<Bytes, Self::Error>>> {
        Pin::new(&mut self.answer).poll_next(context)
    }
}

/// Reads the whole body.
///
/// # Errors
/// 400 where it breaks off, 408 where it takes too long, 413, 415.
pub(super) fn read(
    request: &HttpRequest,
    payload: &mut Payload,
    kind: Kind,
) -> impl Future<Output = Result<Bytes, AppError>> + use<> {
    let (request, mut payload) = (request.clone(), payload.take());
    async move {
        match within_limits(&request, &mut payload, kind).await {
            Ok(body) => Ok(body),
            Err(error) => {
                request.extensions_mut().insert(payload);
                Err(error)
            }
        }
    }
}

async fn within_limits(request: &HttpRequest, payload: &mut Payload, kind: Kind) -> Result<Bytes, AppError> {
    let app = request.app_data::<Data<App>>().ok_or_else(|| AppError::internal("no application"))?;
    let announced = request.headers().get(header::CONTENT_LENGTH).and_then(|length| length.to_str().ok()?.parse().ok());
    if announced.is_some_and(|length: usize| length > LARGEST) {
        return Err(too_large());
    }
    let body = tokio::time::timeout(app.config.patience.body, collect(payload))
        .await
        .map_err(|_| AppError::new(StatusCode::REQUEST_TIMEOUT, "error-slow"))??;
    let says_nothing = kind == Kind::Form && body.is_empty();
    if says_nothing || is_of(request, kind) {
        Ok(body)
    } else {
        Err(AppError::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, "error-unsupported-media"))
    }
}

async fn collect(payload: &mut Payload) -> Result<Bytes, AppError> {
    let mut body = BytesMut::new();
    while let Some(part) = payload.next().await {
        let part = part.map_err(|_| AppError::bad_request())?;
        if body.len() + part.len() > LARGEST {
            return Err(too_large());
        }
        body.extend_from_slice(&part);
    }
    Ok(body.freeze())
}

fn too_large() -> AppError {
    AppError::new(StatusCode::PAYLOAD_TOO_LARGE, "error-too-large")
}

/// Hands what was left unread on to the answer, which closes the connection then.
pub(super) fn close_after(request: &HttpRequest, response: HttpResponse) -> HttpResponse {
    let Some(unread) = request.extensions_mut().remove::<Payload>() else { return response };
    let mut response = response.map_body(|_, answer| BoxBody::new(Last { answer, _unread: unread }));
    response.head_mut().set_connection_type(ConnectionType::Close);
    response
}

fn is_of(request: &HttpRequest, kind: Kind) -> bool {
    let given = request.headers().get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or("");
    let wanted = match kind {
        Kind::Form => "application/x-www-form-urlencoded",
        Kind::Json => "application/json",
    };
    given.split(';').next().is_some_and(|given| given.trim().eq_ignore_ascii_case(wanted))
}
