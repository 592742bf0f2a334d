//! The figures of units as data.

use super::{ok, parameter};
use crate::actions::ActionError;
use crate::actions::draw_recheck::quarter;
use crate::web::actor::Observer;
use crate::web::error::AppError;
use actix_web::HttpResponse;
use serde::Serialize;
use utoipa::ToSchema;
use xutra_domain::people::Audience;
use xutra_domain::reporting::{Definitions, Facts, read, share};
use xutra_domain::unit::{Unit, UnitKind};
use xutra_store::{board, unit};

/// The figures of a unit, and of those right below it.
#[derive(Debug, Serialize, ToSchema)]
pub struct KpiBody {
    /// Code of the unit.
    unit: String,
    /// Its name.
    name: String,
    /// When it was counted.
    at: String,
    /// Version of the definitions.
    definitions: String,
    /// Its figures.
    figures: Vec<FigureBody>,
    /// Units right below it.
    children: Vec<ChildBody>,
}

/// A unit below.
#[derive(Debug, Serialize, ToSchema)]
pub struct ChildBody {
    /// Code of the unit.
    unit: String,
    /// Its name.
    name: String,
    /// Its figures.
    figures: Vec<FigureBody>,
}

/// A figure.
#[derive(Debug, Serialize, ToSchema)]
pub struct FigureBody {
    /// Its id, as in `P2p`.
    id: String,
    /// How many; null where that is not collected yet.
    numerator: Option<u64>,
    /// Out of how many; null where nobody has approved a number.
    denominator: Option<u64>,
    /// The share; null where it cannot be told.
    percent: Option<f64>,
    /// Percent that are to be reached.
    target: u32,
    /// Whether the target is reached; null where that cannot be told.
    met: Option<bool>,
    /// People who are missing to the target.
    gap: Option<u64>,
    /// More are counted than there can be.
    over: bool,
    /// Why there is no share: `no-denominator`, `nobody`, `no-data`, `not-rechecked`, `no-plan` or
    /// `nothing-due`.
    untold: Option<&'static str>,
    /// A commune under review: what its re-checks bear out stands as the numerator.
    under_review: bool,
    /// How many were counted, before re-checks took anything off; null where that is not collected.
    counted: Option<u64>,
    /// People who would count if somebody had said how old they are.
    unknown_age: u64,
    /// Parts: `a` supervised and `b` online of the capable, `firm` and `household` of owners; `applying` and `register` tell
    /// the same out of others; `communes` of `P8` are accepted out of inspected, `absent` those who were replaced.
    parts: Vec<PartBody>,
    /// What audits leave of it, where it rests on records of work; of `P2v` and of communes under review, what re-checks leave.
    adjusted: Option<AdjustedBody>,
}

/// A figure as far as checks bear it out: times the share of audited records that held, or of people whose re-check was
/// confirmed, with its 95% interval.
#[derive(Debug, Serialize, ToSchema)]
pub struct AdjustedBody {
    /// How many.
    value: u64,
    /// The lower end of its interval.
    low: u64,
    /// The upper end.
    high: u64,
    /// Records that held, or people who were confirmed.
    passed: u64,
    /// Records that were looked at, or people who were asked again.
    audited: u64,
}

/// A part of a figure.
#[derive(Debug, Serialize, ToSchema)]
pub struct PartBody {
    /// Which.
    part: &'static str,
    /// How many.
    numerator: u64,
    /// Out of how many, where that is known of the part.
    denominator: Option<u64>,
    /// The share.
    percent: Option<f64>,
}

/// GET `/reports/kpi?unit=&audience=`; without a unit that of the root, where the person sees it.
///
/// # Errors
/// 404 outside of what the person sees; 422 for an unknown audience.
pub async fn kpi(observer: Observer) -> Result<HttpResponse, AppError> {
    let found = match parameter(&observer, "unit") {
        Some(code) => observer.unit(&code).await?,
        None => top(&observer).await?,
    };
    let audience = match parameter(&observer, "audience") {
        Some(word) => Some(Audience::parse(&word).ok_or_else(|| ActionError::invalid("audience", "audience-unknown"))?),
        None => None,
    };
    let told = board::read(&observer.app.store, &found, audience, (observer.now, &quarter(&observer.app))).await?;
    let child = |(child, facts): &(Unit, Facts)| ChildBody {
        unit: child.code.clone(),
        name: child.name.clone(),
        figures: figures(child.kind, facts),
    };
    let body = KpiBody {
        at: observer.now.rfc3339(),
        definitions: Definitions::current().version.clone(),
        figures: figures(found.kind, &told.facts),
        children: told.children.iter().map(child).collect(),
        unit: found.code,
        name: found.name,
    };
    ok(&observer, &body)
}

/// The first of the units at the top of what somebody sees.
async fn top(observer: &Observer) -> Result<Unit, AppError> {
    let units = unit::list_lasting(observer.app.store.reader(), observer.now).await?;
    let scopes = observer.scopes();
    let is_top = |unit: &Unit| scopes.as_ref().map_or(unit.parent.is_none(), |scopes| scopes.contains(&unit.path));
    units.into_iter().find(is_top).ok_or_else(AppError::not_found)
}

fn figures(kind: UnitKind, facts: &Facts) -> Vec<FigureBody> {
    let told = Definitions::current().figures.iter().filter(|figure| figure.fits(kind));
    told.map(|figure| {
        let reading = read(figure, facts);
        FigureBody {
            id: reading.id.to_owned(),
            numerator: reading.numerator,
            denominator: reading.denominator,
            percent: reading.percent(),
            target: reading.target,
            met: reading.met(),
            gap: reading.gap(),
            over: reading.is_over(),
            untold: reading.untold.map(xutra_domain::reporting::Untold::word),
            under_review: reading.under_review,
            counted: reading.counted,
            unknown_age: reading.unknown_age,
            parts: reading
                .lines
                .iter()
                .map(|line| PartBody {
                    part: line.part,
                    numerator: line.numerator,
                    denominator: line.denominator,
                    percent: line.denominator.and_then(|of| share(line.numerator, of)),
                })
                .collect(),
            adjusted: reading.adjusted.map(|one| AdjustedBody {
                value: one.value,
                low: one.low,
                high: one.high,
                passed: reading.audits.passed,
                audited: reading.audits.judged,
            }),
        }
    })
    .collect()
}
