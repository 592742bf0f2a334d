//! Spaced practice as pages: what is due, one question at a time, at once what is right, and when to come back. Answers are
//! marked and forgotten but for what is remembered of the question.

use super::actor::{self, Learner};
use super::error::AppError;
use super::form::Form;
use super::view::practice::{PracticeDone, PracticeHome, PracticePage, PracticeRow};
use super::{page, result, self_check, show};
use crate::actions::practise::{Practice, Practised, practice_of, practise};
use crate::catalog::LiveCourse;
use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::Path;
use std::sync::Arc;
use xutra_domain::course::question::Question;
use xutra_domain::course::{Item, Part};
use xutra_domain::instant::{DAY, Instant};
use xutra_domain::practice::{SESSION, Session, shuffle};
use xutra_store::learning;

/// `/practice`
///
/// # Errors
/// Where the store fails.
pub async fn home(learner: Learner) -> Result<HttpResponse, AppError> {
    let enrolled = learning::enrolled_courses(learner.app.store.reader(), learner.id()).await?;
    let mut view = PracticeHome { due: 0, courses: Vec::new() };
    for live in enrolled.iter().filter_map(|id| learner.app.catalog.course_for(id, learner.viewer())) {
        let practice = practice_of(&learner.app, learner.id(), &live).await?;
        let session = session(&learner, &live, &practice);
        let is_empty = session.next.is_empty();
        view.due += session.due;
        view.courses.push(PracticeRow {
            course: show::course_link(&live, learner.lang),
            due: session.due,
            fresh: session.fresh,
            then: session.then.filter(|_| is_empty).map(|at| show::day(&learner, at)),
            start_url: (!is_empty).then(|| url(&live)),
        });
    }
    page::show(&learner, "practice/home.html", &view)
}

/// `/practice/{course}?n=`: the next question, and after the last one the end. With `was` and the fields of an answer: what
/// that was worth.
///
/// # Errors
/// 404.
pub async fn show(learner: Learner, course: Path<String>) -> Result<HttpResponse, AppError> {
    let live = learner.course(&course)?;
    let practice = practice_of(&learner.app, learner.id(), &live).await?;
    let query = learner.request().query_string();
    let place = place_of(&actor::query_value(query, "n").unwrap_or_default());
    if let Some(answered) = answered(&learner, &live, &practice, query) {
        return tell(&learner, &live, &practice, place, &answered);
    }
    let session = session(&learner, &live, &practice);
    match session.next.first().filter(|_| place <= SESSION) {
        Some(question) => {
            let reps = practice.cards.get(&question.id).map_or(0, |card| card.reps);
            let found = practice.find(&live, learner.viewer(), &question.id, reps);
            let (question, _) = found.ok_or_else(AppError::not_found)?;
            let view = question_view(&learner, &live, &question, reps, (place, place - 1 + session.next.len()), None);
            page::show(&learner, "practice/question.html", &view)
        }
        None => {
            let left = session.due + session.fresh;
            let view = PracticeDone {
                course: show::course_link(&live, learner.lang),
                practised: place - 1,
                left,
                more_url: (left > 0).then(|| url(&live)),
                then: session.then.map(|at| show::day(&learner, at)),
            };
            page::show(&learner, "practice/done.html", &view)
        }
    }
}

/// POST `/practice/{course}`: marks the answer, and leads to what it was worth.
///
/// # Errors
/// 404 for a question that is not open to the person.
pub async fn post(learner: Learner, course: Path<String>, form: Form) -> Result<HttpResponse, AppError> {
    let live = learner.course(&course)?;
    let practice = practice_of(&learner.app, learner.id(), &live).await?;
    let (id, reps, place) = (form.get("question"), form.get("reps").parse().unwrap_or(0), place_of(form.get("n")));
    let found = practice.find(&live, learner.viewer(), id, reps);
    let (question, _) = found.ok_or_else(AppError::not_found)?;
    let item = self_check::item(&question);
    let answer = self_check::answer(&question, &item, &form).filter(|answer| !answer.is_empty());
    let unknown = form.get("go") == "unknown";
    if answer.is_none() && !unknown {
        let mut view = question_view(&learner, &live, &question, reps, (place, SESSION), Some(&form));
        view.error = Some(learner.word("practice-empty"));
        return page::show_with(&learner, StatusCode::UNPROCESSABLE_ENTITY, "practice/question.html", &view);
    }
    let given = Practised { question: id.to_owned(), item, answer: answer.filter(|_| !unknown), reps };
    practise(&learner.app, learner.me(), &live.course.id, &given).await?;
    Ok(page::see_other(&answer_url(&live, &form, unknown)))
}

/// An answer that was given, as the address of its page tells it.
struct Answered {
    question: Arc<Question>,
    reps: u32,
    form: Form,
    unknown: bool,
}

/// The answer that an address tells of, where that question was answered so often.
fn answered(learner: &Learner, live: &LiveCourse, practice: &Practice, query: &str) -> Option<Answered> {
    let form = Form::of_query(query);
    let id = form.get("was").to_owned();
    let reps = form.get("reps").parse::<u32>().ok()?;
    practice.cards.get(&id).filter(|card| card.reps > reps)?;
    let (question, _) = practice.find(live, learner.viewer(), &id, reps)?;
    let unknown = form.get("go") == "unknown";
    Some(Answered { question, reps, form, unknown })
}

/// What an answer was worth.
fn tell(
    learner: &Learner,
    live: &LiveCourse,
    practice: &Practice,
    place: usize,
    answered: &Answered,
) -> Result<HttpResponse, AppError> {
    let (question, lang) = (&answered.question, learner.lang);
    let left = session(learner, live, practice).next.len();
    let form = Some(&answered.form).filter(|_| !answered.unknown);
    let mut view = question_view(learner, live, question, answered.reps, (place, (place + left).min(SESSION)), form);
    view.unknown = answered.unknown;
    if answered.unknown {
        view.check.answered = true;
        view.check.right = Some(false);
        view.check.explanation_html = question.explanation.as_ref().map(|text| text.get(lang).clone());
    }
    if view.check.right == Some(false) {
        view.check.correct = result::correct_html(question, lang);
    }
    view.next_url = Some(format!("{}?n={}", url(live), place + 1));
    page::show(learner, "practice/question.html", &view)
}

fn question_view(
    learner: &Learner,
    live: &LiveCourse,
    question: &Question,
    reps: u32,
    (place, of): (usize, usize),
    sent: Option<&Form>,
) -> PracticePage {
    let lang = learner.lang;
    let mut check = self_check::view_at(url(live), question, lang, sent);
    let stays = question.shuffle == Some(false) || question.choices().iter().any(|choice| choice.pin);
    if !stays && question.kind() != "true_false" {
        let mut seed = seed(learner, Instant(0));
        seed[24..28].copy_from_slice(&reps.to_le_bytes());
        shuffle(&mut check.choices, seed);
    }
    check.stem_html = show::prompt(show::original_language(live), lang, &question.stem, check.stem_html);
    PracticePage {
        course: show::course_link(live, lang),
        place,
        of: of.min(SESSION),
        group_html: group_html(live, &question.id, lang),
        check,
        reps,
        unknown: false,
        error: None,
        next_url: None,
    }
}

/// The text that the question shares with others of its group.
fn group_html(live: &LiveCourse, id: &str, lang: &str) -> Option<String> {
    let quizzes = live.course.items().filter_map(|item| match item {
        Item::Quiz(quiz) => Some(quiz),
        Item::Lesson(_) => None,
    });
    quizzes.flat_map(|quiz| &quiz.parts).find_map(|part| match part {
        Part::Group { html, questions, .. } if questions.iter().any(|one| one == id) => Some(html.get(lang).clone()),
        _ => None,
    })
}

fn session<'c>(learner: &Learner, live: &'c LiveCourse, practice: &Practice) -> Session<'c> {
    let now = learner.now;
    let day = learner.app.zone.day(now);
    let (begins, ends) = day.map_or((now, now.plus(DAY)), |(_, begins, ends)| (begins, ends));
    practice.session(live, learner.viewer(), (now, ends), seed(learner, begins))
}

/// The same for a person all day long, so that new questions keep their order within a session.
fn seed(learner: &Learner, day: Instant) -> [u8; 32] {
    let mut seed = [0; 32];
    seed[..16].copy_from_slice(learner.id().0.as_bytes());
    seed[16..24].copy_from_slice(&day.0.to_le_bytes());
    seed
}

fn url(live: &LiveCourse) -> String {
    format!("/practice/{}", live.course.id)
}

/// A place in the session, from 1; one past the last is its end.
fn place_of(text: &str) -> usize {
    text.parse().unwrap_or(1).clamp(1, SESSION + 1)
}

/// The page that tells what an answer was worth: it carries the answer, as that of a self-check does.
fn answer_url(live: &LiveCourse, form: &Form, unknown: bool) -> String {
    let mut query = form_urlencoded::Serializer::new(String::new());
    for (name, value) in form.answer_fields() {
        query.append_pair(name, value);
    }
    query
        .append_pair("was", form.get("question"))
        .append_pair("reps", form.get("reps"))
        .append_pair("n", form.get("n"));
    if unknown {
        query.append_pair("go", "unknown");
    }
    format!("{}?{}", url(live), query.finish())
}
