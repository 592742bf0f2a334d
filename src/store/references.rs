//! What rows point at, looked for once for all of them. PostgreSQL looks for it with each row, which took half of the time
//! where millions are brought in at once.

use crate::sql::{self, get};
use crate::{Store, StoreError};

/// The tables that grow with the people of a province.
const TABLES: &str = "'account', 'affiliation', 'attempt', 'capability', 'enrollment', 'evidence', 'ledger', 'ledger_head', \
                      'lesson_completion', 'sitting_member', 'standing', 'standing_place'";

/// Constraints that do not hold at the moment: table, name, definition.
#[must_use = "they have to be put back"]
#[derive(Debug)]
pub struct Loosened(Vec<(String, String, String)>);

/// Takes the references of large tables away until [`fasten`], on PostgreSQL; SQLite looks for them quickly. Only for a
/// database that nobody uses.
///
/// # Errors
/// Database trouble; then all of them still hold.
pub async fn loosen(store: &Store) -> Result<Loosened, StoreError> {
    if store.is_sqlite() {
        return Ok(Loosened(Vec::new()));
    }
    store
        .write(|tx| {
            Box::pin(async move {
                let sql = format!(
                    "SELECT t.relname::text AS owner, c.conname::text AS name, pg_get_constraintdef(c.oid) AS definition \
                     FROM pg_constraint c JOIN pg_class t ON t.oid = c.conrelid WHERE c.contype = 'f' \
                     AND c.connamespace = current_schema()::regnamespace AND t.relname IN ({TABLES}) ORDER BY t.relname, c.conname"
                );
                let mut found = Vec::new();
                for row in sql::all(tx, &sql, Vec::new()).await? {
                    let one: (String, String, String) = (get(&row, "owner")?, get(&row, "name")?, get(&row, "definition")?);
                    let drop = format!(r#"ALTER TABLE "{}" DROP CONSTRAINT "{}""#, one.0, one.1);
                    sql::execute(tx, &drop, Vec::new()).await?;
                    found.push(one);
                }
                Ok(Loosened(found))
            })
        })
        .await
}

/// Puts them back, whereby the database looks at every row once.
///
/// # Errors
/// Where a row points at nothing, and database trouble; then none of them is back.
pub async fn fasten(store: &Store, loosened: Loosened) -> Result<(), StoreError> {
    if loosened.0.is_empty() {
        return Ok(());
    }
    let add = |(owner, name, definition): &(String, String, String)| {
        format!(r#"ALTER TABLE "{owner}" ADD CONSTRAINT "{name}" {definition}"#)
    };
    let statements: Vec<String> = loosened.0.iter().map(add).collect();
    store
        .write(move |tx| {
            let statements = statements.clone();
            Box::pin(async move {
                sql::unhurried(tx).await?;
                for sql in &statements {
                    sql::execute(tx, sql, Vec::new()).await?;
                }
                Ok(())
            })
        })
        .await
}
