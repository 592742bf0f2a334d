//! What those see who steer an invented province: no desk and no board of theirs is empty, and all of it holds by the rules.

use crate::support::course::Fixture;
use crate::support::page::{attributes, texts};
use crate::support::{Actor, TestApp, both};
use std::collections::BTreeSet;
use xutra::actions::draw_recheck::quarter;
use xutra::actions::fill_demo::fill_demo;
use xutra::actions::recompute::recompute;
use xutra::actions::verify_audit::verify_audit;
use xutra_domain::recheck::Lot;
use xutra_store::{draw, people, recheck};

const LEARNERS: u64 = 3_000;

/// Rows of each kind that have to be there.
const ROWS: [&str; 27] = [
    "draw",
    "draw_reveal",
    "recheck WHERE confirmed = TRUE",
    "recheck WHERE confirmed = FALSE",
    "recheck_absence WHERE replaced = TRUE",
    "recheck_session WHERE ended_at IS NOT NULL",
    "finding WHERE state = 'open'",
    "finding WHERE state = 'answered'",
    "finding WHERE state = 'closed'",
    "finding WHERE report_id IS NOT NULL",
    "formality_report WHERE state = 'open'",
    "formality_report WHERE state = 'taken'",
    "formality_report WHERE state = 'set-aside'",
    "plan_target",
    "milestone_event WHERE kind = 'accepted'",
    "milestone_event WHERE kind = 'refused'",
    "milestone_event WHERE kind = 'met'",
    "milestone_event WHERE kind = 'missed'",
    "decision WHERE corrects IS NOT NULL",
    "exemplar_card WHERE state = 'published' AND led = TRUE",
    "exemplar_card WHERE state = 'waiting'",
    "exemplar_card WHERE state = 'returned'",
    "exemplar_trial WHERE done_at IS NOT NULL",
    "work_record WHERE state = 'appealed'",
    "work_record WHERE state = 'refused'",
    "work_confirmation WHERE outcome = 'unanswered'",
    "work_audit WHERE judged_at IS NULL",
];

/// Who opens which page, and what stands there: the beginning of a link that leads on, or words.
const PAGES: [(&str, &str, &str, &str); 16] = [
    ("inspector", "/inspection/rechecks", "/inspection/rechecks/", "Đang xem lại"),
    ("inspector", "/inspection/findings", "/inspection/findings/01", ""),
    ("inspector", "/inspection/reports", "/inspection/reports/", ""),
    ("inspector", "/inspection/work-records", "/inspection/work-records/", ""),
    ("inspector", "/practice-cards", "/practice-cards/", "Lớp tối ở nhà văn hóa xóm"),
    ("leader", "/units/T19/plan", "/units/T19/", "Mỗi xóm có ít nhất một người hướng dẫn"),
    ("leader", "/units/T19/plan/behind", "/units/", "đơn vị có kế hoạch"),
    ("leader", "/units/T19/decisions", "", "Ưu tiên mở lớp ở các xóm vùng cao"),
    ("leader", "/units/T19/figures", "/units/T19/figures/p8", ""),
    ("leader", "/practice-cards", "/practice-cards/", "đơn vị điển hình"),
    ("leader", "/work-records/to-confirm", "/work-records/01", ""),
    ("leader", "/emulation", "/units/", "Dẫn đầu"),
    ("facilitator", "/work-records/to-confirm", "/work-records/01", ""),
    ("learner", "/work-records", "/work-records/01", ""),
    ("learner", "/practice-cards", "/practice-cards/", ""),
    ("inspector", "/emulation", "/units/", "kiểm tra lại chưa được chấp nhận"),
];

async fn as_role(app: &TestApp, role: &str) -> Actor {
    let found = people::find_sign_in(app.app.store.reader(), &format!("demo-{role}")).await.unwrap();
    app.signed_in(found.expect("an account of the role").0).await
}

both! {
    async fn no_desk_and_no_board_of_those_who_steer_is_empty(app) {
        let app = app.beside(|config| {
            config.figures.programme.flag = Fixture::ID.into();
            config.figures.programme.core = Fixture::ID.into();
        }).await;
        fill_demo(&app.app, LEARNERS, |_| {}).await.unwrap();
        assert_eq!(recompute(&app.app, true).await.unwrap().differences, Vec::<String>::new());
        assert_eq!(verify_audit(&app.app).await.unwrap().wrong(), Vec::<String>::new());
        let mut empty = Vec::new();
        for rows in ROWS {
            if app.count(&format!("SELECT COUNT(*) FROM {rows}")).await == 0 {
                empty.push(rows);
            }
        }
        assert_eq!(empty, [""; 0]);

        // Lots are what anybody works out again: from who was drawn, in the order of the seed.
        let lots = recheck::list_lots(app.app.store.reader(), &quarter(&app.app)).await.unwrap();
        for wanted in [Lot::Accepted, Lot::UnderReview, Lot::Waiting] {
            assert!(lots.iter().any(|lot| lot.count.lot() == wanted), "{wanted:?}: {lots:?}");
        }
        let inspector = as_role(&app, "inspector").await;
        for lot in &lots {
            let drawn = draw::find(app.app.store.reader(), &lot.unit, &quarter(&app.app)).await.unwrap().unwrap();
            let file = inspector.page(&format!("/inspection/rechecks/{}/draw.json", lot.unit)).await.is(200);
            let published: xutra_domain::recheck::Draw = serde_json::from_str(&file.text()).unwrap();
            assert_eq!(published.verify(), Ok(true), "{}", lot.unit);
            let (people, holders) = recheck::list_drawn(app.app.store.reader(), drawn.id).await.unwrap();
            let outcomes: Vec<_> = people.iter().map(|one| one.outcome).collect();
            let called: BTreeSet<_> = xutra_domain::recheck::called(&outcomes, holders).into_iter().map(|at| people[at].account).collect();
            assert!(people.iter().all(|one| !one.began || called.contains(&one.account)), "who sat was called: {}", lot.unit);
        }

        let mut wrong = Vec::new();
        for (role, path, link, words) in PAGES {
            let page = as_role(&app, role).await.page(path).await.is(200);
            let links = attributes(&page, "main a", "href");
            if !link.is_empty() && !links.iter().any(|one| one.starts_with(link) && one.len() > link.len()) && !links.contains(&link.to_owned()) {
                wrong.push(format!("{role} {path}: no link to {link}… in {links:?}"));
            }
            let said = texts(&page, "main").concat();
            if !said.contains(words) {
                wrong.push(format!("{role} {path}: no {words} in {said}"));
            }
        }
        assert_eq!(wrong, [""; 0]);
        let board = inspector.page("/emulation").await.is(200);
        for (band, least) in [("leading", 1), ("on-track", 1), ("needs-support", 1), ("under-review", 5)] {
            let rows = texts(&board, &format!("section[aria-labelledby=band-{band}] tbody tr"));
            assert!(rows.len() >= least, "{band}: {rows:?}");
        }
        assert!(texts(&board, "td[data-label^='Thay đổi']").iter().any(|change| change.starts_with('+')), "against the last quarter");
        let trend = attributes(&inspector.page("/units/T19/figures/p1").await.is(200), "svg.trend path.line", "d").remove(0);
        assert!(trend.matches('L').count() >= 20 && trend.matches('M').count() >= 2, "weeks, with a day that was missed: {trend}");
    }
}
