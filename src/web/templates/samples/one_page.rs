//! An attempt with all its questions on one page, with rich data.

use super::assessment::{head, question};
use super::{Sample, Say, Who, add, layout};
use crate::web::view::When;
use crate::web::view::one_page::*;

/// All of them.
pub(super) fn add_all(say: Say, samples: &mut Vec<Sample>) {
    let name = "assessment/all.html";
    let kinds = ["single", "number", "match", "task", "text"];
    let questions: Vec<AskedView> = kinds.iter().zip(1..).map(|(kind, place)| asked(say, kind, place)).collect();
    let mut page = AllPage {
        head: head(say),
        total: kinds.len(),
        answered: 2,
        wrong: 0,
        questions,
        with_work: true,
        action: "/attempts/1/work".into(),
    };
    add(samples, "all", name, layout(say, Who::Learner, "courses"), &page);
    page.questions[1].error = Some(say.of("Câu trả lời dài quá.", "This answer is too long."));
    page.questions[1].saved = None;
    page.wrong = 1;
    add(samples, "all-wrong", name, layout(say, Who::Learner, "courses"), &page);
}

pub(super) fn asked(say: Say, kind: &'static str, place: usize) -> AskedView {
    let mut question = question(say, kind, place).question;
    let prefix = format!("q{place}-");
    for pick in &mut question.parts.picks {
        pick.id = format!("{prefix}{}", pick.id);
        pick.name = format!("{prefix}{}", pick.name);
    }
    if let Some(work) = &mut question.parts.work {
        work.id = format!("{prefix}text");
        work.name.clone_from(&work.id);
        work.prefix.clone_from(&prefix);
    }
    question.prefix = prefix;
    AskedView {
        place,
        total: 5,
        was: "0".into(),
        saved: Some(When { iso: "2027-03-05T12:42:00Z".into(), text: "19:42".into() }),
        question,
        group_html: (place == 2).then(|| say.of("<p>Đọc tin sau.</p>", "<p>Read this.</p>")),
        hints: if place == 1 {
            vec![say.of("<p>Hãy tìm thứ phải đoán.</p>", "<p>Look again.</p>")]
        } else {
            Vec::new()
        },
        hints_left: 1,
        error: None,
    }
}
