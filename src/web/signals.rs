//! Signals: patterns in exams that people should look at, and what came of looking.

use super::actor::{ChiefInspector, query_value};
use super::error::AppError;
use super::form::Form;
use super::view::signals::{SeenView, SignalView, SignalsPage};
use super::{page, show};
use crate::actions::review_signal::review_signal;
use crate::message::Message;
use actix_web::HttpResponse;
use actix_web::web::Path;
use xutra_store::signal::{self, SignalRow};

/// Signals on a page.
const PAGE: u64 = 50;

/// `/admin/signals?seen=yes&before=`
///
/// # Errors
/// Where the store fails.
pub async fn list(inspector: ChiefInspector) -> Result<HttpResponse, AppError> {
    let query = inspector.request().query_string();
    let seen = query_value(query, "seen").as_deref() == Some("yes");
    let before = query_value(query, "before").and_then(|before| before.parse().ok());
    let mut rows = signal::page(inspector.app.store.reader(), seen, before, PAGE + 1).await?;
    let more = rows.len() as u64 > PAGE;
    rows.truncate(usize::try_from(PAGE).unwrap_or(usize::MAX));
    let filter = if seen { "seen=yes&" } else { "" };
    let next_url = rows.last().filter(|_| more).map(|last| format!("/admin/signals?{filter}before={}", last.id));
    let view = SignalsPage { seen, rows: rows.iter().map(|row| view(&inspector, row)).collect(), next_url };
    page::show(&inspector, "signal/signals.html", &view)
}

fn view(inspector: &ChiefInspector, row: &SignalRow) -> SignalView {
    let live = inspector.app.catalog.course(&row.found.course);
    SignalView {
        kind: row.found.signal.word(),
        subject: row.found.subject.clone(),
        course: live.map_or_else(|| row.found.course.clone(), |live| live.course.title.get(inspector.lang).clone()),
        figures: row.found.figures.clone(),
        when: show::when(inspector, row.at),
        seen: row.seen.as_ref().map(|seen| SeenView {
            by: seen.by.clone(),
            when: show::when(inspector, seen.at),
            note: seen.note.clone(),
        }),
        id: row.id,
        action: format!("/admin/signals/{}", row.id),
    }
}

/// POST `/admin/signals/{signal}`: somebody looked at it.
///
/// # Errors
/// 409 where somebody did before, 422 for a note that is too long.
pub async fn post_review(inspector: ChiefInspector, id: Path<i64>, form: Form) -> Result<HttpResponse, AppError> {
    review_signal(&inspector.app, inspector.id(), *id, form.get("note").to_owned()).await?;
    Ok(page::see_other_saying(&inspector, "/admin/signals", "good", &Message::new("flash-signal-seen")))
}
