//! What is said of a course and of its pages besides their content, and the page of terms.

use crate::language::Localized;
use serde::{Deserialize, Serialize};

/// The terms of a course on one page; its address ends in `/glossary`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Glossary {
    /// Title.
    pub title: Localized,
    /// Safe HTML; each term is a heading with its id.
    pub html: Localized,
}

/// What `course.toml` says of the course itself; nothing is decided by it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CourseAbout {
    /// `version`.
    pub version: Option<String>,
    /// `license`.
    pub license: Option<String>,
    /// `[certificate] template`.
    pub certificate_template: Option<String>,
    /// `[certificate] valid`: years (`2y`) or days (`400d`).
    pub certificate_valid: Option<String>,
}

/// Who wrote a page, when, and under which terms.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ItemAbout {
    /// `authors`.
    pub authors: Vec<String>,
    /// `license`; the course's where the page has none.
    pub license: Option<String>,
    /// `updated`: a day, `2026-12-31`.
    pub updated: Option<String>,
}
