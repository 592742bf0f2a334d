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
use xutra_domain::unit::{Unit, UnitKind};
use xutra_store::unit;

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
    /// How many people it has, by audience; empty where nobody has said.
    population: BTreeMap<&'static str, u64>,
}

impl From<&Unit> for UnitBody {
    fn from(unit: &Unit) -> Self {
        Self {
            id: unit.code.clone(),
            code: unit.code.clone(),
            name: unit.name.clone(),
            kind: unit.kind.word(),
            parent: unit.parent.clone(),
            population: BTreeMap::new(),
        }
    }
}

/// GET `/units?parent=&cursor=&limit=`: all units, or those right below one.
///
/// # Errors
/// 422 for a limit out of range.
pub async fn list(visitor: Visitor) -> Result<HttpResponse, AppError> {
    let (parent, cursor) = (parameter(&visitor, "parent"), parameter(&visitor, "cursor"));
    let limit = limit_or(&visitor, MOST)?;
    let reader = visitor.app.store.reader();
    let units = unit::page(reader, parent.as_deref(), cursor.as_deref(), limit + 1).await?;
    ok(&visitor, &Items::page(units.iter().map(UnitBody::from).collect(), limit, |unit| unit.code.clone()))
}

/// GET `/units/{unit}`
///
/// # Errors
/// 404.
pub async fn one(visitor: Visitor, code: Path<String>) -> Result<HttpResponse, AppError> {
    let found = unit::find(visitor.app.store.reader(), &code).await?.ok_or_else(AppError::not_found)?;
    ok(&visitor, &UnitBody::from(&found))
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
    answer(admin.request(), status, &UnitBody::from(&unit))
}
