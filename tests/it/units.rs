//! Units over time, their population, where people belong, lists of people: the administrator's pages and the reader of
//! lists.

use crate::support::page::{FormOnPage, form, forms, texts};
use crate::support::{Actor, Answer, TestApp, both};
use xutra::actions::import_people::{ImportError, Report, import_people};
use xutra_domain::people::Role;
use xutra_domain::roster::BadHeadings;

const COMMUNES: [(&str, &str); 3] =
    [("01840", "Phường Đức Xuân"), ("01849", "Xã Phong Quang"), ("01864", "Xã Bằng Thành")];

async fn second_administrator(app: &TestApp) -> Actor {
    app.person("quan-tri-hai", None, &[(Role::Administrator, None)]).await
}

/// The form that adds a unit; the search beside it has the same address.
fn new_unit(page: &Answer) -> FormOnPage {
    forms(page).into_iter().find(|form| form.method == "post" && form.action == "/admin/units").unwrap()
}

async fn take_in(app: &TestApp, list: &[&[&str]], trial: bool) -> (Result<Report, ImportError>, Vec<(u64, String)>) {
    let (sender, mut lines) = tokio::sync::mpsc::channel(100);
    for line in list {
        sender.send(Ok(line.iter().map(|cell| (*cell).to_owned()).collect())).await.unwrap();
    }
    drop(sender);
    let mut wrong = Vec::new();
    let tell = |line, faults: &[&'static str]| wrong.extend(faults.iter().map(|fault| (line, (*fault).to_owned())));
    let report = import_people(&app.app, None, &mut lines, trial, tell).await;
    (report, wrong)
}

both! {
    async fn communes_are_added_found_renamed_and_merged(app) {
        let admin = app.administrator().await;
        let new = new_unit(&admin.page("/admin/units").await.is(200));
        let add = async |code: &str, name: &str, kind: &str, parent: &str| {
            let filled = new.clone().fill("code", code).fill("name", name).fill("kind", kind).fill("parent", parent);
            admin.submit(&filled).await
        };
        add("19", "Tỉnh Thái Nguyên", "province", "").await.is(303);
        for (code, name) in COMMUNES {
            add(code, name, "commune", "19").await.is(303);
        }
        assert_eq!(add("19", "Tỉnh khác", "province", "").await.status, 422, "the code is taken");
        assert_eq!(add("x1", "Xóm", "hamlet", "19").await.status, 422, "a hamlet lies in a commune");
        add("h1", "Xóm Một", "hamlet", "01849").await.is(303);
        let found = texts(&admin.page("/admin/units?q=phong").await.is(200), "main table tbody th");
        assert_eq!(found, ["Xã Phong Quang"], "without accents, by a part of the name");
        let an = app.person("an", Some("01849"), &[]).await;
        let page = admin.page("/admin/units/01849").await.is(200);
        admin.submit(&form(&page, "/admin/units/01849").fill("name", "Xã Phong Quang Mới")).await.is(303);
        assert!(texts(&admin.page("/admin/units/01849").await.is(200), "main ul li").concat().contains("Xã Phong Quang"));
        let asks = admin.page("/admin/units/01849/end").await.is(200);
        assert_eq!(admin.submit(&form(&asks, "/end").fill("successor", "01864")).await.status, 422, "nothing before it is sure");
        assert_eq!(admin.submit(&form(&asks, "/end").tick("sure", "yes")).await.status, 409, "somebody lives there");
        assert_eq!(admin.submit(&form(&asks, "/end").fill("successor", "19").tick("sure", "yes")).await.status, 422);
        admin.submit(&form(&asks, "/end").fill("successor", "01864").tick("sure", "yes")).await.is(303);
        let told = an.ask("/me").await.expect(200);
        assert_eq!(told["unit"], "01864", "{told}");
        let places = admin.page(&format!("/admin/accounts/{}/affiliations", an.id())).await.is(200);
        assert_eq!(texts(&places, "main table tbody th"), ["Xã Bằng Thành", "Xã Phong Quang Mới"]);
        let register = app.visitor().page("/register").await.is(200).text();
        assert!(register.contains("Xã Bằng Thành") && !register.contains("Phong Quang"), "who registers sees what lasts");
        assert_eq!(app.count("SELECT COUNT(*) FROM audit WHERE action = 'unit.merged'").await, 1);
    }

    async fn a_figure_counts_once_another_has_approved_it(app) {
        app.units().await;
        let (admin, other) = (app.administrator().await, second_administrator(&app).await);
        let enter = form(&admin.page("/admin/units/A").await.is(200), "/population");
        let filled = enter.fill("value", "1200").fill("as_of", "2026-06-30").fill("source", "Báo cáo 12/BC");
        assert_eq!(admin.submit(&filled.clone().fill("value", "nhiều").fill("as_of", "hôm nay")).await.status, 422);
        admin.submit(&filled).await.is(303);
        let state = async |who: &Actor| texts(&who.page("/admin/units/A").await.is(200), "main table tbody td").join("|");
        assert!(state(&admin).await.contains("chờ duyệt") && !state(&admin).await.contains("Duyệt"), "not by who entered it");
        let figure = form(&other.page("/admin/units/A").await.is(200), "/approval");
        let own = admin.post(&figure.action, &[]).await;
        assert_eq!((own.status, app.count("SELECT COUNT(*) FROM population_approval").await), (303, 0));
        other.submit(&figure).await.is(303);
        assert!(state(&admin).await.contains("đang dùng"));
        assert_eq!(other.submit(&figure).await.status, 409, "once");
        assert_eq!(other.post("/admin/units/B/population/1/approval", &[]).await.status, 404, "a figure of another unit");
    }

    async fn somebody_moves_and_works_and_the_past_stays(app) {
        app.units().await;
        let (admin, an) = (app.administrator().await, app.person("an", Some("A1"), &[]).await);
        let url = format!("/admin/accounts/{}/affiliations", an.id());
        let begin = async |unit: &str, kind: &str| {
            let page = admin.page(&url).await.is(200);
            admin.submit(&form(&page, "/affiliations").fill("unit", unit).fill("kind", kind)).await.status
        };
        assert_eq!((begin("B", "resident").await, begin("B", "resident").await), (303, 409));
        assert_eq!((begin("B", "staff").await, begin("X", "resident").await, begin("B", "owner").await), (422, 422, 303));
        assert_eq!(texts(&admin.page(&url).await, "main table tbody th"), ["Xã B", "Xã B", "Thôn A1"]);
        let of_a = app.person("huong-dan", None, &[(Role::Facilitator, Some("A"))]).await;
        assert_eq!(of_a.ask(&format!("/accounts/{}", an.id())).await.status, 404, "who moved away is no affair of theirs");
        let gone = admin.post(&format!("{url}/end"), &[("unit", "B"), ("kind", "owner")]).await;
        assert_eq!((gone.status, admin.post(&format!("{url}/end"), &[("unit", "B"), ("kind", "owner")]).await.status), (303, 404));
    }

    async fn a_role_is_given_until_a_day(app) {
        let (admin, an) = (app.administrator().await, app.learner("an").await);
        let page = admin.page(&format!("/admin/accounts/{}", an.id())).await.is(200);
        let grant = form(&page, "/roles").fill("role", "certifier");
        for day in ["hôm nay", "2020-01-01"] {
            assert_eq!(admin.submit(&grant.clone().fill("until", day)).await.status, 422, "{day}");
        }
        admin.submit(&grant.fill("until", "2099-12-31")).await.is(303);
        assert_eq!(app.count("SELECT COUNT(*) FROM role_grant WHERE expires_at = 4102419600000").await, 1, "until that day is over here");
    }

    async fn a_list_is_tried_taken_in_and_taken_in_again(app) {
        app.units().await;
        let list: &[&[&str]] = &[
            &["Họ tên", "Mã đơn vị", "Năm sinh", "Điện thoại"],
            &["Nguyễn Thị Hoa", "A1", "1980", ""], &["Trần Văn Bình", "B", "", "912345678"], &["12", "B", "80", ""],
            &["Lê An", "X", "", ""],
        ];
        let wrong = [(3, "name-characters"), (3, "roster-birth-year"), (4, "unit-unknown")].map(|(line, key)| (line, key.to_owned()));
        let people = "SELECT COUNT(*) FROM account";
        let before = app.count(people).await;
        let (report, told) = take_in(&app, list, true).await;
        assert_eq!((report.unwrap(), told, app.count(people).await - before), (Report { lines: 4, new: 2, moved: 0, same: 0, wrong: 2 }, wrong.to_vec(), 0));
        assert_eq!(take_in(&app, list, false).await.0.unwrap().new, 2);
        let (again, _) = take_in(&app, list, false).await;
        assert_eq!(again.unwrap(), Report { lines: 4, new: 0, moved: 0, same: 2, wrong: 2 });
        assert_eq!(app.count(people).await - before, 2);
        let (foreign, _) = take_in(&app, &[&["Họ tên", "Tôn giáo"]], false).await;
        assert!(matches!(foreign, Err(ImportError::Headings(BadHeadings::Unknown(_)))));
        assert!(matches!(take_in(&app, &[], false).await.0, Err(ImportError::Empty)));
    }
}
