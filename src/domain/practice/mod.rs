//! Spaced practice: which questions somebody may practise, how well they are remembered, and which come next.
//!
//! It is for learning alone: nothing here is evidence, and no question that an exam may ask is ever practised.

mod bank;
mod memory;
mod session;

pub use bank::{Bank, Known, Met, Sat, met, open_questions};
pub use memory::{Card, Memory, practised, retrievability};
pub use session::{SESSION, Session, session, shuffle};

#[cfg(test)]
mod tests;
