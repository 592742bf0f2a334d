//! Everything that the figures of a unit and of the units right below it are read from, in a handful of statements.

use crate::{StoreError, tally, unit, work_audit};
use sea_orm::ConnectionTrait;
use std::collections::BTreeMap;
use xutra_domain::instant::Instant;
use xutra_domain::people::Audience;
use xutra_domain::population::PopulationClass;
use xutra_domain::reporting::{Facts, Register, Sums};
use xutra_domain::unit::Unit;

/// A unit with what its figures are read from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Board {
    /// What of the unit itself, with everything below it.
    pub facts: Facts,
    /// The units right below it that last, by code.
    pub children: Vec<(Unit, Facts)>,
    /// Which statements of the register were taken, by class.
    pub statements: BTreeMap<PopulationClass, i64>,
}

/// Reads the board of a unit; with an audience of that alone.
///
/// # Errors
/// Database trouble.
pub async fn read(
    db: &impl ConnectionTrait,
    of: &Unit,
    audience: Option<Audience>,
    now: Instant,
) -> Result<Board, StoreError> {
    let mut sums = tally::sums(db, &of.code, audience).await?;
    let mut registers = tally::registers(db, &of.code, now).await?;
    let staff: BTreeMap<String, u64> = registers
        .iter()
        .filter_map(|(code, register)| Some((code.clone(), register.get(&PopulationClass::Staff)?.0)))
        .collect();
    let network = tally::network(db, of, |code| staff.get(code).copied(), now).await?;
    let audits = work_audit::rate(db).await?;
    let own = registers.remove(&of.code).unwrap_or_default();
    let below = unit::list_below(db, &of.code).await?;
    let mut whole = sums.remove(&of.code).unwrap_or_default();
    let mut children = Vec::new();
    let register = |of: BTreeMap<PopulationClass, (u64, i64)>| -> Register {
        of.into_iter().map(|(class, (value, _))| (class, value)).collect()
    };
    for child in below {
        let counted = sums.remove(&child.code).unwrap_or_default();
        for ((place, word, age), counts) in &counted.0 {
            whole.add(*place, word, *age, *counts);
        }
        if child.lasts_at(now) {
            let registered = register(registers.remove(&child.code).unwrap_or_default());
            children.push((child, Facts { audits, ..facts(counted, registered, audience) }));
        }
    }
    let statements = own.iter().map(|(class, (_, statement))| (*class, *statement)).collect();
    let facts = Facts { network, audits, ..facts(whole, register(own), audience) };
    Ok(Board { facts, children, statements })
}

fn facts(sums: Sums, register: Register, audience: Option<Audience>) -> Facts {
    Facts { sums, register, narrowed: audience.is_some(), ..Facts::default() }
}
