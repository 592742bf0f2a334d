//! What counters come to: sums over units and those right below them, with the registers and groups that figures are told
//! against. Sums are made when they are read, so that they are never older than the counters.

use crate::StoreError;
use crate::sql::{self, Parts, get, path_end, values, word};
use crate::standing::COUNTS;
use sea_orm::{ConnectionTrait, QueryResult};
use std::collections::BTreeMap;
use xutra_domain::ids::AccountId;
use xutra_domain::instant::Instant;
use xutra_domain::people::{Audience, Role};
use xutra_domain::population::PopulationClass;
use xutra_domain::reporting::{Age, COUNT, Counts, Network, Part, Place, Sums};
use xutra_domain::unit::{Unit, UnitKind};

/// The classes that figures are told of, with what is counted of each: what one statement adds up side by side. Grouping by
/// class took several times as long, as every counter had to be sorted. The audience of homes does not matter once it is
/// narrowed to; of staff only officials count.
const CLASSES: [Class; 5] = [
    (Place::Home, Audience::Resident, Age::Working, "t.place = 'home' AND t.age = 'working'", &[0, 1, 2, 3]),
    (Place::Home, Audience::Resident, Age::Unknown, "t.place = 'home' AND t.age = 'unknown'", &[1, 2, 3]),
    (Place::Staff, Audience::Official, Age::Any, OFFICIALS, &[0, 5, 6, 7]),
    (Place::Firm, Audience::Business, Age::Any, "t.place = 'firm'", &[5, 7]),
    (Place::Household, Audience::Business, Age::Any, "t.place = 'household'", &[5, 7]),
];

const OFFICIALS: &str = "t.place = 'staff' AND t.audience IN ('official', 'facilitator')";

/// Place, audience and age that stand for a class, what tells its counters, and which of [`COUNTS`] are added up.
type Class = (Place, Audience, Age, &'static str, &'static [usize]);

/// The sums of a unit itself, without what lies below, under its code; of each unit right below, with everything below that.
/// With an audience of that alone.
///
/// # Errors
/// Database trouble.
pub async fn sums(
    db: &impl ConnectionTrait,
    code: &str,
    audience: Option<Audience>,
) -> Result<BTreeMap<String, Sums>, StoreError> {
    let (mut columns, mut names) = (String::new(), String::new());
    for (class, (.., fits, counts)) in CLASSES.iter().enumerate() {
        for name in counts.iter().map(|index| COUNTS[*index]) {
            let column = format!("{name}_{class}");
            columns.push_str(&format!(", CAST(SUM(CASE WHEN {fits} THEN t.{name} ELSE 0 END) AS BIGINT) AS {column}"));
            names.push_str(&format!(", f.{column}"));
        }
    }
    // SQLite keeps the order of cross joins: parts, what lies below each by a range of paths, counters. It would otherwise
    // begin with the counters and look for everything that each lies in.
    let below = format!(
        "SELECT c.id{columns} FROM unit c CROSS JOIN unit d CROSS JOIN tally t \
         WHERE c.parent_id = (SELECT id FROM unit WHERE code = $1) \
         AND d.path >= c.path AND d.path < substr(c.path, 1, length(c.path) - 1) || '0' \
         AND t.unit_id = d.id AND ($2 = '' OR t.audience = $2) GROUP BY c.id"
    );
    let own = format!(
        "SELECT u.id{columns} FROM unit u JOIN tally t ON t.unit_id = u.id \
         WHERE u.code = $1 AND ($2 = '' OR t.audience = $2) GROUP BY u.id"
    );
    let codes = "SELECT id, code FROM unit WHERE code = $1 OR parent_id = (SELECT id FROM unit WHERE code = $1)";
    let codes: Vec<(i64, String)> = sql::packed(db, "f.id, f.code", codes, values![code]).await?;
    let codes: BTreeMap<i64, String> = codes.into_iter().collect();
    let word = audience.map_or("", Audience::word);
    let mut found: BTreeMap<String, Sums> = BTreeMap::new();
    for sql in [own, below] {
        let rows: Vec<Vec<i64>> = sql::packed(db, &format!("f.id{names}"), &sql, values![code, word]).await?;
        for row in rows {
            let Some((id, counts)) = row.split_first() else { continue };
            let Some(code) = codes.get(id) else { continue };
            found.insert(code.clone(), sums_of(counts));
        }
    }
    Ok(found)
}

/// Sums from the columns of [`CLASSES`], in their order.
fn sums_of(columns: &[i64]) -> Sums {
    let (mut sums, mut columns) = (Sums::default(), columns.iter());
    for (place, audience, age, _, counts) in CLASSES {
        let mut list = [0; COUNT];
        for (index, sum) in counts.iter().zip(columns.by_ref()) {
            list[*index] = *sum;
        }
        sums.add(place, audience.word(), age, Counts::of(list));
    }
    sums
}

fn class_of(row: &QueryResult) -> Result<(Place, &'static str, Age, Counts), StoreError> {
    let mut list = [0; COUNT];
    for (count, name) in list.iter_mut().zip(COUNTS) {
        *count = get(row, name)?;
    }
    let audience = word(&get::<String>(row, "audience")?, Audience::parse)?;
    Ok((
        word(&get::<String>(row, "place")?, Place::parse)?,
        audience.word(),
        word(&get::<String>(row, "age")?, Age::parse)?,
        Counts::of(list),
    ))
}

/// A counter: path of its unit, place, audience, age, counts.
pub(crate) type Leaf = (String, Place, &'static str, Age, Counts);

/// Every counter.
pub(crate) async fn leaves(db: &impl ConnectionTrait) -> Result<Vec<Leaf>, StoreError> {
    let names = COUNTS.map(|name| format!("t.{name}")).join(", ");
    let sql =
        format!("SELECT u.path, t.place, t.audience, t.age, {names} FROM tally t JOIN unit u ON u.id = t.unit_id");
    let rows = sql::all(db, &sql, Vec::new()).await?;
    let leaf = |row: &QueryResult| {
        let (place, audience, age, counts) = class_of(row)?;
        Ok((get(row, "path")?, place, audience, age, counts))
    };
    rows.iter().map(leaf).collect()
}

/// What registers say of units, by code and class, with the number of the statement.
pub type Registers = BTreeMap<String, BTreeMap<PopulationClass, (u64, i64)>>;

/// What registers say at an instant of a unit and of those right below it, by code: only what is approved and valid, the
/// newest of each class, with its number.
///
/// # Errors
/// Database trouble.
pub async fn registers(db: &impl ConnectionTrait, code: &str, at: Instant) -> Result<Registers, StoreError> {
    let sql = format!(
        "{REGISTER} WHERE (u.code = $1 OR u.parent_id = (SELECT id FROM unit WHERE code = $1)) \
         AND p.valid_from <= $2 AND y.approved_at <= $2 ORDER BY p.valid_from, p.id"
    );
    gather(sql::packed(db, STATEMENT, &sql, values![code, at]).await?)
}

/// The same of some units.
///
/// # Errors
/// Database trouble.
pub async fn registers_of(db: &impl ConnectionTrait, codes: &[&str], at: Instant) -> Result<Registers, StoreError> {
    if codes.is_empty() {
        return Ok(Registers::new());
    }
    let mut query = Parts::new(REGISTER);
    query.add(" WHERE p.valid_from <= ? AND y.approved_at <= ? AND u.code IN ", values![at, at]);
    query.rows(vec![codes.iter().flat_map(|code| values![*code]).collect()]);
    query.add(" ORDER BY p.valid_from, p.id", Vec::new());
    gather(sql::packed(db, STATEMENT, &query.sql, query.values).await?)
}

const REGISTER: &str = "SELECT u.code, p.id, p.class, p.value FROM population p \
    JOIN population_approval y ON y.population_id = p.id JOIN unit u ON u.id = p.unit_id";

/// Code of the unit, number, class, value.
type Statement = (String, i64, String, i64);
const STATEMENT: &str = "f.code, f.id, f.class, f.value";

/// Statements in the order in which a later one stands for an earlier one.
fn gather(statements: Vec<Statement>) -> Result<Registers, StoreError> {
    let mut found = Registers::new();
    for (code, id, class, value) in statements {
        let class = word(&class, PopulationClass::parse)?;
        found.entry(code).or_default().insert(class, (value.unsigned_abs(), id));
    }
    Ok(found)
}

/// Facilitators that make a group in an agency, and in one of few staff.
const GROUP: (u64, u64) = (3, 2);
/// Staff below which an agency is small.
const FEW_STAFF: u64 = 20;

/// Which communes and agencies in the subtree of a unit have people who help others learn.
///
/// # Errors
/// Database trouble.
pub async fn network(
    db: &impl ConnectionTrait,
    unit: &Unit,
    staff: impl Fn(&str) -> Option<u64>,
    now: Instant,
) -> Result<Network, StoreError> {
    let end = path_end(&unit.path);
    let sql = "SELECT code, kind, path FROM unit WHERE kind IN ('commune', 'agency') AND path >= $1 AND path < $2 \
               AND (ended_at IS NULL OR ended_at > $3)";
    let units: Vec<(String, String, String)> =
        sql::packed(db, "f.code, f.kind, f.path", sql, values![&unit.path, &end, now]).await?;
    let sql = "SELECT s.path, COUNT(*) AS people FROM role_grant g JOIN unit s ON s.id = g.unit_id \
               JOIN account f ON f.id = g.account_id AND f.disabled = FALSE WHERE g.role = $1 \
               AND (g.expires_at IS NULL OR g.expires_at > $2) AND s.path >= $3 AND s.path < $4 GROUP BY s.path";
    let mut helping: BTreeMap<String, u64> = BTreeMap::new();
    for row in sql::all(db, sql, values![Role::Facilitator.word(), now, &unit.path, &end]).await? {
        helping.insert(get(&row, "path")?, get::<i64>(&row, "people")?.unsigned_abs());
    }
    let mut network = Network::default();
    for (code, kind, path) in &units {
        let people: u64 = helping.range(path.clone()..path_end(path)).map(|(_, people)| people).sum();
        if word(kind, UnitKind::parse)? == UnitKind::Commune {
            network.communes += 1;
            network.communes_served += u64::from(people > 0);
        } else {
            let small = staff(code).is_some_and(|staff| staff < FEW_STAFF);
            network.agencies += 1;
            network.agencies_served += u64::from(people >= if small { GROUP.1 } else { GROUP.0 });
        }
    }
    Ok(network)
}

/// Somebody whom a figure counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// Who.
    pub account: AccountId,
    /// Name.
    pub name: String,
    /// Name of the unit that they count for.
    pub unit: String,
}

/// A page of those whom a figure counts in the subtree of a unit, by name; none for what are no people.
///
/// # Errors
/// Database trouble.
pub async fn page_people(
    db: &impl ConnectionTrait,
    unit: &Unit,
    part: Part,
    after: u64,
    limit: u64,
) -> Result<Option<Vec<Person>>, StoreError> {
    let fits = match part {
        Part::TakingPart => "p.place = 'home' AND s.age = 'working' AND s.since IS NOT NULL",
        Part::Capable => "p.place = 'home' AND s.age = 'working' AND s.since IS NOT NULL AND s.grade IS NOT NULL",
        Part::OfficialsTrained => {
            "p.place = 'staff' AND s.audience IN ('official', 'facilitator') AND s.core = TRUE AND s.officials = TRUE"
        }
        Part::OfficialsApplying => {
            "p.place = 'staff' AND s.audience IN ('official', 'facilitator') AND s.applies = TRUE"
        }
        Part::OfficialsEffective => {
            "p.place = 'staff' AND s.audience IN ('official', 'facilitator') AND s.effective = TRUE AND s.grade IS NOT NULL"
        }
        Part::OwnersEffective => {
            "p.place IN ('firm', 'household') AND s.core = TRUE AND s.business = TRUE AND s.effective_owner = TRUE"
        }
        Part::OwnersTrained => "p.place IN ('firm', 'household') AND s.core = TRUE AND s.business = TRUE",
        _ => return Ok(None),
    };
    let sql = format!(
        "SELECT s.account_id, a.display_name, u.name FROM unit u JOIN standing_place p ON p.unit_id = u.id \
         JOIN standing s ON s.account_id = p.account_id JOIN account a ON a.id = s.account_id \
         WHERE u.path >= $1 AND u.path < $2 AND {fits} ORDER BY a.search_key, a.id LIMIT $3 OFFSET $4"
    );
    let rows = sql::all(db, &sql, values![&unit.path, path_end(&unit.path), limit, after]).await?;
    let person = |row: &QueryResult| {
        Ok(Person {
            account: sql::account(row, "account_id")?,
            name: get(row, "display_name")?,
            unit: get(row, "name")?,
        })
    };
    rows.iter().map(person).collect::<Result<Vec<_>, StoreError>>().map(Some)
}
