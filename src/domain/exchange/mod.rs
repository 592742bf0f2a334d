//! Questions from and to the formats of other programs. Pure: bytes in, Markdown or bytes out.
//!
//! An importer reads hostile input into [`ExchangeQuestion`]s, whose texts are already safe Markdown, and says what it
//! could not carry over ([`Loss`]). [`markdown::write`] makes bank files of them, which the compiler then judges like
//! any other file. An exporter writes the questions of a compiled course and says what the other format cannot hold.

mod aiken;
mod decode;
pub mod export;
mod free_code_camp;
mod gift;
mod hf_question;
mod html;
mod html_to_markdown;
mod liascript;
pub mod markdown;
mod mdbook_quiz;
mod media;
mod moodle_xml;
mod qti;
mod question;
mod quiz_app;
pub mod read_only;
mod text;
mod xml;

#[cfg(test)]
mod tests;

pub use question::{
    ExchangeAnswers, ExchangeChoice, ExchangeFormula, ExchangeNumber, ExchangeQuestion, ExchangeText, ExchangeVariants,
};
use std::fmt;

/// No larger file is imported, in bytes.
pub const MAX_INPUT: usize = 16 << 20;
/// No more questions are taken from one file.
pub const MAX_QUESTIONS: usize = 10_000;
/// Questions of more categories share the last bank.
const MAX_BANKS: usize = 200;
/// No more losses are told one by one.
const MAX_LOSSES: usize = 2_000;
/// Stands for those beyond.
const MORE_LOSSES: &str = "exchange-loss-more";

/// What can be imported.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// Moodle's text format.
    Gift,
    /// One choice of several, also as it is typed in Word in Vietnam.
    Aiken,
    /// Moodle's question banks.
    MoodleXml,
    /// QTI 2.x and 3.0: an item, a test or a content package.
    Qti,
    /// The quizzes of mdBook.
    MdbookQuiz,
    /// The quizzes of LiaScript.
    LiaScript,
    /// `<Question>` of Hugging Face's courses.
    Hf,
    /// JSON of the quizzes of Microsoft's courses for beginners.
    QuizApp,
    /// The challenges of freeCodeCamp.
    FreeCodeCamp,
}

/// What an import gives.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Imported {
    /// Questions by category, in the order of the file.
    pub banks: Vec<Bank>,
    /// Pictures and sounds, each once.
    pub media: Vec<MediaFile>,
    /// What our courses cannot ask, as text to read.
    pub pages: Vec<ReadOnly>,
    /// The sources of those, each once; they are kept where no course looks.
    pub kept: Vec<MediaFile>,
    /// What could not be carried over, in the order of the file.
    pub losses: Vec<Loss>,
    /// Questions that were found, those that were left out included.
    count: usize,
}

/// The questions of one category.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Bank {
    /// Name of the category; empty where the file has none.
    pub title: String,
    /// In their order.
    pub questions: Vec<ExchangeQuestion>,
}

/// A file that came with the questions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MediaFile {
    /// A safe name with the ending of what the bytes are; relative to the folder `media`.
    pub name: String,
    /// The content.
    pub bytes: Vec<u8>,
}

/// A question of a kind that our courses do not have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReadOnly {
    /// Line of the source, from 1.
    pub line: u32,
    /// The author's name or id of it, as plain text; may be empty.
    pub name: String,
    /// What can be read of it, as blocks of safe Markdown; may be empty.
    pub text: String,
    /// Name of its source among the kept files.
    pub source: String,
}

/// Something that the other side cannot hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Loss {
    /// Line of the source, from 1; 0 where the source has none.
    pub line: u32,
    /// Key of the sentence in `locales/*/exchange.ftl`.
    pub what: &'static str,
    /// Facts of the sentence.
    pub args: Vec<(&'static str, String)>,
}

/// Why a file cannot be read at all.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unreadable {
    /// Line of the source, from 1; 0 where it is the whole file.
    pub line: u32,
    /// Key of the sentence in `locales/*/exchange.ftl`.
    pub what: &'static str,
    /// Facts of the sentence.
    pub args: Vec<(&'static str, String)>,
}

impl Format {
    /// The format of a name on the command line.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.iter().find(|(known, _)| *known == name).map(|(_, format)| *format)
    }

    /// Its name on the command line.
    #[must_use]
    pub fn name(self) -> &'static str {
        Self::ALL.iter().find(|(_, known)| *known == self).map_or("", |(name, _)| *name)
    }

    /// Every format with its name.
    pub const ALL: &[(&str, Self)] = &[
        ("gift", Self::Gift),
        ("aiken", Self::Aiken),
        ("moodle-xml", Self::MoodleXml),
        ("qti", Self::Qti),
        ("mdbook-quiz", Self::MdbookQuiz),
        ("liascript", Self::LiaScript),
        ("hf", Self::Hf),
        ("quiz-app", Self::QuizApp),
        ("freecodecamp", Self::FreeCodeCamp),
    ];
}

/// Reads a file of a format. Never panics, and takes memory in proportion to the (bounded) input.
///
/// # Errors
/// Where the file as a whole is none of the format, or is too large.
pub fn import(format: Format, bytes: &[u8]) -> Result<Imported, Unreadable> {
    if bytes.len() > MAX_INPUT {
        return Err(Unreadable::new(0, "exchange-too-large").with("limit", MAX_INPUT >> 20));
    }
    let mut imported = match format {
        Format::Qti => qti::import(bytes)?,
        Format::MoodleXml => moodle_xml::import(bytes)?,
        Format::Gift => gift::import(&decode::text(bytes)),
        Format::Aiken => aiken::import(&decode::text(bytes)),
        Format::MdbookQuiz => mdbook_quiz::import(&decode::text(bytes))?,
        Format::LiaScript => liascript::import(&decode::text(bytes)),
        Format::Hf => hf_question::import(&decode::text(bytes)),
        Format::QuizApp => quiz_app::import(&decode::text(bytes))?,
        Format::FreeCodeCamp => free_code_camp::import(&decode::text(bytes)),
    };
    imported.losses.sort_by_key(|loss| loss.line);
    if imported.banks.is_empty() && imported.losses.is_empty() {
        return Err(Unreadable::new(0, "exchange-nothing-found"));
    }
    Ok(imported)
}

impl Imported {
    /// Adds a question to the bank of a title. What is beyond [`MAX_QUESTIONS`] is left out, and said once.
    fn add(&mut self, title: &str, question: ExchangeQuestion) {
        self.count += 1;
        if self.count > MAX_QUESTIONS {
            if self.count == MAX_QUESTIONS + 1 {
                self.lose(question.line, "exchange-loss-too-many").with("limit", MAX_QUESTIONS);
            }
            return;
        }
        let title = text::shortened(title);
        let known = self.banks.iter().rposition(|bank| bank.title == title);
        let at = known.unwrap_or_else(|| {
            if self.banks.len() < MAX_BANKS {
                self.banks.push(Bank { title, questions: Vec::new() });
            }
            self.banks.len() - 1
        });
        self.banks[at].questions.push(question);
    }

    /// Notes what is not carried over.
    fn lose(&mut self, line: u32, what: &'static str) -> &mut Loss {
        let last = self.losses.len().min(MAX_LOSSES - 1);
        let loss = Loss { line, what, args: Vec::new() };
        match self.losses.get_mut(last) {
            Some(rest) => *rest = Loss { line, what: MORE_LOSSES, args: Vec::new() },
            None => self.losses.push(loss),
        }
        &mut self.losses[last]
    }
}

impl Loss {
    /// Adds a fact; long ones are cut.
    fn with(&mut self, name: &'static str, value: impl fmt::Display) -> &mut Self {
        if self.what != MORE_LOSSES {
            self.args.push((name, text::shortened(&value.to_string())));
        }
        self
    }
}

impl Unreadable {
    fn new(line: u32, what: &'static str) -> Self {
        Self { line, what, args: Vec::new() }
    }

    fn with(mut self, name: &'static str, value: impl fmt::Display) -> Self {
        self.args.push((name, text::shortened(&value.to_string())));
        self
    }
}

/// True or false, as two choices.
fn true_false(is_true: bool, right: &str, wrong: &str) -> ExchangeAnswers {
    let feedback = |of: bool| (if of == is_true { right } else { wrong }).to_owned();
    let choice = |text: &str, of: bool| ExchangeChoice {
        text: text.to_owned(),
        right: of == is_true,
        worth: None,
        feedback: feedback(of),
    };
    ExchangeAnswers::Choices {
        several: false, exact: false, choices: vec![choice("Đúng", true), choice("Sai", false)]
    }
}

/// Choices from their shares in percent: those that the type gives by itself are not written out. Empty choices and
/// choices that say the same as an earlier one are left out, and said.
fn weighted_choices(
    several: bool,
    found: Vec<(String, f64, String)>,
    notes: &mut html_to_markdown::Notes<'_>,
) -> ExchangeAnswers {
    let mut seen = std::collections::BTreeSet::new();
    let mut choices: Vec<(String, f64, String)> = Vec::new();
    for (text, share, feedback) in found {
        if text.is_empty() {
            notes.imported.lose(notes.line, "exchange-loss-empty-choice");
        } else if seen.insert(text.clone()) {
            choices.push((text, share.clamp(-100.0, 100.0), feedback));
        } else {
            notes.imported.lose(notes.line, "exchange-loss-same-choice").with("text", text);
        }
    }
    let best = choices.iter().map(|(_, share, _)| *share).fold(0.0, f64::max);
    let rights = choices.iter().filter(|(_, share, _)| *share > 0.0).count();
    let is_right = |share: f64| if several { share > 0.0 } else { share > 0.0 && share >= best };
    let near = |one: f64, other: f64| (one - other).abs() < 0.01;
    #[expect(clippy::cast_precision_loss, reason = "a count of choices")]
    let each = 100.0 / rights.max(1) as f64;
    let net = several && choices.iter().all(|(_, share, _)| near(share.abs(), each));
    let plain_single = !several && choices.iter().all(|(_, share, _)| near(*share, 0.0) || near(*share, 100.0));
    let choice = |(text, share, feedback): (String, f64, String)| {
        let right = is_right(share);
        let written = !net && !plain_single && (right || !near(share, 0.0));
        ExchangeChoice { text, right, worth: written.then_some(share), feedback }
    };
    let choices: Vec<ExchangeChoice> = choices.into_iter().map(choice).collect();
    let several = several || choices.iter().filter(|choice| choice.right).count() > 1;
    ExchangeAnswers::Choices { several, exact: false, choices }
}
