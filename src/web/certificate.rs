//! Certificates: the check that is open to all, the paper, and the certifier's desk.

use super::account::form_errors;
use super::actor::{self, Certifier, Visitor};
use super::error::AppError;
use super::form::Form;
use super::view::certificate::{
    CertificatePage, CertificateView, ConfirmPage, DeskPage, ReadyView, RevokePage, VerifyPage,
};
use super::view::{FormState, Link};
use super::{page, show};
use crate::actions::ActionError;
use crate::actions::issue_certificate::{issue_certificate, revoke_certificate};
use crate::catalog::LiveCourse;
use crate::message::Message;
use actix_web::HttpResponse;
use actix_web::http::{StatusCode, header};
use actix_web::web::Path;
use std::collections::BTreeMap;
use std::sync::Arc;
use xutra_domain::certificate::{Achievement, Certificate, CertificateNumber, CertificateStatus};
use xutra_domain::competency::Policy;
use xutra_domain::ids::AccountId;
use xutra_domain::people::search_key;
use xutra_store::{certificate, competency, people, unit};

const PAGE: u64 = 50;
/// How many certificates without their flag the desk shows at once.
const FALLEN: usize = 50;

/// `/verify?number=`
///
/// # Errors
/// 429.
pub async fn verify(visitor: Visitor) -> Result<HttpResponse, AppError> {
    let typed = actor::query_value(visitor.request().query_string(), "number").unwrap_or_default();
    if typed.trim().is_empty() {
        return page::show(&visitor, "certificate/verify.html", &VerifyPage { number: String::new(), error: None });
    }
    match find(&visitor, &typed).await? {
        Some(found) => Ok(page::see_other(&format!("/verify/{}", found.number))),
        None => not_found(&visitor, typed),
    }
}

fn not_found(visitor: &Visitor, number: String) -> Result<HttpResponse, AppError> {
    let error = Some(visitor.word("certificate-not-found"));
    page::show_with(visitor, StatusCode::NOT_FOUND, "certificate/verify.html", &VerifyPage { number, error })
}

/// A certificate by its number as people type it; each look-up counts against its address.
pub(super) async fn find(visitor: &Visitor, number: &str) -> Result<Option<Certificate>, AppError> {
    visitor.app.limits.may_look_up(visitor.address).map_err(AppError::too_many)?;
    match CertificateNumber::parse(number) {
        Some(number) => Ok(certificate::find(visitor.app.store.reader(), &number).await?),
        None => Ok(None),
    }
}

/// `/verify/{number}`
///
/// # Errors
/// 429.
pub async fn show_certificate(visitor: Visitor, number: Path<String>) -> Result<HttpResponse, AppError> {
    let number = number.into_inner();
    let Some(found) = find(&visitor, &number).await? else { return not_found(&visitor, number) };
    let certifies = visitor.certifies(found.account).await?;
    let may_print = certifies || visitor.account().is_some_and(|account| account.id == found.account);
    let may_revoke = certifies && found.revoked.is_none();
    let view = CertificatePage {
        pdf_url: may_print.then(|| format!("/certificates/{}.pdf", found.number)),
        credential_url: format!("/credentials/{}", found.number),
        revoke_url: may_revoke.then(|| format!("/admin/certificates/{}/revocation", found.number)),
        certificate: certificate_view(&visitor, &found).await?,
    };
    let mut response = page::show(&visitor, "certificate/certificate.html", &view)?;
    response
        .headers_mut()
        .insert(header::HeaderName::from_static("x-robots-tag"), header::HeaderValue::from_static("noindex"));
    Ok(response)
}

/// A certificate as it is shown. While the flag that it attests is suspended, it is so, too; the register and what was signed
/// stay as they are, since only people revoke.
pub(super) async fn certificate_view(visitor: &Visitor, found: &Certificate) -> Result<CertificateView, AppError> {
    let (statement, status) = (&found.statement, found.status(visitor.now));
    let suspended = match status {
        CertificateStatus::Valid => certificate::suspension(visitor.app.store.reader(), found).await?,
        CertificateStatus::Expired | CertificateStatus::Revoked => None,
    };
    Ok(CertificateView {
        number: found.number.to_string(),
        holder: statement.holder.clone(),
        achievement: found.achievement.word(),
        course: statement.course_title.get(visitor.lang).clone(),
        issuer: statement.issuer.clone(),
        issued: show::day(visitor, found.issued_at),
        expires: found.expires_at.map(|at| show::day(visitor, at)),
        status: if suspended.is_some() { "suspended" } else { status.word() },
        suspended: suspended.map(|one| show::day(visitor, one.since)),
        revoked: found.revoked.as_ref().map(|revoked| show::day(visitor, revoked.at)),
        reason: found.revoked.as_ref().map(|revoked| revoked.reason.clone()),
        rule: statement.rule.clone(),
        score: score(statement.score, statement.questions),
        url: format!("/verify/{}", found.number),
    })
}

async fn certificate_views(visitor: &Visitor, found: &[Certificate]) -> Result<Vec<CertificateView>, AppError> {
    let mut views = Vec::with_capacity(found.len());
    for one in found {
        views.push(certificate_view(visitor, one).await?);
    }
    Ok(views)
}

fn score(right: Option<u32>, of: Option<u32>) -> Option<String> {
    Some(format!("{}/{}", right?, of?))
}

/// Certificates of a person.
pub(super) async fn of_account(visitor: &Visitor, account: AccountId) -> Result<Vec<CertificateView>, AppError> {
    let found = certificate::list_of(visitor.app.store.reader(), account).await?;
    certificate_views(visitor, &found).await
}

/// `/certificates/{number}.pdf`: for its holder, certifiers and administrators.
///
/// # Errors
/// 401, 404 for anybody else, 503 when too many are printed at once.
pub async fn pdf(learner: super::actor::Learner, file: Path<String>) -> Result<HttpResponse, AppError> {
    let number = file.strip_suffix(".pdf").and_then(CertificateNumber::parse).ok_or_else(AppError::not_found)?;
    let found = certificate::find(learner.app.store.reader(), &number).await?.ok_or_else(AppError::not_found)?;
    if found.account != learner.id() && !learner.certifies(found.account).await? {
        return Err(AppError::not_found());
    }
    let bytes = super::paper::print(&learner, &found).await?;
    Ok(HttpResponse::Ok()
        .content_type("application/pdf")
        .insert_header((header::CONTENT_DISPOSITION, format!("inline; filename=\"{}.pdf\"", found.number)))
        .body(bytes))
}

/// The course that the desk shows: the one that is asked for, else the first that grants something.
fn desk_course(visitor: &Visitor) -> Result<Arc<LiveCourse>, AppError> {
    let asked = actor::query_value(visitor.request().query_string(), "course").unwrap_or_default();
    let courses = visitor.app.catalog.courses();
    let by_id = courses.iter().find(|live| live.course.id == asked);
    let granting = || courses.iter().find(|live| !live.course.policies.is_empty());
    by_id.or_else(granting).or(courses.first()).cloned().ok_or_else(AppError::not_found)
}

/// `/admin/certificates?course=&q=&after=&before=`
///
/// # Errors
/// Where the store fails.
pub async fn desk(certifier: Certifier) -> Result<HttpResponse, AppError> {
    let live = desk_course(&certifier)?;
    let parameter = |name: &str| actor::query_value(certifier.request().query_string(), name).unwrap_or_default();
    let (query, reader) = (parameter("q"), certifier.app.store.reader());
    let folded = Some(search_key(&query)).filter(|query| !query.is_empty());
    let scopes = certifier.scopes();
    let (mut ready, mut ready_count, mut fallen) = (Vec::new(), 0, Vec::new());
    if let Some(policy) = live.course.policies.first() {
        let after = AccountId::parse(&parameter("after"));
        ready = competency::ready(
            reader,
            &policy.flag,
            &live.course.id,
            certifier.now,
            folded.as_deref(),
            scopes.as_deref(),
            after,
            PAGE + 1,
        )
        .await?;
        ready_count =
            competency::count_ready(reader, &policy.flag, &live.course.id, certifier.now, scopes.as_deref()).await?;
        let (flag, course) = (&policy.flag, &live.course.id);
        fallen = certificate::list_fallen(reader, flag, course, certifier.now, scopes.as_deref(), FALLEN).await?;
    }
    let more = ready.len() as u64 > PAGE;
    ready.truncate(usize::try_from(PAGE).unwrap_or(usize::MAX));
    let page_url = |name: &str, value: &str| {
        let query = form_urlencoded::Serializer::new(String::new())
            .append_pair("course", &live.course.id)
            .append_pair("q", &query)
            .append_pair(name, value)
            .finish();
        format!("/admin/certificates?{query}")
    };
    let (issued, older) =
        certificate::page(reader, folded.as_deref(), scopes.as_deref(), parameter("before").parse().ok(), 20).await?;
    let view = DeskPage {
        courses: certifier
            .app
            .catalog
            .courses()
            .iter()
            .map(|one| Link {
                title: one.course.title.get(certifier.lang).clone(),
                url: format!("/admin/certificates?course={}", one.course.id),
            })
            .collect(),
        course: live.course.id.clone(),
        course_title: live.course.title.get(certifier.lang).clone(),
        ready_count,
        next_url: ready.last().filter(|_| more).map(|last| page_url("after", &last.account.to_string())),
        ready: ready.iter().map(|one| ready_view(&certifier, &live, one)).collect(),
        fallen: certificate_views(&certifier, &fallen).await?,
        issued: certificate_views(&certifier, &issued).await?,
        issued_next_url: older.map(|cursor| page_url("before", &cursor.to_string())),
        query,
    };
    page::show(&certifier, "certificate/desk.html", &view)
}

fn ready_view(visitor: &Visitor, live: &LiveCourse, ready: &competency::Ready) -> ReadyView {
    let questions = live.course.policies.first().map(|policy: &Policy| policy.exam.questions);
    ReadyView {
        account: ready.account.to_string(),
        name: ready.display_name.clone(),
        unit: ready.unit.clone().unwrap_or_default(),
        since: show::day(visitor, ready.since.unwrap_or(visitor.now)),
        score: score(ready.score, questions).unwrap_or_default(),
        why_url: format!("/accounts/{}/competency", ready.account),
    }
}

fn chosen(form: &Form) -> Vec<AccountId> {
    form.all("person").filter_map(AccountId::parse).take(200).collect()
}

/// POST `/admin/certificates/confirm`: shows who would get one; nothing is issued yet.
///
/// # Errors
/// 404.
pub async fn post_confirm(certifier: Certifier, form: Form) -> Result<HttpResponse, AppError> {
    let live = certifier.app.catalog.course(form.get("course")).ok_or_else(AppError::not_found)?;
    let policy = live.course.policies.first().ok_or_else(AppError::not_found)?;
    let mut found = Vec::new();
    for account in chosen(&form) {
        if !certifier.certifies(account).await? {
            continue;
        }
        let reader = certifier.app.store.reader();
        let standing = competency::standing(reader, account, &policy.flag).await?;
        let person = people::find_account(reader, account, certifier.now).await?;
        if let (Some((standing, _)), Some(person)) = (standing, person) {
            let home = match &person.unit {
                Some(code) => unit::find(reader, code).await?,
                None => None,
            };
            let ready = competency::Ready {
                account,
                display_name: person.display_name,
                unit: home.map(|unit| unit.name),
                since: standing.since,
                until: standing.until,
                score: standing.score,
            };
            found.push(ready_view(&certifier, &live, &ready));
        }
    }
    if found.is_empty() {
        return Ok(page::see_other_saying(
            &certifier,
            &format!("/admin/certificates?course={}", live.course.id),
            "bad",
            &Message::new("flash-nobody-chosen"),
        ));
    }
    let view = ConfirmPage {
        course: live.course.id.clone(),
        course_title: live.course.title.get(certifier.lang).clone(),
        people: found,
    };
    page::show(&certifier, "certificate/confirm.html", &view)
}

/// POST `/admin/certificates`: issues to everybody who was confirmed; who is not ready any more is left out and counted.
///
/// # Errors
/// Where the store fails.
pub async fn post_issue(certifier: Certifier, form: Form) -> Result<HttpResponse, AppError> {
    let course = form.get("course");
    let (mut issued, mut skipped) = (0_u32, 0_u32);
    for account in chosen(&form) {
        if !certifier.certifies(account).await? {
            skipped += 1;
            continue;
        }
        match issue_certificate(&certifier.app, certifier.id(), account, course, Some(Achievement::Capability)).await {
            Ok(_) => issued += 1,
            Err(ActionError::Conflict { .. } | ActionError::Forbidden(_) | ActionError::NotFound) => skipped += 1,
            Err(error) => return Err(error.into()),
        }
    }
    let (tone, message) = if skipped == 0 {
        ("good", Message::new("flash-issued").with("n", issued))
    } else {
        ("bad", Message::new("flash-issue-skipped").with("n", skipped).with("issued", issued))
    };
    let query = form_urlencoded::Serializer::new(String::new()).append_pair("course", course).finish();
    Ok(page::see_other_saying(&certifier, &format!("/admin/certificates?{query}"), tone, &message))
}

async fn by_number(certifier: &Certifier, number: &str) -> Result<Certificate, AppError> {
    let number = CertificateNumber::parse(number).ok_or_else(AppError::not_found)?;
    let found = certificate::find(certifier.app.store.reader(), &number).await?.ok_or_else(AppError::not_found)?;
    certifier.must_certify(found.account).await?;
    Ok(found)
}

/// `/admin/certificates/{number}/revocation`: asks first, and why.
///
/// # Errors
/// 404.
pub async fn show_revocation(certifier: Certifier, number: Path<String>) -> Result<HttpResponse, AppError> {
    let found = by_number(&certifier, &number).await?;
    let view = RevokePage { certificate: certificate_view(&certifier, &found).await?, form: FormState::default() };
    page::show(&certifier, "certificate/revoke.html", &view)
}

/// POST `/admin/certificates/{number}/revocation`, which who is `sure` sends: it cannot be undone.
///
/// # Errors
/// 404, 409 where it was revoked already.
pub async fn post_revocation(certifier: Certifier, number: Path<String>, form: Form) -> Result<HttpResponse, AppError> {
    let found = by_number(&certifier, &number).await?;
    if form.get("sure") != "yes" {
        let errors = BTreeMap::from([("sure".to_owned(), certifier.word("field-missing"))]);
        let form = FormState { values: form.values(), errors };
        let view = RevokePage { certificate: certificate_view(&certifier, &found).await?, form };
        return page::show_with(&certifier, StatusCode::UNPROCESSABLE_ENTITY, "certificate/revoke.html", &view);
    }
    match revoke_certificate(&certifier.app, certifier.id(), &found.number, form.get("reason")).await {
        Ok(_) => Ok(page::see_other_saying(
            &certifier,
            &format!("/verify/{}", found.number),
            "good",
            &Message::new("flash-revoked"),
        )),
        Err(error) => {
            let (status, errors) = form_errors(&certifier, error)?;
            let form = FormState { values: form.values(), errors };
            let view = RevokePage { certificate: certificate_view(&certifier, &found).await?, form };
            page::show_with(&certifier, status, "certificate/revoke.html", &view)
        }
    }
}
