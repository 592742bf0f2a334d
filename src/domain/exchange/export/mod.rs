//! Questions of a compiled course in the formats of other programs, and what those cannot hold, question by question.

mod gift;
mod media;
mod moodle_xml;
mod qti;
mod sections;
mod xhtml;

use crate::course::CompiledCourse;
use crate::course::question::{Answers, Choice, EachPartial, OrderPartial, Partial, Question};
pub use media::{MAX_MEDIA, media_of};
use std::collections::BTreeMap;
use std::io;

/// What can be written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ExportFormat {
    /// Moodle's text format.
    Gift,
    /// Moodle's question bank.
    MoodleXml,
    /// A content package of QTI 3.0.
    Qti3,
    /// A content package of QTI 2.2.
    Qti2,
}

/// The file, and what it does not hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exported {
    /// Content of the file.
    pub bytes: Vec<u8>,
    /// Number of questions in it.
    pub questions: usize,
    /// In the order of the questions.
    pub losses: Vec<ExportLoss>,
}

/// What a format cannot say of a question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExportLoss {
    /// File of the question, relative to the course folder.
    pub file: String,
    /// Line of its heading, from 1.
    pub line: u32,
    /// The author's id.
    pub id: String,
    /// Key of the sentence in `locales/*/exchange.ftl`.
    pub what: &'static str,
}

impl ExportFormat {
    /// Every format with its name on the command line.
    pub const ALL: &[(&str, Self)] =
        &[("gift", Self::Gift), ("moodle-xml", Self::MoodleXml), ("qti", Self::Qti3), ("qti22", Self::Qti2)];

    /// The format of a name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.iter().find(|(known, _)| *known == name).map(|(_, format)| *format)
    }
}

/// Writes the questions of a course, or of one of its files. `media` is the content of what [`media_of`] names; a file
/// that is not in it stays behind, which is said.
///
/// # Errors
/// Where the package cannot be put together; memory alone can be the reason.
pub fn export(
    course: &CompiledCourse,
    file: Option<&str>,
    format: ExportFormat,
    media: BTreeMap<String, Vec<u8>>,
) -> io::Result<Exported> {
    let mut questions: Vec<&Question> = Vec::new();
    for question in course.questions.values() {
        let question: &Question = question;
        if file.is_none_or(|file| question.file == file) {
            questions.push(question);
        }
    }
    questions.sort_by(|one, other| (&one.file, one.line).cmp(&(&other.file, other.line)));
    let (prefix, objects) = match format {
        ExportFormat::Gift => ("", false),
        ExportFormat::MoodleXml => ("@@PLUGINFILE@@/", false),
        ExportFormat::Qti3 | ExportFormat::Qti2 => ("../media/", true),
    };
    let media = media::Media { course: course.id.clone(), prefix, objects, files: media, names: BTreeMap::new() };
    let mut losses = Losses { found: Vec::new(), media };
    for question in &questions {
        common(question, format, &mut losses);
    }
    let mut quizzes = sections::quizzes(course, file);
    if objects {
        sections::lose_rules(&quizzes, "exchange-export-quiz", &mut losses);
    } else {
        quizzes.retain(|quiz| sections::draws(quiz));
        sections::lose_rules(&quizzes, "exchange-export-draw", &mut losses);
    }
    let (bytes, count) = match format {
        ExportFormat::Gift => gift::write(&questions, &mut losses),
        ExportFormat::MoodleXml => moodle_xml::write(&questions, &mut losses),
        ExportFormat::Qti3 => qti::write(course, &questions, &quizzes, true, &mut losses)?,
        ExportFormat::Qti2 => qti::write(course, &questions, &quizzes, false, &mut losses)?,
    };
    let mut losses = losses.found;
    losses.sort_by(|one, other| (&one.file, one.line).cmp(&(&other.file, other.line)));
    losses.dedup();
    Ok(Exported { bytes, questions: count, losses })
}

/// What was lost so far, and the media that are not.
#[derive(Debug, Default)]
struct Losses {
    found: Vec<ExportLoss>,
    media: media::Media,
}

impl Losses {
    fn add(&mut self, question: &Question, what: &'static str) {
        let (file, line, id) = (question.file.clone(), question.line, question.id.clone());
        self.found.push(ExportLoss { file, line, id, what });
    }
}

/// What most of the formats cannot hold, whatever the type.
fn common(question: &Question, format: ExportFormat, losses: &mut Losses) {
    let qti = matches!(format, ExportFormat::Qti2 | ExportFormat::Qti3);
    if !question.hints.is_empty() && format != ExportFormat::MoodleXml {
        losses.add(question, "exchange-export-hints");
    }
    if format == ExportFormat::Gift
        && (question.points - 1.0).abs() > 1e-9
        && !matches!(question.answers, Answers::Task { .. })
    {
        losses.add(question, "exchange-export-points");
    }
    if !question.variants.is_empty() {
        losses.add(question, "exchange-export-variants");
    }
    if !question.stem.translations.is_empty() {
        losses.add(question, "exchange-export-translations");
    }
    if !question.skills.is_empty() && format != ExportFormat::MoodleXml {
        losses.add(question, "exchange-export-skills");
    }
    if question.choices().iter().any(|choice| choice.pin || choice.why.is_some()) {
        losses.add(question, "exchange-export-choice-notes");
    }
    match &question.answers {
        Answers::Multiple { partial: Partial::Each, .. } => losses.add(question, "exchange-export-partial"),
        Answers::Multiple { partial: Partial::Exact, .. } if !qti => losses.add(question, "exchange-export-partial"),
        Answers::Match { partial: EachPartial::Exact, .. } if !qti => losses.add(question, "exchange-export-partial"),
        Answers::Blanks { partial: EachPartial::Exact, blanks, .. } if blanks.len() > 1 => {
            losses.add(question, "exchange-export-partial");
        }
        Answers::Order { partial: OrderPartial::Run, .. } if qti => losses.add(question, "exchange-export-partial"),
        Answers::Text { accents_strict: false, accepted, .. }
            if accepted.iter().any(|key| !key.pattern.original.is_ascii()) =>
        {
            losses.add(question, "exchange-export-accents");
        }
        Answers::Number { unit: Some(_), .. } => losses.add(question, "exchange-export-unit"),
        Answers::Task { .. } => losses.add(question, "exchange-export-rubric"),
        _ => {}
    }
}

/// Shares of the choices in percent, as Moodle and GIFT count them.
fn shares(question: &Question) -> Vec<f64> {
    let choices = question.choices();
    let rights = choices.iter().filter(|choice| choice.right).count();
    #[expect(clippy::cast_precision_loss, reason = "a count of choices")]
    let each = 100.0 / rights.max(1) as f64;
    let worths = choices.iter().any(|choice| choice.worth.is_some());
    let several = matches!(question.answers, Answers::Multiple { .. });
    let share = |choice: &Choice| match choice.worth {
        Some(worth) => worth,
        None if choice.right && worths => rest(choices),
        None if choice.right => each,
        None if several && !worths => -each,
        None => 0.0,
    };
    choices.iter().map(share).collect()
}

/// What each right choice without a word earns, where others have one.
fn rest(choices: &[Choice]) -> f64 {
    let right = || choices.iter().filter(|choice| choice.right);
    let set: f64 = right().filter_map(|choice| choice.worth).sum();
    #[expect(clippy::cast_precision_loss, reason = "a count of choices")]
    let silent = right().filter(|choice| choice.worth.is_none()).count() as f64;
    if silent > 0.0 { (100.0 - set).max(0.0) / silent } else { 0.0 }
}

/// Whether a true/false question is true.
fn is_true(choices: &[Choice]) -> bool {
    let right = choices.iter().find(|choice| choice.right);
    right.is_some_and(|choice| {
        let word = super::html::plain(&choice.html.original).to_lowercase();
        matches!(word.trim_end_matches(['.', '!']), "đúng" | "true")
    })
}

/// The only fractions that Moodle takes.
const FRACTIONS: [f64; 21] = [
    100.0, 90.0, 83.33333, 80.0, 75.0, 70.0, 66.66667, 60.0, 50.0, 40.0, 33.33333, 30.0, 25.0, 20.0, 16.66667,
    14.28571, 12.5, 11.11111, 10.0, 5.0, 0.0,
];

/// The nearest of them, and whether it is another.
fn fraction(share: f64) -> (f64, bool) {
    let nearest =
        FRACTIONS.into_iter().min_by(|one, other| (one - share.abs()).abs().total_cmp(&(other - share.abs()).abs()));
    let nearest = nearest.unwrap_or(0.0);
    (if share < 0.0 { -nearest } else { nearest }, (nearest - share.abs()).abs() > 0.01)
}
