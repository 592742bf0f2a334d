//! Buckets of tries, one for each key: a try takes a token, time gives tokens back, and so does whoever did not need his.

use std::hash::Hash;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use xutra_domain::instant::{Instant, SECOND};

/// Most keys that are remembered; the least used go first.
const MOST_KEYS: u64 = 200_000;

/// How many tokens a bucket holds, and how fast they come back.
#[derive(Debug, Clone, Copy)]
pub(super) struct Quota {
    /// Tokens of a full bucket.
    pub(super) burst: i64,
    /// Milliseconds until one comes back.
    pub(super) refill: i64,
}

impl Quota {
    /// Milliseconds until an empty bucket is full.
    fn span(self) -> i64 {
        self.burst.saturating_mul(self.refill)
    }
}

/// Buckets by key. Each is one instant: when it will be full again.
pub(super) struct Buckets<K> {
    quota: Quota,
    full_at: moka::sync::Cache<K, Arc<Mutex<Instant>>>,
}

impl<K: Hash + Eq + Send + Sync + 'static> Buckets<K> {
    pub(super) fn new(quota: Quota) -> Self {
        // A bucket that nobody touched for that long is full: forgetting it changes nothing.
        let idle = Duration::from_millis(quota.span().unsigned_abs() + 1_000);
        Self { quota, full_at: moka::sync::Cache::builder().max_capacity(MOST_KEYS).time_to_idle(idle).build() }
    }

    /// Takes a token.
    ///
    /// # Errors
    /// Seconds until there is one.
    pub(super) fn take(&self, key: K, now: Instant) -> Result<(), u64> {
        let bucket = self.full_at.get_with(key, || Arc::new(Mutex::new(now)));
        let mut full_at = bucket.lock().unwrap_or_else(PoisonError::into_inner);
        // A clock that was set back must not keep a bucket empty for longer than it takes to fill.
        let missing = full_at.since(now).clamp(0, self.quota.span());
        let after = missing + self.quota.refill;
        if after > self.quota.span() {
            *full_at = now.plus(missing);
            let wait = after - self.quota.span();
            return Err((wait.unsigned_abs()).div_ceil(SECOND.unsigned_abs()).max(1));
        }
        *full_at = now.plus(after);
        Ok(())
    }

    /// Gives a token back that was taken and not needed.
    pub(super) fn give_back(&self, key: &K) {
        if let Some(bucket) = self.full_at.get(key) {
            let mut full_at = bucket.lock().unwrap_or_else(PoisonError::into_inner);
            *full_at = full_at.plus(-self.quota.refill);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const QUOTA: Quota = Quota { burst: 3, refill: 10 * SECOND };
    const NOW: Instant = Instant(1_800_000_000_000);

    #[test]
    fn a_bucket_empties_fills_and_takes_back() {
        let buckets = Buckets::new(QUOTA);
        assert!((0..3).all(|_| buckets.take("an", NOW).is_ok()));
        assert_eq!(buckets.take("an", NOW), Err(10));
        assert_eq!(buckets.take("an", NOW.plus(9_001)), Err(1));
        assert_eq!(buckets.take("binh", NOW), Ok(()), "each key for itself");
        assert_eq!(buckets.take("an", NOW.plus(10_000)), Ok(()));
        assert!(buckets.take("an", NOW.plus(10_000)).is_err(), "one came back, not all");
        buckets.give_back(&"an");
        assert_eq!(buckets.take("an", NOW.plus(10_000)), Ok(()));
        buckets.give_back(&"nobody");
        for _ in 0..5 {
            buckets.give_back(&"binh");
        }
        assert_eq!(
            (0..9).filter(|_| buckets.take("binh", NOW.plus(60_000)).is_ok()).count(),
            3,
            "never more than full"
        );
    }

    #[test]
    fn a_clock_that_is_set_back_shuts_nobody_out_for_long() {
        let buckets = Buckets::new(QUOTA);
        assert!((0..3).all(|_| buckets.take("an", NOW).is_ok()));
        let earlier = NOW.plus(-3_600_000);
        assert_eq!(buckets.take("an", earlier), Err(10));
        assert_eq!(buckets.take("an", earlier.plus(10_000)), Ok(()));
    }
}
