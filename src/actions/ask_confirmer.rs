//! Draws who confirms a record of work, and somebody else where nobody answers in time. Every server may do so at once:
//! each record is looked at again inside its transaction, and draws wait for one another.

use super::ActionError;
use crate::app::App;
use std::collections::BTreeMap;
use xutra_domain::ids::{AccountId, WorkRecordId};
use xutra_domain::instant::Instant;
use xutra_domain::work_record::{ANSWER_WITHIN, Stage, State, Tie, draw_confirmer, may_confirm};
use xutra_store::work_confirmation::{self, Outcome};
use xutra_store::work_record::{self, WorkEvent, WorkRecord};
use xutra_store::{Tx, people};

/// Records that one look at the store brings.
const BATCH: u64 = 100;

/// A draw: when it is made, and what decides it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Draw {
    /// When.
    pub now: Instant,
    /// The seed.
    pub seed: u64,
}

impl Draw {
    /// One that is made now.
    pub(super) fn of(app: &App) -> Self {
        Self { now: app.clock.now(), seed: u64::from_le_bytes(app.random()) }
    }
}

/// Draws somebody for a record: those who know the work, then leaders, from the nearest on; the other way round where it
/// is for leaders. None where nobody is left.
async fn find(
    tx: &Tx,
    record: &WorkRecord,
    stage: Stage,
    draw: Draw,
) -> Result<Option<(AccountId, Tie, Stage)>, ActionError> {
    let (author, now) = (record.author, draw.now);
    let asked = work_confirmation::everybody_asked(tx, record.id).await?;
    let links = work_confirmation::links_of(tx, author, now).await?;
    let peers = work_confirmation::eligible(tx, author, record.recipient, now).await?;
    let mut groups: Vec<BTreeMap<AccountId, Tie>> = work_confirmation::leaders(tx, author, now).await?;
    groups.insert(if stage.is_for_leaders() { groups.len() } else { 0 }, peers);
    let drawn = groups.iter().find_map(|group| draw_confirmer(author, group, &asked, &links, draw.seed, now));
    let at = |tie| if tie == Tie::Leader && stage != Stage::Appeal { Stage::Leader } else { stage };
    Ok(drawn.map(|(who, tie)| (who, tie, at(tie))))
}

async fn ask(tx: &Tx, id: WorkRecordId, found: (AccountId, Tie, Stage), now: Instant) -> Result<(), ActionError> {
    let (who, tie, stage) = found;
    work_confirmation::insert(tx, id, who, (tie, stage), now, now.plus(ANSWER_WITHIN)).await?;
    Ok(work_record::record_event(tx, id, WorkEvent::Drawn(who), None, now).await?)
}

/// Asks somebody to confirm a record that waits; whether there is anybody. To be called in the transaction in which it
/// begins to wait.
///
/// # Errors
/// Where the store fails.
pub(super) async fn ask_somebody(tx: &Tx, record: &WorkRecord, stage: Stage, draw: Draw) -> Result<bool, ActionError> {
    work_confirmation::lock(tx).await?;
    let found = find(tx, record, stage, draw).await?;
    match found {
        Some(found) => ask(tx, record.id, found, draw.now).await.map(|()| true),
        None => Ok(false),
    }
}

/// Asks who gave a record back to look at what its author made of it; somebody else where they cannot, or where the author
/// has confirmed them since.
///
/// # Errors
/// Where the store fails.
pub(super) async fn ask_again(tx: &Tx, record: &WorkRecord, draw: Draw) -> Result<(), ActionError> {
    work_confirmation::lock(tx).await?;
    let links = work_confirmation::links_of(tx, record.author, draw.now).await?;
    if let Some((last, _)) = work_confirmation::find_last(tx, record.id).await?
        && may_confirm(last.confirmer, record.author, &links, draw.now)
        && work_confirmation::can_answer(tx, last.confirmer).await?
    {
        return ask(tx, record.id, (last.confirmer, last.tie, Stage::First), draw.now).await;
    }
    ask_somebody(tx, record, Stage::First, draw).await.map(drop)
}

/// Draws for every record that waits without an answer; how many were asked.
///
/// # Errors
/// Where the store fails.
pub async fn ask_others(app: &App) -> Result<u64, ActionError> {
    let (mut after, mut count) = (None, 0);
    loop {
        let found = work_confirmation::list_overdue(app.store.reader(), after, app.clock.now(), BATCH).await?;
        for id in &found {
            let (id, draw) = (*id, Draw::of(app));
            let asked = app.store.write(move |tx| Box::pin(async move { escalate(tx, id, draw).await })).await?;
            count += u64::from(asked);
        }
        after = found.last().copied();
        if u64::try_from(found.len()).unwrap_or(BATCH) < BATCH {
            return Ok(count);
        }
    }
}

/// Draws another for a record, where nobody has answered in time. Where nobody else is left, who was asked stays so.
async fn escalate(tx: &Tx, id: WorkRecordId, draw: Draw) -> Result<bool, ActionError> {
    work_confirmation::lock(tx).await?;
    let now = draw.now;
    let Some(record) = work_record::find(tx, id).await?.filter(|record| record.state.waits()) else {
        return Ok(false);
    };
    if people::find_account(tx, record.author, now).await?.is_none_or(|author| author.disabled) {
        return Ok(false);
    }
    let open = work_confirmation::find_open(tx, id).await?;
    let first = if record.state == State::Appealed { Stage::Appeal } else { Stage::First };
    let stage = match &open {
        None => first,
        Some(asked) if !work_confirmation::can_answer(tx, asked.confirmer).await? => asked.stage,
        Some(asked) if asked.due_at <= now => asked.stage.next(),
        // Another server was faster.
        Some(_) => return Ok(false),
    };
    let Some(found) = find(tx, &record, stage, draw).await? else { return Ok(false) };
    if let Some(asked) = open {
        // They may have answered at this very moment.
        if !work_confirmation::set_answered(tx, &asked, Outcome::Unanswered, "", now).await? {
            return Ok(false);
        }
        work_record::record_event(tx, id, WorkEvent::Escalated(asked.confirmer), None, now).await?;
    }
    ask(tx, id, found, now).await.map(|()| true)
}
