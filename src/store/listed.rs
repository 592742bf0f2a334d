//! Lists of units and of figures of the register, some hundreds at a time. The same list again changes nothing. A trial says
//! what would come of it and writes nothing.

use crate::sql::{self, get, values};
use crate::{StoreError, population, unit};
use sea_orm::ConnectionTrait;
use std::collections::BTreeMap;
use xutra_domain::ids::AccountId;
use xutra_domain::instant::Instant;
use xutra_domain::lists::{ListedFigure, ListedUnit};
use xutra_domain::population::Statement;
use xutra_domain::roster::Fault;
use xutra_domain::unit::{Unit, UnitKind};

/// What came of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// Something was made.
    New,
    /// Something that stands already was changed.
    Changed,
    /// Nothing is new.
    Same,
    /// It cannot be taken in: the key of a sentence.
    Wrong(Fault),
}

/// Takes units in, or tries it. `earlier` are the kinds of units that lines before these would make. To be called in a
/// transaction unless it is a trial.
///
/// # Errors
/// Database trouble.
pub async fn take_in_units(
    db: &impl ConnectionTrait,
    units: &[ListedUnit],
    earlier: &BTreeMap<String, UnitKind>,
    trial: bool,
    now: Instant,
) -> Result<Vec<Outcome>, StoreError> {
    let mut named = earlier.clone();
    let mut outcomes = Vec::new();
    for one in units {
        let known = unit::find(db, &one.code).await?;
        let parent = match &one.parent {
            Some(code) => match unit::find(db, code).await? {
                Some(found) if found.lasts_at(now) => Some(Some(found.kind)),
                Some(_) => None,
                None => named.get(code).copied().map(Some).filter(|_| trial),
            },
            None => Some(None),
        };
        let mut outcome = judge_unit(one, known.as_ref(), parent, now);
        if !trial && matches!(outcome, Outcome::New | Outcome::Changed) {
            match unit::put(db, &one.code, &one.name, one.kind, one.parent.as_deref(), now).await {
                Err(StoreError::Conflict(_)) => outcome = Outcome::Wrong("unit-cycle"),
                other => drop(other?),
            }
        }
        if !matches!(outcome, Outcome::Wrong(_)) {
            named.insert(one.code.clone(), one.kind);
        }
        outcomes.push(outcome);
    }
    Ok(outcomes)
}

/// What a line comes to: `parent` is none where it does not stand, and holds none where the line names none.
fn judge_unit(one: &ListedUnit, known: Option<&Unit>, parent: Option<Option<UnitKind>>, now: Instant) -> Outcome {
    let Some(above) = parent else { return Outcome::Wrong("unit-unknown") };
    if !one.kind.fits_below(above) {
        return Outcome::Wrong("unit-kind");
    }
    match known {
        None => Outcome::New,
        Some(known) if !known.lasts_at(now) => Outcome::Wrong("unit-ended"),
        Some(known) if known.name == one.name && known.kind == one.kind && known.parent == one.parent => Outcome::Same,
        Some(_) => Outcome::Changed,
    }
}

/// Enters figures, or tries it; a second person approves them. To be called in a transaction unless it is a trial.
///
/// # Errors
/// Database trouble.
pub async fn take_in_figures(
    db: &impl ConnectionTrait,
    figures: &[ListedFigure],
    by: AccountId,
    trial: bool,
    now: Instant,
) -> Result<Vec<Outcome>, StoreError> {
    let mut outcomes = Vec::new();
    for one in figures {
        let known = match unit::find(db, &one.unit).await? {
            None => Err("unit-unknown"),
            Some(unit) if !unit.lasts_at(now) => Err("unit-ended"),
            Some(_) => Ok(is_said(db, one).await?),
        };
        outcomes.push(match known {
            Err(fault) => Outcome::Wrong(fault),
            Ok(true) => Outcome::Same,
            Ok(false) => {
                if !trial {
                    let (as_of, source) = (one.as_of.clone(), one.source.clone());
                    let statement = Statement { class: one.class, value: one.value, as_of, source, valid_from: now };
                    population::record(db, &one.unit, &statement, by, now).await?;
                }
                Outcome::New
            }
        });
    }
    Ok(outcomes)
}

/// Whether the newest word of a document on a unit and class is the same.
async fn is_said(db: &impl ConnectionTrait, one: &ListedFigure) -> Result<bool, StoreError> {
    let sql = "SELECT p.value, p.as_of, p.source FROM population p JOIN unit u ON u.id = p.unit_id WHERE u.code = $1 \
               AND p.class = $2 AND p.source = $3 ORDER BY p.id DESC LIMIT 1";
    let row = sql::one(db, sql, values![&one.unit, one.class.word(), &one.source]).await?;
    let Some(row) = row else { return Ok(false) };
    Ok(get::<i64>(&row, "value")?.unsigned_abs() == one.value && get::<String>(&row, "as_of")? == one.as_of)
}
