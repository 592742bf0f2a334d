//! What an attempt became: the score by skill, what was answered, what is void.

use super::assessment::{exam_link, head};
use super::{Sample, Say, Who, add, layout, link, marking, when};
use crate::web::view::assessment::*;

pub(super) fn skills(say: Say) -> Vec<SkillBar> {
    let bar = |name, earned: &str, of: &str, required: &str, percent, mark, met| SkillBar {
        name,
        earned: earned.into(),
        of: of.into(),
        required: required.into(),
        percent,
        mark,
        met,
    };
    vec![
        bar(say.of("Hiểu AI", "Understand AI"), "3", "4", "2", 75, 50, true),
        bar(say.of("Kiểm chứng", "Check answers"), "3", "6", "4", 50, 67, false),
        bar(say.of("An toàn", "Stay safe"), "6", "6", "4", 100, 67, true),
        bar(say.of("Trách nhiệm", "Be responsible"), "0", "4", "", 0, 0, false),
        bar(say.of("Áp dụng", "Apply"), "0%", "100%", "80%", 0, 80, false),
    ]
}

/// All of them.
pub(super) fn add_all(say: Say, samples: &mut Vec<Sample>) {
    let here = || layout(say, Who::Learner, "courses");
    let name = "assessment/result.html";
    let answer = |place, outcome: &'static str, points: &str, given: bool| {
        ResultQuestion {
        place,
        prompt_html: say.of(
            "<p class=\"stem\">Thiết bị nào nhiều khả năng dùng AI?</p><p>Một hợp tác xã chè ở Trại Cau mới sắm bốn thiết bị.</p>",
            "<p class=\"stem\">Which device most likely uses AI?</p>",
        ),
        outcome,
        points: points.into(),
        max_points: "1".into(),
        scored: outcome != "noted",
        edited: outcome == "wrong",
        answers: if given { vec![say.of("Lò sao chè tự ngắt", "An oven that stops by itself")] } else { Vec::new() },
        correct: vec![say.of("Camera soi băng chuyền", "A camera over the belt")],
        feedback: if given { vec![say.of("<p>Lò đếm giờ rồi ngắt.</p>", "<p>It counts the time.</p>")] } else { vec![] },
        explanation_html: Some(say.of("<p>Tự động và AI là hai chuyện.</p>", "<p>Automatic is not AI.</p>")),
        work: match outcome {
            "waiting" | "returned" => Some(marking::marked(say, outcome)),
            "part" => Some(marking::marked(say, "graded")),
            _ => None,
        },
    }
    };
    let mut page = ResultPage {
        head: head(say),
        state: "submitted",
        passed: true,
        score: "26".into(),
        max_score: "30".into(),
        percent: "87%".into(),
        skills: Vec::new(),
        reread: vec![exam_link(say)],
        judged: None,
        questions: vec![
            answer(1, "right", "1", true),
            answer(2, "part", "0,5", true),
            answer(3, "wrong", "0", true),
            answer(4, "unanswered", "0", false),
            answer(5, "waiting", "0", true),
            answer(6, "returned", "0", true),
        ],
        waiting: true,
        returned: false,
        answers_withheld: false,
        why_url: None,
        next: Some(link(say.of("Chọn công cụ", "Choose a tool"), "/courses/ai-co-ban/chon")),
    };
    add(samples, "result-passed", name, here(), &page);
    page.passed = false;
    add(samples, "result-waiting", name, here(), &page);
    (page.waiting, page.returned) = (false, true);
    add(samples, "result-returned", name, here(), &page);
    page.state = "expired";
    page.score = "19,5".into();
    page.percent = "65%".into();
    page.judged = Some(JudgedView { when: when(say), percent: "83%".into(), passed: true });
    page.skills = skills(say);
    page.questions = Vec::new();
    page.answers_withheld = true;
    page.why_url = Some("/me/competency".into());
    page.next = None;
    add(samples, "result-failed", name, here(), &page);
    page.state = "void";
    add(samples, "result-void", name, here(), &page);
}
