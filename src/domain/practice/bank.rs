//! The practice bank of a course: self-checks of lessons, checks of modules, and banks of which no exam draws. Whoever
//! practises sees the key at once, so that a question is open to somebody only where its key is no secret to them.

use crate::assessment::{Form, Mark, Rules};
use crate::course::question::{Answers, Question};
use crate::course::{CompiledCourse, FeedbackTime, Item, Part, Piece, Quiz, ShowAnswers, Viewer};
use crate::instant::Instant;
use std::collections::{BTreeMap, BTreeSet};

/// An attempt of somebody at a quiz of the course, as far as it decides what they may practise.
#[derive(Debug, Clone, PartialEq)]
pub struct Sat {
    /// Id of the quiz.
    pub quiz: String,
    /// When it ended; none while it is open.
    pub ended: Option<Instant>,
    /// Whether it passed, by itself or since.
    pub passed: bool,
    /// The rules that it pinned.
    pub rules: Rules,
    /// Its questions.
    pub form: Form,
    /// What each earned; empty where it was not graded.
    pub marks: Vec<Mark>,
}

/// How somebody last fared with a question in a quiz.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Met {
    /// When the attempt ended.
    pub at: Instant,
    /// Whether the answer was right.
    pub right: bool,
}

/// What somebody has done of a course.
#[derive(Debug, Clone, Copy)]
pub struct Known<'a> {
    /// Ids of the lessons that they have read.
    pub read: &'a BTreeSet<String>,
    /// Their attempts.
    pub sat: &'a [Sat],
}

/// The questions that nobody's exam can ask, with where they stand.
#[derive(Debug)]
pub struct Bank<'c> {
    course: &'c CompiledCourse,
    viewer: Viewer,
    homes: BTreeMap<&'c str, Vec<&'c Item>>,
    closed: BTreeSet<&'c str>,
}

impl<'c> Bank<'c> {
    /// The practice bank of a course for somebody who sees so much of it.
    #[must_use]
    pub fn of(course: &'c CompiledCourse, viewer: Viewer) -> Self {
        let mut homes: BTreeMap<&str, Vec<&Item>> = BTreeMap::new();
        let mut closed = BTreeSet::new();
        for item in course.items() {
            let counts = matches!(item, Item::Quiz(quiz) if counts(course, quiz));
            for id in questions_of(item) {
                homes.entry(id).or_default().push(item);
                // With one question of it, a whole file is the exam's: its pool may choose by skill today and not tomorrow.
                closed.extend(course.questions.get(id).filter(|_| counts).map(|question| question.file.as_str()));
            }
            if counts {
                closed.insert(item.head().file.as_str());
            }
        }
        Self { course, viewer, homes, closed }
    }

    /// The questions that are open to somebody who has done so much, by id.
    #[must_use]
    pub fn open_to(&self, known: Known<'_>) -> BTreeMap<&'c str, &'c Question> {
        let (met, open) = (met(known.sat), open_questions(known.sat));
        let questions = self.course.questions.values();
        questions
            .filter(|question| self.holds(question) && !open.contains(question.id.as_str()))
            .filter(|question| self.is_no_secret(question, known.read, &met))
            .map(|question| (question.id.as_str(), question))
            .collect()
    }

    /// Whether the question is one of the practice bank: one that the program can mark, and that no exam may ask.
    #[must_use]
    pub fn holds(&self, question: &Question) -> bool {
        let is_marked = !matches!(question.answers, Answers::Survey { .. } | Answers::Task { .. });
        is_marked && !self.closed.contains(question.file.as_str())
    }

    /// Whether somebody has met it where its answer was shown: in a lesson that was read, in a quiz that tells it; one of a
    /// bank of its own is open once a lesson on what it tests was read.
    fn is_no_secret(&self, question: &Question, read: &BTreeSet<String>, met: &BTreeMap<&str, Met>) -> bool {
        let Some(homes) = self.homes.get(question.id.as_str()) else {
            return self.lessons_read(read).any(|lesson| {
                question.skills.is_empty() || lesson.head().skills.iter().any(|skill| question.skills.contains(skill))
            });
        };
        homes.iter().filter(|item| self.viewer.sees(item)).any(|item| match item {
            Item::Lesson(lesson) => read.contains(&lesson.head.id),
            Item::Quiz(_) => met.contains_key(question.id.as_str()),
        })
    }

    fn lessons_read(&self, read: &BTreeSet<String>) -> impl Iterator<Item = &'c Item> {
        let lessons = self.course.visible_items(self.viewer).filter(|item| matches!(item, Item::Lesson(_)));
        lessons.filter(|item| read.contains(&item.head().id))
    }
}

/// Whether what is done in a quiz counts for more than learning: an exam, and practical work of a policy.
fn counts(course: &CompiledCourse, quiz: &Quiz) -> bool {
    let id = &quiz.head.id;
    quiz.exam || course.policy_of_exam(id).is_some() || course.policies_with_practical(id).next().is_some()
}

fn questions_of(item: &Item) -> Vec<&str> {
    match item {
        Item::Lesson(lesson) => {
            let pieces = std::iter::once(&lesson.body.original).chain(lesson.body.translations.values()).flatten();
            let checks = pieces.filter_map(|piece| match piece {
                Piece::Check(id) => Some(id.as_str()),
                Piece::Html(_) => None,
            });
            checks.collect::<BTreeSet<_>>().into_iter().collect()
        }
        Item::Quiz(quiz) => quiz
            .parts
            .iter()
            .flat_map(|part| match part {
                Part::Question(id) => std::slice::from_ref(id),
                Part::Pool { questions, .. } | Part::Group { questions, .. } => questions.as_slice(),
            })
            .map(String::as_str)
            .collect(),
    }
}

/// How somebody last fared with each question, in attempts whose answers they have been shown: the quiz tells them always,
/// or once it is passed.
#[must_use]
pub fn met(sat: &[Sat]) -> BTreeMap<&str, Met> {
    let passed: BTreeSet<&str> = sat.iter().filter(|one| one.passed).map(|one| one.quiz.as_str()).collect();
    let told = |one: &&Sat| {
        let shown = match one.rules.show_answers {
            ShowAnswers::Never => false,
            ShowAnswers::Passed => passed.contains(one.quiz.as_str()),
            ShowAnswers::Always => true,
        };
        shown && one.rules.feedback != FeedbackTime::None && !one.rules.exam && one.rules.policy.is_none()
    };
    let mut found: BTreeMap<&str, Met> = BTreeMap::new();
    for one in sat.iter().filter(told) {
        let Some(at) = one.ended else { continue };
        for (item, mark) in one.form.items.iter().zip(&one.marks) {
            let new = Met { at, right: mark.correct };
            let last = found.entry(item.question.as_str()).or_insert(new);
            if last.at <= at {
                *last = new;
            }
        }
    }
    found
}

/// The questions of attempts that are open: their keys stay closed until these are handed in.
#[must_use]
pub fn open_questions(sat: &[Sat]) -> BTreeSet<&str> {
    let open = sat.iter().filter(|one| one.ended.is_none());
    open.flat_map(|one| &one.form.items).map(|item| item.question.as_str()).collect()
}
