//! Hints of an attempt: how many were taken, counted by the server.

use crate::StoreError;
use crate::sql::{self, from_json, get, to_json, values};
use sea_orm::ConnectionTrait;
use std::collections::BTreeMap;
use xutra_domain::ids::{AccountId, AttemptId};
use xutra_domain::instant::Instant;

/// What became of asking for a hint.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HintTaken {
    /// The hint of that number, from 1.
    Number(u32),
    /// All were taken before.
    NoneLeft,
    /// The attempt is not open, not this person's, or its time is over.
    NotOpen,
}

/// Takes the next hint of a place, of which there are `most`. Two at once take two different ones: the UPDATE counts only
/// on what was read.
///
/// # Errors
/// Database trouble.
pub async fn take(
    db: &impl ConnectionTrait,
    id: AttemptId,
    account: AccountId,
    place: &str,
    most: u32,
    now: Instant,
) -> Result<HintTaken, StoreError> {
    let open = "SELECT hints FROM attempt WHERE id = $1 AND account_id = $2 AND state = 'open' \
                AND (expires_at IS NULL OR expires_at > $3)";
    let update = "UPDATE attempt SET hints = $3 WHERE id = $1 AND hints = $2 AND state = 'open'";
    loop {
        let Some(row) = sql::one(db, open, values![id, account, now]).await? else { return Ok(HintTaken::NotOpen) };
        let old: String = get(&row, "hints")?;
        let mut taken: BTreeMap<String, u32> = from_json(&old)?;
        let number = taken.get(place).copied().unwrap_or(0) + 1;
        if number > most {
            return Ok(HintTaken::NoneLeft);
        }
        taken.insert(place.to_owned(), number);
        if sql::execute(db, update, values![id, &old, to_json(&taken)?]).await? == 1 {
            return Ok(HintTaken::Number(number));
        }
    }
}
