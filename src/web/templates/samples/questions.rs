//! The pages about questions and their answers, with rich data.

use super::accounts::sort_head;
use super::{Sample, Say, Who, add, layout, link};
use crate::web::view::When;
use crate::web::view::questions::*;
use xutra_domain::item_analysis::Flag;

/// All of them.
pub(super) fn add_all(say: Say, samples: &mut Vec<Sample>) {
    let teach = || layout(say, Who::Staff, "teach");
    add(samples, "teach-questions", "teach/questions.html", teach(), &list(say));
    let empty = QuestionsPage { quizzes: Vec::new(), rows: Vec::new(), count: 0, next_url: None, ..list(say) };
    add(samples, "teach-questions-none", "teach/questions.html", teach(), &empty);
    add(samples, "teach-question", "teach/question.html", teach(), &question(say));
    let bare = QuestionStatPage {
        row: row(say, Vec::new(), false),
        skill: None,
        expected: None,
        error: None,
        median: None,
        choices: Vec::new(),
        groups: None,
        months: None,
        quizzes: Vec::new(),
        withdrawn: None,
        ..question(say)
    };
    add(samples, "teach-question-bare", "teach/question.html", teach(), &bare);
    for (name, back) in [("teach-withdrawal", false), ("teach-withdrawal-back", true)] {
        let up = link(say.of("Chè nào <ngon>?", "Which tea is <good>?"), "/teach/courses/ai/questions/7");
        let action = "/teach/courses/ai/questions/7/withdrawal".into();
        let page = WithdrawalPage { up, id: "b-che".into(), back, action };
        add(samples, name, "teach/withdrawal.html", teach(), &page);
    }
}

fn choice(value: &str, title: &str) -> Choice {
    Choice { value: value.into(), title: title.into(), chosen: value == "flags" }
}

fn list(say: Say) -> QuestionsPage {
    let quiz = |reliability: Option<&str>| QuizRow {
        title: say.of("Bài <đánh giá>", "The <exam>"),
        forms: 412,
        reliability: reliability.map(str::to_owned),
        discrimination: reliability.map(str::to_owned),
    };
    QuestionsPage {
        up: link(say.of("AI cơ bản", "AI basics"), "/teach/courses/ai"),
        url: "/teach/courses/ai/questions".into(),
        quizzes: vec![quiz(Some("0.72")), quiz(None)],
        by_quiz: vec![choice("thi", "Thi <cuối>")],
        by_skill: vec![choice("an-toan", "An toàn")],
        flags: Flag::ALL.map(|flag| choice(flag.word(), "")).into(),
        sorts: ["place", "flags", "difficulty", "discrimination", "asked"].map(|sort| choice(sort, "")).into(),
        by_asked: sort_head("none"),
        by_difficulty: sort_head("ascending"),
        by_discrimination: sort_head("none"),
        by_flags: sort_head("descending"),
        narrowed: true,
        count: 2,
        rows: vec![
            row(say, Flag::ALL.map(Flag::word).into(), true),
            QuestionStatRow { difficulty: None, discrimination: None, ..row(say, Vec::new(), false) },
        ],
        next_url: Some("/teach/courses/ai/questions?sort=flags&page=1".into()),
    }
}

fn row(say: Say, flags: Vec<&'static str>, withdrawn: bool) -> QuestionStatRow {
    QuestionStatRow {
        link: link(say.of("Chè nào <ngon>?", "Which tea is <good>?"), "/teach/courses/ai/questions/7"),
        id: "b-che".into(),
        asked: 412,
        difficulty: Some("71%".into()),
        discrimination: Some("0.31".into()),
        flags,
        withdrawn,
    }
}

fn question(say: Say) -> QuestionStatPage {
    let choice = |right, discrimination: Option<&str>| ChoiceRow {
        html: "<strong>La Bằng</strong>".into(),
        right,
        count: 200,
        share: "48%".into(),
        discrimination: discrimination.map(str::to_owned),
    };
    let points = vec![
        PlotPoint { x: 10, y: 90, label: "0–20%".into(), value: "20%".into() },
        PlotPoint { x: 270, y: 30, label: "20–40%".into(), value: "80%".into() },
    ];
    let plot = || Some(Plot { line: "10,90 270,30".into(), points: points.clone() });
    QuestionStatPage {
        up: link(say.of("AI cơ bản", "AI basics"), "/teach/courses/ai/questions"),
        row: row(say, Flag::ALL.map(Flag::word).into(), true),
        skill: Some(say.of("An toàn", "Safety")),
        place: "bank/an-toan.md:12".into(),
        number: 3,
        expected: Some("medium"),
        stem_html: "<p class=\"stem\">?</p>".into(),
        text_lang: "vi".into(),
        error: Some("0.05".into()),
        skipped: "2%".into(),
        median: Some("21.5".into()),
        choices: vec![choice(true, Some("0.31")), choice(false, None)],
        groups: plot(),
        months: plot(),
        quizzes: vec![say.of("Bài đánh giá", "The exam")],
        withdrawn: Some(When {
            iso: "2027-03-05T12:42:00Z".into(),
            text: say.of("19:42 ngày 05/03/2027", "19:42 on 05/03/2027"),
        }),
        action: "/teach/courses/ai/questions/7/withdrawal".into(),
        source_url: "/teach/courses/ai/revisions/3/sources".into(),
    }
}
