//! Every page with rich data, in both languages, for the tests and for looking at.

use crate::web::view::assessment::*;
use crate::web::view::catalog::*;
use crate::web::view::certificate::*;
use crate::web::view::competency::*;
use crate::web::view::ended::VoidPage;
use crate::web::view::learning::*;
use crate::web::view::marking::FilesView;
use crate::web::view::people::*;
use crate::web::view::{ErrorPage, Flash, FormState, Layout, Link, Look, Person, Progress, SortHead, When};
use serde::Serialize;
use serde_json::Value;
use xutra_domain::learning::Stop;

mod accounts;
mod boundary;
mod class;
mod duplicates;
mod emulation;
mod exemplar;
mod figures;
mod front;
mod imports;
mod inspection;
mod mail;
mod marking;
mod my_people;
mod offline;
mod one_page;
mod oversight;
mod personal_data;
mod plan;
mod practice;
mod preview;
mod questions;
mod recheck;
mod signals;
mod sitting;
mod teach;
mod today;
mod unit;
mod work_record;

/// A page: name for the file, template, layout and data.
pub(super) struct Sample {
    pub(super) name: String,
    pub(super) template: &'static str,
    pub(super) layout: Layout,
    pub(super) page: Value,
}

/// Picks the text of a language.
#[derive(Clone, Copy)]
struct Say(bool);

impl Say {
    fn of(self, vi: &str, en: &str) -> String {
        if self.0 { vi.to_owned() } else { en.to_owned() }
    }
}

/// All samples of a language.
pub(super) fn all(lang: &str) -> Vec<Sample> {
    let say = Say(lang == "vi");
    let mut samples = Vec::new();
    catalog(say, &mut samples);
    learning(say, &mut samples);
    locked(say, &mut samples);
    assessment(say, &mut samples);
    result(say, &mut samples);
    competency(say, &mut samples);
    people(say, &mut samples);
    accounts::add_all(say, &mut samples);
    duplicates::add_all(say, &mut samples);
    certificate(say, &mut samples);
    errors(say, &mut samples);
    front::add_all(say, &mut samples);
    offline::add_all(say, &mut samples);
    preview::preview(say, &mut samples);
    imports::add_all(say, &mut samples);
    inspection::inspection(say, &mut samples);
    questions::add_all(say, &mut samples);
    signals::add_all(say, &mut samples);
    teach::add_all(say, &mut samples);
    personal_data::add_all(say, &mut samples);
    today::add_all(say, &mut samples);
    marking::add_all(say, &mut samples);
    mail::add_all(say, &mut samples);
    sitting::add_all(say, &mut samples);
    class::add_all(say, &mut samples);
    my_people::add_all(say, &mut samples);
    practice::add_all(say, &mut samples);
    unit::add_all(say, &mut samples);
    boundary::add_all(say, &mut samples);
    figures::add_all(say, &mut samples);
    work_record::add_all(say, &mut samples);
    recheck::add_all(say, &mut samples);
    oversight::add_all(say, &mut samples);
    plan::add_all(say, &mut samples);
    emulation::add_all(say, &mut samples);
    exemplar::add_all(say, &mut samples);
    samples
}

#[derive(Clone, Copy, PartialEq)]
enum Who {
    Visitor,
    Learner,
    Staff,
}

fn layout(say: Say, who: Who, section: &str) -> Layout {
    let name = if who == Who::Staff { "Trần Văn Bình" } else { "Nguyễn Thị Hoa" };
    Layout {
        lang: say.of("vi", "en"),
        site: "Bình dân học AI".into(),
        other_lang_url: say.of("/?lang=en", "/?lang=vi"),
        look: Look::default(),
        display_url: "/settings/display?next=%2F".into(),
        person: (who != Who::Visitor).then(|| Person {
            name: name.into(),
            tag: "q7w3".into(),
            certifier: who == Who::Staff,
            administrator: who == Who::Staff,
            instructor: who == Who::Staff,
            facilitator: who == Who::Staff,
            observer: who == Who::Staff,
            inspector: who == Who::Staff,
            chief_inspector: who == Who::Staff,
            shared: false,
        }),
        csrf: "k3y<&\"'>".into(),
        flash: None,
        css: "/static/style.css".into(),
        js: "/static/app.js".into(),
        icon: "/static/icon.svg".into(),
        section: section.into(),
    }
}

fn add<T: Serialize>(samples: &mut Vec<Sample>, name: &str, template: &'static str, layout: Layout, page: &T) {
    let page = serde_json::to_value(page).unwrap();
    samples.push(Sample { name: name.into(), template, layout, page });
}

fn link(title: String, url: &str) -> Link {
    Link { title, url: url.into() }
}

fn when(say: Say) -> When {
    When { iso: "2027-03-05T12:42:00Z".into(), text: say.of("19:42 ngày 05/03/2027", "5 March 2027, 19:42") }
}

fn course_link(say: Say) -> Link {
    link(say.of("AI cơ bản cho mọi người", "Basic AI for everyone"), "/courses/ai-co-ban")
}

fn card(say: Say, progress: Option<Progress>) -> CourseCard {
    CourseCard {
        link: course_link(say),
        summary: say.of(
            "Học cách nhờ AI giúp việc hằng ngày, biết kiểm lại và giữ an toàn, chỉ với chiếc điện thoại của bạn.",
            "Learn to let AI help with daily work, to check it and to stay safe, with nothing but your phone.",
        ),
        lessons: 13,
        minutes: 76,
        progress,
    }
}

const SOME: Progress = Progress { completed: 5, total: 18, percent: 28 };

fn catalog(say: Say, samples: &mut Vec<Sample>) {
    let second = CourseCard {
        link: link(say.of("AI cho hợp tác xã chè", "AI for tea cooperatives"), "/courses/che"),
        summary: String::new(),
        lessons: 1,
        minutes: 6,
        progress: None,
    };
    let first = || Some(link(say.of("AI quanh ta", "AI around us"), "/courses/ai-co-ban/ai-quanh-ta"));
    let home =
        |first, courses, first_steps| Home { first_steps, admin_login: "admin".into(), first, minutes: 5, courses };
    let visitor = layout(say, Who::Visitor, "");
    add(samples, "home-visitor", "catalog/home.html", visitor, &home(first(), vec![card(say, None)], false));
    add(samples, "home-first-steps", "catalog/home.html", layout(say, Who::Visitor, ""), &home(None, Vec::new(), true));
    let courses = vec![card(say, Some(SOME)), second];
    add(samples, "courses", "catalog/courses.html", layout(say, Who::Visitor, "courses"), &Courses { courses });
    add(
        samples,
        "courses-none",
        "catalog/courses.html",
        layout(say, Who::Visitor, "courses"),
        &Courses { courses: vec![] },
    );
    add(
        samples,
        "course-visitor",
        "catalog/course.html",
        layout(say, Who::Visitor, "courses"),
        &course(say, false, None),
    );
    add(samples, "course", "catalog/course.html", layout(say, Who::Learner, "courses"), &course(say, true, Some(SOME)));
    let mut done = course(say, true, Some(Progress { completed: 18, total: 18, percent: 100 }));
    done.next = None;
    done.untranslated = true;
    add(samples, "course-done", "catalog/course.html", layout(say, Who::Learner, "courses"), &done);
    let terms = GlossaryPage {
        course: course_link(say),
        title: say.of("Bảng thuật ngữ", "Glossary"),
        html: say.of(
            "<h2 id=\"llm\">Mô hình ngôn ngữ lớn</h2><p>Chương trình đoán từ tiếp theo.</p>",
            "<h2 id=\"llm\">Large language model</h2><p>A program that guesses the next word.</p>",
        ),
        untranslated: false,
        text_lang: say.of("vi", "en"),
    };
    add(samples, "glossary", "catalog/glossary.html", layout(say, Who::Visitor, "courses"), &terms);
    add(samples, "course-join", "catalog/course.html", layout(say, Who::Learner, "courses"), &course(say, false, None));
}

fn course(say: Say, enrolled: bool, progress: Option<Progress>) -> CoursePage {
    let item = |title: String, kind, state, grade: Option<&str>| ItemView {
        link: link(title, "/courses/ai-co-ban/x"),
        summary: if kind == "lesson" {
            say.of("Nhận ra thứ nào quanh mình dùng AI, thứ nào không.", "Recognise which things around you use AI.")
        } else {
            String::new()
        },
        kind,
        minutes: if kind == "exam" { 30 } else { 5 },
        state,
        now: state == "started",
        grade: grade.map(Into::into),
    };
    CoursePage {
        id: "ai-co-ban".into(),
        title: course_link(say).title,
        front_html: say.of(
            "<p>Bạn từng nghe nói nhiều về AI mà chưa dám thử? Bạn sợ bấm nhầm, sợ hỏng máy? Khóa học này dành cho bạn.</p><h2 id=\"gi\">Học xong, bạn làm được gì?</h2><ul><li>Nói được AI là gì và vì sao nó có thể sai.</li><li>Đúng từ <strong>24 trên 30</strong> câu.</li></ul>",
            "<p>Have you heard a lot about AI and not dared to try it? This course is for you.</p><h2 id=\"gi\">What will you be able to do?</h2><ul><li>Say what AI is and why it can be wrong.</li><li>At least <strong>24 of 30</strong> right.</li></ul>",
        ),
        untranslated: false,
        enrolled,
        keep: Some(offline::keep()),
        progress,
        next: Some(link(say.of("AI quanh ta", "AI around us"), "/courses/ai-co-ban/ai-quanh-ta")),
        modules: vec![
            ModuleView {
                stop: Stop::Now,
                completed: 1,
                total: 4,
                open: true,
                title: say.of("Làm quen với AI", "Meet AI"),
                intro_html: say.of("<p>Bốn bài ngắn, bắt đầu từ những thứ quanh nhà bạn.</p>", "<p>Four short lessons.</p>"),
                items: vec![
                    item(say.of("AI quanh ta", "AI around us"), "lesson", "completed", None),
                    item(say.of("AI học từ dữ liệu", "AI learns from data"), "lesson", "started", None),
                    item(say.of("AI đoán chữ", "AI guesses words"), "lesson", "new", None),
                    item(say.of("Kiểm tra phần Làm quen với AI", "Quiz: Meet AI"), "quiz", "failed", Some("67%")),
                ],
            },
            ModuleView {
                stop: Stop::Ahead,
                completed: 0,
                total: 1,
                open: false,
                title: say.of("Đánh giá", "Assessment"),
                intro_html: String::new(),
                items: vec![item(say.of("Bài đánh giá cuối khóa", "Final assessment"), "exam", "locked", None)],
            },
        ],
        glossary: enrolled.then(|| link(say.of("Bảng thuật ngữ", "Glossary"), "/courses/ai-co-ban/glossary")),
        why_url: enrolled.then(|| "/me/competency".into()),
    }
}

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
fn parts(say: Say, kind: &str, prefix: &str) -> PartsView {
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

fn check(say: Say, kind: &'static str, answered: bool) -> CheckView {
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

fn exam_link(say: Say) -> Link {
    link(say.of("Bài đánh giá cuối khóa", "Final assessment"), "/courses/ai-co-ban/danh-gia")
}

fn front(say: Say, exam: bool) -> QuizFront {
    let floor = |name, draw, floor| FloorView { name, draw, floor };
    let past = |number, percent: Option<&str>, passed, state| PastView {
        number,
        when: when(say),
        percent: percent.map(Into::into),
        passed,
        state,
        url: "/attempts/1".into(),
    };
    QuizFront {
        course: course_link(say),
        title: exam_link(say).title,
        intro_html: say.of(
            "<p>Cứ bình tĩnh, đọc hết câu rồi hãy chọn.</p>",
            "<p>Take your time, and read each question to its end.</p>",
        ),
        untranslated: false,
        exam,
        questions: if exam { 30 } else { 6 },
        time_limit: exam.then_some(30),
        pass_percent: (!exam).then(|| "80%".into()),
        pass_count: exam.then_some(24),
        floors: if exam {
            vec![floor(say.of("Hiểu AI", "Understand AI"), 4, 2), floor(say.of("An toàn", "Stay safe"), 6, 4)]
        } else {
            Vec::new()
        },
        attempts: exam.then_some(3),
        window_days: exam.then_some(90),
        cooldown: exam.then(|| say.of("7 ngày", "7 days")),
        start_url: Some("/courses/ai-co-ban/danh-gia/attempts".into()),
        open_url: None,
        refusal: None,
        waits_for: Vec::new(),
        sitting_url: exam.then_some("/sitting"),
        sign_in_url: None,
        refresh: exam.then_some(RefreshView { questions: 10, pass: 8, months: 24, url: None }),
        past: if exam {
            vec![
                past(3, None, false, "void"),
                past(2, Some("83%"), true, "submitted"),
                past(1, Some("60%"), false, "expired"),
            ]
        } else {
            Vec::new()
        },
    }
}

fn head(say: Say) -> AttemptHead {
    AttemptHead {
        course: course_link(say),
        quiz: exam_link(say),
        exam: true,
        number: 2,
        deadline: Some(When { iso: "2027-03-05T12:42:00Z".into(), text: "19:42".into() }),
        minutes_left: Some(24),
        id: "0197".into(),
        now: 1_804_336_080_000,
        ends: Some(1_804_337_520_000),
        script: "/static/attempt.js".into(),
        saved: Some(When { iso: "2027-03-05T12:20:00Z".into(), text: "19:20".into() }),
    }
}

fn jumps(current: Option<usize>) -> Vec<JumpView> {
    let jump = |place| JumpView {
        place,
        answered: place < 9 && place != 4,
        current: current == Some(place),
        url: format!("/attempts/1?place={place}"),
    };
    (1..=30).map(jump).collect()
}

fn question(say: Say, kind: &'static str, place: usize) -> QuestionPage {
    let choice = |id: &str, html: String, checked| ChoiceView { id: id.into(), html, checked };
    let typed = !["single", "multiple", "true_false"].contains(&kind);
    QuestionPage {
        head: head(say),
        place,
        total: 30,
        answered: 7,
        question: QuestionView {
            prefix: String::new(),
            kind,
            prompt_html: say.of(
                "<p class=\"stem\">Vì sao AI vẫn kể được rành rọt?</p><p>Để thử AI, Ngân tự nghĩ ra một lễ hội rồi hỏi. AI trả lời:</p><blockquote><p>Lễ hội Đốt Đèn Cọ ở xã Văn Hán diễn ra ngày 12 tháng Giêng, có rước đèn và hát then.</p></blockquote>",
                "<p class=\"stem\">Why can the AI still tell it so clearly?</p><p>To test the AI, Ngân made up a festival.</p>",
            ),
            choices: if typed {
                Vec::new()
            } else {
                vec![
                    choice("0", say.of("AI nhớ được chuyện mà dân xã đã quên", "AI remembers what people forgot"), false),
                    choice("1", say.of("AI xếp những chữ hay đi cùng nhau", "AI puts words that often go together"), true),
                    choice("2", say.of("AI đọc được sổ sách riêng của xã ấy", "AI can read the commune's books"), false),
                ]
            },
            typed: if typed { "12,5".into() } else { String::new() },
            unit: (kind == "number").then(|| "kg".into()),
            several: kind == "multiple",
            parts: parts(say, kind, ""),
            points: "1".into(),
        },
        group_html: None,
        action: "/attempts/1/answers/3".into(),
        jumps: jumps(Some(place)),
        review_url: "/attempts/1/review".into(),
        hints: Vec::new(),
        hints_left: 0,
        hint_url: "/attempts/1/questions/3/hint".into(),
        error: None,
    }
}

fn assessment(say: Say, samples: &mut Vec<Sample>) {
    let here = || layout(say, Who::Learner, "courses");
    let name = "assessment/front.html";
    add(samples, "front-exam", name, here(), &front(say, true));
    let mut running = front(say, false);
    running.start_url = None;
    running.open_url = Some("/attempts/1".into());
    add(samples, "front-open", name, here(), &running);
    let mut refused = front(say, true);
    refused.start_url = None;
    refused.refusal = Some(say.of("Bạn làm lại được từ 08:00 ngày 12/03/2027.", "You can try again from 12 March."));
    refused.waits_for = vec![link(say.of("AI quanh ta", "AI around us"), "/courses/ai-co-ban/ai-quanh-ta")];
    add(samples, "front-refused", name, here(), &refused);
    let mut visitor = front(say, false);
    visitor.start_url = None;
    visitor.untranslated = true;
    visitor.sign_in_url = Some("/login?next=/courses/ai-co-ban/quiz".into());
    add(samples, "front-visitor", name, layout(say, Who::Visitor, "courses"), &visitor);

    let name = "assessment/question.html";
    add(samples, "question-single", name, here(), &question(say, "single", 9));
    let mut multiple = question(say, "multiple", 30);
    multiple.hints = vec![say.of("<p>Hãy tìm thứ phải đoán.</p>", "<p>Look for something that guesses.</p>")];
    multiple.hints_left = 1;
    multiple.group_html = Some(say.of("<p>Đọc tin sau.</p>", "<p>Read this.</p>"));
    add(samples, "question-multiple", name, here(), &multiple);
    let mut number = question(say, "number", 1);
    number.error = Some(say.of("Bạn viết một số, ví dụ 12 hoặc 12,5.", "Write a number, such as 12 or 12.5."));
    number.hints_left = 2;
    number.head.saved = None;
    number.head.deadline = None;
    add(samples, "question-number", name, here(), &number);
    for kind in ["text", "match", "order", "task"] {
        add(samples, &format!("question-{kind}"), name, here(), &question(say, kind, 2));
    }

    one_page::add_all(say, samples);
    let mut review = ReviewPage {
        head: head(say),
        jumps: jumps(None),
        unanswered: 23,
        total: 30,
        submit_url: "/attempts/1/submission".into(),
    };
    add(samples, "review", "assessment/review.html", here(), &review);
    review.unanswered = 0;
    review.head.exam = false;
    add(samples, "review-all", "assessment/review.html", here(), &review);
    let mut void = VoidPage { head: review.head, rapid: Some(12), reason: None, note: String::new() };
    add(samples, "void", "assessment/void.html", here(), &void);
    void.rapid = None;
    add(samples, "void-unsaid", "assessment/void.html", here(), &void);
    (void.reason, void.note) = (Some("other".into()), "<b> mất điện".into());
    add(samples, "void-inspected", "assessment/void.html", here(), &void);
}

fn skills(say: Say) -> Vec<SkillBar> {
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

fn result(say: Say, samples: &mut Vec<Sample>) {
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

fn competency(say: Say, samples: &mut Vec<Sample>) {
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

fn mended(say: Say, fields: &[(&str, &str)], errors: &[(&str, &str, &str)]) -> FormState {
    FormState {
        values: fields.iter().map(|(name, value)| ((*name).into(), (*value).into())).collect(),
        errors: errors.iter().map(|(name, vi, en)| ((*name).into(), say.of(vi, en))).collect(),
    }
}

fn register_page(form: FormState, unit: UnitField, next: String) -> RegisterPage {
    RegisterPage { form, next, login_url: "/login?next=%2Fcourses%2Fai-co-ban".into(), unit }
}

fn people(say: Say, samples: &mut Vec<Sample>) {
    let next = || "/courses/ai-co-ban".to_owned();
    let here = |section| layout(say, Who::Visitor, section);
    let empty = FormState::default();
    let place = |title: &str, code: &str| Link { title: title.into(), url: code.into() };
    let options = vec![place("Xã Tân Cương, Tỉnh \"T\"", "TC"), place("Xã Tân Khánh, Tỉnh <b>", "TK")];
    let few = UnitField { options, ..UnitField::default() };
    let name = "people/register.html";
    add(samples, "register", name, here("register"), &register_page(empty.clone(), UnitField::default(), next()));
    let form = mended(
        say,
        &[("display_name", "Nguyễn Thị \"Hoa\" <b>"), ("login", "hoa tan cuong"), ("audience", "business")],
        &[
            ("login", "Tên đăng nhập viết liền, không có dấu cách.", "A sign-in name has no spaces."),
            ("password", "Mật khẩu cần ít nhất 8 ký tự.", "A password has at least 8 characters."),
            ("audience", "Không có nhóm này.", "There is no such group."),
        ],
    );
    add(samples, "register-errors", name, here("register"), &register_page(form, few.clone(), next()));
    let found = UnitField { options: Vec::new(), search: true, found: few.options, more: true };
    let form = mended(
        say,
        &[("unit_search", "Tân"), ("display_name", "Hoa")],
        &[("unit_search", "Bạn chọn một nơi trong danh sách bên dưới.", "Pick one from the list below.")],
    );
    add(samples, "register-search", name, here("register"), &register_page(form, found, next()));
    let name = "people/login.html";
    add(
        samples,
        "login",
        name,
        here("login"),
        &LoginPage { form: empty.clone(), next: next(), register_url: "/register?next=%2Fme".into(), shared: false },
    );
    let form = mended(
        say,
        &[("login", "hoa")],
        &[("form", "Tên đăng nhập hoặc mật khẩu chưa đúng.", "The sign-in name or the password is not right.")],
    );
    add(
        samples,
        "login-errors",
        name,
        here("login"),
        &LoginPage { form, next: next(), register_url: "/register?next=%2Fme".into(), shared: true },
    );
    let page = SetPasswordPage { form: empty, action: "/password/abc".into() };
    add(samples, "set-password", "people/set_password.html", here("password"), &page);
}

fn paper(say: Say, status: &'static str) -> CertificateView {
    CertificateView {
        number: "TN26-0004217-T".into(),
        holder: "Nguyễn Thị Hoa".into(),
        achievement: if status == "expired" { "completion" } else { "capability" },
        course: course_link(say).title,
        issuer: say.of("Sở Khoa học và Công nghệ tỉnh Thái Nguyên", "Department of Science, Thái Nguyên"),
        issued: When { iso: "2027-03-05T12:42:00Z".into(), text: say.of("05/03/2027", "5 March 2027") },
        expires: Some(When { iso: "2029-03-05T12:42:00Z".into(), text: say.of("05/03/2029", "5 March 2029") }),
        status,
        suspended: (status == "suspended").then(|| when(say)),
        revoked: (status == "revoked").then(|| when(say)),
        reason: (status == "revoked").then(|| say.of("In sai tên.", "The name was misprinted.")),
        rule: Some("R1@2026-12".into()),
        score: Some("27/30".into()),
        url: "/verify/TN26-0004217-T".into(),
    }
}

fn certificate(say: Say, samples: &mut Vec<Sample>) {
    let visitor = || layout(say, Who::Visitor, "verify");
    let here = || layout(say, Who::Staff, "admin");
    let verify = |number: &str, error| VerifyPage { number: number.into(), error };
    add(samples, "verify", "certificate/verify.html", visitor(), &verify("", None));
    let error = say.of("Không có giấy chứng nhận nào mang số này.", "No certificate has this number.");
    add(samples, "verify-error", "certificate/verify.html", visitor(), &verify("TN26-1", Some(error)));
    for status in ["valid", "suspended", "expired", "revoked"] {
        let page = CertificatePage {
            certificate: paper(say, status),
            pdf_url: (status == "valid").then(|| "/certificates/TN26-0004217-T.pdf".into()),
            credential_url: "/credentials/TN26-0004217-T".into(),
            revoke_url: (status == "valid").then(|| "/admin/certificates/TN26-0004217-T/revocation".into()),
        };
        add(samples, &format!("certificate-{status}"), "certificate/certificate.html", visitor(), &page);
    }
    let ready = |name: &str, id: &str| ReadyView {
        account: id.into(),
        name: name.into(),
        unit: "TN-0123".into(),
        since: when(say),
        score: "27/30".into(),
        why_url: "/admin/accounts/1/competency".into(),
    };
    let people = vec![ready("Nguyễn Thị Hoa", "a1"), ready("Ma Văn Khởi", "a2"), ready("Hoàng Thị Ngân", "a3")];
    let course = || course_link(say).title;
    let mut desk = DeskPage {
        query: String::new(),
        courses: vec![
            course_link(say),
            link(say.of("AI cho hợp tác xã chè", "AI for tea"), "/admin/certificates?course=che"),
        ],
        course: "ai-co-ban".into(),
        course_title: course(),
        ready_count: 143,
        ready: people.clone(),
        next_url: Some("/admin/certificates?cursor=x".into()),
        fallen: vec![paper(say, "valid")],
        issued: vec![paper(say, "valid"), paper(say, "revoked"), paper(say, "expired")],
        issued_next_url: Some("/admin/certificates?issued=x".into()),
    };
    add(samples, "desk", "certificate/desk.html", here(), &desk);
    desk.courses = Vec::new();
    desk.course = String::new();
    (desk.issued, desk.fallen) = (Vec::new(), Vec::new());
    add(samples, "desk-none", "certificate/desk.html", here(), &desk);
    desk.courses = vec![course_link(say)];
    desk.course = "ai-co-ban".into();
    desk.ready = Vec::new();
    desk.ready_count = 0;
    add(samples, "desk-nobody", "certificate/desk.html", here(), &desk);
    let confirm = ConfirmPage { course: "ai-co-ban".into(), course_title: course(), people };
    add(samples, "confirm", "certificate/confirm.html", here(), &confirm);
    let form = mended(say, &[("reason", "<x>")], &[("reason", "Bạn ghi lý do giúp nhé.", "Please give a reason.")]);
    let revoke = RevokePage { certificate: paper(say, "valid"), form };
    add(samples, "revoke", "certificate/revoke.html", here(), &revoke);
}

fn errors(say: Say, samples: &mut Vec<Sample>) {
    let page = ErrorPage {
        status: 404,
        title: say.of("Không thấy trang này", "This page was not found"),
        message: say.of(
            "Có thể địa chỉ bị gõ nhầm, hoặc trang đã chuyển chỗ. Bạn về trang chủ rồi tìm lại nhé.",
            "The address may be mistyped, or the page has moved.",
        ),
        request_id: "0190-77aa-3f".into(),
        links: vec![link(say.of("Về trang chủ", "To the front page"), "/")],
    };
    add(samples, "error", "error/error.html", layout(say, Who::Visitor, "x"), &page);
    let operation = |method: &str, path: &str, summary: &str, signed: bool| serde_json::json!({ "method": method, "path": path, "summary": summary, "signed": signed });
    let page = serde_json::json!({ "operations": [
        operation("POST", "/session", "Sign in", false),
        operation("PUT", "/attempts/{id}/answers/{question}", "Save an answer", true),
    ]});
    add(samples, "api", "api/docs.html", layout(say, Who::Visitor, "api"), &page);
}
