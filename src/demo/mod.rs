//! An invented province that looks like a real one: units, people, and what they did. Pure but for the courses, and the same
//! each time; `actions/fill_demo` stores it.

mod answers;
pub mod dice;
pub mod history;
pub mod lots;
mod names;
pub mod papers;
pub mod people;
pub mod plan_samples;
mod records;
mod told;
pub mod tree;
pub mod visits;
mod work_samples;
pub mod world;

/// The name of somebody with a duty.
#[must_use]
pub fn person_name(topic: &str, number: u64) -> String {
    names::person(&mut dice::Dice::of(topic, number))
}
