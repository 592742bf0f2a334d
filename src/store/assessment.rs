//! Attempts: begun, saved answer by answer, closed once, graded.

pub use crate::ending::{Closed, close, list_overdue, set_result, void};
use crate::entity::attempt;
pub use crate::saving::{save_answer, save_answers, save_answers_alone};
use crate::sql::{self, from_json, get, instant, maybe_instant, small, to_json, values, word};
use crate::{Store, StoreError, rows};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QueryResult, Value};
use std::collections::BTreeMap;
use xutra_domain::assessment::{Answer, AttemptResult, Form, Rules, Seen};
use xutra_domain::competency::Supervision;
use xutra_domain::ids::{AccountId, AttemptId, SittingId};
use xutra_domain::instant::Instant;

/// An attempt to be begun.
#[derive(Debug, Clone, PartialEq)]
pub struct NewAttempt {
    /// Identity.
    pub id: AttemptId,
    /// Whose.
    pub account: AccountId,
    /// Course id.
    pub course: String,
    /// Quiz id.
    pub quiz: String,
    /// From 1, for this person and quiz.
    pub number: u32,
    /// Key of the course's revision.
    pub revision: i64,
    /// When it began.
    pub started_at: Instant,
    /// When its time is over.
    pub expires_at: Option<Instant>,
    /// The pinned questions.
    pub form: Form,
    /// The pinned rules.
    pub rules: Rules,
    /// The supervised sitting that it is started in. Only there somebody watches: nothing else makes it supervised.
    pub sitting: Option<SittingId>,
}

impl NewAttempt {
    /// Under whose eyes it is taken.
    #[must_use]
    pub fn supervision(&self) -> Supervision {
        if self.sitting.is_some() { Supervision::A } else { Supervision::B }
    }
}

/// Where an attempt stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AttemptState {
    /// Answers are taken.
    Open,
    /// Handed in by the person.
    Submitted,
    /// Its time ran out.
    Expired,
    /// It does not count.
    Void,
}

/// An attempt.
#[derive(Debug, Clone, PartialEq)]
pub struct Attempt {
    /// Identity.
    pub id: AttemptId,
    /// Whose.
    pub account: AccountId,
    /// Course id.
    pub course: String,
    /// Quiz id.
    pub quiz: String,
    /// From 1, for this person and quiz.
    pub number: u32,
    /// Key of the course's revision.
    pub revision: i64,
    /// When it began.
    pub started_at: Instant,
    /// When its time is over.
    pub expires_at: Option<Instant>,
    /// The pinned questions.
    pub form: Form,
    /// The pinned rules.
    pub rules: Rules,
    /// Under whose eyes.
    pub supervision: Supervision,
    /// The supervised sitting that it was started in.
    pub sitting: Option<SittingId>,
    /// Where it stands.
    pub state: AttemptState,
    /// When it was closed.
    pub submitted_at: Option<Instant>,
    /// When an answer was last saved.
    pub saved_at: Option<Instant>,
    /// Saved answers by place.
    pub answers: BTreeMap<String, Answer>,
    /// How many hints were taken, by place.
    pub hints: BTreeMap<String, u32>,
    /// By place, milliseconds from the start to the last change of its answer.
    pub times: BTreeMap<String, i64>,
    /// What it earned.
    pub result: Option<AttemptResult>,
}

impl From<NewAttempt> for Attempt {
    /// As it stands right after it was begun.
    fn from(new: NewAttempt) -> Self {
        let supervision = new.supervision();
        Self {
            id: new.id,
            account: new.account,
            course: new.course,
            quiz: new.quiz,
            number: new.number,
            revision: new.revision,
            started_at: new.started_at,
            expires_at: new.expires_at,
            form: new.form,
            rules: new.rules,
            supervision,
            sitting: new.sitting,
            state: AttemptState::Open,
            submitted_at: None,
            saved_at: None,
            answers: BTreeMap::new(),
            hints: BTreeMap::new(),
            times: BTreeMap::new(),
            result: None,
        }
    }
}

/// An attempt without its questions and answers.
#[derive(Debug, Clone, PartialEq)]
pub struct AttemptHead {
    /// Identity.
    pub id: AttemptId,
    /// From 1, for this person and quiz.
    pub number: u32,
    /// Where it stands.
    pub state: AttemptState,
    /// When it began.
    pub started_at: Instant,
    /// When it was closed.
    pub submitted_at: Option<Instant>,
    /// When its time is over.
    pub expires_at: Option<Instant>,
    /// Percent, where it was graded.
    pub percent: Option<f64>,
    /// Whether it passed, where it was graded.
    pub passed: Option<bool>,
    /// Practical work of it waits to be marked.
    pub waiting: bool,
    /// Practical work of it was returned to be improved: then it does not use up a try.
    pub returned: bool,
    /// The supervised sitting that it was started in.
    pub sitting: Option<SittingId>,
}

/// What attempts earned, from an attempt `a`: the newest judgement's percent, and passed where any judgement passed. A
/// void one earned nothing.
pub(crate) const EARNED: &str = "CASE WHEN a.state = 'void' THEN NULL ELSE COALESCE(r.percent, a.percent) END \
    AS percent, CASE WHEN a.state = 'void' OR a.passed IS NULL THEN NULL \
    WHEN a.passed = TRUE OR EXISTS (SELECT 1 FROM rejudgement p WHERE p.attempt_id = a.id AND p.passed = TRUE) \
    THEN TRUE ELSE FALSE END AS passed FROM attempt a \
    LEFT JOIN rejudgement r ON r.id = (SELECT MAX(n.id) FROM rejudgement n WHERE n.attempt_id = a.id)";

impl AttemptState {
    /// Every state.
    pub const ALL: &'static [Self] = &[Self::Open, Self::Submitted, Self::Expired, Self::Void];

    /// The word for it in the API and the database.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Submitted => "submitted",
            Self::Expired => "expired",
            Self::Void => "void",
        }
    }

    /// Reads the word.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|state| state.word() == word)
    }
}

/// Begins an attempt.
///
/// # Errors
/// Conflict `open_attempt` where one of the same quiz is open; `attempt_number` where the number is taken.
pub async fn insert_attempt(db: &impl ConnectionTrait, new: &NewAttempt) -> Result<(), StoreError> {
    match sql::execute(db, BEGIN, row_of(new)?).await? {
        0 => Err(clash(db, new).await?),
        _ => Ok(()),
    }
}

/// The same, as a transaction of its own, durable when it returns.
///
/// # Errors
/// As [`insert_attempt`].
pub async fn insert_attempt_alone(store: &Store, new: &NewAttempt) -> Result<(), StoreError> {
    match store.execute(BEGIN, row_of(new)?).await? {
        0 => Err(clash(store.reader(), new).await?),
        _ => Ok(()),
    }
}

const BEGIN: &str = "INSERT INTO attempt (id, account_id, course_id, quiz, number, revision_id, state, started_at, \
    expires_at, form, rules, supervision, sitting_id, answers, hints) \
    VALUES ($1, $2, $3, $4, $5, $6, 'open', $7, $8, $9, $10, $11, $12, '{}', '{}') ON CONFLICT DO NOTHING";

fn row_of(new: &NewAttempt) -> Result<Vec<Value>, StoreError> {
    Ok(values![
        new.id,
        new.account,
        &new.course,
        &new.quiz,
        new.number,
        new.revision,
        new.started_at,
        new.expires_at,
        to_json(&new.form)?,
        to_json(&new.rules)?,
        rows::supervision_word(new.supervision()),
        new.sitting,
    ])
}

/// Why there was no room for an attempt.
async fn clash(db: &impl ConnectionTrait, new: &NewAttempt) -> Result<StoreError, StoreError> {
    let open = "SELECT 1 FROM attempt WHERE account_id = $1 AND course_id = $2 AND quiz = $3 AND state = 'open'";
    let is_open = sql::exists(db, open, values![new.account, &new.course, &new.quiz]).await?;
    Ok(StoreError::clash(if is_open { "open_attempt" } else { "attempt_number" }))
}

/// The attempt of that id.
///
/// # Errors
/// Database trouble.
pub async fn find_attempt(db: &impl ConnectionTrait, id: AttemptId) -> Result<Option<Attempt>, StoreError> {
    attempt::Entity::find_by_id(id.0).one(db).await?.map(attempt_of).transpose()
}

/// The open attempt of somebody at a quiz, even where its time is over.
///
/// # Errors
/// Database trouble.
pub async fn find_open(
    db: &impl ConnectionTrait,
    account: AccountId,
    course: &str,
    quiz: &str,
) -> Result<Option<Attempt>, StoreError> {
    let sql = "SELECT id FROM attempt WHERE account_id = $1 AND course_id = $2 AND quiz = $3 AND state = 'open'";
    match sql::one(db, sql, values![account, course, quiz]).await? {
        Some(row) => find_attempt(db, AttemptId(get(&row, "id")?)).await,
        None => Ok(None),
    }
}

fn attempt_of(row: attempt::Model) -> Result<Attempt, StoreError> {
    Ok(Attempt {
        id: AttemptId(row.id),
        account: AccountId(row.account_id),
        course: row.course_id,
        quiz: row.quiz,
        number: small(row.number)?,
        revision: row.revision_id,
        started_at: Instant(row.started_at),
        expires_at: row.expires_at.map(Instant),
        form: from_json(&row.form)?,
        rules: from_json(&row.rules)?,
        supervision: rows::supervision(&row.supervision)?,
        sitting: row.sitting_id.map(SittingId),
        state: word(&row.state, AttemptState::parse)?,
        submitted_at: row.submitted_at.map(Instant),
        saved_at: row.saved_at.map(Instant),
        answers: from_json(&row.answers)?,
        hints: from_json(&row.hints)?,
        times: times_of(row.times.as_deref())?,
        result: row.result.as_deref().map(|text| result_of(text, row.percent, row.passed)).transpose()?,
    })
}

/// Times of answers; attempts from before they were kept have none.
pub(crate) fn times_of(text: Option<&str>) -> Result<BTreeMap<String, i64>, StoreError> {
    text.map(from_json).transpose().map(Option::unwrap_or_default)
}

/// A result; the columns that lists are made from win over the details.
fn result_of(text: &str, percent: Option<f64>, passed: Option<bool>) -> Result<AttemptResult, StoreError> {
    let details: AttemptResult = from_json(text)?;
    Ok(AttemptResult {
        percent: percent.unwrap_or(details.percent),
        passed: passed.unwrap_or(details.passed),
        ..details
    })
}

/// Somebody's attempts at a quiz, oldest first; with `newest` at most so many, and the older ones left out.
///
/// # Errors
/// Database trouble.
pub async fn list_attempts(
    db: &impl ConnectionTrait,
    account: AccountId,
    course: &str,
    quiz: &str,
    newest: Option<u32>,
) -> Result<Vec<AttemptHead>, StoreError> {
    // The limit is written out, not handed over: PostgreSQL would else plan this again each time, which takes four times as
    // long as to run it, for a plan by the number seems always better than one for any number.
    let most = newest.map_or_else(String::new, |most| format!(" LIMIT {most}"));
    let sql = format!(
        "SELECT a.id, a.number, a.state, a.started_at, a.submitted_at, a.expires_at, a.sitting_id, \
         EXISTS ({WORK} AND q.state = 'waiting') AS waiting, EXISTS ({WORK} AND q.state = 'returned') AS returned, \
         {EARNED} WHERE a.account_id = $1 AND a.course_id = $2 AND a.quiz = $3 ORDER BY a.number DESC{most}"
    );
    sql::all(db, &sql, values![account, course, quiz]).await?.iter().rev().map(head_of).collect()
}

fn head_of(row: &QueryResult) -> Result<AttemptHead, StoreError> {
    Ok(AttemptHead {
        id: AttemptId(get(row, "id")?),
        number: small(get(row, "number")?)?,
        state: word(&get::<String>(row, "state")?, AttemptState::parse)?,
        started_at: instant(row, "started_at")?,
        submitted_at: maybe_instant(row, "submitted_at")?,
        expires_at: maybe_instant(row, "expires_at")?,
        percent: get(row, "percent")?,
        passed: get(row, "passed")?,
        waiting: get(row, "waiting")?,
        returned: get(row, "returned")?,
        sitting: get::<Option<uuid::Uuid>>(row, "sitting_id")?.map(SittingId),
    })
}

/// The practical work of an attempt `a`.
const WORK: &str =
    "SELECT 1 FROM task_submission s JOIN task_queue q ON q.submission_id = s.id WHERE s.attempt_id = a.id";

/// The questions that somebody met in earlier attempts at a quiz, with the last time.
///
/// # Errors
/// Database trouble.
pub async fn seen_questions(
    db: &impl ConnectionTrait,
    account: AccountId,
    course: &str,
    quiz: &str,
) -> Result<Seen, StoreError> {
    let sql = "SELECT started_at, form FROM attempt WHERE account_id = $1 AND course_id = $2 AND quiz = $3";
    let mut seen = Seen::new();
    for row in sql::all(db, sql, values![account, course, quiz]).await? {
        let at = instant(&row, "started_at")?;
        for item in from_json::<Form>(&get::<String>(&row, "form")?)?.items {
            let last = seen.entry(item.question).or_insert(at);
            *last = at.max(*last);
        }
    }
    Ok(seen)
}

/// Attempts of people that ended, by id: of accounts from `first` to `last`.
///
/// # Errors
/// Database trouble.
pub async fn list_ended_between(
    db: &impl ConnectionTrait,
    first: AccountId,
    last: AccountId,
) -> Result<Vec<Attempt>, StoreError> {
    let query = attempt::Entity::find().filter(attempt::Column::Result.is_not_null());
    let query = query.filter(attempt::Column::AccountId.between(first.0, last.0));
    query.order_by_asc(attempt::Column::Id).all(db).await?.into_iter().map(attempt_of).collect()
}
