//! Questions of two editions, and the class of each edit.

use super::items::title_of;
use crate::course::CompiledCourse;
use crate::course::question::{Answers, Choice, Question};
use crate::course::revision::letters;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// A question that differs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct QuestionChange {
    /// The author's id; the old one where the question is gone.
    pub id: String,
    /// The id it had, where the author says that it was renamed.
    pub was: Option<String>,
    /// Its heading in the default language, as text, cut after 120 characters.
    pub title: String,
    /// The class of the edit.
    pub edit: QuestionEdit,
    /// Whether the id was made from the heading because the author gave none.
    pub provisional: bool,
}

/// The class of an edit of a question.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum QuestionEdit {
    /// It is asked for the first time.
    New,
    /// It is asked no more; attempts keep it.
    Retired,
    /// Only its id changed, by `was=`.
    Renamed,
    /// What is seen changed, what decides the marks did not.
    Minor,
    /// The texts of choices changed, their marks and number did not: a slip of the pen, or another question. The author
    /// is asked.
    Wording,
    /// What decides the marks changed.
    Major,
}

impl QuestionEdit {
    /// Every class, in the order in which they are told.
    pub const ALL: &'static [Self] =
        &[Self::Major, Self::Wording, Self::Minor, Self::Renamed, Self::New, Self::Retired];

    /// A word for it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Retired => "retired",
            Self::Renamed => "renamed",
            Self::Minor => "minor",
            Self::Wording => "wording",
            Self::Major => "major",
        }
    }

    /// Whether the key differs, so that marks of the past might.
    #[must_use]
    pub fn changes_key(self) -> bool {
        matches!(self, Self::Major | Self::Wording)
    }
}

/// The class of an edit that left a question its identity; none where neither hash differs.
#[must_use]
pub fn edit_of(old: &Question, new: &Question) -> Option<QuestionEdit> {
    match (old.key_hash == new.key_hash, old.text_hash == new.text_hash) {
        (true, true) => None,
        (true, false) => Some(QuestionEdit::Minor),
        (false, _) if is_wording(old, new) => Some(QuestionEdit::Wording),
        (false, _) => Some(QuestionEdit::Major),
    }
}

/// Same type and points, the same marks in the same order, and no text that is worth something else now: nothing but texts
/// of choices can have changed the key.
fn is_wording(old: &Question, new: &Question) -> bool {
    let partial = |question: &Question| match &question.answers {
        Answers::Multiple { partial, .. } => Some(*partial),
        _ => None,
    };
    let (before, after) = (old.choices(), new.choices());
    let same_mark = |one: &Choice, other: &Choice| one.right == other.right && one.worth == other.worth;
    let moved = before
        .iter()
        .any(|one| after.iter().any(|other| letters(&one.html) == letters(&other.html) && !same_mark(one, other)));
    !after.is_empty()
        && old.kind() == new.kind()
        && partial(old) == partial(new)
        && (old.points - new.points).abs() < f64::EPSILON
        && before.len() == after.len()
        && before.iter().zip(after).all(|(one, other)| same_mark(one, other))
        && !moved
}

type Pairs = Vec<(String, String)>;

/// The questions that differ, and the pairs that look alike.
pub(super) fn compare(live: Option<&CompiledCourse>, new: &CompiledCourse) -> (Vec<QuestionChange>, Pairs) {
    let none = BTreeMap::new();
    let before = live.map_or(&none, |live| &live.questions);
    let (mut changes, mut kept) = (Vec::new(), BTreeSet::new());
    for (id, question) in &new.questions {
        let was = question
            .was
            .as_ref()
            .filter(|was| !before.contains_key(id) && before.contains_key(*was) && !new.questions.contains_key(*was));
        let old = before.get(was.unwrap_or(id));
        kept.extend(old.map(|old| old.id.clone()));
        let edit = match old {
            None => Some(QuestionEdit::New),
            Some(old) => edit_of(old, question).or(was.map(|_| QuestionEdit::Renamed)),
        };
        changes.extend(edit.map(|edit| change(question, was.cloned(), edit)));
    }
    let gone: Vec<&Question> = before.values().filter(|old| !kept.contains(&old.id)).collect();
    let came: Vec<&Question> =
        new.questions.values().filter(|one| !before.contains_key(&one.id) && !is_renamed(&changes, one)).collect();
    let pairs = look_alikes(&gone, &came);
    changes.extend(gone.into_iter().map(|old| change(old, None, QuestionEdit::Retired)));
    changes.sort_by(|one, other| one.id.cmp(&other.id));
    (changes, pairs)
}

fn is_renamed(changes: &[QuestionChange], question: &Question) -> bool {
    changes.iter().any(|change| change.id == question.id && change.was.is_some())
}

fn change(question: &Question, was: Option<String>, edit: QuestionEdit) -> QuestionChange {
    let (id, provisional) = (question.id.clone(), question.provisional);
    QuestionChange { id, was, title: title_of(question), edit, provisional }
}

/// Pairs of what is gone with what came: the same key first, then the same place of the same file. Each once.
fn look_alikes(gone: &[&Question], came: &[&Question]) -> Pairs {
    let (mut pairs, mut taken) = (Pairs::new(), BTreeSet::new());
    let alike: [fn(&Question, &Question) -> bool; 2] = [
        |old, new| old.key_hash == new.key_hash,
        |old, new| old.file == new.file && (old.provisional || new.provisional) && old.line.abs_diff(new.line) <= 3,
    ];
    for fits in alike {
        for old in gone {
            let free = |new: &&&Question| !taken.contains(&(&old.id, true)) && !taken.contains(&(&new.id, false));
            if let Some(new) = came.iter().filter(free).find(|new| fits(old, new)) {
                taken.extend([(&old.id, true), (&new.id, false)]);
                pairs.push((old.id.clone(), new.id.clone()));
            }
        }
    }
    pairs.sort();
    pairs
}
