//! What became of practical work, for its learner: marks by criterion, comments, files.

use super::actor::Learner;
use super::error::AppError;
use super::view::marking::{FileView, FilesView, MarkRow, MarkedView, WorkRow};
use super::{result, show};
use crate::actions::answer_question::Pinned;
use crate::actions::mark_work::outcome_of;
use std::collections::BTreeMap;
use xutra_domain::assessment::{Answer, Run, runs};
use xutra_domain::course::question::{Answers, Criterion, Submit};
use xutra_domain::marking::{DUE_AFTER, Outcome, Verdict};
use xutra_store::assessment::Attempt;
use xutra_store::marking::{self, Marked, WorkState};
use xutra_store::task_file::{self, FileHead};

/// How many works a person's own page lists.
const LISTED: u64 = 20;

/// What became of each task of an attempt, by place.
///
/// # Errors
/// Where the store fails.
pub(super) async fn views(
    learner: &Learner,
    attempt: &Attempt,
    pinned: &Pinned,
) -> Result<BTreeMap<String, MarkedView>, AppError> {
    if !pinned.questions.values().any(|one| matches!(one.answers, Answers::Task { .. })) {
        return Ok(BTreeMap::new());
    }
    let reader = learner.app.store.reader();
    let files = task_file::list(reader, attempt.id).await?;
    let works = marking::with_marks(reader, &[attempt.id]).await?;
    let view = |one: &Marked| {
        let question = pinned.questions.get(&one.queued.work.version)?;
        let Answers::Task { rubric, .. } = &question.answers else { return None };
        let place = one.queued.work.place.clone();
        let own = own_files(attempt, &place, &files);
        Some((place, marked(learner, one, rubric, own)))
    };
    Ok(works.iter().filter_map(view).collect())
}

/// The files that the answer at a place names, in its order.
fn own_files(attempt: &Attempt, place: &str, files: &[FileHead]) -> Vec<FileView> {
    let Some(Answer::Task { files: named, .. }) = attempt.answers.get(place) else { return Vec::new() };
    let head = |id: &String| files.iter().find(|one| one.place == place && one.id.to_string() == *id);
    named.iter().filter_map(head).map(|one| file_view(attempt, one)).collect()
}

fn file_view(attempt: &Attempt, head: &FileHead) -> FileView {
    FileView {
        name: head.name.clone(),
        url: file_url(head),
        picture: head.kind.starts_with("image/"),
        id: head.id.to_string(),
        remove_url: format!("/attempts/{}/questions/{}/files/{}/removal", attempt.id, head.place, head.id),
    }
}

/// The address of a file.
pub(super) fn file_url(head: &FileHead) -> String {
    format!("/task-files/{}", head.id)
}

fn marked(learner: &Learner, one: &Marked, rubric: &[Criterion], files: Vec<FileView>) -> MarkedView {
    let (points, returned) = match outcome_of(&one.queued, &one.said) {
        Outcome::Graded(points) => (points, false),
        Outcome::Returned => (Vec::new(), true),
        Outcome::Open => (Vec::new(), false),
    };
    let counts = |returned_it: bool| returned_it == returned;
    let settled = one.queued.state != WorkState::Waiting;
    let said = one.said.iter().filter(|grade| settled && counts(grade.verdict == Verdict::Returned));
    MarkedView {
        state: one.queued.state.word(),
        due: show::day(learner, one.queued.work.handed_in_at.plus(DUE_AFTER)),
        rows: rubric.iter().zip(&points).map(|(row, points)| mark_row(row, *points, learner.lang)).collect(),
        comments: said.map(|grade| grade.comment.clone()).filter(|comment| !comment.is_empty()).collect(),
        files,
    }
}

fn mark_row(row: &Criterion, points: f64, lang: &str) -> MarkRow {
    let level = row.levels.iter().find(|level| (level.points - points).abs() < 1e-9);
    let most = row.levels.iter().map(|level| level.points).fold(0.0, f64::max);
    MarkRow {
        html: row.name.get(lang).clone(),
        points: show::number(lang, points),
        of: show::number(lang, most),
        level: level.map(|level| level.title.get(lang).clone()).unwrap_or_default(),
    }
}

/// The files of a task that is being answered; none where it takes none.
///
/// # Errors
/// Where the store fails.
pub(super) async fn uploads(
    learner: &Learner,
    attempt: &Attempt,
    place: &str,
    answers: &Answers,
) -> Result<Option<FilesView>, AppError> {
    let Answers::Task { submit, max_files, .. } = answers else { return Ok(None) };
    let pdf = submit.contains(&Submit::File);
    if !pdf && !submit.contains(&Submit::Image) {
        return Ok(None);
    }
    let files = task_file::list(learner.app.store.reader(), attempt.id).await?;
    let there: Vec<FileView> =
        files.iter().filter(|one| one.place == place).map(|one| file_view(attempt, one)).collect();
    let accept =
        if pdf { "image/jpeg,image/png,image/webp,application/pdf" } else { "image/jpeg,image/png,image/webp" };
    let more = there.len() < usize::try_from(*max_files).unwrap_or(usize::MAX);
    Ok(Some(FilesView { place: place.to_owned(), there, most: *max_files, more, accept, pdf }))
}

/// Somebody's practical work, the newest first.
///
/// # Errors
/// Where the store fails.
pub(super) async fn works(learner: &Learner) -> Result<Vec<WorkRow>, AppError> {
    let found = marking::list_of(learner.app.store.reader(), learner.id(), LISTED).await?;
    let row = |queued: &marking::Queued| {
        let work = &queued.work;
        WorkRow {
            link: super::view::Link {
                title: quiz_title(learner, &work.course, &work.quiz),
                url: format!("/attempts/{}", work.attempt),
            },
            when: show::when(learner, work.handed_in_at),
            state: queued.state.word(),
        }
    };
    Ok(found.iter().map(row).collect())
}

/// The title of a quiz, else its id.
pub(super) fn quiz_title(learner: &Learner, course: &str, quiz: &str) -> String {
    let live = learner.app.catalog.course(course);
    let title = live.as_ref().and_then(|live| live.course.item(quiz)).map(|item| item.head().title.get(learner.lang));
    title.cloned().unwrap_or_else(|| quiz.to_owned())
}

/// A learner's text as HTML: its lines, and links to be followed with care.
pub(super) fn text_html(text: &str) -> String {
    let piece = |run: &Run<'_>| match run {
        Run::Text(text) => result::escape(text).replace('\n', "<br>"),
        Run::Link(link) => {
            let link = result::escape(link);
            format!("<a href=\"{link}\" rel=\"nofollow noopener noreferrer\" target=\"_blank\">{link}</a>")
        }
    };
    runs(text).iter().map(piece).collect()
}

#[cfg(test)]
mod tests {
    use super::text_html;

    #[test]
    fn a_text_stays_text_and_only_web_addresses_are_links() {
        let html = text_html("<b>Xem</b>\nhttps://a.vn/?x=1&y=\"2 javascript:alert(1)");
        assert!(html.starts_with("&lt;b&gt;Xem&lt;/b&gt;<br>") && !html.contains("<a href=\"javascript"), "{html}");
        let html = text_html("https://a.vn/?x=1&y=2");
        assert!(html.contains("href=\"https://a.vn/?x=1&amp;y=2\" rel=\"nofollow noopener noreferrer\""), "{html}");
    }
}
