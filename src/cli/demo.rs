//! `xutra demo [--learners N]`

use super::recompute::open;
use super::serve::publish;
use crate::actions::fill_demo::{DemoError, fill_demo};
use crate::config::Config;
use std::process::ExitCode;

pub(super) async fn run(config: Config, learners: u64, lang: &str) -> anyhow::Result<ExitCode> {
    let app = open(config, false).await?;
    publish(&app).await?;
    let say = |key: &str, args: &[(&str, &str)]| app.locales.text(lang, key, args);
    let mut told = None;
    let done = fill_demo(&app, learners, |stored| {
        let percent = (stored * 100).checked_div(learners).unwrap_or(100);
        // A line for each percent at most, whatever the number of people.
        if told != Some(percent) {
            told = Some(percent);
            eprintln!("{}", say("demo-progress", &[("percent", &percent.to_string()), ("n", &stored.to_string())]));
        }
    })
    .await;
    let code = match done {
        Err(DemoError::InUse) => {
            eprintln!("{}", say("demo-in-use", &[]));
            ExitCode::FAILURE
        }
        Err(DemoError::NoCourse) => {
            eprintln!("{}", say("demo-no-course", &[]));
            ExitCode::FAILURE
        }
        Err(DemoError::Action(error)) => return Err(error.into()),
        Ok(filled) => {
            let (people, units) = (filled.learners.to_string(), filled.units.to_string());
            eprintln!("{}", say("demo-done", &[("people", &people), ("units", &units)]));
            for account in &filled.accounts {
                let facts = [("login", account.login.as_str()), ("role", account.role)];
                match &account.password {
                    Some(password) => {
                        let facts = [facts[0], facts[1], ("password", password.as_str())];
                        eprintln!("{}", say("demo-account", &facts));
                    }
                    None => eprintln!("{}", say("demo-account-settings", &facts)),
                }
            }
            ExitCode::SUCCESS
        }
    };
    app.store.clone().close().await;
    Ok(code)
}
