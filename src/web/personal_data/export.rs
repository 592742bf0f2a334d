//! Everything that is kept of a person, as one file to take along.

use super::super::actor::Learner;
use super::super::error::AppError;
use actix_web::HttpResponse;
use actix_web::http::header;
use serde_json::{Value, json};
use xutra_domain::instant::Instant;
use xutra_store::{
    about_person, affiliation, certificate, competency, duplicate, finding, learning, outbox, people,
    personal_data as data, pin, recheck, work_confirmation, work_record,
};

/// `/me/data/export`: JSON, made anew each time.
///
/// # Errors
/// Where the store fails.
pub async fn export(learner: Learner) -> Result<HttpResponse, AppError> {
    let (reader, me) = (learner.app.store.reader(), learner.me());
    let places = affiliation::list_of(reader, me.id).await?;
    let places = places.iter().map(|one| {
        json!({ "unit": one.unit, "kind": one.kind.word(), "since": time(one.since), "until": one.until.map(time) })
    });
    let certificates = certificate::list_of(reader, me.id).await?;
    let certificates = certificates.iter().map(|one| {
        json!({ "number": one.number.as_str(), "holder": one.statement.holder, "course": one.course,
            "issued_at": time(one.issued_at), "expires_at": one.expires_at.map(time),
            "revoked_at": one.revoked.as_ref().map(|revoked| time(revoked.at)) })
    });
    let consents = data::consents(reader, me.id).await?;
    let consents = consents.iter().map(
        |one| json!({ "purpose": one.purpose.word(), "version": one.version, "given": one.given, "at": time(one.at) }),
    );
    let requests = data::requests_of(reader, me.id).await?;
    let requests = requests.iter().map(|one| {
        let answer = one.answer.as_ref();
        json!({ "kind": one.kind.word(), "note": one.note, "asked_at": time(one.asked_at),
            "answered_at": answer.map(|(at, ..)| time(*at)), "outcome": answer.map(|(_, outcome, _)| outcome.word()),
            "answer": answer.map(|(.., said)| said) })
    });
    let looks = data::viewings(reader, me.id, u64::from(u32::MAX)).await?;
    let looks = looks.iter().map(|one| json!({ "viewer": one.viewer, "what": one.what, "at": time(one.at) }));
    let roles = me.roles.iter().map(
        |grant| json!({ "role": grant.role.word(), "unit": grant.unit, "expires_at": grant.expires_at.map(time) }),
    );
    let [answers, answered] = work_confirmation::said(reader, me.id).await?;
    let classes = data::classes_of(reader, me.id).await?;
    let whole = json!({
        "account": { "id": me.id, "login": me.login, "display_name": me.display_name, "phone": me.phone,
            "email": me.email, "birth_year": about_person::birth_year(reader, me.id).await?,
            "has_pin": pin::find(reader, me.id).await?.is_some(), "audience": me.audience.word(), "locale": me.locale, "created_at": time(me.created_at) },
        "roles": list(roles),
        "places": list(places),
        "classes": list(classes.iter().map(|(title, at)| json!({ "class": title, "at": time(*at) }))),
        "courses": courses(&learner).await?,
        "attempts": data::attempts_of(reader, me.id).await?,
        "certificates": list(certificates),
        "consents": list(consents),
        "requests": list(requests),
        "looked_at_by": list(looks),
        "work_records": records(&learner).await?,
        "joined_accounts": joined(&learner).await?,
        "rechecks": rechecks(&learner).await?,
        "findings": finding::said(reader, me.id).await?,
        "plans": data::words_of(reader, me.id).await?,
        "work_records_answers": answers,
        "work_records_answered": answered,
        "mails": mails(&learner).await?,
    });
    let text = serde_json::to_string_pretty(&whole).map_err(|_| AppError::internal("the export is no JSON"))?;
    Ok(HttpResponse::Ok()
        .content_type("application/json")
        .insert_header((header::CONTENT_DISPOSITION, "attachment; filename=\"xutra-du-lieu-cua-toi.json\""))
        .insert_header((header::CACHE_CONTROL, "no-store"))
        .body(text))
}

fn list(items: impl Iterator<Item = Value>) -> Value {
    Value::Array(items.collect())
}

fn time(at: Instant) -> String {
    at.rfc3339()
}

/// What is kept under accounts that were joined to theirs: how they signed in, and what they showed there.
async fn joined(learner: &Learner) -> Result<Value, AppError> {
    let (reader, mut found) = (learner.app.store.reader(), Vec::new());
    for id in duplicate::list_merged(reader, learner.id()).await? {
        let Some(account) = people::find_account(reader, id, learner.now).await? else { continue };
        let certificates = certificate::list_of(reader, id).await?;
        found.push(
            json!({ "id": id, "login": account.login, "display_name": account.display_name, "phone": account.phone,
            "email": account.email, "birth_year": about_person::birth_year(reader, id).await?,
            "attempts": data::attempts_of(reader, id).await?,
            "certificates": list(certificates.iter().map(|one| json!(one.number.as_str()))) }),
        );
    }
    Ok(Value::Array(found))
}

/// What somebody told of their work with AI, and why they appealed.
async fn records(learner: &Learner) -> Result<Value, AppError> {
    let reader = learner.app.store.reader();
    let all = work_record::page_of(reader, learner.id(), None, u64::from(u32::MAX)).await?;
    Ok(list(all.iter().map(|one| {
        json!({ "id": one.id, "task": one.told.task.word(), "tool": one.told.tool, "asked": one.told.asked,
            "changed": one.told.changed, "minutes_before": one.told.before, "minutes_after": one.told.after,
            "product": one.told.product, "state": one.state.word(), "quality": one.quality, "appeal": one.appeal,
            "declared_at": time(one.declared_at) })
    })))
}

async fn mails(learner: &Learner) -> Result<Value, AppError> {
    let all = outbox::list_of(learner.app.store.reader(), learner.id()).await?;
    Ok(list(all.iter().map(|one| {
        json!({ "about": one.topic.word(), "facts": one.facts, "state": one.state.word(), "made_at": time(one.created_at),
            "sent_at": one.sent_at.map(time) })
    })))
}

/// What somebody who was drawn was asked, what they answered, and what came of it.
async fn rechecks(learner: &Learner) -> Result<Value, AppError> {
    let all = recheck::list_of(learner.app.store.reader(), learner.id()).await?;
    Ok(list(all.iter().map(|one| {
        json!({ "course": one.course, "answers": one.answers, "needed": one.needed, "started_at": time(one.started_at),
            "submitted_at": one.result.map(|(at, ..)| time(at)), "correct": one.result.map(|(_, correct, _)| correct),
            "confirmed": one.result.map(|(.., confirmed)| confirmed) })
    })))
}

async fn courses(learner: &Learner) -> Result<Value, AppError> {
    let (reader, mut found) = (learner.app.store.reader(), Vec::new());
    for id in learning::enrolled_courses(reader, learner.id()).await? {
        let record = learning::record(reader, learner.id(), &id, learner.now).await?;
        let evidence = competency::evidence(reader, learner.id(), &id).await?;
        let lessons =
            record.completed.iter().map(|(lesson, at)| json!({ "lesson": lesson, "completed_at": time(*at) }));
        found.push(json!({ "course": id, "lessons": list(lessons), "evidence": evidence }));
    }
    Ok(Value::Array(found))
}
