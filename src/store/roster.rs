//! Lists of people, some hundreds at a time: a few statements for all of them, whatever their number. A trial says what
//! would come of it and writes nothing.

use crate::sql::{self, Parts, get, values, word};
use crate::{StoreError, affiliation};
use sea_orm::ConnectionTrait;
use std::collections::{BTreeMap, BTreeSet};
use xutra_domain::affiliation::AffiliationKind;
use xutra_domain::ids::AccountId;
use xutra_domain::instant::Instant;
use xutra_domain::people::search_key;
use xutra_domain::roster::{Fault, Listed};
use xutra_domain::unit::UnitKind;

/// What came of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// An account was made.
    New,
    /// Somebody who is known belongs to another unit than the list said before.
    Moved,
    /// Nothing is new.
    Same,
    /// It cannot be taken in: the key of a sentence.
    Wrong(Fault),
}

/// What is known of those whom a batch names.
struct Known {
    /// By key: the account, and the unit that the list last named.
    people: BTreeMap<String, (AccountId, Option<String>)>,
    /// Logins, phones and e-mails that belong to somebody.
    taken: BTreeSet<String>,
    /// By code, of units that last: row number and kind.
    units: BTreeMap<String, (i64, UnitKind)>,
}

/// Takes a batch in, or tries it. Each person brings the id that they get where they are new. To be called in a transaction
/// unless it is a trial.
///
/// # Errors
/// Database trouble.
pub async fn take_in(
    db: &impl ConnectionTrait,
    batch: &[(AccountId, Listed)],
    trial: bool,
    now: Instant,
) -> Result<Vec<Outcome>, StoreError> {
    let mut known = known(db, batch, now).await?;
    let mut outcomes = Vec::new();
    let mut new = Vec::new();
    for (id, listed) in batch {
        let outcome = judge(&known, listed);
        match outcome {
            Outcome::New => new.push((*id, listed)),
            Outcome::Moved if !trial => move_person(db, &known, listed, now).await?,
            _ => {}
        }
        if matches!(outcome, Outcome::New | Outcome::Moved) {
            let account = known.people.get(&listed.key).map_or(*id, |(account, _)| *account);
            known.people.insert(listed.key.clone(), (account, listed.unit.clone()));
            known.taken.extend(addresses(listed).map(str::to_owned));
        }
        outcomes.push(outcome);
    }
    if !trial && !new.is_empty() {
        insert(db, &known, &new, now).await?;
    }
    Ok(outcomes)
}

fn addresses(listed: &Listed) -> impl Iterator<Item = &str> {
    [&listed.login, &listed.phone, &listed.email].into_iter().filter_map(|one| one.as_deref())
}

fn judge(known: &Known, listed: &Listed) -> Outcome {
    if listed.unit.as_ref().is_some_and(|code| !known.units.contains_key(code)) {
        return Outcome::Wrong("unit-unknown");
    }
    match known.people.get(&listed.key) {
        Some((_, unit)) if listed.unit.is_none() || *unit == listed.unit => Outcome::Same,
        Some(_) => Outcome::Moved,
        None if addresses(listed).any(|address| known.taken.contains(address)) => Outcome::Wrong("roster-taken"),
        None => Outcome::New,
    }
}

async fn known(db: &impl ConnectionTrait, batch: &[(AccountId, Listed)], now: Instant) -> Result<Known, StoreError> {
    let mut known = Known { people: BTreeMap::new(), taken: BTreeSet::new(), units: BTreeMap::new() };
    let keys: BTreeSet<&str> = batch.iter().map(|(_, one)| one.key.as_str()).collect();
    for row in among(db, "SELECT key, account_id, unit_code FROM person_key WHERE key", &keys).await? {
        known.people.insert(get(&row, "key")?, (sql::account(&row, "account_id")?, get(&row, "unit_code")?));
    }
    let own: BTreeSet<&str> = batch.iter().flat_map(|(_, one)| addresses(one)).collect();
    for column in ["login", "phone", "email"] {
        let select = format!("SELECT {column} AS address FROM account WHERE {column}");
        for row in among(db, &select, &own).await? {
            known.taken.insert(get(&row, "address")?);
        }
    }
    let codes: BTreeSet<&str> = batch.iter().filter_map(|(_, one)| one.unit.as_deref()).collect();
    for row in among(db, "SELECT code, id, kind, ended_at FROM unit WHERE code", &codes).await? {
        if sql::maybe_instant(&row, "ended_at")?.is_none_or(|end| now < end) {
            let kind = word(&get::<String>(&row, "kind")?, UnitKind::parse)?;
            known.units.insert(get(&row, "code")?, (get(&row, "id")?, kind));
        }
    }
    Ok(known)
}

/// Rows whose column is one of some texts.
async fn among(
    db: &impl ConnectionTrait,
    select: &str,
    texts: &BTreeSet<&str>,
) -> Result<Vec<sea_orm::QueryResult>, StoreError> {
    if texts.is_empty() {
        return Ok(Vec::new());
    }
    let mut query = Parts::new(&format!("{select} IN "));
    query.rows(vec![texts.iter().flat_map(|text| values![*text]).collect()]);
    query.all(db).await
}

async fn move_person(
    db: &impl ConnectionTrait,
    known: &Known,
    listed: &Listed,
    now: Instant,
) -> Result<(), StoreError> {
    let (Some((id, _)), Some(code)) = (known.people.get(&listed.key), &listed.unit) else { return Ok(()) };
    let kind = known.units.get(code).map_or(AffiliationKind::Resident, |(_, kind)| AffiliationKind::usual(*kind));
    match affiliation::begin(db, *id, code, kind, now).await {
        // Somebody was quicker than the list.
        Err(StoreError::Conflict(_)) => {}
        other => other?,
    }
    let sql = "UPDATE person_key SET unit_code = $2 WHERE key = $1";
    sql::execute(db, sql, values![&listed.key, code]).await.map(drop)
}

async fn insert(
    db: &impl ConnectionTrait,
    known: &Known,
    new: &[(AccountId, &Listed)],
    now: Instant,
) -> Result<(), StoreError> {
    let unit = |one: &Listed| one.unit.as_ref().and_then(|code| known.units.get(code)).copied();
    let mut accounts = Parts::new(
        "INSERT INTO account (id, login, email, phone, display_name, search_key, audience, unit_id, disabled, created_at, \
         birth_year) \
         VALUES ",
    );
    accounts.rows(
        new.iter()
            .map(|(id, one)| {
                values![
                    *id,
                    &one.login,
                    &one.email,
                    &one.phone,
                    &one.name,
                    search_key(&one.name),
                    one.audience.word(),
                    unit(one).map(|(id, _)| id),
                    false,
                    now,
                    one.birth_year,
                ]
            })
            .collect(),
    );
    accounts.execute(db).await?;
    let placed = |(id, one): &(AccountId, &Listed)| {
        let (unit, kind) = unit(one)?;
        Some(values![*id, unit, AffiliationKind::usual(kind).word(), now])
    };
    let placed: Vec<_> = new.iter().filter_map(placed).collect();
    if !placed.is_empty() {
        let mut places = Parts::new("INSERT INTO affiliation (account_id, unit_id, kind, since) VALUES ");
        places.rows(placed);
        places.execute(db).await?;
    }
    let mut keys = Parts::new("INSERT INTO person_key (key, account_id, unit_code) VALUES ");
    keys.rows(new.iter().map(|(id, one)| values![&one.key, *id, &one.unit]).collect());
    keys.execute(db).await.map(drop)
}
