//! What answers say about questions: the sums by version and by quiz, kept as a fold over attempts. A fold counts the
//! first attempts that ended since the last one and takes void ones back; nothing is counted on the way of a submission.

use crate::StoreError;
use crate::sql::{self, Parts, from_json, get, to_json, values};
use sea_orm::{ConnectionTrait, QueryResult};
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;
use xutra_domain::assessment::{AttemptResult, Form};
use xutra_domain::item_analysis::{Ended, ItemSums, Observed, QuizSums, observe};

/// Fewer known times than this give no median: a hasty few must not set the pace for all.
const TIMES: i64 = 30;
/// Held by a fold, so that two servers do not count over one another.
const FOLD_LOCK: i64 = 0x7875_7472_6116;

/// The attempts that are counted.
const COUNTS: &str = "number = 1 AND state IN ('submitted', 'expired')";

/// A quiz: the ids of its course and its own.
pub type QuizKey = (String, String);

/// Sums by version of a question and by quiz.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sums {
    /// By version.
    pub items: BTreeMap<i64, ItemSums>,
    /// By quiz.
    pub quizzes: BTreeMap<QuizKey, QuizSums>,
}

/// What an attempt says, and of which quiz.
struct Counted {
    quiz: QuizKey,
    observed: Observed,
}

impl Sums {
    fn change(&mut self, one: &Counted, by: i64) {
        for (version, seen) in &one.observed.items {
            let sums = self.items.entry(*version).or_default();
            if by > 0 { sums.add(seen) } else { sums.subtract(seen) }
        }
        let Observed { length, right, passed, .. } = one.observed;
        self.quizzes.entry(one.quiz.clone()).or_default().change(length, right, passed, by);
    }

    /// Nothing is kept of what was taken back altogether.
    fn tidy(&mut self) {
        self.items.retain(|_, sums| *sums != ItemSums::default());
        self.quizzes.retain(|_, sums| *sums != QuizSums::default());
    }
}

/// Counts at most so many attempts that are not counted yet, and takes as many back that were voided; says how many it
/// met. To be called in a transaction. The UPDATE claims its rows, so that none is counted twice.
///
/// # Errors
/// Database trouble.
pub async fn fold(db: &impl ConnectionTrait, limit: u64) -> Result<u64, StoreError> {
    sql::lock(db, FOLD_LOCK).await?;
    let claim = |flag: &str, which: &str, before: &str| {
        format!(
            "UPDATE attempt SET counted = {flag} WHERE id IN (SELECT id FROM attempt WHERE counted = {before} AND {which} \
             ORDER BY id LIMIT $1) AND counted = {before} AND {which} RETURNING *"
        )
    };
    let new = sql::all(db, &claim("TRUE", COUNTS, "FALSE"), values![limit]).await?;
    let void = sql::all(db, &claim("FALSE", "state = 'void'", "TRUE"), values![limit]).await?;
    if new.is_empty() && void.is_empty() {
        return Ok(0);
    }
    let marked = marked_by_people(db).await?;
    let (new_ones, void_ones) = (counted(&new, &marked)?, counted(&void, &marked)?);
    let all = || new_ones.iter().chain(&void_ones);
    let versions: BTreeSet<i64> = all().flat_map(|one| &one.observed.items).map(|(version, _)| *version).collect();
    let quizzes: BTreeSet<QuizKey> = all().map(|one| one.quiz.clone()).collect();
    let mut sums = Sums { items: items(db, &versions).await?, quizzes: BTreeMap::new() };
    for key in quizzes {
        let found = quiz(db, &key).await?;
        sums.quizzes.insert(key, found);
    }
    new_ones.iter().for_each(|one| sums.change(one, 1));
    void_ones.iter().for_each(|one| sums.change(one, -1));
    keep(db, &sums).await?;
    Ok(u64::try_from(new.len() + void.len()).unwrap_or(u64::MAX))
}

async fn keep(db: &impl ConnectionTrait, sums: &Sums) -> Result<(), StoreError> {
    for (version, sums) in &sums.items {
        let sql = "INSERT INTO question_stat (version_id, asked, sums) VALUES ($1, $2, $3) \
                   ON CONFLICT (version_id) DO UPDATE SET asked = excluded.asked, sums = excluded.sums";
        sql::execute(db, sql, values![*version, sums.n, to_json(sums)?]).await?;
    }
    for ((course, quiz), sums) in &sums.quizzes {
        let sql = "INSERT INTO quiz_stat (course_id, quiz, forms, sums) VALUES ($1, $2, $3, $4) \
                   ON CONFLICT (course_id, quiz) DO UPDATE SET forms = excluded.forms, sums = excluded.sums";
        sql::execute(db, sql, values![course, quiz, sums.n, to_json(sums)?]).await?;
    }
    Ok(())
}

/// What is stored of versions.
async fn items(db: &impl ConnectionTrait, versions: &BTreeSet<i64>) -> Result<BTreeMap<i64, ItemSums>, StoreError> {
    let mut found = BTreeMap::new();
    for versions in versions.iter().collect::<Vec<_>>().chunks(500) {
        let mut query = Parts::new("SELECT version_id, sums FROM question_stat WHERE version_id IN ");
        query.rows(vec![versions.iter().flat_map(|one| values![**one]).collect()]);
        for row in query.all(db).await? {
            found.insert(get(&row, "version_id")?, from_json(&get::<String>(&row, "sums")?)?);
        }
    }
    Ok(found)
}

async fn quiz(db: &impl ConnectionTrait, (course, quiz): &QuizKey) -> Result<QuizSums, StoreError> {
    let sql = "SELECT sums FROM quiz_stat WHERE course_id = $1 AND quiz = $2";
    let row = sql::one(db, sql, values![course, quiz]).await?;
    row.map_or_else(|| Ok(QuizSums::default()), |row| from_json(&get::<String>(&row, "sums")?))
}

/// Versions of questions that people mark: their points are not there when an attempt ends.
async fn marked_by_people(db: &impl ConnectionTrait) -> Result<BTreeSet<i64>, StoreError> {
    let sql = r#"SELECT id FROM question_version WHERE content LIKE '%"answers":{"type":"task"%'"#;
    sql::all(db, sql, Vec::new()).await?.iter().map(|row| get(row, "id")).collect()
}

/// What attempts say. One that cannot be read says nothing, as often as it is asked.
fn counted(rows: &[QueryResult], marked: &BTreeSet<i64>) -> Result<Vec<Counted>, StoreError> {
    let mut found = Vec::new();
    for row in rows {
        let quiz = (get(row, "course_id")?, get(row, "quiz")?);
        let read = || -> Result<Option<Observed>, StoreError> {
            let form: Form = from_json(&get::<String>(row, "form")?)?;
            let result: AttemptResult = from_json(&get::<Option<String>>(row, "result")?.unwrap_or_default())?;
            let answers = from_json(&get::<String>(row, "answers")?)?;
            let (times, at) = (times(row), sql::instant(row, "started_at")?);
            Ok(observe(&Ended { form: &form, result: &result, answers: &answers, times: &times, at }, marked))
        };
        found.extend(read().ok().flatten().map(|observed| Counted { quiz, observed }));
    }
    Ok(found)
}

/// When each answer was last changed, in milliseconds from the start; empty where that was not kept.
pub(crate) fn times(row: &QueryResult) -> BTreeMap<String, i64> {
    let text = row.try_get::<Option<String>>("", "times").ok().flatten();
    text.and_then(|text| serde_json::from_str(&text).ok()).unwrap_or_default()
}

/// What of a course was counted, and with it what ended since: at most so many attempts, in memory alone.
///
/// # Errors
/// Database trouble.
pub async fn of_course(db: &impl ConnectionTrait, course: &str, fresh: u64) -> Result<Sums, StoreError> {
    let sql = "SELECT s.version_id, s.sums FROM question_stat s JOIN question_version v ON v.id = s.version_id \
               JOIN question q ON q.id = v.question_id WHERE q.course_id = $1";
    let mut sums = Sums::default();
    for row in sql::all(db, sql, values![course]).await? {
        sums.items.insert(get(&row, "version_id")?, from_json(&get::<String>(&row, "sums")?)?);
    }
    let sql = "SELECT quiz, sums FROM quiz_stat WHERE course_id = $1";
    for row in sql::all(db, sql, values![course]).await? {
        sums.quizzes.insert((course.to_owned(), get(&row, "quiz")?), from_json(&get::<String>(&row, "sums")?)?);
    }
    let sql =
        format!("SELECT * FROM attempt WHERE counted = FALSE AND {COUNTS} AND course_id = $1 ORDER BY id LIMIT $2");
    let rows = sql::all(db, &sql, values![course, fresh]).await?;
    if !rows.is_empty() {
        let marked = marked_by_people(db).await?;
        counted(&rows, &marked)?.iter().for_each(|one| sums.change(one, 1));
    }
    sums.tidy();
    Ok(sums)
}

/// Compares what is stored with a recount of all that is counted: what differs, in words.
///
/// # Errors
/// Database trouble.
pub async fn differences(db: &impl ConnectionTrait) -> Result<Vec<String>, StoreError> {
    let (recount, stored) = (recount(db).await?, stored(db).await?);
    let items = recount.items.keys().chain(stored.items.keys()).collect::<BTreeSet<_>>().into_iter();
    let items = items.filter(|version| recount.items.get(version) != stored.items.get(version));
    let quizzes = recount.quizzes.keys().chain(stored.quizzes.keys()).collect::<BTreeSet<_>>().into_iter();
    let quizzes = quizzes.filter(|key| recount.quizzes.get(key) != stored.quizzes.get(key));
    let items = items.map(|version| format!("sums of question version {version}"));
    Ok(items.chain(quizzes.map(|(course, quiz)| format!("sums of quiz {course}/{quiz}"))).collect())
}

/// Puts the recount in place of what is stored. To be called in a transaction.
///
/// # Errors
/// Database trouble.
pub async fn rebuild(db: &impl ConnectionTrait) -> Result<(), StoreError> {
    sql::lock(db, FOLD_LOCK).await?;
    let recount = recount(db).await?;
    sql::execute(db, "DELETE FROM question_stat", Vec::new()).await?;
    sql::execute(db, "DELETE FROM quiz_stat", Vec::new()).await?;
    keep(db, &recount).await
}

/// The sums over every attempt that is counted.
async fn recount(db: &impl ConnectionTrait) -> Result<Sums, StoreError> {
    let marked = marked_by_people(db).await?;
    let (mut sums, mut after) = (Sums::default(), Uuid::nil());
    loop {
        let sql = "SELECT * FROM attempt WHERE counted = TRUE AND id > $1 ORDER BY id LIMIT 500";
        let rows = sql::all(db, sql, values![after]).await?;
        let Some(last) = rows.last() else { break };
        after = get(last, "id")?;
        counted(&rows, &marked)?.iter().for_each(|one| sums.change(one, 1));
    }
    sums.tidy();
    Ok(sums)
}

async fn stored(db: &impl ConnectionTrait) -> Result<Sums, StoreError> {
    let mut sums = Sums::default();
    for row in sql::all(db, "SELECT version_id, sums FROM question_stat", Vec::new()).await? {
        sums.items.insert(get(&row, "version_id")?, from_json(&get::<String>(&row, "sums")?)?);
    }
    for row in sql::all(db, "SELECT course_id, quiz, sums FROM quiz_stat", Vec::new()).await? {
        let key = (get(&row, "course_id")?, get(&row, "quiz")?);
        sums.quizzes.insert(key, from_json(&get::<String>(&row, "sums")?)?);
    }
    sums.tidy();
    Ok(sums)
}

/// Median times in milliseconds of those versions that have one.
///
/// # Errors
/// Database trouble.
pub async fn medians(db: &impl ConnectionTrait, versions: &[i64]) -> Result<BTreeMap<i64, i64>, StoreError> {
    let found = items(db, &versions.iter().copied().collect()).await?;
    let enough = found.into_iter().filter(|(_, sums)| sums.times.count() >= TIMES);
    Ok(enough.filter_map(|(version, sums)| Some((version, sums.times.median()?))).collect())
}

/// How many picked each choice, by version of a question.
///
/// # Errors
/// Database trouble.
pub async fn picked(
    db: &impl ConnectionTrait,
    versions: &[i64],
) -> Result<BTreeMap<i64, BTreeMap<u32, i64>>, StoreError> {
    let found = items(db, &versions.iter().copied().collect()).await?;
    let counts = |sums: ItemSums| sums.choices.into_iter().map(|(source, picked)| (source, picked.n)).collect();
    Ok(found.into_iter().map(|(version, sums)| (version, counts(sums))).collect())
}

/// Author's ids of the questions that more than that share (percent) of the counted forms of a quiz held; none while
/// fewer than `least` forms are counted.
///
/// # Errors
/// Database trouble.
pub async fn exposed(
    db: &impl ConnectionTrait,
    course: &str,
    quiz: &str,
    percent: i64,
    least: i64,
) -> Result<BTreeSet<String>, StoreError> {
    let sql = "SELECT q.word FROM question_stat s JOIN question_version v ON v.id = s.version_id \
               JOIN question q ON q.id = v.question_id JOIN quiz_stat t ON t.course_id = q.course_id AND t.quiz = $2 \
               WHERE q.course_id = $1 AND t.forms >= $3 GROUP BY q.word, t.forms \
               HAVING SUM(s.asked) * 100 > t.forms * $4";
    sql::all(db, sql, values![course, quiz, least, percent]).await?.iter().map(|row| get(row, "word")).collect()
}

/// A version of a question, as figures that go on over minor edits need to know it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VersionHead {
    /// Key.
    pub version: i64,
    /// From 1, for the question.
    pub number: i64,
    /// Whether the figures begin anew with it.
    pub major: bool,
}

/// Every version of every question of a course, by the author's id, in their order.
///
/// # Errors
/// Database trouble.
pub async fn versions(
    db: &impl ConnectionTrait,
    course: &str,
) -> Result<BTreeMap<String, Vec<VersionHead>>, StoreError> {
    let sql = "SELECT q.word, v.id, v.number, v.major, v.key_hash, v.question_id FROM question q \
               JOIN question_version v ON v.question_id = q.id WHERE q.course_id = $1 ORDER BY v.question_id, v.number";
    let mut found: BTreeMap<String, Vec<VersionHead>> = BTreeMap::new();
    let mut before: Option<(i64, String)> = None;
    for row in sql::all(db, sql, values![course]).await? {
        let own: (i64, String) = (get(&row, "question_id")?, get(&row, "key_hash")?);
        // Early versions do not say whether they were major: then the key does.
        let major = get::<Option<bool>>(&row, "major")?.unwrap_or(before.as_ref() != Some(&own));
        let head = VersionHead { version: get(&row, "id")?, number: get(&row, "number")?, major };
        found.entry(get(&row, "word")?).or_default().push(head);
        before = Some(own);
    }
    Ok(found)
}
