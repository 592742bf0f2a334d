//! A question between two formats: what every importer gives and the writer of Markdown takes.

/// A question between two formats. Every text is safe Markdown: nothing in it can become a heading, a choice or a
/// setting.
#[derive(Debug, Clone, PartialEq)]
pub struct ExchangeQuestion {
    /// Line of the source, from 1.
    pub line: u32,
    /// The author's name or id of it, as plain text; may be empty.
    pub name: String,
    /// Blocks before the answers; blanks stand in it as `[[a|b]]`.
    pub stem: String,
    /// Points, greater than 0; none means 1.
    pub points: Option<f64>,
    /// Hints in their order, as blocks.
    pub hints: Vec<String>,
    /// Explanation, as blocks; may be empty.
    pub explanation: String,
    /// Type and key.
    pub answers: ExchangeAnswers,
    /// The author's own word on shuffling.
    pub shuffle: Option<bool>,
    /// Rows whose cells are put in place of `{{name}}`.
    pub variants: Option<ExchangeVariants>,
}

/// Type and key of a question between two formats.
#[derive(Debug, Clone, PartialEq)]
pub enum ExchangeAnswers {
    /// One or several of a list.
    Choices {
        /// Whether several may be picked.
        several: bool,
        /// All or nothing, where several may be picked.
        exact: bool,
        /// In source order.
        choices: Vec<ExchangeChoice>,
    },
    /// A number.
    Number {
        /// In source order.
        answers: Vec<ExchangeNumber>,
    },
    /// A number that each row of the variants gives.
    Formula {
        /// In source order.
        answers: Vec<ExchangeFormula>,
    },
    /// A short text.
    Text {
        /// Whether capitals matter.
        case_strict: bool,
        /// In source order.
        answers: Vec<ExchangeText>,
    },
    /// Blanks in the stem.
    Blanks {
        /// Whether capitals matter.
        case_strict: bool,
        /// All or nothing.
        exact: bool,
        /// Whether the words are offered.
        bank: bool,
        /// Words beside the right ones, inline.
        extra: Vec<String>,
    },
    /// Pairs, inline.
    Match {
        /// All or nothing.
        exact: bool,
        /// Left and right.
        pairs: Vec<(String, String)>,
        /// Right items without a partner.
        extra: Vec<String>,
    },
    /// Items in the right order, inline.
    Order {
        /// All or nothing.
        exact: bool,
        /// From first to last.
        items: Vec<String>,
    },
    /// Work that people mark.
    Task {
        /// Whether files may be handed in.
        files: bool,
        /// A model answer or guidance for who marks, as blocks; may be empty.
        solution: String,
    },
}

/// A choice between two formats.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ExchangeChoice {
    /// Inline Markdown.
    pub text: String,
    /// Whether it is right.
    pub right: bool,
    /// Share of the points in percent, where it is not what the type gives by itself.
    pub worth: Option<f64>,
    /// Blocks; may be empty.
    pub feedback: String,
}

/// A number that is right or foreseen.
#[derive(Debug, Clone, PartialEq)]
pub struct ExchangeNumber {
    /// Lower bound, inclusive.
    pub low: f64,
    /// Upper bound, inclusive.
    pub high: f64,
    /// Whether it is right.
    pub right: bool,
    /// Blocks; may be empty.
    pub feedback: String,
}

/// A text that is right or foreseen.
#[derive(Debug, Clone, PartialEq)]
pub struct ExchangeText {
    /// Plain text (not Markdown), or a regular expression.
    pub text: String,
    /// Whether it is an expression.
    pub regex: bool,
    /// Whether it is right.
    pub right: bool,
    /// Blocks; may be empty.
    pub feedback: String,
}

/// A number of variants that is right or foreseen.
#[derive(Debug, Clone, PartialEq)]
pub struct ExchangeFormula {
    /// As the course format writes it: `{{= a * b}} ± 0.5`.
    pub text: String,
    /// Whether it is right.
    pub right: bool,
    /// Blocks; may be empty.
    pub feedback: String,
}

/// A table of variants.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ExchangeVariants {
    /// Names of the columns: letters, digits and `_` alone.
    pub names: Vec<String>,
    /// Numbers as the course format writes them, a row for each variant.
    pub rows: Vec<Vec<String>>,
}

impl ExchangeQuestion {
    /// A question without hints and explanation.
    pub(super) fn new(line: u32, name: &str, stem: String, answers: ExchangeAnswers) -> Self {
        let (points, shuffle) = (None, None);
        Self {
            line,
            name: name.to_owned(),
            stem,
            points,
            hints: Vec::new(),
            explanation: String::new(),
            answers,
            shuffle,
            variants: None,
        }
    }
}
