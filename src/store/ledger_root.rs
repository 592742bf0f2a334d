//! The day's root: one hash over the last hash of every person with events on that day. Signed and kept, it shows when a
//! whole chain was made anew.

use crate::StoreError;
use crate::ledger::hex;
use crate::sql::{self, get, instant, maybe_instant, values};
use sea_orm::{ConnectionTrait, QueryResult};
use sha2::{Digest, Sha256};
use xutra_domain::ids::AccountId;
use xutra_domain::instant::Instant;

/// A day's root.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Root {
    /// The day in the site's time zone (`2027-01-15`).
    pub day: String,
    /// When it began.
    pub from: Instant,
    /// When it ended.
    pub until: Instant,
    /// How many people had events.
    pub people: u64,
    /// The root, in hex.
    pub root: String,
    /// A compact JWS over all of that and the root before.
    pub signature: String,
    /// When it was signed.
    pub signed_at: Instant,
}

/// The root over the people with events from one instant to before another, and how many they are.
///
/// # Errors
/// Database trouble.
pub async fn root_over(db: &impl ConnectionTrait, from: Instant, until: Instant) -> Result<(String, u64), StoreError> {
    let sql = "SELECT l.account_id, l.hash FROM ledger l JOIN (SELECT account_id, MAX(seq) AS seq FROM ledger \
               WHERE recorded_at >= $1 AND recorded_at < $2 GROUP BY account_id) t \
               ON t.account_id = l.account_id AND t.seq = l.seq ORDER BY l.account_id";
    let rows = sql::all(db, sql, values![from, until]).await?;
    let read = |row: &QueryResult| Ok((sql::account(row, "account_id")?, get::<String>(row, "hash")?));
    let leaves: Vec<(AccountId, String)> = rows.iter().map(read).collect::<Result<_, StoreError>>()?;
    Ok((merkle_root(&leaves), u64::try_from(leaves.len()).unwrap_or(u64::MAX)))
}

/// A Merkle root: leaves and nodes are told apart by a byte, and a node without a neighbour moves up as it is.
fn merkle_root(leaves: &[(AccountId, String)]) -> String {
    let leaf = |(account, hash): &(AccountId, String)| {
        Sha256::new().chain_update([0]).chain_update(account.0.as_bytes()).chain_update(hash).finalize().to_vec()
    };
    let mut level: Vec<Vec<u8>> = leaves.iter().map(leaf).collect();
    while level.len() > 1 {
        let node = |pair: &[Vec<u8>]| match pair {
            [left, right] => Sha256::new().chain_update([1]).chain_update(left).chain_update(right).finalize().to_vec(),
            alone => alone.concat(),
        };
        level = level.chunks(2).map(node).collect();
    }
    level.first().map(|root| hex(root)).unwrap_or_default()
}

/// The first event from an instant on.
///
/// # Errors
/// Database trouble.
pub async fn first_event(db: &impl ConnectionTrait, from: Instant) -> Result<Option<Instant>, StoreError> {
    let row = sql::one(db, "SELECT MIN(recorded_at) AS at FROM ledger WHERE recorded_at >= $1", values![from]).await?;
    row.map(|row| maybe_instant(&row, "at")).transpose().map(Option::flatten)
}

/// Keeps a root; false where that day has one already.
///
/// # Errors
/// Database trouble.
pub async fn record(db: &impl ConnectionTrait, root: &Root) -> Result<bool, StoreError> {
    let sql = "INSERT INTO ledger_root (day, from_at, until_at, people, root, signature, signed_at) \
               VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (day) DO NOTHING";
    let values = values![&root.day, root.from, root.until, root.people, &root.root, &root.signature, root.signed_at];
    Ok(sql::execute(db, sql, values).await? == 1)
}

const COLUMNS: &str = "SELECT day, from_at, until_at, people, root, signature, signed_at FROM ledger_root";

/// The newest root.
///
/// # Errors
/// Database trouble.
pub async fn last(db: &impl ConnectionTrait) -> Result<Option<Root>, StoreError> {
    let row = sql::one(db, &format!("{COLUMNS} ORDER BY until_at DESC LIMIT 1"), Vec::new()).await?;
    row.as_ref().map(root_of).transpose()
}

/// Every root, oldest first.
///
/// # Errors
/// Database trouble.
pub async fn list(db: &impl ConnectionTrait) -> Result<Vec<Root>, StoreError> {
    sql::all(db, &format!("{COLUMNS} ORDER BY until_at"), Vec::new()).await?.iter().map(root_of).collect()
}

fn root_of(row: &QueryResult) -> Result<Root, StoreError> {
    Ok(Root {
        day: get(row, "day")?,
        from: instant(row, "from_at")?,
        until: instant(row, "until_at")?,
        people: u64::try_from(get::<i64>(row, "people")?).unwrap_or(0),
        root: get(row, "root")?,
        signature: get(row, "signature")?,
        signed_at: instant(row, "signed_at")?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    fn leaves(count: u128) -> Vec<(AccountId, String)> {
        (0..count).map(|number| (AccountId(Uuid::from_u128(number)), format!("hash {number}"))).collect()
    }

    #[test]
    fn a_root_changes_with_every_leaf_and_with_their_number() {
        let mut roots = vec![merkle_root(&[])];
        for count in 1..9 {
            let whole = leaves(count);
            roots.push(merkle_root(&whole));
            for place in 0..whole.len() {
                let mut other = whole.clone();
                other[place].1.push('x');
                roots.push(merkle_root(&other));
            }
        }
        let count = roots.len();
        roots.sort();
        roots.dedup();
        assert_eq!(roots.len(), count);
        assert_eq!(merkle_root(&leaves(3)).len(), 64);
    }

    #[test]
    fn two_leaves_are_not_taken_for_the_node_over_them() {
        let two = leaves(2);
        let root = merkle_root(&two);
        assert_ne!(merkle_root(&[(two[0].0, root.clone())]), root);
    }
}
