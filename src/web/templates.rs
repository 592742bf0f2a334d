//! The pages: Tera templates from the folder `templates`, embedded in the program. The same folder in the working directory
//! wins over them, so that a page can be mended without building. Words come only by `t(key="...")` from the locales.

use super::view::Layout;
use crate::locales::{Locales, REFERENCE};
use serde::Serialize;
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;
use tera::value::Key;
use tera::{Context, Function, Kwargs, State, Tera, TeraResult, Value};

#[cfg(test)]
mod samples;
#[cfg(test)]
mod tests;

#[derive(rust_embed::RustEmbed)]
#[folder = "$CARGO_MANIFEST_DIR/templates"]
#[include = "*.html"]
#[exclude = "mail/*"]
struct Embedded;

/// All templates, parsed and checked.
#[derive(Clone)]
pub struct Templates {
    tera: Tera,
}

impl std::fmt::Debug for Templates {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Templates").finish_non_exhaustive()
    }
}

impl Templates {
    /// What was built in.
    ///
    /// # Errors
    /// Says which template is wrong, and where.
    pub fn embedded(locales: Arc<Locales>) -> Result<Self, tera::Error> {
        Self::parse(embedded_texts(), locales)
    }

    /// What was built in, and over it the files of a folder, where it exists.
    ///
    /// # Errors
    /// Says which template is wrong, and where.
    pub fn load(folder: &Path, locales: Arc<Locales>) -> Result<Self, tera::Error> {
        let mut texts = embedded_texts();
        read_folder(folder, "", &mut texts);
        Self::parse(texts, locales)
    }

    /// A page in the language of its layout.
    ///
    /// # Errors
    /// The template is not there, or asks for something that the page does not have.
    pub fn render<T: Serialize>(&self, name: &str, layout: &Layout, page: &T) -> Result<String, tera::Error> {
        let mut context = Context::new();
        context.insert_value("layout", Value::try_from_serializable(layout)?);
        context.insert_value("page", Value::try_from_serializable(page)?);
        self.tera.render(name, &context)
    }

    fn parse(texts: BTreeMap<String, String>, locales: Arc<Locales>) -> Result<Self, tera::Error> {
        let mut tera = Tera::new();
        tera.autoescape_on([".html"]);
        tera.register_function("t", Translate(locales));
        tera.add_raw_templates(texts)?;
        Ok(Self { tera })
    }
}

/// `t(key="...", n=...)`: the sentence of a key in the language of `layout`, with the further arguments put in.
struct Translate(Arc<Locales>);

impl Function<TeraResult<String>> for Translate {
    fn call(&self, kwargs: Kwargs, state: &State<'_>) -> TeraResult<String> {
        let layout: Option<Value> = state.get("layout")?;
        let lang = layout.as_ref().and_then(|layout| layout.as_map()?.get(&Key::Str("lang"))?.as_str());
        let key: &str = kwargs.must_get("key")?;
        let values: Vec<(&str, Cow<'_, str>)> = kwargs
            .iter()
            .filter_map(|(name, value)| Some((name.as_str().filter(|name| *name != "key")?, words_of(value))))
            .collect();
        let args: Vec<(&str, &str)> = values.iter().map(|(name, value)| (*name, value.as_ref())).collect();
        Ok(self.0.text(lang.unwrap_or(REFERENCE), key, &args))
    }
}

fn words_of(value: &Value) -> Cow<'_, str> {
    match value.as_str() {
        Some(text) => Cow::Borrowed(text),
        None if value.is_none() || value.is_undefined() => Cow::Borrowed(""),
        None => Cow::Owned(value.to_string()),
    }
}

fn embedded_texts() -> BTreeMap<String, String> {
    Embedded::iter()
        .filter_map(|path| {
            let file = Embedded::get(&path)?;
            Some((path.into_owned(), String::from_utf8_lossy(&file.data).into_owned()))
        })
        .collect()
}

/// Every template below a folder, by its path with `/`.
fn read_folder(folder: &Path, prefix: &str, texts: &mut BTreeMap<String, String>) {
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let name = format!("{prefix}{}", entry.file_name().to_string_lossy());
        let path = entry.path();
        if path.is_dir() && name != "mail" {
            read_folder(&path, &format!("{name}/"), texts);
        } else if path.extension().is_some_and(|end| end == "html")
            && let Ok(text) = std::fs::read_to_string(&path)
        {
            texts.insert(name, text);
        }
    }
}
