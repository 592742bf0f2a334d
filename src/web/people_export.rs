//! A list of people as a file, sent while it is read: however many there are, the server holds some thousands at a time.

use super::actor::Administrator;
use super::administration::Narrowed;
use super::csv_file;
use super::error::AppError;
use crate::actions::export_people::note_export;
use actix_web::HttpResponse;
use actix_web::http::header;
use actix_web::web::Bytes;
use futures_util::stream;
use std::io;
use std::sync::Arc;
use xutra_domain::ids::AccountId;
use xutra_domain::instant::Instant;
use xutra_store::account_list::{Listed, page_listed};
use xutra_store::unit;

/// People of a piece.
const PIECE: u64 = 2_000;

/// Columns, by their keys of words.
const COLUMNS: [&str; 12] = [
    "field-login",
    "field-name",
    "field-phone",
    "field-email",
    "me-audience",
    "export-code",
    "unit",
    "field-birth-year",
    "account-created",
    "people-export-since",
    "people-export-capable",
    "people-export-until",
];

/// How far the list has come.
enum Next {
    Heads,
    After(Option<AccountId>),
}

/// `/admin/accounts.csv?q=&role=&audience=&unit=&state=`: everybody whom the list shows, in the order in which they came.
///
/// # Errors
/// Where the store fails. Where it fails later, the answer breaks off.
pub async fn people(admin: Administrator) -> Result<HttpResponse, AppError> {
    let filter = Narrowed::of(&admin).filter(&unit::list_all(admin.app.store.reader()).await?);
    note_export(&admin.app, admin.id(), &filter).await?;
    let (day, month, year) = admin.app.zone.day_month_year(admin.now);
    let name = format!("attachment; filename=\"people-{year}-{month:02}-{day:02}.csv\"");
    let (app, now) = (Arc::clone(&admin.app), admin.now);
    let heads = COLUMNS.map(|key| admin.word(key));
    let audience = |word: &str| admin.word(&format!("audience-{word}"));
    let words: Vec<(&'static str, String)> =
        xutra_domain::people::Audience::ALL.iter().map(|one| (one.word(), audience(one.word()))).collect();
    let pieces = stream::try_unfold(Next::Heads, move |next| {
        let (app, filter, heads, words) = (Arc::clone(&app), filter.clone(), heads.clone(), words.clone());
        async move {
            let after = match next {
                Next::Heads => {
                    let line = csv_file::lines([heads])?;
                    let first = [csv_file::MARK.as_bytes(), &line].concat();
                    return Ok::<_, io::Error>(Some((Bytes::from(first), Next::After(None))));
                }
                Next::After(after) => after,
            };
            let people = page_listed(app.store.reader(), &filter, after, PIECE, now).await.map_err(io::Error::other)?;
            let Some(last) = people.last().map(|last| last.id) else { return Ok(None) };
            let day = |at: Instant| {
                let (day, month, year) = app.zone.day_month_year(at);
                format!("{year}-{month:02}-{day:02}")
            };
            let rows = people.into_iter().map(|one| row(one, &words, day));
            let piece = csv_file::lines(rows)?;
            Ok(Some((Bytes::from(piece), Next::After(Some(last)))))
        }
    });
    Ok(HttpResponse::Ok()
        .content_type("text/csv; charset=utf-8")
        .insert_header((header::CONTENT_DISPOSITION, name))
        .streaming(Box::pin(pieces)))
}

fn row(one: Listed, words: &[(&'static str, String)], day: impl Fn(Instant) -> String) -> [String; COLUMNS.len()] {
    let text = |text: Option<String>| text.map(|text| csv_file::safe(&text).into_owned()).unwrap_or_default();
    let audience = words.iter().find(|(word, _)| *word == one.audience).map(|(_, said)| said.clone());
    [
        text(one.login),
        text(Some(one.name)),
        text(one.phone),
        text(one.email),
        audience.unwrap_or(one.audience),
        text(one.unit),
        text(one.unit_name),
        one.birth_year.map(|year| year.to_string()).unwrap_or_default(),
        day(one.created_at),
        one.since.map(&day).unwrap_or_default(),
        one.grade.unwrap_or_default(),
        one.until.map(&day).unwrap_or_default(),
    ]
}
