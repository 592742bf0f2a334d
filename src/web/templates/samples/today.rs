//! Today: in the middle of a course, new, with everything done.

use super::catalog::{SOME, card};
use super::certificate::paper;
use super::{Sample, Say, Who, add, course_link, layout, link, marking};
use crate::web::view::competency::MissingView;
use crate::web::view::today::{GrowingView, NextSteps, Resume, StopView, TodayPage};
use crate::web::view::{Flash, Progress};
use xutra_domain::learning::Stop;

fn middle(say: Say) -> TodayPage {
    let item = say.of("Công thức Mục đích - Bối cảnh - Định dạng", "The formula purpose, context, format");
    let stop = |vi, en, stop, completed| StopView { title: say.of(vi, en), stop, completed, total: 5 };
    let skill = |vi, en, completed: usize| GrowingView {
        name: say.of(vi, en),
        progress: Progress { completed, total: 4, percent: completed * 25 },
    };
    let step = |vi, en, url: Option<&str>| MissingView {
        text: say.of(vi, en),
        link: url.map(|url| link(say.of("Bài đánh giá cuối khóa", "Final assessment"), url)),
        ways: Vec::new(),
        lessons: Vec::new(),
    };
    TodayPage {
        name: "Nguyễn Thị Hoa".into(),
        login: "hoa.tancuong".into(),
        audience: "resident",
        roles: Vec::new(),
        resume: Some(Resume {
            course: course_link(say),
            item: link(item, "/courses/ai-co-ban/cong-thuc"),
            kind: "lesson",
            minutes: 6,
            left: 84,
            begun: false,
            progress: SOME,
        }),
        plan: vec![
            stop("Làm quen với AI", "Meet AI", Stop::Done, 5),
            stop("Bắt đầu trên điện thoại", "Begin on your phone", Stop::Now, 2),
            stop("Đánh giá", "Assessment", Stop::Ahead, 0),
        ],
        skills: vec![
            skill("Hiểu AI", "Understand", 4),
            skill("Chọn việc", "Choose", 1),
            skill("An toàn", "Protect", 0),
        ],
        flag: Some(NextSteps {
            capable: false,
            steps: vec![
                step("Làm bài đánh giá cuối khóa.", "Take the final assessment.", Some("/courses/ai-co-ban/x")),
                step("Làm xong một nhiệm vụ thực hành.", "Finish one practical task.", None),
            ],
            more: 2,
            why_url: "/me/competency".into(),
        }),
        courses: vec![card(say, Some(SOME))],
        enrolled: true,
        certificates: Vec::new(),
        works: ["waiting", "graded", "returned"].map(|state| marking::work(say, state)).into(),
        records: true,
        to_confirm: 2,
    }
}

/// Adds all pages of today.
pub(super) fn add_all(say: Say, samples: &mut Vec<Sample>) {
    let name = "people/me.html";
    let mut greeted = layout(say, Who::Learner, "me");
    greeted.flash =
        Some(Flash { tone: "good", text: say.of("Chào Nguyễn Thị Hoa!", "Welcome, Nguyễn Thị Hoa!") });
    let mut page = middle(say);
    add(samples, "today", name, greeted, &page);
    if let Some(resume) = &mut page.resume {
        (resume.kind, resume.begun) = ("exam", true);
    }
    page.roles = vec!["facilitator", "certifier"];
    add(samples, "today-exam", name, layout(say, Who::Staff, "me"), &page);
    (page.resume, page.plan, page.skills) = (None, Vec::new(), Vec::new());
    page.flag = Some(NextSteps { capable: true, steps: Vec::new(), more: 0, why_url: "/me/competency".into() });
    page.certificates = vec![paper(say, "valid"), paper(say, "revoked")];
    add(samples, "today-done", name, layout(say, Who::Learner, "me"), &page);
    (page.flag, page.certificates, page.works, page.enrolled) = (None, Vec::new(), Vec::new(), false);
    (page.records, page.to_confirm) = (false, 0);
    page.courses = vec![card(say, None)];
    add(samples, "today-new", name, layout(say, Who::Learner, "me"), &page);
    page.courses = Vec::new();
    add(samples, "today-empty", name, layout(say, Who::Learner, "me"), &page);
}
