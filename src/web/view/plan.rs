//! Plans of units: targets with actual beside planned, milestones, who is behind, decisions.

use super::{FormState, Link, When};
use serde::Serialize;

/// `plan/plan.html`: `/units/{unit}/plan`.
#[derive(Debug, Clone, Serialize)]
pub struct PlanPage {
    /// The unit's board.
    pub up: Link,
    /// Name.
    pub name: String,
    /// Its own address.
    pub url: String,
    /// The reader leads the unit.
    pub leads: bool,
    /// Units lie below.
    pub has_below: bool,
    /// The log of decisions.
    pub decisions_url: String,
    /// The newest frozen day.
    pub frozen: Option<String>,
    /// A line for each figure that is planned.
    pub lines: Vec<PlanLine>,
    /// Milestones by their day.
    pub milestones: Vec<MilestoneRow>,
    /// Everything that was ever set, the newest first.
    pub set: Vec<SetRow>,
}

/// A figure against its plan.
#[derive(Debug, Clone, Serialize)]
pub struct PlanLine {
    /// Its id.
    pub id: String,
    /// The end of its keys.
    pub word: String,
    /// What is counted: `people`, `places` or `milestones`.
    pub counts: &'static str,
    /// Its page.
    pub url: String,
    /// What the plan says for today.
    pub planned: String,
    /// What the figure is today.
    pub actual: Option<String>,
    /// Why it is not told.
    pub untold: Option<&'static str>,
    /// Days behind; none where nothing is missing or nothing can be told.
    pub days: Option<i64>,
    /// Nothing is missing today.
    pub on_track: bool,
    /// How many are missing to what the plan says for today.
    pub gap_now: Option<String>,
    /// What it is to be next, by which day, and how many are missing to that.
    pub next: Next,
    /// The curve.
    pub curve: Curve,
    /// The same as a table.
    pub rows: Vec<PointRow>,
}

/// The point that is to be reached next.
#[derive(Debug, Clone, Serialize)]
pub struct Next {
    /// What it is to be.
    pub value: String,
    /// By when.
    pub day: String,
    /// How many are missing to it.
    pub gap: Option<String>,
}

/// Planned and actual as lines of a picture of 300 by 120.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Curve {
    /// Points of the plan.
    pub planned: String,
    /// Path of what was frozen, broken where a day is missing; empty where there is none.
    pub actual: String,
    /// Where today is, from the left.
    pub now: String,
    /// What the upper edge stands for.
    pub top: String,
}

/// A day of the curve.
#[derive(Debug, Clone, Serialize)]
pub struct PointRow {
    /// The day.
    pub day: String,
    /// What the plan says.
    pub planned: String,
    /// What was frozen.
    pub actual: Option<String>,
    /// A target is set for it.
    pub target: bool,
}

/// A milestone in a list.
#[derive(Debug, Clone, Serialize)]
pub struct MilestoneRow {
    /// Its page.
    pub link: Link,
    /// Its day.
    pub day: String,
    /// How it stands.
    pub state: StateView,
    /// The figure that decides, with what it is to be.
    pub figure: Option<(String, String)>,
}

/// How a milestone stands.
#[derive(Debug, Clone, Serialize)]
pub struct StateView {
    /// The end of its key.
    pub word: &'static str,
    /// Days that the words name.
    pub days: i64,
}

/// A target as it was set, or taken back.
#[derive(Debug, Clone, Serialize)]
pub struct SetRow {
    /// Id of the figure.
    pub figure: String,
    /// The day.
    pub day: String,
    /// What it is to be; none where that was taken back.
    pub value: Option<String>,
    /// The paper.
    pub source: String,
    /// It was set by a leader above.
    pub above: bool,
    /// When.
    pub at: When,
}

/// `plan/target.html` and `plan/milestone_new.html`: forms of leaders.
#[derive(Debug, Clone, Serialize)]
pub struct PlanForm {
    /// The plan.
    pub up: Link,
    /// Name of the unit.
    pub name: String,
    /// Where it is sent.
    pub action: String,
    /// Figures that are told of the unit: title and id.
    pub figures: Vec<Link>,
    /// What was typed.
    pub form: FormState,
}

/// `plan/milestone.html`: `/units/{unit}/plan/milestones/{milestone}`.
#[derive(Debug, Clone, Serialize)]
pub struct MilestonePage {
    /// The plan.
    pub up: Link,
    /// The milestone.
    pub row: MilestoneRow,
    /// The paper.
    pub source: String,
    /// What happened, the oldest first.
    pub events: Vec<EventRow>,
    /// Where acts are sent.
    pub action: String,
    /// What the reader may do: ends of keys.
    pub acts: Vec<&'static str>,
    /// What was typed.
    pub form: FormState,
}

/// Something that happened to a milestone.
#[derive(Debug, Clone, Serialize)]
pub struct EventRow {
    /// The end of its key.
    pub word: &'static str,
    /// The proof, or a reason.
    pub note: String,
    /// The frozen day, and what the figure was.
    pub frozen: Option<(String, String)>,
    /// When.
    pub at: When,
}

/// `plan/behind.html`: `/units/{unit}/plan/behind?kind=&page=`.
#[derive(Debug, Clone, Serialize)]
pub struct BehindPage {
    /// The plan.
    pub up: Link,
    /// Name of the unit.
    pub name: String,
    /// Its own address.
    pub url: String,
    /// Kinds of units below that have a plan.
    pub kinds: Vec<&'static str>,
    /// The kind that is looked at; empty for all.
    pub kind: String,
    /// The day whose frozen figures are compared.
    pub frozen: Option<String>,
    /// The furthest behind first.
    pub rows: Vec<BehindRow>,
    /// How many there are.
    pub count: usize,
    /// Where the list goes on.
    pub next_url: Option<String>,
}

/// A unit with the figure that is furthest behind.
#[derive(Debug, Clone, Serialize)]
pub struct BehindRow {
    /// Its plan.
    pub unit: Link,
    /// Its kind.
    pub kind: &'static str,
    /// Id of the figure.
    pub figure: String,
    /// What the plan says.
    pub planned: String,
    /// What the figure was.
    pub actual: Option<String>,
    /// How much is missing.
    pub missing: Option<String>,
    /// Days behind.
    pub days: i64,
}

/// `plan/decisions.html`: `/units/{unit}/decisions?before=`.
#[derive(Debug, Clone, Serialize)]
pub struct DecisionsPage {
    /// The plan.
    pub up: Link,
    /// Name of the unit.
    pub name: String,
    /// Where a new one is sent.
    pub action: String,
    /// The reader leads the unit.
    pub leads: bool,
    /// The newest first.
    pub rows: Vec<DecisionRow>,
    /// Where the list goes on.
    pub next_url: Option<String>,
    /// Figures to choose from, the first none.
    pub figures: Vec<Link>,
    /// Milestones to choose from, the first none.
    pub milestones: Vec<Link>,
    /// What was typed.
    pub form: FormState,
}

/// A decision.
#[derive(Debug, Clone, Serialize)]
pub struct DecisionRow {
    /// Its number.
    pub number: u32,
    /// The day.
    pub day: String,
    /// What was decided.
    pub what: String,
    /// Which office decided.
    pub office: String,
    /// The paper.
    pub paper: String,
    /// The figure that it is about.
    pub figure: Option<Link>,
    /// The milestone that it is about.
    pub milestone: Option<Link>,
    /// The decision that it puts right.
    pub corrects: Option<u32>,
    /// The decision that puts it right, among those shown.
    pub corrected_by: Option<u32>,
}
