//! Re-checks by the hundred: who can be drawn in each commune, sessions that were held, who sat in them, who did not come.
//! Everything is to be called in a transaction, in the order of foreign keys.

use crate::StoreError;
use crate::bulk::{ROWS, insert_rows};
use crate::sql::{self, Parts, get, to_json, values};
use sea_orm::ConnectionTrait;
use std::collections::BTreeMap;
use uuid::Uuid;
use xutra_domain::assessment::{Answer, Form};
use xutra_domain::ids::{AccountId, RecheckId, RecheckSessionId};
use xutra_domain::instant::Instant;
use xutra_domain::recheck::Session;

/// What people were asked who answered the same.
#[derive(Debug, Clone, PartialEq)]
pub struct Paper {
    /// Course id.
    pub course: String,
    /// Id of the exam from whose questions these were drawn.
    pub quiz: String,
    /// Key of the course's revision.
    pub revision: i64,
    /// The pinned questions.
    pub form: Form,
    /// How many right answers confirm.
    pub needed: u32,
    /// Answers by place.
    pub answers: BTreeMap<String, Answer>,
    /// How many are right.
    pub correct: u32,
}

/// Somebody who sat.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sat {
    /// Identity.
    pub id: RecheckId,
    /// The draw.
    pub draw: Uuid,
    /// Who.
    pub account: AccountId,
    /// Where.
    pub session: RecheckSessionId,
    /// When they began.
    pub started_at: Instant,
    /// When they handed in; none while they have not.
    pub submitted_at: Option<Instant>,
}

/// Somebody who did not come: the draw, who, for which time, whether they were replaced, who noted it, when.
pub type Absence = (Uuid, AccountId, u32, bool, AccountId, Instant);

/// Who held a flag at an instant, by the code of the commune in whose hamlets they live, sorted.
///
/// # Errors
/// Database trouble.
pub async fn holders(
    db: &impl ConnectionTrait,
    flag: &str,
    at: Instant,
) -> Result<BTreeMap<String, Vec<AccountId>>, StoreError> {
    let sql = "SELECT c.code, k.account_id FROM capability k JOIN account a ON a.id = k.account_id \
               JOIN unit u ON u.id = a.unit_id JOIN unit c ON c.id = u.parent_id \
               WHERE k.flag = $1 AND k.capable = TRUE AND k.since <= $2 AND (k.until IS NULL OR k.until > $2) \
               AND a.disabled = FALSE AND c.kind = 'commune'";
    let mut found: BTreeMap<String, Vec<AccountId>> = BTreeMap::new();
    for row in sql::all(db, sql, values![flag, at]).await? {
        found.entry(get(&row, "code")?).or_default().push(sql::account(&row, "account_id")?);
    }
    found.values_mut().for_each(|people| people.sort_unstable());
    Ok(found)
}

/// Enters sessions.
///
/// # Errors
/// Conflict where a draw or a supervisor does not exist.
pub async fn insert_sessions(db: &impl ConnectionTrait, sessions: &[Session]) -> Result<(), StoreError> {
    let row = |one: &Session| {
        values![
            one.id,
            one.draw,
            one.supervisor,
            one.secret.0.to_vec(),
            one.window.opened_at,
            one.window.closes_at,
            one.window.ended_at,
        ]
    };
    let insert =
        "INSERT INTO recheck_session (id, draw_id, supervisor_id, secret, opened_at, closes_at, ended_at) VALUES ";
    insert_rows(db, insert, sessions.iter().map(row).collect()).await
}

/// Enters what came of people who sat over the same paper: all of them handed in, or none has.
///
/// # Errors
/// Conflict where somebody was asked in the draw already.
pub async fn insert_rechecks(db: &impl ConnectionTrait, paper: &Paper, sat: &[Sat]) -> Result<(), StoreError> {
    for handed_in in [true, false] {
        let sat: Vec<&Sat> = sat.iter().filter(|one| one.submitted_at.is_some() == handed_in).collect();
        for sat in sat.chunks(ROWS) {
            let mut insert = Parts::new("WITH t (form, answers) AS (VALUES ");
            insert.rows(vec![values![to_json(&paper.form)?, to_json(&paper.answers)?]]);
            insert.add("), p (id, draw, account, session, began, ended) AS (VALUES ", Vec::new());
            let row =
                |one: &&Sat| values![one.id, one.draw, one.account, one.session, one.started_at, one.submitted_at];
            insert.rows(sat.iter().map(row).collect());
            insert.add(
                ") INSERT INTO recheck (id, draw_id, account_id, session_id, course_id, quiz, revision, form, needed, \
                 answers, started_at, submitted_at, correct, confirmed) SELECT p.id, p.draw, p.account, p.session, ?, ?, \
                 ?, t.form, ?, t.answers, p.began, p.ended, ?, ? FROM p CROSS JOIN t",
                values![
                    &paper.course,
                    &paper.quiz,
                    paper.revision,
                    paper.needed,
                    handed_in.then_some(paper.correct),
                    handed_in.then_some(paper.correct >= paper.needed),
                ],
            );
            insert.execute(db).await?;
        }
    }
    Ok(())
}

/// Notes who did not come.
///
/// # Errors
/// Conflict where that was noted.
pub async fn insert_absences(db: &impl ConnectionTrait, absences: &[Absence]) -> Result<(), StoreError> {
    let row = |(draw, who, number, replaced, by, at): &Absence| values![*draw, *who, *number, *replaced, *by, *at];
    let insert = "INSERT INTO recheck_absence (draw_id, account_id, number, replaced, noted_by, noted_at) VALUES ";
    insert_rows(db, insert, absences.iter().map(row).collect()).await
}
