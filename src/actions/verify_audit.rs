//! Checks what was done, from the first entry on: the audit's chain, the ledger's chains with the evidence that they tell
//! of, and the signed roots of past days.

use super::ActionError;
use super::sign_ledger::RootClaims;
use crate::app::{App, public_keys};
use crate::credential::keys::{VerifyingKey, read_signed};
use xutra_domain::instant::Instant;
use xutra_store::audit::{self, Broken};
use xutra_store::ledger_check::{self, Checked, Fault};
use xutra_store::ledger_root::{self, Root};

/// What was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verdict {
    /// How many entries the audit has, or where it breaks.
    pub audit: Result<u64, Broken>,
    /// The ledger.
    pub ledger: Checked,
    /// How many days are signed.
    pub roots: u64,
    /// Days whose root does not fit.
    pub days: Vec<(String, DayFault)>,
}

/// What is wrong with a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DayFault {
    /// None of our keys signed this root after the one before it.
    Signature,
    /// The chains of that day do not give this root.
    Root,
    /// Events of that day lie before a signed one, and no root is over them.
    Missing,
}

impl Verdict {
    /// What is wrong, each a sentence with ids and without names; empty where all is well.
    #[must_use]
    pub fn wrong(&self) -> Vec<String> {
        let audit = self.audit.as_ref().err().into_iter().map(|broken| format!("audit entry {}", broken.id));
        let ledger = self.ledger.faults.iter().map(|fault| match fault {
            Fault::Chain { account, seq } => format!("ledger of {account}, event {seq}: its hash does not fit"),
            Fault::Cut { account, seq } => format!("ledger of {account}: it does not end with event {seq}, as it did"),
            Fault::Evidence { account, seq, attempt } => {
                format!("ledger of {account}, event {seq}: the evidence of attempt {attempt} is not what it says")
            }
            Fault::Untold { account, attempt } => {
                format!("ledger of {account}: no event tells of the evidence of attempt {attempt}")
            }
            Fault::Unsupervised { account, attempt } => {
                format!(
                    "ledger of {account}: no event says that attempt {attempt} was supervised, as its evidence does"
                )
            }
        });
        let days = self.days.iter().map(|(day, fault)| match fault {
            DayFault::Signature => format!("day {day}: its root is not signed by a key of this site"),
            DayFault::Root => format!("day {day}: the ledger does not give its root"),
            DayFault::Missing => format!("day {day}: its root is missing"),
        });
        audit.chain(ledger).chain(days).collect()
    }
}

/// Checks everything; changes nothing.
///
/// # Errors
/// Where the store fails.
pub async fn verify_audit(app: &App) -> Result<Verdict, ActionError> {
    let reader = app.store.reader();
    let keys: Vec<VerifyingKey> = public_keys(&app.store).await?.iter().map(|key| key.verifying()).collect();
    let roots = ledger_root::list(reader).await?;
    let mut days = Vec::new();
    let (mut begin, mut previous) = (Instant(i64::MIN), "");
    for root in &roots {
        if let Some(first) = ledger_root::first_event(reader, begin).await?.filter(|first| *first < root.from) {
            let day = app.zone.day(first).map_or_else(|| root.day.clone(), |(day, ..)| day);
            days.push((day, DayFault::Missing));
        }
        if !is_signed(root, previous, &keys) {
            days.push((root.day.clone(), DayFault::Signature));
        } else if ledger_root::root_over(reader, root.from, root.until).await? != (root.root.clone(), root.people) {
            days.push((root.day.clone(), DayFault::Root));
        }
        (begin, previous) = (root.until, root.root.as_str());
    }
    Ok(Verdict {
        audit: audit::verify(reader).await?,
        ledger: ledger_check::verify(reader).await?,
        roots: u64::try_from(roots.len()).unwrap_or(u64::MAX),
        days,
    })
}

fn is_signed(root: &Root, previous: &str, keys: &[VerifyingKey]) -> bool {
    read_signed::<RootClaims>(&root.signature, keys).is_some_and(|claims| claims == RootClaims::of(root, previous))
}
