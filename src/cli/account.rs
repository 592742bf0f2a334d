//! `xutra account import FILE [--dry-run]`

use super::recompute::open;
use crate::actions::import_people::{ImportError, import_people};
use crate::config::Config;
use crate::roster_file;
use std::path::PathBuf;
use std::process::ExitCode;
use xutra_domain::roster::BadHeadings;

/// Most wrong lines that are told one by one.
const MOST_TOLD: u64 = 1_000;

pub(super) async fn import(config: Config, file: PathBuf, trial: bool, lang: &str) -> anyhow::Result<ExitCode> {
    let app = open(config, false).await?;
    let say = |key: &str, args: &[(&str, &str)]| app.locales.text(lang, key, args);
    let mut told = 0;
    let mut lines = roster_file::read(file);
    let done = import_people(&app, None, &mut lines, trial, |line, faults| {
        if faults.is_empty() {
            eprintln!("{}", say("import-progress", &[("n", &line.to_string())]));
            return;
        }
        told += 1;
        if told <= MOST_TOLD {
            let faults: Vec<String> = faults.iter().map(|key| say(key, &[])).collect();
            // The headings are the first line of the file.
            let number = (line + 1).to_string();
            eprintln!("{}", say("import-line", &[("line", &number), ("what", &faults.join(" "))]));
        }
    });
    let report = match done.await {
        Err(ImportError::Headings(bad)) => {
            let sentence = match &bad {
                BadHeadings::NoName => say("import-no-name", &[]),
                BadHeadings::Unknown(heading) => say("import-unknown-heading", &[("heading", heading)]),
                BadHeadings::Twice(heading) => say("import-heading-twice", &[("heading", heading)]),
            };
            eprintln!("{sentence}");
            return Ok(ExitCode::FAILURE);
        }
        other => other?,
    };
    let facts = [
        ("new", report.new.to_string()),
        ("moved", report.moved.to_string()),
        ("same", report.same.to_string()),
        ("wrong", report.wrong.to_string()),
    ];
    let facts: Vec<(&str, &str)> = facts.iter().map(|(name, value)| (*name, value.as_str())).collect();
    eprintln!("{}", say(if trial { "import-would" } else { "import-done" }, &facts));
    Ok(if report.wrong == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
