//! Pictures and recordings of courses, in parts where a reader asks for parts: a phone goes to the middle of a film by that.
//! Nothing of them runs, even when it is opened by itself.

use super::error::AppError;
use crate::app::App;
use crate::media::{Medium, Place};
use actix_web::body::{BoxBody, SizedStream};
use actix_web::http::StatusCode;
use actix_web::http::header::{self, HeaderMap};
use actix_web::web::{Bytes, Data, Path};
use actix_web::{HttpRequest, HttpResponse, HttpResponseBuilder};
use futures_util::stream;
use std::io::SeekFrom;
use std::ops::Range;
use std::path::PathBuf;
use std::time::UNIX_EPOCH;
use tokio::fs::File;
use tokio::io::{AsyncReadExt as _, AsyncSeekExt as _};
use xutra_store::publication;

/// Bytes that are read from the disk at a time.
const PART: u64 = 64 * 1_024;

/// `/media/{course}/{path}`
///
/// # Errors
/// 404.
pub async fn show(
    request: HttpRequest,
    app: Data<App>,
    path: Path<(String, String)>,
) -> Result<HttpResponse, AppError> {
    let (course, file) = path.into_inner();
    let (reader, headers) = (app.store.reader(), request.headers());
    let (medium, tag) = match publication::find_medium(reader, &course, &file).await? {
        Some(hash) => {
            let tag = format!("\"{hash}\"");
            // The content is read only where the reader does not have it.
            let known = asks(headers, header::IF_NONE_MATCH).is_some_and(|known| names(known, &tag));
            let bytes = if known { Vec::new() } else { publication::medium_content(reader, &hash).await? };
            (Medium::kept(&file, bytes), Some(tag))
        }
        None => (app.media.find(&course, &file), None),
    };
    answer(headers, medium.ok_or_else(AppError::not_found)?, tag, "public, max-age=3600").await
}

/// A file, or the part of it that is asked for, or that it is as the reader knows it by its entity tag; where no tag is
/// given, one is worked out.
///
/// # Errors
/// 404 where it is gone.
pub(super) async fn answer(
    headers: &HeaderMap,
    medium: Medium,
    tag: Option<String>,
    cache: &'static str,
) -> Result<HttpResponse, AppError> {
    let (size, own) = facts(&medium.place).await.ok_or_else(AppError::not_found)?;
    let tag = tag.unwrap_or(own);
    let describe = |response, medium: &Medium, tag: &str| describe(response, medium, tag, cache);
    if asks(headers, header::IF_NONE_MATCH).is_some_and(|known| names(known, &tag)) {
        return Ok(describe(HttpResponse::NotModified(), &medium, &tag).finish());
    }
    match wanted(headers, &tag, size) {
        Wanted::Whole => {
            let mut response = HttpResponse::Ok();
            send(describe(response.take(), &medium, &tag), medium.place, 0..size).await
        }
        Wanted::Part(part) => {
            let mut response = HttpResponse::PartialContent();
            let range = format!("bytes {}-{}/{size}", part.start, part.end - 1);
            response.insert_header((header::CONTENT_RANGE, range));
            send(describe(response.take(), &medium, &tag), medium.place, part).await
        }
        Wanted::Nothing => Ok(HttpResponse::build(StatusCode::RANGE_NOT_SATISFIABLE)
            .insert_header((header::CONTENT_RANGE, format!("bytes */{size}")))
            .content_type("text/plain; charset=utf-8")
            .finish()),
    }
}

fn describe(mut response: HttpResponseBuilder, medium: &Medium, tag: &str, cache: &'static str) -> HttpResponseBuilder {
    // A drawing is a document; the others are shown by a document that the browser makes up.
    let policy = match medium.content_type {
        "image/svg+xml" => "default-src 'none'; sandbox",
        _ => "default-src 'none'; img-src 'self'; media-src 'self'; sandbox",
    };
    response
        .content_type(medium.content_type)
        .insert_header((header::CACHE_CONTROL, cache))
        .insert_header((header::CONTENT_SECURITY_POLICY, policy))
        .insert_header((header::ACCEPT_RANGES, "bytes"))
        .insert_header((header::ETAG, tag));
    response
}

/// Size and entity tag of a file; none where it is gone.
pub(super) async fn facts(place: &Place) -> Option<(u64, String)> {
    match place {
        Place::BuiltIn(bytes) => Some(facts_of(bytes)),
        Place::Kept(bytes) => Some(facts_of(bytes)),
        Place::Disk(path) => {
            let file = tokio::fs::metadata(path).await.ok().filter(std::fs::Metadata::is_file)?;
            let changed = file.modified().ok()?.duration_since(UNIX_EPOCH).map_or(0, |since| since.as_nanos());
            Some((file.len(), format!("\"{:x}-{changed:x}\"", file.len())))
        }
    }
}

fn facts_of(bytes: &[u8]) -> (u64, String) {
    (bytes.len() as u64, format!("\"{:x}-{:x}\"", bytes.len(), crc32fast::hash(bytes)))
}

async fn send(mut response: HttpResponseBuilder, place: Place, part: Range<u64>) -> Result<HttpResponse, AppError> {
    let body = match place {
        Place::BuiltIn(bytes) => BoxBody::new(slice(&Bytes::from_static(bytes), &part)),
        Place::Kept(bytes) => BoxBody::new(slice(&Bytes::from(bytes), &part)),
        Place::Disk(path) => {
            let size = part.end - part.start;
            let file = open(path, part.start).await.map_err(|_| AppError::not_found())?;
            BoxBody::new(SizedStream::new(size, stream::try_unfold((file, size), next_part)))
        }
    };
    Ok(response.body(body))
}

fn slice(bytes: &Bytes, part: &Range<u64>) -> Bytes {
    let at = |place: u64| usize::try_from(place).unwrap_or(bytes.len()).min(bytes.len());
    bytes.slice(at(part.start)..at(part.end))
}

async fn open(path: PathBuf, from: u64) -> std::io::Result<File> {
    let mut file = File::open(path).await?;
    file.seek(SeekFrom::Start(from)).await?;
    Ok(file)
}

/// The next bytes of a file of which so many are left to send; a file that has become shorter ends the answer.
async fn next_part((mut file, left): (File, u64)) -> std::io::Result<Option<(Bytes, (File, u64))>> {
    if left == 0 {
        return Ok(None);
    }
    let mut part = vec![0; usize::try_from(left.min(PART)).unwrap_or(0)];
    file.read_exact(&mut part).await?;
    let left = left - part.len() as u64;
    Ok(Some((part.into(), (file, left))))
}

fn asks(headers: &HeaderMap, name: header::HeaderName) -> Option<&str> {
    headers.get(name)?.to_str().ok()
}

/// Whether a list of entity tags names this one.
fn names(known: &str, tag: &str) -> bool {
    known.split(',').map(str::trim).any(|one| one == "*" || one.strip_prefix("W/").unwrap_or(one) == tag)
}

/// What of a file is asked for.
#[derive(Debug, PartialEq, Eq)]
enum Wanted {
    Whole,
    Part(Range<u64>),
    Nothing,
}

/// One part, where one is asked for and `If-Range` names the file as it is; several at once get the whole.
fn wanted(headers: &HeaderMap, tag: &str, size: u64) -> Wanted {
    let unchanged = asks(headers, header::IF_RANGE).is_none_or(|known| known.trim() == tag);
    let asked = asks(headers, header::RANGE).and_then(|range| range.trim().strip_prefix("bytes="));
    match asked {
        Some(range) if unchanged => part(range, size),
        _ => Wanted::Whole,
    }
}

fn part(range: &str, size: u64) -> Wanted {
    let number = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit()).then(|| text.parse::<u64>().ok())?;
    let Some((from, to)) = range.trim().split_once('-').map(|(from, to)| (from.trim(), to.trim())) else {
        return Wanted::Whole;
    };
    let found = match (from, to) {
        ("", last) => number(last).map(|last| size.saturating_sub(last)..size),
        (from, "") => number(from).map(|from| from..size),
        (from, to) => match (number(from), number(to)) {
            (Some(from), Some(to)) if from <= to => Some(from..size.min(to.saturating_add(1))),
            _ => None,
        },
    };
    match found {
        // What is no range is as if it were not there.
        None => Wanted::Whole,
        Some(part) if part.start < part.end => Wanted::Part(part),
        Some(_) => Wanted::Nothing,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_are_read_as_browsers_write_them() {
        for (range, expected) in [
            ("0-", Wanted::Part(0..100)),
            ("10-19", Wanted::Part(10..20)),
            ("90-500", Wanted::Part(90..100)),
            ("-5", Wanted::Part(95..100)),
            ("-500", Wanted::Part(0..100)),
            ("99-99", Wanted::Part(99..100)),
            ("100-", Wanted::Nothing),
            ("-0", Wanted::Nothing),
            ("9-3", Wanted::Whole),
            ("0-1,5-6", Wanted::Whole),
            ("x-", Wanted::Whole),
            ("+1-2", Wanted::Whole),
            ("-", Wanted::Whole),
            ("", Wanted::Whole),
            ("99999999999999999999999-", Wanted::Whole),
        ] {
            assert_eq!(part(range, 100), expected, "{range}");
        }
        assert_eq!(part("0-0", 0), Wanted::Nothing);
    }
}
