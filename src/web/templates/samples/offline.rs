//! What a device keeps.

use super::{Sample, Say, Who, add, course_link, layout, link};
use crate::web::view::When;
use crate::web::view::learning::Slots;
use crate::web::view::offline::*;

/// How a course is offered to be kept.
pub(super) fn keep() -> Keep {
    Keep {
        course: "ai-co-ban".into(),
        revision: "3f2a".into(),
        script: "/static/keep.js".into(),
        size: "54 KB".into(),
        pictures: Some("120 KB".into()),
    }
}

/// Adds all pages that are kept.
pub(super) fn add_all(say: Say, samples: &mut Vec<Sample>) {
    let here = || layout(say, Who::Visitor, "courses");
    let day = || When { iso: "2027-03-05T12:42:00Z".into(), text: say.of("05/03/2027", "5 March 2027") };
    for (name, course) in [("kept-header", Some(course_link(say))), ("kept-header-none", None)] {
        add(samples, name, "learning/lesson_kept_header.html", here(), &KeptHeader { course, day: day() });
    }
    let next = || link(say.of("AI học <từ> dữ liệu", "AI learns <from> data"), "/courses/ai-co-ban/hai");
    for (name, complete, next) in
        [("kept-footer", true, Some(next())), ("kept-footer-last", true, None), ("kept-footer-reading", false, None)]
    {
        let complete = complete.then(|| "/api/v1/courses/ai-co-ban/lessons/mot/completion".to_owned());
        let view = KeptFooter { complete, course: course_link(say), next };
        add(samples, name, "learning/lesson_kept_footer.html", here(), &view);
    }
    let slots =
        || Slots { look: String::new(), header: "<header class=\"top\"></header>".into(), footer: String::new() };
    let contents = KeptContents {
        title: course_link(say).title,
        modules: vec![KeptModule {
            title: say.of("Làm quen với AI", "Meet AI"),
            rows: vec![
                KeptRow { link: next(), kept: true },
                KeptRow { link: link(say.of("Bài kiểm tra", "Quiz"), "/courses/ai-co-ban/ba"), kept: false },
            ],
        }],
        slots: slots(),
    };
    add(samples, "kept-contents", "offline/contents.html", here(), &contents);
    let nothing = NoNetwork { script: "/static/keep.js".into(), slots: slots() };
    add(samples, "no-network", "offline/no_network.html", here(), &nothing);
}
