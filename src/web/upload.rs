//! An upload as browsers send it: a form with one file, bounded, with the check of the form token.

use super::actor::Instructor;
use super::error::AppError;
use super::finish::{Outgoing, form_token_fits};
use crate::course_archive::LARGEST_ARCHIVE;
use actix_multipart::Multipart;
use actix_web::dev::Payload;
use actix_web::http::{StatusCode, header};
use actix_web::{FromRequest, HttpRequest};
use futures_util::StreamExt as _;
use std::future::Future;
use std::pin::Pin;
use tokio::sync::Semaphore;

/// Most parts of a form.
const MOST_PARTS: usize = 10;
/// Largest field that is no file, in bytes.
const LARGEST_FIELD: usize = 1_024;
/// Uploads that are read at the same time: each may hold a hundred megabytes while it is unpacked and compiled.
static LANES: Semaphore = Semaphore::const_new(2);

/// A file that an instructor uploaded. Nobody else's body is read.
pub struct Upload {
    /// Who.
    pub instructor: Instructor,
    /// Its name, as the browser says it; not to be trusted.
    pub file_name: String,
    /// Its content.
    pub bytes: Vec<u8>,
    /// Who else uploads waits until this is dropped.
    pub lane: tokio::sync::SemaphorePermit<'static>,
}

impl FromRequest for Upload {
    type Error = AppError;
    type Future = Pin<Box<dyn Future<Output = Result<Self, AppError>>>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let parts = Multipart::from_request(request, payload);
        let request = request.clone();
        Box::pin(async move {
            let instructor = Instructor::extract(&request).await?;
            if !is_multipart(&request) {
                return Err(unsupported());
            }
            let parts = parts.await.map_err(|_| unsupported())?;
            let lane = LANES.try_acquire().map_err(|_| {
                let mut busy = AppError::new(StatusCode::SERVICE_UNAVAILABLE, "error-busy");
                busy.retry_after = Some(10);
                busy
            })?;
            read(instructor, parts, lane).await
        })
    }
}

async fn read(
    instructor: Instructor,
    mut parts: Multipart,
    lane: tokio::sync::SemaphorePermit<'static>,
) -> Result<Upload, AppError> {
    let (mut file_name, mut bytes, mut token) = (String::new(), Vec::new(), String::new());
    let mut count = 0;
    while let Some(part) = parts.next().await {
        let mut part = part.map_err(|_| AppError::bad_request())?;
        count += 1;
        if count > MOST_PARTS {
            return Err(AppError::bad_request());
        }
        let is_archive = part.name() == Some("archive");
        let is_token = part.name() == Some("csrf");
        if is_archive {
            let about = part.content_disposition();
            file_name = about.and_then(|about| about.get_filename()).unwrap_or_default().to_owned();
        }
        let most = if is_archive { LARGEST_ARCHIVE } else { LARGEST_FIELD };
        let mut content = Vec::new();
        while let Some(piece) = part.next().await {
            let piece = piece.map_err(|_| AppError::bad_request())?;
            if content.len() + piece.len() > most {
                return Err(AppError::new(StatusCode::PAYLOAD_TOO_LARGE, "error-too-large"));
            }
            content.extend_from_slice(&piece);
        }
        if is_archive {
            bytes = content;
        } else if is_token {
            token = String::from_utf8_lossy(&content).into_owned();
        }
    }
    let request = instructor.request();
    if Outgoing::with(request, |outgoing| outgoing.needs_form_token)
        && !form_token_fits(&instructor.app, request, &token)
    {
        return Err(AppError::new(StatusCode::FORBIDDEN, "error-csrf"));
    }
    Ok(Upload { instructor, file_name, bytes, lane })
}

fn is_multipart(request: &HttpRequest) -> bool {
    let kind = request.headers().get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    kind.trim_start().to_ascii_lowercase().starts_with("multipart/form-data")
}

fn unsupported() -> AppError {
    AppError::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, "error-unsupported-media")
}
