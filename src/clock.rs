//! The only reader of the clock. Everything else is handed an instant, so that every rule can be tested at any date.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use xutra_domain::instant::Instant;

/// Where `now` comes from.
#[derive(Debug, Clone, Default)]
pub enum Clock {
    /// The machine's clock.
    #[default]
    System,
    /// A clock that a test sets.
    Set(Arc<AtomicI64>),
}

impl Clock {
    /// A clock that stands still at an instant until it is set.
    #[must_use]
    pub fn standing_at(instant: Instant) -> Self {
        Self::Set(Arc::new(AtomicI64::new(instant.0)))
    }

    /// The present instant.
    #[must_use]
    #[expect(clippy::disallowed_methods, reason = "the one place that may read it")]
    pub fn now(&self) -> Instant {
        match self {
            Self::System => Instant::from_utc(time::OffsetDateTime::now_utc()),
            Self::Set(at) => Instant(at.load(Ordering::Relaxed)),
        }
    }

    /// Moves a set clock on; the machine's clock stays as it is.
    pub fn advance(&self, milliseconds: i64) {
        if let Self::Set(at) = self {
            at.fetch_add(milliseconds, Ordering::Relaxed);
        }
    }
}
