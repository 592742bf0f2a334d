//! The pages of who marks practical work: what waits, the work itself without its learner's name, and how far markers agree.

use crate::actions::ActionError;
use crate::actions::mark_work::{Given, MAX_COMMENT, Marking, find_work, mark_work, marker_of, take, take_next};
use crate::message::Message;
use crate::web::account::form_errors;
use crate::web::actor::{self, Instructor};
use crate::web::error::AppError;
use crate::web::form::Form;
use crate::web::hand_in::file_id as work_id;
use crate::web::view::marking::{
    AgreementPage, AgreementRow, CourseCount, FileView, SubmissionPage, SubmissionsPage, WaitingRow,
};
use crate::web::view::{FormState, Link};
use crate::web::{answering, marked, page, show};
use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::Path;
use std::collections::BTreeMap;
use uuid::Uuid;
use xutra_domain::assessment::Answer;
use xutra_domain::course::question::Answers;
use xutra_domain::instant::Instant;
use xutra_domain::marking::{Agreement, DUE_AFTER, Verdict};
use xutra_store::marking::{self, Grade, Queued, WorkState};
use xutra_store::task_file;

/// Works on a page.
const PAGE: u64 = 20;
/// Where the queue is.
const QUEUE: &str = "/teach/submissions";

/// `/teach/submissions?course=&after=`
///
/// # Errors
/// Where the store fails.
pub async fn submissions(instructor: Instructor) -> Result<HttpResponse, AppError> {
    let (reader, now) = (instructor.app.store.reader(), instructor.now);
    let query = instructor.request().query_string();
    let course = actor::query_value(query, "course").filter(|one| !one.is_empty());
    let after = actor::query_value(query, "after").and_then(|cursor| read_cursor(&cursor));
    let marker = marker_of(instructor.me(), now);
    let counts = marking::count_waiting(reader, &marker, now).await?;
    let mut found = marking::page_waiting(reader, &marker, course.as_deref(), after, now, PAGE + 1).await?;
    let more = found.len() as u64 > PAGE;
    found.truncate(usize::try_from(PAGE).unwrap_or(usize::MAX));
    let narrowed = course.as_deref().map(|one| format!("course={one}&")).unwrap_or_default();
    let next = found.last().filter(|_| more).map(|last| format!("{QUEUE}?{narrowed}after={}", cursor_of(last)));
    let count = |(id, count): (&String, &u64)| CourseCount {
        link: Link { title: course_title(&instructor, id), url: format!("{QUEUE}?course={id}") },
        count: *count,
        current: course.as_deref() == Some(id.as_str()),
    };
    let view = SubmissionsPage {
        courses: counts.iter().map(count).collect(),
        total: counts.values().sum(),
        rows: found.iter().map(|queued| waiting_row(&instructor, queued)).collect(),
        next_url: next,
        course: course.filter(|one| counts.contains_key(one)).unwrap_or_default(),
    };
    page::show(&instructor, "teach/submissions.html", &view)
}

fn course_title(instructor: &Instructor, id: &str) -> String {
    let live = instructor.app.catalog.course(id);
    live.map_or_else(|| id.to_owned(), |live| live.course.title.get(instructor.lang).clone())
}

fn waiting_row(instructor: &Instructor, queued: &Queued) -> WaitingRow {
    let work = &queued.work;
    let due = work.handed_in_at.plus(DUE_AFTER);
    let own = queued.reservation.filter(|kept| kept.by == instructor.id() && kept.holds_at(instructor.now));
    WaitingRow {
        title: marked::quiz_title(instructor, &work.course, &work.quiz),
        course: course_title(instructor, &work.course),
        when: show::when(instructor, work.handed_in_at),
        due: show::day(instructor, due),
        late: due <= instructor.now,
        own: own.map(|kept| (show::when(instructor, kept.until), format!("{QUEUE}/{}", work.id))),
    }
}

/// The place of some work in the queue.
pub(in crate::web) fn cursor_of(queued: &Queued) -> String {
    format!("{}_{}", queued.work.handed_in_at.0, queued.work.id)
}

/// Reads a place in the queue.
pub(in crate::web) fn read_cursor(text: &str) -> Option<(Instant, Uuid)> {
    let (since, id) = text.split_once('_')?;
    Some((Instant(since.parse().ok()?), Uuid::parse_str(id).ok()?))
}

/// POST `/teach/submissions/next`: takes what has waited longest.
///
/// # Errors
/// Where the store fails.
pub async fn post_next(instructor: Instructor, form: Form) -> Result<HttpResponse, AppError> {
    let course = Some(form.get("course")).filter(|one| !one.is_empty());
    match take_next(&instructor.app, instructor.me(), course).await? {
        Some(id) => Ok(page::see_other(&format!("{QUEUE}/{id}"))),
        None => Ok(page::see_other_saying(&instructor, QUEUE, "good", &Message::new("flash-work-none"))),
    }
}

/// POST `/teach/submissions/{submission}/reservation`: takes that one.
///
/// # Errors
/// 404.
pub async fn post_take(instructor: Instructor, id: Path<String>, _form: Form) -> Result<HttpResponse, AppError> {
    let id = work_id(&id)?;
    match take(&instructor.app, instructor.me(), id).await {
        Ok(_) => Ok(page::see_other(&format!("{QUEUE}/{id}"))),
        Err(ActionError::Conflict { reason, .. }) => Ok(back(&instructor, &reason)),
        Err(error) => Err(error.into()),
    }
}

/// `/teach/submissions/{submission}`: for who has taken it; anybody else who may mark it takes it first.
///
/// # Errors
/// 404.
pub async fn submission(instructor: Instructor, id: Path<String>) -> Result<HttpResponse, AppError> {
    let id = work_id(&id)?;
    match find_work(&instructor.app, instructor.me(), id).await {
        Ok(found) => show_submission(&instructor, &found, StatusCode::OK, FormState::default()).await,
        Err(ActionError::Conflict { reason, .. }) => Ok(back(&instructor, &reason)),
        Err(error) => Err(error.into()),
    }
}

/// Back to the queue, with why.
fn back(instructor: &Instructor, reason: &Message) -> HttpResponse {
    let key = match reason.key {
        "work-taken" => "flash-work-taken",
        _ => "flash-work-settled",
    };
    page::see_other_saying(instructor, QUEUE, "bad", &Message::new(key))
}

async fn show_submission(
    instructor: &Instructor,
    found: &Marking,
    status: StatusCode,
    form: FormState,
) -> Result<HttpResponse, AppError> {
    let (work, lang) = (&found.queued.work, instructor.lang);
    // Reading changes nothing: who has not taken it sees what it is, and a button that takes it.
    let own = found.queued.reservation.filter(|kept| kept.by == instructor.id() && kept.holds_at(instructor.now));
    let shown = own.is_some() || !form.errors.is_empty();
    let Answers::Task { rubric, solution, .. } = &found.question.answers else { return Err(AppError::not_found()) };
    let view = SubmissionPage {
        title: marked::quiz_title(instructor, &work.course, &work.quiz),
        prompt_html: found.question.stem.get(lang).clone(),
        when: show::when(instructor, work.handed_in_at),
        due: show::day(instructor, work.handed_in_at.plus(DUE_AFTER)),
        until: own.map(|kept| show::when(instructor, kept.until)),
        shown,
        text_html: marked::text_html(text_of(found)),
        files: files_of(instructor, found).await?,
        solution_html: solution.as_ref().map(|html| html.get(lang).clone()),
        rubric: rubric.iter().map(|row| answering::criterion(row, lang)).collect(),
        action: format!("{QUEUE}/{}/grade", work.id),
        take_url: format!("{QUEUE}/{}/reservation", work.id),
        max_comment: MAX_COMMENT,
        form,
    };
    page::show_with(instructor, status, "teach/submission.html", &view)
}

/// What was written.
pub(in crate::web) fn text_of(found: &Marking) -> &str {
    match found.attempt.answers.get(&found.queued.work.place) {
        Some(Answer::Task { text, .. }) => text,
        _ => "",
    }
}

/// The files that were handed in, by number: their names could tell whose they are.
pub(in crate::web) async fn files_of(instructor: &Instructor, found: &Marking) -> Result<Vec<FileView>, AppError> {
    let place = &found.queued.work.place;
    let Some(Answer::Task { files: named, .. }) = found.attempt.answers.get(place) else { return Ok(Vec::new()) };
    let there = task_file::list(instructor.app.store.reader(), found.attempt.id).await?;
    let head = |id: &String| there.iter().find(|one| one.place == *place && one.id.to_string() == *id);
    let view = |(number, head): (usize, &task_file::FileHead)| FileView {
        name: number.to_string(),
        url: marked::file_url(head),
        picture: head.kind.starts_with("image/"),
        id: String::new(),
        remove_url: String::new(),
    };
    Ok((1..).zip(named.iter().filter_map(head)).map(view).collect())
}

/// POST `/teach/submissions/{submission}/grade`: `mark-1` … with points, `comment`, `go` = `grade` or `return`.
///
/// # Errors
/// 404; what does not fit is said on the page.
pub async fn post_grade(instructor: Instructor, id: Path<String>, form: Form) -> Result<HttpResponse, AppError> {
    let id = work_id(&id)?;
    let given = match form.get("go") {
        "return" => Given::Return,
        _ => Given::Marks(marks_of(&form)),
    };
    match mark_work(&instructor.app, instructor.me(), id, &given, form.get("comment")).await {
        Ok(state) => {
            let key = if state == WorkState::Returned { "flash-work-returned" } else { "flash-work-marked" };
            Ok(page::see_other_saying(&instructor, QUEUE, "good", &Message::new(key)))
        }
        Err(ActionError::Conflict { reason, .. }) => Ok(back(&instructor, &reason)),
        Err(error) => {
            let (status, errors) = form_errors(&instructor, error)?;
            let errors = errors.into_iter().map(|(pointer, said)| (field_of(&pointer), said)).collect();
            let found = find_work(&instructor.app, instructor.me(), id).await?;
            show_submission(&instructor, &found, status, FormState { values: form.values(), errors }).await
        }
    }
}

/// Marks of a form: what is no number is left out, and then missing.
fn marks_of(form: &Form) -> BTreeMap<String, f64> {
    let mark = |place: usize| {
        let points = form.get(&format!("mark-{place}")).parse().ok()?;
        Some((place.to_string(), points))
    };
    (1..=100).filter_map(mark).collect()
}

fn field_of(pointer: &str) -> String {
    pointer
        .strip_prefix("/marks/")
        .map_or_else(|| pointer.trim_start_matches('/').to_owned(), |one| format!("mark-{one}"))
}

/// `/teach/agreement`
///
/// # Errors
/// Where the store fails.
pub async fn agreement(instructor: Instructor) -> Result<HttpResponse, AppError> {
    let reader = instructor.app.store.reader();
    let mut rows = vec![agreement_row(&instructor, String::new(), &marking::marked_twice(reader, None).await?)];
    for live in instructor.app.catalog.courses() {
        let twice = marking::marked_twice(reader, Some(&live.course.id)).await?;
        if !twice.is_empty() {
            rows.push(agreement_row(&instructor, live.course.title.get(instructor.lang).clone(), &twice));
        }
    }
    page::show(&instructor, "teach/agreement.html", &AgreementPage { rows })
}

/// Of each work the first two marks, which were given without sight of each other.
fn agreement_row(instructor: &Instructor, course: String, twice: &BTreeMap<Uuid, Vec<Grade>>) -> AgreementRow {
    let (mut works, mut criteria) = (Vec::new(), Vec::new());
    for grades in twice.values() {
        let [one, two, ..] = grades.as_slice() else { continue };
        works.push((one.passed, two.passed));
        if matches!((&one.verdict, &two.verdict), (Verdict::Marked(_), Verdict::Marked(_))) {
            criteria.extend(one.ranks.iter().copied().zip(two.ranks.iter().copied()));
        }
    }
    let found = Agreement::of(&works, &criteria);
    let text = |kappa: Option<f64>| kappa.map(|kappa| show::number(instructor.lang, kappa));
    AgreementRow {
        course,
        works: found.works,
        same: found.same,
        kappa: text(found.kappa),
        criteria: found.criteria,
        weighted: text(found.weighted),
    }
}
