//! Somebody tells of a use of AI, improves what came back, or appeals. In the same transaction somebody is drawn to
//! confirm it.

use super::ActionError;
use super::ask_confirmer::{Draw, ask_again, ask_somebody};
use crate::app::App;
use crate::message::Message;
use std::collections::BTreeMap;
use xutra_domain::ids::{AccountId, WorkRecordId};
use xutra_domain::instant::DAY;
use xutra_domain::people::{Account, Audience, Unfit, parse_login};
use xutra_domain::work_record::{Stage, State, Told, Typed, read, read_reason};
use xutra_store::people;
use xutra_store::work_record::{self, WorkEvent, WorkRecord};

/// Records of a day: more are no work, and would only burden those who confirm.
const A_DAY: u64 = 10;

/// What an author sends.
#[derive(Debug, Clone, Default)]
pub struct Declaration {
    /// The record as it was typed.
    pub typed: Typed,
    /// Login of whom the product was made for; may be empty.
    pub recipient: String,
}

fn faults(faults: BTreeMap<&'static str, Unfit>) -> ActionError {
    ActionError::Invalid(faults.into_iter().map(|(field, fault)| (field.to_owned(), Message::new(fault.0))).collect())
}

fn told(me: &Account, declaration: &Declaration) -> Result<Told, ActionError> {
    read(&declaration.typed, me.audience == Audience::Business).map_err(faults)
}

/// Whom the product was made for. A login that nobody has is passed over in silence: the form is no place to find out who
/// has an account.
async fn recipient(app: &App, me: &Account, login: &str) -> Result<Option<AccountId>, ActionError> {
    let Ok(login) = parse_login(login) else { return Ok(None) };
    let found = people::find_sign_in(app.store.reader(), &login).await?;
    Ok(found.filter(|(id, _, disabled)| !disabled && *id != me.id).map(|(id, ..)| id))
}

/// Keeps a record and asks somebody to confirm it.
///
/// # Errors
/// `Invalid` by field; `Conflict` where that were too many for a day.
pub async fn declare_work(app: &App, me: &Account, declaration: &Declaration) -> Result<WorkRecordId, ActionError> {
    let told = told(me, declaration)?;
    let recipient = recipient(app, me, &declaration.recipient).await?;
    let draw = Draw::of(app);
    let lately = work_record::page_of(app.store.reader(), me.id, None, A_DAY).await?;
    let full = u64::try_from(lately.len()).unwrap_or(A_DAY) >= A_DAY;
    if full && lately.last().is_some_and(|oldest| draw.now.since(oldest.declared_at) < DAY) {
        return Err(ActionError::conflict(Message::new("work-too-many")));
    }
    let id = WorkRecordId(app.new_uuid());
    let record = WorkRecord {
        id,
        author: me.id,
        recipient,
        told,
        week: app.zone.week(draw.now),
        state: State::Declared,
        quality: None,
        appeal: None,
        declared_at: draw.now,
        settled_at: None,
    };
    app.store
        .write(move |tx| {
            let record = record.clone();
            Box::pin(async move {
                work_record::insert(tx, &record).await?;
                let author = Some(record.author);
                work_record::record_event(tx, record.id, WorkEvent::Declared, author, draw.now).await?;
                ask_somebody(tx, &record, Stage::First, draw).await.map(drop)
            })
        })
        .await?;
    Ok(id)
}

/// A record of one's own; anybody else's does not exist.
///
/// # Errors
/// `NotFound`.
pub async fn own_record(app: &App, me: AccountId, id: WorkRecordId) -> Result<WorkRecord, ActionError> {
    let found = work_record::find(app.store.reader(), id).await?;
    found.filter(|record| record.author == me).ok_or(ActionError::NotFound)
}

/// Puts something better in the place of a record that came back.
///
/// # Errors
/// `NotFound`; `Invalid` by field; `Conflict` where it did not come back.
pub async fn improve_record(
    app: &App,
    me: &Account,
    id: WorkRecordId,
    declaration: &Declaration,
) -> Result<(), ActionError> {
    let old = own_record(app, me.id, id).await?;
    let told = told(me, declaration)?;
    let named = recipient(app, me, &declaration.recipient).await?;
    let record = WorkRecord { told, recipient: named.or(old.recipient), state: State::Declared, ..old };
    let draw = Draw::of(app);
    app.store
        .write(move |tx| {
            let record = record.clone();
            Box::pin(async move {
                if !work_record::set_told(tx, id, &record.told, record.recipient).await? {
                    return Err(ActionError::conflict(Message::new("work-not-returned")));
                }
                work_record::record_event(tx, id, WorkEvent::Improved, Some(record.author), draw.now).await?;
                ask_again(tx, &record, draw).await
            })
        })
        .await
}

/// Appeals once against a record that came back: the leader decides, or another than the first.
///
/// # Errors
/// `NotFound`; `Invalid` for a reason that does not fit; `Conflict` where it may not be appealed.
pub async fn appeal_work(app: &App, me: &Account, id: WorkRecordId, why: &str) -> Result<(), ActionError> {
    let record = own_record(app, me.id, id).await?;
    let why = read_reason(why).map_err(|fault| ActionError::invalid("reason", fault.0))?;
    let draw = Draw::of(app);
    app.store
        .write(move |tx| {
            let (record, why) = (record.clone(), why.clone());
            Box::pin(async move {
                if !work_record::set_appeal(tx, id, &why).await? {
                    return Err(ActionError::conflict(Message::new("work-no-appeal")));
                }
                work_record::record_event(tx, id, WorkEvent::Appealed, Some(record.author), draw.now).await?;
                ask_somebody(tx, &record, Stage::Appeal, draw).await.map(drop)
            })
        })
        .await
}
