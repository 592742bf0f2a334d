//! Practical work that people mark: what a rubric lets them give, who may mark whose work, when one mark is enough, and how
//! far two markers agree. Pure; the queue itself is kept by the store.

mod agreement;
mod complete;
mod permit;
mod rubric;
mod settle;

pub use agreement::{Agreement, kappa, weighted_kappa};
pub use complete::{Settled, complete};
pub use permit::{DUE_AFTER, Facilitates, RESERVED_FOR, Refusal, Reservation, Work, may_mark};
pub use rubric::{MarkError, MarkSheet, most, read_marks};
pub use settle::{FEWEST_MARKERS, Outcome, Verdict, marks_wanted, passes, settle};
