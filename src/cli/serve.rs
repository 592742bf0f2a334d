//! `xutra serve`: opens the application, publishes the courses, listens, and drains on SIGTERM.

use super::courses::{archive, compile_all};
use crate::actions::publish_courses::{Published, keep_sources, publish_courses};
use crate::actions::set_password::{FirstAdministrator, first_administrator};
use crate::app::{App, Opening};
use crate::clock::Clock;
use crate::config::Config;
use crate::jobs;
use crate::web::{configure, finish};
use actix_web::dev::Server;
use actix_web::middleware::from_fn;
use actix_web::{App as ActixApp, HttpServer};
use anyhow::{Context as _, bail};
use std::net::SocketAddr;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;
use tracing_subscriber::EnvFilter;

/// Serves until SIGTERM or SIGINT.
///
/// # Errors
/// Says what is wrong with the settings, the database or the courses.
pub fn run(config: Config) -> anyhow::Result<ExitCode> {
    start_log(&config.log);
    actix_web::rt::System::new().block_on(serve(config))?;
    Ok(ExitCode::SUCCESS)
}

pub(super) fn start_log(level: &str) {
    let filter = EnvFilter::new(format!("error,xutra={level},xutra_store={level},xutra_domain={level}"));
    let log = tracing_subscriber::fmt().json().flatten_event(true).with_writer(std::io::stderr).with_env_filter(filter);
    // A log that stands already (in a test) stays.
    drop(log.try_init());
}

async fn serve(config: Config) -> anyhow::Result<()> {
    let app = App::open(Opening { config, clock: Clock::System, seed: None }).await?;
    publish(&app).await?;
    let (server, address) = listen(&app)?;
    app.listens_on(format!("http://{address}"));
    eprintln!("listening on http://{address}");
    introduce(&app).await?;
    jobs::start(&app);
    server.await.context("the server ended")?;
    app.store.clone().close().await;
    Ok(())
}

/// Listens where the settings say, with the limits of time that keep slow requests from holding connections; gives the
/// running server and its address.
///
/// # Errors
/// Where the address cannot be had.
pub fn listen(app: &Arc<App>) -> anyhow::Result<(Server, SocketAddr)> {
    let data = Arc::clone(app);
    let server = HttpServer::new(move || ActixApp::new().wrap(from_fn(finish::finish)).configure(configure(&data)))
        .workers(std::thread::available_parallelism().map_or(2, usize::from))
        .tcp_nodelay(true)
        .client_request_timeout(app.config.patience.head)
        .client_disconnect_timeout(Duration::from_secs(2))
        .keep_alive(Duration::from_secs(75))
        .shutdown_timeout(30)
        .bind(&app.config.listen)
        .with_context(|| format!("cannot listen on {}", app.config.listen))?;
    let address = *server.addrs().first().context("no address to listen on")?;
    Ok((server.run(), address))
}

/// Publishes the courses of the folder. A course with errors keeps its last good revision; without one the start ends.
pub(super) async fn publish(app: &App) -> anyhow::Result<()> {
    let compiled = compile_all(&app.config.courses_dir, &app.media)?;
    if compiled.is_empty() {
        tracing::warn!(event = "courses.none", "no course was found in {}", app.config.courses_dir.display());
    }
    let hashes: Vec<(String, String)> =
        compiled.iter().filter_map(|one| Some((one.id.clone(), one.course.as_ref()?.revision.clone()))).collect();
    let mut refused = Vec::new();
    for outcome in publish_courses(app, compiled).await? {
        match outcome {
            Published::New(id) => tracing::info!(event = "course.published", course.id = id, "a new revision is live"),
            Published::Unchanged(id) => {
                tracing::info!(event = "course.unchanged", course.id = id, "the course is live")
            }
            Published::Older(id) => tracing::warn!(
                event = "course.older",
                course.id = id,
                "the folder holds an earlier revision; what was published from the browser stays live"
            ),
            Published::Kept { id, errors } => {
                tracing::error!(
                    event = "course.kept",
                    course.id = id,
                    errors,
                    "the course has errors; its last good revision stays live"
                );
            }
            Published::Refused { id, errors } => refused.push(format!("`{id}` ({errors} errors)")),
        }
    }
    keep_sources(app, &hashes, |id| archive(&app.config.courses_dir, id)).await?;
    if !refused.is_empty() {
        let folder = app.config.courses_dir.display();
        bail!(
            "courses with errors and no earlier revision: {}; `xutra check {folder}` says what is wrong",
            refused.join(", ")
        );
    }
    Ok(())
}

/// Says where to begin on a new database.
async fn introduce(app: &App) -> anyhow::Result<()> {
    match first_administrator(app).await? {
        FirstAdministrator::Exists => {}
        FirstAdministrator::Taken => {
            let login = &app.config.admin_login;
            tracing::error!(event = "administrator.none", "nobody runs the server; the login of the settings is taken");
            eprintln!(
                "nobody runs the server, and the login {login:?} belongs to an account without that role; \
                 set `admin.login` to one that nobody has, and start again"
            );
        }
        FirstAdministrator::Made => {
            eprintln!("the first administrator is {:?}, with the password of the settings", app.config.admin_login)
        }
        FirstAdministrator::Link(path) => {
            eprintln!(
                "open {}{path} once, within a day, to set the password of {:?}",
                app.public_url(),
                app.config.admin_login
            );
        }
    }
    Ok(())
}
