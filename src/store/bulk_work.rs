//! Records of work by the hundred, with all that happened to them. Everything is to be called in a transaction, before
//! standings are made anew.

use crate::StoreError;
use crate::bulk::insert_rows;
use crate::sql::values;
use crate::work_confirmation::{Asked, Outcome};
use crate::work_record::{WorkEvent, WorkRecord};
use sea_orm::{ConnectionTrait, Value};
use xutra_domain::ids::{AccountId, WorkRecordId};
use xutra_domain::instant::Instant;

/// Somebody who was asked, and what they said to it and why; none while they have not answered.
pub type Answered = (Asked, Option<(Outcome, String, Instant)>);

/// That a record was drawn to be looked at again: who found whether it held, why, and when; none while nobody did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Looked {
    /// When it was drawn.
    pub drawn_at: Instant,
    /// What came of it.
    pub judged: Option<(AccountId, bool, String, Instant)>,
}

/// A record with all that happened to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WholeRecord {
    /// What its author tells, and where it stands.
    pub record: WorkRecord,
    /// Who was asked to confirm it, in that order.
    pub asked: Vec<Answered>,
    /// What happened to it, in its order, and by whom.
    pub events: Vec<(WorkEvent, Option<AccountId>, Instant)>,
    /// That it was drawn to be looked at again.
    pub looked: Option<Looked>,
}

/// Enters records.
///
/// # Errors
/// Conflict where an account does not exist.
pub async fn insert_records(db: &impl ConnectionTrait, records: &[WholeRecord]) -> Result<(), StoreError> {
    insert_told(db, records.iter().map(|one| &one.record)).await?;
    let insert = "INSERT INTO work_confirmation (record_id, number, confirmer_id, tie, stage, drawn_at, due_at, \
                  answered_at, outcome, reason) VALUES ";
    insert_rows(db, insert, records.iter().flat_map(|one| one.asked.iter().map(answered)).collect()).await?;
    let insert = "INSERT INTO work_record_event (record_id, kind, actor_id, drawn_id, quality, happened_at) VALUES ";
    let events = records.iter().flat_map(|one| one.events.iter().map(|told| event(one.record.id, told)));
    insert_rows(db, insert, events.collect()).await?;
    let insert = "INSERT INTO work_audit (record_id, drawn_at, inspector_id, judged_at, passed, reason) VALUES ";
    let looked = records.iter().filter_map(|one| one.looked.as_ref().map(|looked| audit(one.record.id, looked)));
    insert_rows(db, insert, looked.collect()).await
}

/// Keeps records alone, without who was asked and what happened.
///
/// # Errors
/// Conflict where an account does not exist.
pub(crate) async fn insert_told(
    db: &impl ConnectionTrait,
    records: impl Iterator<Item = &WorkRecord>,
) -> Result<(), StoreError> {
    let insert = "INSERT INTO work_record (id, account_id, recipient_id, task, tool, asked, changed, minutes_before, \
                  minutes_after, product, with_product, week, state, quality, appeal, declared_at, settled_at) VALUES ";
    insert_rows(db, insert, records.map(record).collect()).await
}

fn record(one: &WorkRecord) -> Vec<Value> {
    let told = &one.told;
    values![
        one.id,
        one.author,
        one.recipient,
        told.task.word(),
        &told.tool,
        &told.asked,
        &told.changed,
        told.before,
        told.after,
        &told.product,
        !told.product.is_empty(),
        one.week,
        one.state.word(),
        one.quality,
        &one.appeal,
        one.declared_at,
        one.settled_at,
    ]
}

fn answered((asked, answer): &Answered) -> Vec<Value> {
    let (at, outcome, reason) = match answer {
        Some((outcome, reason, at)) => (Some(*at), Some(outcome.word()), reason.as_str()),
        None => (None, None, ""),
    };
    values![
        asked.record,
        asked.number,
        asked.confirmer,
        asked.tie.word(),
        asked.stage.word(),
        asked.drawn_at,
        asked.due_at,
        at,
        outcome,
        reason,
    ]
}

fn event(id: WorkRecordId, (event, actor, at): &(WorkEvent, Option<AccountId>, Instant)) -> Vec<Value> {
    let (drawn, quality) = event.columns();
    values![id, event.word(), *actor, drawn, quality, *at]
}

fn audit(id: WorkRecordId, looked: &Looked) -> Vec<Value> {
    let (by, passed, reason, at) = match &looked.judged {
        Some((by, passed, reason, at)) => (Some(*by), Some(*passed), reason.as_str(), Some(*at)),
        None => (None, None, "", None),
    };
    values![id, looked.drawn_at, by, at, passed, reason]
}
