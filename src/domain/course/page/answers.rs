//! What is asked and what is right, as a page in one language says it.

use super::Span;
use crate::course::question::{EachPartial, NumberRange, OrderPartial, Partial, Submit};

/// What is asked: of a question, or of one row of its variants.
#[derive(Debug, Clone)]
pub(crate) struct ParsedContent {
    /// Heading and blocks before the answers, HTML.
    pub(crate) stem_html: String,
    /// HTML of each hint.
    pub(crate) hints: Vec<String>,
    /// HTML of the explanation.
    pub(crate) explanation: Option<String>,
    /// What is asked.
    pub(crate) answers: Option<ParsedAnswers>,
    /// The answers.
    pub(crate) answers_span: Span,
}

/// Type and key in one language.
#[derive(Debug, Clone)]
pub(crate) enum ParsedAnswers {
    /// Task list of choices.
    Choices {
        /// What it is.
        kind: ChoiceKind,
        /// How points are shared; multiple only.
        partial: Partial,
        /// In source order.
        choices: Vec<ParsedChoice>,
    },
    /// `.number`
    Number {
        /// `unit=`.
        unit: Option<String>,
        /// Right values: range, feedback.
        accepted: Vec<(NumberRange, Option<String>)>,
        /// Foreseen mistakes.
        foreseen: Vec<(NumberRange, Option<String>)>,
    },
    /// `.text`
    Text {
        /// `case=strict`.
        case_strict: bool,
        /// `accents=strict`.
        accents_strict: bool,
        /// Right texts.
        accepted: Vec<ParsedText>,
        /// Foreseen mistakes.
        foreseen: Vec<ParsedText>,
    },
    /// `[[…]]` in the stem.
    Blanks {
        /// `case=strict`.
        case_strict: bool,
        /// `accents=strict`.
        accents_strict: bool,
        /// `partial=`.
        partial: EachPartial,
        /// In the order of the stem.
        blanks: Vec<ParsedBlank>,
        /// Whether there is a bank of words.
        bank: bool,
        /// More words for the bank.
        extra: Vec<String>,
    },
    /// `.match`
    Match {
        /// `partial=`.
        partial: EachPartial,
        /// Left and right of each row, inline HTML.
        pairs: Vec<(String, String)>,
        /// Right items without a left one.
        extra: Vec<String>,
    },
    /// `.order`
    Order {
        /// `partial=`.
        partial: OrderPartial,
        /// In the right order, inline HTML.
        items: Vec<String>,
    },
    /// `.task`
    Task {
        /// `submit=`.
        submit: Vec<Submit>,
        /// `max-files=`.
        max_files: u32,
        /// `max-chars=`.
        max_chars: u32,
        /// The rubric's rows.
        rubric: Vec<ParsedCriterion>,
        /// HTML of the model answer.
        solution: Option<String>,
    },
}

/// A blank.
#[derive(Debug, Clone)]
pub(crate) struct ParsedBlank {
    /// Accepted texts.
    pub(crate) texts: Vec<String>,
    /// Accepted numbers.
    pub(crate) numbers: Vec<NumberRange>,
    /// What stands for it in a bank of words.
    pub(crate) word: String,
}

/// A row of a rubric.
#[derive(Debug, Clone)]
pub(crate) struct ParsedCriterion {
    /// Inline HTML.
    pub(crate) name: String,
    /// Title and points of the column, and the cell's inline HTML.
    pub(crate) levels: Vec<(String, f64, String)>,
}

/// Kinds of choice questions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ChoiceKind {
    /// One is right.
    Single,
    /// Several may be right.
    Multiple,
    /// Đúng/Sai or True/False.
    TrueFalse,
    /// `.survey`: none is right.
    Survey {
        /// Whether several may be picked.
        several: bool,
    },
}

/// A choice.
#[derive(Debug, Clone)]
pub(crate) struct ParsedChoice {
    /// `#id`.
    pub(crate) id: Option<String>,
    /// Inline HTML.
    pub(crate) html: String,
    /// `[x]`.
    pub(crate) right: bool,
    /// `worth=50%`.
    pub(crate) worth: Option<f64>,
    /// `pin`.
    pub(crate) pin: bool,
    /// `why=`.
    pub(crate) why: Option<String>,
    /// HTML.
    pub(crate) feedback: Option<String>,
}

/// An accepted or foreseen text.
#[derive(Debug, Clone)]
pub(crate) struct ParsedText {
    /// Literal or regular expression.
    pub(crate) pattern: String,
    /// Whether it is a regular expression.
    pub(crate) regex: bool,
    /// HTML.
    pub(crate) feedback: Option<String>,
}
