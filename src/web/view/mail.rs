//! The outbox of the administrator, and the page on which one stops mails.

use super::{Link, When};
use serde::Serialize;

/// `outbox/stop.html`: `/mail/stop/{token}`; posts to its own address.
#[derive(Debug, Clone, Serialize)]
pub struct StopPage {
    /// Words of the purposes that stop.
    pub purposes: Vec<&'static str>,
    /// It is done.
    pub done: bool,
    /// Where the form goes.
    pub action: String,
}

/// `outbox/mails.html`: `/admin/mail?state=&before=`
#[derive(Debug, Clone, Serialize)]
pub struct MailsPage {
    /// The state that the list is narrowed to; none for all.
    pub state: Option<&'static str>,
    /// Word and number of mails of each state.
    pub states: Vec<(&'static str, u64)>,
    /// Mails, the newest first.
    pub rows: Vec<MailRow>,
    /// Older ones.
    pub next_url: Option<String>,
}

/// A mail.
#[derive(Debug, Clone, Serialize)]
pub struct MailRow {
    /// Name of who gets it, and the mail's page.
    pub person: Link,
    /// Word of what it is about.
    pub topic: &'static str,
    /// Word of its state.
    pub state: &'static str,
    /// When it was made.
    pub made: When,
    /// When it leaves, while it waits.
    pub due: Option<When>,
    /// When it was sent.
    pub sent: Option<When>,
    /// How often it was tried without success.
    pub tries: u32,
    /// Word of what went wrong, or why it was dropped.
    pub trouble: Option<String>,
    /// What the mail server said, as its number.
    pub code: Option<String>,
}

/// `outbox/mail.html`: `/admin/mail/{mail}`; posts to its own address.
#[derive(Debug, Clone, Serialize)]
pub struct MailPage {
    /// The mail.
    pub row: MailRow,
    /// The account.
    pub account: Link,
    /// Words of what else goes out in the same mail.
    pub with: Vec<&'static str>,
    /// Subject and text, where they can still be put together.
    pub preview: Option<(String, String)>,
    /// Where 'send again' goes, where it may be pressed.
    pub again_url: Option<String>,
}
