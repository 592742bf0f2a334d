//! An upload as browsers send it: a form with one file, bounded, with the check of the form token.

use super::actor::{Administrator, Instructor};
use super::error::AppError;
use super::finish::{Outgoing, form_token_fits};
use crate::app::App;
use crate::course_archive::LARGEST_ARCHIVE;
use actix_multipart::Multipart;
use actix_web::dev::Payload;
use actix_web::http::{StatusCode, header};
use actix_web::{FromRequest, HttpRequest};
use futures_util::StreamExt as _;
use std::collections::BTreeMap;
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

/// A file of at most so many bytes, in the field `file` of a form, that an administrator uploaded. Nobody else's body is read.
pub struct AdminUpload<const LARGEST: usize> {
    /// Who.
    pub(super) admin: Administrator,
    /// The form.
    pub(super) parts: Parts,
}

impl<const LARGEST: usize> FromRequest for AdminUpload<LARGEST> {
    type Error = AppError;
    type Future = Pin<Box<dyn Future<Output = Result<Self, AppError>>>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let parts = Multipart::from_request(request, payload);
        let request = request.clone();
        Box::pin(async move {
            let admin = Administrator::extract(&request).await?;
            if !is_multipart(&request) {
                return Err(unsupported());
            }
            let parts = read_parts(parts.await.map_err(|_| unsupported())?, "file", LARGEST).await?;
            check_token(&admin.app, &request, &parts.fields)?;
            Ok(Self { admin, parts })
        })
    }
}

async fn read(
    instructor: Instructor,
    parts: Multipart,
    lane: tokio::sync::SemaphorePermit<'static>,
) -> Result<Upload, AppError> {
    let Parts { file_name, bytes, fields } = read_parts(parts, "archive", LARGEST_ARCHIVE).await?;
    check_token(&instructor.app, instructor.request(), &fields)?;
    Ok(Upload { instructor, file_name, bytes, lane })
}

/// A form of several parts, one of them a file.
#[derive(Default)]
pub struct Parts {
    /// The file's name, as the browser says it; not to be trusted.
    pub(super) file_name: String,
    /// Its content.
    pub(super) bytes: Vec<u8>,
    /// The other fields.
    pub(super) fields: BTreeMap<String, String>,
}

/// Reads a form; `file` names the field that holds one, of at most `largest` bytes.
async fn read_parts(mut parts: Multipart, file: &str, largest: usize) -> Result<Parts, AppError> {
    let mut read = Parts::default();
    let mut count = 0;
    while let Some(part) = parts.next().await {
        let mut part = part.map_err(|_| AppError::bad_request())?;
        count += 1;
        if count > MOST_PARTS {
            return Err(AppError::bad_request());
        }
        let name = part.name().unwrap_or_default().to_owned();
        let is_file = name == file;
        if is_file {
            let about = part.content_disposition();
            read.file_name = about.and_then(|about| about.get_filename()).unwrap_or_default().to_owned();
        }
        let most = if is_file { largest } else { LARGEST_FIELD };
        let mut content = Vec::new();
        while let Some(piece) = part.next().await {
            let piece = piece.map_err(|_| AppError::bad_request())?;
            if content.len() + piece.len() > most {
                return Err(AppError::new(StatusCode::PAYLOAD_TOO_LARGE, "error-too-large"));
            }
            content.extend_from_slice(&piece);
        }
        if is_file {
            read.bytes = content;
        } else {
            read.fields.insert(name, String::from_utf8_lossy(&content).into_owned());
        }
    }
    Ok(read)
}

/// The check of the form token, where nothing else told that the request comes from the site itself.
fn check_token(app: &App, request: &HttpRequest, fields: &BTreeMap<String, String>) -> Result<(), AppError> {
    let token = fields.get("csrf").map_or("", String::as_str);
    if Outgoing::with(request, |outgoing| outgoing.needs_form_token) && !form_token_fits(app, request, token) {
        return Err(AppError::new(StatusCode::FORBIDDEN, "error-csrf"));
    }
    Ok(())
}

pub(super) fn is_multipart(request: &HttpRequest) -> bool {
    let kind = request.headers().get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    kind.trim_start().to_ascii_lowercase().starts_with("multipart/form-data")
}

pub(super) fn unsupported() -> AppError {
    AppError::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, "error-unsupported-media")
}
