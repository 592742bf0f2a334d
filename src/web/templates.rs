//! The pages: Tera templates from the folder `templates`, embedded in the program. The same folder in the working directory
//! wins over them, so that a page can be mended without building. Words come only by `t(key="...")` from the locales.

use super::view::Layout;
use crate::locales::Locales;
use crate::translate::Translate;
use serde::Serialize;
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;
use tera::{Context, Tera, Value};

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
        tera.register_function("t", Translate { locales, shown: "layout" });
        tera.add_raw_templates(texts)?;
        Ok(Self { tera })
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
