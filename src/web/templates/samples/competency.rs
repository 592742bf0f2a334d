//! The flag and why it is there or not.

use super::assessment::exam_link;
use super::result::skills;
use super::{Sample, Say, Who, add, course_link, layout, link, when};
use crate::web::view::competency::*;

/// All of them.
pub(super) fn add_all(say: Say, samples: &mut Vec<Sample>) {
    let lessons = vec![link(say.of("Khi AI nói sai", "When AI is wrong"), "/courses/ai-co-ban/khi-ai-noi-sai")];
    let missing = |text, link| MissingView { text, link, ways: Vec::new(), lessons: lessons.clone() };
    let way = |need: &str| WayView { link: exam_link(say), need: say.of("cần đạt ", "needed: ") + need };
    let practical = say.of("Làm xong một nhiệm vụ thực hành.", "Finish one practical task.");
    let mut flag = FlagView {
        course: course_link(say),
        capable: false,
        since: None,
        until: None,
        rule: "R1@2026-12".into(),
        provisional: true,
        pass: 24,
        questions: 30,
        score: Some(19),
        attempts: 3,
        window_days: 90,
        skills: skills(say),
        missing: vec![
            missing(
                say.of(
                    "Ôn phần Kiểm chứng. Lần gần nhất bạn đúng 3 trên 6 câu, cần đúng 4 câu.",
                    "Go over Check answers. Last time you had 3 of 6 right; 4 are needed.",
                ),
                Some(link(say.of("Bài đánh giá cuối khóa", "Final assessment"), "/courses/ai-co-ban/danh-gia")),
            ),
            MissingView { text: practical, link: None, ways: vec![way("80%"), way("70%")], lessons: Vec::new() },
        ],
        evidence: vec![EvidenceView {
            when: when(say),
            item: exam_link(say),
            skill: say.of("Hiểu AI", "Understand AI"),
            points: "3/4".into(),
            grade: "a",
            void: true,
            void_url: Some("/accounts/1/competency/acts?do=void&about=1".into()),
        }],
        certificates: Vec::new(),
        grade: None,
        suspended: Some(SuspendedView { since: when(say), case: "HS-2027/15".into() }),
        refreshed: None,
        refresh: None,
        months: 24,
        effort: Some(("3".into(), 3)),
        acts: vec![ActView { when: when(say), text: say.of("tạm dừng công nhận.", "suspended.") }],
        used_up: Some(when(say)),
        session_url: Some("/accounts/1/competency/session?flag=1".into()),
        act_url: Some("/accounts/1/competency/acts?do=reinstate&about=1".into()),
    };
    let name = "competency/why.html";
    let page = |person: Option<&str>, flags| WhyPage { person: person.map(Into::into), flags };
    add(
        samples,
        "why-suspended",
        name,
        layout(say, Who::Staff, "admin"),
        &page(Some("Nguyễn Thị Hoa"), vec![flag.clone()]),
    );
    flag.suspended = None;
    flag.act_url = None;
    add(samples, "why-left", name, layout(say, Who::Learner, "me"), &page(None, vec![flag.clone()]));
    flag.capable = true;
    flag.since = Some(when(say));
    flag.until = Some(when(say));
    flag.missing = Vec::new();
    flag.grade = Some("a");
    flag.refreshed = Some(when(say));
    flag.refresh =
        Some(RefreshView { questions: 10, pass: 8, months: 24, url: Some("/courses/ai-co-ban/danh-gia".into()) });
    flag.act_url = Some("/accounts/1/competency/acts?do=suspend&about=1".into());
    flag.certificates = vec![link("TN26-0004217-T".into(), "/verify/TN26-0004217-T")];
    add(samples, "why-capable", name, layout(say, Who::Staff, "admin"), &page(Some("Nguyễn Thị Hoa"), vec![flag]));
    add(samples, "why-none", name, layout(say, Who::Learner, "me"), &page(None, Vec::new()));
}
