//! Units, their population, and where people belong.

use super::{FormState, Link, When};
use serde::Serialize;

/// `unit/units.html`: `/admin/units?q=`; posts `code`, `name`, `kind`, `parent`.
#[derive(Debug, Clone, Serialize)]
pub struct UnitsPage {
    /// Search text.
    pub query: String,
    /// What was found, or the roots.
    pub rows: Vec<UnitRow>,
    /// More were found than are shown.
    pub more: bool,
    /// Words of the kinds.
    pub kinds: Vec<&'static str>,
    /// The form for a new one.
    pub form: FormState,
}

/// A unit in a list.
#[derive(Debug, Clone, Serialize)]
pub struct UnitRow {
    /// Its name and page.
    pub link: Link,
    /// Code.
    pub code: String,
    /// Word of its kind.
    pub kind: &'static str,
    /// Name of what it lies in.
    pub parent: Option<String>,
    /// It has ended.
    pub ended: bool,
}

/// `unit/unit.html`: posts `name`, `parent` to its own address; `class`, `value`, `as_of`, `source` to `population_url`.
#[derive(Debug, Clone, Serialize)]
pub struct UnitPage {
    /// What it lies in, from the root on.
    pub above: Vec<Link>,
    /// Name.
    pub name: String,
    /// Code.
    pub code: String,
    /// Word of its kind.
    pub kind: &'static str,
    /// Where it is since when.
    pub since: When,
    /// When it ended.
    pub ended: Option<When>,
    /// What it was merged into.
    pub successor: Option<Link>,
    /// How many belong to it itself now.
    pub people: String,
    /// What it was called before, and until when.
    pub names: Vec<FormerName>,
    /// What lies right below it.
    pub parts: Vec<UnitRow>,
    /// There are more: they are searched.
    pub more: bool,
    /// What is said of its population, by class.
    pub figures: Vec<FigureRow>,
    /// Words of the classes.
    pub classes: Vec<&'static str>,
    /// Its own address.
    pub url: String,
    /// Where a figure is entered.
    pub population_url: String,
    /// Where one is asked before it ends.
    pub end_url: String,
    /// What was typed.
    pub form: FormState,
}

/// A name that a unit bore.
#[derive(Debug, Clone, Serialize)]
pub struct FormerName {
    /// The name.
    pub name: String,
    /// From when on.
    pub since: When,
}

/// A figure of the population.
#[derive(Debug, Clone, Serialize)]
pub struct FigureRow {
    /// Word of the class.
    pub class: &'static str,
    /// How many.
    pub value: String,
    /// The day that it counts.
    pub as_of: String,
    /// The document.
    pub source: String,
    /// `in_force`, `approved` (another one is newer) or `open`.
    pub state: &'static str,
    /// Where the reader approves it, if they may.
    pub approve_url: Option<String>,
}

/// `unit/end.html`: posts `successor` (a code, or empty) and `sure`.
#[derive(Debug, Clone, Serialize)]
pub struct EndUnitPage {
    /// The unit.
    pub unit: Link,
    /// How many belong to it itself.
    pub people: u64,
    /// How many units lie right below it.
    pub parts: usize,
    /// Address of the form.
    pub action: String,
    /// What was typed.
    pub form: FormState,
}

/// `unit/affiliations.html`: posts `unit`, `kind`; to `end_url` `unit`, `kind`.
#[derive(Debug, Clone, Serialize)]
pub struct AffiliationsPage {
    /// The person.
    pub person: Link,
    /// Where they belong and belonged, the newest first.
    pub rows: Vec<AffiliationRow>,
    /// Words of the ways.
    pub kinds: Vec<&'static str>,
    /// Address of the form.
    pub action: String,
    /// Where one ends.
    pub end_url: String,
    /// What was typed.
    pub form: FormState,
}

/// Somebody belongs, or belonged, to a unit.
#[derive(Debug, Clone, Serialize)]
pub struct AffiliationRow {
    /// The unit.
    pub unit: Link,
    /// Its code.
    pub code: String,
    /// Word of the way.
    pub kind: &'static str,
    /// From when on.
    pub since: When,
    /// Until when; none while it lasts.
    pub until: Option<When>,
}
