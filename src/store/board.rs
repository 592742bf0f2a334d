//! Everything that the figures of a unit and of the units right below it are read from, in a handful of statements.

use crate::{Store, StoreError, leaves, plan, recheck, tally, unit, work_audit};
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

/// Reads the board of a unit, with re-checks of a quarter; with an audience of that alone.
///
/// # Errors
/// Database trouble.
pub async fn read(
    store: &Store,
    of: &Unit,
    audience: Option<Audience>,
    (now, quarter): (Instant, &str),
) -> Result<Board, StoreError> {
    let db = store.reader();
    let registered = async {
        let registers = tally::registers(db, &of.code, now).await?;
        let network = {
            let staff: BTreeMap<&str, u64> = registers
                .iter()
                .filter_map(|(code, register)| Some((code.as_str(), register.get(&PopulationClass::Staff)?.0)))
                .collect();
            tally::network(db, of, |code| staff.get(code).copied(), now).await?
        };
        Ok((registers, network))
    };
    let checked = async { Ok((work_audit::rate(db).await?, recheck::list_lots(db, quarter).await?)) };
    let planned = async { Ok((plan::sums(db, &of.path, now).await?, unit::list_below(db, &of.code).await?)) };
    // Side by side on as many connections: the database reads one while what it told of another is taken in.
    let counted = leaves::sums(store, of, audience);
    let (mut sums, (mut registers, network), (audits, lots), (plans, below)) =
        tokio::try_join!(counted, registered, checked, planned)?;
    let planned = |unit: &Unit| row_of(unit).and_then(|id| plans.get(&id)).copied().unwrap_or_default();
    let own = registers.remove(&of.code).unwrap_or_default();
    let mut whole = row_of(of).and_then(|id| sums.remove(&id)).unwrap_or_default();
    let mut children = Vec::new();
    let register = |of: BTreeMap<PopulationClass, (u64, i64)>| -> Register {
        of.into_iter().map(|(class, (value, _))| (class, value)).collect()
    };
    for child in below {
        let counted = row_of(&child).and_then(|id| sums.remove(&id)).unwrap_or_default();
        for ((place, word, age), counts) in &counted.0 {
            whole.add(*place, word, *age, *counts);
        }
        if child.lasts_at(now) {
            let registered = register(registers.remove(&child.code).unwrap_or_default());
            let (rechecks, plans) = (recheck::within(&lots, &child), planned(&child));
            children.push((child, Facts { audits, rechecks, plans, ..facts(counted, registered, audience) }));
        }
    }
    let statements = own.iter().map(|(class, (_, statement))| (*class, *statement)).collect();
    let (rechecks, plans) = (recheck::within(&lots, of), planned(of));
    let facts = Facts { network, audits, rechecks, plans, ..facts(whole, register(own), audience) };
    Ok(Board { facts, children, statements })
}

/// The row number of a unit: the end of its path.
fn row_of(unit: &Unit) -> Option<i64> {
    unit.path.split('/').filter_map(|part| part.parse().ok()).next_back()
}

fn facts(sums: Sums, register: Register, audience: Option<Audience>) -> Facts {
    Facts { sums, register, narrowed: audience.is_some(), ..Facts::default() }
}
