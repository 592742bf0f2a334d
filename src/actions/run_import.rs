//! Lists of people, units and figures from the browser: uploaded, tried, and taken in when somebody has seen what would come
//! of them. The work goes on line by line in a job, so that it outlives the request and a restart.

use super::ActionError;
use super::reckon::Reckoner;
use crate::app::App;
use crate::message::Message;
use crate::roster_file::{self, Line};
use crate::workbook_check::check_workbook;
use serde_json::json;
use std::collections::BTreeMap;
use std::io::Write as _;
use std::sync::Arc;
use tokio::sync::mpsc::Receiver;
use uuid::Uuid;
use xutra_domain::ids::AccountId;
use xutra_domain::instant::MINUTE;
use xutra_domain::lists::{self, BadHeading, ListedFigure, ListedUnit};
use xutra_domain::reporting::Basis;
use xutra_domain::roster::{self, BadHeadings, Listed};
use xutra_domain::unit::UnitKind;
use xutra_store::audit::{self, AuditEntry};
use xutra_store::import::{self, Import, ImportState, LineOutcome, LineResult, ListKind};
use xutra_store::{StoreError, Tx, listed, roster as people, standing};

/// Largest file, in bytes: a hundred thousand people take a tenth of it.
pub const LARGEST_FILE: usize = 32 * 1024 * 1024;
/// Among so many of the newest lists is one that waits, if any does: they are worked at in their order.
const NEWEST: u64 = 200;
/// Lines of a transaction.
const BATCH: usize = 400;
/// How long a batch may take before another process goes on with the list.
const LEASE: i64 = 2 * MINUTE;

/// Keeps a list, to be tried next.
///
/// # Errors
/// `Invalid` for an empty or oversized file, or a workbook that would fill the memory.
pub async fn upload_list(
    app: &App,
    by: AccountId,
    kind: ListKind,
    name: &str,
    bytes: Vec<u8>,
) -> Result<Uuid, ActionError> {
    if bytes.is_empty() {
        return Err(ActionError::invalid("file", "imports-empty"));
    }
    if bytes.len() > LARGEST_FILE {
        return Err(ActionError::invalid("file", "imports-too-large"));
    }
    let bytes = Arc::new(bytes);
    let looked = Arc::clone(&bytes);
    let checked = tokio::task::spawn_blocking(move || check_workbook(&looked)).await;
    checked
        .map_err(|error| ActionError::Internal(error.to_string()))?
        .map_err(|key| ActionError::invalid("file", key))?;
    let (now, id) = (app.clock.now(), app.new_uuid());
    let name: String = name.chars().filter(|c| !c.is_control()).take(200).collect();
    let new = Import {
        id,
        kind,
        name,
        state: ImportState::Trying,
        trouble: None,
        size: u64::try_from(bytes.len()).unwrap_or(u64::MAX),
        lines: 0,
        done: 0,
        made_by: by,
        made_at: now,
        changed_at: now,
    };
    app.store
        .write(move |tx| {
            let (new, bytes) = (new.clone(), Arc::clone(&bytes));
            Box::pin(async move { import::insert(tx, &new, &bytes).await.map_err(ActionError::from) })
        })
        .await?;
    Ok(id)
}

/// Has a list that was tried taken in.
///
/// # Errors
/// `NotFound`; `Conflict` where it was not only tried.
pub async fn begin_import(app: &App, id: Uuid) -> Result<(), ActionError> {
    let now = app.clock.now();
    let begun = app.store.write(move |tx| Box::pin(async move { import::set_running(tx, id, now).await })).await?;
    if begun {
        return Ok(());
    }
    let known = import::find(app.store.reader(), id).await?;
    Err(known.map_or(ActionError::NotFound, |_| ActionError::conflict(Message::new("imports-not-now"))))
}

/// Throws a list away; what was taken in stays.
///
/// # Errors
/// `Conflict` while it is being worked at, or where it is gone.
pub async fn remove_import(app: &App, id: Uuid) -> Result<(), ActionError> {
    let gone = app.store.write(move |tx| Box::pin(async move { import::delete(tx, id).await })).await?;
    if gone { Ok(()) } else { Err(ActionError::conflict(Message::new("imports-not-now"))) }
}

/// Works at the lists that wait, until none does: tries them, or takes them in. What a job does.
///
/// # Errors
/// Where the store fails; the list waits on and is gone on with where it stood.
pub async fn work_at_imports(app: &App) -> Result<(), ActionError> {
    loop {
        // Looking takes no turn from those who write.
        let newest = import::page(app.store.reader(), None, NEWEST).await?;
        if !newest.iter().any(|list| matches!(list.state, ImportState::Trying | ImportState::Running)) {
            return Ok(());
        }
        let (now, until) = span(app);
        let taken = app.store.write(move |tx| Box::pin(async move { import::take(tx, now, until).await })).await?;
        let Some(list) = taken else { return Ok(()) };
        work_at(app, list).await?;
    }
}

fn span(app: &App) -> (xutra_domain::instant::Instant, xutra_domain::instant::Instant) {
    let now = app.clock.now();
    (now, now.plus(LEASE))
}

/// The columns of a list, by what it holds.
enum Columns {
    People(roster::Columns),
    Units(lists::Columns),
    Figures(lists::Columns),
}

/// What lines mean.
#[derive(Clone)]
enum Meant {
    People(Vec<(AccountId, Listed)>),
    Units(Vec<ListedUnit>),
    Figures(Vec<ListedFigure>),
}

async fn work_at(app: &App, list: Import) -> Result<(), ActionError> {
    let file = written_out(app, &list).await?;
    let mut lines = roster_file::read(file.path().to_owned());
    let ended = match columns(&list, &mut lines).await {
        Ok(columns) => take_in_all(app, &list, &columns, &mut lines).await?,
        Err(trouble) => Some(Err(trouble)),
    };
    let (state, trouble) = match ended {
        // Another process went on with it.
        None => return Ok(()),
        Some(Ok(())) if list.state == ImportState::Trying => (ImportState::Tried, None),
        Some(Ok(())) => (ImportState::Done, None),
        Some(Err(trouble)) => (ImportState::Failed, Some(trouble)),
    };
    let now = app.clock.now();
    if state == ImportState::Done {
        app.sessions.changed_everybody();
    }
    app.store
        .write(move |tx| {
            let (list, trouble) = (list.clone(), trouble.clone());
            Box::pin(async move {
                import::set_ended(tx, &list, state, trouble.as_deref(), now).await?;
                if state == ImportState::Done { note(tx, &list, now).await } else { Ok(()) }
            })
        })
        .await
}

async fn note(tx: &Tx, list: &Import, at: xutra_domain::instant::Instant) -> Result<(), ActionError> {
    let counts = import::count_lines(tx, list.id).await?;
    let counts: BTreeMap<&str, u64> = counts.into_iter().map(|(outcome, lines)| (outcome.word(), lines)).collect();
    let entry = AuditEntry {
        at,
        actor: Some(list.made_by),
        action: format!("{}.imported", list.kind.word()),
        subject: format!("import:{}", list.id),
        detail: json!(counts),
    };
    Ok(audit::append(tx, &entry).await?)
}

/// The file on this machine's disk, piece by piece; gone when it is let go.
async fn written_out(app: &App, list: &Import) -> Result<tempfile::NamedTempFile, ActionError> {
    let failed = |error: std::io::Error| ActionError::Internal(error.to_string());
    let is_workbook = list.name.to_lowercase().ends_with(".xlsx");
    let end = if is_workbook { ".xlsx" } else { ".csv" };
    let mut file = tempfile::Builder::new().prefix("xutra-import-").suffix(end).tempfile().map_err(failed)?;
    let mut place = 0;
    while let Some(piece) = import::find_piece(app.store.reader(), list.id, place).await? {
        file.write_all(&piece).map_err(failed)?;
        place += 1;
    }
    file.flush().map_err(failed)?;
    Ok(file)
}

/// Reads the headings; a fault is a key, and after a space the heading that it is about.
async fn columns(list: &Import, lines: &mut Receiver<Line>) -> Result<Columns, String> {
    let headings = match lines.recv().await {
        Some(Ok(headings)) => headings,
        Some(Err(_)) => return Err("imports-unreadable".into()),
        None => return Err("imports-empty".into()),
    };
    let bad = |bad: BadHeading| format!("{} {}", bad.key, bad.heading);
    match list.kind {
        ListKind::People => roster::Columns::read(&headings).map(Columns::People).map_err(|bad| match bad {
            BadHeadings::NoName => "import-no-name".to_owned(),
            BadHeadings::Unknown(heading) => format!("imports-heading-unknown {heading}"),
            BadHeadings::Twice(heading) => format!("imports-heading-twice {heading}"),
        }),
        ListKind::Units => lists::Columns::of_units(&headings).map(Columns::Units).map_err(bad),
        ListKind::Population => lists::Columns::of_figures(&headings).map(Columns::Figures).map_err(bad),
    }
}

/// Every line that is not done yet, a batch in a transaction. None where another process went on with the list, else how
/// it ended.
async fn take_in_all(
    app: &App,
    list: &Import,
    columns: &Columns,
    lines: &mut Receiver<Line>,
) -> Result<Option<Result<(), String>>, ActionError> {
    let (mut number, mut stored) = (0, list.done);
    let mut earlier = BTreeMap::new();
    loop {
        let mut batch: Vec<(u64, Vec<String>)> = Vec::new();
        let mut ended = None;
        while batch.len() < BATCH && ended.is_none() {
            match lines.recv().await {
                Some(Ok(cells)) => {
                    number += 1;
                    batch.push((number, cells));
                }
                Some(Err(_)) => ended = Some(Err("imports-unreadable".to_owned())),
                None => ended = Some(Ok(())),
            }
        }
        // Lines that were done before a restart are only looked at, for the units that they name.
        let (past, batch): (Vec<_>, Vec<_>) = batch.into_iter().partition(|(number, _)| *number <= list.done);
        name_units(columns, &past, &mut earlier);
        if !batch.is_empty() {
            let end = batch.last().map_or(stored, |(number, _)| *number);
            if !take_in(app, list, columns, &batch, stored, &earlier).await? {
                return Ok(None);
            }
            stored = end;
            name_units(columns, &batch, &mut earlier);
        }
        if let Some(ended) = ended {
            return Ok(Some(ended));
        }
    }
}

/// Remembers which units lines would make, as later lines may stand below them.
fn name_units(columns: &Columns, batch: &[(u64, Vec<String>)], earlier: &mut BTreeMap<String, UnitKind>) {
    if let Columns::Units(columns) = columns {
        let units = batch.iter().filter_map(|(_, cells)| columns.unit(cells).ok());
        earlier.extend(units.map(|unit| (unit.code, unit.kind)));
    }
}

/// One batch; false where another process went on with the list.
async fn take_in(
    app: &App,
    list: &Import,
    columns: &Columns,
    batch: &[(u64, Vec<String>)],
    before: u64,
    earlier: &BTreeMap<String, UnitKind>,
) -> Result<bool, ActionError> {
    let (mut results, mut numbers) = (Vec::new(), Vec::new());
    let mut meant = match columns {
        Columns::People(_) => Meant::People(Vec::new()),
        Columns::Units(_) => Meant::Units(Vec::new()),
        Columns::Figures(_) => Meant::Figures(Vec::new()),
    };
    for (number, cells) in batch {
        let read = match (columns, &mut meant) {
            (Columns::People(columns), Meant::People(all)) => {
                columns.person(cells).map(|one| all.push((app.new_account_id(), one)))
            }
            (Columns::Units(columns), Meant::Units(all)) => columns.unit(cells).map(|one| all.push(one)),
            (Columns::Figures(columns), Meant::Figures(all)) => columns.figure(cells).map(|one| all.push(one)),
            _ => Err(Vec::new()),
        };
        match read {
            Ok(()) => numbers.push(*number),
            Err(faults) => results.push(wrong(*number, &faults)),
        }
    }
    let shared = Arc::new((list.clone(), meant, earlier.clone(), numbers, results));
    let (now, until) = span(app);
    let reckoner = Reckoner::new(app);
    app.store
        .write(move |tx| {
            let (shared, reckoner) = (Arc::clone(&shared), reckoner.clone());
            Box::pin(async move {
                let (list, meant, earlier, numbers, results) = &*shared;
                let mut results = results.clone();
                let outcomes = store(tx, list, meant, earlier, &reckoner.basis).await?;
                results.extend(numbers.iter().zip(outcomes).map(|(number, outcome)| result(*number, outcome)));
                results.sort_by_key(|one| one.line);
                let went_on = import::set_done(tx, list, before, &results, (now, until)).await?;
                if went_on { Ok(true) } else { Err(ActionError::Busy) }
            })
        })
        .await
        // Everything of the batch was taken back with it.
        .or_else(|error| if matches!(error, ActionError::Busy) { Ok(false) } else { Err(error) })
}

async fn store(
    tx: &Tx,
    list: &Import,
    meant: &Meant,
    earlier: &BTreeMap<String, UnitKind>,
    basis: &Basis,
) -> Result<Vec<listed::Outcome>, StoreError> {
    let now = basis.now;
    let trial = list.state == ImportState::Trying;
    match meant {
        Meant::People(batch) => {
            let outcomes = people::take_in(tx, batch, trial, now).await?;
            if !trial {
                let keys: Vec<&str> = batch.iter().map(|(_, listed)| listed.key.as_str()).collect();
                standing::refresh_listed(tx, &keys, basis).await?;
            }
            Ok(outcomes
                .into_iter()
                .map(|outcome| match outcome {
                    people::Outcome::New => listed::Outcome::New,
                    people::Outcome::Moved => listed::Outcome::Changed,
                    people::Outcome::Same => listed::Outcome::Same,
                    people::Outcome::Wrong(fault) => listed::Outcome::Wrong(fault),
                })
                .collect())
        }
        Meant::Units(batch) => listed::take_in_units(tx, batch, earlier, trial, now).await,
        Meant::Figures(batch) => listed::take_in_figures(tx, batch, list.made_by, trial, now).await,
    }
}

fn wrong(line: u64, faults: &[&'static str]) -> LineResult {
    let faults = faults.iter().map(|fault| (*fault).to_owned()).collect();
    LineResult { line, outcome: LineOutcome::Wrong, faults }
}

fn result(line: u64, outcome: listed::Outcome) -> LineResult {
    let plain = |outcome| LineResult { line, outcome, faults: Vec::new() };
    match outcome {
        listed::Outcome::New => plain(LineOutcome::New),
        listed::Outcome::Changed => plain(LineOutcome::Changed),
        listed::Outcome::Same => plain(LineOutcome::Same),
        listed::Outcome::Wrong(fault) => wrong(line, &[fault]),
    }
}
