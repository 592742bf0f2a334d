//! People of a facilitator with rich data: the list, the sheet, one person, cards and their use.

use super::class::picture;
use super::{Sample, Say, Who, add, layout, mended, when};
use crate::web::view::my_people::*;
use crate::web::view::{FormState, Link, Progress};

/// All of them.
pub(super) fn add_all(say: Say, samples: &mut Vec<Sample>) {
    lists(say, samples);
    one(say, samples);
    cards(say, samples);
}

fn link(title: &str, url: &str) -> Link {
    Link { title: title.into(), url: url.into() }
}

fn row(say: Say, known: bool) -> FollowedRow {
    FollowedRow {
        id: "0190".into(),
        link: link("Lý Văn <b>Páo</b>", "/people/0190"),
        unit: known.then(|| "Xã A".into()),
        phone: known.then(|| "0912345678".into()),
        lessons: if known { 7 } else { 0 },
        last: known.then(|| when(say)),
        capable: known,
        has_password: known,
    }
}

fn lists(say: Say, samples: &mut Vec<Sample>) {
    let staff = || layout(say, Who::Staff, "people");
    let tabs = |shown: &str| {
        let words = ["all", "not_started", "stuck", "ready", "capable", "no_password"];
        let tab = |word: &'static str| FollowTab {
            word,
            url: format!("/people?show={word}&q=a%22b"),
            count: "1.234".into(),
            current: word == shown,
        };
        words.map(tab).into()
    };
    let page = |follow: &'static str, rows: Vec<FollowedRow>, form| FollowedPage {
        query: "a\"b".into(),
        tabs: tabs(follow),
        follow,
        sort: "newest",
        sorts: vec!["name", "newest"],
        next_url: rows.first().map(|_| "/people?after=0190".into()),
        list_url: "/people/sheet?show=stuck".into(),
        rows,
        form,
    };
    let wrong = mended(say, &[], &[("form", "Bạn chọn từ 1 đến 200 người.", "Choose 1 to 200 people.")]);
    for (name, page) in [
        ("followed", page("stuck", vec![row(say, true), row(say, false)], FormState::default())),
        ("followed-refused", page("all", vec![row(say, true)], wrong)),
        ("followed-none", page("ready", Vec::new(), FormState::default())),
    ] {
        add(samples, name, "people/followed.html", staff(), &page);
    }
    let sheet = |rows, more| SheetPage { back_url: "/people?show=stuck".into(), follow: "stuck", rows, more };
    add(samples, "people-sheet", "people/sheet.html", staff(), &sheet(vec![row(say, true), row(say, false)], true));
    add(samples, "people-sheet-none", "people/sheet.html", staff(), &sheet(Vec::new(), false));
}

fn one(say: Say, samples: &mut Vec<Sample>) {
    let staff = || layout(say, Who::Staff, "people");
    let course = |next: bool| PersonCourse {
        course: link(&say.of("AI cơ bản <b>", "AI basics <b>"), "/courses/ai-co-ban"),
        progress: Progress { completed: 3, total: 13, percent: 23 },
        next: next.then(|| link(&say.of("Bài bốn", "Lesson four"), "/courses/ai-co-ban/bai-bon")),
    };
    let page = |known: bool, courses| PersonPage {
        id: "0190".into(),
        name: "Lý Văn <b>Páo</b>".into(),
        unit: known.then(|| "Xã A".into()),
        phone: known.then(|| "0912345678".into()),
        identifier: if known { "0912345678".into() } else { String::new() },
        has_password: known,
        may_have_card: known,
        courses,
        why_url: "/accounts/0190/competency".into(),
    };
    add(samples, "person", "people/person.html", staff(), &page(true, vec![course(true), course(false)]));
    add(samples, "person-bare", "people/person.html", staff(), &page(false, Vec::new()));
    let given = PinPage {
        name: "Lý Văn <b>Páo</b>".into(),
        identifier: "lyvanpao.3fa09c".into(),
        pin: "482 915".into(),
        until: when(say),
        back_url: "/people/0190".into(),
    };
    add(samples, "pin", "people/pin.html", staff(), &given);
    let weak = mended(
        say,
        &[],
        &[("pin", "Mã này dễ đoán.", "Easily guessed."), ("again", "Chưa giống nhau.", "Not the same.")],
    );
    for (name, form) in [("pin-choose", FormState::default()), ("pin-choose-wrong", weak)] {
        let page = ChoosePinPage { name: "Lý Văn <b>Páo</b>".into(), action: "/pin/x".into(), form };
        add(samples, name, "people/choose_pin.html", layout(say, Who::Visitor, "pin"), &page);
    }
    let wrong = mended(
        say,
        &[("display_name", "Páo <b>"), ("phone", "0912345678"), ("unit", "B"), ("birth_year", "74")],
        &[
            ("phone", "Số này đã có tài khoản.", "Somebody has an account with this number."),
            ("unit", "Nơi này không thuộc phạm vi bạn phụ trách.", "This place is not within your scope."),
            (
                "birth_year",
                "Ghi năm sinh bằng bốn chữ số, như 1980.",
                "Write the year of birth with four digits, like 1980.",
            ),
        ],
    );
    let units = vec![link("Xã A", "A"), link("Thôn A1", "A1")];
    let page = NewPersonPage { units, form: FormState::default() };
    add(samples, "person-new", "people/new.html", staff(), &page);
    let page = NewPersonPage { units: Vec::new(), form: wrong };
    add(samples, "person-new-wrong", "people/new.html", staff(), &page);
}

fn cards(say: Say, samples: &mut Vec<Sample>) {
    let card = |unit: Option<&str>| CardView {
        name: "Lý Văn <b>Páo</b>".into(),
        unit: unit.map(str::to_owned),
        identifier: "lyvanpao.3fa09c".into(),
        code: "KXQ4-7MPD".into(),
        qr: picture(),
    };
    let page = |cards, refused| CardsPage {
        cards,
        refused,
        address: "hoc.example.vn/card".into(),
        until: when(say),
        back_url: "/people".into(),
    };
    let staff = || layout(say, Who::Staff, "people");
    let refused = say.of("Không in thẻ được cho: Hoa.", "No card can be printed for: Hoa.");
    let nine = (0..9).map(|number| card((number % 2 == 0).then_some("Xã A"))).collect();
    add(samples, "cards", "people/cards.html", staff(), &page(nine, None));
    add(samples, "cards-refused", "people/cards.html", staff(), &page(Vec::new(), Some(refused)));
    let visitor = || layout(say, Who::Visitor, "card");
    let wrong = mended(say, &[("code", "KXQ")], &[("code", "Mã thẻ không đúng.", "This code is wrong.")]);
    for (name, form) in [("card-enter", FormState::default()), ("card-enter-wrong", wrong)] {
        add(samples, name, "people/card_enter.html", visitor(), &CardEnterPage { form });
    }
    let short =
        mended(say, &[], &[("password", "Mật khẩu cần ít nhất 8 ký tự.", "A password has at least 8 characters.")]);
    for (name, form) in [("card", FormState::default()), ("card-short", short)] {
        let page = CardPage {
            name: "Lý Văn <b>Páo</b>".into(),
            identifier: "lyvanpao.3fa09c".into(),
            form,
            action: "/card/KXQ47MPD".into(),
        };
        add(samples, name, "people/card.html", visitor(), &page);
    }
}
