//! An attempt with all its questions on one page. The fields of the third question begin with `q3-`. A button saves all
//! at once; where the script runs, each answer is saved when it is given, as on a page of one question.

use super::actor::{Examinee, Learner};
use super::answering::{self, Filled};
use super::asking::{ask, jumps};
use super::assessment::{attempt_id, head};
use super::error::AppError;
use super::form::Form;
use super::hand_in::{HandIn, SentFile, file_id};
use super::view::When;
use super::view::one_page::{AllPage, AskedView};
use super::{page, submission};
use crate::actions::ActionError;
use crate::actions::answer_question::{Pinned, answer_questions, find_own, take_hint};
use crate::actions::hand_in_file::{add_file, remove_file};
use crate::message::Message;
use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::Path;
use sha2::{Digest as _, Sha256};
use std::collections::BTreeMap;
use xutra_domain::assessment::Answer;
use xutra_domain::course::question::Answers;
use xutra_store::assessment::{Attempt, AttemptState};
use xutra_store::task_file;

/// What is wrong, by place.
type Faults = BTreeMap<String, Message>;

/// What the field `was` says once the script has changed the answer.
const TOUCHED: &str = "-";

/// What the names of the fields of a place begin with.
fn prefix(place: &str) -> String {
    format!("q{place}-")
}

/// The place that the name of a field is of.
fn place_of(name: &str) -> Option<&str> {
    let (place, _) = name.strip_prefix('q')?.split_once('-')?;
    (!place.is_empty() && place.bytes().all(|byte| byte.is_ascii_digit())).then_some(place)
}

/// A short mark of an answer, so that a page that has stood open since takes nothing back that was said elsewhere.
fn mark_of(answer: Option<&Answer>) -> String {
    let Some(answer) = answer.filter(|answer| !answer.is_empty()) else { return "0".into() };
    let text = serde_json::to_string(answer).unwrap_or_default();
    Sha256::digest(text.as_bytes()).iter().take(8).map(|byte| format!("{byte:02x}")).collect()
}

/// The page.
///
/// # Errors
/// Where the store or the template fails.
pub(super) async fn show(
    learner: &Learner,
    attempt: &Attempt,
    pinned: &Pinned,
    sent: Option<&Form>,
    faults: &Faults,
) -> Result<HttpResponse, AppError> {
    let jumps = jumps(attempt, "");
    let (mut questions, mut group) = (Vec::new(), None);
    for (number, item) in (1..).zip(&attempt.form.items) {
        let place = &number.to_string();
        let own = sent.map(|form| form.under(&prefix(place)));
        let mut asked = ask(learner, attempt, pinned, place, own.as_ref(), &prefix(place)).await?;
        // What questions share stands before the first of them.
        if item.group == group {
            asked.group_html = None;
        }
        group.clone_from(&item.group);
        questions.push(AskedView {
            place: number,
            total: jumps.len(),
            was: mark_of(attempt.answers.get(place)),
            saved: saved(learner, attempt, place).filter(|_| !faults.contains_key(place)),
            question: asked.question,
            group_html: asked.group_html,
            hints: asked.hints,
            hints_left: asked.hints_left,
            error: faults.get(place).map(|fault| learner.say(fault)),
        });
    }
    let with_work = questions.iter().any(|one| one.question.parts.work.is_some());
    let view = AllPage {
        head: head(learner, attempt),
        total: jumps.len(),
        answered: jumps.iter().filter(|jump| jump.answered).count(),
        wrong: questions.iter().filter(|one| one.error.is_some()).count(),
        questions,
        with_work,
        action: format!("/attempts/{}/{}", attempt.id, if with_work { "work" } else { "answers" }),
    };
    let status = if view.wrong > 0 { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    page::show_with(learner, status, "assessment/all.html", &view)
}

/// When the answer of a place was stored, as it is now.
fn saved(learner: &Learner, attempt: &Attempt, place: &str) -> Option<When> {
    let took = attempt.answers.get(place).and(attempt.times.get(place))?;
    let at = attempt.started_at.plus(*took);
    Some(When { iso: at.rfc3339(), text: learner.app.zone.time(at) })
}

/// POST `/attempts/{attempt}/answers`: saves all that the page holds, and does what the pressed button says.
///
/// # Errors
/// 404, also for a field of a question that the attempt does not have.
pub async fn post_answers(examinee: Examinee, id: Path<String>, form: Form) -> Result<HttpResponse, AppError> {
    save(&examinee.0, &id, &form, Vec::new()).await
}

/// POST `/attempts/{attempt}/work`: the same, for a page with practical work and its files.
///
/// # Errors
/// 404, 413, 415.
pub async fn post_work(sent: HandIn, id: Path<String>) -> Result<HttpResponse, AppError> {
    let HandIn { learner, form, files, .. } = sent;
    save(&learner, &id, &form, files).await
}

async fn save(learner: &Learner, id: &str, form: &Form, files: Vec<SentFile>) -> Result<HttpResponse, AppError> {
    let (attempt, pinned) = find_own(&learner.app, learner.id(), attempt_id(id)?).await?;
    if !attempt.rules.one_page {
        return Err(AppError::not_found());
    }
    let foreign = |name: &str| place_of(name).is_some_and(|place| attempt.form.at(place).is_none());
    if form.names().any(foreign) || files.iter().any(|file| foreign(&file.field)) {
        return Err(AppError::not_found());
    }
    match save_all(learner, &attempt, &pinned, form, files).await {
        Ok(faults) => go_on(learner, &attempt, &pinned, form, &faults).await,
        // Its time is over: what was saved is graded, and the result is shown.
        Err(ActionError::Conflict { .. }) => Ok(page::see_other(&format!("/attempts/{}", attempt.id))),
        Err(error) => Err(error.into()),
    }
}

/// Files first, since answers name them; then all answers at once. What does not fit is said, and costs the others nothing.
async fn save_all(
    learner: &Learner,
    attempt: &Attempt,
    pinned: &Pinned,
    form: &Form,
    files: Vec<SentFile>,
) -> Result<Faults, ActionError> {
    let (app, account, id) = (&learner.app, learner.id(), attempt.id);
    let mut faults = Faults::new();
    for file in files {
        let place = place_of(&file.field).unwrap_or_default().to_owned();
        match add_file(app, account, id, &place, &file.name, file.content).await {
            Err(ActionError::Invalid(wrong)) => faults.extend(wrong.into_values().next().map(|fault| (place, fault))),
            done => drop(done?),
        }
    }
    let there = task_file::list(app.store.reader(), id).await?;
    let mut values = BTreeMap::new();
    for (number, item) in (1..).zip(&attempt.form.items) {
        let place = number.to_string();
        let own = form.under(&prefix(&place));
        let question = pinned.questions.get(&item.version).ok_or(ActionError::NotFound)?;
        let mut value = match answering::value_of(question, item, &own) {
            Ok(value) => value,
            Err(fault) => {
                faults.insert(place, fault);
                continue;
            }
        };
        if matches!(question.answers, Answers::Task { .. }) {
            let here = there.iter().filter(|one| one.place == place);
            if !own.names().any(|name| name == "text") {
                value["text"] = Filled::Saved(attempt.answers.get(&place)).typed().into();
            }
            value["files"] = here.map(|one| one.id.to_string()).collect();
        }
        let read = Answer::read(&value, question, item).ok();
        if read.is_none_or(|answer| is_news(&own, attempt.answers.get(&place), &answer)) {
            values.insert(place, value);
        }
    }
    faults.extend(answer_questions(app, account, id, &values).await?);
    Ok(faults)
}

/// Whether an answer is to be saved: it differs from what the page showed, and from what is stored.
fn is_news(own: &Form, stored: Option<&Answer>, answer: &Answer) -> bool {
    let shown = own.get("was");
    let untouched = match shown {
        // A field that was not sent says nothing about its question.
        "" => answer.is_empty(),
        TOUCHED => false,
        shown => mark_of(Some(answer)) == shown,
    };
    !untouched && mark_of(Some(answer)) != mark_of(stored)
}

/// What the pressed button asks for, once all is saved.
async fn go_on(
    learner: &Learner,
    before: &Attempt,
    pinned: &Pinned,
    form: &Form,
    faults: &Faults,
) -> Result<HttpResponse, AppError> {
    let (app, account, id) = (&learner.app, learner.id(), before.id);
    let mut words = form.get("go").splitn(3, '-');
    let (verb, place, rest) = (words.next().unwrap_or_default(), words.next().unwrap_or_default(), words.next());
    let done = match (verb, rest) {
        ("hint", _) => take_hint(app, account, id, place).await.map(drop),
        ("remove", Some(file)) => remove_file(app, account, id, place, file_id(file)?).await,
        _ => Ok(()),
    };
    match done {
        Err(ActionError::Conflict { .. }) => return Ok(page::see_other(&format!("/attempts/{id}"))),
        done => done?,
    }
    let (attempt, _) = find_own(app, account, id).await?;
    if !faults.is_empty() && attempt.state == AttemptState::Open {
        return show(learner, &attempt, pinned, Some(form), faults).await;
    }
    if verb == "submit" {
        return submission::after_saving(learner, &attempt).await;
    }
    let anchor = attempt.form.at(place).map(|_| format!("#q{place}")).unwrap_or_default();
    Ok(page::see_other(&format!("/attempts/{id}{anchor}")))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(text: &str) -> Answer {
        Answer::Text { text: text.into() }
    }

    #[test]
    fn a_field_knows_its_place() {
        for (name, place) in
            [("q3-choice", Some("3")), ("q12-pair-a-b", Some("12")), ("csrf", None), ("q-x", None), ("qa-x", None)]
        {
            assert_eq!(place_of(name), place, "{name}");
        }
    }

    #[test]
    fn only_what_was_changed_in_the_page_is_news() {
        let form = |was: &str| Form::of_query(&format!("was={was}"));
        let shown = mark_of(Some(&text("cũ")));
        // A page that showed `cũ` and is sent as it was does not undo what another one said since.
        assert!(!is_news(&form(&shown), Some(&text("mới")), &text("cũ")));
        assert!(is_news(&form(&shown), Some(&text("mới")), &text("khác")));
        assert!(!is_news(&form(&shown), Some(&text("mới")), &text("mới")), "stored already");
        assert!(is_news(&form(&shown), Some(&text("cũ")), &text("")), "taken back");
        assert!(!is_news(&form("0"), None, &text("")));
        // The script has sent `mới` meanwhile; now it is `cũ` again.
        assert!(is_news(&form(TOUCHED), Some(&text("mới")), &text("cũ")));
        assert!(!is_news(&form(""), Some(&text("cũ")), &text("")), "not sent");
        assert!(is_news(&form(""), Some(&text("cũ")), &text("mới")));
    }
}
