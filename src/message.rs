//! A sentence for a person, before its language is known: a key of `locales/` and its facts.

/// A key with its arguments.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message {
    /// Key in `locales/`.
    pub key: &'static str,
    /// Facts by name. A fact that begins with `@` followed by milliseconds is an instant, shown in the site's time zone.
    pub args: Vec<(&'static str, String)>,
}

impl Message {
    /// A sentence without facts.
    #[must_use]
    pub fn new(key: &'static str) -> Self {
        Self { key, args: Vec::new() }
    }

    /// Adds a fact.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl std::fmt::Display) -> Self {
        self.args.push((name, format!("{value}")));
        self
    }

    /// Adds an instant.
    #[must_use]
    pub fn at(self, name: &'static str, instant: xutra_domain::instant::Instant) -> Self {
        self.with(name, format!("@{}", instant.0))
    }
}
