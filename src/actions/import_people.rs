//! Takes lists of people in: some hundreds in a transaction, so that a list that broke off is simply taken in again. Nobody
//! is made twice, and lines that are wrong hold up no others. Accounts get no password: their owners set one.

use super::ActionError;
use super::reckon::Reckoner;
use crate::app::App;
use crate::roster_file::Line;
use serde_json::json;
use tokio::sync::mpsc::Receiver;
use xutra_domain::ids::AccountId;
use xutra_domain::roster::{BadHeadings, Columns, Fault, Listed};
use xutra_store::audit::{self, AuditEntry};
use xutra_store::roster::{self, Outcome};
use xutra_store::standing;

/// People of a transaction.
const BATCH: usize = 400;

/// What came of a list.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Report {
    /// Lines below the headings.
    pub lines: u64,
    /// Accounts made.
    pub new: u64,
    /// People who belong elsewhere now.
    pub moved: u64,
    /// People of whom nothing was new.
    pub same: u64,
    /// Lines that are wrong.
    pub wrong: u64,
}

/// Why a list was not taken in, or not to its end. What was taken in stays.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    /// There is nothing in it.
    #[error("the file is empty")]
    Empty,
    /// Its first line.
    #[error("the headings do not fit: {0:?}")]
    Headings(BadHeadings),
    /// It cannot be read any further.
    #[error("line {line}: {cause}")]
    Unreadable {
        /// Number of the last line that was read.
        line: u64,
        /// What the reader said.
        cause: String,
    },
    /// The store.
    #[error(transparent)]
    Action(#[from] ActionError),
}

/// Takes in the lines that come, or only says what would come of them (`trial`). Told are the number of each wrong line with
/// the keys of what is wrong, and, with none, how many lines are done.
///
/// # Errors
/// [`ImportError`].
pub async fn import_people(
    app: &App,
    by: Option<AccountId>,
    lines: &mut Receiver<Line>,
    trial: bool,
    mut tell: impl FnMut(u64, &[Fault]),
) -> Result<Report, ImportError> {
    let first = lines.recv().await.ok_or(ImportError::Empty)?;
    let first = first.map_err(|cause| ImportError::Unreadable { line: 0, cause })?;
    let columns = Columns::read(&first).map_err(ImportError::Headings)?;
    let mut report = Report::default();
    let mut batch: Vec<(u64, Listed)> = Vec::new();
    loop {
        let line = lines.recv().await;
        if let Some(line) = &line {
            let cells =
                line.as_ref().map_err(|cause| ImportError::Unreadable { line: report.lines, cause: cause.clone() })?;
            report.lines += 1;
            match columns.person(cells) {
                Ok(listed) => batch.push((report.lines, listed)),
                Err(faults) => {
                    report.wrong += 1;
                    tell(report.lines, &faults);
                }
            }
        }
        if batch.len() >= BATCH || line.is_none() {
            for (number, outcome) in take_in(app, std::mem::take(&mut batch), trial).await? {
                match outcome {
                    Outcome::New => report.new += 1,
                    Outcome::Moved => report.moved += 1,
                    Outcome::Same => report.same += 1,
                    Outcome::Wrong(fault) => {
                        report.wrong += 1;
                        tell(number, &[fault]);
                    }
                }
            }
            tell(report.lines, &[]);
        }
        if line.is_none() {
            break;
        }
    }
    if !trial && report.new + report.moved > 0 {
        note(app, by, report).await?;
    }
    Ok(report)
}

async fn take_in(app: &App, batch: Vec<(u64, Listed)>, trial: bool) -> Result<Vec<(u64, Outcome)>, ActionError> {
    if batch.is_empty() {
        return Ok(Vec::new());
    }
    let now = app.clock.now();
    let numbers: Vec<u64> = batch.iter().map(|(number, _)| *number).collect();
    let people: Vec<(AccountId, Listed)> =
        batch.into_iter().map(|(_, listed)| (app.new_account_id(), listed)).collect();
    let outcomes = if trial {
        roster::take_in(app.store.reader(), &people, true, now).await?
    } else {
        let reckoner = Reckoner::new(app);
        app.store
            .write(move |tx| {
                let (people, reckoner) = (people.clone(), reckoner.clone());
                Box::pin(async move {
                    let outcomes = roster::take_in(tx, &people, false, now).await?;
                    let keys: Vec<&str> = people.iter().map(|(_, listed)| listed.key.as_str()).collect();
                    standing::refresh_listed(tx, &keys, &reckoner.basis).await?;
                    Ok::<_, ActionError>(outcomes)
                })
            })
            .await?
    };
    Ok(numbers.into_iter().zip(outcomes).collect())
}

async fn note(app: &App, by: Option<AccountId>, report: Report) -> Result<(), ActionError> {
    let entry = AuditEntry {
        at: app.clock.now(),
        actor: by,
        action: "people.imported".into(),
        subject: "accounts".into(),
        detail: json!({ "lines": report.lines, "new": report.new, "moved": report.moved, "wrong": report.wrong }),
    };
    app.sessions.changed_everybody();
    app.store
        .write(move |tx| {
            let entry = entry.clone();
            Box::pin(async move { audit::append(tx, &entry).await.map_err(ActionError::from) })
        })
        .await
}
