//! `xutra audit verify`

use super::recompute::open;
use crate::actions::verify_audit::verify_audit;
use crate::config::Config;
use std::process::ExitCode;

pub(super) async fn verify(config: Config) -> anyhow::Result<ExitCode> {
    let app = open(config, true).await?;
    let found = verify_audit(&app).await?;
    let (ledger, wrong) = (&found.ledger, found.wrong());
    eprintln!("audit: {} entries", found.audit.map_or(0, |entries| entries));
    eprintln!("ledger: {} people, {} events, {} rows of evidence", ledger.people, ledger.events, ledger.evidence);
    if ledger.before > 0 {
        eprintln!("evidence from before there was a ledger: {} rows, which no event tells of", ledger.before);
    }
    eprintln!("days signed: {}", found.roots);
    for sentence in wrong.iter().take(100) {
        eprintln!("wrong: {sentence}");
    }
    if wrong.len() > 100 {
        eprintln!("and {} more", wrong.len() - 100);
    }
    Ok(if wrong.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
