//! `xutra draw new|reveal|verify`

use super::locales;
use super::recompute::open;
use crate::actions::ActionError;
use crate::actions::draw_recheck::{draw_recheck, reveal_recheck};
use crate::config::Config;
use crate::message::Message;
use anyhow::Context as _;
use std::path::Path;
use std::process::ExitCode;
use xutra_domain::recheck::Draw;

/// What `new` asks for.
pub(super) struct New {
    pub(super) unit: String,
    pub(super) flag: Option<String>,
    pub(super) count: usize,
    pub(super) into: std::path::PathBuf,
}

pub(super) async fn new(config: Config, wanted: New, lang: &str) -> anyhow::Result<ExitCode> {
    let app = open(config, false).await?;
    app.catalog.refresh(&app.store).await?;
    let done = draw_recheck(&app, None, &wanted.unit, wanted.flag.as_deref(), wanted.count).await;
    let code = publish(done, &wanted.into, "draw-made", lang)?;
    app.store.clone().close().await;
    Ok(code)
}

pub(super) async fn reveal(
    config: Config,
    unit: &str,
    quarter: Option<&str>,
    into: &Path,
    lang: &str,
) -> anyhow::Result<ExitCode> {
    let app = open(config, false).await?;
    let done = reveal_recheck(&app, None, unit, quarter).await;
    let code = publish(done, into, "draw-revealed", lang)?;
    app.store.clone().close().await;
    Ok(code)
}

/// Writes what is to be published and says what to do with it.
fn publish(done: Result<Draw, ActionError>, into: &Path, said: &str, lang: &str) -> anyhow::Result<ExitCode> {
    let say = |key: &str, args: &[(&str, &str)]| locales().text(lang, key, args);
    let draw = match done {
        Ok(draw) => draw,
        Err(ActionError::NotFound) => {
            eprintln!("{}", say(Message::new("draw-not-found").key, &[]));
            return Ok(ExitCode::FAILURE);
        }
        Err(ActionError::Conflict { reason, .. }) => {
            eprintln!("{}", say(reason.key, &[]));
            return Ok(ExitCode::FAILURE);
        }
        Err(other) => return Err(other.into()),
    };
    let text = serde_json::to_string_pretty(&draw)? + "\n";
    std::fs::write(into, text).with_context(|| format!("cannot write {}", into.display()))?;
    let (count, people) = (draw.count.to_string(), draw.population.len().to_string());
    let file = into.display().to_string();
    eprintln!("{}", say(said, &[("count", &count), ("people", &people), ("file", &file), ("hash", &draw.commitment)]));
    Ok(ExitCode::SUCCESS)
}

/// Checks a published file with nothing else; no database is opened.
pub(super) fn verify(file: &Path, lang: &str) -> anyhow::Result<ExitCode> {
    let say = |key: &str, args: &[(&str, &str)]| locales().text(lang, key, args);
    let text = std::fs::read_to_string(file).with_context(|| format!("cannot read {}", file.display()))?;
    let draw: Draw = match serde_json::from_str(&text) {
        Ok(draw) => draw,
        Err(error) => {
            eprintln!("{}", say("draw-fault-format", &[]));
            eprintln!("{error}");
            return Ok(ExitCode::FAILURE);
        }
    };
    let (count, people) = (draw.count.to_string(), draw.population.len().to_string());
    let facts = [("count", count.as_str()), ("people", people.as_str())];
    match draw.verify() {
        Ok(true) => {
            eprintln!("{}", say("draw-good", &facts));
            Ok(ExitCode::SUCCESS)
        }
        Ok(false) => {
            eprintln!("{}", say("draw-sealed", &facts));
            Ok(ExitCode::SUCCESS)
        }
        Err(fault) => {
            eprintln!("{}", say(fault.0, &[]));
            Ok(ExitCode::FAILURE)
        }
    }
}
