//! xutra: the course server. The map of the program, in the order in which things flow; see `docs/ARCHITECTURE.md`.
//!
//! `web`, `cli` and `jobs` call `actions`; `actions` load, let the domain decide, and save through the store. Nothing
//! points at `web`.

pub mod actions;
pub mod app;
pub mod catalog;
pub mod certificate_paper;
pub mod cli;
pub mod clock;
pub mod config;
pub mod course_archive;
pub mod credential;
pub mod demo;
pub mod jobs;
pub mod limits;
pub mod locales;
pub mod mail;
pub mod media;
pub mod message;
pub mod numbers;
pub mod preview;
pub mod roster_file;
pub mod sessions;
pub mod task_file;
mod translate;
pub mod web;
pub mod workbook_check;
pub mod zone;
