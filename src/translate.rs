//! The one function by which templates of pages and of mails come to words.

use crate::locales::{Locales, REFERENCE};
use std::borrow::Cow;
use std::sync::Arc;
use tera::value::Key;
use tera::{Function, Kwargs, State, TeraResult, Value};

/// `t(key="...", n=...)`: the sentence of a key in the language of what is shown, with the further arguments put in.
pub(crate) struct Translate {
    /// Every word.
    pub(crate) locales: Arc<Locales>,
    /// What of the context bears the language, as `lang`.
    pub(crate) shown: &'static str,
}

impl Function<TeraResult<String>> for Translate {
    fn call(&self, kwargs: Kwargs, state: &State<'_>) -> TeraResult<String> {
        let shown: Option<Value> = state.get(self.shown)?;
        let lang = shown.as_ref().and_then(|shown| shown.as_map()?.get(&Key::Str("lang"))?.as_str());
        let key: &str = kwargs.must_get("key")?;
        let values: Vec<(&str, Cow<'_, str>)> = kwargs
            .iter()
            .filter_map(|(name, value)| Some((name.as_str().filter(|name| *name != "key")?, words_of(value))))
            .collect();
        let args: Vec<(&str, &str)> = values.iter().map(|(name, value)| (*name, value.as_ref())).collect();
        Ok(self.locales.text(lang.unwrap_or(REFERENCE), key, &args))
    }
}

fn words_of(value: &Value) -> Cow<'_, str> {
    match value.as_str() {
        Some(text) => Cow::Borrowed(text),
        None if value.is_none() || value.is_undefined() => Cow::Borrowed(""),
        None => Cow::Owned(value.to_string()),
    }
}
