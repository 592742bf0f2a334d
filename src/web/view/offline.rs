//! What a device keeps: how it is offered, and the pages as they are kept.

use super::learning::Slots;
use super::{Link, When};
use serde::Serialize;

/// A course that can be kept, on its page.
#[derive(Debug, Clone, Serialize)]
pub struct Keep {
    /// Id.
    pub course: String,
    /// Which edition there is to keep.
    pub revision: String,
    /// Address of the script that keeps it.
    pub script: String,
    /// What pages take, such as `54 KB`.
    pub size: String,
    /// What pictures take besides, where there are some.
    pub pictures: Option<String>,
}

/// `learning/lesson_kept_header.html`: in place of a person's own header.
#[derive(Debug, Clone, Serialize)]
pub struct KeptHeader {
    /// The course.
    pub course: Option<Link>,
    /// When it was kept.
    pub day: When,
}

/// `learning/lesson_kept_footer.html`: in place of a person's own way on.
#[derive(Debug, Clone, Serialize)]
pub struct KeptFooter {
    /// Where a script completes the lesson, where it counts.
    pub complete: Option<String>,
    /// The course.
    pub course: Link,
    /// What comes next.
    pub next: Option<Link>,
}

/// `offline/contents.html`
#[derive(Debug, Clone, Serialize)]
pub struct KeptContents {
    /// Title of the course.
    pub title: String,
    /// In order.
    pub modules: Vec<KeptModule>,
    /// The top of the page.
    pub slots: Slots,
}

/// A module of it.
#[derive(Debug, Clone, Serialize)]
pub struct KeptModule {
    /// Its title.
    pub title: String,
    /// In order.
    pub rows: Vec<KeptRow>,
}

/// A lesson or quiz of it.
#[derive(Debug, Clone, Serialize)]
pub struct KeptRow {
    /// Title and address.
    pub link: Link,
    /// Can be read without a network.
    pub kept: bool,
}

/// `offline/no_network.html`
#[derive(Debug, Clone, Serialize)]
pub struct NoNetwork {
    /// Address of the script that lists what is kept.
    pub script: String,
    /// The top of the page.
    pub slots: Slots,
}
