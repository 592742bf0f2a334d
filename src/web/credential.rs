//! The signed credential and what others need to check it: issuer, keys, achievements, status lists. Open to all.

use super::actor::Visitor;
use super::certificate::find;
use super::error::AppError;
use super::page;
use crate::app::{App, public_keys};
use crate::credential::keys::{VerifyingKey, did_document, jwks};
use crate::credential::open_badge::{
    AchievementFacts, BadgeWords, IssuerFacts, achievement, document, issuer_profile, sign,
};
use crate::credential::status_list::sign_status_list;
use actix_web::HttpResponse;
use actix_web::http::header;
use actix_web::web::{Data, Path};
use serde_json::Value;
use xutra_domain::certificate::Certificate;
use xutra_domain::instant::MINUTE;
use xutra_store::certificate;

const LINKED_DATA: &str = "application/ld+json; charset=utf-8";
const JSON: &str = "application/json; charset=utf-8";

fn json(kind: &'static str, value: &Value) -> HttpResponse {
    HttpResponse::Ok()
        .content_type(kind)
        .insert_header((header::ACCESS_CONTROL_ALLOW_ORIGIN, "*"))
        .insert_header(("cross-origin-resource-policy", "cross-origin"))
        .body(value.to_string())
}

fn token(text: String) -> HttpResponse {
    HttpResponse::Ok()
        .content_type("text/plain; charset=utf-8")
        .insert_header((header::ACCESS_CONTROL_ALLOW_ORIGIN, "*"))
        .insert_header(("cross-origin-resource-policy", "cross-origin"))
        .insert_header((header::VARY, "Accept"))
        .body(text)
}

fn words(app: &App, facts: &AchievementFacts) -> BadgeWords {
    let language = &app.config.site.locale;
    BadgeWords::collect(facts, language, |key, args| app.locales.text(language, key, args))
}

/// The compact JWS of a certificate.
///
/// # Errors
/// Where it cannot be signed.
pub fn signed(app: &App, found: &Certificate) -> Result<String, AppError> {
    let base_url = app.public_url();
    let issuer = IssuerFacts { base_url: &base_url, name: &found.statement.issuer };
    let facts = AchievementFacts::of(found, &app.config.site.locale);
    Ok(sign(found, issuer, &words(app, &facts), &app.signing)?)
}

/// `/credentials/{number}`: the signed credential; a page for browsers.
///
/// # Errors
/// 404, 429.
pub async fn credential(visitor: Visitor, number: Path<String>) -> Result<HttpResponse, AppError> {
    let found = find(&visitor, &number).await?.ok_or_else(AppError::not_found)?;
    let accept = visitor.request().headers().get(header::ACCEPT).and_then(|value| value.to_str().ok()).unwrap_or("");
    if accept.contains("text/html") {
        return Ok(page::see_other(&format!("/verify/{}", found.number)));
    }
    Ok(token(signed(&visitor.app, &found)?))
}

/// `/issuer`
///
/// # Errors
/// None.
pub async fn issuer(app: Data<App>) -> Result<HttpResponse, AppError> {
    let base_url = app.public_url();
    let facts = IssuerFacts { base_url: &base_url, name: app.config.site.issuer() };
    Ok(json(LINKED_DATA, &document(issuer_profile(facts))))
}

async fn keys(app: &App) -> Result<Vec<VerifyingKey>, AppError> {
    Ok(public_keys(&app.store).await?.iter().map(|key| key.verifying()).collect())
}

/// `/keys/{kid}`: one key, kept for ever.
///
/// # Errors
/// 404.
pub async fn key(app: Data<App>, kid: Path<String>) -> Result<HttpResponse, AppError> {
    let keys = keys(&app).await?;
    let key = keys.iter().find(|key| key.kid == *kid).ok_or_else(AppError::not_found)?;
    Ok(json("application/jwk+json; charset=utf-8", &key.jwk(&app.public_url())))
}

/// `/.well-known/jwks.json`
///
/// # Errors
/// Where the store fails.
pub async fn key_set(app: Data<App>) -> Result<HttpResponse, AppError> {
    Ok(json(JSON, &jwks(&app.public_url(), &keys(&app).await?)))
}

/// `/.well-known/did.json`
///
/// # Errors
/// Where the store fails.
pub async fn did(app: Data<App>) -> Result<HttpResponse, AppError> {
    Ok(json("application/did+json; charset=utf-8", &did_document(&app.public_url(), &keys(&app).await?)))
}

/// `/achievements/{id}`: what can be achieved under the rules that are live.
///
/// # Errors
/// 404.
pub async fn achievement_page(app: Data<App>, id: Path<String>) -> Result<HttpResponse, AppError> {
    let found = achievements(&app).into_iter().find(|facts| facts.id() == *id).ok_or_else(AppError::not_found)?;
    Ok(json(LINKED_DATA, &document(achievement(&found, &words(&app, &found), &app.public_url()))))
}

/// `/achievements/{id}/criteria`: how it is achieved, in words.
///
/// # Errors
/// 404.
pub async fn criteria(app: Data<App>, id: Path<String>) -> Result<HttpResponse, AppError> {
    let found = achievements(&app).into_iter().find(|facts| facts.id() == *id).ok_or_else(AppError::not_found)?;
    Ok(token(words(&app, &found).narrative))
}

fn achievements(app: &App) -> Vec<AchievementFacts> {
    use xutra_domain::certificate::Achievement;
    let language = &app.config.site.locale;
    let mut found = Vec::new();
    for live in app.catalog.courses() {
        let facts = |kind, rule, exam| AchievementFacts {
            course: live.course.id.clone(),
            kind,
            rule,
            exam,
            course_title: live.course.title.get(language).clone(),
        };
        found.push(facts(Achievement::Completion, None, None));
        for policy in &live.course.policies {
            let exam = Some((policy.exam.questions, policy.exam.pass));
            found.push(facts(Achievement::Capability, Some(policy.name()), exam));
        }
    }
    found
}

/// `/status/{n}`: the signed list of what was revoked.
///
/// # Errors
/// 404 for a list that has not begun.
pub async fn status(app: Data<App>, list: Path<u32>) -> Result<HttpResponse, AppError> {
    let lists = 1 + certificate::count(app.store.reader()).await? / 65_536;
    if *list == 0 || u64::from(*list) > lists {
        return Err(AppError::not_found());
    }
    let revoked = certificate::revoked_indexes(app.store.reader(), *list - 1).await?;
    let base_url = app.public_url();
    let facts = IssuerFacts { base_url: &base_url, name: app.config.site.issuer() };
    let signed = sign_status_list(facts, *list, &revoked, app.clock.now(), MINUTE, &app.signing);
    Ok(token(signed.map_err(AppError::internal)?))
}
