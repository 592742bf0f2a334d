//! From when until when a flag holds: what exams grant, and what short forms add.

use super::Supervision;
use super::record::{Record, Sitting};
use crate::instant::Instant;

/// From when until when an exam that was passed grants the flag.
pub(super) struct Grant<'a> {
    /// The exam.
    pub(super) exam: &'a Sitting<'a>,
    /// From when.
    pub(super) from: Instant,
    /// Until when, by itself.
    pub(super) until: Instant,
}

/// A stretch of time without a gap.
#[derive(Debug, Clone, Copy)]
pub(super) struct Period {
    /// From when.
    pub(super) since: Instant,
    /// Until when.
    pub(super) until: Instant,
    /// How often it was renewed by the short form since the last full one.
    pub(super) refreshes: u32,
    /// When last.
    pub(super) refreshed: Option<Instant>,
}

/// What moves a period, in the order of time; at one instant the full form comes first.
enum Step<'a> {
    Grant(&'a Grant<'a>),
    Refresh(&'a Sitting<'a>),
}

impl Record<'_> {
    /// What each exam that was passed grants, in the order of its beginning: from the first instant at which practical
    /// work stands beside it.
    pub(super) fn grants(&self) -> Vec<Grant<'_>> {
        let practical = self.passed_practicals().map(|sitting| sitting.at).min();
        let passed = self.exams.iter().filter(|exam| exam.passes_exam());
        let mut grants: Vec<Grant<'_>> = passed
            .filter_map(|exam| {
                let from = if exam.policy.practical.is_some() { practical?.max(exam.at) } else { exam.at };
                Some(Grant { exam, from, until: from.plus_months(exam.policy.validity_months) })
            })
            .collect();
        grants.sort_by_key(|grant| (grant.from, grant.until, grant.exam.order()));
        grants
    }

    /// The last stretch of time that `grants` and the short forms cover without a gap; with `only`, those alone that were
    /// watched like that. Nothing granted lies ahead of `now`, so it is the one that covers `now` where any does.
    pub(super) fn last_period(&self, grants: &[Grant<'_>], only: Option<Supervision>) -> Option<Period> {
        let wanted = |sitting: &Sitting<'_>| only.is_none_or(|only| sitting.supervision() == only);
        let full = grants.iter().filter(|grant| wanted(grant.exam)).map(|grant| (grant.from, Step::Grant(grant)));
        let short = self.refreshes.iter().filter(|sitting| sitting.passes_refresh() && wanted(sitting));
        let mut steps: Vec<(Instant, Step<'_>)> = full.collect();
        let mut short: Vec<&Sitting<'_>> = short.collect();
        short.sort_by_key(|sitting| sitting.order());
        steps.extend(short.into_iter().map(|sitting| (sitting.at, Step::Refresh(sitting))));
        // The sort is stable: at one instant a full form stays before a short one.
        steps.sort_by_key(|(at, _)| *at);
        steps.iter().fold(None, |period, (_, step)| match step {
            Step::Grant(grant) => Some(granted(period, grant)),
            Step::Refresh(sitting) => period.map(|period| renewed(period, sitting)),
        })
    }
}

fn granted(period: Option<Period>, grant: &Grant<'_>) -> Period {
    match period {
        Some(held) if grant.from <= held.until => {
            Period { until: held.until.max(grant.until), refreshes: 0, refreshed: None, ..held }
        }
        _ => Period { since: grant.from, until: grant.until, refreshes: 0, refreshed: None },
    }
}

/// A short form adds months for who holds the flag, so often as its policy lets it; else it changes nothing.
fn renewed(held: Period, sitting: &Sitting<'_>) -> Period {
    match sitting.policy.refresh {
        Some(rule) if sitting.at < held.until && held.refreshes < rule.times => Period {
            until: held.until.plus_months(rule.extends_months),
            refreshes: held.refreshes + 1,
            refreshed: Some(sitting.at),
            ..held
        },
        _ => held,
    }
}
