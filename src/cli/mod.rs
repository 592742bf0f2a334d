//! What the program does from a shell: one file per command, and what they share.

pub mod check;
pub mod read_course;
mod report;
