//! Standings and counters from the tables that they follow from, set by set and by other code than that of single changes:
//! what makes them anew, and what tells whether they are right.

use crate::sql::{self, Parts, get, values};
use crate::standing::{COUNTS, PLACE, added, emptied, lock_all};
use crate::{StoreError, leaves};
use sea_orm::{ConnectionTrait, QueryResult};
use xutra_domain::instant::MINUTE;
use xutra_domain::reporting::Basis;
use xutra_domain::work_record::WINDOW;
use xutra_domain::work_record::effective::{APART, QUALITY, RECORDS, SAVED, TASKS, USES, WEEKS};

/// Most differences that are told.
const MOST: i64 = 100;

const COLUMNS: &str = "account_id, audience, age, birth_year, since, grade, until, core, officials, business, \
    applies, effective, effective_owner, work_until";

/// Sums over the confirmed records of each author that count, and what they must come to. What has just left the window
/// may still be counted, until the next round of the job.
fn works(query: &mut Parts, basis: &Basis, grace: i64) {
    query.add(
        " LEFT JOIN (SELECT w.account_id, COUNT(*) AS n, COUNT(DISTINCT w.task) AS tasks, COUNT(DISTINCT w.week) AS weeks, \
         SUM(CASE WHEN (w.minutes_before - w.minutes_after) * 100 >= w.minutes_before * ? THEN 1 ELSE 0 END) AS saving, \
         SUM(CASE WHEN w.quality >= ? THEN 1 ELSE 0 END) AS fine, \
         SUM(CASE WHEN w.with_product = TRUE THEN 1 ELSE 0 END) AS uses, \
         MAX(CASE WHEN w.with_product = TRUE THEN w.declared_at END) - \
         MIN(CASE WHEN w.with_product = TRUE THEN w.declared_at END) AS apart, MIN(w.declared_at) AS oldest \
         FROM work_record w LEFT JOIN standing s ON s.account_id = w.account_id \
         AND s.work_until <= ? AND s.work_until > ? WHERE w.state = 'confirmed' \
         AND w.declared_at + ? > COALESCE(s.work_until - 1, ?) GROUP BY w.account_id) v ON v.account_id = a.id",
        values![SAVED, QUALITY, basis.now, basis.now.plus(-grace), WINDOW, basis.now],
    );
}

/// Adds a query that gives a standing for everybody. A flag that has just run out may still be counted, until the next
/// round of the job that takes it away.
fn everybody(query: &mut Parts, basis: &Basis, grace: i64) {
    let completed = "EXISTS (SELECT 1 FROM course_completion d WHERE d.account_id = a.id AND d.course_id = ?)";
    let programme = &basis.programme;
    query.add(
        "SELECT b.account_id, b.audience, CASE WHEN b.birth_year IS NULL THEN 'unknown' WHEN b.birth_year BETWEEN ? AND ? \
         THEN 'working' ELSE 'other' END AS age, b.birth_year, CASE WHEN b.third IS NULL THEN b.handed_in \
         WHEN b.handed_in IS NULL OR b.third < b.handed_in THEN b.third ELSE b.handed_in END AS since, b.grade, \
         CASE WHEN b.grade IS NOT NULL THEN b.until END AS until, b.core, b.officials, b.business, b.applies, b.effective, \
         b.effective_owner, b.work_until FROM (\
         SELECT a.id AS account_id, a.audience, a.birth_year, k.until, CASE WHEN k.capable = TRUE AND (k.until IS NULL \
         OR k.until > ? OR k.until > ? AND EXISTS (SELECT 1 FROM standing s WHERE s.account_id = a.id AND s.grade IS NOT NULL)) \
         THEN CASE WHEN k.standing LIKE '%\"grade\":\"A\"%' THEN 'A' ELSE 'B' END END AS grade",
        values![
            basis.year.saturating_sub(basis.working_to),
            basis.year.saturating_sub(basis.working_from),
            basis.now,
            basis.now.plus(-grace),
        ],
    );
    query.add(
        ", (SELECT l.completed_at FROM lesson_completion l WHERE l.account_id = a.id ORDER BY l.completed_at LIMIT 1 \
         OFFSET 2) AS third, (SELECT MIN(h.at) FROM (SELECT MIN(t.submitted_at) AS at FROM attempt t WHERE t.account_id = a.id \
         AND (t.state = 'submitted' OR t.state = 'expired' AND t.passed = TRUE) UNION ALL \
         SELECT MIN(t.submitted_at) FROM account m JOIN attempt t ON t.account_id = m.id WHERE m.merged_into = a.id \
         AND (t.state = 'submitted' OR t.state = 'expired' AND t.passed = TRUE)) h) AS handed_in",
        Vec::new(),
    );
    for (name, course) in
        [("core", &programme.core), ("officials", &programme.officials), ("business", &programme.business)]
    {
        query.add(&format!(", {completed} AS {name}"), values![course]);
    }
    query.add(
        ", v.n IS NOT NULL AS applies, COALESCE(v.n >= ? AND v.tasks >= ? AND v.weeks >= ? \
         AND (2 * v.saving > v.n OR 2 * v.fine > v.n), FALSE) AS effective, \
         COALESCE(v.uses >= ? AND v.apart >= ?, FALSE) AS effective_owner, v.oldest + ? AS work_until",
        values![RECORDS, TASKS, WEEKS, USES, APART, WINDOW],
    );
    query.add(" FROM account a LEFT JOIN capability k ON k.account_id = a.id AND k.flag = ?", values![&programme.flag]);
    works(query, basis, grace);
    query.add(" WHERE a.disabled = FALSE) b", Vec::new());
}

/// Where everybody counts.
fn everywhere() -> String {
    format!(
        "SELECT f.account_id, f.unit_id, {PLACE} AS place FROM affiliation f JOIN unit u ON u.id = f.unit_id \
         JOIN account a ON a.id = f.account_id AND a.disabled = FALSE WHERE f.until IS NULL"
    )
}

/// The counters, from tables or names of queries that hold standings and places.
fn sums(standing: &str, place: &str) -> String {
    let when = |condition: &str| format!("SUM(CASE WHEN {condition} THEN 1 ELSE 0 END)");
    let track = "s.core = TRUE AND (p.place = 'staff' AND s.officials = TRUE \
                 OR p.place IN ('firm', 'household') AND s.business = TRUE)";
    format!(
        "SELECT p.unit_id, p.place, s.audience, CASE WHEN p.place = 'home' THEN s.age ELSE 'any' END AS age, \
         COUNT(*) AS people, {} AS taking_part, {} AS capable_a, {} AS capable_b, {} AS core, {} AS trained, \
         {} AS applies, {} AS effective \
         FROM {place} p JOIN {standing} s ON s.account_id = p.account_id \
         GROUP BY p.unit_id, p.place, s.audience, CASE WHEN p.place = 'home' THEN s.age ELSE 'any' END",
        when("s.since IS NOT NULL"),
        when("s.since IS NOT NULL AND s.grade = 'A'"),
        when("s.since IS NOT NULL AND s.grade = 'B'"),
        when("s.core = TRUE"),
        when(track),
        when("s.applies = TRUE"),
        when(
            "p.place = 'staff' AND s.effective = TRUE AND s.grade IS NOT NULL OR p.place IN ('firm', 'household') \
             AND s.effective_owner = TRUE AND s.core = TRUE AND s.business = TRUE",
        ),
    )
}

/// Makes all standings and counters anew, as after many people were brought in at once by other ways. To be called in a
/// transaction.
///
/// # Errors
/// Database trouble.
pub async fn rebuild(db: &impl ConnectionTrait, basis: &Basis) -> Result<(), StoreError> {
    lock_all(db).await?;
    sql::unhurried(db).await?;
    let mark = leaves::mark(db).await?;
    sql::execute(db, &emptied("TRUE"), values![mark]).await?;
    for table in ["standing_place", "standing"] {
        sql::execute(db, &format!("DELETE FROM {table}"), Vec::new()).await?;
    }
    let mut people = Parts::new(&format!("INSERT INTO standing ({COLUMNS}) "));
    everybody(&mut people, basis, 0);
    people.execute(db).await?;
    let places = format!("INSERT INTO standing_place (account_id, unit_id, place) {}", everywhere());
    sql::execute(db, &places, Vec::new()).await?;
    let names = COUNTS.join(", ");
    let counters = format!(
        "INSERT INTO tally (unit_id, place, audience, age, {names}, changed) SELECT c.*, $1 FROM ({}) c WHERE TRUE {}",
        sums("standing", "standing_place"),
        added()
    );
    sql::execute(db, &counters, values![mark]).await.map(drop)
}

/// What of standings and counters is not what the other tables say, without names.
///
/// # Errors
/// Database trouble.
pub async fn differences(db: &impl ConnectionTrait, basis: &Basis) -> Result<Vec<String>, StoreError> {
    let mut fresh = Parts::new("WITH fresh AS (");
    everybody(&mut fresh, basis, 10 * MINUTE);
    fresh.add(&format!("), place AS ({}), sums AS ({})", everywhere(), sums("fresh", "place")), Vec::new());
    let nonzero = COUNTS.map(|name| format!("{name} <> 0")).join(" OR ");
    let columns = format!("unit_id, place, audience, age, {}", COUNTS.join(", "));
    let pairs = [
        ("account_id", format!("SELECT {COLUMNS} FROM fresh"), format!("SELECT {COLUMNS} FROM standing")),
        (
            "account_id",
            "SELECT account_id, unit_id, place FROM place".to_owned(),
            "SELECT account_id, unit_id, place FROM standing_place".to_owned(),
        ),
        ("unit_id", format!("SELECT {columns} FROM sums"), format!("SELECT {columns} FROM tally WHERE {nonzero}")),
    ];
    let mut found = Vec::new();
    for (whose, expected, held) in pairs {
        for (one, other) in [(&expected, &held), (&held, &expected)] {
            let mut query = Parts { sql: fresh.sql.clone(), values: fresh.values.clone() };
            query.add(&format!(" SELECT x.{whose} FROM ({one} EXCEPT {other}) x LIMIT {MOST}"), Vec::new());
            for row in query.all(db).await? {
                found.push(named(&row, whose)?);
            }
        }
    }
    found.sort();
    found.dedup();
    Ok(found)
}

fn named(row: &QueryResult, whose: &str) -> Result<String, StoreError> {
    Ok(match whose {
        "unit_id" => format!("counters of unit {}", get::<i64>(row, whose)?),
        _ => format!("account {} standing", sql::account(row, whose)?),
    })
}
