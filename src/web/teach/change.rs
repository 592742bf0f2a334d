//! What an edition changes, as a page shows it.

use crate::actions::teach_publish::Choice;
use crate::actions::teach_upload::DraftLook;
use crate::web::actor::Instructor;
use crate::web::error::AppError;
use crate::web::view::teach::{ChangeView, ItemRow, QuestionRow};
use std::collections::BTreeMap;
use xutra_domain::course::change::{CourseChange, QuestionChange, QuestionEdit};
use xutra_store::regrade::{self, Touched};

/// The view of a change; of a draft, with choices for questions whose key changed and for edited lessons.
pub(super) async fn view(
    instructor: &Instructor,
    course: &str,
    change: &CourseChange,
    draft: Option<&DraftLook>,
) -> Result<ChangeView, AppError> {
    let asks = draft.is_some();
    let rereadable: Vec<&str> =
        draft.into_iter().flat_map(|look| look.edited_lessons()).map(|one| one.id.as_str()).collect();
    let touched = match change.questions.iter().any(|one| one.edit != QuestionEdit::New) {
        true => regrade::touched(instructor.app.store.reader(), course).await?,
        false => BTreeMap::new(),
    };
    let mut questions: Vec<QuestionRow> =
        change.questions.iter().map(|one| question_row(one, &touched, asks)).collect();
    let rank = |row: &QuestionRow| QuestionEdit::ALL.iter().position(|edit| edit.word() == row.edit);
    questions.sort_by_key(rank);
    Ok(ChangeView {
        nothing: change.is_empty(),
        first: instructor.app.catalog.course(course).is_none(),
        frame: change.frame,
        items: change
            .items
            .iter()
            .map(|one| ItemRow {
                title: one.title.clone(),
                edits: one.edits.iter().map(|edit| edit.word()).collect(),
                reread: Some(one.id.clone()).filter(|id| rereadable.contains(&id.as_str())),
            })
            .collect(),
        questions,
        look_alikes: change.look_alikes.clone(),
        new_policies: change.new_policies.clone(),
        gone_policies: change.gone_policies.clone(),
    })
}

fn question_row(change: &QuestionChange, touched: &BTreeMap<String, Touched>, asks: bool) -> QuestionRow {
    let met = touched.get(change.was.as_ref().unwrap_or(&change.id)).copied().unwrap_or_default();
    let choices: &[Choice] = match change.edit {
        QuestionEdit::Major => &[Choice::Keep, Choice::Regrade, Choice::Void],
        QuestionEdit::Wording => Choice::ALL,
        _ => &[],
    };
    QuestionRow {
        id: change.id.clone(),
        was: change.was.clone(),
        title: change.title.clone(),
        edit: change.edit.word(),
        ended: met.ended,
        running: met.running,
        choices: choices.iter().filter(|_| asks).map(|choice| choice.word()).collect(),
    }
}
