//! What people said and asked about data on them, and who looked at it.

use crate::StoreError;
use crate::sql::{self, from_json, get, instant, maybe_instant, values, word};
use sea_orm::{ConnectionTrait, QueryResult};
use uuid::Uuid;
use xutra_domain::ids::AccountId;
use xutra_domain::instant::Instant;
use xutra_domain::people::search_key;
use xutra_domain::personal_data::{Outcome, Purpose, RequestKind};

/// A look at somebody counts again after so long, in milliseconds: a page that is read twice is one look.
const SAME_LOOK: i64 = 3_600_000;

/// What somebody said last to a purpose.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Consent {
    /// What for.
    pub purpose: Purpose,
    /// The version of the words that they read.
    pub version: u32,
    /// Yes or no.
    pub given: bool,
    /// When.
    pub at: Instant,
}

/// A request about one's own data.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DataRequest {
    /// Id.
    pub id: Uuid,
    /// Whose.
    pub account: AccountId,
    /// What is asked for.
    pub kind: RequestKind,
    /// In the person's words; may be empty.
    pub note: String,
    /// When it was asked.
    pub asked_at: Instant,
    /// By when it must be answered.
    pub due_at: Instant,
    /// When it was answered, and how; none while it is open.
    pub answer: Option<(Instant, Outcome, String)>,
}

/// Somebody looked at somebody's record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Viewing {
    /// Name of who looked.
    pub viewer: String,
    /// What of it, as a word.
    pub what: String,
    /// When.
    pub at: Instant,
}

/// Notes what somebody says to a purpose.
///
/// # Errors
/// Database trouble.
pub async fn record_consent(db: &impl ConnectionTrait, id: AccountId, said: Consent) -> Result<(), StoreError> {
    let sql = "INSERT INTO consent (account_id, purpose, version, given, said_at) VALUES ($1, $2, $3, $4, $5)";
    let version = i32::try_from(said.version).unwrap_or(i32::MAX);
    sql::execute(db, sql, values![id, said.purpose.word(), version, said.given, said.at]).await.map(drop)
}

/// Everything that somebody ever said, the newest last.
///
/// # Errors
/// Database trouble.
pub async fn consents(db: &impl ConnectionTrait, id: AccountId) -> Result<Vec<Consent>, StoreError> {
    let sql = "SELECT purpose, version, given, said_at FROM consent WHERE account_id = $1 ORDER BY id";
    let read = |row: &QueryResult| {
        Ok(Consent {
            purpose: word(&get::<String>(row, "purpose")?, Purpose::parse)?,
            version: u32::try_from(get::<i32>(row, "version")?).unwrap_or(0),
            given: get(row, "given")?,
            at: instant(row, "said_at")?,
        })
    };
    sql::all(db, sql, values![id]).await?.iter().map(read).collect()
}

/// Keeps a request. False where one of that kind is open already.
///
/// # Errors
/// Database trouble.
pub async fn insert_request(db: &impl ConnectionTrait, request: &DataRequest) -> Result<bool, StoreError> {
    let sql = "INSERT INTO data_request (id, account_id, kind, note, asked_at, due_at) \
               SELECT $1, $2, $3, $4, $5, $6 WHERE NOT EXISTS \
               (SELECT 1 FROM data_request WHERE account_id = $2 AND kind = $3 AND answered_at IS NULL)";
    let values =
        values![request.id, request.account, request.kind.word(), &request.note, request.asked_at, request.due_at,];
    Ok(sql::execute(db, sql, values).await? == 1)
}

const REQUEST: &str =
    "SELECT id, account_id, kind, note, asked_at, due_at, answered_at, outcome, answer FROM data_request";

fn request(row: &QueryResult) -> Result<DataRequest, StoreError> {
    let answer = match (maybe_instant(row, "answered_at")?, get::<Option<String>>(row, "outcome")?) {
        (Some(at), Some(outcome)) => {
            let said: Option<String> = get(row, "answer")?;
            Some((at, word(&outcome, Outcome::parse)?, said.unwrap_or_default()))
        }
        _ => None,
    };
    Ok(DataRequest {
        id: get(row, "id")?,
        account: sql::account(row, "account_id")?,
        kind: word(&get::<String>(row, "kind")?, RequestKind::parse)?,
        note: get(row, "note")?,
        asked_at: instant(row, "asked_at")?,
        due_at: instant(row, "due_at")?,
        answer,
    })
}

/// The requests of one person, the newest first.
///
/// # Errors
/// Database trouble.
pub async fn requests_of(db: &impl ConnectionTrait, id: AccountId) -> Result<Vec<DataRequest>, StoreError> {
    let sql = format!("{REQUEST} WHERE account_id = $1 ORDER BY asked_at DESC, id DESC");
    sql::all(db, &sql, values![id]).await?.iter().map(request).collect()
}

/// A page of requests: those that wait, the most pressing first, or those that were answered, the newest first.
///
/// # Errors
/// Database trouble.
pub async fn page_requests(
    db: &impl ConnectionTrait,
    open: bool,
    offset: u64,
    limit: u64,
) -> Result<Vec<DataRequest>, StoreError> {
    let which = if open { "IS NULL ORDER BY due_at, id" } else { "IS NOT NULL ORDER BY answered_at DESC, id" };
    let sql = format!("{REQUEST} WHERE answered_at {which} LIMIT $1 OFFSET $2");
    sql::all(db, &sql, values![limit, offset]).await?.iter().map(request).collect()
}

/// The request of that id.
///
/// # Errors
/// Database trouble.
pub async fn find_request(db: &impl ConnectionTrait, id: Uuid) -> Result<Option<DataRequest>, StoreError> {
    let row = sql::one(db, &format!("{REQUEST} WHERE id = $1"), values![id]).await?;
    row.as_ref().map(request).transpose()
}

/// Answers a request; false where it was answered before.
///
/// # Errors
/// Database trouble.
pub async fn answer_request(
    db: &impl ConnectionTrait,
    id: Uuid,
    by: AccountId,
    outcome: Outcome,
    said: &str,
    at: Instant,
) -> Result<bool, StoreError> {
    let sql = "UPDATE data_request SET answered_at = $2, answered_by = $3, outcome = $4, answer = $5 \
               WHERE id = $1 AND answered_at IS NULL";
    Ok(sql::execute(db, sql, values![id, at, by, outcome.word(), said]).await? == 1)
}

/// Whether that look was noted within the last hour, so that a page need not write each time it is read.
///
/// # Errors
/// Database trouble.
pub async fn seen_lately(
    db: &impl ConnectionTrait,
    id: AccountId,
    viewer: AccountId,
    what: &str,
    now: Instant,
) -> Result<bool, StoreError> {
    let sql = "SELECT 1 FROM viewing WHERE account_id = $1 AND viewer_id = $2 AND what = $3 AND seen_at > $4";
    sql::exists(db, sql, values![id, viewer, what, now.plus(-SAME_LOOK)]).await
}

/// Notes that somebody looked.
///
/// # Errors
/// Database trouble.
pub async fn record_viewing(
    db: &impl ConnectionTrait,
    id: AccountId,
    viewer: AccountId,
    what: &str,
    at: Instant,
) -> Result<(), StoreError> {
    let sql = "INSERT INTO viewing (account_id, viewer_id, what, seen_at) VALUES ($1, $2, $3, $4)";
    sql::execute(db, sql, values![id, viewer, what, at]).await.map(drop)
}

/// Who looked at somebody, the newest first.
///
/// # Errors
/// Database trouble.
pub async fn viewings(db: &impl ConnectionTrait, id: AccountId, limit: u64) -> Result<Vec<Viewing>, StoreError> {
    let sql = "SELECT a.display_name, v.what, v.seen_at FROM viewing v JOIN account a ON a.id = v.viewer_id \
               WHERE v.account_id = $1 ORDER BY v.seen_at DESC, v.id DESC LIMIT $2";
    let read = |row: &QueryResult| {
        Ok(Viewing { viewer: get(row, "display_name")?, what: get(row, "what")?, at: instant(row, "seen_at")? })
    };
    sql::all(db, sql, values![id, limit]).await?.iter().map(read).collect()
}

/// Sets name, phone and e-mail, already canonical.
///
/// # Errors
/// Conflict `phone` or `email` where somebody else has it.
pub async fn set_contact(
    db: &impl ConnectionTrait,
    id: AccountId,
    name: &str,
    phone: Option<&str>,
    email: Option<&str>,
) -> Result<(), StoreError> {
    let sql = "UPDATE account SET display_name = $2, search_key = $3, phone = $4, email = $5 WHERE id = $1";
    sql::execute(db, sql, values![id, name, search_key(name), phone, email]).await.map(drop)
}

/// An attempt as its person may take it along.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub struct OwnAttempt {
    /// Id.
    pub id: Uuid,
    /// Course.
    pub course: String,
    /// Quiz.
    pub quiz: String,
    /// From 1.
    pub number: i64,
    /// Word of the state.
    pub state: String,
    /// RFC 3339.
    pub started_at: String,
    /// RFC 3339; none while it is open.
    pub submitted_at: Option<String>,
    /// What was answered, by place.
    pub answers: serde_json::Value,
    /// Percent, where it was graded.
    pub percent: Option<f64>,
    /// Whether it passed, where it was graded.
    pub passed: Option<bool>,
}

/// Every attempt of a person, in the order in which they began.
///
/// # Errors
/// Database trouble.
pub async fn attempts_of(db: &impl ConnectionTrait, id: AccountId) -> Result<Vec<OwnAttempt>, StoreError> {
    let sql = "SELECT id, course_id, quiz, number, state, started_at, submitted_at, answers, percent, passed \
               FROM attempt WHERE account_id = $1 ORDER BY started_at, id";
    let read = |row: &QueryResult| {
        Ok(OwnAttempt {
            id: get(row, "id")?,
            course: get(row, "course_id")?,
            quiz: get(row, "quiz")?,
            number: get(row, "number")?,
            state: get(row, "state")?,
            started_at: instant(row, "started_at")?.rfc3339(),
            submitted_at: maybe_instant(row, "submitted_at")?.map(Instant::rfc3339),
            answers: from_json(&get::<String>(row, "answers")?)?,
            percent: get(row, "percent")?,
            passed: get(row, "passed")?,
        })
    };
    sql::all(db, sql, values![id]).await?.iter().map(read).collect()
}

/// Classes that somebody joined, with when, and then when they were in a session of one.
///
/// # Errors
/// Database trouble.
pub async fn classes_of(db: &impl ConnectionTrait, id: AccountId) -> Result<Vec<(String, Instant)>, StoreError> {
    let sql = "SELECT c.title, m.joined_at AS at, 0 AS later FROM class_member m JOIN class_code c ON c.id = m.class_id \
               WHERE m.account_id = $1 UNION ALL SELECT c.title, a.noted_at, 1 FROM attendance a \
               JOIN class_session s ON s.id = a.session_id JOIN class_code c ON c.id = s.class_id \
               WHERE a.account_id = $1 ORDER BY later, at";
    let read = |row: &QueryResult| Ok((get(row, "title")?, instant(row, "at")?));
    sql::all(db, sql, values![id]).await?.iter().map(read).collect()
}

/// Something that somebody wrote about units: plans, decisions, practice cards.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct OwnWords {
    /// What it is, as a word.
    pub kind: String,
    /// Code of the unit.
    pub unit: String,
    /// The words.
    pub words: String,
    /// RFC 3339.
    pub at: String,
}

/// What somebody wrote into plans, milestones, decisions and practice cards, in the order in which they did.
///
/// # Errors
/// Database trouble.
pub async fn words_of(db: &impl ConnectionTrait, id: AccountId) -> Result<Vec<OwnWords>, StoreError> {
    let sql = "SELECT w.kind, u.code, w.words, w.at FROM ( \
               SELECT 'target' AS kind, unit_id, figure || ' ' || day || ' / ' || source AS words, set_at AS at \
               FROM plan_target WHERE set_by = $1 \
               UNION ALL SELECT 'milestone', unit_id, title || ' / ' || source, set_at FROM milestone WHERE set_by = $1 \
               UNION ALL SELECT 'milestone-' || e.kind, m.unit_id, e.note, e.happened_at FROM milestone_event e \
               JOIN milestone m ON m.id = e.milestone_id WHERE e.actor_id = $1 \
               UNION ALL SELECT 'decision', unit_id, what || ' / ' || office || ' / ' || paper, written_at \
               FROM decision WHERE written_by = $1 \
               UNION ALL SELECT 'practice-card', unit_id, title || ' / ' || problem || ' / ' || steps || ' / ' || cost \
               || ' / ' || people || ' / ' || proof || ' / ' || contact, written_at FROM exemplar_card \
               WHERE author_id = $1 \
               UNION ALL SELECT 'practice-card-' || e.kind, c.unit_id, e.reason, e.happened_at FROM exemplar_event e \
               JOIN exemplar_card c ON c.id = e.card_id WHERE e.actor_id = $1 AND e.reason <> '' \
               UNION ALL SELECT 'practice-card-tried', unit_id, outcome, promised_at FROM exemplar_trial \
               WHERE leader_id = $1) w JOIN unit u ON u.id = w.unit_id ORDER BY w.at, w.kind, w.words";
    let read = |row: &QueryResult| {
        Ok(OwnWords {
            kind: get(row, "kind")?,
            unit: get(row, "code")?,
            words: get(row, "words")?,
            at: instant(row, "at")?.rfc3339(),
        })
    };
    sql::all(db, sql, values![id]).await?.iter().map(read).collect()
}
