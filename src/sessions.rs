//! Who is signed in, kept in memory for a moment: a page view costs no read, and a revocation is seen within seconds by
//! every server (at once by the one that revoked).

use std::sync::Arc;
use std::time::Duration;
use xutra_domain::ids::{AccountId, SessionId};
use xutra_domain::instant::Instant;
use xutra_domain::people::Account;
use xutra_store::{Store, StoreError, people, session};

/// How old what is known of a session may be.
const FRESH: Duration = Duration::from_secs(2);
/// The same by the clock that is handed in.
const FRESH_MILLISECONDS: i64 = 2_000;

/// A session that stands, and whose it is.
#[derive(Debug)]
pub struct LiveSession {
    /// The session.
    pub id: SessionId,
    /// Whose.
    pub account: Account,
    /// When it ends if nobody uses it.
    pub expires_at: Instant,
    /// On a phone that several people share.
    pub shared: bool,
    loaded_at: Instant,
}

impl LiveSession {
    /// A session for one request, of whoever is known by something else than a sign-in.
    #[must_use]
    pub fn passing(id: SessionId, account: Account, now: Instant) -> Self {
        Self { id, account, expires_at: now, shared: false, loaded_at: now }
    }
}

/// What is known of sessions.
pub struct Sessions {
    live: moka::sync::Cache<SessionId, Arc<LiveSession>>,
    changed: moka::sync::Cache<AccountId, Instant>,
}

impl Default for Sessions {
    fn default() -> Self {
        Self {
            live: moka::sync::Cache::builder().max_capacity(50_000).time_to_live(FRESH).build(),
            changed: moka::sync::Cache::builder().max_capacity(50_000).time_to_live(FRESH * 2).build(),
        }
    }
}

impl Sessions {
    /// The session of that id, where it stands and is that account's.
    ///
    /// # Errors
    /// Where the store fails.
    pub async fn find(
        &self,
        store: &Store,
        id: SessionId,
        account: AccountId,
        now: Instant,
    ) -> Result<Option<Arc<LiveSession>>, StoreError> {
        if let Some(live) = self.live.get(&id).filter(|live| !self.is_stale(live, now)) {
            return Ok((live.account.id == account && now < live.expires_at).then_some(live));
        }
        let Some(row) = session::find(store.reader(), id).await? else { return Ok(None) };
        if row.revoked || row.expires_at <= now || row.account != account {
            return Ok(None);
        }
        let Some(found) = people::find_account(store.reader(), account, now).await? else { return Ok(None) };
        if found.disabled {
            return Ok(None);
        }
        let live = Arc::new(LiveSession {
            id,
            account: found,
            expires_at: row.expires_at,
            shared: row.shared,
            loaded_at: now,
        });
        self.live.insert(id, Arc::clone(&live));
        Ok(Some(live))
    }

    fn is_stale(&self, live: &LiveSession, now: Instant) -> bool {
        now.since(live.loaded_at) > FRESH_MILLISECONDS
            || self.changed.get(&live.account.id).is_some_and(|at| live.loaded_at <= at)
    }

    /// Forgets a session that ended.
    pub fn forget(&self, id: SessionId) {
        self.live.invalidate(&id);
    }

    /// Notes that an account or its roles changed.
    pub fn changed(&self, account: AccountId, at: Instant) {
        self.changed.insert(account, at);
    }

    /// Notes that units changed, and with them what scopes hold.
    pub fn changed_everybody(&self) {
        self.live.invalidate_all();
    }
}
