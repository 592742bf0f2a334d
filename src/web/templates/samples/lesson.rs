//! Lessons, with self-checks of each type before and after the answer, and one that is locked.

use super::assessment::exam_link;
use super::catalog::SOME;
use super::{Sample, Say, Who, add, course_link, layout, link, marking};
use crate::web::view::Flash;
use crate::web::view::assessment::*;
use crate::web::view::learning::*;
use crate::web::view::marking::FilesView;

const TEXT_VI: &str = r##"<p>Sáng sớm ở Tân Cương, cô Hoa cầm điện thoại lên. Máy nhìn mặt cô rồi tự mở khóa. Ra đến chợ, cô nói một câu, máy chép thành chữ để gửi cho con gái.</p>
<p>Cô Hoa bảo: “Tôi có dùng AI bao giờ đâu.” Thật ra hôm ấy cô đã dùng <strong>ba lần</strong>.<sup><a id="r1" href="#f1">1</a></sup></p>
<h2 id="ai-la-gi">AI là gì?</h2>
<div class="scroll" role="region" tabindex="0" aria-label="Bảng"><table><thead><tr><th>Việc của máy</th><th>Máy làm thế nào</th><th>Dùng AI?</th></tr></thead><tbody><tr><td>Báo thức 5 giờ</td><td>Đúng giờ thì kêu</td><td>Không</td></tr><tr><td>Mở khóa bằng mặt</td><td>Đoán có phải mặt bạn</td><td>Có</td></tr></tbody></table></div>
<h2 id="vi-du">Một ví dụ</h2>
<p>Con gái cô Hoa hỏi một trợ lý AI:</p>
<figure class="prompt"><pre><code>Trong điện thoại của mẹ tôi, việc nào dùng AI: chuông báo thức, mở khóa bằng khuôn mặt, gợi ý phim?
Trả lời trong hai câu.</code></pre></figure>
<p>AI trả lời:</p>
<blockquote><p>Cả ba việc đều dùng AI. Chuông báo thức dùng AI để biết lúc nào mẹ bạn cần dậy.</p></blockquote>
<aside class="alert alert-warning"><p class="alert-title">Cẩn thận</p><p>AI nói rất tự tin, mà đúng hai việc, sai một việc.</p></aside><ul><li class="task">☐ Đã tự đọc lại</li><li class="task">☑ Đã hỏi người biết</li></ul>
<pre><code>print("một dòng lệnh rất dài để xem khung có cuộn ngang hay không, đừng tràn ra ngoài")</code></pre>
<details><summary>Vì sao lại thế?</summary><p>Vì máy đoán chữ tiếp theo.</p></details>"##;

const TEXT_EN: &str = r#"<p>Early morning in Tân Cương. Ms Hoa picks up her phone. It looks at her face and unlocks itself.</p>
<h2 id="what">What is AI?</h2><p><strong>AI</strong> is short for <em>artificial intelligence</em>.</p>
<figure class="prompt"><pre><code>On my mother's phone, which of these use AI: the alarm clock, unlocking by face, film suggestions?</code></pre></figure>
<p>The AI answers:</p><blockquote><p>All three use AI.</p></blockquote>"#;

/// Fields of a match, an order or a task.
pub(super) fn parts(say: Say, kind: &str, prefix: &str) -> PartsView {
    let option = |value: &str, text: String| OptionView { value: value.into(), text, chosen: value == "1" };
    let pick = |name: &str, html: String| PickView {
        id: format!("{prefix}{name}"),
        name: name.into(),
        html,
        options: vec![
            option("1", say.of("A. câu lệnh", "A. instruction")),
            option("2", say.of("B. mô hình", "B. model")),
        ],
    };
    let level = LevelView {
        title: say.of("Đạt", "Met"),
        points: "2".into(),
        value: "2".into(),
        says_html: say.of("có", "yes"),
    };
    let work = WorkView {
        id: format!("{prefix}text"),
        name: "text".into(),
        prefix: String::new(),
        typed: say.of("Bạn là cán bộ xã.", "You work for the commune."),
        max_chars: 3_000,
        links_only: false,
        takes_text: true,
        // A self-check takes no files.
        files: prefix.is_empty().then(|| FilesView {
            place: "1".into(),
            there: vec![marking::file("a.jpg", true), marking::file("b.pdf", false)],
            most: 3,
            more: true,
            accept: "image/jpeg",
            pdf: true,
        }),
        rubric: vec![CriterionView { html: say.of("Nêu rõ vai trò", "States the role"), levels: vec![level] }],
    };
    let is_picked = kind == "match" || kind == "order";
    let picks = [("pair-a", say.of("Prompt", "Prompt")), ("pair-b", say.of("LLM", "LLM"))];
    PartsView {
        picks: if is_picked { picks.map(|(name, html)| pick(name, html)).into() } else { Vec::new() },
        legend: if kind == "match" {
            vec![LegendView { letter: "A".into(), html: say.of("<em>câu lệnh</em>", "<em>instruction</em>") }]
        } else {
            Vec::new()
        },
        work: (kind == "task").then_some(work),
    }
}

pub(super) fn check(say: Say, kind: &'static str, answered: bool) -> CheckView {
    let choice = |value, html: String, picked: bool, right: bool, feedback: String| CheckChoice {
        value,
        html,
        picked,
        right: (picked && answered).then_some(right),
        feedback_html: (picked && answered).then_some(format!("<p>{feedback}</p>")),
    };
    let choices = vec![
        choice(
            0,
            say.of("Nồi cơm hẹn nấu lúc 10 giờ trưa", "A rice cooker set to start at 10"),
            answered,
            false,
            say.of("Nồi đếm giờ rồi bật, không đoán gì.", "The cooker counts the time and guesses nothing."),
        ),
        choice(
            1,
            say.of("Điện thoại nhìn ảnh, đọc tên cây", "A phone naming a plant from a photo"),
            answered && kind == "multiple",
            true,
            say.of("Đúng. Máy đã xem rất nhiều ảnh cây.", "Right. It has seen very many plants."),
        ),
        choice(2, say.of("Đèn ngõ tự sáng", "A lane lamp that lights up at dusk"), false, false, String::new()),
    ];
    let typed = !["single", "multiple", "true_false"].contains(&kind);
    CheckView {
        id: format!("lq-{kind}"),
        anchor: format!("lq-{kind}"),
        action: format!("/courses/ai-co-ban/ai-quanh-ta#lq-{kind}"),
        stem_html: say.of(
            "<p class=\"stem\">Thứ nào nhiều khả năng dùng AI?</p><p>Ngày nào chú Bắc ở Phổ Yên cũng dùng những thứ dưới đây.</p>",
            "<p class=\"stem\">Which thing most likely uses AI?</p><p>Mr Bắc in Phổ Yên uses these every day.</p>",
        ),
        kind,
        several: kind == "multiple",
        parts: parts(say, kind, &format!("lq-{kind}-")),
        answered,
        correct: Vec::new(),
        hints: vec![say.of("<p>Hãy tìm thứ phải đoán.</p>", "<p>Look for something that guesses.</p>")],
        choices: if typed { Vec::new() } else { choices },
        typed: if typed && answered { "60.000".into() } else { String::new() },
        unit: (kind == "number").then(|| say.of("đồng", "dong")),
        right: answered.then_some(kind == "number"),
        feedback_html: (answered && typed).then(|| say.of("<p>Đúng rồi.</p>", "<p>Right.</p>")),
        explanation_html: answered
            .then(|| say.of("<p>Tự động chưa phải là AI.</p>", "<p>Automatic is not yet AI.</p>")),
    }
}

fn lesson(say: Say, checks: Vec<CheckView>) -> LessonPage {
    let text = PieceView { html: Some(say.of(TEXT_VI, TEXT_EN)), check: None };
    let checks = checks.into_iter().map(|check| PieceView { html: None, check: Some(check) });
    LessonPage {
        course: course_link(say),
        module: say.of("Làm quen với AI", "Meet AI"),
        number: 1,
        of: 13,
        title: say.of("AI quanh ta", "AI around us"),
        minutes: 5,
        untranslated: false,
        text_lang: say.of("vi", "en"),
        pieces: std::iter::once(text).chain(checks).collect(),
        previous: Some(link(say.of("Trước khi bắt đầu", "Before you begin"), "/courses/ai-co-ban/truoc")),
        next: Some(link(say.of("AI học từ dữ liệu", "AI learns from data"), "/courses/ai-co-ban/hai")),
        listen: "/static/listen.js".into(),
        slots: Slots {
            look: "\u{e002}LOOK\u{e003}".into(),
            header: "\u{e002}HEADER\u{e003}".into(),
            footer: "\u{e002}FOOTER\u{e003}".into(),
        },
    }
}

/// All of them.
pub(super) fn add_all(say: Say, samples: &mut Vec<Sample>) {
    learning(say, samples);
    locked(say, samples);
}

fn learning(say: Say, samples: &mut Vec<Sample>) {
    let here = |who| layout(say, who, "courses");
    let fresh = lesson(say, vec![check(say, "single", false), check(say, "number", false)]);
    add(samples, "lesson", "learning/lesson.html", here(Who::Visitor), &fresh);
    let mut answered = lesson(
        say,
        vec![
            check(say, "single", true),
            check(say, "multiple", true),
            check(say, "match", true),
            check(say, "order", false),
            check(say, "task", false),
            check(say, "number", true),
            check(say, "text", true),
        ],
    );
    answered.untranslated = true;
    answered.previous = None;
    answered.next = None;
    add(samples, "lesson-answered", "learning/lesson.html", here(Who::Visitor), &answered);
    for (name, who) in [("visitor", Who::Visitor), ("learner", Who::Learner), ("staff", Who::Staff)] {
        let mut with_flash = here(who);
        with_flash.flash = Some(Flash { tone: "bad", text: say.of("Chưa được.", "Not yet.") });
        add(samples, &format!("lesson-header-{name}"), "learning/lesson_header.html", with_flash, &());
    }
    let footer = |completed, next: bool| LessonFooter {
        action: "/courses/ai-co-ban/ai-quanh-ta/completion".into(),
        complete: "/api/v1/courses/ai-co-ban/lessons/ai-quanh-ta/completion".into(),
        course_url: "/courses/ai-co-ban".into(),
        counts: true,
        completed,
        reread: false,
        checks: next.then(|| Checks { count: 2, first: "#check-mot".into() }),
        progress: Some(SOME),
        next: next.then(|| link(say.of("AI học từ dữ liệu", "AI learns from data"), "/courses/ai-co-ban/hai")),
        sign_in_url: "/login?next=/courses/ai-co-ban/ai-quanh-ta".into(),
        register_url: "/register?next=/courses/ai-co-ban/ai-quanh-ta".into(),
    };
    let name = "learning/lesson_footer.html";
    let uncounted = LessonFooter { counts: false, ..footer(false, true) };
    add(samples, "lesson-footer-uncounted", name, here(Who::Learner), &uncounted);
    add(samples, "lesson-footer-visitor", name, here(Who::Visitor), &footer(false, true));
    add(samples, "lesson-footer-learner", name, here(Who::Learner), &footer(false, true));
    add(samples, "lesson-footer-completed", name, here(Who::Learner), &footer(true, true));
    let edited = LessonFooter { reread: true, ..footer(true, true) };
    add(samples, "lesson-footer-reread", name, here(Who::Learner), &edited);
    add(samples, "lesson-footer-last", name, here(Who::Learner), &footer(false, false));
    add(samples, "lesson-footer-all", name, here(Who::Learner), &footer(true, false));
}

fn locked(say: Say, samples: &mut Vec<Sample>) {
    let view = |visitor: bool| LockedPage {
        course: link(say.of("AI cơ bản", "AI basics"), "/courses/ai-co-ban"),
        title: say.of("Viết câu lệnh rõ ràng", "Write clear prompts"),
        waits_for: vec![exam_link(say)],
        sign_in_url: visitor.then(|| "/login?next=/courses/ai-co-ban/cau-lenh".into()),
    };
    add(samples, "locked-visitor", "learning/locked.html", layout(say, Who::Visitor, "courses"), &view(true));
    add(samples, "locked-learner", "learning/locked.html", layout(say, Who::Learner, "courses"), &view(false));
}
