//! People of a facilitator: the list, the list to print, one person, the cards.

use super::class::QrView;
use super::{FormState, Link, Progress, When};
use serde::Serialize;

/// `people/followed.html`; posts `person` for each who is ticked.
#[derive(Debug, Clone, Serialize)]
pub struct FollowedPage {
    /// What is searched for.
    pub query: String,
    /// Everybody, and each standing.
    pub tabs: Vec<FollowTab>,
    /// The standing that the list is narrowed to, or `all`.
    pub follow: &'static str,
    /// `name` or `newest`.
    pub sort: &'static str,
    /// Other orders.
    pub sorts: Vec<&'static str>,
    /// The people.
    pub rows: Vec<FollowedRow>,
    /// More of them.
    pub next_url: Option<String>,
    /// The same people on a sheet.
    pub list_url: String,
    /// What is wrong.
    pub form: FormState,
}

/// A standing, with how many stand so.
#[derive(Debug, Clone, Serialize)]
pub struct FollowTab {
    /// `all`, or the word of the standing.
    pub word: &'static str,
    /// The list narrowed to it.
    pub url: String,
    /// How many.
    pub count: String,
    /// It is shown.
    pub current: bool,
}

/// Somebody in the list.
#[derive(Debug, Clone, Serialize)]
pub struct FollowedRow {
    /// Identity.
    pub id: String,
    /// Name, leading to their page.
    pub link: Link,
    /// Name of the unit they live in.
    pub unit: Option<String>,
    /// Phone.
    pub phone: Option<String>,
    /// Lessons that they completed.
    pub lessons: u64,
    /// When they last did something.
    pub last: Option<When>,
    /// They hold a flag.
    pub capable: bool,
    /// They can sign in.
    pub has_password: bool,
}

/// `people/sheet.html`: the list to print and to call by.
#[derive(Debug, Clone, Serialize)]
pub struct SheetPage {
    /// The list.
    pub back_url: String,
    /// The standing, or `all`.
    pub follow: &'static str,
    /// The people.
    pub rows: Vec<FollowedRow>,
    /// There are more than one sheet holds.
    pub more: bool,
}

/// `people/person.html`
#[derive(Debug, Clone, Serialize)]
pub struct PersonPage {
    /// Identity.
    pub id: String,
    /// Name.
    pub name: String,
    /// Name of the unit they live in.
    pub unit: Option<String>,
    /// Phone.
    pub phone: Option<String>,
    /// What they sign in by.
    pub identifier: String,
    /// They can sign in.
    pub has_password: bool,
    /// A card can be printed for them.
    pub may_have_card: bool,
    /// Courses that they take part in.
    pub courses: Vec<PersonCourse>,
    /// The page that says why they are capable, or what is left.
    pub why_url: String,
}

/// A course of somebody.
#[derive(Debug, Clone, Serialize)]
pub struct PersonCourse {
    /// The course.
    pub course: Link,
    /// How far they are.
    pub progress: Progress,
    /// What comes next.
    pub next: Option<Link>,
}

/// `people/pin.html`: a PIN that was made, shown once.
#[derive(Debug, Clone, Serialize)]
pub struct PinPage {
    /// Name.
    pub name: String,
    /// What they sign in by.
    pub identifier: String,
    /// The PIN, as one reads it out.
    pub pin: String,
    /// Until when it works.
    pub until: When,
    /// Their page.
    pub back_url: String,
}

/// `people/choose_pin.html`: posts `pin` and `again` to its own address.
#[derive(Debug, Clone, Serialize)]
pub struct ChoosePinPage {
    /// Name.
    pub name: String,
    /// Address of the form.
    pub action: String,
    /// What is wrong.
    pub form: FormState,
}

/// `people/new.html`: posts `display_name`, `phone`, `unit`, `birth_year`.
#[derive(Debug, Clone, Serialize)]
pub struct NewPersonPage {
    /// Units in the scope; empty where there are too many to pick from: then the code is typed.
    pub units: Vec<Link>,
    /// What was typed, what is wrong.
    pub form: FormState,
}

/// `people/cards.html`: cards to print, eight on a sheet.
#[derive(Debug, Clone, Serialize)]
pub struct CardsPage {
    /// The cards.
    pub cards: Vec<CardView>,
    /// Who gets none, and why: a sentence.
    pub refused: Option<String>,
    /// Where the code is typed, as people say it.
    pub address: String,
    /// Until when the cards work.
    pub until: When,
    /// Where one came from.
    pub back_url: String,
}

/// A card.
#[derive(Debug, Clone, Serialize)]
pub struct CardView {
    /// Name.
    pub name: String,
    /// Name of the unit they live in.
    pub unit: Option<String>,
    /// What they sign in by.
    pub identifier: String,
    /// The code as it is printed.
    pub code: String,
    /// The address with the code in it.
    pub qr: QrView,
}

/// `people/card_enter.html`: where the code of a card is typed.
#[derive(Debug, Clone, Serialize)]
pub struct CardEnterPage {
    /// What was typed.
    pub form: FormState,
}

/// `people/card.html`: posts `password` to its own address.
#[derive(Debug, Clone, Serialize)]
pub struct CardPage {
    /// Whose card it is.
    pub name: String,
    /// What they sign in by.
    pub identifier: String,
    /// What is wrong.
    pub form: FormState,
    /// Address of the form.
    pub action: String,
}
