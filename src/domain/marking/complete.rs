//! The result of an attempt once people have marked its practical work.

use crate::assessment::{AttemptResult, Form, Mark, Rules, result_of};
use crate::instant::Instant;
use std::collections::BTreeMap;

/// Practical work that was marked, by its place in the form from 1: which share of the points it earned, 0 to 1, and when
/// that was settled.
pub type Settled = BTreeMap<usize, (f64, Instant)>;

/// The result with these marks in the place of those that waited.
#[must_use]
pub fn complete(rules: &Rules, form: &Form, result: &AttemptResult, settled: &Settled) -> AttemptResult {
    let rows = (1..).zip(form.items.iter().zip(&result.marks));
    let marks = rows.map(|(place, (item, mark))| match settled.get(&place) {
        None => mark.clone(),
        Some((share, _)) => {
            let share = share.clamp(0.0, 1.0);
            Mark { points: item.points * share, correct: share >= 1.0 - 1e-9, feedback: Vec::new(), waiting: false }
        }
    });
    result_of(rules, form, marks.collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::assessment::samples::{question, settings, shown, single};
    use crate::assessment::{Answer, grade_attempt};
    use crate::course::question::{Answers, Submit};
    use crate::marking::rubric::tests::rubric;
    use std::sync::Arc;

    #[test]
    fn marks_complete_the_result_and_can_pass_it() {
        let answers = Answers::Task {
            submit: vec![Submit::Text],
            max_files: 1,
            max_chars: 100,
            rubric: rubric(&[&[2.0, 0.0], &[2.0, 0.0]]),
            solution: None,
        };
        let (task, auto) = (question("viec", &[], answers), question("chon", &[], single("10")));
        let mut items = vec![shown(&auto, 1.0), shown(&task, 4.0)];
        items[1].version = 2;
        let form = Form { items };
        let questions = BTreeMap::from([(1, Arc::new(auto)), (2, Arc::new(task))]);
        let said = BTreeMap::from([
            ("1".to_owned(), Answer::Choices { choices: vec!["c0".into()] }),
            ("2".to_owned(), Answer::Task { text: "Bài".into(), files: Vec::new() }),
        ]);
        let rules = Rules::of(&settings(), false);
        let waiting = grade_attempt(&rules, &form, &questions, &said);
        assert!(!waiting.passed && waiting.marks[1].waiting);
        assert_eq!(complete(&rules, &form, &waiting, &Settled::new()), waiting);
        let marked = |share| complete(&rules, &form, &waiting, &Settled::from([(2, (share, Instant(5)))]));
        let full = marked(1.0);
        assert!(full.passed && full.marks[1].correct && !full.marks[1].waiting);
        assert!((full.score - 5.0).abs() < 1e-9 && (full.percent - 100.0).abs() < 1e-9);
        let half = marked(0.5);
        assert!(!half.passed && !half.marks[1].correct && (half.percent - 60.0).abs() < 1e-9);
    }
}
