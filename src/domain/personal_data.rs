//! What people may ask about data on them: consent by purpose, requests and the day by which they must be answered, and
//! what is left of answers once a person is erased. Source: Law 91/2025/QH15 on the protection of personal data.

use crate::assessment::Answer;
use std::collections::BTreeMap;

/// What data may be used for beyond the courses themselves.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Purpose {
    /// Reminders by mail or phone.
    Reminders,
    /// Answers without a name, to make lessons better.
    Improvement,
    /// The figures of one's unit by mail, for those who lead it.
    WeeklyFigures,
}

impl Purpose {
    /// Every purpose.
    pub const ALL: [Self; 3] = [Self::Reminders, Self::Improvement, Self::WeeklyFigures];

    /// The word for it in forms and the database.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Reminders => "reminders",
            Self::Improvement => "improvement",
            Self::WeeklyFigures => "weekly-figures",
        }
    }

    /// Reads the word.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|purpose| purpose.word() == word)
    }

    /// The version of its words, from 1: whoever agreed to other words is asked again.
    #[must_use]
    pub fn version(self) -> u32 {
        match self {
            // The first words told of lessons alone, the second of flags that end as well.
            Self::Reminders => 3,
            Self::Improvement | Self::WeeklyFigures => 1,
        }
    }
}

/// What is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RequestKind {
    /// Something is wrong that the person cannot put right alone.
    Correction,
    /// To be forgotten.
    Erasure,
}

impl RequestKind {
    /// Every kind.
    pub const ALL: [Self; 2] = [Self::Correction, Self::Erasure];

    /// The word for it in forms and the database.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Correction => "correction",
            Self::Erasure => "erasure",
        }
    }

    /// Reads the word.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.word() == word)
    }
}

/// What came of a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// It was done.
    Done,
    /// It was refused, with a reason.
    Refused,
}

impl Outcome {
    /// The word for it in forms and the database.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Done => "done",
            Self::Refused => "refused",
        }
    }

    /// Reads the word.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        [Self::Done, Self::Refused].into_iter().find(|outcome| outcome.word() == word)
    }
}

/// Within how many working days a request is answered; see [`crate::working_day`].
pub const WORKING_DAYS: u32 = 2;

/// What stands for a text that somebody typed and that was erased. Not empty, so that it stays an answer, and the figures
/// of its question stay what they were.
pub const ERASED: &str = "…";

/// Answers without what somebody typed or handed in. What was picked from the page's own choices stays.
#[must_use]
pub fn without_texts(answers: &BTreeMap<String, Answer>) -> BTreeMap<String, Answer> {
    let erased = || ERASED.to_owned();
    let bare = |answer: &Answer| match answer {
        Answer::Text { text } if !text.is_empty() => Answer::Text { text: erased() },
        Answer::Blanks { blanks } => {
            let left = |text: &String| if text.is_empty() { String::new() } else { erased() };
            Answer::Blanks { blanks: blanks.iter().map(|(name, text)| (name.clone(), left(text))).collect() }
        }
        Answer::Task { text, files } if !text.is_empty() || !files.is_empty() => {
            Answer::Task { text: erased(), files: Vec::new() }
        }
        same => same.clone(),
    };
    answers.iter().map(|(place, answer)| (place.clone(), bare(answer))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_typed_goes_and_what_was_picked_stays() {
        let picked = Answer::Choices { choices: vec!["x".into()] };
        let number = Answer::Number { number: "3,5".into() };
        let blanks = [("1".to_owned(), "Hoa".to_owned()), ("2".to_owned(), String::new())];
        let given = BTreeMap::from([
            ("1".to_owned(), picked.clone()),
            ("2".to_owned(), Answer::Text { text: "Tên tôi là Hoa".into() }),
            ("3".to_owned(), Answer::Task { text: "Số của tôi 0912".into(), files: vec!["f".into()] }),
            ("4".to_owned(), Answer::Blanks { blanks: blanks.into() }),
            ("5".to_owned(), number.clone()),
            ("6".to_owned(), Answer::Text { text: String::new() }),
            ("7".to_owned(), Answer::Task { text: String::new(), files: vec!["f".into()] }),
        ]);
        let left = without_texts(&given);
        assert_eq!((&left["1"], &left["5"]), (&picked, &number));
        assert_eq!(left["2"], Answer::Text { text: ERASED.into() });
        assert_eq!(left["3"], Answer::Task { text: ERASED.into(), files: vec![] });
        let blanks = [("1".to_owned(), ERASED.to_owned()), ("2".to_owned(), String::new())];
        assert_eq!(left["4"], Answer::Blanks { blanks: blanks.into() });
        assert_eq!((&left["6"], &left["7"]), (&given["6"], &Answer::Task { text: ERASED.into(), files: vec![] }));
        let empty = |answers: &BTreeMap<String, Answer>| answers.values().filter(|answer| answer.is_empty()).count();
        assert_eq!(empty(&left), empty(&given), "who had answered still has");
    }

    #[test]
    fn words_are_read_back() {
        assert!(Purpose::ALL.into_iter().all(|one| Purpose::parse(one.word()) == Some(one)));
        assert!(RequestKind::ALL.into_iter().all(|one| RequestKind::parse(one.word()) == Some(one)));
        assert!([Outcome::Done, Outcome::Refused].into_iter().all(|one| Outcome::parse(one.word()) == Some(one)));
    }
}
