//! Attempts: which questions are drawn, what an answer may look like, what it earns, who may try when.

mod answer;
mod draw;
mod form;
mod grade;
mod retake;

pub use answer::{Answer, AnswerError};
pub use draw::{DrawPlan, Seen, draw};
pub use form::{Form, FormItem, Rules, ShownChoice};
pub use grade::{AttemptResult, Mark, grade_attempt, grade_question};
pub use retake::{PastAttempt, Refusal, may_start};
