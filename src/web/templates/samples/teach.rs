//! The pages of instructors with rich data.

use super::{Sample, Say, Who, add, layout, link};
use crate::web::view::teach::*;
use crate::web::view::{FormState, When};
use std::collections::BTreeMap;

/// All of them.
pub(super) fn add_all(say: Say, samples: &mut Vec<Sample>) {
    let teach = || layout(say, Who::Staff, "teach");
    let course = || link(say.of("AI cơ bản", "AI basics"), "/teach/courses/ai");
    let page =
        TeachPage { courses: vec![revision(say, 3, true)], drafts: vec![draft(say)], form: FormState::default() };
    add(samples, "teach", "teach/courses.html", teach(), &page);
    let why = say.of("Tên ../x không dùng được.", "The name ../x cannot be used.");
    let form = FormState { values: BTreeMap::new(), errors: BTreeMap::from([("archive".to_owned(), why)]) };
    let page = TeachPage { courses: Vec::new(), drafts: Vec::new(), form };
    add(samples, "teach-refused", "teach/courses.html", teach(), &page);
    let page = TeachCoursePage {
        course: course(),
        questions_url: "/teach/courses/ai/questions".into(),
        revisions: vec![revision(say, 3, true), revision(say, 2, false)],
        next_url: Some("/teach/courses/ai?before=2".into()),
        kinds: vec![CountRow { name: "single".into(), count: 80 }, CountRow { name: "true_false".into(), count: 5 }],
        skills: vec![CountRow { name: say.of("Kiểm chứng", "Checking"), count: 12 }],
        drafts: vec![draft(say)],
        form: FormState::default(),
    };
    add(samples, "teach-course", "teach/course.html", teach(), &page);
    for (name, live) in [("teach-rollback", false), ("teach-rollback-live", true)] {
        let page = RollbackPage {
            course: course(),
            revision: revision(say, 2, live),
            change: change(say, false),
            action: "/teach/courses/ai/revisions/2".into(),
        };
        add(samples, name, "teach/rollback.html", teach(), &page);
    }
    add(samples, "teach-draft", "teach/draft.html", teach(), &draft_page(say, false));
    add(samples, "teach-draft-errors", "teach/draft.html", teach(), &draft_page(say, true));
    add(samples, "teach-confirm", "teach/confirm.html", teach(), &confirm(say));
    add(samples, "teach-item", "teach/item.html", teach(), &item(say));
}

fn when(say: Say) -> When {
    When { iso: "2027-03-05T12:42:00Z".into(), text: say.of("19:42 ngày 05/03/2027", "19:42 on 05/03/2027") }
}

fn revision(say: Say, number: i64, live: bool) -> RevisionRow {
    RevisionRow {
        course: link(say.of("AI cơ bản", "AI basics"), "/teach/courses/ai"),
        number,
        when: when(say),
        by: live.then(|| "Trần Văn Bình".into()),
        origin: if live { "upload" } else { "folder" },
        live,
        source_url: Some(format!("/teach/courses/ai/revisions/{number}/sources")),
        back_url: (!live).then(|| format!("/teach/courses/ai/revisions/{number}")),
    }
}

fn draft(say: Say) -> DraftRow {
    DraftRow {
        link: link("ai <b>(2)</b>.zip".into(), "/teach/drafts/1"),
        course: "ai".into(),
        by: "Trần Văn Bình".into(),
        when: when(say),
    }
}

fn change(say: Say, asks: bool) -> ChangeView {
    let question = |id: &str, edit, choices: &[&'static str]| QuestionRow {
        id: id.into(),
        was: (edit == "renamed").then(|| "che".into()),
        title: say.of("Chè nào <ngon>?", "Which tea is <good>?"),
        edit,
        ended: 120,
        running: 3,
        choices: choices.iter().copied().filter(|_| asks).collect(),
    };
    ChangeView {
        nothing: false,
        first: false,
        frame: true,
        items: vec![ItemRow {
            title: say.of("Bài một", "Lesson one"),
            edits: vec!["about", "text"],
            reread: Some("bai-mot".into()),
        }],
        questions: vec![
            question("so", "major", &["keep", "regrade", "void"]),
            question("chu", "wording", &["keep", "wording", "regrade", "void"]),
            question("tra", "renamed", &[]),
            question("moi", "new", &[]),
        ],
        look_alikes: vec![("cu".into(), "moi".into())],
        new_policies: vec!["R1@2027-06".into()],
        gone_policies: vec!["R1@2026-12".into()],
    }
}

fn draft_page(say: Say, errors: bool) -> DraftPage {
    let finding = |severity, code| FindingView {
        severity,
        code,
        place: "01-a/quiz.md:12:3".into(),
        message: say.of("Câu hỏi chưa có đáp án.", "The question has no key."),
        help: Some(say.of("Bạn đánh dấu [x] trước phương án đúng.", "Mark the right choice with [x].")),
        excerpt: Some("12 | - [ ] <Một>\n   |   ^^^".into()),
    };
    DraftPage {
        up: link(say.of("AI cơ bản", "AI basics"), "/teach/courses/ai"),
        url: "/teach/drafts/1".into(),
        course: "ai".into(),
        file_name: "ai <b>.zip".into(),
        when: when(say),
        findings: if errors {
            vec![finding("error", "E201"), finding("warning", "W112"), finding("hint", "W401")]
        } else {
            Vec::new()
        },
        errors: usize::from(errors),
        warnings: 2,
        next_url: errors.then(|| "/teach/drafts/1?from=50".into()),
        change: (!errors).then(|| change(say, true)),
        items: vec![link(say.of("Bài một", "Lesson one"), "/teach/drafts/1/items/bai-mot")],
        live: 3,
        provisional: 2,
    }
}

fn confirm(say: Say) -> ConfirmPage {
    ConfirmPage {
        up: link("ai.zip".into(), "/teach/drafts/1"),
        course: "ai".into(),
        choices: vec![("so".into(), "regrade"), ("chu".into(), "void")],
        reread: vec![("bai-mot".into(), say.of("Bài một", "Lesson one"))],
        changed: vec![ChangedRow {
            name: "Nguyễn Thị Hoa <b>".into(),
            quiz: say.of("Thi cuối khóa", "Final exam"),
            number: 2,
            before: "76%".into(),
            passed_before: false,
            after: "83%".into(),
            passed_after: true,
        }],
        more: 7,
        action: "/teach/drafts/1/publication".into(),
        live: 3,
        provisional: 2,
        form: FormState {
            values: BTreeMap::new(),
            errors: BTreeMap::from([("sure".to_owned(), say.of("Bạn đánh dấu ô này.", "Please tick."))]),
        },
    }
}

fn item(say: Say) -> DraftItemPage {
    let choice =
        |html: &str, right| DraftChoice { html: html.into(), right, feedback_html: Some("<p>Vì thế.</p>".into()) };
    let question = DraftQuestion {
        id: "che".into(),
        stem_html: "<p>Chè nào?</p>".into(),
        choices: vec![choice("Tân Cương", true), choice("Khác", false)],
        accepted: vec!["9 – 11".into()],
        key_html: vec!["(1) Tân Cương".into()],
        explanation_html: Some("<p>Giải thích.</p>".into()),
    };
    DraftItemPage {
        up: link("ai.zip".into(), "/teach/drafts/1"),
        title: say.of("Bài kiểm", "A check"),
        text_lang: "vi".into(),
        pieces: vec![
            DraftPiece { html: Some("<p>Lời dẫn.</p>".into()), question: None },
            DraftPiece { html: None, question: Some(question) },
        ],
    }
}
