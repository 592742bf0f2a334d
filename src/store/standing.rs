//! What each person counts for, and the counters of units. Both follow from other tables; [`refresh`] is the only way in
//! which they change, by the difference that a person makes, in the transaction that caused it. [`rebuild`] makes them anew.

use crate::sql::{self, Parts, get, maybe_instant, small, values, word};
use crate::{StoreError, leaves, unit, work_record};
use sea_orm::{ConnectionTrait, DbBackend, QueryResult, Value};
use std::collections::{BTreeMap, BTreeSet};
use xutra_domain::competency::Supervision;
use xutra_domain::ids::AccountId;
use xutra_domain::people::Audience;
use xutra_domain::reporting::{Age, Basis, COUNT, Counts, Key, Place, Standing, difference};
use xutra_domain::work_record::{Applied, WINDOW, applied};

pub use crate::standing_rebuild::{differences, rebuild};

/// People of a statement.
const BATCH: usize = 300;
/// Held by whoever changes standings: shared for single people, alone for whole units.
const LOCK: i64 = 0x7875_7472_6103;

/// How a person of an affiliation `f` counts in its unit `u`.
pub(crate) const PLACE: &str = "CASE WHEN f.kind = 'resident' THEN 'home' WHEN f.kind = 'staff' THEN 'staff' \
    WHEN u.kind IN ('agency', 'division') THEN 'firm' ELSE 'household' END";

/// Works out anew what somebody counts for, and changes the counters by the difference. To be called in the transaction
/// that changed anything that it follows from.
///
/// # Errors
/// Database trouble.
pub async fn refresh(db: &impl ConnectionTrait, account: AccountId, basis: &Basis) -> Result<(), StoreError> {
    refresh_all(db, &[account], basis).await
}

/// The same for many people, a few statements for some hundreds of them.
///
/// # Errors
/// Database trouble.
pub async fn refresh_all(db: &impl ConnectionTrait, accounts: &[AccountId], basis: &Basis) -> Result<(), StoreError> {
    let mut people: BTreeSet<AccountId> = accounts.iter().copied().collect();
    people.extend(heirs(db, accounts).await?);
    let people: Vec<AccountId> = people.into_iter().collect();
    for batch in people.chunks(BATCH) {
        hold(db, batch).await?;
        let fresh = facts(db, batch, basis).await?;
        let stored = stored(db, batch).await?;
        let mut changes: BTreeMap<Key, Counts> = BTreeMap::new();
        let mut changed: Vec<AccountId> = Vec::new();
        for id in batch {
            let (old, new) = (stored.get(id), fresh.get(id));
            if old == new {
                continue;
            }
            changed.push(*id);
            for (key, counts) in difference(old, new) {
                *changes.entry(key).or_default() += counts;
            }
        }
        save(db, &changed, &stored, &fresh).await?;
        changes.retain(|_, counts| !counts.is_zero());
        count(db, &changes).await?;
    }
    Ok(())
}

/// Who goes on for those of some accounts that were joined to another: what happens to these counts for them.
async fn heirs(db: &impl ConnectionTrait, accounts: &[AccountId]) -> Result<Vec<AccountId>, StoreError> {
    let mut found = Vec::new();
    for batch in accounts.chunks(BATCH) {
        let mut query = Parts::new("SELECT merged_into FROM account WHERE merged_into IS NOT NULL AND id IN ");
        query.rows(vec![ids(batch)]);
        for row in query.all(db).await? {
            found.push(sql::account(&row, "merged_into")?);
        }
    }
    Ok(found)
}

/// On PostgreSQL two who change one person at once would each count the same difference.
async fn hold(db: &impl ConnectionTrait, people: &[AccountId]) -> Result<(), StoreError> {
    if db.get_database_backend() != DbBackend::Postgres {
        return Ok(());
    }
    let mut query = Parts::new("SELECT ");
    let both = "pg_advisory_xact_lock_shared(?), pg_advisory_xact_lock(v.key) FROM (VALUES ";
    query.add(both, values![LOCK]);
    // The low half of a UUIDv7 is its random part; the same key as a decision of the person's flag holds.
    query.rows(people.iter().map(|id| values![id.0.as_u64_pair().1.cast_signed()]).collect());
    query.add(") AS v (key)", Vec::new());
    query.all(db).await.map(drop)
}

fn ids(people: &[AccountId]) -> Vec<Value> {
    people.iter().flat_map(|id| values![*id]).collect()
}

/// What people count for by everything that is stored of them; nobody who is shut out.
async fn facts(
    db: &impl ConnectionTrait,
    people: &[AccountId],
    basis: &Basis,
) -> Result<BTreeMap<AccountId, Standing>, StoreError> {
    let programme = &basis.programme;
    let mut query = Parts::new(
        "SELECT a.id, a.audience, a.birth_year, k.capable, k.until, k.standing, \
         (SELECT l.completed_at FROM lesson_completion l WHERE l.account_id = a.id ORDER BY l.completed_at LIMIT 1 OFFSET 2) \
         AS third, (SELECT MIN(h.at) FROM (SELECT MIN(t.submitted_at) AS at FROM attempt t WHERE t.account_id = a.id \
         AND (t.state = 'submitted' OR t.state = 'expired' AND t.passed = TRUE) UNION ALL \
         SELECT MIN(t.submitted_at) FROM account m JOIN attempt t ON t.account_id = m.id WHERE m.merged_into = a.id \
         AND (t.state = 'submitted' OR t.state = 'expired' AND t.passed = TRUE)) h) AS handed_in",
    );
    for (name, course) in
        [("core", &programme.core), ("officials", &programme.officials), ("business", &programme.business)]
    {
        let done = format!(
            ", EXISTS (SELECT 1 FROM course_completion d WHERE d.account_id = a.id AND d.course_id = ?) AS {name}"
        );
        query.add(&done, values![course]);
    }
    query.add(
        ", EXISTS (SELECT 1 FROM work_record w WHERE w.account_id = a.id AND w.declared_at > ? \
         AND w.state = 'confirmed') AS works",
        values![basis.now.plus(-WINDOW)],
    );
    query.add(
        " FROM account a LEFT JOIN capability k ON k.account_id = a.id AND k.flag = ? WHERE a.disabled = FALSE AND a.id IN ",
        values![&programme.flag],
    );
    query.rows(vec![ids(people)]);
    let mut found = BTreeMap::new();
    let mut working = Vec::new();
    for row in query.all(db).await? {
        let id = sql::account(&row, "id")?;
        working.extend(get::<bool>(&row, "works")?.then_some(id));
        found.insert(id, standing_of(&row, basis)?);
    }
    for (id, records) in work_record::confirmed_of(db, &working, basis.now).await? {
        if let Some(standing) = found.get_mut(&id) {
            standing.work = applied(&records, basis.now);
        }
    }
    let mut places = Parts::new(&format!(
        "SELECT f.account_id, f.unit_id, {PLACE} AS place FROM affiliation f JOIN unit u ON u.id = f.unit_id \
         WHERE f.until IS NULL AND f.account_id IN "
    ));
    places.rows(vec![ids(people)]);
    place(&mut found, &places.all(db).await?)?;
    Ok(found)
}

fn standing_of(row: &QueryResult, basis: &Basis) -> Result<Standing, StoreError> {
    let birth_year = get::<Option<i64>>(row, "birth_year")?.map(small).transpose()?;
    let until = maybe_instant(row, "until")?;
    let holds = get::<Option<bool>>(row, "capable")?.unwrap_or(false) && until.is_none_or(|until| basis.now < until);
    let grade = holds.then(|| graded(get::<Option<String>>(row, "standing"))).transpose()?;
    let (third, handed_in) = (maybe_instant(row, "third")?, maybe_instant(row, "handed_in")?);
    Ok(Standing {
        audience: word(&get::<String>(row, "audience")?, Audience::parse)?,
        age: Age::of(birth_year, basis),
        birth_year,
        places: BTreeSet::new(),
        since: third.into_iter().chain(handed_in).min(),
        grade,
        until: until.filter(|_| holds),
        core: get(row, "core")?,
        officials: get(row, "officials")?,
        business: get(row, "business")?,
        work: Applied::default(),
    })
}

/// What was decided before there were grades was decided online.
fn graded(details: Result<Option<String>, StoreError>) -> Result<Supervision, StoreError> {
    let details: xutra_domain::competency::Standing = sql::from_json(&details?.unwrap_or_default())?;
    Ok(details.grade.unwrap_or(Supervision::B))
}

fn place(people: &mut BTreeMap<AccountId, Standing>, rows: &[QueryResult]) -> Result<(), StoreError> {
    for row in rows {
        if let Some(standing) = people.get_mut(&sql::account(row, "account_id")?) {
            let place = word(&get::<String>(row, "place")?, Place::parse)?;
            standing.places.insert((get(row, "unit_id")?, place));
        }
    }
    Ok(())
}

/// What people were last counted for.
async fn stored(db: &impl ConnectionTrait, people: &[AccountId]) -> Result<BTreeMap<AccountId, Standing>, StoreError> {
    let mut query = Parts::new(
        "SELECT account_id, audience, age, birth_year, since, grade, until, core, officials, business, applies, \
         effective, effective_owner, work_until FROM standing WHERE account_id IN ",
    );
    query.rows(vec![ids(people)]);
    let mut found = BTreeMap::new();
    for row in query.all(db).await? {
        let grade = get::<Option<String>>(&row, "grade")?.map(|text| crate::rows::supervision(&text)).transpose()?;
        let standing = Standing {
            audience: word(&get::<String>(&row, "audience")?, Audience::parse)?,
            age: word(&get::<String>(&row, "age")?, Age::parse)?,
            birth_year: get::<Option<i64>>(&row, "birth_year")?.map(small).transpose()?,
            places: BTreeSet::new(),
            since: maybe_instant(&row, "since")?,
            grade,
            until: maybe_instant(&row, "until")?,
            core: get(&row, "core")?,
            officials: get(&row, "officials")?,
            business: get(&row, "business")?,
            work: Applied {
                applies: get(&row, "applies")?,
                effective: get(&row, "effective")?,
                effective_owner: get(&row, "effective_owner")?,
                until: maybe_instant(&row, "work_until")?,
            },
        };
        found.insert(sql::account(&row, "account_id")?, standing);
    }
    let mut places = Parts::new("SELECT account_id, unit_id, place FROM standing_place WHERE account_id IN ");
    places.rows(vec![ids(people)]);
    place(&mut found, &places.all(db).await?)?;
    Ok(found)
}

/// Keeps what people count for now.
async fn save(
    db: &impl ConnectionTrait,
    changed: &[AccountId],
    old: &BTreeMap<AccountId, Standing>,
    new: &BTreeMap<AccountId, Standing>,
) -> Result<(), StoreError> {
    let moved = |id: &&AccountId| old.get(id).map(|one| &one.places) != new.get(id).map(|one| &one.places);
    let moved: Vec<AccountId> = changed.iter().filter(moved).copied().collect();
    let placed_before: Vec<AccountId> = moved.iter().filter(|id| old.contains_key(id)).copied().collect();
    let gone: Vec<AccountId> = changed.iter().filter(|id| !new.contains_key(id)).copied().collect();
    for (sql, who) in [
        ("DELETE FROM standing_place WHERE account_id IN ", &placed_before),
        ("DELETE FROM standing WHERE account_id IN ", &gone),
    ] {
        if !who.is_empty() {
            let mut delete = Parts::new(sql);
            delete.rows(vec![ids(who)]);
            delete.execute(db).await?;
        }
    }
    let rows: Vec<Vec<Value>> = changed.iter().filter_map(|id| Some(row_of(*id, new.get(id)?))).collect();
    if !rows.is_empty() {
        let mut insert = Parts::new(
            "INSERT INTO standing (account_id, audience, age, birth_year, since, grade, until, core, officials, business, \
             applies, effective, effective_owner, work_until) VALUES ",
        );
        insert.rows(rows).add(
            " ON CONFLICT (account_id) DO UPDATE SET audience = excluded.audience, age = excluded.age, \
             birth_year = excluded.birth_year, since = excluded.since, grade = excluded.grade, until = excluded.until, \
             core = excluded.core, officials = excluded.officials, business = excluded.business, \
             applies = excluded.applies, effective = excluded.effective, effective_owner = excluded.effective_owner, \
             work_until = excluded.work_until",
            Vec::new(),
        );
        insert.execute(db).await?;
    }
    let places = moved.iter().filter_map(|id| Some((id, new.get(id)?)));
    let places = places.flat_map(|(id, one)| one.places.iter().map(|(unit, place)| values![*id, *unit, place.word()]));
    let places: Vec<Vec<Value>> = places.collect();
    if places.is_empty() {
        return Ok(());
    }
    let mut insert = Parts::new("INSERT INTO standing_place (account_id, unit_id, place) VALUES ");
    insert.rows(places);
    insert.execute(db).await.map(drop)
}

fn row_of(id: AccountId, one: &Standing) -> Vec<Value> {
    values![
        id,
        one.audience.word(),
        one.age.word(),
        one.birth_year,
        one.since,
        one.grade.map(crate::rows::supervision_word),
        one.until,
        one.core,
        one.officials,
        one.business,
        one.work.applies,
        one.work.effective,
        one.work.effective_owner,
        one.work.until,
    ]
}

/// The counters' names, in the order of [`Counts::list`].
pub(crate) const COUNTS: [&str; COUNT] =
    ["people", "taking_part", "capable_a", "capable_b", "core", "trained", "applies", "effective"];

/// Changes counters, in the order of their keys.
async fn count(db: &impl ConnectionTrait, changes: &BTreeMap<Key, Counts>) -> Result<(), StoreError> {
    if changes.is_empty() {
        return Ok(());
    }
    let mark = leaves::mark(db).await?;
    let changes: Vec<(&Key, &Counts)> = changes.iter().collect();
    for batch in changes.chunks(BATCH) {
        let names = COUNTS.join(", ");
        let mut upsert =
            Parts::new(&format!("INSERT INTO tally (unit_id, place, audience, age, changed, {names}) VALUES "));
        let row = |(key, counts): &(&Key, &Counts)| {
            let mut row = values![key.unit, key.place.word(), key.audience, key.age.word(), mark];
            row.extend(counts.list().map(Value::from));
            row
        };
        upsert.rows(batch.iter().map(row).collect());
        upsert.add(&format!(" {}", added()), Vec::new());
        upsert.execute(db).await?;
    }
    Ok(())
}

/// Takes the people of a unit over to the one that it was merged into, with its counters. To be called in the transaction
/// of the merger, after it.
///
/// # Errors
/// NotFound where there is no such unit.
pub async fn merge_unit(db: &impl ConnectionTrait, code: &str, into: &str, basis: &Basis) -> Result<(), StoreError> {
    sql::lock(db, LOCK).await?;
    let (from, to) = (unit::id_of(db, Some(code)).await?, unit::id_of(db, Some(into)).await?);
    // Whoever belonged to both counts once from now on.
    let both = "SELECT p.account_id FROM standing_place p JOIN standing_place q ON q.account_id = p.account_id \
                AND q.place = p.place AND q.unit_id = $2 WHERE p.unit_id = $1";
    let rows = sql::all(db, both, values![from, to]).await?;
    let twice = rows.iter().map(|row| sql::account(row, "account_id")).collect::<Result<Vec<_>, _>>()?;
    refresh_all(db, &twice, basis).await?;
    let names = COUNTS.join(", ");
    // `WHERE` keeps SQLite from reading `ON` as part of a join.
    let counters = format!(
        "INSERT INTO tally (unit_id, place, audience, age, changed, {names}) SELECT $2, place, audience, age, $3, {names} \
         FROM tally WHERE unit_id = $1 {}",
        added()
    );
    let mark = leaves::mark(db).await?;
    sql::execute(db, "UPDATE standing_place SET unit_id = $2 WHERE unit_id = $1", values![from, to]).await?;
    sql::execute(db, &counters, values![from, to, mark]).await?;
    sql::execute(db, &emptied("unit_id = $2"), values![mark, from]).await.map(drop)
}

/// What becomes of a counter that is there already.
pub(crate) fn added() -> String {
    let added = COUNTS.map(|name| format!("{name} = tally.{name} + excluded.{name}")).join(", ");
    format!("ON CONFLICT (unit_id, place, audience, age) DO UPDATE SET changed = excluded.changed, {added}")
}

/// Sets counters to nothing, with the mark `$1`. They are not taken away: whoever holds them in memory has to hear of it.
pub(crate) fn emptied(which: &str) -> String {
    let nothing = COUNTS.map(|name| format!("{name} = 0")).join(", ");
    format!("UPDATE tally SET changed = $1, {nothing} WHERE {which}")
}

/// Keeps everybody else from changing standings until this transaction ends.
pub(crate) async fn lock_all(db: &impl ConnectionTrait) -> Result<(), StoreError> {
    sql::lock(db, LOCK).await
}

/// Counts those anew whom a list of people names, by their keys.
///
/// # Errors
/// Database trouble.
pub async fn refresh_listed(db: &impl ConnectionTrait, keys: &[&str], basis: &Basis) -> Result<(), StoreError> {
    for batch in keys.chunks(BATCH) {
        let mut query = Parts::new("SELECT account_id FROM person_key WHERE key IN ");
        query.rows(vec![batch.iter().flat_map(|key| values![*key]).collect()]);
        let rows = query.all(db).await?;
        let people = rows.iter().map(|row| sql::account(row, "account_id")).collect::<Result<Vec<_>, _>>()?;
        refresh_all(db, &people, basis).await?;
    }
    Ok(())
}

/// People for whom time alone has changed something: their flag ran out, a record of their work counts no longer, or a new
/// year made them older.
///
/// # Errors
/// Database trouble.
pub async fn list_outdated(db: &impl ConnectionTrait, basis: &Basis, limit: u64) -> Result<Vec<AccountId>, StoreError> {
    let (youngest, oldest) =
        (basis.year.saturating_sub(basis.working_from), basis.year.saturating_sub(basis.working_to));
    let sql = "SELECT account_id FROM standing WHERE grade IS NOT NULL AND until <= $1 \
               UNION SELECT account_id FROM standing WHERE work_until IS NOT NULL AND work_until <= $1 \
               UNION SELECT account_id FROM standing WHERE age = 'working' AND birth_year < $2 \
               UNION SELECT account_id FROM standing WHERE age = 'working' AND birth_year > $3 \
               UNION SELECT account_id FROM standing WHERE age = 'other' AND birth_year BETWEEN $2 AND $3 LIMIT $4";
    let rows = sql::all(db, sql, values![basis.now, oldest, youngest, limit]).await?;
    rows.iter().map(|row| sql::account(row, "account_id")).collect()
}

/// Whether people are there of whom nothing was ever counted.
///
/// # Errors
/// Database trouble.
pub async fn is_missing(db: &impl ConnectionTrait) -> Result<bool, StoreError> {
    let sql = "SELECT 1 FROM account WHERE disabled = FALSE AND NOT EXISTS (SELECT 1 FROM standing) LIMIT 1";
    sql::exists(db, sql, Vec::new()).await
}
