//! Attempts: which questions are drawn, what an answer may look like, what it earns, who may try when.

mod answer;
mod draw;
mod form;
mod grade;
mod link;
mod number;
mod parallel;
mod parts;
mod pick;
mod rejudge;
mod retake;
#[cfg(test)]
pub(crate) mod samples;
mod text;

pub use answer::{Answer, AnswerError, MAX_BLANK, MAX_TEXT};
pub use draw::{DrawPlan, Seen, draw, has_choice};
pub use form::{Form, FormItem, Rules, ShownChoice};
pub(crate) use grade::result_of;
pub use grade::{AttemptResult, FeedbackRef, Mark, grade_attempt, grade_question};
pub use link::{Run, is_link, runs};
pub use parallel::{FormLetter, fixed_form};
pub use parts::right_blanks;
pub use rejudge::{Decision, rejudge};
pub use retake::{PastAttempt, Refusal, free_at, freed_at, may_start};
