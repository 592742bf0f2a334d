//! Sessions of classes: the code of the minute, who is there, and how one says that one is.

use super::sitting::CodeView;
use super::{FormState, Link, When};
use serde::Serialize;

/// `class/session.html`
#[derive(Debug, Clone, Serialize)]
pub struct SessionPage {
    /// The class, leading to its desk.
    pub class: Link,
    /// Name of the place.
    pub unit: String,
    /// When it began.
    pub started: When,
    /// When it was over; none while it takes place.
    pub over: Option<When>,
    /// The code of the minute; none once it is over.
    pub code: Option<CodeView>,
    /// The list to tick by hand.
    pub tick_url: String,
    /// Where ending is asked for.
    pub end_url: String,
    /// Who is there, in their order.
    pub present: Vec<AttendeeView>,
}

/// Somebody who is there.
#[derive(Debug, Clone, Serialize)]
pub struct AttendeeView {
    /// Name.
    pub name: String,
    /// Name of the unit they live in.
    pub unit: Option<String>,
    /// When it was noted.
    pub at: When,
    /// `code` or `list`.
    pub how: &'static str,
    /// How they stand in the class's exam of the day: a word of `sitting-state-`.
    pub exam: Option<&'static str>,
}

/// `class/tick.html`: posts `person` for each who is ticked.
#[derive(Debug, Clone, Serialize)]
pub struct TickPage {
    /// The session.
    pub up: Link,
    /// It takes place.
    pub open: bool,
    /// Address of the page itself.
    pub address: String,
    /// Address of the form.
    pub action: String,
    /// What is searched for.
    pub query: String,
    /// People of the class who are not noted yet.
    pub members: Vec<PersonToTick>,
    /// Others whom the search found.
    pub others: Vec<PersonToTick>,
    /// How many are noted.
    pub present: usize,
}

/// Somebody whose name can be ticked.
#[derive(Debug, Clone, Serialize)]
pub struct PersonToTick {
    /// Identity.
    pub id: String,
    /// Name.
    pub name: String,
    /// Name of the unit they live in.
    pub unit: Option<String>,
}

/// `class/attend_enter.html`: where the code of the minute is typed.
#[derive(Debug, Clone, Serialize)]
pub struct AttendEnterPage {
    /// What was typed.
    pub form: FormState,
    /// Address of the form.
    pub action: String,
}

/// `class/attend.html`: says that one is there.
#[derive(Debug, Clone, Serialize)]
pub struct AttendPage {
    /// Name of the class.
    pub title: String,
    /// Name of the place.
    pub unit: String,
    /// Name of the facilitator.
    pub facilitator: String,
    /// When it was noted that one is there.
    pub noted: Option<When>,
    /// The session is over.
    pub over: bool,
    /// Address of the form.
    pub action: String,
    /// The sign-in, which leads back here.
    pub login_url: String,
    /// Where one makes an account and comes back; none once the class is closed.
    pub join_url: Option<String>,
    /// The course to go on with.
    pub course: Option<Link>,
    /// What is wrong.
    pub form: FormState,
}
