//! Lessons and quizzes of two editions.

use super::QuestionChange;
use crate::course::question::Question;
use crate::course::{CompiledCourse, Item, Lesson, Part, Piece, Quiz};
use crate::language::Localized;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// A lesson or quiz that differs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ItemChange {
    /// Id of the item.
    pub id: String,
    /// Title in the default language; the old one where the item is gone.
    pub title: String,
    /// How it differs, in the order of [`ItemEdit::ALL`]; never empty.
    pub edits: Vec<ItemEdit>,
}

/// How an item differs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ItemEdit {
    /// It is there for the first time.
    New,
    /// It is gone; what was done there stays on record.
    Gone,
    /// It became a quiz out of a lesson, or the other way round.
    Kind,
    /// What stands about it: title, summary, audience, what it requires.
    About,
    /// The text of a lesson, or what stands before the questions. A completion stays.
    Text,
    /// Pass mark, draw, attempts, times: attempts that run keep the rules they began under.
    Rules,
    /// Which questions it draws from.
    Questions,
}

impl ItemEdit {
    /// Every edit, in the order in which they are told.
    pub const ALL: &'static [Self] =
        &[Self::New, Self::Gone, Self::Kind, Self::About, Self::Text, Self::Rules, Self::Questions];

    /// A word for it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Gone => "gone",
            Self::Kind => "kind",
            Self::About => "about",
            Self::Text => "text",
            Self::Rules => "rules",
            Self::Questions => "questions",
        }
    }
}

/// The items that differ.
pub(super) fn compare(
    live: Option<&CompiledCourse>,
    new: &CompiledCourse,
    questions: &[QuestionChange],
) -> Vec<ItemChange> {
    let change = |item: &Item, edits: Vec<ItemEdit>| ItemChange {
        id: item.head().id.clone(),
        title: item.head().title.original.clone(),
        edits,
    };
    let mut changes = Vec::new();
    for item in new.items() {
        let edits = match live.and_then(|live| live.item(&item.head().id)) {
            None => vec![ItemEdit::New],
            Some(old) => edits(old, item, questions),
        };
        if !edits.is_empty() {
            changes.push(change(item, edits));
        }
    }
    let gone = live.into_iter().flat_map(CompiledCourse::items).filter(|item| new.item(&item.head().id).is_none());
    changes.extend(gone.map(|item| change(item, vec![ItemEdit::Gone])));
    changes
}

fn edits(old: &Item, new: &Item, questions: &[QuestionChange]) -> Vec<ItemEdit> {
    // Where a file lies says nothing to a learner.
    let about = |item: &Item| {
        let head = item.head();
        (
            head.title.clone(),
            head.summary.clone(),
            head.skills.clone(),
            head.requires.clone(),
            head.draft,
            head.audience.clone(),
            head.minutes,
        )
    };
    let mut edits = Vec::new();
    if about(old) != about(new) {
        edits.push(ItemEdit::About);
    }
    match (old, new) {
        (Item::Lesson(old), Item::Lesson(new)) => edits.extend(lesson_edits(old, new)),
        (Item::Quiz(old), Item::Quiz(new)) => edits.extend(quiz_edits(old, new, questions)),
        _ => edits.insert(0, ItemEdit::Kind),
    }
    edits
}

fn lesson_edits(old: &Lesson, new: &Lesson) -> Vec<ItemEdit> {
    let checks = |lesson: &Lesson| -> Vec<String> {
        let pieces = lesson.body.original.iter();
        pieces.filter_map(|piece| if let Piece::Check(id) = piece { Some(id.clone()) } else { None }).collect()
    };
    let mut edits = Vec::new();
    if checks(old) != checks(new) {
        edits.push(ItemEdit::Questions);
    } else if old.body != new.body {
        edits.push(ItemEdit::Text);
    }
    if old.complete != new.complete {
        edits.push(ItemEdit::Rules);
    }
    edits.sort();
    edits
}

fn quiz_edits(old: &Quiz, new: &Quiz, questions: &[QuestionChange]) -> Vec<ItemEdit> {
    let mut edits = Vec::new();
    if old.intro_html != new.intro_html || texts(old) != texts(new) {
        edits.push(ItemEdit::Text);
    }
    if old.settings != new.settings || old.exam != new.exam || draws(old) != draws(new) {
        edits.push(ItemEdit::Rules);
    }
    // A question that only changed its id is the same question.
    let renamed = |id: &String| {
        let change = questions.iter().find(|change| change.was.as_ref() == Some(id));
        change.map_or_else(|| id.clone(), |change| change.id.clone())
    };
    let before: Vec<String> = asked(old).iter().map(renamed).collect();
    if before != asked(new) {
        edits.push(ItemEdit::Questions);
    }
    edits
}

/// The questions of a quiz in their order.
fn asked(quiz: &Quiz) -> Vec<String> {
    let of = |part: &Part| match part {
        Part::Question(id) => vec![id.clone()],
        Part::Pool { questions, .. } | Part::Group { questions, .. } => questions.clone(),
    };
    quiz.parts.iter().flat_map(of).collect()
}

/// How many each pool draws.
fn draws(quiz: &Quiz) -> Vec<u32> {
    let drawn = |part: &Part| if let Part::Pool { draw, .. } = part { Some(*draw) } else { None };
    quiz.parts.iter().filter_map(drawn).collect()
}

/// What pools and groups say.
fn texts(quiz: &Quiz) -> Vec<Localized> {
    let said = |part: &Part| match part {
        Part::Pool { title, .. } => Some(title.clone()),
        Part::Group { html, .. } => Some(html.clone()),
        Part::Question(_) => None,
    };
    quiz.parts.iter().filter_map(said).collect()
}

/// What a course shows besides its items and questions.
pub(super) fn frame(course: &CompiledCourse) -> impl PartialEq + use<> {
    let modules: Vec<_> =
        course.modules.iter().map(|one| (one.id.clone(), one.title.clone(), one.intro_html.clone())).collect();
    let order: Vec<String> = course.items().map(|item| item.head().id.clone()).collect();
    let audience: BTreeSet<String> = course.audience.iter().cloned().collect();
    let skills = course.skills.clone();
    (
        (course.title.clone(), course.summary.clone(), course.front_html.clone(), course.languages.clone()),
        (modules, order, audience, skills),
    )
}

/// The title of a question: its heading, as text.
pub(super) fn title_of(question: &Question) -> String {
    let mut text = String::new();
    let mut inside = false;
    for c in question.stem.original.chars() {
        match c {
            '<' => inside = true,
            '>' => {
                inside = false;
                text.push(' ');
            }
            _ if !inside => text.push(c),
            _ => {}
        }
    }
    let words: Vec<&str> = text.split_whitespace().collect();
    let text = words.join(" ").replace("&quot;", "\"").replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
    match text.char_indices().nth(120) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text,
    }
}
