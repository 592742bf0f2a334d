//! An invented province that looks like a real one: units, people, and what they did. Pure but for the courses, and the same
//! each time; `actions/fill_demo` stores it.

mod answers;
pub mod dice;
pub mod history;
mod names;
pub mod people;
mod told;
pub mod tree;
pub mod world;

/// The name of somebody with a duty.
#[must_use]
pub fn person_name(topic: &str, number: u64) -> String {
    names::person(&mut dice::Dice::of(topic, number))
}
