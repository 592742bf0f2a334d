//! Records of work with rich data: new, refused, waiting, come back, confirmed, to be confirmed, to be looked at again.

use super::{Sample, Say, Who, add, layout, link, mended, when};
use crate::web::view::FormState;
use crate::web::view::work_record::*;

/// All of them.
pub(super) fn add_all(say: Say, samples: &mut Vec<Sample>) {
    lists(say, samples);
    forms(say, samples);
    records(say, samples);
    confirming(say, samples);
    audits(say, samples);
}

fn row(say: Say, state: &'static str, author: Option<&str>) -> RecordRow {
    RecordRow {
        url: "/work-records/0190".into(),
        task: "document",
        author: author.map(Into::into),
        state,
        at: when(say),
        late: state == "appealed",
    }
}

fn told(say: Say, product: bool) -> RecordView {
    RecordView {
        task: "promotion",
        tool: "Trợ lý <AI>".into(),
        asked: say.of("Viết bài giới thiệu chè <Tân Cương> cho trang của hợp tác xã", "Present our <tea> in 100 words"),
        changed: say.of("AI bịa ra giải thưởng, tôi bỏ đi & sửa giá", "It made up a prize, which I took out"),
        before: 90,
        after: 25,
        product: product.then(|| "https://vi.du/che?bai=1&x=2".into()),
        declared: when(say),
    }
}

fn lists(say: Say, samples: &mut Vec<Sample>) {
    let step = |word, n| Step { word, n };
    let steps = || vec![step("records", 2), step("tasks", 1), step("weeks", 1), step("worth", 1), step("flag", 1)];
    let states = ["declared", "returned", "appealed", "confirmed", "refused"];
    for (name, business, steps, full) in [
        ("work-records", false, steps(), true),
        ("work-records-business", true, vec![step("records", 1), step("apart", 1)], true),
        ("work-records-effective", false, Vec::new(), true),
        ("work-records-none", false, steps(), false),
    ] {
        let page = RecordsPage {
            left: LeftView { business, confirmed: usize::from(full), effective: steps.is_empty(), steps },
            rows: if full { states.map(|state| row(say, state, None)).into() } else { Vec::new() },
            next_url: full.then(|| "/work-records?before=0190".into()),
            to_confirm: if full { 3 } else { 0 },
        };
        add(samples, name, "work_record/list.html", layout(say, Who::Learner, "work-records"), &page);
    }
    for (name, full) in [("work-to-confirm", true), ("work-to-confirm-none", false)] {
        let rows = ["declared", "appealed"].map(|state| row(say, state, Some("Nguyễn <An>")));
        let page = ToConfirmPage { rows: if full { rows.into() } else { Vec::new() } };
        add(samples, name, "work_record/to_confirm.html", layout(say, Who::Learner, "work-records"), &page);
    }
}

fn forms(say: Say, samples: &mut Vec<Sample>) {
    let typed = [
        ("task", "reply"),
        ("tool", "Trợ lý <AI>"),
        ("asked", "Gọi 0912345678"),
        ("changed", "<b>không</b>"),
        ("before", "0"),
        ("after", "25"),
    ];
    let wrong = [
        ("task", "Bạn chọn một loại việc.", "Choose a kind of work."),
        ("asked", "Ở đây có vẻ có số điện thoại.", "This looks like a phone number."),
        ("changed", "Bạn viết từ 10 ký tự.", "Write 10 characters."),
        ("before", "Bạn ghi số phút.", "Write a number."),
        ("clean", "Bạn đánh dấu ô này.", "Tick this box."),
    ];
    for (name, business, reason, form) in [
        ("work-new", false, None, FormState::default()),
        ("work-new-refused", true, None, mended(say, &typed, &wrong)),
        ("work-improve", false, Some("Chưa thấy <sản phẩm> ở đâu".to_owned()), mended(say, &typed, &[])),
    ] {
        let page = RecordForm {
            action: "/work-records/new".into(),
            back_url: "/work-records".into(),
            tasks: vec!["document", "spreadsheet", "summary", "reply", "promotion", "research", "translation", "other"],
            business,
            reason,
            form,
        };
        add(samples, name, "work_record/new.html", layout(say, Who::Learner, "work-records"), &page);
    }
}

fn records(say: Say, samples: &mut Vec<Sample>) {
    let wrong = mended(say, &[("reason", "sai")], &[("reason", "Từ 10 ký tự.", "10 characters at least.")]);
    for (name, state, alone, form) in [
        ("work-record-waits", "declared", false, FormState::default()),
        ("work-record-alone", "declared", true, FormState::default()),
        ("work-record-returned", "returned", false, wrong),
        ("work-record-confirmed", "confirmed", false, FormState::default()),
        ("work-record-refused", "refused", false, FormState::default()),
    ] {
        let back = state == "returned";
        let events = ["declared", "drawn", "escalated", "returned", "improved", "appealed", "held"];
        let page = RecordPage {
            record: told(say, back),
            state,
            quality: (state == "confirmed").then_some(3),
            due: (state == "declared" && !alone).then(|| when(say)),
            alone,
            reason: matches!(state, "returned" | "refused").then(|| "Chưa thấy <sản phẩm>".into()),
            improve_url: back.then(|| "/work-records/0190/improvement".into()),
            appeal_url: back.then(|| "/work-records/0190/appeal".into()),
            events: events.map(|word| EventView { word: word.into(), at: when(say) }).into(),
            form,
        };
        add(samples, name, "work_record/record.html", layout(say, Who::Learner, "work-records"), &page);
    }
}

fn confirming(say: Say, samples: &mut Vec<Sample>) {
    let wrong = mended(
        say,
        &[("reason", "<i>"), ("quality", "9")],
        &[("reason", "Từ 10 ký tự.", "10 characters."), ("quality", "Bạn chọn một mức.", "Choose one.")],
    );
    for (name, appeal, form) in [
        ("work-confirm", None, FormState::default()),
        ("work-confirm-appeal", Some("Sản phẩm <có> thật".into()), wrong),
    ] {
        let page = ConfirmPage {
            author: "Nguyễn <An>".into(),
            record: told(say, true),
            appeal,
            due: when(say),
            action: "/work-records/0190/confirmation".into(),
            form,
        };
        add(samples, name, "work_record/confirm.html", layout(say, Who::Learner, "work-records"), &page);
    }
}

fn audits(say: Say, samples: &mut Vec<Sample>) {
    let here = || layout(say, Who::Staff, "inspection");
    let rate = RateView {
        passed: "45".into(),
        judged: "50".into(),
        share: "90%".into(),
        low: "78,6%".into(),
        high: "95,6%".into(),
    };
    for (name, rate) in [("work-audits", Some(rate)), ("work-audits-none", None)] {
        let rows = if rate.is_some() { vec![row(say, "confirmed", Some("Nguyễn <An>"))] } else { Vec::new() };
        add(samples, name, "work_record/audits.html", here(), &AuditsPage { rows, rate });
    }
    let wrong = mended(
        say,
        &[("reason", "x")],
        &[("reason", "Từ 10 ký tự.", "10 characters."), ("verdict", "Bạn chọn một trong hai.", "Choose one.")],
    );
    for (name, form) in [("work-audit", FormState::default()), ("work-audit-refused", wrong)] {
        let page = AuditPage {
            author: link("Nguyễn <An>".into(), "/accounts/0190/competency"),
            record: told(say, true),
            quality: Some(3),
            action: "/inspection/work-records/0190".into(),
            form,
        };
        add(samples, name, "work_record/audit.html", here(), &page);
    }
}
