//! What counters are told against: registers and groups that help; and the people whom a figure counts.

use crate::StoreError;
use crate::sql::{self, Parts, get, path_end, values, word};
use sea_orm::{ConnectionTrait, QueryResult};
use std::collections::BTreeMap;
use xutra_domain::ids::AccountId;
use xutra_domain::instant::Instant;
use xutra_domain::people::Role;
use xutra_domain::population::PopulationClass;
use xutra_domain::reporting::{Network, Part};
use xutra_domain::unit::{Unit, UnitKind};

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
