//! Figures of past days. What is frozen is never changed; the seal tells whether it was.

use crate::sql::{self, Parts, get, small, values, word};
use crate::{StoreError, tally, unit, work_audit};
use sea_orm::ConnectionTrait;
use std::collections::BTreeMap;
use xutra_domain::instant::Instant;
use xutra_domain::population::PopulationClass;
use xutra_domain::reporting::snapshot::{Head, freeze, seal, thaw};
use xutra_domain::reporting::{Basis, Definitions, Facts, Sums};
use xutra_domain::unit::UnitKind;

/// Rows of a statement.
const BATCH: usize = 500;

/// The newest day that is frozen, with its seal.
///
/// # Errors
/// Database trouble.
pub async fn last(db: &impl ConnectionTrait) -> Result<Option<(String, String)>, StoreError> {
    let row = sql::one(db, "SELECT day, seal FROM snapshot ORDER BY day DESC LIMIT 1", Vec::new()).await?;
    row.map(|row| Ok((get(&row, "day")?, get(&row, "seal")?))).transpose()
}

/// Freezes a day as things stand; whether it was not frozen before. To be called in a transaction.
///
/// # Errors
/// Database trouble.
pub async fn record(db: &impl ConnectionTrait, day: &str, basis: &Basis) -> Result<bool, StoreError> {
    let before = last(db).await?;
    if before.as_ref().is_some_and(|(last, _)| last.as_str() >= day) {
        return Ok(false);
    }
    let rows = everything(db, basis.now).await?;
    let head = Head {
        day: day.to_owned(),
        definitions: Definitions::current().version.clone(),
        working_from: basis.working_from,
        working_to: basis.working_to,
        previous: before.map(|(_, seal)| seal).unwrap_or_default(),
    };
    let sealed = seal(&head, rows.iter().map(|(unit, body)| (*unit, body.as_str())));
    let sql = "INSERT INTO snapshot (day, definitions, working_from, working_to, previous, seal, taken_at) \
               VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING";
    let values =
        values![&head.day, &head.definitions, head.working_from, head.working_to, &head.previous, sealed, basis.now];
    if sql::execute(db, sql, values).await? == 0 {
        return Ok(false);
    }
    let rows: Vec<(&i64, &String)> = rows.iter().collect();
    for batch in rows.chunks(BATCH) {
        let mut insert = Parts::new("INSERT INTO snapshot_row (unit_id, day, body) VALUES ");
        insert.rows(batch.iter().map(|(unit, body)| values![**unit, day, *body]).collect());
        insert.execute(db).await?;
    }
    Ok(true)
}

/// The text of every unit of which there is something to tell, by its row.
async fn everything(db: &impl ConnectionTrait, now: Instant) -> Result<BTreeMap<i64, String>, StoreError> {
    let mut sums: BTreeMap<i64, Sums> = BTreeMap::new();
    for (path, place, audience, age, counts) in tally::leaves(db).await? {
        for unit in path.split('/').filter_map(|part| part.parse().ok()) {
            sums.entry(unit).or_default().add(place, audience, age, counts);
        }
    }
    let sql = "SELECT p.unit_id, p.id, p.class, p.value FROM population p \
               JOIN population_approval y ON y.population_id = p.id \
               WHERE p.valid_from <= $1 AND y.approved_at <= $1 ORDER BY p.valid_from, p.id";
    let mut registers: BTreeMap<i64, BTreeMap<PopulationClass, (u64, i64)>> = BTreeMap::new();
    for row in sql::all(db, sql, values![now]).await? {
        let class = word(&get::<String>(&row, "class")?, PopulationClass::parse)?;
        let said = (get::<i64>(&row, "value")?.unsigned_abs(), get(&row, "id")?);
        registers.entry(get(&row, "unit_id")?).or_default().insert(class, said);
    }
    let mut networks = BTreeMap::new();
    for province in unit::list_lasting(db, now).await?.iter().filter(|unit| unit.kind == UnitKind::Province) {
        let id: Option<i64> = province.path.split('/').filter_map(|part| part.parse().ok()).next_back();
        let staff = tally::registers(db, &province.code, now).await?;
        let staff = |code: &str| staff.get(code)?.get(&PopulationClass::Staff).map(|(value, _)| *value);
        networks.extend(id.zip(Some(tally::network(db, province, staff, now).await?)));
    }
    let audits = work_audit::rate(db).await?;
    let mut found = BTreeMap::new();
    let units: std::collections::BTreeSet<i64> =
        sums.keys().chain(registers.keys()).chain(networks.keys()).copied().collect();
    for unit in units {
        let register = registers.remove(&unit).unwrap_or_default();
        let statements = register.iter().map(|(class, (_, statement))| (*class, *statement)).collect();
        let facts = Facts {
            sums: sums.remove(&unit).unwrap_or_default(),
            register: register.into_iter().map(|(class, (value, _))| (class, value)).collect(),
            network: networks.get(&unit).copied().unwrap_or_default(),
            audits,
            narrowed: false,
        };
        found.insert(unit, freeze(&facts, &statements));
    }
    Ok(found)
}

/// What a unit was on its last frozen days, at most so many, the oldest first.
///
/// # Errors
/// Corrupt where a text is none.
pub async fn list_of(
    db: &impl ConnectionTrait,
    unit_code: &str,
    most: u64,
) -> Result<Vec<(String, Facts)>, StoreError> {
    let sql = "SELECT r.day, r.body FROM snapshot_row r JOIN unit u ON u.id = r.unit_id WHERE u.code = $1 \
               ORDER BY r.day DESC LIMIT $2";
    let rows = sql::all(db, sql, values![unit_code, most]).await?;
    let read = |row: &sea_orm::QueryResult| {
        let body: String = get(row, "body")?;
        let facts = thaw(&body).ok_or_else(|| StoreError::Corrupt("a frozen unit cannot be read".into()))?;
        Ok((get(row, "day")?, facts))
    };
    rows.iter().rev().map(read).collect()
}

/// Days whose seal does not fit what is kept of them, or the day before.
///
/// # Errors
/// Database trouble.
pub async fn differences(db: &impl ConnectionTrait) -> Result<Vec<String>, StoreError> {
    let heads = "SELECT day, definitions, working_from, working_to, previous, seal FROM snapshot ORDER BY day";
    let (mut found, mut before) = (Vec::new(), String::new());
    for row in sql::all(db, heads, Vec::new()).await? {
        let head = Head {
            day: get(&row, "day")?,
            definitions: get(&row, "definitions")?,
            working_from: small(get(&row, "working_from")?)?,
            working_to: small(get(&row, "working_to")?)?,
            previous: get(&row, "previous")?,
        };
        let sql = "SELECT unit_id, body FROM snapshot_row WHERE day = $1 ORDER BY unit_id";
        let rows = sql::all(db, sql, values![&head.day]).await?;
        let rows = rows.iter().map(|row| Ok((get(row, "unit_id")?, get(row, "body")?)));
        let rows: Vec<(i64, String)> = rows.collect::<Result<_, StoreError>>()?;
        let kept: String = get(&row, "seal")?;
        let fresh = seal(&head, rows.iter().map(|(unit, body)| (*unit, body.as_str())));
        if fresh != kept || head.previous != before {
            found.push(format!("snapshot {}", head.day));
        }
        before = kept;
    }
    Ok(found)
}
