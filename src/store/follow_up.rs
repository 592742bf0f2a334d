//! People of a scope as those see them who help them learn: who has not begun, who is stuck, who may take the exam.

use crate::StoreError;
use crate::people::AccountOrder;
use crate::sql::{self, Parts, contains, get, maybe_instant, values};
use sea_orm::{ConnectionTrait, QueryResult, Value};
use xutra_domain::follow_up::Follow;
use xutra_domain::ids::AccountId;
use xutra_domain::instant::{DAY, Instant};

/// Who has done nothing for so long is stuck.
const STUCK_AFTER: i64 = 7 * DAY;

/// Whether an account `p` has something to sign in by.
const SIGNS_IN: &str = "(p.password_hash IS NOT NULL OR EXISTS (SELECT 1 FROM pin n WHERE n.account_id = p.id))";

/// What an exam asks for beforehand.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ExamGate {
    /// Course id.
    pub course: String,
    /// Lessons to be completed.
    pub lessons: Vec<String>,
    /// Quizzes to be passed.
    pub quizzes: Vec<String>,
}

/// Which people a page shows.
#[derive(Debug, Clone, Default)]
pub struct FollowFilter {
    /// Only units below these paths; none means everybody, also people without a unit.
    pub scopes: Option<Vec<String>>,
    /// Part of a name, folded by `search_key`, of a login or of a phone.
    pub query: Option<String>,
    /// Only those who stand so.
    pub follow: Option<Follow>,
    /// Exams that there are.
    pub exams: Vec<ExamGate>,
    /// In which order.
    pub order: AccountOrder,
}

/// Somebody in the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Followed {
    /// Who.
    pub account: AccountId,
    /// Display name.
    pub name: String,
    /// Phone.
    pub phone: Option<String>,
    /// Name of the unit they live in.
    pub unit: Option<String>,
    /// They can sign in.
    pub has_password: bool,
    /// Lessons that they completed.
    pub lessons: u64,
    /// When they last did something.
    pub last_at: Option<Instant>,
    /// They hold a flag.
    pub capable: bool,
}

/// How many stand how, in the order of [`Follow::ALL`], after the number of all.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FollowCounts {
    /// Everybody.
    pub all: u64,
    /// By standing.
    pub of: Vec<(Follow, u64)>,
}

const STARTED: &str = "(EXISTS (SELECT 1 FROM lesson_completion l WHERE l.account_id = p.id) \
    OR EXISTS (SELECT 1 FROM attempt t WHERE t.account_id = p.id))";

/// The words of a standing, with their values.
fn condition(follow: Follow, exams: &[ExamGate], now: Instant) -> (String, Vec<Value>) {
    let capable = "EXISTS (SELECT 1 FROM capability k WHERE k.account_id = p.id AND k.capable = TRUE \
                   AND (k.until IS NULL OR k.until > ?))";
    let since = now.plus(-STUCK_AFTER);
    match follow {
        Follow::NotStarted => (format!("NOT {STARTED}"), Vec::new()),
        Follow::Capable => (capable.to_owned(), values![now]),
        Follow::NoPassword => (format!("NOT {SIGNS_IN}"), Vec::new()),
        Follow::Stuck => (
            format!(
                "({STARTED} AND NOT {capable} AND NOT EXISTS (SELECT 1 FROM lesson_completion l \
                 WHERE l.account_id = p.id AND COALESCE(l.reread_at, l.completed_at) > ?) \
                 AND NOT EXISTS (SELECT 1 FROM attempt t WHERE t.account_id = p.id \
                 AND COALESCE(t.submitted_at, t.saved_at, t.started_at) > ?))"
            ),
            values![now, since, since],
        ),
        Follow::Ready => {
            let (mut words, mut all) = (format!("({STARTED} AND NOT {capable} AND (1 = 0"), values![now]);
            for gate in exams {
                words.push_str(" OR (1 = 1");
                for (select, column, ids) in [
                    ("COUNT(*) FROM lesson_completion t WHERE 1 = 1", "t.lesson", &gate.lessons),
                    (
                        "COUNT(DISTINCT t.quiz) FROM attempt t WHERE t.state <> 'void' AND (t.passed = TRUE OR EXISTS \
                         (SELECT 1 FROM rejudgement r WHERE r.attempt_id = t.id AND r.passed = TRUE))",
                        "t.quiz",
                        &gate.quizzes,
                    ),
                ] {
                    if ids.is_empty() {
                        continue;
                    }
                    let places = vec!["?"; ids.len()].join(", ");
                    words.push_str(&format!(
                        " AND (SELECT {select} AND t.account_id = p.id AND t.course_id = ? AND {column} IN ({places})) = ?"
                    ));
                    all.extend(values![&gate.course]);
                    all.extend(ids.iter().flat_map(|id| values![id]));
                    all.extend(values![ids.len()]);
                }
                words.push(')');
            }
            (words + "))", all)
        }
    }
}

/// Whose rows are looked at, by scope and by what is searched for.
fn among(query: &mut Parts, filter: &FollowFilter) {
    query.add(" FROM account p LEFT JOIN unit w ON w.id = p.unit_id WHERE p.disabled = FALSE", Vec::new());
    query.within("w.path", filter.scopes.as_deref());
    if let Some(text) = filter.query.as_deref().filter(|text| !text.is_empty()) {
        let pattern = contains(text);
        query.add(
            r" AND (p.search_key LIKE ? ESCAPE '\' OR p.login LIKE ? ESCAPE '\' OR p.phone LIKE ? ESCAPE '\')",
            values![&pattern, &pattern, &pattern],
        );
    }
}

/// A page of people after the cursor, in the filter's order.
///
/// # Errors
/// Database trouble.
pub async fn page(
    db: &impl ConnectionTrait,
    filter: &FollowFilter,
    cursor: Option<AccountId>,
    limit: u64,
    now: Instant,
) -> Result<Vec<Followed>, StoreError> {
    let (capable, values) = condition(Follow::Capable, &[], now);
    let mut query = Parts::new("SELECT p.id, p.display_name, p.phone, w.name AS unit_name");
    query.add(&format!(", {SIGNS_IN} AS has_password"), Vec::new());
    query.add(&format!(", {capable} AS capable"), values);
    query.add(
        ", (SELECT COUNT(*) FROM lesson_completion l WHERE l.account_id = p.id) AS lessons, \
         (SELECT MAX(COALESCE(l.reread_at, l.completed_at)) FROM lesson_completion l WHERE l.account_id = p.id) AS read_at, \
         (SELECT MAX(COALESCE(t.submitted_at, t.saved_at, t.started_at)) FROM attempt t WHERE t.account_id = p.id) AS tried_at",
        Vec::new(),
    );
    among(&mut query, filter);
    if let Some(follow) = filter.follow {
        let (words, values) = condition(follow, &filter.exams, now);
        query.add(&format!(" AND {words}"), values);
    }
    let (begin, order) = filter.order.sql();
    if let Some(after) = cursor {
        query.add(begin, values![after]);
    }
    query.add(&format!(" ORDER BY {} LIMIT ?", order.replace("{}", "p")), values![limit]);
    query.all(db).await?.iter().map(followed).collect()
}

fn followed(row: &QueryResult) -> Result<Followed, StoreError> {
    let (read, tried) = (maybe_instant(row, "read_at")?, maybe_instant(row, "tried_at")?);
    Ok(Followed {
        account: sql::account(row, "id")?,
        name: get(row, "display_name")?,
        phone: get(row, "phone")?,
        unit: get(row, "unit_name")?,
        has_password: get(row, "has_password")?,
        lessons: u64::try_from(get::<i64>(row, "lessons")?).unwrap_or(0),
        last_at: read.max(tried),
        capable: get(row, "capable")?,
    })
}

/// How many of those whom the search finds stand how, in one statement.
///
/// # Errors
/// Database trouble.
pub async fn count(db: &impl ConnectionTrait, filter: &FollowFilter, now: Instant) -> Result<FollowCounts, StoreError> {
    let mut query = Parts::new("SELECT COUNT(*) AS everybody");
    for follow in Follow::ALL {
        let (words, values) = condition(follow, &filter.exams, now);
        query.add(&format!(", COUNT(CASE WHEN {words} THEN 1 END) AS {}", follow.word()), values);
    }
    among(&mut query, filter);
    let rows = query.all(db).await?;
    let row = rows.first().ok_or(StoreError::NotFound)?;
    let number = |column: &str| Ok::<_, StoreError>(u64::try_from(get::<i64>(row, column)?).unwrap_or(0));
    let of = Follow::ALL.into_iter().map(|follow| Ok((follow, number(follow.word())?)));
    Ok(FollowCounts { all: number("everybody")?, of: of.collect::<Result<_, StoreError>>()? })
}
