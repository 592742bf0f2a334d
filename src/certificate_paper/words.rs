//! The words around the facts: taken from the locale beforehand, so that drawing needs no locale.

use super::{Paper, PaperDate};
use std::collections::BTreeMap;
use xutra_domain::certificate::Achievement;

/// The words of one certificate, by what the template calls them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Words(pub(super) BTreeMap<&'static str, String>);

impl Words {
    /// Asks `text` for every word, by message key and arguments, in the language of the paper.
    #[must_use]
    pub fn collect(paper: &Paper, text: impl Fn(&str, &[(&str, &str)]) -> String) -> Self {
        let (title, title_below, claim, claim_below) = match paper.kind {
            Achievement::Completion => (
                "paper-completion-title",
                "paper-completion-title-below",
                "paper-completion-claim",
                "paper-completion-claim-below",
            ),
            Achievement::Capability => (
                "paper-capability-title",
                "paper-capability-title-below",
                "paper-capability-claim",
                "paper-capability-claim-below",
            ),
        };
        let number = [("number", paper.number.as_str())];
        let mut words = BTreeMap::from([
            ("document_title", text("paper-document-title", &number)),
            ("nation", text("paper-nation", &[])),
            ("motto", text("paper-motto", &[])),
            ("number", text("paper-number", &number)),
            ("certifies", text("paper-certifies", &[])),
            ("certifies_below", text("paper-certifies-below", &[])),
            ("title", text(title, &[])),
            ("title_below", text(title_below, &[])),
            ("claim", text(claim, &[])),
            ("claim_below", text(claim_below, &[])),
            ("course", text("paper-course", &[("title", &paper.course_title)])),
            ("verify", text("paper-verify", &[])),
            ("signed", text("paper-signed", &[])),
        ]);
        let date_line = match &paper.place {
            Some(place) => {
                text("paper-date-at", &[("place", place), ("date", &date(paper.issued, "paper-date", &text))])
            }
            None => date(paper.issued, "paper-date-alone", &text),
        };
        words.insert("date_line", date_line);
        if let Some(day) = paper.expires {
            words.insert("valid_until", text("paper-valid-until", &[("date", &date(day, "paper-date", &text))]));
        }
        if let Some(score) = paper.score {
            let [right, of, pass] = [score.right, score.of, score.pass].map(|number| number.to_string());
            words.insert("score", text("paper-score", &[("right", &right), ("of", &of), ("pass", &pass)]));
        }
        Self(words)
    }
}

/// A date in words. In Vietnamese papers a day below 10 and the months 1 and 2 carry a zero, so that nobody adds a digit.
fn date(date: PaperDate, key: &str, text: &impl Fn(&str, &[(&str, &str)]) -> String) -> String {
    let month_name = text(&format!("paper-month-{}", date.month), &[]);
    let zeros = date.month <= 2;
    let month = if zeros { format!("{:02}", date.month) } else { date.month.to_string() };
    text(
        key,
        &[
            ("day", &format!("{:02}", date.day)),
            ("day-plain", &date.day.to_string()),
            ("month", &month),
            ("month-name", &month_name),
            ("year", &date.year.to_string()),
        ],
    )
}
