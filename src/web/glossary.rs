//! The terms of a course on one page.

use super::actor::Visitor;
use super::error::AppError;
use super::view::Link;
use super::view::catalog::GlossaryPage;
use super::{page, show};
use crate::catalog::LiveCourse;
use actix_web::HttpResponse;

/// The end of its address; a lesson of that id goes before it.
pub(super) const NAME: &str = "glossary";

/// `/courses/{course}/glossary`
///
/// # Errors
/// 404 where the course has none.
pub(super) fn show(visitor: &Visitor, live: &LiveCourse) -> Result<HttpResponse, AppError> {
    let glossary = live.course.glossary.as_ref().ok_or_else(AppError::not_found)?;
    let lang = visitor.lang;
    let text_lang = if glossary.html.is_translated(lang) { lang } else { show::original_language(live) };
    let view = GlossaryPage {
        course: show::course_link(live, lang),
        title: glossary.title.get(lang).clone(),
        html: glossary.html.get(lang).clone(),
        untranslated: text_lang != lang,
        text_lang: text_lang.to_owned(),
    };
    page::show(visitor, "catalog/glossary.html", &view)
}

/// The way there from the course's page.
pub(super) fn link(live: &LiveCourse, lang: &str) -> Option<Link> {
    let glossary = live.course.glossary.as_ref()?;
    Some(Link { title: glossary.title.get(lang).clone(), url: show::item_url(&live.course.id, NAME) })
}
