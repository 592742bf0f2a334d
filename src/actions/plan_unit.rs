//! Plans of a unit: its leader, or one above, sets what figures are to be by which day, names milestones and writes decisions
//! down. Each keeps who did it, when, and the paper; nothing is changed afterwards.

use super::ActionError;
use super::draw_recheck::quarter;
use super::meet_milestone::tenths;
use crate::app::App;
use crate::message::Message;
use serde_json::{Value, json};
use xutra_domain::ids::{AccountId, MilestoneId};
use xutra_domain::instant::{DAY, Instant};
use xutra_domain::people::{Account, Role, Unfit};
use xutra_domain::plan::typed::{Faults, day, figure, line, passage, value, way};
use xutra_domain::plan::{Milestone, Target, Version, Way, current, may_change};
use xutra_domain::reporting::{Definition, Definitions, read};
use xutra_domain::unit::Unit;
use xutra_store::audit::{self, AuditEntry};
use xutra_store::decision::{self, Decision};
use xutra_store::{board, milestone, plan};

/// The widest scope from which somebody leads the unit of a path: none where they do not, an empty one for everything.
#[must_use]
pub fn leads(account: &Account, path: &str, now: Instant) -> Option<Option<String>> {
    let over = |grant: &&xutra_domain::people::RoleGrant| {
        grant.role == Role::Leader
            && grant.holds_at(now)
            && grant.scope.as_ref().is_none_or(|scope| path.starts_with(scope))
    };
    let scopes = account.roles.iter().filter(over).map(|grant| grant.scope.clone());
    scopes.min_by_key(|scope| scope.as_ref().map_or(0, String::len))
}

/// What somebody typed of a target.
#[derive(Debug, Clone, Default)]
pub struct TypedTarget {
    /// Id of the figure.
    pub figure: String,
    /// The day.
    pub day: String,
    /// What it is to be.
    pub value: String,
    /// The paper.
    pub source: String,
    /// The target of that figure and day is taken back.
    pub withdrawn: bool,
}

pub(super) fn invalid(faults: Faults) -> ActionError {
    ActionError::Invalid(faults.into_iter().map(|(field, fault)| (field.to_owned(), Message::new(fault.0))).collect())
}

/// Keeps what fits and notes what does not.
pub(super) fn keep<T: Default>(faults: &mut Faults, field: &'static str, found: Result<T, Unfit>) -> T {
    found.unwrap_or_else(|fault| {
        faults.insert(field, fault);
        T::default()
    })
}

fn entry(action: &str, by: AccountId, unit: &Unit, detail: Value, at: Instant) -> AuditEntry {
    AuditEntry { at, actor: Some(by), action: action.into(), subject: format!("unit:{}", unit.code), detail }
}

/// A day that is not over yet, with its end.
fn coming(app: &App, faults: &mut Faults, text: &str, now: Instant) -> (String, Instant) {
    let name = keep(faults, "day", day(text));
    let end = app.zone.end_of(&name).unwrap_or(Instant(0));
    if !name.is_empty() && end <= now {
        faults.insert("day", Unfit("plan-day-past"));
    }
    (name, end)
}

/// The figure of an id, where it is told of such units.
fn told_of<'a>(faults: &mut Faults, id: &str, unit: &Unit) -> Option<&'a Definition> {
    let found = Definitions::current().find(id).filter(|one| one.fits(unit.kind));
    if found.is_none() {
        faults.insert("figure", Unfit("plan-figure"));
    }
    found
}

/// Sets a target of a unit, or takes it back.
///
/// # Errors
/// `NotFound` for who does not lead it; `Invalid` by field; `Conflict` where the figure was planned from above, or there is
/// nothing to take back.
pub async fn set_target(app: &App, by: &Account, unit: &Unit, typed: &TypedTarget) -> Result<(), ActionError> {
    let now = app.clock.now();
    let scope = leads(by, &unit.path, now).ok_or(ActionError::NotFound)?;
    let mut faults = Faults::new();
    let id = keep(&mut faults, "figure", figure(&typed.figure));
    let found = told_of(&mut faults, &id, unit);
    let (day, due) = coming(app, &mut faults, &typed.day, now);
    let wanted = if typed.withdrawn { Ok(0) } else { value(&typed.value, &id) };
    let value = keep(&mut faults, "value", wanted);
    let source = keep(&mut faults, "source", line(&typed.source, 3));
    let (Some(found), true) = (found, faults.is_empty()) else { return Err(invalid(faults)) };
    let base = base(app, unit, found, now).await?;
    let target = Target { figure: id, day, due, value, base, set_at: now, source, scope };
    let version = Version { target, withdrawn: typed.withdrawn };
    let detail = json!({ "figure": version.target.figure, "day": version.target.day,
                         "value": (!version.withdrawn).then_some(value) });
    let (entry, code, by) = (entry("plan.target", by.id, unit, detail, now), unit.code.clone(), by.id);
    app.store
        .write(move |tx| {
            let (version, entry, code) = (version.clone(), entry.clone(), code.clone());
            Box::pin(async move {
                let set: Vec<Version> =
                    plan::list_targets(tx, &code).await?.into_iter().map(|one| one.version).collect();
                let mut of = current(&set);
                of.retain(|one| one.figure == version.target.figure);
                if of.iter().any(|one| !may_change(one.scope.as_deref(), version.target.scope.as_deref())) {
                    return Err(ActionError::conflict(Message::new("plan-set-above")));
                }
                if version.withdrawn && of.iter().all(|one| one.day != version.target.day) {
                    return Err(ActionError::conflict(Message::new("plan-nothing-set")));
                }
                plan::record_target(tx, &code, &version, by).await?;
                audit::append(tx, &entry).await.map_err(ActionError::from)
            })
        })
        .await
}

/// Where a figure of a unit stands now, in tenths.
async fn base(app: &App, unit: &Unit, figure: &'static Definition, now: Instant) -> Result<Option<u32>, ActionError> {
    let facts = board::read(&app.store, unit, None, (now, &quarter(app))).await?.facts;
    Ok(tenths(figure, &read(figure, &facts)))
}

/// What somebody typed of a milestone.
#[derive(Debug, Clone, Default)]
pub struct TypedMilestone {
    /// What is to be done.
    pub title: String,
    /// The day.
    pub day: String,
    /// The figure that decides; empty where a mark does.
    pub figure: String,
    /// What that figure is to be.
    pub value: String,
    /// The paper.
    pub source: String,
}

/// Names a milestone of a unit.
///
/// # Errors
/// `NotFound` for who does not lead it; `Invalid` by field.
pub async fn set_milestone(
    app: &App,
    by: &Account,
    unit: &Unit,
    typed: &TypedMilestone,
) -> Result<MilestoneId, ActionError> {
    let now = app.clock.now();
    let scope = leads(by, &unit.path, now).ok_or(ActionError::NotFound)?;
    let mut faults = Faults::new();
    let title = keep(&mut faults, "title", line(&typed.title, 3));
    let (day, due) = coming(app, &mut faults, &typed.day, now);
    let way = way(&typed.figure, &typed.value).unwrap_or_else(|found| {
        faults.extend(found);
        Way::Mark
    });
    if let Way::Figure(id, _) = &way {
        told_of(&mut faults, id, unit);
    }
    let source = keep(&mut faults, "source", line(&typed.source, 3));
    if !faults.is_empty() {
        return Err(invalid(faults));
    }
    let id = MilestoneId(app.new_uuid());
    let new = Milestone { title, day, due, way, source };
    let detail = json!({ "milestone": id.to_string(), "day": new.day });
    let (entry, code, by) = (entry("plan.milestone", by.id, unit, detail, now), unit.code.clone(), by.id);
    app.store
        .write(move |tx| {
            let (new, entry, code, scope) = (new.clone(), entry.clone(), code.clone(), scope.clone());
            Box::pin(async move {
                milestone::insert(tx, id, &code, &new, scope.as_deref(), by, now).await?;
                audit::append(tx, &entry).await.map_err(ActionError::from)
            })
        })
        .await?;
    Ok(id)
}

/// What somebody typed of a decision.
#[derive(Debug, Clone, Default)]
pub struct TypedDecision {
    /// The day on which it was taken.
    pub day: String,
    /// What was decided.
    pub what: String,
    /// Which office decided.
    pub office: String,
    /// The paper.
    pub paper: String,
    /// The figure that it is about; may be empty.
    pub figure: String,
    /// The milestone that it is about; may be empty.
    pub milestone: String,
    /// The number of the decision that it puts right; may be empty.
    pub corrects: String,
}

/// Writes a decision about a unit down.
///
/// # Errors
/// `NotFound` for who does not lead it; `Invalid` by field.
pub async fn write_decision(app: &App, by: &Account, unit: &Unit, typed: &TypedDecision) -> Result<u32, ActionError> {
    let now = app.clock.now();
    leads(by, &unit.path, now).ok_or(ActionError::NotFound)?;
    let mut faults = Faults::new();
    let day = keep(&mut faults, "day", day(&typed.day));
    if app.zone.end_of(&day).is_some_and(|end| end.since(now) > DAY) {
        faults.insert("day", Unfit("decision-day-coming"));
    }
    let what = keep(&mut faults, "what", passage(&typed.what, 10));
    let office = keep(&mut faults, "office", line(&typed.office, 3));
    let paper = keep(&mut faults, "paper", line(&typed.paper, 3));
    let of = Some(typed.figure.trim()).filter(|text| !text.is_empty());
    let figure = of.map(|text| keep(&mut faults, "figure", figure(text)));
    let reader = app.store.reader();
    let known = milestone::list_of(reader, &unit.code).await?;
    let milestone = known.iter().map(|one| one.id).find(|id| id.to_string() == typed.milestone.trim());
    if milestone.is_none() && !typed.milestone.trim().is_empty() {
        faults.insert("milestone", Unfit("decision-milestone"));
    }
    let mut corrects = None;
    if !typed.corrects.trim().is_empty() {
        let number = typed.corrects.trim().parse::<u32>().ok().filter(|number| *number < u32::MAX);
        let old = match number {
            Some(number) => decision::page_of(reader, &unit.code, Some(number + 1), 1).await?,
            None => Vec::new(),
        };
        corrects = old.first().map(|one| one.number).filter(|found| Some(*found) == number);
        if corrects.is_none() {
            faults.insert("corrects", Unfit("decision-corrects"));
        }
    }
    if !faults.is_empty() {
        return Err(invalid(faults));
    }
    let new = Decision { number: 0, day, what, office, paper, figure, milestone, corrects, written_at: now };
    let (entry, code, by) = (entry("plan.decision", by.id, unit, json!({}), now), unit.code.clone(), by.id);
    app.store
        .write(move |tx| {
            let (new, entry, code) = (new.clone(), entry.clone(), code.clone());
            Box::pin(async move {
                let number = decision::record(tx, &code, &new, by).await?;
                audit::append(tx, &entry).await?;
                Ok(number)
            })
        })
        .await
}
