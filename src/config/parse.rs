//! From texts to a [`Config`]. Values of the file and of the environment go through the same parsers, as text.

use super::keys::KEYS;
use super::{Config, Figures, Patience, Site};
use std::collections::BTreeMap;
use std::net::{IpAddr, ToSocketAddrs};
use std::path::PathBuf;
use xutra_domain::reporting::Programme;

/// Why the settings cannot be used.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum ConfigError {
    /// The file is not TOML.
    #[error("xutra.toml: {0}")]
    Syntax(String),
    /// There is no such key.
    #[error("{origin}: unknown key `{key}`{hint}")]
    UnknownKey {
        /// File or environment.
        origin: &'static str,
        /// The key as it was given.
        key: String,
        /// Did you mean.
        hint: String,
    },
    /// The value does not fit.
    #[error("{origin}: `{key}` is {value:?}; it must be {wanted}")]
    BadValue {
        /// File or environment.
        origin: &'static str,
        /// Dotted path.
        key: &'static str,
        /// The value as it was given; a password is not repeated.
        value: String,
        /// What would be right.
        wanted: &'static str,
    },
}

const FILE: &str = "xutra.toml";
const ENVIRONMENT: &str = "environment";

struct Values(BTreeMap<&'static str, (String, &'static str)>);

pub(super) fn load(
    file: Option<&str>,
    environment: impl IntoIterator<Item = (String, String)>,
) -> Result<Config, ConfigError> {
    let mut values = Values(BTreeMap::new());
    if let Some(text) = file {
        let table: toml::Table =
            text.parse().map_err(|error: toml::de::Error| ConfigError::Syntax(error.to_string()))?;
        values.add_table("", &table)?;
    }
    for (name, value) in environment {
        let Some(rest) = name.strip_prefix("XUTRA_").filter(|rest| !rest.starts_with("TEST_")) else { continue };
        let path = rest.to_lowercase().replace("__", ".");
        let key = known(&path).ok_or_else(|| unknown(ENVIRONMENT, &path, &name))?;
        values.0.insert(key, (value, ENVIRONMENT));
    }
    values.build()
}

fn known(path: &str) -> Option<&'static str> {
    KEYS.iter().map(|key| key.path).find(|key| *key == path)
}

fn unknown(origin: &'static str, path: &str, given: &str) -> ConfigError {
    let near =
        KEYS.iter().map(|key| (strsim::levenshtein(key.path, path), key.path)).min().filter(|(far, _)| *far <= 3);
    let hint = near.map_or_else(String::new, |(_, key)| {
        let shown =
            if origin == ENVIRONMENT { format!("XUTRA_{}", key.to_uppercase().replace('.', "__")) } else { key.into() };
        format!("; did you mean `{shown}`?")
    });
    ConfigError::UnknownKey { origin, key: given.to_owned(), hint }
}

impl Values {
    fn add_table(&mut self, prefix: &str, table: &toml::Table) -> Result<(), ConfigError> {
        for (name, value) in table {
            let path = format!("{prefix}{name}");
            if let toml::Value::Table(inner) = value
                && KEYS.iter().any(|key| key.path.starts_with(&format!("{path}.")))
            {
                self.add_table(&format!("{path}."), inner)?;
                continue;
            }
            let key = known(&path).ok_or_else(|| unknown(FILE, &path, &path))?;
            let text = match value {
                toml::Value::String(text) => text.clone(),
                toml::Value::Array(items) => items
                    .iter()
                    .map(|item| item.as_str().map_or_else(|| item.to_string(), str::to_owned))
                    .collect::<Vec<_>>()
                    .join(","),
                other => other.to_string(),
            };
            self.0.insert(key, (text, FILE));
        }
        Ok(())
    }

    /// The value of a key through its parser; `None` where it was not set.
    fn get<T>(&self, path: &'static str, parse: impl Fn(&str) -> Option<T>) -> Result<Option<T>, ConfigError> {
        let Some((value, origin)) = self.0.get(path) else { return Ok(None) };
        let wanted = KEYS.iter().find(|key| key.path == path).map_or("", |key| key.wanted);
        parse(value).map(Some).ok_or_else(|| ConfigError::BadValue {
            origin,
            key: path,
            value: if path.contains("password") || value.contains('@') && path == "mail.url" {
                "(hidden)".into()
            } else {
                value.clone()
            },
            wanted,
        })
    }

    fn figures(&self) -> Result<Figures, ConfigError> {
        let id = |value: &str| Some(value.trim().to_owned()).filter(|id| !id.is_empty());
        let named = |path, usual: &str| Ok(self.get(path, id)?.unwrap_or_else(|| usual.to_owned()));
        Ok(Figures {
            working_age_from: self.get("figures.working_age_from", age)?.unwrap_or(15),
            working_age_to: self.get("figures.working_age_to", age)?.unwrap_or(60),
            programme: Programme {
                flag: named("figures.flag", "ai-co-ban")?,
                core: named("figures.core", "ai-co-ban")?,
                officials: named("figures.officials", "ai-can-bo")?,
                business: named("figures.business", "ai-kinh-doanh")?,
            },
        })
    }

    fn build(&self) -> Result<Config, ConfigError> {
        let text = |longest: usize| {
            move |value: &str| {
                let value = value.trim();
                (!value.is_empty() && value.chars().count() <= longest && !value.chars().any(char::is_control))
                    .then(|| value.to_owned())
            }
        };
        let data_dir = self.get("data_dir", folder)?.unwrap_or_else(|| "data".into());
        let database_url = self
            .get("database.url", database)?
            .unwrap_or_else(|| format!("sqlite://{}", data_dir.join("xutra.db").display()));
        let mail_url =
            self.get("mail.url", mail)?.unwrap_or_else(|| format!("file://{}", data_dir.join("mail").display()));
        let site = Site {
            name: self.get("site.name", text(100))?.unwrap_or_else(|| "Bình dân học AI".into()),
            issuer: self.get("site.issuer", text(200))?,
            locale: self.get("site.locale", one_of(&["vi", "en"]))?.unwrap_or_else(|| "vi".into()),
            time_zone: self.get("site.time_zone", zone)?.unwrap_or_else(|| "Asia/Ho_Chi_Minh".into()),
            serial_prefix: self.get("site.serial_prefix", prefix)?.unwrap_or_else(|| "TN".into()),
        };
        Ok(Config {
            listen: self.get("listen", address)?.unwrap_or_else(|| "127.0.0.1:8080".into()),
            public_url: self.get("public_url", public)?,
            data_dir,
            database_url,
            courses_dir: self.get("courses_dir", folder)?.unwrap_or_else(|| "courses".into()),
            mail_url,
            mail_from: self.get("mail.from", |value| xutra_domain::people::parse_email(value.trim()).ok())?,
            trusted_proxies: self.get("trusted_proxies", proxies)?.unwrap_or_default(),
            limits_per_address: self.get("limits.per_address", |value| value.trim().parse().ok())?.unwrap_or(true),
            card_days: self
                .get("cards.valid_days", |value| value.trim().parse().ok().filter(|days| (1..=366).contains(days)))?
                .unwrap_or(30),
            site,
            figures: self.figures()?,
            admin_login: self
                .get("admin.login", |value| xutra_domain::people::parse_login(value).ok())?
                .unwrap_or_else(|| "admin".into()),
            admin_password: self
                .get("admin.password", |value| (value.chars().count() >= 8).then(|| value.to_owned()))?,
            patience: Patience::default(),
            log: self.get("log", one_of(&["off", "error", "warn", "info", "debug"]))?.unwrap_or_else(|| "info".into()),
        })
    }
}

fn age(value: &str) -> Option<u32> {
    value.trim().parse().ok().filter(|age| *age <= 150)
}

fn folder(value: &str) -> Option<PathBuf> {
    (!value.trim().is_empty() && !value.contains('\0')).then(|| PathBuf::from(value))
}

fn database(value: &str) -> Option<String> {
    ["sqlite://", "postgres://", "postgresql://"]
        .iter()
        .any(|scheme| value.strip_prefix(scheme).is_some_and(|rest| !rest.is_empty()))
        .then(|| value.to_owned())
}

fn mail(value: &str) -> Option<String> {
    ["file://", "smtp://", "smtps://"].iter().any(|scheme| value.starts_with(scheme)).then(|| value.to_owned())
}

fn address(value: &str) -> Option<String> {
    value.to_socket_addrs().ok()?.next().map(|_| value.to_owned())
}

fn public(value: &str) -> Option<String> {
    let rest = value.strip_prefix("https://").or_else(|| value.strip_prefix("http://"))?;
    let host = rest.trim_end_matches('/');
    let fits = !host.is_empty() && !host.chars().any(|c| c.is_whitespace() || c.is_control() || "?#@\"<>".contains(c));
    fits.then(|| value.trim_end_matches('/').to_owned())
}

fn proxies(value: &str) -> Option<Vec<IpAddr>> {
    value.split(',').map(str::trim).filter(|part| !part.is_empty()).map(|part| part.parse().ok()).collect()
}

fn zone(value: &str) -> Option<String> {
    jiff::tz::TimeZone::get(value).ok().map(|_| value.to_owned())
}

fn prefix(value: &str) -> Option<String> {
    (value.len() == 2 && value.bytes().all(|byte| byte.is_ascii_uppercase())).then(|| value.to_owned())
}

fn one_of(words: &'static [&'static str]) -> impl Fn(&str) -> Option<String> {
    move |value| words.contains(&value).then(|| value.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn env(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
        pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
    }

    #[test]
    fn the_environment_wins_over_the_file_and_the_file_over_the_defaults() {
        let file = "listen = \"127.0.0.1:9\"\n[site]\nname = \"Tệp\"\nserial_prefix = \"AB\"\n";
        let config = load(Some(file), env(&[("XUTRA_SITE__NAME", "Môi trường"), ("HOME", "/x")])).expect("settings");
        assert_eq!((config.listen.as_str(), config.site.name.as_str()), ("127.0.0.1:9", "Môi trường"));
        assert_eq!((config.site.serial_prefix.as_str(), config.site.locale.as_str()), ("AB", "vi"));
        assert_eq!(config.database_url, "sqlite://data/xutra.db");
    }

    #[test]
    fn a_password_of_digits_is_a_text() {
        let config = load(None, env(&[("XUTRA_ADMIN__PASSWORD", "1234567890")])).expect("settings");
        assert_eq!(config.admin_password.as_deref(), Some("1234567890"));
    }

    #[test]
    fn what_is_wrong_is_named_with_what_would_be_right() {
        let said =
            |file: Option<&str>, pairs: &[(&str, &str)]| load(file, env(pairs)).err().map(|error| error.to_string());
        let message = said(Some("[site]\nnmae = \"x\""), &[]).expect("an error");
        assert!(message.contains("`site.nmae`") && message.contains("`site.name`"), "{message}");
        let message = said(None, &[("XUTRA_DATABSE__URL", "x")]).expect("an error");
        assert!(message.contains("XUTRA_DATABSE__URL") && message.contains("XUTRA_DATABASE__URL"), "{message}");
        for (name, value) in [
            ("XUTRA_LISTEN", "nowhere"),
            ("XUTRA_DATABASE__URL", "mysql://x"),
            ("XUTRA_LIMITS__PER_ADDRESS", "maybe"),
            ("XUTRA_TRUSTED_PROXIES", "10.0.0.1, x"),
            ("XUTRA_SITE__TIME_ZONE", "Asia/Nowhere"),
            ("XUTRA_SITE__SERIAL_PREFIX", "tn"),
            ("XUTRA_PUBLIC_URL", "ai.example.vn"),
            ("XUTRA_MAIL__FROM", "An <an@example.vn>"),
        ] {
            let message = said(None, &[(name, value)]).expect(name);
            assert!(message.contains(value) && message.contains("must be"), "{message}");
        }
        let message = said(None, &[("XUTRA_ADMIN__PASSWORD", "secret!")]).expect("an error");
        assert!(!message.contains("secret!"), "{message}");
    }
}
