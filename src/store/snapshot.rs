//! Figures of past days. What is frozen is never changed; the seal tells whether it was.

use crate::leaves::{self, Leaf};
use crate::sql::{self, Parts, get, small, values, word};
use crate::{Store, StoreError, plan, recheck, tally, unit, work_audit};
use sea_orm::ConnectionTrait;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, PoisonError};
use xutra_domain::population::PopulationClass;
use xutra_domain::recheck::{Count, quarter_of};
use xutra_domain::reporting::snapshot::{Head, freeze, seal, thaw};
use xutra_domain::reporting::{Basis, Counts, Definitions, Facts, Older, Rechecks, Sums};
use xutra_domain::unit::UnitKind;
use xutra_domain::work_record::Rate;

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
    // Without this look thousands of texts would be made for nothing.
    if last(db).await?.is_some_and(|(last, _)| last.as_str() >= day) {
        return Ok(false);
    }
    let material = gather(db, day, basis).await?;
    store_day(db, day, basis, &material.texts(|_, counts| counts)).await
}

/// Freezes a day of an invented past, whose counters `then` tells from those of now; whether no later day was frozen before. To
/// be called in a transaction.
///
/// # Errors
/// Database trouble.
pub async fn record_invented(
    db: &impl ConnectionTrait,
    day: &str,
    basis: &Basis,
    material: &Material,
    then: impl Fn(&str, Counts) -> Counts,
) -> Result<bool, StoreError> {
    store_day(db, day, basis, &material.texts(then)).await
}

async fn store_day(
    db: &impl ConnectionTrait,
    day: &str,
    basis: &Basis,
    rows: &BTreeMap<i64, String>,
) -> Result<bool, StoreError> {
    let before = last(db).await?;
    if before.as_ref().is_some_and(|(last, _)| last.as_str() >= day) {
        return Ok(false);
    }
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

/// What a day is frozen from: every counter with the path of its unit, and by row number what else is told of a unit, with the
/// statements that its denominators are from.
#[derive(Debug)]
pub struct Material {
    leaves: Vec<(String, Leaf)>,
    units: BTreeMap<i64, (Facts, BTreeMap<PopulationClass, i64>)>,
    audits: Rate,
}

impl Material {
    /// The text of every unit of which there is something to tell, by its row; of each counter what `of` makes of it.
    fn texts(&self, of: impl Fn(&str, Counts) -> Counts) -> BTreeMap<i64, String> {
        let mut sums: BTreeMap<i64, Sums> = BTreeMap::new();
        for (path, (place, audience, age, counts)) in &self.leaves {
            let counts = of(path, *counts);
            for unit in path.split('/').filter_map(|part| part.parse().ok()) {
                sums.entry(unit).or_default().add(*place, audience, *age, counts);
            }
        }
        let units: BTreeSet<i64> = sums.keys().chain(self.units.keys()).copied().collect();
        let text = |unit: i64| {
            let (known, statements) = self.units.get(&unit).cloned().unwrap_or_default();
            let facts = Facts { sums: sums.remove(&unit).unwrap_or_default(), audits: self.audits, ..known };
            (unit, freeze(&facts, &statements))
        };
        units.into_iter().map(text).collect()
    }
}

/// What a day is frozen from, as things stand.
///
/// # Errors
/// Database trouble.
pub async fn gather(db: &impl ConnectionTrait, day: &str, basis: &Basis) -> Result<Material, StoreError> {
    let now = basis.now;
    let mut units: BTreeMap<i64, (Facts, BTreeMap<PopulationClass, i64>)> = BTreeMap::new();
    let sql = "SELECT p.unit_id, p.id, p.class, p.value FROM population p \
               JOIN population_approval y ON y.population_id = p.id \
               WHERE p.valid_from <= $1 AND y.approved_at <= $1 ORDER BY p.valid_from, p.id";
    for row in sql::all(db, sql, values![now]).await? {
        let class = word(&get::<String>(&row, "class")?, PopulationClass::parse)?;
        let (facts, statements) = units.entry(get(&row, "unit_id")?).or_default();
        facts.register.insert(class, get::<i64>(&row, "value")?.unsigned_abs());
        statements.insert(class, get(&row, "id")?);
    }
    for province in unit::list_lasting(db, now).await?.iter().filter(|unit| unit.kind == UnitKind::Province) {
        let id: Option<i64> = province.path.split('/').filter_map(|part| part.parse().ok()).next_back();
        let staff = tally::registers(db, &province.code, now).await?;
        let staff = |code: &str| staff.get(code)?.get(&PopulationClass::Staff).map(|(value, _)| *value);
        let network = tally::network(db, province, staff, now).await?;
        if let Some(id) = id {
            units.entry(id).or_default().0.network = network;
        }
    }
    for (unit, found) in rechecks(db, day).await? {
        units.entry(unit).or_default().0.rechecks = found;
    }
    for (unit, found) in plan::sums(db, "", now).await? {
        units.entry(unit).or_default().0.plans = found;
    }
    for (unit, found) in older(db, basis.year).await? {
        // Nobody over 50 is where no counter is, so that this adds no unit to those that are frozen.
        units.entry(unit).or_default().0.older = found;
    }
    Ok(Material { leaves: leaves::list(db).await?, units, audits: work_audit::rate(db).await? })
}

/// What re-checks of the quarter of a day come to, by unit: each commune, and each unit above.
async fn rechecks(db: &impl ConnectionTrait, day: &str) -> Result<BTreeMap<i64, Rechecks>, StoreError> {
    let Some(quarter) = quarter_of(day) else { return Ok(BTreeMap::new()) };
    let mut above: BTreeMap<i64, Vec<Count>> = BTreeMap::new();
    let mut found = BTreeMap::new();
    for lot in recheck::list_lots(db, &quarter).await? {
        let mut path = lot.path.split('/').filter_map(|part| part.parse::<i64>().ok()).rev();
        found.extend(path.next().map(|own| (own, Rechecks::of_commune(lot.count))));
        for unit in path {
            above.entry(unit).or_default().push(lot.count);
        }
    }
    found.extend(above.into_iter().map(|(unit, lots)| (unit, Rechecks::of(lots.into_iter()))));
    found.retain(|_, one| *one != Rechecks::default());
    Ok(found)
}

/// People over 50, by the row number of each unit that they live in.
async fn older(db: &impl ConnectionTrait, year: u32) -> Result<BTreeMap<i64, Older>, StoreError> {
    let sql = "SELECT u.path, CAST(SUM(CASE WHEN s.since IS NOT NULL THEN 1 ELSE 0 END) AS BIGINT) AS learning, \
               CAST(SUM(CASE WHEN s.since IS NOT NULL AND s.grade IS NOT NULL THEN 1 ELSE 0 END) AS BIGINT) AS able \
               FROM standing s JOIN standing_place p ON p.account_id = s.account_id JOIN unit u ON u.id = p.unit_id \
               WHERE p.place = 'home' AND s.birth_year < $1 GROUP BY u.path";
    let rows: Vec<(String, i64, i64)> =
        sql::packed(db, "f.path, f.learning, f.able", sql, values![year.saturating_sub(50)]).await?;
    let mut found: BTreeMap<i64, Older> = BTreeMap::new();
    for (path, learning, able) in rows {
        for unit in path.split('/').filter_map(|part| part.parse().ok()) {
            let of = found.entry(unit).or_default();
            of.taking_part += learning.unsigned_abs();
            of.capable += able.unsigned_abs();
        }
    }
    Ok(found)
}

/// What all communes and hamlets were on a frozen day, by their row number.
pub type Places = BTreeMap<i64, Facts>;

/// Frozen days that were read lately: they never change, and to read thousands of texts takes long.
#[derive(Default)]
pub(crate) struct Frozen {
    days: Mutex<BTreeMap<String, Arc<Places>>>,
}

/// How many days are held: today and the eve of the quarter, and those of yesterday while midnight passes.
const HELD: usize = 4;

impl Frozen {
    fn find(&self, day: &str) -> Option<Arc<Places>> {
        self.days.lock().unwrap_or_else(PoisonError::into_inner).get(day).map(Arc::clone)
    }

    fn keep(&self, day: &str, places: &Arc<Places>) {
        let mut days = self.days.lock().unwrap_or_else(PoisonError::into_inner);
        days.insert(day.to_owned(), Arc::clone(places));
        while days.len() > HELD {
            days.pop_first();
        }
    }
}

/// What all communes and hamlets were on the newest frozen day up to one, with that day.
///
/// # Errors
/// Corrupt where a text is none.
pub async fn places_of(store: &Store, up_to: &str) -> Result<Option<(String, Arc<Places>)>, StoreError> {
    let db = store.reader();
    let sql = "SELECT day FROM snapshot WHERE day <= $1 ORDER BY day DESC LIMIT 1";
    let Some(row) = sql::one(db, sql, values![up_to]).await? else { return Ok(None) };
    let day: String = get(&row, "day")?;
    if let Some(held) = store.frozen().find(&day) {
        return Ok(Some((day, held)));
    }
    let sql = "SELECT r.unit_id, r.body FROM unit u JOIN snapshot_row r ON r.unit_id = u.id AND r.day = $1 \
               WHERE u.kind IN ('commune', 'hamlet')";
    let rows: Vec<(i64, String)> = sql::packed(db, "f.unit_id, f.body", sql, values![&day]).await?;
    let broken = || StoreError::Corrupt("a frozen unit cannot be read".into());
    let rows = rows.into_iter().map(|(unit, body)| Ok((unit, thaw(&body).ok_or_else(broken)?)));
    let places = Arc::new(rows.collect::<Result<Places, StoreError>>()?);
    store.frozen().keep(&day, &places);
    Ok(Some((day, places)))
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

/// What some units were on the newest frozen day up to one, by their row number, with that day; none where no day is frozen.
///
/// # Errors
/// Corrupt where a text is none.
pub async fn newest_of(
    db: &impl ConnectionTrait,
    units: &[i64],
    up_to: &str,
) -> Result<Option<(String, BTreeMap<i64, Facts>)>, StoreError> {
    let sql = "SELECT day FROM snapshot WHERE day <= $1 ORDER BY day DESC LIMIT 1";
    let Some(row) = sql::one(db, sql, values![up_to]).await? else { return Ok(None) };
    let day: String = get(&row, "day")?;
    let mut found = BTreeMap::new();
    for batch in units.chunks(BATCH) {
        let mut query = Parts::new("SELECT unit_id, body FROM snapshot_row");
        query.add(" WHERE day = ? AND unit_id IN ", values![&day]);
        query.rows(vec![batch.iter().flat_map(|id| values![*id]).collect()]);
        for row in query.all(db).await? {
            let body: String = get(&row, "body")?;
            let facts = thaw(&body).ok_or_else(|| StoreError::Corrupt("a frozen unit cannot be read".into()))?;
            found.insert(get(&row, "unit_id")?, facts);
        }
    }
    Ok(Some((day, found)))
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
