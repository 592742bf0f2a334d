//! The quizzes of a course as tests of QTI: a section for each pool and group, and how many are drawn of it.

use super::xhtml::escape;
use super::{ExportLoss, Losses};
use crate::course::{CompiledCourse, Item, Part, Quiz};
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// The quizzes of a course, or of one of its files.
pub(super) fn quizzes<'c>(course: &'c CompiledCourse, file: Option<&str>) -> Vec<&'c Quiz> {
    let items = course.modules.iter().flat_map(|module| &module.items);
    let quizzes = items.filter_map(|item| match item {
        Item::Quiz(quiz) => Some(&**quiz),
        Item::Lesson(_) => None,
    });
    quizzes.filter(|quiz| file.is_none_or(|file| quiz.head.file == file)).collect()
}

/// Says what of the quizzes themselves stays behind.
pub(super) fn lose_rules(quizzes: &[&Quiz], what: &'static str, losses: &mut Losses) {
    for quiz in quizzes {
        let (file, id) = (quiz.head.file.clone(), quiz.head.id.clone());
        losses.found.push(ExportLoss { file, line: 1, id, what });
    }
}

/// Whether a quiz asks some of its questions only.
pub(super) fn draws(quiz: &Quiz) -> bool {
    quiz.settings.draw.is_some() || quiz.parts.iter().any(|part| matches!(part, Part::Pool { .. }))
}

/// A test with the names of 2.2; `items` are the files of the questions by id. None where no question of it is exported.
pub(super) fn test(quiz: &Quiz, items: &BTreeMap<&str, String>) -> Option<String> {
    let mut numbers = 0;
    let mut body = String::new();
    for part in &quiz.parts {
        match part {
            Part::Question(id) => body.push_str(&reference(id, items).unwrap_or_default()),
            Part::Pool { title, draw, questions, .. } => {
                numbers += 1;
                let rules = selection(*draw) + "<ordering shuffle=\"true\"/>";
                body.push_str(&section(numbers, &title.original, "", &rules, questions, items));
            }
            Part::Group { html, questions, .. } => {
                numbers += 1;
                let title = crate::exchange::html::plain(&html.original);
                let title = crate::exchange::text::shortened(&title);
                body.push_str(&section(numbers, &title, " keepTogether=\"true\"", "", questions, items));
            }
        }
    }
    if !body.contains("<assessmentItemRef") {
        return None;
    }
    let limit = quiz.settings.time_limit.map(|limit| format!("<timeLimits maxTime=\"{}\"/>\n", limit / 1000));
    let rules = quiz.settings.draw.map(selection).unwrap_or_default();
    let order = if quiz.settings.shuffle_questions { "<ordering shuffle=\"true\"/>" } else { "" };
    Some(format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <assessmentTest xmlns=\"http://www.imsglobal.org/xsd/imsqti_v2p2\" identifier=\"{id}\" title=\"{title}\">\n\
         {}<testPart identifier=\"P1\" navigationMode=\"nonlinear\" submissionMode=\"simultaneous\">\n\
         <assessmentSection identifier=\"S0\" title=\"{title}\" visible=\"true\">{rules}{order}\n{body}</assessmentSection>\n</testPart>\n</assessmentTest>\n",
        limit.unwrap_or_default(),
        id = escape(&quiz.head.id),
        title = escape(&quiz.head.title.original),
    ))
}

fn selection(draw: u32) -> String {
    format!("<selection select=\"{draw}\"/>")
}

fn section(
    number: usize,
    title: &str,
    more: &str,
    rules: &str,
    questions: &[String],
    items: &BTreeMap<&str, String>,
) -> String {
    let mut out = format!(
        "<assessmentSection identifier=\"S{number}\" title=\"{}\" visible=\"true\"{more}>{rules}\n",
        escape(title)
    );
    for id in questions {
        let _ = write!(out, "{}", reference(id, items).unwrap_or_default());
    }
    out.push_str("</assessmentSection>\n");
    out
}

/// A question that is not exported is not referred to.
fn reference(id: &str, items: &BTreeMap<&str, String>) -> Option<String> {
    let file = items.get(id)?;
    Some(format!("<assessmentItemRef identifier=\"{}\" href=\"../{file}\"/>\n", escape(id)))
}
