//! A milestone is said to be done by its leader, with a proof, and accepted or refused by a leader above or an inspector; one
//! that waits for a figure is decided by the frozen figures of its day, and by nobody's hand.

use super::ActionError;
use super::plan_unit::leads;
use crate::app::App;
use crate::message::Message;
use serde_json::json;
use std::sync::Arc;
use xutra_domain::ids::{AccountId, MilestoneId};
use xutra_domain::instant::Instant;
use xutra_domain::people::{Account, Role};
use xutra_domain::plan::typed::passage;
use xutra_domain::plan::{Happened, Way, final_kind, may_change, people_to};
use xutra_domain::reporting::{Definition, Definitions, Facts, Reading, read};
use xutra_store::audit::{self, AuditEntry};
use xutra_store::milestone::{self, MilestoneEvent, StoredMilestone};
use xutra_store::{Tx, snapshot};

/// Characters that a proof or a reason has at least.
const PROOF: usize = 10;
/// Days before the day of a milestone whose frozen figures may still decide, where no server ran on the day itself.
const STALE: i64 = 7;
/// Milestones that are decided in one transaction.
const BATCH: u64 = 100;

/// What somebody does about a milestone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Act {
    /// Says that it is done.
    Mark,
    /// Accepts that.
    Accept,
    /// Does not.
    Refuse,
    /// Takes the milestone back, before its day.
    Withdraw,
}

impl Act {
    /// Reads the word of a form.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Some(match word {
            "mark" => Self::Mark,
            "accept" => Self::Accept,
            "refuse" => Self::Refuse,
            "withdraw" => Self::Withdraw,
            _ => return None,
        })
    }
}

/// Who said that a milestone is done, and when, where that waits for an answer.
fn waits(of: &StoredMilestone) -> Option<(AccountId, Instant)> {
    match of.events.last() {
        Some(MilestoneEvent { happened: Happened::Marked(by), at, .. }) => Some((*by, *at)),
        _ => None,
    }
}

/// What of a milestone somebody may do now.
#[must_use]
pub fn open_acts(by: &Account, of: &StoredMilestone, now: Instant) -> Vec<Act> {
    if of.events.last().is_some_and(|event| final_kind(event.happened.word())) {
        return Vec::new();
    }
    let led = leads(by, &of.path, now);
    let above = led.as_ref().is_some_and(|scope| scope.as_deref() != Some(of.path.as_str()));
    let mut acts = Vec::new();
    match waits(of) {
        Some((who, _)) if who != by.id && (above || by.has_role_over(Role::Inspector, &of.path, now)) => {
            acts.extend([Act::Accept, Act::Refuse]);
        }
        None if led.is_some() && of.milestone.way == Way::Mark => acts.push(Act::Mark),
        _ => {}
    }
    if led.is_some_and(|scope| may_change(of.scope.as_deref(), scope.as_deref())) && now < of.milestone.due {
        acts.push(Act::Withdraw);
    }
    acts
}

/// Why an act that is not open is refused.
fn refusal(by: &Account, of: &StoredMilestone, act: Act, now: Instant) -> ActionError {
    let word = match (act, waits(of)) {
        _ if of.events.last().is_some_and(|event| final_kind(event.happened.word())) => "milestone-settled",
        (Act::Mark, _) if leads(by, &of.path, now).is_none() => return ActionError::NotFound,
        (Act::Mark, _) if of.milestone.way != Way::Mark => "milestone-by-figure",
        (Act::Mark, _) => "milestone-waits",
        (Act::Accept | Act::Refuse, None) => "milestone-not-marked",
        (Act::Accept | Act::Refuse, Some((who, _))) if who == by.id => {
            return ActionError::Forbidden(Message::new("milestone-own"));
        }
        (Act::Accept | Act::Refuse, _) => return ActionError::Forbidden(Message::new("milestone-not-above")),
        (Act::Withdraw, _) if leads(by, &of.path, now).is_none() => return ActionError::NotFound,
        (Act::Withdraw, _) if now >= of.milestone.due => "milestone-past",
        (Act::Withdraw, _) => "plan-set-above",
    };
    ActionError::conflict(Message::new(word))
}

/// Does something about a milestone.
///
/// # Errors
/// `NotFound`; `Forbidden` for who may not; `Invalid` for a proof or reason that does not fit; `Conflict` where the milestone
/// stands elsewhere.
pub async fn act_on_milestone(
    app: &App,
    by: &Account,
    id: MilestoneId,
    act: Act,
    note: &str,
) -> Result<(), ActionError> {
    let now = app.clock.now();
    let note = Arc::new(note.to_owned());
    let by = Arc::new(by.clone());
    app.store
        .write(move |tx| {
            let (note, by) = (Arc::clone(&note), Arc::clone(&by));
            Box::pin(async move { act_within(tx, &by, id, act, &note, now).await })
        })
        .await
}

async fn act_within(
    tx: &Tx,
    by: &Account,
    id: MilestoneId,
    act: Act,
    note: &str,
    now: Instant,
) -> Result<(), ActionError> {
    let found = milestone::find(tx, id).await?.ok_or(ActionError::NotFound)?;
    if !open_acts(by, &found, now).contains(&act) {
        return Err(refusal(by, &found, act, now));
    }
    let least = if act == Act::Accept { 0 } else { PROOF };
    let note = passage(note, least).map_err(|fault| ActionError::invalid("note", fault.0))?;
    let happened = match act {
        Act::Mark => Happened::Marked(by.id),
        Act::Accept => Happened::Accepted(waits(&found).map_or(now, |(_, at)| at)),
        Act::Refuse => Happened::Refused,
        Act::Withdraw => Happened::Withdrawn,
    };
    let action = format!("milestone.{}", happened.word());
    let event = MilestoneEvent { happened, note, frozen: None, at: now };
    if !milestone::record_event(tx, id, &event, Some(by.id)).await? {
        return Err(ActionError::conflict(Message::new("milestone-settled")));
    }
    let (subject, detail) = (format!("unit:{}", found.unit), json!({ "milestone": id.to_string() }));
    audit::append(tx, &AuditEntry { at: now, actor: Some(by.id), action, subject, detail }).await?;
    Ok(())
}

/// Decides the milestones that wait for a figure and whose day is frozen; how many. What a job does.
///
/// # Errors
/// Where the store fails.
pub async fn decide_milestones(app: &App) -> Result<usize, ActionError> {
    let now = app.clock.now();
    let reader = app.store.reader();
    let Some((last, _)) = snapshot::last(reader).await? else { return Ok(0) };
    let mut decided = Vec::new();
    for one in milestone::list_undecided(reader, now, BATCH).await? {
        let Way::Figure(id, value) = &one.milestone.way else { continue };
        let Some(figure) = Definitions::current().find(id).filter(|_| last >= one.milestone.day) else { continue };
        let unit: Option<i64> = one.path.split('/').filter_map(|part| part.parse().ok()).next_back();
        let frozen = snapshot::newest_of(reader, unit.as_slice(), &one.milestone.day).await?;
        let oldest = app.zone.day(one.milestone.due.plus(-STALE * xutra_domain::instant::DAY - 1)).map(|(day, ..)| day);
        let frozen = frozen.filter(|(day, _)| oldest.as_ref().is_some_and(|oldest| day >= oldest));
        let facts = frozen.map(|(day, mut rows)| (day, unit.and_then(|unit| rows.remove(&unit)).unwrap_or_default()));
        decided.push((one.id, verdict(figure, *value, facts, now)));
    }
    let count = decided.len();
    if count == 0 {
        return Ok(0);
    }
    let decided = Arc::new(decided);
    app.store
        .write(move |tx| {
            let decided = Arc::clone(&decided);
            Box::pin(async move {
                for (id, event) in decided.iter() {
                    milestone::record_event(tx, *id, event, None).await?;
                }
                Ok::<_, ActionError>(())
            })
        })
        .await?;
    Ok(count)
}

/// What the frozen figures say; without any the milestone is missed, as nobody can show that it was met.
fn verdict(figure: &'static Definition, value: u32, frozen: Option<(String, Facts)>, at: Instant) -> MilestoneEvent {
    let reading = frozen.as_ref().map(|(_, facts)| read(figure, facts));
    let met = reading.as_ref().is_some_and(|reading| reaches(figure, reading, value));
    let actual = reading.as_ref().and_then(|reading| tenths(figure, reading));
    let happened = if met { Happened::Met } else { Happened::Missed };
    MilestoneEvent { happened, note: String::new(), frozen: frozen.map(|(day, _)| day).zip(actual), at }
}

fn reaches(figure: &Definition, reading: &Reading, value: u32) -> bool {
    match (reading.numerator, reading.denominator) {
        (Some(count), _) if figure.denominator.is_planned() => count >= u64::from(value),
        (Some(count), Some(of)) => reading.untold.is_none() && people_to(f64::from(value), count, of) == 0,
        _ => false,
    }
}

/// What a figure is, in tenths: of a percent, or of a count.
#[must_use]
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a share in tenths of a percent")]
pub fn tenths(figure: &Definition, reading: &Reading) -> Option<u32> {
    if figure.denominator.is_planned() {
        return reading.numerator.and_then(|count| u32::try_from(count * 10).ok());
    }
    reading.percent().map(|share| (share * 10.0).floor() as u32)
}

#[cfg(test)]
mod tests {
    use super::*;
    use xutra_domain::population::PopulationClass;
    use xutra_domain::reporting::{Age, Counts, Place};

    #[test]
    fn the_frozen_figures_decide_and_without_any_a_milestone_is_missed() {
        let mut facts = Facts::default();
        facts.sums.add(Place::Home, "resident", Age::Working, Counts { taking_part: 600, ..Counts::default() });
        facts.plans.lecturers = 4;
        let (p1, p7) = (Definitions::current().find("P1"), Definitions::current().find("P7"));
        let (p1, p7) = (p1.expect("P1"), p7.expect("P7"));
        let decide = |figure, value, facts: &Facts| {
            let found = verdict(figure, value, Some(("2027-03-31".into(), facts.clone())), Instant(5));
            (found.happened, found.frozen.map(|(_, actual)| actual))
        };
        assert_eq!(decide(p1, 60, &facts), (Happened::Missed, None), "no denominator");
        facts.register.insert(PopulationClass::WorkingAge, 1_000);
        assert_eq!(decide(p1, 60, &facts), (Happened::Met, Some(600)));
        assert_eq!(decide(p1, 61, &facts), (Happened::Missed, Some(600)));
        assert_eq!(
            (decide(p7, 4, &facts), decide(p7, 5, &facts)),
            ((Happened::Met, Some(40)), (Happened::Missed, Some(40)))
        );
        assert_eq!(verdict(p1, 1, None, Instant(5)).happened, Happened::Missed);
    }
}
