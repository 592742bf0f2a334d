//! Units as data. Their names are no secret; who lives in them is.

use super::{Body, Items, MOST, answer, limit_or, ok, parameter};
use crate::actions::ActionError;
use crate::actions::put_unit::put_unit;
use crate::web::actor::{Administrator, Visitor};
use crate::web::error::AppError;
use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::Path;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use utoipa::ToSchema;
use xutra_domain::people::Audience;
use xutra_domain::population::PopulationClass;
use xutra_domain::unit::{Unit, UnitKind};
use xutra_store::{tally, unit};

/// A unit.
#[derive(Debug, Serialize, ToSchema)]
pub struct UnitBody {
    /// The code again: units are named by it.
    id: String,
    code: String,
    name: String,
    /// `province`, `commune`, `hamlet`, `agency` or `division`.
    kind: &'static str,
    /// Code of the unit above.
    parent: Option<String>,
    /// How many people it has by the approved register: `resident` those of working age, `official` the staff on the roll,
    /// `business` owners, where all three kinds are known. Empty where nobody has said.
    population: BTreeMap<&'static str, u64>,
}

impl UnitBody {
    fn of(unit: &Unit, registers: &Registers) -> Self {
        Self {
            id: unit.code.clone(),
            code: unit.code.clone(),
            name: unit.name.clone(),
            kind: unit.kind.word(),
            parent: unit.parent.clone(),
            population: registers.get(&unit.code).map(by_audience).unwrap_or_default(),
        }
    }
}

/// The register's classes as the audiences that they are the denominators of.
fn by_audience(register: &BTreeMap<PopulationClass, (u64, i64)>) -> BTreeMap<&'static str, u64> {
    let of = |class| register.get(&class).map(|(value, _)| *value);
    let owners = [PopulationClass::Enterprise, PopulationClass::Cooperative, PopulationClass::Household];
    let owners: Option<u64> = owners.into_iter().map(of).sum();
    let known = [
        (Audience::Resident, of(PopulationClass::WorkingAge)),
        (Audience::Official, of(PopulationClass::Staff)),
        (Audience::Business, owners),
    ];
    known.into_iter().filter_map(|(audience, value)| Some((audience.word(), value?))).collect()
}

/// What registers say, by code of the unit.
type Registers = BTreeMap<String, BTreeMap<PopulationClass, (u64, i64)>>;

/// GET `/units?parent=&cursor=&limit=`: all units, or those right below one.
///
/// # Errors
/// 422 for a limit out of range.
pub async fn list(visitor: Visitor) -> Result<HttpResponse, AppError> {
    let (parent, cursor) = (parameter(&visitor, "parent"), parameter(&visitor, "cursor"));
    let limit = limit_or(&visitor, MOST)?;
    let reader = visitor.app.store.reader();
    let units = unit::page(reader, parent.as_deref(), cursor.as_deref(), limit + 1).await?;
    let codes: Vec<&str> = units.iter().map(|unit| unit.code.as_str()).collect();
    let registers = tally::registers_of(reader, &codes, visitor.now).await?;
    let bodies = units.iter().map(|unit| UnitBody::of(unit, &registers)).collect();
    ok(&visitor, &Items::page(bodies, limit, |unit| unit.code.clone()))
}

/// GET `/units/{unit}`
///
/// # Errors
/// 404.
pub async fn one(visitor: Visitor, code: Path<String>) -> Result<HttpResponse, AppError> {
    let reader = visitor.app.store.reader();
    let found = unit::find(reader, &code).await?.ok_or_else(AppError::not_found)?;
    let registers = tally::registers_of(reader, &[&found.code], visitor.now).await?;
    ok(&visitor, &UnitBody::of(&found, &registers))
}

/// A unit to make or change.
#[derive(Debug, Deserialize, ToSchema)]
pub struct PutBody {
    name: String,
    kind: String,
    parent: Option<String>,
}

/// PUT `/units/{unit}`: 201 the first time, 200 after.
///
/// # Errors
/// 403, 409, 422.
pub async fn put(admin: Administrator, code: Path<String>, body: Body<PutBody>) -> Result<HttpResponse, AppError> {
    let body = body.read()?;
    let kind = UnitKind::parse(&body.kind).ok_or_else(|| ActionError::invalid("kind", "unit-kind"))?;
    let (unit, created) = put_unit(&admin.app, admin.id(), code.into_inner(), body.name, kind, body.parent).await?;
    let status = if created { StatusCode::CREATED } else { StatusCode::OK };
    let registers = tally::registers_of(admin.app.store.reader(), &[&unit.code], admin.now).await?;
    answer(admin.request(), status, &UnitBody::of(&unit, &registers))
}
