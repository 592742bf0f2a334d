//! Supervised sittings: opened, joined in an order, ended. Who joins, who starts and who ends one waits for the others:
//! each of them touches the sitting's row first.

use crate::StoreError;
use crate::sql::{self, Parts, get, hidden, instant, maybe_instant, values, window, word};
use crate::{assessment::AttemptState, unit};
use sea_orm::{ConnectionTrait, QueryResult};
use uuid::Uuid;
use xutra_domain::assessment::FormLetter;
use xutra_domain::ids::{AccountId, AttemptId, SittingId};
use xutra_domain::instant::Instant;
use xutra_domain::sitting::Sitting;

/// Held while a sitting is opened, so that nobody opens two at once.
const OPEN_LOCK: i64 = 0x7875_7472_6119;

/// A sitting with the name of its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Placed {
    /// The sitting.
    pub sitting: Sitting,
    /// Name of the unit.
    pub unit_name: String,
    /// Path of the unit.
    pub unit_path: String,
    /// Display name of the facilitator.
    pub facilitator_name: String,
    /// How many joined.
    pub joined: u64,
}

/// Somebody who joined.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Member {
    /// Order of joining, from 0.
    pub place: u64,
    /// The form.
    pub letter: FormLetter,
    /// When.
    pub joined_at: Instant,
    /// When the facilitator let them out, where they are out.
    pub out_at: Option<Instant>,
}

/// Somebody who joined, as the facilitator sees them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MemberRow {
    /// Who.
    pub account: AccountId,
    /// Display name.
    pub name: String,
    /// Name of the unit they live in.
    pub unit: Option<String>,
    /// What they are here.
    pub member: Member,
    /// Where their latest attempt of this sitting stands.
    pub attempt: Option<AttemptState>,
}

const SELECT: &str = "SELECT s.*, u.code AS unit_code, u.name AS unit_name, u.path AS unit_path, \
    f.display_name AS facilitator_name, (SELECT COUNT(*) FROM sitting_member m WHERE m.sitting_id = s.id) AS joined \
    FROM sitting s JOIN unit u ON u.id = s.unit_id JOIN account f ON f.id = s.facilitator_id";

/// Opens a sitting; false where that facilitator has one open already: nobody watches two rooms.
///
/// # Errors
/// NotFound where there is no such unit.
pub async fn insert(db: &impl ConnectionTrait, new: &Sitting) -> Result<bool, StoreError> {
    sql::lock(db, OPEN_LOCK).await?;
    let open = "SELECT 1 FROM sitting WHERE facilitator_id = $1 AND ended_at IS NULL AND closes_at > $2";
    if sql::exists(db, open, values![new.facilitator, new.window.opened_at]).await? {
        return Ok(false);
    }
    let unit = unit::id_of(db, Some(&new.unit)).await?;
    let sql = "INSERT INTO sitting (id, course_id, quiz, unit_id, facilitator_id, secret, seed, opened_at, closes_at) \
               VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
    let row = values![
        new.id,
        &new.course,
        &new.quiz,
        unit,
        new.facilitator,
        new.secret.0.to_vec(),
        new.seed.0.to_vec(),
        new.window.opened_at,
        new.window.closes_at,
    ];
    sql::execute(db, sql, row).await?;
    Ok(true)
}

/// The sitting of that id.
///
/// # Errors
/// Database trouble.
pub async fn find(db: &impl ConnectionTrait, id: SittingId) -> Result<Option<Placed>, StoreError> {
    sql::one(db, &format!("{SELECT} WHERE s.id = $1"), values![id]).await?.as_ref().map(placed).transpose()
}

/// Every sitting that is open.
///
/// # Errors
/// Database trouble.
pub async fn list_open(db: &impl ConnectionTrait, now: Instant) -> Result<Vec<Placed>, StoreError> {
    let sql = format!("{SELECT} WHERE s.ended_at IS NULL AND s.closes_at > $1 AND s.opened_at <= $1 ORDER BY s.id");
    sql::all(db, &sql, values![now]).await?.iter().map(placed).collect()
}

/// Sittings of a facilitator, the newest first, before a cursor.
///
/// # Errors
/// Database trouble.
pub async fn page_of(
    db: &impl ConnectionTrait,
    facilitator: AccountId,
    before: Option<SittingId>,
    limit: u64,
) -> Result<Vec<Placed>, StoreError> {
    let mut query = Parts::new(SELECT);
    query.add(" WHERE s.facilitator_id = ?", values![facilitator]);
    if let Some(before) = before {
        query.add(" AND s.id < ?", values![before]);
    }
    query.add(" ORDER BY s.id DESC LIMIT ?", values![limit]);
    query.all(db).await?.iter().map(placed).collect()
}

fn placed(row: &QueryResult) -> Result<Placed, StoreError> {
    Ok(Placed {
        sitting: Sitting {
            id: SittingId(get(row, "id")?),
            course: get(row, "course_id")?,
            quiz: get(row, "quiz")?,
            unit: get(row, "unit_code")?,
            facilitator: sql::account(row, "facilitator_id")?,
            secret: hidden(row, "secret")?,
            seed: hidden(row, "seed")?,
            window: window(row, ["opened_at", "closes_at", "ended_at"])?,
        },
        unit_name: get(row, "unit_name")?,
        unit_path: get(row, "unit_path")?,
        facilitator_name: get(row, "facilitator_name")?,
        joined: u64::try_from(get::<i64>(row, "joined")?).unwrap_or(0),
    })
}

/// Holds an open sitting until the transaction ends; false where it is over. To be called before one joins or starts.
///
/// # Errors
/// Database trouble.
pub async fn hold_open(db: &impl ConnectionTrait, id: SittingId, now: Instant) -> Result<bool, StoreError> {
    let sql = "UPDATE sitting SET closes_at = closes_at WHERE id = $1 AND ended_at IS NULL AND closes_at > $2";
    Ok(sql::execute(db, sql, values![id, now]).await? == 1)
}

/// Lets somebody join a sitting that is held; who joined before keeps place and letter.
///
/// # Errors
/// Database trouble.
pub async fn join(
    db: &impl ConnectionTrait,
    sitting: &Sitting,
    account: AccountId,
    now: Instant,
) -> Result<Member, StoreError> {
    if let Some(member) = find_member(db, sitting.id, account).await? {
        return Ok(member);
    }
    let count = "SELECT COUNT(*) FROM sitting_member WHERE sitting_id = $1";
    let place = sql::count(db, count, values![sitting.id]).await?;
    let letter = sitting.letter(place, 0);
    let sql =
        "INSERT INTO sitting_member (sitting_id, account_id, place, letter, joined_at) VALUES ($1, $2, $3, $4, $5)";
    sql::execute(db, sql, values![sitting.id, account, place, letter.word(), now]).await?;
    Ok(Member { place, letter, joined_at: now, out_at: None })
}

/// What somebody is in a sitting.
///
/// # Errors
/// Database trouble.
pub async fn find_member(
    db: &impl ConnectionTrait,
    id: SittingId,
    account: AccountId,
) -> Result<Option<Member>, StoreError> {
    let sql = "SELECT place, letter, joined_at, out_at FROM sitting_member WHERE sitting_id = $1 AND account_id = $2";
    sql::one(db, sql, values![id, account]).await?.as_ref().map(member).transpose()
}

fn member(row: &QueryResult) -> Result<Member, StoreError> {
    Ok(Member {
        place: u64::try_from(get::<i64>(row, "place")?).unwrap_or(0),
        letter: word(&get::<String>(row, "letter")?, FormLetter::parse)?,
        joined_at: instant(row, "joined_at")?,
        out_at: maybe_instant(row, "out_at")?,
    })
}

/// Everybody who joined, in their order, with where they stand.
///
/// # Errors
/// Database trouble.
pub async fn list_members(db: &impl ConnectionTrait, id: SittingId) -> Result<Vec<MemberRow>, StoreError> {
    let sql = "SELECT m.account_id, m.place, m.letter, m.joined_at, m.out_at, p.display_name, u.name AS unit_name, \
               (SELECT a.state FROM attempt a WHERE a.sitting_id = m.sitting_id AND a.account_id = m.account_id \
               ORDER BY a.number DESC LIMIT 1) AS state \
               FROM sitting_member m JOIN account p ON p.id = m.account_id LEFT JOIN unit u ON u.id = p.unit_id \
               WHERE m.sitting_id = $1 ORDER BY m.place";
    let row = |row: &QueryResult| {
        Ok(MemberRow {
            account: sql::account(row, "account_id")?,
            name: get(row, "display_name")?,
            unit: get(row, "unit_name")?,
            member: member(row)?,
            attempt: get::<Option<String>>(row, "state")?.map(|text| word(&text, AttemptState::parse)).transpose()?,
        })
    };
    sql::all(db, sql, values![id]).await?.iter().map(row).collect()
}

/// Attempts that somebody started in a sitting.
///
/// # Errors
/// Database trouble.
pub async fn count_attempts(db: &impl ConnectionTrait, id: SittingId, account: AccountId) -> Result<u64, StoreError> {
    let sql = "SELECT COUNT(*) FROM attempt WHERE sitting_id = $1 AND account_id = $2";
    sql::count(db, sql, values![id, account]).await
}

/// Lets a member out at an instant, or in again; false where that changes nothing.
///
/// # Errors
/// Database trouble.
pub async fn set_out(
    db: &impl ConnectionTrait,
    id: SittingId,
    account: AccountId,
    out_at: Option<Instant>,
) -> Result<bool, StoreError> {
    let mut query = Parts::new("UPDATE sitting_member SET out_at = ");
    query.add("?", values![out_at]);
    query.add(" WHERE sitting_id = ? AND account_id = ?", values![id, account]);
    query.add(if out_at.is_some() { " AND out_at IS NULL" } else { " AND out_at IS NOT NULL" }, Vec::new());
    Ok(query.execute(db).await? == 1)
}

/// Ends an open sitting, and with it the time of its open attempts, which are to be closed next; none where it was over.
///
/// # Errors
/// Database trouble.
pub async fn set_ended(
    db: &impl ConnectionTrait,
    id: SittingId,
    now: Instant,
) -> Result<Option<Vec<AttemptId>>, StoreError> {
    let sql = "UPDATE sitting SET ended_at = $2 WHERE id = $1 AND ended_at IS NULL AND closes_at > $2";
    if sql::execute(db, sql, values![id, now]).await? == 0 {
        return Ok(None);
    }
    let sql = "UPDATE attempt SET expires_at = $2 WHERE sitting_id = $1 AND state = 'open' \
               AND (expires_at IS NULL OR expires_at > $2) RETURNING id";
    let rows = sql::all(db, sql, values![id, now]).await?;
    rows.iter().map(|row| Ok(AttemptId(get::<Uuid>(row, "id")?))).collect::<Result<_, _>>().map(Some)
}
