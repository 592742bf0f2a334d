//! `xutra recompute [--check]`

use crate::actions::recompute::recompute;
use crate::app::{App, Opening};
use crate::clock::Clock;
use crate::config::Config;
use std::process::ExitCode;

pub(super) async fn run(config: Config, check: bool) -> anyhow::Result<ExitCode> {
    let app = App::open(Opening { config, clock: Clock::System, seed: None }).await?;
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
