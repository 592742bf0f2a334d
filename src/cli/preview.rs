//! `xutra preview [PATH]`: one course for its author, in a browser on the same machine. Everything it stores lies in a
//! temporary folder and is gone when it ends.

use super::read_course::read_courses;
use super::serve::start_log;
use crate::app::{App, Opening};
use crate::clock::Clock;
use crate::config::Config;
use crate::locales::Locales;
use crate::preview::{Preview, Snapshot, take_in, watch::Watch};
use crate::web::preview as web;
use anyhow::{Context as _, anyhow, bail};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;
use xutra_domain::course::Severity;

/// Serves until SIGINT or SIGTERM.
pub(super) fn run(config: Config, path: Option<PathBuf>, language: &str) -> anyhow::Result<ExitCode> {
    let locales = super::locales();
    let folder = course_folder(path, &config.courses_dir, language, &locales)?;
    start_log(if config.log == "debug" { "debug" } else { "warn" });
    let temporary = tempfile::Builder::new().prefix("xutra-preview-").tempdir().context("no temporary folder")?;
    let port = config.listen.rsplit(':').next().and_then(|port| port.parse().ok()).unwrap_or(0);
    web::block_on(serve(throw_away(config, temporary.path()), folder, port, language.to_owned()))?;
    temporary.close().context("the temporary folder stays")?;
    Ok(ExitCode::SUCCESS)
}

/// The one course at the path.
fn course_folder(path: Option<PathBuf>, courses: &Path, language: &str, locales: &Locales) -> anyhow::Result<PathBuf> {
    let tries = path.map_or_else(|| vec![PathBuf::from("."), courses.to_owned()], |path| vec![path]);
    let mut problem = None;
    for path in &tries {
        let shown = path.to_string_lossy().into_owned();
        match read_courses(path) {
            Ok(mut found) if found.len() == 1 => return Ok(found.remove(0).path),
            Ok(found) if found.is_empty() => {
                problem = Some(locales.text(language, "check-no-course", &[("path", &shown)]));
            }
            Ok(found) => {
                let names: Vec<String> =
                    found.iter().map(|course| path.join(&course.prefix).to_string_lossy().into_owned()).collect();
                bail!("{}", locales.text(language, "preview-which", &[("courses", &names.join(", "))]));
            }
            Err(error) => {
                let reason = error.kind().to_string();
                let args = [("path", shown.as_str()), ("reason", reason.as_str())];
                problem.get_or_insert_with(|| locales.text(language, "check-unreadable", &args));
            }
        }
    }
    Err(anyhow!(problem.unwrap_or_default()))
}

/// The settings with everything that would reach beyond this machine and this moment taken out.
fn throw_away(config: Config, folder: &Path) -> Config {
    Config {
        public_url: None,
        data_dir: folder.to_owned(),
        database_url: format!("sqlite://{}", folder.join("preview.db").display()),
        mail_url: format!("file://{}", folder.join("mail").display()),
        trusted_proxies: Vec::new(),
        limits_per_address: false,
        ..config
    }
}

async fn serve(config: Config, folder: PathBuf, port: u16, language: String) -> anyhow::Result<()> {
    let app = App::open(Opening { config, clock: Clock::System, seed: None }).await?;
    // What is saved from now on is told, also while the first version is compiled.
    let mut watch = Watch::start(&folder).with_context(|| format!("cannot watch {}", folder.display()))?;
    let preview = Arc::new(Preview::open(&app, folder).await.context("the preview could not be prepared")?);
    let polls = watch.polls;
    let ready = |address: std::net::SocketAddr| {
        eprintln!("listening on http://{address}");
        let url = format!("http://{address}/preview");
        eprintln!("{}", app.locales.text(&language, "preview-open", &[("url", &url)]));
        if polls {
            eprintln!("{}", app.locales.text(&language, "preview-polls", &[]));
        }
        tell(&app, &preview.snapshot(), &language);
    };
    let served = web::serve(&app, &preview, port, ready);
    let saves = async {
        while watch.next().await.is_some() {
            take_in(&app, &preview).await;
            tell(&app, &preview.snapshot(), &language);
        }
        std::future::pending::<()>().await;
    };
    tokio::select! {
        ended = served => ended.context("the preview ended")?,
        () = saves => {}
    }
    app.store.clone().close().await;
    Ok(())
}

/// One line in the shell for each save.
fn tell(app: &App, snapshot: &Snapshot, language: &str) {
    let locales = &app.locales;
    if let Some(trouble) = &snapshot.trouble {
        let args: Vec<(&str, &str)> = trouble.args.iter().map(|(name, value)| (*name, value.as_str())).collect();
        eprintln!("{}", locales.text(language, trouble.key, &args));
        return;
    }
    let errors = snapshot.findings.iter().filter(|one| one.diagnostic.severity == Severity::Error).count();
    let (errors, warnings) = (errors.to_string(), (snapshot.findings.len() - errors).to_string());
    let key = if snapshot.findings.is_empty() { "check-clean" } else { "check-summary" };
    eprintln!("{}", locales.text(language, key, &[("errors", &errors), ("warnings", &warnings)]));
}
