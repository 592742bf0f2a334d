//! Every key with its default and what would be right. The names are fixed by contract.

/// A key of `xutra.toml`.
pub(super) struct Key {
    /// Dotted path.
    pub(super) path: &'static str,
    /// What would be right, for messages.
    pub(super) wanted: &'static str,
}

/// The keys, in the order of the documentation.
pub(super) const KEYS: &[Key] = &[
    Key { path: "listen", wanted: "an address and port such as 127.0.0.1:8080" },
    Key { path: "public_url", wanted: "an address such as https://ai.example.vn" },
    Key { path: "data_dir", wanted: "a folder" },
    Key { path: "database.url", wanted: "sqlite://PATH or postgres://USER@HOST/NAME" },
    Key { path: "courses_dir", wanted: "a folder" },
    Key { path: "mail.url", wanted: "file://FOLDER, smtp://HOST or smtps://USER:PASSWORD@HOST" },
    Key { path: "mail.from", wanted: "an address such as hoc@ai.example.vn" },
    Key { path: "trusted_proxies", wanted: "IP addresses with commas between them" },
    Key { path: "limits.per_address", wanted: "true or false" },
    Key { path: "cards.valid_days", wanted: "a number of days from 1 to 366" },
    Key { path: "site.name", wanted: "a name of 1 to 100 characters" },
    Key { path: "site.issuer", wanted: "a name of 1 to 200 characters" },
    Key { path: "site.locale", wanted: "vi or en" },
    Key { path: "site.time_zone", wanted: "a time zone such as Asia/Ho_Chi_Minh" },
    Key { path: "site.serial_prefix", wanted: "two capital letters" },
    Key { path: "figures.working_age_from", wanted: "an age in years such as 15" },
    Key { path: "figures.working_age_to", wanted: "an age in years such as 60" },
    Key { path: "figures.flag", wanted: "the flag of a capability policy" },
    Key { path: "figures.core", wanted: "the id of the course for everybody" },
    Key { path: "figures.officials", wanted: "the id of the officials' course" },
    Key { path: "figures.business", wanted: "the id of the owners' course" },
    Key { path: "admin.login", wanted: "a login of 3 to 64 letters, digits or . _ - @ +" },
    Key { path: "admin.password", wanted: "a password of at least 8 characters" },
    Key { path: "log", wanted: "off, error, warn, info or debug" },
];
