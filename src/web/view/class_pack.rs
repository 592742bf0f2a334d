//! What a facilitator takes along to a class: the sheets to print, and the paper list that is entered afterwards.

use super::class::Invitation;
use super::class_session::PersonToTick;
use super::{FormState, Link};
use serde::Serialize;

/// `class/pack.html`: `/classes/{class}/pack?module=`.
#[derive(Debug, Clone, Serialize)]
pub struct PackPage {
    /// The desk.
    pub up: Link,
    /// Name of the place.
    pub unit: String,
    /// Name of the facilitator.
    pub facilitator: String,
    /// What one joins by; none once the class is over.
    pub invitation: Option<Invitation>,
    /// Modules to pick from; none without a course.
    pub modules: Vec<Link>,
    /// The plan of the chosen module.
    pub plan: Option<PlanView>,
    /// Who joined: name and name of their unit.
    pub members: Vec<(String, Option<String>)>,
    /// Empty rows for who comes besides.
    pub blank: Vec<u32>,
    /// Where the list is entered afterwards.
    pub paper_url: String,
}

/// The plan of a module.
#[derive(Debug, Clone, Serialize)]
pub struct PlanView {
    /// Its title.
    pub title: String,
    /// Minutes of all of it.
    pub minutes: u32,
    /// In their order.
    pub items: Vec<PlanItem>,
}

/// A step of the plan.
#[derive(Debug, Clone, Serialize)]
pub struct PlanItem {
    /// Title.
    pub title: String,
    /// A check, which people take on their phones, and no lesson.
    pub is_quiz: bool,
    /// Minutes.
    pub minutes: u32,
    /// What it is about; may be empty.
    pub summary: String,
    /// Questions of self-checks to talk over, as HTML without answers. None of a quiz or an exam stands here.
    pub talk: Vec<String>,
}

/// `class/paper.html`: posts `day` and `person` for each who is ticked.
#[derive(Debug, Clone, Serialize)]
pub struct PaperPage {
    /// The desk.
    pub up: Link,
    /// Address of the form.
    pub action: String,
    /// People of the class.
    pub members: Vec<PersonToTick>,
    /// What was typed.
    pub form: FormState,
}
