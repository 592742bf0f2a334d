//! Plans of units: who sets what, milestones that figures decide and those that people accept, who is behind, decisions, and
//! the figures that follow.

use crate::figures::{figure, kpi, leader, programme, register};
use crate::support::page::{attributes, form, forms, texts};
use crate::support::{Actor, Answer, TestApp, Value, both};
use xutra::actions::freeze_figures::freeze_figures;
use xutra::actions::meet_milestone::decide_milestones;
use xutra::actions::recompute::recompute;
use xutra::actions::verify_audit::verify_audit;
use xutra_domain::instant::DAY;
use xutra_domain::people::Role;

/// Sets a target of a unit.
pub async fn set(by: &Actor, unit: &str, figure: &str, day: &str, value: &str) -> Answer {
    let fields = [("figure", figure), ("day", day), ("value", value), ("source", "Kế hoạch 12/KH-UBND")];
    by.post(&format!("/units/{unit}/plan/targets"), &fields).await
}

/// Names a milestone of a unit as its leader; its id.
pub async fn named(app: &TestApp, unit: &'static str) -> String {
    let by = app.person(&format!("dat-moc-{}", unit.to_lowercase()), None, &[(Role::Leader, Some(unit))]).await;
    name(&by, unit, "2027-03-31", "", "").await
}

async fn name(by: &Actor, unit: &str, day: &str, figure: &str, value: &str) -> String {
    let fields =
        [("title", "Mỗi xóm một lớp"), ("day", day), ("figure", figure), ("value", value), ("source", "KH 12")];
    let made = by.post(&format!("/units/{unit}/plan/milestones"), &fields).await.is(303);
    made.header("location").rsplit('/').next().unwrap().to_owned()
}

async fn act(by: &Actor, unit: &str, id: &str, act: &str, note: &str) -> Answer {
    by.post(&format!("/units/{unit}/plan/milestones/{id}"), &[("act", act), ("note", note)]).await
}

async fn says(by: &Actor, path: &str) -> String {
    texts(&by.page(path).await.is(200), "main").concat()
}

async fn night(app: &TestApp) {
    app.wait(DAY);
    assert!(freeze_figures(&app.app).await.unwrap());
}

async fn whole(app: &TestApp) {
    assert_eq!(recompute(&app.app, true).await.unwrap().differences, [""; 0]);
    assert_eq!(verify_audit(&app.app).await.unwrap().wrong(), [""; 0]);
}

const PROOF: &str = "Biên bản 12 và ba ảnh lớp học";

both! {
    async fn a_leader_plans_and_what_was_set_above_is_not_set_again_below(app) {
        let app = programme(&app).await;
        let (of_a, of_t) = (leader(&app, "A").await, leader(&app, "T").await);
        let page = of_a.page("/units/A/plan/targets").await.is(200);
        let typed = form(&page, "/targets").fill("figure", "P1").fill("day", "2027-03-31").fill("source", "Kế hoạch 12/KH-UBND");
        of_a.submit(&typed.clone().fill("value", "120")).await.is(422);
        of_a.submit(&typed.clone().fill("value", "20").fill("day", "2027-01-14")).await.is(422);
        of_a.submit(&typed.clone().fill("value", "20").fill("source", "gọi 0912345678")).await.is(422);
        of_a.submit(&typed.fill("value", "20")).await.is(303);
        set(&of_a, "A", "P3a", "2027-03-31", "20").await.is(422);
        let said = says(&of_a, "/units/A/plan").await;
        for words in ["P1", "20%", "31/03/2027", "lãnh đạo đơn vị", "chưa có mẫu số"] {
            assert!(said.contains(words), "{words}: {said}");
        }
        // From above it is planned anew, and then no more from below.
        set(&of_t, "A", "P1", "2027-12-31", "40").await.is(303);
        assert!(set(&of_a, "A", "P1", "2027-03-31", "5").await.is(409).text().contains("cấp trên"));
        set(&of_a, "A", "P2p", "2027-03-31", "10").await.is(303);
        let take = [("figure", "P2p"), ("day", "2027-03-31"), ("source", "KH 12"), ("withdrawn", "yes")];
        of_a.post("/units/A/plan/targets", &take).await.is(303);
        of_a.post("/units/A/plan/targets", &take).await.is(409);
        assert!(says(&of_a, "/units/A/plan").await.contains("đã bỏ"));
        assert_eq!(app.count("SELECT COUNT(*) FROM plan_target").await, 4, "nothing is deleted");
        whole(&app).await;
    }

    async fn nobody_else_plans_and_others_only_read(app) {
        let app = programme(&app).await;
        let (of_a, of_b) = (leader(&app, "A").await, leader(&app, "B").await);
        let helper = app.person("huong-dan", None, &[(Role::Facilitator, Some("A"))]).await;
        let stranger = app.learner("ke-la").await;
        let milestone = named(&app, "A").await;
        let one = format!("/units/A/plan/milestones/{milestone}");
        for path in ["/units/A/plan", "/units/A/plan/behind", "/units/A/plan/targets", "/units/A/plan/milestones", "/units/A/decisions", &one] {
            of_b.page(path).await.is(404);
            stranger.page(path).await.is(404);
            let form_only = path.ends_with("/targets") || path.ends_with("/milestones");
            assert_eq!(helper.page(path).await.status, if form_only { 404 } else { 200 }, "{path}");
        }
        of_a.page(&one.replace("/A/", "/A1/")).await.is(404);
        for by in [&of_b, &helper] {
            set(by, "A", "P1", "2027-03-31", "20").await.is(404);
            act(by, "A", &milestone, "mark", PROOF).await.is(404);
            let decision = [("day", "2027-01-14"), ("what", "Mở thêm hai lớp"), ("office", "UBND xã"), ("paper", "TB 7")];
            by.post("/units/A/decisions", &decision).await.is(404);
        }
        assert!(!says(&helper, "/units/A/plan").await.contains("Đặt chỉ tiêu"), "no way there is shown");
        assert!(forms(&helper.page("/units/A/decisions").await).iter().all(|form| !form.action.ends_with("/decisions")));
    }

    async fn a_milestone_is_marked_with_a_proof_and_accepted_by_somebody_else(app) {
        let app = programme(&app).await;
        let (of_a, of_t) = (leader(&app, "A").await, leader(&app, "T").await);
        let inspector = app.person("thanh-tra", None, &[(Role::Inspector, Some("A"))]).await;
        let id = name(&of_a, "A", "2027-01-20", "", "").await;
        assert!(says(&of_a, "/units/A/plan").await.contains("Còn 5 ngày"));
        act(&of_t, "A", &id, "accept", "").await.is(409);
        act(&of_a, "A", &id, "mark", "xong").await.is(422);
        act(&of_a, "A", &id, "mark", PROOF).await.is(303);
        act(&of_a, "A", &id, "accept", "").await.is(403);
        act(&of_a, "A", &id, "mark", PROOF).await.is(409);
        let other = app.person("lanh-dao-khac", None, &[(Role::Leader, Some("A"))]).await;
        act(&other, "A", &id, "accept", "").await.is(403);
        act(&inspector, "A", &id, "refuse", "Thiếu biên bản của xóm 4").await.is(303);
        assert!(says(&of_a, &format!("/units/A/plan/milestones/{id}")).await.contains("Thiếu biên bản"));
        act(&of_a, "A", &id, "mark", PROOF).await.is(303);
        let told = figure(&kpi(&of_t, "unit=T").await, "P10").clone();
        assert_eq!((&told["numerator"], &told["untold"]), (&Value::from(0), &Value::from("nothing-due")));
        app.wait(10 * DAY);
        let (of_t, of_a) = (app.signed_in(of_t.id()).await, app.signed_in(of_a.id()).await);
        let p10 = |report: &Value| { let one = figure(report, "P10"); (one["numerator"].clone(), one["denominator"].clone()) };
        assert_eq!(p10(&kpi(&of_t, "unit=T").await), (0.into(), 1.into()), "it is due, and nobody accepted it yet");
        act(&of_t, "A", &id, "accept", "").await.is(303);
        // Accepted late, but done in time: what counts is when it was said to be done.
        let report = kpi(&of_t, "unit=T").await;
        assert_eq!(p10(&report), (1.into(), 1.into()));
        assert_eq!(figure(&report["children"][0], "P10")["percent"], 100.0);
        assert!(says(&of_a, "/units/A/plan").await.contains("Xong đúng hạn"));
        for again in ["mark", "accept", "refuse", "withdraw"] {
            act(&of_t, "A", &id, again, PROOF).await.is(409);
        }
        assert!(of_t.page("/units/T/figures.csv").await.is(200).text().contains("P10,T,"));
        let late = name(&of_a, "A", "2027-02-01", "", "").await;
        act(&of_a, "A", &late, "withdraw", "Xã hoãn lớp này").await.is(303);
        whole(&app).await;
    }

    async fn a_milestone_by_a_figure_is_decided_by_the_frozen_figures_and_by_nobodys_hand(app) {
        let app = programme(&app).await;
        let of_a = leader(&app, "A").await;
        app.person("hoc-vien", Some("A1"), &[]).await.read_all().await;
        register(&app, "A", "10").await;
        let low = name(&of_a, "A", "2027-01-16", "P1", "10").await;
        let high = name(&of_a, "A", "2027-01-16", "P1", "11").await;
        let ids = [low, high];
        for id in &ids {
            act(&of_a, "A", id, "mark", PROOF).await.is(409);
        }
        night(&app).await;
        assert_eq!(decide_milestones(&app.app).await.unwrap(), 0, "its day is not over");
        night(&app).await;
        assert_eq!(decide_milestones(&app.app).await.unwrap(), 2);
        assert_eq!(decide_milestones(&app.app).await.unwrap(), 0, "once");
        let of_a = app.signed_in(of_a.id()).await;
        let said = says(&of_a, "/units/A/plan").await;
        assert!(said.contains("Xong đúng hạn") && said.contains("Không đạt vào ngày hạn"), "{said}");
        for id in &ids {
            act(&of_a, "A", id, "mark", PROOF).await.is(409);
            act(&of_a, "A", id, "withdraw", PROOF).await.is(409);
            assert!(says(&of_a, &format!("/units/A/plan/milestones/{id}")).await.contains("Số chốt ngày 16/01/2027: 10%"));
        }
        let p10 = figure(&kpi(&of_a, "unit=A").await, "P10").clone();
        assert_eq!((&p10["numerator"], &p10["denominator"], &p10["percent"]), (&Value::from(1), &Value::from(2), &Value::from(50.0)));
    }

    async fn who_is_behind_comes_first_and_the_curve_has_its_table(app) {
        let app = programme(&app).await;
        let of_t = leader(&app, "T").await;
        app.person("hoc-vien", Some("A1"), &[]).await.read_all().await;
        register(&app, "A", "10").await;
        register(&app, "B", "10").await;
        for unit in ["A", "B"] {
            set(&of_t, unit, "P1", "2027-01-25", "60").await.is(303);
        }
        assert!(says(&of_t, "/units/T/plan/behind").await.contains("Chưa có số chốt"));
        for _ in 0..4 {
            night(&app).await;
        }
        let of_t = app.signed_in(of_t.id()).await;
        let rows = texts(&of_t.page("/units/T/plan/behind").await.is(200), "tbody tr");
        assert_eq!(rows.len(), 2);
        assert!(rows[0].contains("Xã B") && rows[1].contains("Xã A"), "{rows:?}");
        let narrowed = texts(&of_t.page("/units/T/plan/behind?kind=hamlet").await.is(200), "tbody tr");
        assert_eq!(narrowed, [""; 0]);
        let page = of_t.page("/units/B/plan").await.is(200);
        let drawn = |page: &Answer| attributes(page, "svg.chart path[stroke-width='3']", "d").into_iter().next().unwrap_or_default();
        assert!(!attributes(&page, "svg polyline", "points").is_empty() && drawn(&page).matches('L').count() == 3, "planned and actual");
        let said = texts(&page, "main").concat();
        for words in ["Chậm 4 ngày", "người để kịp kế hoạch hôm nay", "Cần thêm 6 người để đạt 60%", "18/01/2027"] {
            assert!(said.contains(words), "{words}: {said}");
        }
        // A night on which no server ran is a gap and no line.
        app.wait(DAY);
        night(&app).await;
        let broken = drawn(&app.signed_in(of_t.id()).await.page("/units/B/plan").await.is(200));
        assert_eq!((broken.matches('M').count(), broken.matches('L').count()), (2, 3), "{broken}");
    }

    async fn decisions_are_only_added_and_one_puts_another_right(app) {
        let app = programme(&app).await;
        let of_a = leader(&app, "A").await;
        let milestone = named(&app, "A").await;
        let decide = async |day: &str, corrects: &str, milestone: &str| {
            let fields = [("day", day), ("what", "Mở thêm hai lớp ở xóm 4"), ("office", "UBND xã A"), ("paper", "Thông báo 7"), ("figure", "P1"), ("milestone", milestone), ("corrects", corrects)];
            of_a.post("/units/A/decisions", &fields).await.status
        };
        assert_eq!(decide("2027-01-17", "", "").await, 422, "a day to come");
        assert_eq!(decide("2027-01-15", "1", "").await, 422, "there is none yet");
        assert_eq!(decide("2027-01-15", "", "x").await, 422);
        assert_eq!(decide("2027-01-15", "", &milestone).await, 303);
        assert_eq!(decide("2027-01-15", "1", "").await, 303);
        let said = says(&of_a, "/units/A/decisions").await;
        for words in ["Quyết định 2", "Sửa quyết định 1", "đã được sửa ở quyết định 2", "UBND xã A", "Thông báo 7", "Mỗi xóm một lớp"] {
            assert!(said.contains(words), "{words}: {said}");
        }
        assert!(!said.contains("Nguyễn lanh-dao"), "an office, not a person");
        assert!(app.sql("UPDATE decision SET what = 'x'").await.is_err() && app.sql("DELETE FROM decision").await.is_err());
    }
}
