//! Findings of inspectors and reports without a name, as pages.

pub mod finding;
pub mod report;
pub mod tell;

use super::actor::Visitor;
use super::show;
use super::view::oversight::ReportView;
use xutra_store::formality::Report;

/// A report as inspectors and its teller see it.
fn report_view(visitor: &Visitor, one: &Report) -> ReportView {
    ReportView {
        url: format!("/inspection/reports/{}", one.id),
        id: one.id.to_string(),
        kind: one.kind.word(),
        unit: one.unit_name.clone(),
        code: one.unit.clone(),
        words: one.words.clone(),
        hour: show::when(visitor, one.hour),
        state: one.state.word(),
        reason: one.reason.clone(),
    }
}
