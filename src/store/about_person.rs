//! What is known of a person for the figures: year of birth and audience.

use crate::StoreError;
use crate::sql::{self, get, small, values};
use sea_orm::ConnectionTrait;
use xutra_domain::ids::AccountId;
use xutra_domain::people::Audience;

/// The year of birth of somebody, where it is known.
///
/// # Errors
/// Database trouble.
pub async fn birth_year(db: &impl ConnectionTrait, account: AccountId) -> Result<Option<u32>, StoreError> {
    let row = sql::one(db, "SELECT birth_year FROM account WHERE id = $1", values![account]).await?;
    let year = row.map(|row| get::<Option<i64>>(&row, "birth_year")).transpose()?.flatten();
    year.map(small).transpose()
}

/// Sets the year of birth and the audience; whether that changed anything.
///
/// # Errors
/// Database trouble.
pub async fn set(
    db: &impl ConnectionTrait,
    account: AccountId,
    birth_year: Option<u32>,
    audience: Audience,
) -> Result<bool, StoreError> {
    let sql = "UPDATE account SET birth_year = $2, audience = $3 WHERE id = $1 \
               AND (audience <> $3 OR COALESCE(birth_year, 0) <> COALESCE($2, 0))";
    Ok(sql::execute(db, sql, values![account, birth_year, audience.word()]).await? > 0)
}
