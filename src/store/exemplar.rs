//! Practice cards of units, what happened to each, and which other units try what they say.

use crate::sql::{self, get, instant, maybe_instant, values, word};
use crate::{StoreError, unit};
use sea_orm::{ConnectionTrait, QueryResult};
use xutra_domain::exemplar::{Page, State};
use xutra_domain::ids::{AccountId, ExemplarId};
use xutra_domain::instant::Instant;

/// A card as it is stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Card {
    /// Identity.
    pub id: ExemplarId,
    /// Code of its unit.
    pub unit: String,
    /// Name of its unit.
    pub unit_name: String,
    /// Path of its unit.
    pub path: String,
    /// What it says.
    pub page: Page,
    /// Where it stands.
    pub state: State,
    /// The unit led when it was published.
    pub leading: bool,
    /// Who wrote it.
    pub author: AccountId,
    /// When it was written, or improved.
    pub written_at: Instant,
    /// When it was published.
    pub published_at: Option<Instant>,
    /// How many units try it, and how many have done so.
    pub spread: (u64, u64),
}

/// Another unit that tries what a card says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trial {
    /// Code of the unit.
    pub unit: String,
    /// Its name.
    pub unit_name: String,
    /// When it said so.
    pub promised_at: Instant,
    /// When it was done.
    pub done_at: Option<Instant>,
    /// What came of it.
    pub outcome: String,
}

/// What happens to a card.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CardEvent {
    /// It was written.
    Written,
    /// It came back, for a reason.
    Returned,
    /// It was put right.
    Improved,
    /// It was checked.
    Published,
}

impl CardEvent {
    fn word(self) -> &'static str {
        match self {
            Self::Written => "written",
            Self::Returned => "returned",
            Self::Improved => "improved",
            Self::Published => "published",
        }
    }
}

const SELECT: &str = "SELECT c.id, u.code, u.name, u.path, c.title, c.problem, c.steps, c.cost, c.people, c.proof, \
    c.contact, c.state, c.led, c.author_id, c.written_at, c.published_at, \
    (SELECT COUNT(*) FROM exemplar_trial t WHERE t.card_id = c.id) AS promised, \
    (SELECT COUNT(*) FROM exemplar_trial t WHERE t.card_id = c.id AND t.done_at IS NOT NULL) AS done \
    FROM exemplar_card c JOIN unit u ON u.id = c.unit_id";

fn card(row: &QueryResult) -> Result<Card, StoreError> {
    Ok(Card {
        id: ExemplarId(get(row, "id")?),
        unit: get(row, "code")?,
        unit_name: get(row, "name")?,
        path: get(row, "path")?,
        page: Page {
            title: get(row, "title")?,
            problem: get(row, "problem")?,
            steps: get(row, "steps")?,
            cost: get(row, "cost")?,
            people: get(row, "people")?,
            proof: get(row, "proof")?,
            contact: get(row, "contact")?,
        },
        state: word(&get::<String>(row, "state")?, State::parse)?,
        leading: get(row, "led")?,
        author: sql::account(row, "author_id")?,
        written_at: instant(row, "written_at")?,
        published_at: maybe_instant(row, "published_at")?,
        spread: (get::<i64>(row, "promised")?.unsigned_abs(), get::<i64>(row, "done")?.unsigned_abs()),
    })
}

/// Keeps a new card, which waits to be checked.
///
/// # Errors
/// `NotFound` where there is no such unit.
pub async fn insert(
    db: &impl ConnectionTrait,
    id: ExemplarId,
    unit_code: &str,
    page: &Page,
    by: AccountId,
    now: Instant,
) -> Result<(), StoreError> {
    let unit = unit::id_of(db, Some(unit_code)).await?;
    let sql = "INSERT INTO exemplar_card (id, unit_id, title, problem, steps, cost, people, proof, contact, state, led, \
               author_id, written_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'waiting', FALSE, $10, $11)";
    let Page { title, problem, steps, cost, people, proof, contact } = page;
    let row = values![id, unit, title, problem, steps, cost, people, proof, contact, by, now];
    sql::execute(db, sql, row).await.map(drop)
}

/// Puts something better in the place of a card that came back, by whoever leads the unit now; false where it did not.
///
/// # Errors
/// Database trouble.
pub async fn set_page(
    db: &impl ConnectionTrait,
    id: ExemplarId,
    page: &Page,
    by: AccountId,
    now: Instant,
) -> Result<bool, StoreError> {
    let sql = "UPDATE exemplar_card SET title = $2, problem = $3, steps = $4, cost = $5, people = $6, proof = $7, \
               contact = $8, state = 'waiting', author_id = $9, written_at = $10 WHERE id = $1 AND state = 'returned'";
    let Page { title, problem, steps, cost, people, proof, contact } = page;
    let row = values![id, title, problem, steps, cost, people, proof, contact, by, now];
    Ok(sql::execute(db, sql, row).await? == 1)
}

/// Publishes a card that waits, or gives it back; false where it does not wait.
///
/// # Errors
/// Database trouble.
pub async fn set_checked(
    db: &impl ConnectionTrait,
    id: ExemplarId,
    published: Option<bool>,
    now: Instant,
) -> Result<bool, StoreError> {
    let (state, at) = if published.is_some() { (State::Published, Some(now)) } else { (State::Returned, None) };
    let sql = "UPDATE exemplar_card SET state = $2, led = $3, published_at = $4 WHERE id = $1 AND state = 'waiting'";
    Ok(sql::execute(db, sql, values![id, state.word(), published.unwrap_or(false), at]).await? == 1)
}

/// Notes what happened to a card.
///
/// # Errors
/// Database trouble.
pub async fn record_event(
    db: &impl ConnectionTrait,
    id: ExemplarId,
    event: CardEvent,
    reason: &str,
    by: AccountId,
    now: Instant,
) -> Result<(), StoreError> {
    let sql = "INSERT INTO exemplar_event (card_id, kind, reason, actor_id, happened_at) VALUES ($1, $2, $3, $4, $5)";
    sql::execute(db, sql, values![id, event.word(), reason, by, now]).await.map(drop)
}

/// Why a card came back last.
///
/// # Errors
/// Database trouble.
pub async fn find_reason(db: &impl ConnectionTrait, id: ExemplarId) -> Result<Option<String>, StoreError> {
    let sql = "SELECT reason FROM exemplar_event WHERE card_id = $1 AND kind = 'returned' ORDER BY id DESC LIMIT 1";
    sql::one(db, sql, values![id]).await?.map(|row| get(&row, "reason")).transpose()
}

/// The card of that id.
///
/// # Errors
/// Database trouble.
pub async fn find(db: &impl ConnectionTrait, id: ExemplarId) -> Result<Option<Card>, StoreError> {
    let row = sql::one(db, &format!("{SELECT} WHERE c.id = $1"), values![id]).await?;
    row.as_ref().map(card).transpose()
}

/// Cards in a state, the newest first, at most so many.
///
/// # Errors
/// Database trouble.
pub async fn list(db: &impl ConnectionTrait, state: State, most: u64) -> Result<Vec<Card>, StoreError> {
    let sql = format!("{SELECT} WHERE c.state = $1 ORDER BY c.id DESC LIMIT $2");
    sql::all(db, &sql, values![state.word(), most]).await?.iter().map(card).collect()
}

/// Units that try what a card says, in the order in which they said so.
///
/// # Errors
/// Database trouble.
pub async fn list_trials(db: &impl ConnectionTrait, id: ExemplarId) -> Result<Vec<Trial>, StoreError> {
    let sql = "SELECT u.code, u.name, t.promised_at, t.done_at, t.outcome FROM exemplar_trial t \
               JOIN unit u ON u.id = t.unit_id WHERE t.card_id = $1 ORDER BY t.promised_at, u.code";
    let trial = |row: &QueryResult| {
        Ok(Trial {
            unit: get(row, "code")?,
            unit_name: get(row, "name")?,
            promised_at: instant(row, "promised_at")?,
            done_at: maybe_instant(row, "done_at")?,
            outcome: get(row, "outcome")?,
        })
    };
    sql::all(db, sql, values![id]).await?.iter().map(trial).collect()
}

/// Notes that a unit will try a card; false where it said so before.
///
/// # Errors
/// `NotFound` where there is no such unit.
pub async fn insert_trial(
    db: &impl ConnectionTrait,
    id: ExemplarId,
    unit_code: &str,
    by: AccountId,
    now: Instant,
) -> Result<bool, StoreError> {
    let unit = unit::id_of(db, Some(unit_code)).await?;
    let sql = "INSERT INTO exemplar_trial (card_id, unit_id, leader_id, promised_at, outcome) \
               VALUES ($1, $2, $3, $4, '') ON CONFLICT DO NOTHING";
    Ok(sql::execute(db, sql, values![id, unit, by, now]).await? == 1)
}

/// Takes that back; false where it was not said, or is done.
///
/// # Errors
/// Database trouble.
pub async fn delete_trial(db: &impl ConnectionTrait, id: ExemplarId, unit_code: &str) -> Result<bool, StoreError> {
    let sql = "DELETE FROM exemplar_trial WHERE card_id = $1 AND done_at IS NULL \
               AND unit_id = (SELECT id FROM unit WHERE code = $2)";
    Ok(sql::execute(db, sql, values![id, unit_code]).await? == 1)
}

/// Notes that a unit has done it, and what came of it; false where it did not say that it would, or has.
///
/// # Errors
/// Database trouble.
pub async fn set_done(
    db: &impl ConnectionTrait,
    id: ExemplarId,
    unit_code: &str,
    outcome: &str,
    now: Instant,
) -> Result<bool, StoreError> {
    let sql = "UPDATE exemplar_trial SET done_at = $3, outcome = $4 WHERE card_id = $1 AND done_at IS NULL \
               AND unit_id = (SELECT id FROM unit WHERE code = $2)";
    Ok(sql::execute(db, sql, values![id, unit_code, now, outcome]).await? == 1)
}
