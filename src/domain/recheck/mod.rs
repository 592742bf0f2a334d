//! Re-checks: who is asked again is drawn so that anybody can draw again, and what a lot of them says of a commune.
//!
//! 1. [`commitment`] of a seed and [`population_hash`] of who may be drawn are published; then nothing can be chosen any more.
//! 2. [`order`] puts people into the order of HMAC-SHA256 with the seed as key.
//! 3. The seed is published, and [`Draw::verify`] does all of it again.
//! 4. [`called`] says who of them is asked by now, [`judge`] what came of it, a [`Session`] is where they answer.

mod draw;
mod lot;
mod progress;
mod session;

pub use draw::{Draw, FORMAT, Fault, Seed, commitment, order, population_hash};
pub use lot::{FIRST, Lot, MORE, adjusted, judge};
pub use progress::{CALLS, Count, Outcome, called, form_of, needed, quarter, quarter_of};
pub use session::Session;
