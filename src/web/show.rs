//! How things read: sentences with their facts, instants, numbers, durations, in the reader's language.

use super::actor::Visitor;
use super::view::catalog::CourseCard;
use super::view::{Link, Progress, When};
use crate::app::App;
use crate::catalog::LiveCourse;
use crate::message::Message;
use std::borrow::Cow;
use xutra_domain::course::{Item, Viewer};
use xutra_domain::instant::{DAY, HOUR, Instant, MINUTE};
use xutra_domain::language::Localized;
use xutra_domain::learning;

/// A sentence.
#[must_use]
pub fn sentence(app: &App, lang: &str, message: &Message) -> String {
    let facts: Vec<(&str, Cow<'_, str>)> = message
        .args
        .iter()
        .map(|(name, value)| {
            let instant = value.strip_prefix('@').and_then(|ms| ms.parse().ok()).map(Instant);
            let shown = instant.map_or(Cow::Borrowed(value.as_str()), |at| Cow::Owned(app.zone.date_time(at, lang)));
            (*name, shown)
        })
        .collect();
    let facts: Vec<(&str, &str)> = facts.iter().map(|(name, value)| (*name, value.as_ref())).collect();
    app.locales.text(lang, message.key, &facts)
}

const WORD_START: char = '\u{E000}';
const WORD_END: char = '\u{E001}';

/// Puts words in place of the markers that the course compiler leaves in its HTML.
#[must_use]
pub fn words(app: &App, lang: &str, html: String) -> String {
    if !html.contains(WORD_START) {
        return html;
    }
    let mut out = String::with_capacity(html.len());
    let mut rest = html.as_str();
    while let Some((before, after)) = rest.split_once(WORD_START) {
        out.push_str(before);
        let Some((key, tail)) = after.split_once(WORD_END) else {
            rest = after;
            continue;
        };
        out.push_str(&app.locales.text(lang, key, &[]));
        rest = tail;
    }
    out.push_str(rest);
    out
}

/// An instant with its time of day.
#[must_use]
pub fn when(visitor: &Visitor, instant: Instant) -> When {
    When { iso: instant.rfc3339(), text: visitor.app.zone.date_time(instant, visitor.lang) }
}

/// An instant as a day.
#[must_use]
pub fn day(visitor: &Visitor, instant: Instant) -> When {
    When { iso: instant.rfc3339(), text: visitor.app.zone.date(instant, visitor.lang) }
}

/// A day by its name (`2027-01-15`) as people write it.
#[must_use]
pub fn day_named(visitor: &Visitor, day: &str) -> String {
    let end = visitor.app.zone.end_of(day);
    end.map_or_else(|| day.to_owned(), |end| visitor.app.zone.date(end.plus(-1), visitor.lang))
}

/// A quarter by its name (`2027Q1`) as people write it.
#[must_use]
pub fn quarter_named(name: &str) -> String {
    name.split_once('Q').map_or_else(|| name.to_owned(), |(year, quarter)| format!("{quarter}/{year}"))
}

pub use crate::numbers::number;

/// A percentage with its sign, whole and rounded down: nobody reads 80% who has not reached it.
#[must_use]
pub fn percent(value: f64) -> String {
    format!("{:.0}%", (value + 1e-9).floor())
}

/// A length of time in words, in its largest whole unit.
#[must_use]
pub fn duration(visitor: &Visitor, milliseconds: i64) -> String {
    let (key, unit) = match milliseconds {
        ms if ms >= DAY && ms % DAY == 0 => ("duration-days", DAY),
        ms if ms >= HOUR && ms % HOUR == 0 => ("duration-hours", HOUR),
        _ => ("duration-minutes", MINUTE),
    };
    let count = (milliseconds + unit - 1).div_euclid(unit);
    visitor.say(&Message::new(key).with("n", count))
}

/// How far one is.
#[must_use]
pub fn progress(progress: &learning::Progress) -> Progress {
    let percent = (progress.completed * 100).checked_div(progress.total).unwrap_or(0);
    Progress { completed: progress.completed, total: progress.total, percent }
}

/// The address of an item.
#[must_use]
pub fn item_url(course: &str, item: &str) -> String {
    format!("/courses/{course}/{item}")
}

/// A link to an item.
#[must_use]
pub fn item_link(course: &str, item: &Item, lang: &str) -> Link {
    let head = item.head();
    Link { title: head.title.get(lang).clone(), url: item_url(course, &head.id) }
}

/// A link to a course.
#[must_use]
pub fn course_link(live: &LiveCourse, lang: &str) -> Link {
    Link { title: live.course.title.get(lang).clone(), url: format!("/courses/{}", live.course.id) }
}

/// The language of a course's originals.
#[must_use]
pub fn original_language(live: &LiveCourse) -> &str {
    live.course.languages.first().map_or("vi", String::as_str)
}

/// A question as it is asked, by its stem and what was made of it; a mark says where it is not translated.
#[must_use]
pub fn prompt(original: &str, lang: &str, stem: &Localized, html: String) -> String {
    if original == lang || stem.is_translated(lang) {
        return html;
    }
    let mark = format!("<p class=\"meta\" lang=\"{lang}\">{WORD_START}question-untranslated{WORD_END}</p>");
    format!("{mark}<div lang=\"{original}\">{html}</div>")
}

/// A question of an attempt.
#[must_use]
pub fn attempt_prompt(app: &App, course: &str, lang: &str, stem: &Localized, html: String) -> String {
    let live = app.catalog.course(course);
    prompt(live.as_deref().map_or("vi", original_language), lang, stem, html)
}

/// A course in a list.
#[must_use]
pub fn course_card(live: &LiveCourse, lang: &str, viewer: Viewer, progress: Option<Progress>) -> CourseCard {
    let items: Vec<&Item> = live.course.visible_items(viewer).collect();
    CourseCard {
        link: course_link(live, lang),
        summary: live.course.summary.get(lang).clone(),
        lessons: items.iter().filter(|item| matches!(item, Item::Lesson(_))).count(),
        minutes: items.iter().map(|item| item.head().minutes).sum(),
        progress,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_read_as_people_write_them() {
        assert_eq!(number("vi", 12.5), "12,5");
        assert_eq!(number("en", 12.5), "12.5");
        assert_eq!(number("vi", 30.0), "30");
        assert_eq!((percent(86.66), percent(79.99), percent(80.0)), ("86%".into(), "79%".into(), "80%".into()));
    }
}
