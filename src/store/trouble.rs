//! What went wrong with the database while one write ran, whatever its closure made of the error. So a closure needs no
//! special error type for its transaction to be retried, and cannot commit what the database has given up.

use std::cell::Cell;
use std::future::Future;

/// What was noticed.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Trouble {
    /// A statement failed, for whatever reason.
    pub(crate) any: bool,
    /// A serialization failure or a deadlock: the same work may succeed at once.
    pub(crate) transient: bool,
    /// The database cannot work now; SQLite may have taken back the whole transaction by itself.
    pub(crate) unavailable: bool,
}

tokio::task_local! {
    static TROUBLE: Cell<Trouble>;
}

/// Remembers an error for the write that runs in this task, if one does.
pub(crate) fn note(transient: bool, unavailable: bool) {
    let _ = TROUBLE.try_with(|cell| {
        let before = cell.get();
        cell.set(Trouble {
            any: true,
            transient: before.transient || transient,
            unavailable: before.unavailable || unavailable,
        });
    });
}

/// Runs a future and says what was noticed meanwhile.
pub(crate) async fn watch<T>(work: impl Future<Output = T>) -> (T, Trouble) {
    let watched = async {
        let outcome = work.await;
        (outcome, TROUBLE.with(Cell::get))
    };
    TROUBLE.scope(Cell::default(), watched).await
}
