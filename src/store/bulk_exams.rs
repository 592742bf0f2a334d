//! Exams by the hundred, with what follows of them: attempts, evidence, ledgers, flags, sittings. Everything is to be called
//! in a transaction, in the order of foreign keys.

use crate::assessment::AttemptState;
use crate::bulk::{ROWS, insert_rows};
use crate::ledger::{Event, Link};
use crate::sql::{self, Parts, to_json, values};
use crate::{StoreError, rows};
use sea_orm::ConnectionTrait;
use std::collections::BTreeMap;
use xutra_domain::assessment::{Answer, AttemptResult, Form, FormLetter, Rules};
use xutra_domain::competency::{Evidence, Standing, Supervision};
use xutra_domain::ids::{AccountId, AttemptId, SittingId};
use xutra_domain::instant::Instant;
use xutra_domain::sitting::Sitting;

/// What attempts have in common whose takers did the same.
#[derive(Debug, Clone, PartialEq)]
pub struct Taken {
    /// Course id.
    pub course: String,
    /// Quiz id.
    pub quiz: String,
    /// From 1.
    pub number: u32,
    /// Key of the course's revision.
    pub revision: i64,
    /// How it ended.
    pub state: AttemptState,
    /// Milliseconds from the start to the end of its time, where it has one.
    pub limit: Option<i64>,
    /// Milliseconds from the start to the submission.
    pub length: i64,
    /// The pinned questions.
    pub form: Form,
    /// The pinned rules.
    pub rules: Rules,
    /// Answers by place.
    pub answers: BTreeMap<String, Answer>,
    /// Times by place.
    pub times: BTreeMap<String, i64>,
    /// What it earned.
    pub result: AttemptResult,
    /// What it is evidence of; attempt and instant are each taker's own.
    pub evidence: Vec<Evidence>,
    /// Under whose eyes.
    pub supervision: Supervision,
}

/// Somebody who took it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Taker {
    /// Identity of the attempt.
    pub attempt: AttemptId,
    /// Who.
    pub account: AccountId,
    /// When it began.
    pub started_at: Instant,
    /// In which sitting.
    pub sitting: Option<SittingId>,
}

/// Enters one attempt for each taker, with its evidence.
///
/// # Errors
/// Conflict where a number is taken or something that is named does not exist.
pub async fn insert_attempts(db: &impl ConnectionTrait, taken: &Taken, takers: &[Taker]) -> Result<(), StoreError> {
    for takers in takers.chunks(ROWS) {
        let mut insert = Parts::new("WITH t (form, rules, answers, times, result) AS (VALUES ");
        insert.rows(vec![values![
            to_json(&taken.form)?,
            to_json(&taken.rules)?,
            to_json(&taken.answers)?,
            to_json(&taken.times)?,
            to_json(&taken.result)?,
        ]]);
        insert.add("), p (id, account, began, sitting) AS (VALUES ", Vec::new());
        let row = |one: &Taker| values![one.attempt, one.account, one.started_at, one.sitting];
        insert.rows(takers.iter().map(row).collect());
        insert.add(
            ") INSERT INTO attempt (id, account_id, course_id, quiz, number, revision_id, state, started_at, expires_at, \
             submitted_at, saved_at, form, rules, supervision, sitting_id, answers, hints, times, result, percent, passed) \
             SELECT p.id, p.account, ?, ?, ?, ?, ?, p.began, p.began + ?, p.began + ?, p.began + ?, t.form, t.rules, ?, \
             p.sitting, t.answers, '{}', t.times, t.result, ?, ? FROM p CROSS JOIN t",
            values![
                &taken.course,
                &taken.quiz,
                taken.number,
                taken.revision,
                taken.state.word(),
                taken.limit,
                taken.length,
                taken.length,
                rows::supervision_word(taken.supervision),
                taken.result.percent,
                taken.result.passed,
            ],
        );
        insert.execute(db).await?;
        insert_evidence(db, taken, takers).await?;
    }
    Ok(())
}

async fn insert_evidence(db: &impl ConnectionTrait, taken: &Taken, takers: &[Taker]) -> Result<(), StoreError> {
    let Some(first) = taken.evidence.first() else { return Ok(()) };
    let mut insert = Parts::new("WITH e (question, version, skill, points) AS (VALUES ");
    let row = |one: &Evidence| values![&one.question, one.version, &one.skill, one.points];
    insert.rows(taken.evidence.iter().map(row).collect());
    insert.add("), p (attempt, account, ended) AS (VALUES ", Vec::new());
    let row = |one: &Taker| values![one.attempt, one.account, one.started_at.plus(taken.length)];
    insert.rows(takers.iter().map(row).collect());
    insert.add(
        ") INSERT INTO evidence (account_id, course_id, attempt_id, item, policy, question, version_id, skill, points, \
         recorded_at, supervision, refresh) SELECT p.account, ?, p.attempt, ?, ?, e.question, e.version, e.skill, e.points, \
         p.ended, ?, ? FROM p CROSS JOIN e",
        values![
            &taken.course,
            &first.item,
            &first.policy,
            rows::supervision_word(taken.supervision),
            first.refresh,
        ],
    );
    insert.execute(db).await.map(drop)
}

/// Enters whole ledgers: all that ever happened to each person, oldest first. Nobody has one yet.
///
/// # Errors
/// Conflict where somebody has one.
pub async fn insert_ledgers(
    db: &impl ConnectionTrait,
    ledgers: &[(AccountId, Vec<(Instant, Event)>)],
) -> Result<(), StoreError> {
    let (mut events, mut heads) = (Vec::new(), Vec::new());
    for (account, told) in ledgers {
        let mut before = String::new();
        for (seq, (at, event)) in (1_i64..).zip(told) {
            let body = sql::without_nul(&to_json(&event.body)?);
            let attempt = event.attempt.map(|attempt| attempt.0);
            let kind = event.kind.word().to_owned();
            let link = Link { account: *account, seq, at: at.0, kind, attempt, body };
            before = link.hash(&before)?;
            events.push(values![*account, seq, *at, link.kind, attempt, link.body, &before]);
        }
        if !told.is_empty() {
            heads.push(values![*account, told.len(), before]);
        }
    }
    let insert = "INSERT INTO ledger (account_id, seq, recorded_at, kind, attempt_id, body, hash) VALUES ";
    insert_rows(db, insert, events).await?;
    insert_rows(db, "INSERT INTO ledger_head (account_id, seq, hash) VALUES ", heads).await
}

/// Keeps what the rule decided of people of whom it decided nothing before.
///
/// # Errors
/// Conflict where it did.
pub async fn insert_standings(
    db: &impl ConnectionTrait,
    standings: &[(AccountId, String, Standing, Instant)],
) -> Result<(), StoreError> {
    let mut rows = Vec::new();
    for (account, flag, standing, decided_at) in standings {
        rows.push(values![
            *account,
            flag,
            standing.capable,
            standing.since,
            standing.until,
            &standing.rule,
            standing.score,
            to_json(standing)?,
            *decided_at,
        ]);
    }
    let insert =
        "INSERT INTO capability (account_id, flag, capable, since, until, rule, score, standing, decided_at) VALUES ";
    insert_rows(db, insert, rows).await
}

/// Enters sittings that are over; `unit` of each is the code of its place.
///
/// # Errors
/// Conflict where the facilitator does not exist.
pub async fn insert_sittings(db: &impl ConnectionTrait, sittings: &[Sitting]) -> Result<(), StoreError> {
    for one in sittings {
        let sql = "INSERT INTO sitting (id, course_id, quiz, unit_id, facilitator_id, secret, seed, opened_at, closes_at, \
                   ended_at) VALUES ($1, $2, $3, (SELECT id FROM unit WHERE code = $4), $5, $6, $7, $8, $9, $9)";
        let (secret, seed) = (one.secret.0.to_vec(), one.seed.0.to_vec());
        let row = values![
            one.id,
            &one.course,
            &one.quiz,
            &one.unit,
            one.facilitator,
            secret,
            seed,
            one.window.opened_at,
            one.window.closes_at,
        ];
        sql::execute(db, sql, row).await?;
    }
    Ok(())
}

/// Enters who joined sittings: the sitting, who, in which order, with which form, when.
///
/// # Errors
/// Conflict where a place is taken.
pub async fn insert_members(
    db: &impl ConnectionTrait,
    members: &[(SittingId, AccountId, u64, FormLetter, Instant)],
) -> Result<(), StoreError> {
    let row = |(sitting, account, place, letter, at): &(SittingId, AccountId, u64, FormLetter, Instant)| {
        values![*sitting, *account, *place, letter.word(), *at]
    };
    let insert = "INSERT INTO sitting_member (sitting_id, account_id, place, letter, joined_at) VALUES ";
    insert_rows(db, insert, members.iter().map(row).collect()).await
}
