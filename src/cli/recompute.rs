//! `xutra recompute [--check]`

use crate::actions::recompute::recompute;
use crate::app::{App, Opening, open_store};
use crate::clock::Clock;
use crate::config::Config;
use std::process::ExitCode;
use std::sync::Arc;
use xutra_store::SchemaState;

pub(super) async fn run(config: Config, check: bool) -> anyhow::Result<ExitCode> {
    let app = open(config, check).await?;
    app.catalog.refresh(&app.store).await?;
    let report = recompute(&app, check).await?;
    eprintln!(
        "{} people, {} flags, {} attempts; {} differ",
        report.people,
        report.flags,
        report.attempts,
        report.differences.len()
    );
    for difference in report.differences.iter().take(100) {
        eprintln!("differs: {difference}");
    }
    Ok(if check && !report.differences.is_empty() { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}

/// Opens the application. A check changes nothing, and so brings no schema up to date either.
pub(super) async fn open(config: Config, check: bool) -> anyhow::Result<Arc<App>> {
    let opening = Opening { config, clock: Clock::System, seed: None };
    if !check {
        return App::open(opening).await;
    }
    let store = open_store(&opening.config).await?;
    match store.schema_state().await? {
        SchemaState::Current => App::with_store(opening, store).await,
        SchemaState::Newer { name } => {
            anyhow::bail!("the database is newer than this program: it holds the change {name}")
        }
        SchemaState::Empty => anyhow::bail!("the database is empty; there is nothing to check"),
        SchemaState::Behind { pending } => anyhow::bail!(
            "the database is older than this program ({pending} changes to make) and a check makes none; run \
             `xutra migrate` first"
        ),
    }
}
