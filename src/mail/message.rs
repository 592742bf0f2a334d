//! What a mail says, before its words: plain data, in the reader's language.

use crate::numbers::number;
use serde::Serialize;
use uuid::Uuid;

/// A mail, ready to go.
#[derive(Debug, Clone)]
pub struct Letter {
    /// Its id, the same at every try: by it, what came twice is told.
    pub id: Uuid,
    /// Where it goes.
    pub to: String,
    /// Name of who gets it.
    pub name: String,
    /// What it says.
    pub words: Words,
    /// Where one stops such mails.
    pub stop_url: String,
}

/// The words of a mail.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Words {
    /// One line.
    pub subject: String,
    /// As plain text, complete.
    pub text: String,
    /// As HTML.
    pub html: String,
}

/// What the templates of mails are given, as `mail`.
#[derive(Debug, Clone, Serialize)]
pub struct LetterView {
    /// `vi` or `en`.
    pub lang: String,
    /// Name of the site.
    pub site: String,
    /// Name of who gets it.
    pub name: String,
    /// What it tells, one after the other.
    pub parts: Vec<Part>,
    /// Where one stops such mails.
    pub stop_url: String,
    /// The page on which one says what one agrees to.
    pub data_url: String,
}

/// Something that a mail tells; templates are given it as `part`.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "topic", rename_all = "lowercase")]
pub enum Part {
    /// A lesson that was left unfinished.
    Lesson {
        /// Title of the course.
        course: String,
        /// Title of what comes next.
        title: String,
        /// Its page.
        url: String,
        /// Minutes that it takes.
        minutes: u32,
        /// Minutes to the end of the course.
        left: u32,
    },
    /// A flag that runs out soon.
    Flag {
        /// Title of the course that gives it.
        course: String,
        /// The course's page.
        url: String,
        /// Until when it holds, as people read it.
        until: String,
    },
    /// Somebody was drawn to show again what they can do.
    Recheck {
        /// Name of the commune.
        unit: String,
        /// Title of the course that gives the flag.
        course: String,
        /// How many questions are asked.
        questions: u32,
        /// Where the code of the room is typed.
        url: String,
        /// Where one practises for it.
        practice_url: String,
    },
    /// An exam that was failed may be taken again.
    Retry {
        /// Title of the course.
        course: String,
        /// Title of the exam.
        title: String,
        /// Its page.
        url: String,
        /// From which day on, as people read it.
        from: String,
    },
    /// The figures of a unit.
    Figures {
        /// Name of the unit.
        unit: String,
        /// Its board.
        url: String,
        /// Figures that can be told.
        figures: Vec<FigureLine>,
        /// Its plan.
        plan_url: String,
        /// Figures that are behind the plan: the word, and days behind.
        behind: Vec<(String, u64)>,
        /// Milestones that are due soon, or late.
        due: Vec<DueLine>,
    },
}

impl Part {
    /// The name of its templates.
    #[must_use]
    pub fn word(&self) -> &'static str {
        match self {
            Self::Lesson { .. } => "lesson",
            Self::Flag { .. } => "flag",
            Self::Figures { .. } => "figures",
            Self::Recheck { .. } => "recheck",
            Self::Retry { .. } => "retry",
        }
    }
}

/// A milestone in a mail.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct DueLine {
    /// What is to be done.
    pub title: String,
    /// Name of its unit.
    pub unit: String,
    /// Its day.
    pub day: String,
    /// That day is over.
    pub late: bool,
}

/// A figure in a mail, as people read it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct FigureLine {
    /// Word of the figure.
    pub word: String,
    /// Percent; none where it cannot be told.
    pub percent: Option<String>,
    /// Percent that are to be reached.
    pub target: u32,
    /// How many are missing to the target; none where it is met or cannot be told.
    pub gap: Option<String>,
    /// `people` or `places`.
    pub counts: &'static str,
    /// Change since a week ago with its sign, in points of percent.
    pub change: Option<String>,
    /// Word of why there is no percentage: why it is not told, or `small`.
    pub untold: Option<String>,
}

/// A difference of two shares to one decimal, with its sign.
#[must_use]
pub fn change(lang: &str, value: f64) -> String {
    let tenths = (value * 10.0).round() / 10.0;
    match tenths {
        up if up > 0.0 => format!("+{}", number(lang, up)),
        down if down < 0.0 => format!("−{}", number(lang, -down)),
        _ => "0".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_read_as_people_write_them() {
        assert_eq!(
            (change("vi", 1.24), change("en", -0.36), change("vi", 0.04)),
            ("+1,2".into(), "−0.4".into(), "0".into())
        );
    }
}
