//! The map of the program; see `docs/ARCHITECTURE.md` for the dependency rule.

pub mod cli;
pub mod locales;
