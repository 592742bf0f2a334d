//! What answers say about the questions of a course, for pages and for the API: figures of each live version, with those
//! of the minor versions before it.

use super::error::AppError;
use crate::app::App;
use crate::catalog::LiveCourse;
use std::collections::BTreeMap;
use xutra_domain::course::question::Question;
use xutra_domain::course::{Item, Part, Quiz};
use xutra_domain::item_analysis::{ItemFigures, ItemSums, QuizSums, carried, figures, kr20};
use xutra_store::course;
use xutra_store::item_stats::{self, Sums, VersionHead};
use xutra_store::question_withdrawal::{self, Withdrawal};

/// How many attempts that ended since the last fold are read with it.
const FRESH: u64 = 300;

/// A question with its figures.
pub struct QuestionFigures<'c> {
    /// The question.
    pub question: &'c Question,
    /// Key of its live version.
    pub version: i64,
    /// Number of that version, from 1.
    pub number: i64,
    /// The figures.
    pub figures: ItemFigures,
    /// Since when it is drawn no more.
    pub withdrawn: Option<Withdrawal>,
    /// The quizzes that may ask it.
    pub quizzes: Vec<&'c Quiz>,
}

/// A quiz with its figures.
pub struct QuizFigures<'c> {
    /// The quiz.
    pub quiz: &'c Quiz,
    /// How many first attempts are counted.
    pub forms: i64,
    /// Reliability and its name: KR-20 where everybody is asked the same, else KR-21.
    pub reliability: Option<(f64, &'static str)>,
    /// Mean discrimination of its questions.
    pub discrimination: Option<f64>,
}

/// Everything of a course.
pub struct CourseFigures<'c> {
    /// By file and line.
    pub questions: Vec<QuestionFigures<'c>>,
    /// In the order of the course.
    pub quizzes: Vec<QuizFigures<'c>>,
}

/// Works out all figures of a course.
///
/// # Errors
/// Where the store fails.
pub async fn of_course<'c>(app: &App, live: &'c LiveCourse) -> Result<CourseFigures<'c>, AppError> {
    let (reader, id) = (app.store.reader(), &live.course.id);
    let sums = item_stats::of_course(reader, id, FRESH).await?;
    let chains = item_stats::versions(reader, id).await?;
    let withdrawn = question_withdrawal::withdrawn(reader, id).await?;
    let quizzes: Vec<&Quiz> = live.course.modules.iter().flat_map(|module| &module.items).filter_map(quiz).collect();
    let older: Vec<i64> = chains.values().flatten().map(|head| head.version).collect();
    let older: Vec<i64> = older.into_iter().filter(|version| sums.items.contains_key(version)).collect();
    let older = course::questions(reader, &older).await?;
    let mut questions = Vec::new();
    for (word, question) in &live.course.questions {
        let Some(version) = live.versions.get(word).copied() else { continue };
        let chain = chains.get(word).map_or(&[][..], Vec::as_slice);
        let own = merged(chain, version, question, &sums, &older);
        let keys: Vec<bool> = question.choices().iter().map(|choice| choice.right).collect();
        let keys = if question.variants.is_empty() { keys } else { Vec::new() };
        questions.push(QuestionFigures {
            question,
            version,
            number: chain.iter().find(|head| head.version == version).map_or(1, |head| head.number),
            figures: figures(&own, &keys),
            withdrawn: withdrawn.get(word).copied(),
            quizzes: quizzes.iter().filter(|quiz| asks(quiz, word)).copied().collect(),
        });
    }
    questions.sort_by(|one, other| place(one.question).cmp(&place(other.question)));
    let quizzes = quizzes.into_iter().map(|quiz| quiz_figures(quiz, &sums, &questions, id)).collect();
    Ok(CourseFigures { questions, quizzes })
}

fn place(question: &Question) -> (&str, u32) {
    (&question.file, question.line)
}

fn quiz(item: &Item) -> Option<&Quiz> {
    match item {
        Item::Quiz(quiz) => Some(quiz),
        Item::Lesson(_) => None,
    }
}

fn asks(quiz: &Quiz, word: &str) -> bool {
    quiz.parts.iter().any(|part| match part {
        Part::Question(id) => id == word,
        Part::Pool { questions, .. } | Part::Group { questions, .. } => questions.iter().any(|id| id == word),
    })
}

/// The sums of the live version, and of every version that only minor edits part from it.
fn merged(
    chain: &[VersionHead],
    version: i64,
    question: &Question,
    sums: &Sums,
    older: &BTreeMap<i64, Question>,
) -> ItemSums {
    let Some(at) = chain.iter().position(|head| head.version == version) else {
        return sums.items.get(&version).cloned().unwrap_or_default();
    };
    let first = chain[..=at].iter().rposition(|head| head.major).unwrap_or(0);
    let last = chain[at + 1..].iter().position(|head| head.major).map_or(chain.len(), |end| at + 1 + end);
    let mut all = ItemSums::default();
    for head in &chain[first..last] {
        let Some(own) = sums.items.get(&head.version) else { continue };
        match older.get(&head.version).filter(|_| head.version != version) {
            Some(old) => all.merge(&carried(own.clone(), old, question)),
            None => all.merge(own),
        }
    }
    all
}

fn quiz_figures<'c>(quiz: &'c Quiz, sums: &Sums, questions: &[QuestionFigures<'c>], course: &str) -> QuizFigures<'c> {
    let own = sums.quizzes.get(&(course.to_owned(), quiz.head.id.clone()));
    let items: Vec<&QuestionFigures<'_>> =
        questions.iter().filter(|one| one.quizzes.iter().any(|other| other.head.id == quiz.head.id)).collect();
    let known: Vec<f64> = items.iter().filter_map(|one| one.figures.discrimination).collect();
    let count = u32::try_from(known.len()).map_or(f64::MAX, f64::from);
    QuizFigures {
        quiz,
        forms: own.map_or(0, |own| own.n),
        reliability: own.and_then(|own| {
            let fixed = fixed_form(own, &items).map(|value| (value, "KR-20"));
            fixed.or_else(|| own.reliability().map(|value| (value, "KR-21")))
        }),
        discrimination: (!known.is_empty()).then(|| known.iter().sum::<f64>() / count),
    }
}

/// KR-20, where everybody who was counted was asked every question.
fn fixed_form(own: &QuizSums, items: &[&QuestionFigures<'_>]) -> Option<f64> {
    let (length, forms) = own.usual()?;
    let same = forms.n == own.n && usize::try_from(length).is_ok_and(|length| length == items.len());
    let right: Vec<f64> =
        items.iter().filter(|one| one.figures.n == own.n).filter_map(|one| one.figures.difficulty).collect();
    if !same || right.len() != items.len() {
        return None;
    }
    kr20(&right, forms.variance()?)
}
