//! Findings of inspectors from the visit to their end, and reports without a name: few, whatever the size of the province.

use super::write;
use crate::actions::ActionError;
use crate::app::App;
use crate::credential::session_token::stored_hash;
use crate::demo::dice::Dice;
use crate::demo::visits::{ASIDE, BACK, REPORTS, VISITS};
use crate::demo::world::World;
use std::sync::Arc;
use uuid::Uuid;
use xutra_domain::ids::{AccountId, FindingId, ReportId};
use xutra_domain::instant::{DAY, HOUR, Instant};
use xutra_domain::oversight::{FindingState, ReportKind, ReportState, hour};
use xutra_store::finding::{self, Finding};
use xutra_store::{Tx, formality};

/// How many findings there are, and how many reports.
const FINDINGS: usize = 24;
const REPORTED: usize = 12;

/// A finding, with what happened to it after it was found.
struct Whole {
    finding: Finding,
    events: Vec<(&'static str, AccountId, &'static str, Instant)>,
}

/// A report, with what came of it.
struct Told {
    id: ReportId,
    receipt: String,
    unit: String,
    kind: ReportKind,
    words: &'static str,
    at: Instant,
    settled: Option<(ReportState, &'static str, AccountId)>,
}

/// Makes them.
pub(super) async fn make(app: &App, world: &World) -> Result<(), ActionError> {
    let (Some(reports), Some(findings)) = (reports(world), findings(world)) else { return Ok(()) };
    write(app, &Arc::new((reports, findings)), |tx, (reports, findings)| Box::pin(store(tx, reports, findings))).await
}

/// The code of the commune of a round, and who leads it.
fn place(world: &World, round: usize) -> Option<(String, AccountId)> {
    let index = world.order.get(round * 3 % world.order.len().max(1))?;
    Some((world.tree.communes[*index].code.clone(), *world.duties.leaders.get(index)?))
}

/// Identities of reports say nothing of the time.
fn report_id(round: usize) -> ReportId {
    let mut dice = Dice::of("report", u64::try_from(round).unwrap_or(0));
    ReportId(uuid::Builder::from_random_bytes(dice.bytes()).into_uuid())
}

fn reports(world: &World) -> Option<Vec<Told>> {
    let inspector = *world.duties.inspectors.last()?;
    let told = |round: usize| {
        let (kind, words) = REPORTS[round % REPORTS.len()];
        let (unit, _) = place(world, round)?;
        let settled = match round % 3 {
            0 => None,
            1 => Some((ReportState::Taken, "", inspector)),
            _ => Some((ReportState::SetAside, ASIDE, inspector)),
        };
        let days = 15 + 3 * i64::try_from(round).unwrap_or(0);
        let receipt = stored_hash(&format!("report:demo-{round}"));
        Some(Told { id: report_id(round), receipt, unit, kind, words, at: hour(world.now.plus(-days * DAY)), settled })
    };
    (0..REPORTED).map(told).collect()
}

fn findings(world: &World) -> Option<Vec<Whole>> {
    (0..FINDINGS).map(|round| finding_of(world, round)).collect()
}

fn finding_of(world: &World, round: usize) -> Option<Whole> {
    let visit = &VISITS[round % VISITS.len()];
    let (unit, leader) = place(world, round)?;
    let inspectors = &world.duties.inspectors;
    // The one that anybody looks around with finds a third of them, and may close what the others found.
    let found_by = *inspectors.get(round % inspectors.len().max(1))?;
    let closes = *inspectors.get((round + 1) % inspectors.len().max(1))?;
    let days = 12 + 3 * i64::try_from(round).unwrap_or(0);
    let found_at = world.now.plus(-days * DAY - 3 * HOUR);
    let at = |day: i64| found_at.plus(day * DAY + HOUR);
    let answered = ("answered", leader, visit.answer, at(3));
    let closed = ("closed", closes, "", at(6));
    // Time enough, or none left.
    let (state, given, events) = match round % 5 {
        0 => (FindingState::Open, days + 14, Vec::new()),
        1 => (FindingState::Answered, 10, vec![answered]),
        2 => (FindingState::Closed, 10, vec![answered, closed]),
        3 => (FindingState::Open, 10, Vec::new()),
        _ => {
            let back = ("returned", closes, BACK, at(5));
            (FindingState::Answered, days + 7, vec![answered, back, ("answered", leader, visit.answer, at(9))])
        }
    };
    let mut dice = Dice::of("finding", u64::try_from(round).unwrap_or(0));
    let milliseconds = u64::try_from(found_at.0).unwrap_or(0);
    let id: Uuid = uuid::Builder::from_unix_timestamp_millis(milliseconds, &dice.bytes()).into_uuid();
    let finding = Finding {
        id: FindingId(id),
        unit,
        unit_name: String::new(),
        unit_path: String::new(),
        // Reports that led to something are of the communes of the same rounds.
        report: (round < REPORTED && round % 3 == 1).then(|| report_id(round)),
        kind: visit.kind,
        looked: visit.looked.to_owned(),
        found: visit.found.to_owned(),
        wanted: visit.wanted.to_owned(),
        due_at: found_at.plus(given * DAY),
        state,
        found_by,
        found_at,
    };
    Some(Whole { finding, events })
}

async fn store(tx: &Tx, reports: &[Told], findings: &[Whole]) -> Result<(), ActionError> {
    for one in reports {
        formality::insert(tx, (one.id, &one.receipt), &one.unit, (one.kind, one.words), one.at).await?;
        if let Some((state, reason, by)) = one.settled {
            formality::set_state(tx, one.id, (state, reason), by).await?;
        }
    }
    for one in findings {
        finding::insert(tx, &one.finding).await?;
        for (kind, who, words, at) in &one.events {
            finding::record_event(tx, one.finding.id, kind, (*who, words), *at).await?;
        }
    }
    Ok(())
}
