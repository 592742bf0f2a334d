//! Practical work with rich data: handed in, marked, returned, and the pages of who marks.

use super::{Sample, Say, Who, add, layout, link, when};
use crate::web::view::FormState;
use crate::web::view::assessment::{CriterionView, LevelView};
use crate::web::view::marking::*;
use std::collections::BTreeMap;

/// All of them.
pub(super) fn add_all(say: Say, samples: &mut Vec<Sample>) {
    let teach = || layout(say, Who::Staff, "teach");
    let page = SubmissionsPage {
        courses: [("ai", true), ("khac", false)].map(|(id, current)| count(say, id, current)).to_vec(),
        course: "ai".into(),
        total: 12,
        rows: vec![row(say, true), row(say, false)],
        next_url: Some("/teach/submissions?course=ai&after=1_2".into()),
    };
    add(samples, "teach-submissions", "teach/submissions.html", teach(), &page);
    let page =
        SubmissionsPage { courses: Vec::new(), course: String::new(), total: 0, rows: Vec::new(), next_url: None };
    add(samples, "teach-submissions-none", "teach/submissions.html", teach(), &page);
    let errors = BTreeMap::from([
        ("mark-2".to_owned(), say.of("Bạn chưa chọn mức.", "Pick a level.")),
        ("comment".to_owned(), say.of("Dài quá.", "Too long.")),
    ]);
    let values = BTreeMap::from([("mark-1".to_owned(), "2".to_owned()), ("comment".to_owned(), "<b>".to_owned())]);
    for (name, form) in [("", FormState::default()), ("-errors", FormState { values, errors })] {
        add(samples, &format!("teach-submission{name}"), "teach/submission.html", teach(), &submission(say, form));
    }
    let page = SubmissionPage { until: None, shown: false, ..submission(say, FormState::default()) };
    add(samples, "teach-submission-free", "teach/submission.html", teach(), &page);
    let rows = vec![agreement(String::new(), Some("0,71")), agreement(say.of("AI cơ bản", "AI basics"), None)];
    add(samples, "teach-agreement", "teach/agreement.html", teach(), &AgreementPage { rows });
}

fn count(say: Say, id: &str, current: bool) -> CourseCount {
    let link = link(say.of("AI cơ bản", "AI basics"), &format!("/teach/submissions?course={id}"));
    CourseCount { link, count: 7, current }
}

fn row(say: Say, own: bool) -> WaitingRow {
    WaitingRow {
        title: say.of("Việc thật của tôi", "A task of my own"),
        course: say.of("AI cơ bản", "AI basics"),
        when: when(say),
        due: when(say),
        late: !own,
        own: own.then(|| (when(say), "/teach/submissions/1".into())),
    }
}

fn submission(say: Say, form: FormState) -> SubmissionPage {
    SubmissionPage {
        title: say.of("Việc thật của tôi", "A task of my own"),
        prompt_html: "<h2>…</h2><p>…</p>".into(),
        when: when(say),
        due: when(say),
        until: Some(when(say)),
        shown: true,
        text_html: "…<br><a href=\"https://a.vn/\" rel=\"nofollow noopener noreferrer\">https://a.vn/</a>".into(),
        files: vec![file("1", true), file("2", false)],
        solution_html: Some("<p>…</p>".into()),
        rubric: [2, 1].map(|points| criterion(say, points)).to_vec(),
        action: "/teach/submissions/1/grade".into(),
        take_url: "/teach/submissions/1/reservation".into(),
        max_comment: 2_000,
        form,
    }
}

fn criterion(say: Say, points: u32) -> CriterionView {
    let level = |points: u32| LevelView {
        title: say.of("Đạt", "Met"),
        points: points.to_string(),
        value: points.to_string(),
        says_html: "<b>…</b>".into(),
    };
    CriterionView { html: say.of("Rõ <b>việc</b>", "Clear <b>task</b>"), levels: vec![level(points), level(0)] }
}

pub(super) fn file(name: &str, picture: bool) -> FileView {
    FileView {
        name: name.into(),
        url: format!("/task-files/{name}"),
        picture,
        id: name.into(),
        remove_url: format!("/attempts/1/questions/1/files/{name}/removal"),
    }
}

fn agreement(course: String, kappa: Option<&str>) -> AgreementRow {
    AgreementRow {
        course,
        works: 31,
        same: 27,
        kappa: kappa.map(str::to_owned),
        criteria: 155,
        weighted: kappa.map(str::to_owned),
    }
}

/// Work in a list.
pub(super) fn work(say: Say, state: &'static str) -> WorkRow {
    WorkRow {
        link: link(say.of("Việc thật của tôi", "A task of my own"), "/attempts/1"), when: when(say), state
    }
}

/// What became of some work.
pub(super) fn marked(say: Say, state: &'static str) -> MarkedView {
    let row = |level: &str| MarkRow {
        html: say.of("Rõ <b>việc</b>", "Clear <b>task</b>"),
        points: "1,5".into(),
        of: "2".into(),
        level: level.into(),
    };
    MarkedView {
        state,
        due: when(say),
        rows: if state == "graded" { vec![row(&say.of("Đạt", "Met")), row("")] } else { Vec::new() },
        comments: if state == "waiting" { Vec::new() } else { vec!["<i>Tốt</i>".into()] },
        files: vec![file("1", true), file("2", false)],
    }
}
