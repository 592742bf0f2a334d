//! Mail: what is said ([`message`]), in which words (`templates/mail` and the locales), and how it goes ([`transport`]). It
//! knows neither requests nor the database: who gets what, and when, is decided by actions.

pub mod message;
mod templates;
pub mod transport;

use crate::config::Config;
use crate::locales::Locales;
use message::{Letter, LetterView, Words};
use std::sync::Arc;
use transport::{Sender, Transport, Trouble};
use xutra_domain::instant::Instant;

/// Writes mails and sends them.
pub struct Mailer {
    templates: templates::MailTemplates,
    transport: Transport,
    sender: Sender,
}

impl Mailer {
    /// As the settings say.
    ///
    /// # Errors
    /// Says what of `mail.url` cannot be used, without its password; or which template is wrong.
    pub fn open(config: &Config, locales: Arc<Locales>) -> Result<Self, String> {
        let host = config.public_url.as_deref().and_then(host_of).unwrap_or("localhost");
        let address = config.mail_from.clone().unwrap_or_else(|| format!("xutra@{host}"));
        Ok(Self {
            templates: templates::MailTemplates::load(locales).map_err(|error| error.to_string())?,
            transport: Transport::open(&config.mail_url, host)?,
            sender: Sender { name: config.site.name.clone(), address },
        })
    }

    /// What a mail says.
    ///
    /// # Errors
    /// Where a template fails.
    pub fn write(&self, view: &LetterView) -> Result<Words, String> {
        self.templates.write(view).map_err(|error| format!("{error:?}"))
    }

    /// Hands a mail to the mail server; once that says that it has it, this returns.
    ///
    /// # Errors
    /// What went wrong, and whether it is worth trying again.
    pub async fn send(&self, letter: &Letter, now: Instant) -> Result<(), Trouble> {
        self.transport.send(&self.sender, letter, now).await
    }
}

/// The host of an address of the web, without its port.
fn host_of(url: &str) -> Option<&str> {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let host = authority.rsplit_once('@').map_or(authority, |(_, host)| host);
    let host = host.split(':').next().unwrap_or_default();
    // An address in digits is no name that mail can come from.
    let is_name = host.chars().any(|c| c.is_ascii_alphabetic()) && !host.starts_with('[');
    is_name.then_some(host)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mail_comes_from_the_host_of_the_site() {
        for (url, host) in [
            ("https://ai.example.vn", Some("ai.example.vn")),
            ("http://ai.example.vn:8080/x", Some("ai.example.vn")),
            ("http://127.0.0.1:8080", None),
            ("http://[::1]:8080", None),
        ] {
            assert_eq!(host_of(url), host, "{url}");
        }
    }
}
