//! The catalogue, and a course before and in the middle of it.

use super::{Sample, Say, Who, add, course_link, layout, link, offline};
use crate::web::view::Progress;
use crate::web::view::catalog::*;
use xutra_domain::learning::Stop;

pub(super) fn card(say: Say, progress: Option<Progress>) -> CourseCard {
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

pub(super) const SOME: Progress = Progress { completed: 5, total: 18, percent: 28 };

/// All of them.
pub(super) fn add_all(say: Say, samples: &mut Vec<Sample>) {
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
