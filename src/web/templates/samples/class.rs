//! Classes with rich data: open, closed, refused; the poster, and the newcomer's way in.

use super::{Sample, Say, Who, add, layout, mended, when};
use crate::web::view::class::*;
use crate::web::view::class_pack::*;
use crate::web::view::class_session::*;
use crate::web::view::sitting::CodeView;
use crate::web::view::{FormState, Link};

/// All of them.
pub(super) fn add_all(say: Say, samples: &mut Vec<Sample>) {
    list(say, samples);
    desk(say, samples);
    sheets(say, samples);
    newcomer(say, samples);
    session(say, samples);
    attending(say, samples);
}

fn link(title: String, url: &str) -> Link {
    Link { title, url: url.into() }
}

fn title(say: Say) -> String {
    say.of("Lớp tối thứ ba <xóm Gốc Gạo>", "Tuesday evening <Goc Gao>")
}

/// Not a code that could be read, but of its shape.
pub(super) fn picture() -> QrView {
    QrView { modules: 29, path: "M0 0h7v1h-7zM9 0h2v1h-2zM0 6h7v1h-7z".into() }
}

fn invitation() -> Invitation {
    Invitation { shown: "K7A 2CH".into(), address: "hoc.example.vn/join".into(), qr: picture() }
}

fn list(say: Say, samples: &mut Vec<Sample>) {
    let staff = || layout(say, Who::Staff, "classes");
    let form = |form, units: &[&str]| NewClassForm {
        units: units.iter().map(|code| link(format!("Xã {code}"), code)).collect(),
        courses: vec![link(say.of("Chưa chọn", "None"), ""), link(say.of("AI cơ bản", "AI basics"), "ai-co-ban")],
        lengths: vec![link(say.of("30 ngày", "30 days"), "30"), link(say.of("7 ngày", "7 days"), "7")],
        form,
    };
    let row = |open| ClassRow {
        link: link(title(say), "/classes/0190"),
        unit: "Xã A <b>".into(),
        code: "K7A 2CH".into(),
        members: 31,
        open,
    };
    let wrong = mended(
        say,
        &[("title", ""), ("days", "30"), ("unit", "B"), ("course", "ai-co-ban")],
        &[
            ("title", "Tên lớp cần từ 1 đến 100 ký tự.", "The name of a class has 1 to 100 characters."),
            ("unit", "Nơi này không thuộc phạm vi bạn phụ trách.", "This place is not within your scope."),
            ("course", "Bạn chọn một khóa học trong danh sách.", "Please choose a course from the list."),
        ],
    );
    let next_url = Some("/classes?before=0190".to_owned());
    for (name, open, rows, next_url) in [
        ("classes", form(FormState::default(), &["A", "A1"]), vec![row(true), row(false)], next_url),
        ("classes-refused", form(wrong, &[]), Vec::new(), None),
    ] {
        add(samples, name, "class/classes.html", staff(), &ClassesPage { open, rows, next_url });
    }
}

fn desk(say: Say, samples: &mut Vec<Sample>) {
    let staff = || layout(say, Who::Staff, "classes");
    let member = |unit: Option<&str>, is_new| ClassMemberView {
        name: "Trần Thị <i>Hoa</i>".into(),
        unit: unit.map(str::to_owned),
        joined: when(say),
        is_new,
    };
    let desk = |open: bool, members: Vec<ClassMemberView>| ClassPage {
        title: title(say),
        unit: "Xã A".into(),
        course: open.then(|| link(say.of("AI cơ bản", "AI basics"), "/courses/ai-co-ban")),
        until: when(say),
        invitation: open.then(invitation),
        poster_url: "/classes/0190/poster".into(),
        close_url: "/classes/0190/close".into(),
        start_url: "/classes/0190/sessions".into(),
        running_url: (open && !members.is_empty()).then(|| "/classes/0190/sessions/0191".into()),
        sessions: vec![HeldRow {
            started: when(say),
            url: "/classes/0190/sessions/0191".into(),
            present: members.len() as u64,
        }],
        new: members.iter().filter(|member| member.is_new).count(),
        exam: ClassExamForm {
            exams: if open { vec![link(say.of("Bài thi <b>", "The exam <b>"), "ai-co-ban/thi")] } else { Vec::new() },
            lengths: vec![link(say.of("2 giờ", "2 hours"), "120")],
            action: "/classes/0190/sittings".into(),
            form: if members.is_empty() {
                mended(say, &[], &[("form", "Bạn đang mở một phòng thi.", "You have a room open.")])
            } else {
                FormState::default()
            },
        },
        exams: [true, false]
            .into_iter()
            .filter(|_| !members.is_empty())
            .map(|open| ClassExam {
                link: link(say.of("Bài thi <b>", "The exam <b>"), "/sittings/0190"),
                opened: when(say),
                joined: 12,
                handed_in: 7,
                open,
            })
            .collect(),
        pack_url: "/classes/0190/pack".into(),
        members,
    };
    let people = || vec![member(Some("Xã A"), true), member(None, false)];
    for (name, page) in [
        ("class-desk", desk(true, people())),
        ("class-desk-over", desk(false, people())),
        ("class-desk-empty", desk(true, Vec::new())),
    ] {
        add(samples, name, "class/desk.html", staff(), &page);
    }
    let page = ClosePage { up: link(title(say), "/classes/0190"), action: "/classes/0190/close".into() };
    add(samples, "class-close", "class/close.html", staff(), &page);
}

/// What a facilitator prints, and what comes back from paper.
fn sheets(say: Say, samples: &mut Vec<Sample>) {
    let staff = || layout(say, Who::Staff, "classes");
    for (name, course) in [("class-poster", Some(say.of("AI cơ bản", "AI basics"))), ("class-poster-plain", None)] {
        let page = PosterPage {
            up: link(title(say), "/classes/0190"),
            title: title(say),
            unit: "Xã A".into(),
            course,
            facilitator: "Trần Văn Bình".into(),
            invitation: invitation(),
            until: when(say),
        };
        add(samples, name, "class/poster.html", staff(), &page);
    }
    let pack = |full: bool| PackPage {
        up: link(title(say), "/classes/0190"),
        unit: "Xã A".into(),
        facilitator: "Trần Văn Bình".into(),
        invitation: full.then(invitation),
        modules: if full {
            vec![
                link("Làm <quen>".into(), "/classes/0190/pack?module=a"),
                link("Hai".into(), "/classes/0190/pack?module=b"),
            ]
        } else {
            Vec::new()
        },
        plan: full.then(|| PlanView {
            title: "Làm <quen>".into(),
            minutes: 25,
            items: [false, true]
                .map(|is_quiz| PlanItem {
                    title: say.of("Bài một <b>", "Lesson one <b>"),
                    is_quiz,
                    minutes: 10,
                    summary: if is_quiz { String::new() } else { "AI là gì & để làm gì".into() },
                    talk: if is_quiz { Vec::new() } else { vec!["<p>AI có biết mọi thứ không?</p>".into()] },
                })
                .into(),
        }),
        members: vec![("Lý Văn <Páo>".into(), Some("Thôn A1".into())), ("Hoa".into(), None)],
        blank: vec![1, 2],
        paper_url: "/classes/0190/paper".into(),
    };
    for (name, full) in [("class-pack", true), ("class-pack-bare", false)] {
        add(samples, name, "class/pack.html", staff(), &pack(full));
    }
    let wrong = mended(say, &[("day", "2027-01-01")], &[("day", "Ngày không nhập được.", "Not this day.")]);
    let person = PersonToTick { id: "0190".into(), name: "Lý Văn <Páo>".into(), unit: Some("Thôn A1".into()) };
    for (name, members, form) in
        [("class-paper", vec![person], wrong), ("class-paper-nobody", Vec::new(), FormState::default())]
    {
        let action = "/classes/0190/paper".into();
        let page = PaperPage { up: link(title(say), "/classes/0190"), action, members, form };
        add(samples, name, "class/paper.html", staff(), &page);
    }
}

fn newcomer(say: Say, samples: &mut Vec<Sample>) {
    let visitor = || layout(say, Who::Visitor, "join");
    let wrong =
        mended(say, &[("code", "K7A 2C")], &[("code", "Không có lớp nào với mã này.", "No class has this code.")]);
    for (name, form) in [("class-enter", FormState::default()), ("class-enter-wrong", wrong)] {
        add(samples, name, "class/enter.html", visitor(), &EnterClassPage { form });
    }
    let join = |form| JoinPage {
        title: title(say),
        unit: "Xã A".into(),
        course: Some(link(say.of("AI cơ bản", "AI basics"), "/courses/ai-co-ban")),
        facilitator: "Trần Văn Bình".into(),
        form,
        action: "/join/K7A2CH".into(),
        join_url: "/join/K7A2CH/membership".into(),
        login_url: "/login?next=%2Fjoin%2FK7A2CH".into(),
        next: String::new(),
    };
    let taken = mended(
        say,
        &[("display_name", "Hoa <b>"), ("identifier", "0912 345 678")],
        &[("identifier", "Đã có tài khoản dùng số này.", "Somebody has an account with this number.")],
    );
    add(samples, "class-join", "class/join.html", visitor(), &join(FormState::default()));
    add(samples, "class-join-taken", "class/join.html", visitor(), &join(taken));
    let own = mended(say, &[], &[("form", "Đây là lớp do bạn hướng dẫn.", "You hold this class yourself.")]);
    add(samples, "class-join-own", "class/join.html", layout(say, Who::Learner, "join"), &join(own));
}

fn session(say: Say, samples: &mut Vec<Sample>) {
    let staff = || layout(say, Who::Staff, "classes");
    let attendee = |how, unit: Option<&str>| AttendeeView {
        name: "Trần Thị <i>Hoa</i>".into(),
        unit: unit.map(str::to_owned),
        at: when(say),
        how,
        exam: unit.map(|_| "handed_in"),
    };
    let code = || CodeView {
        shown: "012 345".into(),
        address: "hoc.example.vn/attend".into(),
        seconds: 41,
        qr: Some(picture()),
    };
    let page = |open: bool, present| SessionPage {
        class: link(title(say), "/classes/0190"),
        unit: "Xã A".into(),
        started: when(say),
        over: (!open).then(|| when(say)),
        code: open.then(code),
        tick_url: "/classes/0190/sessions/0191/list".into(),
        end_url: "/classes/0190/sessions/0191/end".into(),
        present,
    };
    let people = || vec![attendee("code", Some("Xã A")), attendee("list", None)];
    for (name, page) in [
        ("class-session", page(true, people())),
        ("class-session-over", page(false, people())),
        ("class-session-empty", page(true, Vec::new())),
    ] {
        add(samples, name, "class/session.html", staff(), &page);
    }
    let person = |id: &str, unit: Option<&str>| PersonToTick {
        id: id.into(),
        name: "Lý Văn <b>Páo</b>".into(),
        unit: unit.map(str::to_owned),
    };
    let tick = |open, query: &str, members: Vec<PersonToTick>, others: Vec<PersonToTick>| TickPage {
        up: link(title(say), "/classes/0190/sessions/0191"),
        open,
        address: "/classes/0190/sessions/0191/list".into(),
        action: "/classes/0190/sessions/0191/attendance".into(),
        query: query.into(),
        members,
        others,
        present: 12,
    };
    for (name, page) in [
        (
            "class-tick",
            tick(true, "pao", vec![person("1", None), person("2", Some("Xã A"))], vec![person("3", Some("Xã A"))]),
        ),
        ("class-tick-none", tick(true, "x", vec![person("1", None)], Vec::new())),
        ("class-tick-all", tick(true, "", Vec::new(), Vec::new())),
        ("class-tick-over", tick(false, "", Vec::new(), Vec::new())),
    ] {
        add(samples, name, "class/tick.html", staff(), &page);
    }
    let up = link(title(say), "/classes/0190/sessions/0191");
    let page = ClosePage { up, action: "/classes/0190/sessions/0191/end".into() };
    add(samples, "class-session-end", "class/end.html", staff(), &page);
}

fn attending(say: Say, samples: &mut Vec<Sample>) {
    let wrong = mended(say, &[("code", "12")], &[("code", "Mã không đúng hoặc đã đổi.", "This code is wrong.")]);
    for (name, form) in [("attend-enter", FormState::default()), ("attend-enter-wrong", wrong)] {
        let page = AttendEnterPage { form, action: "/attend".into() };
        add(samples, name, "class/attend_enter.html", layout(say, Who::Visitor, "attend"), &page);
    }
    let mut shared = layout(say, Who::Learner, "attend");
    if let Some(person) = &mut shared.person {
        person.shared = true;
    }
    let page = |noted: bool, over| AttendPage {
        title: title(say),
        unit: "Xã A".into(),
        facilitator: "Trần Văn Bình".into(),
        noted: noted.then(|| when(say)),
        over,
        action: "/attend/0191".into(),
        login_url: "/login?next=%2Fattend%2F0191".into(),
        join_url: (!over).then(|| "/join/K7A2CH?next=%2Fattend%2F0191".into()),
        course: noted.then(|| link(say.of("AI cơ bản", "AI basics"), "/courses/ai-co-ban")),
        form: FormState::default(),
    };
    for (name, who, page) in [
        ("attend-visitor", Who::Visitor, page(false, false)),
        ("attend", Who::Learner, page(false, false)),
        ("attend-noted", Who::Learner, page(true, false)),
        ("attend-over", Who::Learner, page(false, true)),
    ] {
        add(samples, name, "class/attend.html", layout(say, who, "attend"), &page);
    }
    add(samples, "attend-shared", "class/attend.html", shared, &page(true, false));
}
