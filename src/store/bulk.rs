//! Rows by the hundred, for who brings a whole province at once: what rows have in common is sent once and multiplied by the
//! database. Exams and what follows of them are in `bulk_exams`. Everything is to be called in a transaction, in the order of foreign keys.

use crate::StoreError;
use crate::sql::{self, Parts, values};
use sea_orm::{ConnectionTrait, DbBackend, Value};
use xutra_domain::affiliation::AffiliationKind;
use xutra_domain::ids::AccountId;
use xutra_domain::instant::Instant;
use xutra_domain::people::{Audience, search_key};
use xutra_domain::population::PopulationClass;
use xutra_domain::unit::UnitKind;

/// Rows of a statement: SQLite takes 32,766 values, and no row here has more than sixteen.
pub(crate) const ROWS: usize = 500;

/// A unit to be made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewUnit {
    /// Code.
    pub code: String,
    /// Name.
    pub name: String,
    /// What it is.
    pub kind: UnitKind,
    /// Code of the unit above, which stands already.
    pub parent: Option<String>,
    /// From when on it is.
    pub valid_from: Instant,
}

/// Where somebody belongs, by the row number of the unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Belonging {
    /// Row number of the unit.
    pub unit: i64,
    /// How.
    pub kind: AffiliationKind,
    /// From when on.
    pub since: Instant,
    /// Until when; none while it lasts.
    pub until: Option<Instant>,
}

/// A person without a password.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewPerson {
    /// Identity.
    pub id: AccountId,
    /// Sign-in name.
    pub login: Option<String>,
    /// Phone.
    pub phone: Option<String>,
    /// Name.
    pub name: String,
    /// Who they are in the programme.
    pub audience: Audience,
    /// Year of birth.
    pub birth_year: Option<u32>,
    /// Row number of the unit by which scopes go.
    pub unit: Option<i64>,
    /// When the account was made.
    pub created_at: Instant,
    /// Where they belong and belonged.
    pub belongs: Vec<Belonging>,
}

/// A figure of the register.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewPopulation {
    /// Row number of the unit.
    pub unit: i64,
    /// Whom it counts.
    pub class: PopulationClass,
    /// How many.
    pub value: u64,
    /// Whether a second person approved it.
    pub approved: bool,
}

/// What figures of a register have in common.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Register {
    /// The day that is counted, `YYYY-MM-DD`.
    pub as_of: String,
    /// The document.
    pub source: String,
    /// From when on.
    pub valid_from: Instant,
    /// Who entered it.
    pub entered_by: AccountId,
    /// Who approved it.
    pub approved_by: AccountId,
}

/// Whether the database serves somebody already: a unit stands in it, or an account other than an administrator's.
///
/// # Errors
/// Database trouble.
pub async fn is_in_use(db: &impl ConnectionTrait) -> Result<bool, StoreError> {
    let people = "SELECT 1 FROM account a WHERE NOT EXISTS (SELECT 1 FROM role_grant g WHERE g.account_id = a.id \
                  AND g.role = 'administrator') LIMIT 1";
    Ok(sql::exists(db, "SELECT 1 FROM unit LIMIT 1", Vec::new()).await? || sql::exists(db, people, Vec::new()).await?)
}

/// Makes units; each one's parent stands already, or comes in an earlier call.
///
/// # Errors
/// Conflict where a code is taken.
pub async fn insert_units(db: &impl ConnectionTrait, units: &[NewUnit]) -> Result<(), StoreError> {
    for units in units.chunks(ROWS) {
        let mut insert =
            Parts::new("INSERT INTO unit (code, name, kind, parent_id, path, created_at, valid_from) VALUES ");
        for (index, unit) in units.iter().enumerate() {
            let comma = if index == 0 { "" } else { ", " };
            insert.add(
                &format!("{comma}(?, ?, ?, (SELECT id FROM unit WHERE code = ?), '', ?, ?)"),
                values![&unit.code, &unit.name, unit.kind.word(), &unit.parent, unit.valid_from, unit.valid_from],
            );
        }
        insert.execute(db).await?;
        let paths = "UPDATE unit SET path = COALESCE((SELECT p.path FROM unit p WHERE p.id = unit.parent_id), '/') \
                     || id || '/' WHERE path = ''";
        sql::execute(db, paths, Vec::new()).await?;
    }
    Ok(())
}

/// Notes of every unit that has no name on record what it is called.
///
/// # Errors
/// Database trouble.
pub async fn record_unit_names(db: &impl ConnectionTrait) -> Result<(), StoreError> {
    let sql = "INSERT INTO unit_name (unit_id, name, valid_from) SELECT u.id, u.name, u.valid_from FROM unit u \
               WHERE NOT EXISTS (SELECT 1 FROM unit_name n WHERE n.unit_id = u.id) ORDER BY u.id";
    sql::execute(db, sql, Vec::new()).await.map(drop)
}

/// Makes people with the places that they belong to.
///
/// # Errors
/// Conflict where a login or phone is taken, or a unit does not exist.
pub async fn insert_people(db: &impl ConnectionTrait, people: &[NewPerson]) -> Result<(), StoreError> {
    for people in people.chunks(ROWS) {
        let mut accounts = Parts::new(
            "INSERT INTO account (id, login, phone, display_name, search_key, audience, birth_year, unit_id, disabled, \
             created_at) \
             VALUES ",
        );
        let row = |one: &NewPerson| {
            values![
                one.id,
                &one.login,
                &one.phone,
                &one.name,
                search_key(&one.name),
                one.audience.word(),
                one.birth_year,
                one.unit,
                false,
                one.created_at,
            ]
        };
        accounts.rows(people.iter().map(row).collect());
        accounts.execute(db).await?;
        let places = people.iter().flat_map(|one| one.belongs.iter().map(|place| (one.id, place)));
        let places: Vec<_> =
            places.map(|(id, place)| values![id, place.unit, place.kind.word(), place.since, place.until]).collect();
        insert_rows(db, "INSERT INTO affiliation (account_id, unit_id, kind, since, until) VALUES ", places).await?;
    }
    Ok(())
}

/// Takes people into a course, each at an instant, and notes the lessons that all of them completed, each so many
/// milliseconds later.
///
/// # Errors
/// Conflict `reference` where the course does not exist.
pub async fn insert_learning(
    db: &impl ConnectionTrait,
    course: &str,
    lessons: &[(String, i64)],
    people: &[(AccountId, Instant)],
) -> Result<(), StoreError> {
    for people in people.chunks(ROWS) {
        let enrolled = people.iter().map(|(account, at)| values![*account, course, *at]).collect();
        insert_rows(db, "INSERT INTO enrollment (account_id, course_id, enrolled_at) VALUES ", enrolled).await?;
        if lessons.is_empty() {
            continue;
        }
        let mut insert = Parts::new("WITH l (lesson, later) AS (VALUES ");
        insert.rows(lessons.iter().map(|(lesson, later)| values![lesson, *later]).collect());
        insert.add("), p (account, began) AS (VALUES ", Vec::new());
        insert.rows(people.iter().map(|(account, at)| values![*account, *at]).collect());
        insert.add(
            ") INSERT INTO lesson_completion (account_id, course_id, lesson, completed_at) \
             SELECT p.account, ?, l.lesson, p.began + l.later FROM p CROSS JOIN l",
            values![course],
        );
        insert.execute(db).await?;
    }
    Ok(())
}

/// Enters figures of the register, with the approval of those that have it.
///
/// # Errors
/// Conflict where a unit does not exist.
pub async fn insert_population(
    db: &impl ConnectionTrait,
    register: &Register,
    figures: &[NewPopulation],
) -> Result<(), StoreError> {
    let Register { as_of, source, valid_from, entered_by, approved_by } = register;
    for approved in [true, false] {
        let own: Vec<_> = figures.iter().filter(|one| one.approved == approved).collect();
        let row = |one: &&NewPopulation| {
            let (unit, class) = (one.unit, one.class.word());
            values![unit, class, one.value, as_of, source, *valid_from, *entered_by, *valid_from]
        };
        let insert = "INSERT INTO population (unit_id, class, value, as_of, source, valid_from, entered_by, entered_at) \
                      VALUES ";
        insert_rows(db, insert, own.iter().map(row).collect()).await?;
        if approved {
            let sql = "INSERT INTO population_approval (population_id, approved_by, approved_at) SELECT p.id, $1, $2 \
                       FROM population p WHERE NOT EXISTS \
                       (SELECT 1 FROM population_approval y WHERE y.population_id = p.id)";
            sql::execute(db, sql, values![*approved_by, *valid_from]).await?;
        }
    }
    Ok(())
}

/// Has PostgreSQL look at what was stored, which else happens minutes later: until then it takes every table for small, and
/// joins thousands of people row by row.
///
/// # Errors
/// Database trouble.
pub async fn analyze(db: &impl ConnectionTrait) -> Result<(), StoreError> {
    if db.get_database_backend() == DbBackend::Postgres {
        db.execute_unprepared("ANALYZE").await?;
    }
    Ok(())
}

pub(crate) async fn insert_rows(
    db: &impl ConnectionTrait,
    sql: &str,
    mut rows: Vec<Vec<Value>>,
) -> Result<(), StoreError> {
    while !rows.is_empty() {
        let rest = rows.split_off(rows.len().min(ROWS));
        let mut insert = Parts::new(sql);
        insert.rows(rows);
        insert.execute(db).await?;
        rows = rest;
    }
    Ok(())
}
