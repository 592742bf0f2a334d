//! What the pages about questions and their answers show.

use super::{Link, SortHead, When};
use serde::Serialize;

/// `teach/questions.html`
#[derive(Debug, Clone, Serialize)]
pub struct QuestionsPage {
    /// The course, as its instructors see it.
    pub up: Link,
    /// Address of this page.
    pub url: String,
    /// Its quizzes.
    pub quizzes: Vec<QuizRow>,
    /// Quizzes to narrow the list to.
    pub by_quiz: Vec<Choice>,
    /// Skills likewise.
    pub by_skill: Vec<Choice>,
    /// Words of flags likewise.
    pub flags: Vec<Choice>,
    /// Words of orders.
    pub sorts: Vec<Choice>,
    /// Heads of the columns.
    pub by_asked: SortHead,
    /// Heads of the columns.
    pub by_difficulty: SortHead,
    /// Heads of the columns.
    pub by_discrimination: SortHead,
    /// Heads of the columns.
    pub by_flags: SortHead,
    /// Something is chosen that leaves questions out.
    pub narrowed: bool,
    /// How many questions fit.
    pub count: usize,
    /// Those of this page of the list.
    pub rows: Vec<QuestionStatRow>,
    /// More of them.
    pub next_url: Option<String>,
}

/// Something to pick in a list.
#[derive(Debug, Clone, Serialize)]
pub struct Choice {
    /// What is sent.
    pub value: String,
    /// What people read; empty where the value is a word with a sentence of its own.
    pub title: String,
    /// Whether it is picked.
    pub chosen: bool,
}

/// A quiz in the list.
#[derive(Debug, Clone, Serialize)]
pub struct QuizRow {
    /// Its title.
    pub title: String,
    /// How many first attempts are counted.
    pub forms: i64,
    /// Reliability, where it can be worked out.
    pub reliability: Option<String>,
    /// Mean discrimination of its questions.
    pub discrimination: Option<String>,
}

/// A question in the list.
#[derive(Debug, Clone, Serialize)]
pub struct QuestionStatRow {
    /// The question.
    pub link: Link,
    /// The author's id.
    pub id: String,
    /// How many were asked.
    pub asked: i64,
    /// Percent of right answers.
    pub difficulty: Option<String>,
    /// Discrimination.
    pub discrimination: Option<String>,
    /// Words of its flags.
    pub flags: Vec<&'static str>,
    /// Whether it is drawn no more.
    pub withdrawn: bool,
}

/// `teach/question.html`
#[derive(Debug, Clone, Serialize)]
pub struct QuestionStatPage {
    /// The list.
    pub up: Link,
    /// The row of the list.
    pub row: QuestionStatRow,
    /// Name of its skill.
    pub skill: Option<String>,
    /// `file:line`
    pub place: String,
    /// Number of the version.
    pub number: i64,
    /// How hard its author expects it to be: a word.
    pub expected: Option<&'static str>,
    /// The question as HTML.
    pub stem_html: String,
    /// Language of what the author wrote.
    pub text_lang: String,
    /// Standard error of the discrimination.
    pub error: Option<String>,
    /// Percent who did not answer.
    pub skipped: String,
    /// Median time in seconds.
    pub median: Option<String>,
    /// Its choices.
    pub choices: Vec<ChoiceRow>,
    /// Right answers by what the rest of the form earned.
    pub groups: Option<Plot>,
    /// Right answers by month.
    pub months: Option<Plot>,
    /// Quizzes that may ask it.
    pub quizzes: Vec<String>,
    /// Since when it is drawn no more.
    pub withdrawn: Option<When>,
    /// Where it is withdrawn or brought back.
    pub action: String,
    /// The sources of the live revision.
    pub source_url: String,
}

/// A choice and who picked it.
#[derive(Debug, Clone, Serialize)]
pub struct ChoiceRow {
    /// Inline HTML.
    pub html: String,
    /// Whether it is right.
    pub right: bool,
    /// How many picked it.
    pub count: i64,
    /// Percent of all.
    pub share: String,
    /// How picking it goes with knowing the rest.
    pub discrimination: Option<String>,
}

/// A line through shares, and the same as words.
#[derive(Debug, Clone, Serialize)]
pub struct Plot {
    /// Points of the line in the picture, `x,y` apart by spaces.
    pub line: String,
    /// Its points.
    pub points: Vec<PlotPoint>,
}

/// A point of a plot.
#[derive(Debug, Clone, Serialize)]
pub struct PlotPoint {
    /// From the left.
    pub x: i64,
    /// From the top.
    pub y: i64,
    /// What it stands for.
    pub label: String,
    /// Its share in percent.
    pub value: String,
}

/// `teach/withdrawal.html`
#[derive(Debug, Clone, Serialize)]
pub struct WithdrawalPage {
    /// The question's page.
    pub up: Link,
    /// The author's id.
    pub id: String,
    /// Whether it is withdrawn, and would be brought back.
    pub back: bool,
    /// Where the form goes.
    pub action: String,
}
