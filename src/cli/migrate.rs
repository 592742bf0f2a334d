//! `xutra migrate [--check]`

use crate::app::open_store;
use crate::config::Config;
use std::process::ExitCode;
use xutra_store::SchemaState;

pub(super) async fn run(config: &Config, check: bool) -> anyhow::Result<ExitCode> {
    let store = open_store(config).await?;
    let state = store.schema_state().await?;
    let code = match state {
        SchemaState::Current => {
            eprintln!("the schema is up to date");
            ExitCode::SUCCESS
        }
        SchemaState::Newer { name } => {
            eprintln!("xutra: the database is newer than this program: it holds the change {name}");
            ExitCode::FAILURE
        }
        SchemaState::Empty | SchemaState::Behind { .. } if check => {
            eprintln!("the schema is not up to date; run `xutra migrate`");
            ExitCode::FAILURE
        }
        SchemaState::Empty | SchemaState::Behind { .. } => {
            store.migrate().await?;
            eprintln!("the schema was brought up to date");
            ExitCode::SUCCESS
        }
    };
    store.close().await;
    Ok(code)
}
