//! What `xutra preview` knows of the one course that it shows its author: what the last save brought, and who waits for the
//! next one. Knows nothing of HTTP.

mod findings;
mod lift;
mod pages;
mod take_in;
pub mod watch;

pub use findings::{Excerpt, Finding};
pub use pages::PageNote;
pub use take_in::take_in;

use crate::actions::{ActionError, admit_author, sign_in};
use crate::app::App;
use crate::credential::session_token::{Claims, Purpose};
use crate::message::Message;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError, RwLock};
use tokio::sync::watch as channel;
use xutra_domain::ids::{AccountId, SessionId};

/// A course folder under the eyes of its author.
pub struct Preview {
    /// The folder.
    pub folder: PathBuf,
    /// The account in whose name everything is looked at and tried.
    pub author: AccountId,
    session: Mutex<SessionId>,
    snapshot: RwLock<Arc<Snapshot>>,
    saves: channel::Sender<u64>,
}

/// What the last save brought.
#[derive(Debug, Clone, Default)]
pub struct Snapshot {
    /// How many saves were taken in, from 1.
    pub number: u64,
    /// The course that is shown: the newest one without errors; none before there was one.
    pub course: Option<String>,
    /// Its languages, the default first.
    pub languages: Vec<String>,
    /// Whether the last save has errors, so that an earlier one is shown (or none).
    pub broken: bool,
    /// Why the last save could not even be read or shown.
    pub trouble: Option<Message>,
    /// What the compiler found, in order of file, line and column.
    pub findings: Vec<Finding>,
    /// The pages of the course in their order.
    pub pages: Vec<PageNote>,
}

impl Preview {
    /// Makes the author's account, signs it in, and takes the folder in for the first time.
    ///
    /// # Errors
    /// Where the store fails.
    pub async fn open(app: &App, folder: PathBuf) -> Result<Self, ActionError> {
        let author = admit_author::admit_author(app).await?;
        let session = sign_in::begin(app, author).await?.session;
        let preview = Self {
            folder,
            author,
            session: Mutex::new(session),
            snapshot: RwLock::default(),
            saves: channel::Sender::new(0),
        };
        take_in(app, &preview).await;
        Ok(preview)
    }

    /// What the last save brought.
    #[must_use]
    pub fn snapshot(&self) -> Arc<Snapshot> {
        Arc::clone(&self.snapshot.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// The numbers of the saves to come; the present one is there at once.
    #[must_use]
    pub fn saves(&self) -> channel::Receiver<u64> {
        let mut receiver = self.saves.subscribe();
        receiver.mark_changed();
        receiver
    }

    /// Puts a new state in place of the old one, and tells who waits.
    fn show(&self, mut snapshot: Snapshot) {
        let number = {
            let mut place = self.snapshot.write().unwrap_or_else(PoisonError::into_inner);
            snapshot.number = place.number + 1;
            *place = Arc::new(snapshot);
            place.number
        };
        self.saves.send_replace(number);
    }

    /// What the cookie of the author says. Who signed out in the preview is signed in again.
    ///
    /// # Errors
    /// Where the store fails.
    pub async fn cookie(&self, app: &App) -> Result<String, ActionError> {
        let now = app.clock.now();
        let mut session = *self.session.lock().unwrap_or_else(PoisonError::into_inner);
        if app.sessions.find(&app.store, session, self.author, now).await?.is_none() {
            session = sign_in::begin(app, self.author).await?.session;
            *self.session.lock().unwrap_or_else(PoisonError::into_inner) = session;
        }
        app.tokens
            .issue(Purpose::Browser, &Claims { session, account: self.author, issued: now })
            .map_err(|error| ActionError::Internal(error.to_string()))
    }
}
