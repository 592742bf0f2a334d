//! Settings: defaults, then `xutra.toml`, then the environment (`XUTRA_` and `__` between levels). An unknown key or a
//! bad value stops the start, naming the key, the value and what would be right.

mod keys;
mod parse;

pub use parse::ConfigError;

use std::net::IpAddr;
use std::path::PathBuf;
use std::time::Duration;
use xutra_domain::reporting::Programme;

/// Every setting, with its default filled in.
#[derive(Clone)]
pub struct Config {
    /// Address and port; port 0 picks a free one.
    pub listen: String,
    /// What links in mails, QR codes and credentials begin with; without a final slash.
    pub public_url: Option<String>,
    /// SQLite file, file mail box.
    pub data_dir: PathBuf,
    /// `sqlite://...` or `postgres://...`.
    pub database_url: String,
    /// The course folders that are compiled at start.
    pub courses_dir: PathBuf,
    /// Where mails go: `file://`, `smtp://`, `smtps://`.
    pub mail_url: String,
    /// The address that mails come from; by default one at the host of `public_url`.
    pub mail_from: Option<String>,
    /// Addresses whose `X-Forwarded-For` is believed.
    pub trusted_proxies: Vec<IpAddr>,
    /// Whether there are limits by address.
    pub limits_per_address: bool,
    /// For how many days a printed card works.
    pub card_days: u32,
    /// What pages and certificates say.
    pub site: Site,
    /// What figures are worked out by.
    pub figures: Figures,
    /// Login of the first administrator.
    pub admin_login: String,
    /// Password of the first administrator.
    pub admin_password: Option<String>,
    /// What is logged: `off`, `error`, `warn`, `info`, `debug`.
    pub log: String,
    /// How long a request may take to arrive; no key sets it.
    pub patience: Patience,
}

/// How long a request may take to arrive, so that nobody holds a connection open by sending a letter at a time.
#[derive(Debug, Clone, Copy)]
pub struct Patience {
    /// Its first line and headers.
    pub head: Duration,
    /// Its body, from the end of the headers on.
    pub body: Duration,
}

impl Default for Patience {
    fn default() -> Self {
        Self { head: Duration::from_secs(10), body: Duration::from_secs(20) }
    }
}

/// What figures are worked out by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Figures {
    /// The youngest working age.
    pub working_age_from: u32,
    /// The oldest.
    pub working_age_to: u32,
    /// The flag and the courses that count.
    pub programme: Programme,
}

/// What pages and certificates say of the site.
#[derive(Debug, Clone)]
pub struct Site {
    /// Name on every page.
    pub name: String,
    /// Who issues certificates; the name where it is not set.
    pub issuer: Option<String>,
    /// Default language.
    pub locale: String,
    /// IANA name.
    pub time_zone: String,
    /// Two capital letters that certificate numbers begin with.
    pub serial_prefix: String,
}

impl Site {
    /// Who issues certificates.
    #[must_use]
    pub fn issuer(&self) -> &str {
        self.issuer.as_deref().unwrap_or(&self.name)
    }
}

impl Config {
    /// Reads the settings from the file's text, where there is one, and from the environment.
    ///
    /// # Errors
    /// Names the key, the value and what would be right.
    pub fn load(
        file: Option<&str>,
        environment: impl IntoIterator<Item = (String, String)>,
    ) -> Result<Self, ConfigError> {
        parse::load(file, environment)
    }

    /// Whether people reach the server over TLS.
    #[must_use]
    pub fn is_https(&self) -> bool {
        self.public_url.as_deref().is_some_and(|url| url.starts_with("https://"))
    }
}
