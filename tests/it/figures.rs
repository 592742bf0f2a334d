//! Figures of units: who sees whose, that they are fresh and right, what is said where they cannot be told, files.

use crate::support::course::Fixture;
use crate::support::page::{attributes, form, texts};
use crate::support::{Actor, TestApp, Value, both, json};
use xutra::actions::freeze_figures::freeze_figures;
use xutra::actions::recompute::recompute;
use xutra_domain::instant::DAY;
use xutra_domain::people::Role;

/// With the course and the flag of the tests as the programme.
pub(crate) async fn programme(app: &TestApp) -> TestApp {
    app.units().await;
    app.beside(|config| {
        config.figures.programme.flag = Fixture::ID.into();
        config.figures.programme.core = Fixture::ID.into();
    })
    .await
}

pub async fn leader(app: &TestApp, unit: &'static str) -> Actor {
    app.person(&format!("lanh-dao-{}", unit.to_lowercase()), None, &[(Role::Leader, Some(unit))]).await
}

pub(crate) async fn kpi(actor: &Actor, query: &str) -> Value {
    actor.ask(&format!("/reports/kpi?{query}")).await.expect(200)
}

pub(crate) fn figure<'a>(report: &'a Value, id: &str) -> &'a Value {
    report["figures"].as_array().unwrap().iter().find(|one| one["id"] == id).unwrap()
}

/// Two administrators enter and approve how many people of working age a unit has.
pub(crate) async fn register(app: &TestApp, unit: &str, value: &str) {
    let first = app.person(&format!("nhap-{unit}-{value}"), None, &[(Role::Administrator, None)]).await;
    let second = app.person(&format!("duyet-{unit}-{value}"), None, &[(Role::Administrator, None)]).await;
    let page = first.page(&format!("/admin/units/{unit}")).await.is(200);
    let entered = form(&page, "/population").fill("class", "working_age").fill("value", value);
    first.submit(&entered.fill("as_of", "2026-06-30").fill("source", "Báo cáo 12")).await.is(303);
    let page = second.page(&format!("/admin/units/{unit}")).await.is(200);
    second.submit(&form(&page, "/approval")).await.is(303);
}

both! {
    async fn a_lesson_shows_on_the_board_at_once_and_the_gap_is_told_in_people(app) {
        let app = programme(&app).await;
        let (leader, learner) = (leader(&app, "A").await, app.person("hoc-vien", Some("A1"), &[]).await);
        let before = kpi(&leader, "unit=A").await;
        assert_eq!((&figure(&before, "P1")["numerator"], &figure(&before, "P1")["untold"]), (&Value::from(0), &Value::from("no-denominator")));
        assert_eq!((&figure(&before, "P1")["percent"], &figure(&before, "P1")["met"]), (&Value::Null, &Value::Null));
        learner.read_all().await;
        register(&app, "A", "10").await;
        let after = kpi(&leader, "unit=A").await;
        let p1 = figure(&after, "P1");
        assert_eq!((p1["numerator"].as_u64(), p1["denominator"].as_u64(), p1["percent"].as_f64(), p1["gap"].as_u64()), (Some(1), Some(10), Some(10.0), Some(7)));
        assert_eq!((&p1["target"], &p1["met"]), (&Value::from(80), &Value::from(false)));
        assert_eq!(figure(&after["children"][0], "P1")["numerator"], 1, "the hamlet");
        let page = texts(&leader.page("/units/A/figures").await.is(200), "main").concat();
        for said in ["10%", "Cần thêm 7 người", "1 trên 10 người", "Thôn A1", "chưa kiểm tra lại"] {
            assert!(page.contains(said), "{said}: {page}");
        }
        learner.become_capable().await;
        let capable = kpi(&leader, "unit=A").await;
        assert_eq!((&figure(&capable, "P2")["percent"], &figure(&capable, "P2p")["numerator"]), (&Value::from(100.0), &Value::from(1)));
        let parts = figure(&capable, "P2")["parts"].as_array().unwrap().iter().map(|part| part["numerator"].as_u64().unwrap()).collect::<Vec<_>>();
        assert_eq!(parts, [0, 1], "online alone");
        let unit = app.visitor().ask("/units/A").await.expect(200);
        assert_eq!(unit["population"], json!({ "resident": 10 }));
        let narrowed = kpi(&leader, "unit=A&audience=business").await;
        assert_eq!(figure(&narrowed, "P1")["numerator"], 0);
        assert_eq!(recompute(&app.app, true).await.unwrap().differences, [""; 0]);
    }

    async fn nobody_sees_figures_of_units_that_are_not_their_affair(app) {
        let app = programme(&app).await;
        let (of_a, of_all) = (leader(&app, "A").await, app.person("thanh-tra", None, &[(Role::Inspector, None)]).await);
        let learner = app.person("hoc-vien", Some("A1"), &[]).await;
        for path in ["/units/{}/figures", "/units/{}/figures/p1", "/units/{}/figures.csv", "/units/{}/figures.xlsx", "/api/v1/reports/kpi?unit={}"] {
            for (unit, status) in [("A", 200), ("A1", 200), ("B", 404), ("T", 404), ("X", 404)] {
                assert_eq!(of_a.page(&path.replace("{}", unit)).await.status, status, "{path} {unit}");
            }
            assert_eq!(of_all.page(&path.replace("{}", "B")).await.status, 200, "{path}");
            assert_eq!(learner.page(&path.replace("{}", "A1")).await.status, 404, "{path}");
        }
        assert_eq!(of_a.page("/units").await.is(303).header("location"), "/units/A/figures");
        assert_eq!(of_all.page("/units").await.is(303).header("location"), "/units/T/figures");
        assert_eq!(of_a.page("/units/A/figures/p9999").await.status, 404);
        assert_eq!(of_a.page("/units/A/figures/p3a").await.status, 404, "what is not told of communes");
    }

    async fn the_names_behind_a_figure_are_listed_in_a_commune_and_not_for_a_province(app) {
        let app = programme(&app).await;
        app.person("hoc-vien", Some("A1"), &[]).await.read_all().await;
        let everywhere = app.person("thanh-tra", None, &[(Role::Inspector, None)]).await;
        let names = async |unit: &str| texts(&everywhere.page(&format!("/units/{unit}/figures/p1")).await.is(200), "main").concat();
        assert!(names("A").await.contains("Nguyễn hoc-vien"));
        assert!(!names("T").await.contains("Nguyễn hoc-vien"));
    }

    async fn a_year_of_birth_moves_somebody_into_and_out_of_a_figure(app) {
        let app = programme(&app).await;
        let (leader, learner, admin) = (leader(&app, "A").await, app.person("hoc-vien", Some("A1"), &[]).await, app.administrator().await);
        learner.read_all().await;
        let account = format!("/admin/accounts/{}", learner.id());
        for (year, counted, unknown) in [("1940", 0, 0), ("", 0, 1), ("1980", 1, 0)] {
            let page = admin.page(&account).await.is(200);
            admin.submit(&form(&page, "/about").fill("birth_year", year)).await.is(303);
            let report = kpi(&leader, "unit=A").await;
            let p1 = figure(&report, "P1");
            assert_eq!((p1["numerator"].as_u64(), p1["unknown_age"].as_u64()), (Some(counted), Some(unknown)), "{year:?}");
        }
        let page = admin.page(&account).await.is(200);
        assert_eq!(admin.submit(&form(&page, "/about").fill("birth_year", "198")).await.status, 422);
    }

    async fn a_day_is_frozen_once_and_tells_if_it_is_tampered_with(app) {
        let app = programme(&app).await;
        let (leader, learner) = (leader(&app, "A").await, app.person("hoc-vien", Some("A1"), &[]).await);
        assert!(freeze_figures(&app.app).await.unwrap() && !freeze_figures(&app.app).await.unwrap());
        learner.read_all().await;
        app.wait(DAY);
        assert!(freeze_figures(&app.app).await.unwrap());
        let rows = texts(&leader.page("/units/A/figures/p1").await.is(200), "section[aria-labelledby=history] tbody tr");
        assert_eq!(rows.len(), 2, "{rows:?}");
        assert!(rows[0].contains('1') && rows[0].contains("15/01/2027"), "the newest first: {rows:?}");
        app.wait(3 * DAY);
        assert!(freeze_figures(&app.app).await.unwrap());
        let page = leader.page("/units/A/figures/p1").await.is(200);
        assert!(attributes(&page, "svg.trend[role=img]", "aria-label")[0].contains("từ 0 đến 1"), "nobody is counted by share yet");
        assert!(attributes(&page, "svg.trend path.line", "d")[0].matches('M').count() == 2, "two nights are missing");
        assert!(texts(&page, "section[aria-labelledby=history] .meta").concat().contains("2 ngày không có số"));
        assert_eq!(recompute(&app.app, true).await.unwrap().differences, [""; 0]);
        assert!(app.sql("UPDATE snapshot_row SET body = '{}'").await.is_err(), "it is append-only");
    }

    async fn a_file_hides_small_cells_and_carries_the_definitions(app) {
        let app = programme(&app).await;
        let leader = leader(&app, "A").await;
        app.person("hoc-vien", Some("A1"), &[]).await.read_all().await;
        let file = leader.page("/units/A/figures.csv").await.is(200);
        assert!(file.header("content-disposition").contains("figures-A-2027-01-15.csv"));
        let text = file.text();
        assert!(text.contains("P1,A1,Thôn A1,,") && text.contains("dưới 5"), "{text}");
        assert!(text.contains("Bản định nghĩa") && text.contains("3 bài học"), "{text}");
        assert_eq!(&leader.page("/units/A/figures.xlsx").await.is(200).body[..2], b"PK");
    }
}
