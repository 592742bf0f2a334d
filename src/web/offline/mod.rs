//! What a device may keep to be read without a network: lessons and contents of a course as a visitor sees them, with
//! nothing of a person in them, so that they may stay on a phone that several people use.

pub mod files;

use super::actor::{Visitor, query_value};
use super::error::AppError;
use super::learning::{Reader, complete_address, shared_part};
use super::lesson_pages::LessonBytes;
use super::view::learning::Slots;
use super::view::offline::{Keep, KeptContents, KeptFooter, KeptHeader, KeptModule, KeptRow, NoNetwork};
use super::view::{Layout, Look};
use super::{display, media, page, show};
use crate::app::App;
use crate::catalog::LiveCourse;
use crate::message::Message;
use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::Path;
use serde_json::json;
use std::collections::BTreeSet;
use std::io::Write as _;
use std::sync::Arc;
use xutra_domain::course::{CompleteRule, Item, Lesson, Piece, Viewer};
use xutra_store::publication;

const HTML: &str = "text/html; charset=utf-8";
/// What a kept page asks for.
const ASSETS: [&str; 5] = ["style.css", "app.js", "icon-48.png", "keep.js", "listen.js"];
/// Ends of the pictures that are kept; recordings and films are too large for that.
const PICTURES: [&str; 7] = [".svg", ".png", ".jpg", ".jpeg", ".webp", ".gif", ".avif"];

/// What keeping takes, by revision and language: it is said on each view of a course, and reckoned once.
pub struct KeepSizes(moka::sync::Cache<(i64, &'static str), Arc<Sizes>>);

impl Default for KeepSizes {
    fn default() -> Self {
        Self(moka::sync::Cache::new(500))
    }
}

#[derive(Debug, Default)]
struct Sizes {
    /// Bytes of pages, style sheet and scripts as they go over the wire.
    pages: u64,
    /// Bytes of the pictures.
    pictures: u64,
    /// Addresses of the pictures.
    addresses: Vec<String>,
}

/// The lessons that anybody may read.
fn lessons(live: &LiveCourse) -> impl Iterator<Item = &Lesson> {
    live.course.visible_items(Viewer::ANYONE).filter_map(|item| match item {
        Item::Lesson(lesson) if lesson.head.requires.is_empty() => Some(lesson),
        _ => None,
    })
}

/// How a course is kept, for its page; none where nothing of it is for everyone.
///
/// # Errors
/// Where the store or a template fails.
pub(super) async fn keep(visitor: &Visitor, live: &LiveCourse) -> Result<Option<Keep>, AppError> {
    if !live.course.is_for(Viewer::ANYONE) || lessons(live).next().is_none() {
        return Ok(None);
    }
    let sizes = sizes(visitor, live).await?;
    Ok(Some(Keep {
        course: live.course.id.clone(),
        revision: live.course.revision.chars().take(16).collect(),
        script: visitor.app.statics.url("keep.js"),
        size: amount(visitor.lang, sizes.pages),
        pictures: (sizes.pictures > 0).then(|| amount(visitor.lang, sizes.pictures)),
    }))
}

/// Bytes as people say them, never less than there are.
fn amount(lang: &str, bytes: u64) -> String {
    let kilobytes = bytes.div_ceil(1_024).max(1);
    if kilobytes < 1_000 {
        return format!("{kilobytes} KB");
    }
    #[expect(clippy::cast_precision_loss, reason = "a size in megabytes with one decimal")]
    let megabytes = (kilobytes as f64 / 102.4).ceil() / 10.0;
    format!("{} MB", show::number(lang, megabytes))
}

async fn sizes(visitor: &Visitor, live: &LiveCourse) -> Result<Arc<Sizes>, AppError> {
    let (app, key) = (&visitor.app, (live.revision, visitor.lang));
    if let Some(known) = app.keep_sizes.0.get(&key) {
        return Ok(known);
    }
    let assets =
        ASSETS.iter().filter_map(|name| app.statics.find(app.statics.url(name).trim_start_matches("/static/")));
    let mut sizes = Sizes { pages: assets.map(|file| wire(file.wire_size())).sum(), ..Sizes::default() };
    sizes.pages += wire(gzip_size(&contents_html(visitor, live)?));
    let mut seen = BTreeSet::new();
    for lesson in lessons(live) {
        let (bytes, own) = kept_lesson(visitor, live, lesson)?;
        sizes.pages += wire(bytes.join_gzip([own[0].as_str(), &own[1], &own[2]]).len());
        let pieces = lesson.body.get(visitor.lang).iter();
        seen.extend(pieces.flat_map(|piece| match piece {
            Piece::Html(html) => pictures(html, &live.course.id),
            Piece::Check(_) => Vec::new(),
        }));
    }
    for address in seen {
        if let Some(size) = picture_size(app, &live.course.id, &address).await? {
            sizes.pictures += size;
            sizes.addresses.push(address);
        }
    }
    let sizes = Arc::new(sizes);
    app.keep_sizes.0.insert(key, Arc::clone(&sizes));
    Ok(sizes)
}

fn wire(bytes: usize) -> u64 {
    u64::try_from(bytes).unwrap_or(u64::MAX)
}

fn gzip_size(html: &str) -> usize {
    let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    match packer.write_all(html.as_bytes()).and_then(|()| packer.finish()) {
        Ok(packed) => packed.len(),
        Err(_) => html.len(),
    }
}

/// Addresses of the course's own pictures in a stretch of a lesson.
fn pictures(html: &str, course: &str) -> Vec<String> {
    let own = format!("/media/{course}/");
    html.split("<img")
        .skip(1)
        .filter_map(|tag| tag.split('>').next()?.split("src=\"").nth(1)?.split('"').next())
        .filter(|address| address.starts_with(&own))
        .filter(|address| PICTURES.iter().any(|end| address.to_ascii_lowercase().ends_with(end)))
        .map(|address| address.replace("&amp;", "&"))
        .collect()
}

async fn picture_size(app: &App, course: &str, address: &str) -> Result<Option<u64>, AppError> {
    let encoded = address.strip_prefix("/media/").and_then(|rest| rest.strip_prefix(course)).unwrap_or_default();
    // Only what `%` stands for is read: a plus in a path is a plus.
    let escaped = encoded.trim_start_matches('/').replace('+', "%2B").replace('&', "%26").replace('=', "%3D");
    let file: String = form_urlencoded::parse(escaped.as_bytes()).map(|(name, _)| name.into_owned()).collect();
    if let Some(size) = publication::find_medium_size(app.store.reader(), course, &file).await? {
        return Ok(u64::try_from(size).ok());
    }
    match app.media.find(course, &file) {
        Some(medium) => Ok(media::facts(&medium.place).await.map(|(size, _)| size)),
        None => Ok(None),
    }
}

/// The looks that the device asks for: pages to be kept are fetched without its cookies.
fn look(visitor: &Visitor) -> Look {
    display::look_of(&query_value(visitor.request().query_string(), "look").unwrap_or_default())
}

fn layout(visitor: &Visitor, path: &str) -> Layout {
    page::plain_layout(&visitor.app, visitor.lang, path, "", look(visitor), None, visitor.now, String::new(), None)
}

fn open(visitor: &Visitor, id: &str) -> Result<Arc<LiveCourse>, AppError> {
    visitor.app.catalog.course_for(id, Viewer::ANYONE).ok_or_else(AppError::not_found)
}

/// The shared bytes of a lesson, and what stands in the places of a person's own parts.
fn kept_lesson(
    visitor: &Visitor,
    live: &LiveCourse,
    lesson: &Lesson,
) -> Result<(Arc<LessonBytes>, [String; 3]), AppError> {
    let (app, lang, course) = (&visitor.app, visitor.lang, &live.course);
    // What is kept has its pictures, of which the size was said before.
    let reader = Reader { lang, viewer: Viewer::ANYONE, now: visitor.now, pictures_wait: false };
    let bytes = shared_part(app, reader, live, lesson)?;
    let layout = layout(visitor, "/courses");
    let items: Vec<&Item> = course.visible_items(Viewer::ANYONE).collect();
    let after = items.iter().position(|item| item.head().id == lesson.head.id).and_then(|at| items.get(at + 1));
    let footer = KeptFooter {
        complete: (lesson.complete != CompleteRule::None).then(|| complete_address(&course.id, &lesson.head.id)),
        course: show::course_link(live, lang),
        next: after.map(|item| show::item_link(&course.id, item, lang)),
    };
    let look = app.templates.render("learning/lesson_look.html", &layout, &())?;
    let header = header(visitor, &layout, Some(live))?;
    let footer = app.templates.render("learning/lesson_kept_footer.html", &layout, &footer)?;
    Ok((bytes, [look, header, footer]))
}

/// The top of a page that is kept: neither who is signed in nor a way to sign out.
fn header(visitor: &Visitor, layout: &Layout, live: Option<&LiveCourse>) -> Result<String, AppError> {
    let view = KeptHeader {
        course: live.map(|live| show::course_link(live, visitor.lang)),
        day: show::day(visitor, visitor.now),
    };
    Ok(visitor.app.templates.render("learning/lesson_kept_header.html", layout, &view)?)
}

fn slots(visitor: &Visitor, layout: &Layout, live: Option<&LiveCourse>) -> Result<Slots, AppError> {
    let look = visitor.app.templates.render("learning/lesson_look.html", layout, &())?;
    Ok(Slots { look, header: header(visitor, layout, live)?, footer: String::new() })
}

fn contents_html(visitor: &Visitor, live: &LiveCourse) -> Result<String, AppError> {
    let (course, lang) = (&live.course, visitor.lang);
    let layout = layout(visitor, "/courses");
    let kept: BTreeSet<&str> = lessons(live).map(|lesson| lesson.head.id.as_str()).collect();
    let modules = course.visible_modules(Viewer::ANYONE).map(|module| KeptModule {
        title: module.title.get(lang).clone(),
        rows: module
            .items
            .iter()
            .filter(|item| Viewer::ANYONE.sees(item))
            .map(|item| KeptRow {
                link: show::item_link(&course.id, item, lang),
                kept: kept.contains(item.head().id.as_str()),
            })
            .collect(),
    });
    let view = KeptContents {
        title: course.title.get(lang).clone(),
        modules: modules.collect(),
        slots: slots(visitor, &layout, Some(live))?,
    };
    let html = visitor.app.templates.render("offline/contents.html", &layout, &view)?;
    Ok(show::words(&visitor.app, lang, html))
}

/// `/offline`: in place of a page that was not kept, while there is no network.
///
/// # Errors
/// Where a template fails.
pub async fn no_network(visitor: Visitor) -> Result<HttpResponse, AppError> {
    let layout = layout(&visitor, "/offline");
    let view = NoNetwork { script: visitor.app.statics.url("keep.js"), slots: slots(&visitor, &layout, None)? };
    let html = visitor.app.templates.render("offline/no_network.html", &layout, &view)?;
    Ok(page::respond(visitor.request(), StatusCode::OK, HTML, html.into_bytes()))
}

/// `/offline/{course}`: what there is to keep, and under which address each page is read later.
///
/// # Errors
/// 404 for a course that is not for everyone.
pub async fn list(visitor: Visitor, id: Path<String>) -> Result<HttpResponse, AppError> {
    let live = open(&visitor, &id)?;
    let (course, sizes) = (&live.course, sizes(&visitor, &live).await?);
    let lang = visitor.lang;
    let mut pages = vec![json!({
        "at": format!("/courses/{}", course.id),
        "from": format!("/offline/{}/contents?lang={lang}", course.id),
    })];
    pages.extend(lessons(&live).map(|lesson| {
        let (course, lesson) = (&course.id, &lesson.head.id);
        let from = format!("/offline/{course}/lessons/{lesson}?lang={lang}");
        json!({ "at": show::item_url(course, lesson), "from": from })
    }));
    let statics = &visitor.app.statics;
    let day = visitor.say(&Message::new("keep-since").with("day", show::day(&visitor, visitor.now).text));
    let body = json!({
        "course": course.id,
        "title": course.title.get(lang),
        "revision": course.revision.chars().take(16).collect::<String>(),
        "bytes": sizes.pages,
        "picture_bytes": sizes.pictures,
        "since": day,
        "pages": pages,
        "assets": ASSETS.map(|name| statics.url(name)),
        "pictures": sizes.addresses,
    });
    let kind = "application/json; charset=utf-8";
    Ok(page::respond(visitor.request(), StatusCode::OK, kind, body.to_string().into_bytes()))
}

/// `/offline/{course}/contents`
///
/// # Errors
/// 404 for a course that is not for everyone.
pub async fn contents(visitor: Visitor, id: Path<String>) -> Result<HttpResponse, AppError> {
    let live = open(&visitor, &id)?;
    let html = contents_html(&visitor, &live)?;
    Ok(page::respond(visitor.request(), StatusCode::OK, HTML, html.into_bytes()))
}

/// `/offline/{course}/lessons/{lesson}`
///
/// # Errors
/// 404 for what is not for everyone, or opens only after something else.
pub async fn lesson(visitor: Visitor, path: Path<(String, String)>) -> Result<HttpResponse, AppError> {
    let live = open(&visitor, &path.0)?;
    let found = lessons(&live).find(|lesson| lesson.head.id == path.1).ok_or_else(AppError::not_found)?;
    let (bytes, own) = kept_lesson(&visitor, &live, found)?;
    let own = [own[0].as_str(), &own[1], &own[2]];
    let mut response = HttpResponse::Ok();
    response.content_type(HTML);
    if page::takes_gzip(visitor.request()) {
        Ok(page::encoded(&mut response, bytes.join_gzip(own)))
    } else {
        Ok(response.body(bytes.join(own)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_said_as_people_say_them() {
        for (bytes, vi, en) in
            [(0, "1 KB", "1 KB"), (1_025, "2 KB", "2 KB"), (1_048_576, "1 MB", "1 MB"), (1_600_000, "1,6 MB", "1.6 MB")]
        {
            assert_eq!((amount("vi", bytes), amount("en", bytes)), (vi.to_owned(), en.to_owned()));
        }
    }

    #[test]
    fn only_own_pictures_are_kept() {
        let html =
            "<img alt=\"\" src=\"/media/a/x%20y.png\"><img src=\"/media/b/z.png\"><video src=\"/media/a/f.mp4\">";
        assert_eq!(pictures(html, "a"), ["/media/a/x%20y.png"]);
    }
}
