//! Supervised sittings with rich data: open, over, refused.

use super::{Sample, Say, Who, add, layout, mended, when};
use crate::web::view::sitting::*;
use crate::web::view::{FormState, Link};

/// All of them.
pub(super) fn add_all(say: Say, samples: &mut Vec<Sample>) {
    facilitator(say, samples);
    desk(say, samples);
    learner(say, samples);
}

fn link(title: String, url: &str) -> Link {
    Link { title, url: url.into() }
}

fn exam(say: Say) -> String {
    say.of("Bài thi <cuối khóa>", "Final <exam>")
}

fn facilitator(say: Say, samples: &mut Vec<Sample>) {
    let staff = || layout(say, Who::Staff, "sittings");
    let row = |open| SittingRow {
        link: link(exam(say), "/sittings/0190"),
        unit: "Xã A <b>".into(),
        opened: when(say),
        joined: 31,
        open,
    };
    let form = |form, units: &[&str]| OpenForm {
        exams: vec![link(exam(say), "ai-co-ban/danh-gia"), link("X".into(), "x/y")],
        units: units.iter().map(|code| link(format!("Xã {code}"), code)).collect(),
        lengths: vec![link(say.of("2 giờ", "2 hours"), "120"), link(say.of("1 giờ", "1 hour"), "60")],
        form,
    };
    let wrong = mended(
        say,
        &[("exam", "x/y"), ("minutes", "60"), ("unit", "B")],
        &[
            ("unit", "Nơi này không thuộc phạm vi bạn phụ trách.", "This place is not within your scope."),
            ("form", "Bạn đang có một buổi thi mở.", "You have a sitting open."),
        ],
    );
    let next_url = Some("/sittings?before=0190".to_owned());
    for (name, open, rows, next_url) in [
        ("sittings", Some(form(FormState::default(), &["A", "A1"])), vec![row(false), row(false)], next_url),
        ("sittings-refused", Some(form(wrong, &[])), Vec::new(), None),
        ("sittings-open", None, vec![row(true), row(false)], None),
        ("sittings-none", Some(OpenForm { exams: Vec::new(), ..form(FormState::default(), &[]) }), Vec::new(), None),
    ] {
        add(samples, name, "sitting/sittings.html", staff(), &SittingsPage { open, rows, next_url });
    }
}

fn desk(say: Say, samples: &mut Vec<Sample>) {
    let staff = || layout(say, Who::Staff, "sittings");
    let member = |state: &'static str, letter, unit: Option<&str>| MemberView {
        name: "Trần Thị <i>Hoa</i>".into(),
        unit: unit.map(str::to_owned),
        letter,
        state,
        action: matches!(state, "joined" | "out").then(|| "/sittings/0190/people/0191/exit".into()),
    };
    let desk = |open: bool| DeskPage {
        exam: exam(say),
        course: say.of("AI cơ bản", "AI basics"),
        unit: "Xã A".into(),
        over: when(say),
        class: open.then(|| link("Lớp <tối>".into(), "/classes/0190")),
        missing: if open {
            vec![
                MissingView { name: "Lý Văn <Páo>".into(), has_phone: false },
                MissingView { name: "Trần Thị Mai".into(), has_phone: true },
            ]
        } else {
            Vec::new()
        },
        code: open.then(|| CodeView {
            shown: "012 345".into(),
            address: "hoc.example.vn/sitting".into(),
            seconds: 41,
            qr: None,
        }),
        members: vec![
            member("joined", "A", Some("Xã A")),
            member("answering", "B", None),
            member("handed_in", "C", Some("Xã B")),
            member("void", "A", None),
            member("out", "B", None),
        ],
        handed_in: 1,
        end_url: open.then(|| "/sittings/0190/end".into()),
    };
    add(samples, "sitting-desk", "sitting/desk.html", staff(), &desk(true));
    add(samples, "sitting-desk-over", "sitting/desk.html", staff(), &desk(false));
    let nobody = DeskPage { members: Vec::new(), handed_in: 0, ..desk(true) };
    add(samples, "sitting-desk-empty", "sitting/desk.html", staff(), &nobody);
    for (name, answering) in [("sitting-end", 3), ("sitting-end-none", 0)] {
        let up = link(exam(say), "/sittings/0190");
        let page = EndPage { up, answering, action: "/sittings/0190/end".into() };
        add(samples, name, "sitting/end.html", staff(), &page);
    }
}

fn learner(say: Say, samples: &mut Vec<Sample>) {
    let own = || layout(say, Who::Learner, "sitting");
    let wrong = mended(say, &[("code", "123 45")], &[("code", "Mã không đúng hoặc đã đổi.", "This code is wrong.")]);
    for (name, form) in [("sitting-enter", FormState::default()), ("sitting-enter-wrong", wrong)] {
        add(samples, name, "sitting/enter.html", own(), &EnterPage { form });
    }
    let joined = |start: bool| JoinedPage {
        course: link(say.of("AI cơ bản", "AI basics"), "/courses/ai-co-ban"),
        exam: link(exam(say), "/courses/ai-co-ban/danh-gia"),
        unit: "Xã A".into(),
        facilitator: "Trần Văn Bình".into(),
        letter: "B",
        over: when(say),
        start_url: start.then(|| "/sitting/0190/attempts".into()),
        refusal: None,
        open_url: None,
        waits_for: Vec::new(),
    };
    add(samples, "sitting-joined", "sitting/joined.html", own(), &joined(true));
    let open_url = Some("/attempts/0192".to_owned());
    add(samples, "sitting-joined-open", "sitting/joined.html", own(), &JoinedPage { open_url, ..joined(false) });
    let refusal = Some(say.of("Buổi thi này đã kết thúc.", "This sitting has ended."));
    let waits_for = vec![link(say.of("Bài một", "Lesson one"), "/courses/ai-co-ban/bai-mot")];
    let refused = JoinedPage { refusal, waits_for, ..joined(false) };
    add(samples, "sitting-joined-refused", "sitting/joined.html", own(), &refused);
}
