//! Re-checks with rich data: communes, a lot, a desk, the questions, what came of it.

use super::one_page::asked;
use super::{Sample, Say, Who, add, layout, mended, when};
use crate::web::view::recheck::*;
use crate::web::view::sitting::CodeView;
use crate::web::view::{FormState, Link};

/// All of them.
pub(super) fn add_all(say: Say, samples: &mut Vec<Sample>) {
    inspector(say, samples);
    desk(say, samples);
    learner(say, samples);
}

fn link(title: &str, url: &str) -> Link {
    Link { title: title.into(), url: url.into() }
}

fn lot(verdict: &'static str, drawn: bool) -> LotView {
    LotView {
        unit: link("Xã <Đồng> Hỷ", "/inspection/rechecks/X1"),
        drawn,
        asked: 19,
        called: 30,
        confirmed: 12,
        absent: 2,
        verdict,
    }
}

fn inspector(say: Say, samples: &mut Vec<Sample>) {
    let staff = || layout(say, Who::Staff, "rechecks");
    let verdicts = ["waiting", "accepted", "draw-more", "under-review"];
    let mut rows: Vec<LotView> = verdicts.iter().map(|verdict| lot(verdict, true)).collect();
    rows.push(lot("waiting", false));
    for (name, rows) in [("rechecks", rows), ("rechecks-none", Vec::new())] {
        add(samples, name, "recheck/list.html", staff(), &RechecksPage { quarter: "4/2026".into(), rows });
    }
    let person = |outcome: &'static str, absences, gone: bool| DrawnView {
        person: link("Nguyễn <An>", "/accounts/0190/competency"),
        unit: (!gone).then(|| "Xóm Chùa".into()),
        outcome,
        absences,
        gone,
        absence_action: (outcome == "waiting").then(|| "/inspection/rechecks/X1/people/0190/absence".into()),
    };
    let page = |verdict, drawn: bool, form| LotPage {
        quarter: "4/2026".into(),
        lot: lot(verdict, drawn),
        draw_action: (!drawn).then(|| "/inspection/rechecks/X1/draw".into()),
        draw_url: drawn.then(|| "/inspection/rechecks/X1/draw.json".into()),
        people: vec![
            person("waiting", 0, false),
            person("waiting", 1, true),
            person("answering", 0, false),
            person("confirmed", 0, false),
            person("not-confirmed", 0, false),
            person("absent", 2, false),
        ],
        open_action: "/inspection/rechecks/X1/sessions".into(),
        lengths: vec![link(&say.of("1 giờ", "1 hour"), "60"), link(&say.of("2 giờ", "2 hours"), "120")],
        form,
    };
    let tie = [("supervisor", "Người này gắn bó với xã.", "This person has a tie.")];
    let minutes = [("minutes", "Từ 10 phút.", "From 10 minutes.")];
    let wrong = mended(say, &[("supervisor", "binh"), ("minutes", "60")], &[tie[0], minutes[0]]);
    for (name, page) in [
        ("recheck-lot", page("waiting", true, FormState::default())),
        ("recheck-lot-accepted", page("accepted", true, FormState::default())),
        ("recheck-lot-review", page("under-review", true, wrong)),
        ("recheck-lot-none", page("waiting", false, FormState::default())),
    ] {
        add(samples, name, "recheck/lot.html", staff(), &page);
    }
}

fn desk(say: Say, samples: &mut Vec<Sample>) {
    let page = |open: bool, full: bool| RecheckDeskPage {
        unit: "Xã <Đồng> Hỷ".into(),
        over: when(say),
        code: open.then(|| CodeView {
            shown: "012 345".into(),
            address: "hoc.example.vn/recheck".into(),
            seconds: 41,
            qr: None,
        }),
        people: match full {
            true => [true, false].map(|done| JoinedView { name: "Nguyễn <An>".into(), done }).into(),
            false => Vec::new(),
        },
        end_action: open.then(|| "/recheck-sessions/0190/end".into()),
    };
    for (name, page) in [
        ("recheck-desk", page(true, true)),
        ("recheck-desk-empty", page(true, false)),
        ("recheck-desk-over", page(false, true)),
    ] {
        add(samples, name, "recheck/desk.html", layout(say, Who::Staff, "recheck-sessions"), &page);
    }
}

fn learner(say: Say, samples: &mut Vec<Sample>) {
    let own = || layout(say, Who::Learner, "recheck");
    let wrong = mended(say, &[("code", "123")], &[("code", "Mã không đúng.", "This code is wrong.")]);
    let mine = |outcome| MineView { url: "/recheck/0190".into(), at: when(say), outcome };
    for (name, form, full) in [("recheck-enter", FormState::default(), false), ("recheck-enter-wrong", wrong, true)] {
        let page = EnterRecheckPage {
            form,
            desks: if full { vec![link("Xã <A>", "/recheck-sessions/0190")] } else { Vec::new() },
            mine: if full { ["confirmed", "not-confirmed", "answering"].map(mine).into() } else { Vec::new() },
        };
        add(samples, name, "recheck/enter.html", own(), &page);
    }
    let kinds = ["single", "number", "match", "text"];
    let mut questions: Vec<_> = kinds.iter().zip(1..).map(|(kind, place)| asked(say, kind, place)).collect();
    for (name, wrong) in [("recheck-answer", 0), ("recheck-answer-wrong", 1)] {
        if wrong > 0 {
            questions[1].error = Some(say.of("Câu trả lời dài quá.", "This answer is too long."));
        }
        let page = AnswerPage {
            unit: "Xã <A>".into(),
            needed: 8,
            over: when(say),
            questions: questions.clone(),
            wrong,
            action: "/recheck/0190".into(),
        };
        add(samples, name, "recheck/answer.html", own(), &page);
    }
    for (name, done, confirmed) in
        [("recheck-confirmed", true, true), ("recheck-not-confirmed", true, false), ("recheck-waits", false, false)]
    {
        let page = RecheckResultPage {
            done,
            confirmed,
            correct: 7,
            total: 10,
            needed: 8,
            practice_url: "/practice/ai-co-ban".into(),
            exam: Link {
                title: say.of("Bài thi <cuối>", "Final <exam>"), url: "/courses/ai-co-ban/danh-gia".into()
            },
        };
        add(samples, name, "recheck/result.html", own(), &page);
    }
}
