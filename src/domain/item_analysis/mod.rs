//! What answers say about questions: how hard one is, whether it tells capable people from others, whether its wrong
//! choices do anything, whether it has leaked.
//!
//! 1. [`observe`] reads one ended attempt: what it says about each of its questions, and about its quiz.
//! 2. [`ItemSums`] and [`QuizSums`] add observations up. They are whole numbers, so that adding is exact, the order does
//!    not matter, and taking an attempt back undoes adding it: a void attempt leaves no trace, and a recount is equal to
//!    what was summed up over years.
//! 3. [`figures`] works out what people read, and [`Flag`]s of what wants a look. Below [`ENOUGH`] answers nothing is
//!    flagged: the figures are not worth a decision yet.
//!
//! Counted is the first attempt of each person at a quiz: later ones know some of the questions.

mod figures;
mod observe;
mod quiz;
mod sums;
mod times;
mod versions;

pub use figures::{ChoiceFigures, ENOUGH, Flag, ItemFigures, WindowFigures, figures};
pub use observe::{Ended, Observed, observe};
pub use quiz::{LengthSums, QuizSums, kr20, kr21};
pub use sums::{ChoiceSums, GROUPS, GroupSums, ItemSums, Observation, REST, SHARE, WindowSums};
pub use times::{TimeSums, time_spent};
pub use versions::carried;

#[cfg(test)]
mod tests;
