//! What people of an invented province answer who are asked again: a few dozen papers, drawn from the short form of the policy
//! and judged by the rules of everybody's re-check.

use super::dice::Dice;
use super::history::{answers, misses};
use crate::catalog::LiveCourse;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use xutra_domain::assessment::{DrawPlan, Seen, draw, grade_question};
use xutra_domain::competency::Policy;
use xutra_domain::course::question::Question;
use xutra_domain::recheck::{form_of, needed};
use xutra_store::bulk_rechecks::Paper;

/// Papers of each kind.
const EACH: u64 = 8;

/// Papers by what came of them.
#[derive(Debug)]
pub struct Papers {
    /// Those that confirm.
    pub confirmed: Vec<Paper>,
    /// Those that do not.
    pub missed: Vec<Paper>,
}

/// Writes the papers of a policy; none where its course has no such exam, or where one kind cannot be had.
#[must_use]
pub fn papers(live: &LiveCourse, policy: &Policy) -> Option<Papers> {
    let known = live.versions.iter();
    let questions: BTreeMap<i64, Arc<Question>> =
        known.filter_map(|(id, key)| Some((*key, Arc::new(live.course.questions.get(id)?.clone())))).collect();
    let (mut confirmed, mut missed) = (Vec::new(), Vec::new());
    for number in 0..2 * EACH {
        let paper = paper(live, policy, &questions, number)?;
        if paper.correct >= paper.needed { confirmed.push(paper) } else { missed.push(paper) }
    }
    (!confirmed.is_empty() && !missed.is_empty()).then_some(Papers { confirmed, missed })
}

/// One paper; every second one has more mistakes than confirm.
fn paper(live: &LiveCourse, policy: &Policy, questions: &BTreeMap<i64, Arc<Question>>, number: u64) -> Option<Paper> {
    let short = form_of(policy);
    let quiz = live.course.quiz(&policy.exam.item)?;
    let (seen, exposed, mut dice) = (Seen::new(), BTreeSet::new(), Dice::of("paper", number));
    let plan = DrawPlan {
        course: &live.course,
        quiz,
        policy: Some(&short),
        versions: &live.versions,
        seen: &seen,
        exposed: &exposed,
        seed: dice.bytes(),
    };
    let form = draw(&plan);
    let (asked, needed) = (form.asked(questions), needed(&short, form.items.len()));
    let spare = u64::try_from(form.items.len()).unwrap_or(0).checked_sub(u64::from(needed))?;
    let mistakes = if number.is_multiple_of(2) { number / 2 % (spare + 1) } else { spare + 1 + number / 2 % 3 };
    let answers = answers(&form, &asked, &misses(&mut dice, form.items.len(), mistakes));
    let right = (1_usize..).zip(&form.items).filter(|(place, item)| {
        let question = asked.get(&item.version);
        question.is_some_and(|one| grade_question(one, item, answers.get(&place.to_string())).correct)
    });
    let correct = u32::try_from(right.count()).unwrap_or(0);
    Some(Paper {
        course: live.course.id.clone(),
        quiz: quiz.head.id.clone(),
        revision: live.revision,
        form,
        needed,
        answers,
        correct,
    })
}
