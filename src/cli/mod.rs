//! What the program does from a shell: one file per command, and what they share.

mod account;
mod arguments;
mod audit;
pub mod check;
mod courses;
mod demo;
mod draw;
pub mod explain;
pub mod export;
mod fix;
pub mod import;
mod migrate;
pub mod new;
mod preview;
pub mod read_course;
mod recompute;
pub(crate) mod report;
pub mod serve;

use crate::config::Config;
use crate::locales::{LANGUAGES, Locales, REFERENCE};
use anyhow::Context as _;
use arguments::{AccountCommand, Arguments, AuditCommand, Command, DrawCommand, NewCommand};
use clap::Parser as _;
use std::path::Path;
use std::process::ExitCode;

/// Runs the command of the program's arguments.
#[must_use]
pub fn run() -> ExitCode {
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(error) => {
            // Nothing more can be said where even that cannot be printed.
            drop(error.print());
            return ExitCode::from(if error.use_stderr() { 2 } else { 0 });
        }
    };
    match arguments.command.unwrap_or(Command::Serve) {
        Command::Check(check) => check::run(&check, &shell_language()),
        Command::New { what: NewCommand::Course { path } } => new::run(&path, &shell_language()),
        Command::Import { format, file, into } => import::run(&format, &file, &into, &shell_language()),
        Command::Export { format, path, into } => export::run(&format, &path, &into, &shell_language()),
        Command::Draw { what: DrawCommand::Verify { file } } => told(draw::verify(&file, &shell_language())),
        command => told(with_config(command)),
    }
}

fn told(done: anyhow::Result<ExitCode>) -> ExitCode {
    done.unwrap_or_else(|error| {
        eprintln!("xutra: {error:#}");
        ExitCode::FAILURE
    })
}

fn with_config(command: Command) -> anyhow::Result<ExitCode> {
    let file = match std::fs::read_to_string("xutra.toml") {
        Ok(text) => Some(text),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => None,
        Err(error) => return Err(error).context("cannot read xutra.toml"),
    };
    let config = Config::load(file.as_deref(), std::env::vars())?;
    match command {
        Command::Serve => serve::run(config),
        Command::Preview { path } => preview::run(config, path, &shell_language()),
        Command::Migrate { check } => runtime()?.block_on(migrate::run(&config, check)),
        Command::Demo { learners } => runtime()?.block_on(demo::run(config, learners, &shell_language())),
        Command::Recompute { check } => runtime()?.block_on(recompute::run(config, check)),
        Command::Account { what: AccountCommand::Import { file, dry_run } } => {
            runtime()?.block_on(account::import(config, file, dry_run, &shell_language()))
        }
        Command::Draw { what } => with_draw(config, what),
        Command::Audit { what: AuditCommand::Verify } => runtime()?.block_on(audit::verify(config)),
        Command::Check(check) => Ok(check::run(&check, &shell_language())),
        Command::New { what: NewCommand::Course { path } } => Ok(new::run(&path, &shell_language())),
        Command::Import { format, file, into } => Ok(import::run(&format, &file, &into, &shell_language())),
        Command::Export { format, path, into } => Ok(export::run(&format, &path, &into, &shell_language())),
    }
}

fn with_draw(config: Config, what: DrawCommand) -> anyhow::Result<ExitCode> {
    let lang = shell_language();
    match what {
        DrawCommand::New { unit, flag, count, into } => {
            runtime()?.block_on(draw::new(config, draw::New { unit, flag, count, into }, &lang))
        }
        DrawCommand::Reveal { unit, quarter, into } => {
            runtime()?.block_on(draw::reveal(config, &unit, quarter.as_deref(), &into, &lang))
        }
        DrawCommand::Verify { file } => draw::verify(&file, &lang),
    }
}

/// For the commands that do one thing and end; the server brings its own.
fn runtime() -> anyhow::Result<tokio::runtime::Runtime> {
    tokio::runtime::Builder::new_multi_thread().enable_all().build().context("cannot start")
}

/// The language of messages in a shell: `LC_ALL`, `LC_MESSAGES` or `LANG`, else Vietnamese.
fn shell_language() -> String {
    let chosen = ["LC_ALL", "LC_MESSAGES", "LANG"]
        .iter()
        .find_map(|name| std::env::var(name).ok().filter(|text| !text.is_empty()));
    let primary = chosen.as_deref().and_then(|text| text.split(['_', '.', '-']).next()).unwrap_or(REFERENCE).to_owned();
    if LANGUAGES.contains(&primary.as_str()) { primary } else { REFERENCE.to_owned() }
}

fn locales() -> Locales {
    Locales::load(Path::new("locales"))
}
