//! Practice: the list, each type of question before and after the answer, and the end; a session with a facilitator.

use super::assessment::exam_link;
use super::lesson::check;
use super::{Sample, Say, Who, add, course_link, layout, mended, when};
use crate::web::view::FormState;
use crate::web::view::competency::SessionPage;
use crate::web::view::practice::*;

pub(super) fn add_all(say: Say, samples: &mut Vec<Sample>) {
    let here = || layout(say, Who::Learner, "practice");
    let row = |due, fresh, then, start: bool| PracticeRow {
        course: course_link(say),
        due,
        fresh,
        then,
        start_url: start.then(|| "/practice/ai-co-ban".into()),
    };
    let courses = vec![row(7, 12, None, true), row(0, 0, Some(when(say)), false), row(0, 0, None, false)];
    add(samples, "practice", "practice/home.html", here(), &PracticeHome { due: 7, courses });
    add(samples, "practice-none", "practice/home.html", here(), &PracticeHome { due: 0, courses: Vec::new() });
    for kind in ["single", "multiple", "number", "text", "blanks", "match", "order"] {
        let page = |answered: bool| PracticePage {
            course: course_link(say),
            place: 3,
            of: 10,
            group_html: (kind == "number").then(|| say.of("<p>Đọc đoạn này.</p>", "<p>Read this.</p>")),
            check: check(say, kind, answered),
            reps: 1,
            unknown: false,
            error: (kind == "text" && !answered).then(|| say.of("Bạn trả lời nhé.", "Please answer.")),
            next_url: answered.then(|| "/practice/ai-co-ban?n=4".into()),
        };
        add(samples, &format!("practice-{kind}"), "practice/question.html", here(), &page(false));
        add(samples, &format!("practice-{kind}-told"), "practice/question.html", here(), &page(true));
    }
    let done = |practised, left, then| PracticeDone {
        course: course_link(say),
        practised,
        left,
        more_url: (left > 0).then(|| "/practice/ai-co-ban".into()),
        then,
    };
    add(samples, "practice-done", "practice/done.html", here(), &done(10, 4, Some(when(say))));
    add(samples, "practice-nothing", "practice/done.html", here(), &done(0, 0, None));
    let session = |form| SessionPage {
        person: "Nguyễn Thị Hoa".into(),
        course: course_link(say).title,
        attempts: 3,
        lessons: vec![exam_link(say)],
        action: "/accounts/1/competency/session?flag=ai-co-ban".into(),
        back_url: "/accounts/1/competency".into(),
        form,
    };
    let staff = || layout(say, Who::Staff, "accounts");
    add(samples, "session", "competency/session.html", staff(), &session(FormState::default()));
    let form = mended(say, &[], &[("sure", "Bạn chọn nhé.", "Please tick it.")]);
    add(samples, "session-refused", "competency/session.html", staff(), &session(form));
}
