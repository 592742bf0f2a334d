//! The administrator's pages of boundaries: a file is uploaded, looked at with what it would draw, then kept or thrown away;
//! maps are taken away.

use super::account::form_errors;
use super::actor::{Administrator, query_value};
use super::error::AppError;
use super::form::Form;
use super::upload::AdminUpload;
use super::view::boundary::{
    BoundariesPage, DraftMap, DraftPage, DraftRow, LeftOutView, MapRow, MapView, Region, RemovalPage,
};
use super::view::{FormState, Link};
use super::{page, show};
use crate::actions::draw_boundaries::{
    LARGEST_FILE, discard_boundaries, keep_boundaries, look_at, remove_boundaries, upload_boundaries,
};
use crate::message::Message;
use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::Path;
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;
use xutra_domain::boundary::{Boundary, LeftOut, SurveyedMap, WhyLeftOut};
use xutra_domain::unit::{Tree, Unit};
use xutra_store::boundary::{self, Draft};
use xutra_store::unit;

/// Features that are left out, and units that are missing, of which a page tells.
const TOLD: usize = 100;
/// Pictures of a page: a file of all hamlets draws a hundred.
const PICTURES: usize = 2;
/// A letter needs so much room.
const LETTER: i32 = 44;
/// What is left around a picture, for the edges.
const AROUND: i32 = 4;

/// What is only somewhat too large is told of in the form, with what to do.
type BoundaryUpload = AdminUpload<{ 4 * LARGEST_FILE }>;

/// `/admin/boundaries`
///
/// # Errors
/// Where the store fails.
pub async fn list(admin: Administrator) -> Result<HttpResponse, AppError> {
    show_list(&admin, StatusCode::OK, FormState::default()).await
}

async fn show_list(admin: &Administrator, status: StatusCode, form: FormState) -> Result<HttpResponse, AppError> {
    let reader = admin.app.store.reader();
    let maps = boundary::list_maps(reader, admin.now).await?.into_iter().map(|map| MapRow {
        unit: Link { title: map.name, url: super::figures::card::board_url(&map.code) },
        drawn: map.drawn,
        parts: map.parts,
        when: show::when(admin, map.set_at),
        remove_url: removal_url(&map.code),
    });
    let maps = maps.collect();
    let drafts = boundary::list_drafts(reader).await?;
    let row = |draft: &Draft| DraftRow { file: file(draft), when: show::when(admin, draft.made_at) };
    let view = BoundariesPage { maps, drafts: drafts.iter().map(row).collect(), form };
    page::show_with(admin, status, "boundary/boundaries.html", &view)
}

fn removal_url(code: &str) -> String {
    format!("/admin/units/{code}/boundaries")
}

fn url(id: Uuid) -> String {
    format!("/admin/boundaries/{id}")
}

fn file(draft: &Draft) -> Link {
    let title = if draft.name.is_empty() { "GeoJSON".to_owned() } else { draft.name.clone() };
    Link { title, url: url(draft.id) }
}

/// POST `/admin/boundaries`: keeps a file to be looked at.
///
/// # Errors
/// 422 for what is no file of areas.
pub async fn post_upload(upload: BoundaryUpload) -> Result<HttpResponse, AppError> {
    let BoundaryUpload { admin, parts } = upload;
    match upload_boundaries(&admin.app, admin.id(), &parts.file_name, parts.bytes).await {
        Ok(id) => Ok(page::see_other(&url(id))),
        Err(error) => {
            let (status, errors) = form_errors(&admin, error)?;
            show_list(&admin, status, FormState { values: BTreeMap::new(), errors }).await
        }
    }
}

async fn find(admin: &Administrator, id: &str) -> Result<Draft, AppError> {
    let id = Uuid::try_parse(id).map_err(|_| AppError::not_found())?;
    boundary::find_draft(admin.app.store.reader(), id).await?.ok_or_else(AppError::not_found)
}

/// `/admin/boundaries/{draft}?property=`
///
/// # Errors
/// 404.
pub async fn show_draft(admin: Administrator, id: Path<String>) -> Result<HttpResponse, AppError> {
    let property = query_value(admin.request().query_string(), "property");
    show_draft_with(&admin, &id, property, StatusCode::OK, FormState::default()).await
}

async fn show_draft_with(
    admin: &Administrator,
    id: &str,
    property: Option<String>,
    status: StatusCode,
    form: FormState,
) -> Result<HttpResponse, AppError> {
    let draft = find(admin, id).await?;
    let found = look_at(&admin.app, draft.id, property).await?.ok_or_else(AppError::not_found)?;
    let reader = admin.app.store.reader();
    let units = unit::list_lasting(reader, admin.now).await?;
    let units: BTreeMap<&str, &Unit> = units.iter().map(|unit| (unit.code.as_str(), unit)).collect();
    let drawn_before = boundary::list_codes(reader).await?;
    let codes = || found.maps.iter().flat_map(|map| map.parts.iter().map(|(code, _)| code));
    let maps = found.maps.iter().enumerate();
    let view = DraftPage {
        file: file(&draft),
        when: show::when(admin, draft.made_at),
        features: found.features,
        drawn: found.drawn(),
        replaced: codes().filter(|code| drawn_before.contains(*code)).count(),
        properties: found.properties.iter().map(|name| Link { title: name.clone(), url: name.clone() }).collect(),
        maps: maps.map(|(place, map)| draft_map(&units, map, place < PICTURES)).collect(),
        left_out: found.left_out.iter().take(TOLD).map(|one| left_out(admin, one)).collect(),
        left_all: found.left_out.len(),
        left_more: found.left_out.len().saturating_sub(TOLD),
        remove_url: format!("{}/removal", url(draft.id)),
        form: FormState { values: BTreeMap::from([("property".to_owned(), found.property.clone())]), ..form },
        property: found.property,
    };
    page::show_with(admin, status, "boundary/draft.html", &view)
}

fn draft_map(units: &BTreeMap<&str, &Unit>, map: &SurveyedMap, is_shown: bool) -> DraftMap {
    let name = |code: &str| units.get(code).map_or_else(|| code.to_owned(), |unit| unit.name.clone());
    let drawn: BTreeSet<&str> = map.parts.iter().map(|(code, _)| code.as_str()).collect();
    let is_part = |unit: &&&Unit| {
        unit.parent.as_deref() == Some(&map.parent)
            && unit.kind.tree() == Tree::Residence
            && !drawn.contains(unit.code.as_str())
    };
    let missing: Vec<String> = units.values().filter(is_part).map(|unit| unit.name.clone()).collect();
    let regions = || {
        let region = |(code, one): &(String, Boundary)| {
            region(Link { title: name(code), url: String::new() }, one.clone(), "b", None)
        };
        picture(map.parts.iter().map(|(_, one)| one), map.parts.iter().map(region).collect())
    };
    DraftMap {
        unit: name(&map.parent),
        drawn: map.parts.len(),
        missing_all: missing.len(),
        missing_more: missing.len().saturating_sub(TOLD),
        missing: missing.into_iter().take(TOLD).collect(),
        map: is_shown.then(regions).flatten(),
    }
}

/// A picture with the box around all boundaries.
pub(super) fn picture<'a>(all: impl Iterator<Item = &'a Boundary>, places: Vec<Region>) -> Option<MapView> {
    let bounds = all.map(|one| one.bounds).reduce(|one, other| one.with(other))?;
    let corner = (bounds.left - AROUND, bounds.top - AROUND);
    let size = (bounds.right - bounds.left + 2 * AROUND, bounds.bottom - bounds.top + 2 * AROUND);
    Some(MapView { corner, size, places })
}

/// A unit on a map; its letter stands where there is room.
pub(super) fn region(unit: Link, of: Boundary, band: &'static str, percent: Option<String>) -> Region {
    // Letters stand on a line; a third of their height below the middle they look centred.
    let letter = (of.label.room >= LETTER).then_some((of.label.x, of.label.y + LETTER / 4));
    Region { unit, path: of.path, band, percent, letter }
}

fn left_out(admin: &Administrator, one: &LeftOut) -> LeftOutView {
    let why = match one.why {
        WhyLeftOut::NoUnit => admin.word("boundary-why-no-unit"),
        WhyLeftOut::Twice(first) => admin.say(&Message::new("boundary-why-twice").with("first", first)),
        WhyLeftOut::Faulty(fault) => admin.word(&format!("boundary-fault-{}", fault.word())),
    };
    LeftOutView { number: one.number, value: one.value.clone().unwrap_or_default(), why }
}

/// POST `/admin/boundaries/{draft}`: keeps what it draws.
///
/// # Errors
/// 404; 409 where it draws nothing.
pub async fn post_keep(admin: Administrator, id: Path<String>, form: Form) -> Result<HttpResponse, AppError> {
    let draft = find(&admin, &id).await?;
    let property = form.get("property").to_owned();
    match keep_boundaries(&admin.app, admin.id(), draft.id, &property).await {
        Ok(count) => {
            let done = Message::new("flash-boundaries-kept").with("n", count);
            Ok(page::see_other_saying(&admin, "/admin/boundaries", "good", &done))
        }
        Err(error) => {
            let (status, errors) = form_errors(&admin, error)?;
            let form = FormState { values: BTreeMap::new(), errors };
            show_draft_with(&admin, &id, Some(property), status, form).await
        }
    }
}

/// POST `/admin/boundaries/{draft}/removal`: throws a file away.
///
/// # Errors
/// 404.
pub async fn post_discard(admin: Administrator, id: Path<String>, _form: Form) -> Result<HttpResponse, AppError> {
    let draft = find(&admin, &id).await?;
    discard_boundaries(&admin.app, draft.id).await?;
    let done = Message::new("flash-boundaries-discarded");
    Ok(page::see_other_saying(&admin, "/admin/boundaries", "good", &done))
}

/// `/admin/units/{unit}/boundaries`: asks before a map is taken away.
///
/// # Errors
/// 404.
pub async fn show_removal(admin: Administrator, code: Path<String>) -> Result<HttpResponse, AppError> {
    show_removal_with(&admin, &code, StatusCode::OK, FormState::default()).await
}

async fn show_removal_with(
    admin: &Administrator,
    code: &str,
    status: StatusCode,
    form: FormState,
) -> Result<HttpResponse, AppError> {
    let reader = admin.app.store.reader();
    let unit = unit::find(reader, code).await?.ok_or_else(AppError::not_found)?;
    let drawn = boundary::list_below(reader, code).await?.len();
    let unit = Link { title: unit.name, url: "/admin/boundaries".to_owned() };
    page::show_with(
        admin,
        status,
        "boundary/removal.html",
        &RemovalPage { unit, drawn, action: removal_url(code), form },
    )
}

/// POST `/admin/units/{unit}/boundaries`: takes a map away; only with a box that is ticked.
///
/// # Errors
/// 404, 422.
pub async fn post_removal(admin: Administrator, code: Path<String>, form: Form) -> Result<HttpResponse, AppError> {
    if form.get("sure") != "yes" {
        let errors = BTreeMap::from([("sure".to_owned(), admin.word("field-missing"))]);
        let form = FormState { values: form.values(), errors };
        return show_removal_with(&admin, &code, StatusCode::UNPROCESSABLE_ENTITY, form).await;
    }
    unit::find(admin.app.store.reader(), &code).await?.ok_or_else(AppError::not_found)?;
    let gone = remove_boundaries(&admin.app, admin.id(), &code).await?;
    let done = Message::new("flash-boundaries-removed").with("n", gone);
    Ok(page::see_other_saying(&admin, "/admin/boundaries", "good", &done))
}
