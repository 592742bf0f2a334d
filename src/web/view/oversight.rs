//! Findings and reports: lists, one of each, forms, and the receipt.

use super::{FormState, Link, When};
use serde::Serialize;

/// `oversight/findings.html`: of an inspector, or of a unit.
#[derive(Debug, Clone, Serialize)]
pub struct FindingsPage {
    /// Where one came from, for those of a unit.
    pub up: Option<Link>,
    /// The lists there are.
    pub tabs: Vec<TabView>,
    /// Where a finding is entered.
    pub new_url: Option<String>,
    /// The findings.
    pub rows: Vec<FindingRow>,
}

/// A list of findings.
#[derive(Debug, Clone, Serialize)]
pub struct TabView {
    /// The end of its key.
    pub word: &'static str,
    /// Where it is.
    pub url: String,
    /// How many there are.
    pub count: u64,
    /// It is shown now.
    pub chosen: bool,
}

/// A finding in a list.
#[derive(Debug, Clone, Serialize)]
pub struct FindingRow {
    /// Its page.
    pub url: String,
    /// The end of the kind's key.
    pub kind: &'static str,
    /// Name of the unit.
    pub unit: String,
    /// The end of the state's key.
    pub state: &'static str,
    /// By when.
    pub due: When,
    /// It is late.
    pub late: bool,
}

/// `oversight/new.html`: `/inspection/findings/new`.
#[derive(Debug, Clone, Serialize)]
pub struct NewFindingPage {
    /// Words of the kinds.
    pub kinds: Vec<&'static str>,
    /// What somebody told, where it comes of that.
    pub report: Option<ReportView>,
    /// What was typed.
    pub form: FormState,
}

/// `oversight/finding.html`
#[derive(Debug, Clone, Serialize)]
pub struct FindingPage {
    /// The list.
    pub up: Link,
    /// The finding.
    pub row: FindingRow,
    /// What was looked at.
    pub looked: String,
    /// What was found.
    pub found: String,
    /// What is to be done.
    pub wanted: String,
    /// What happened.
    pub events: Vec<FindingEventView>,
    /// Where the leader answers.
    pub answer_action: Option<String>,
    /// Where another inspector settles it.
    pub settle_action: Option<String>,
    /// What was typed.
    pub form: FormState,
}

/// What happened to a finding.
#[derive(Debug, Clone, Serialize)]
pub struct FindingEventView {
    /// The end of its key.
    pub kind: String,
    /// By whom.
    pub by: String,
    /// When.
    pub at: When,
    /// What was said.
    pub words: String,
}

/// A report, without who told it.
#[derive(Debug, Clone, Serialize)]
pub struct ReportView {
    /// Its page, for inspectors.
    pub url: String,
    /// Id.
    pub id: String,
    /// The end of the kind's key.
    pub kind: &'static str,
    /// Name of the unit.
    pub unit: String,
    /// Code of the unit.
    pub code: String,
    /// What was told.
    pub words: String,
    /// The hour in which it was told.
    pub hour: When,
    /// The end of the state's key.
    pub state: &'static str,
    /// Why it was set aside.
    pub reason: String,
}

/// `oversight/reports.html`: `/inspection/reports`.
#[derive(Debug, Clone, Serialize)]
pub struct ReportsPage {
    /// The reports.
    pub rows: Vec<ReportView>,
}

/// `oversight/report.html`: `/inspection/reports/{report}`.
#[derive(Debug, Clone, Serialize)]
pub struct ReportPage {
    /// The report.
    pub report: ReportView,
    /// Where a finding is opened from it, while it is open.
    pub finding_url: Option<String>,
    /// Where it is set aside, while it is open.
    pub action: Option<String>,
    /// What was typed.
    pub form: FormState,
}

/// `oversight/tell.html`: `/report`.
#[derive(Debug, Clone, Serialize)]
pub struct TellPage {
    /// What was searched for.
    pub query: String,
    /// Units that the search found.
    pub units: Vec<Link>,
    /// The unit that was chosen: its name, and its code as the address.
    pub unit: Option<Link>,
    /// Words of the kinds.
    pub kinds: Vec<&'static str>,
    /// What was typed.
    pub form: FormState,
}

/// `oversight/receipt.html`: what was told just now, or what became of it.
#[derive(Debug, Clone, Serialize)]
pub struct ReceiptPage {
    /// The receipt, shown once.
    pub receipt: Option<String>,
    /// What became of it.
    pub report: Option<ReportView>,
}
