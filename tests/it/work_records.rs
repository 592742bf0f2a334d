//! Records of work with AI: told, drawn, confirmed or given back, appealed, given to another by time, looked at again; and
//! the figures that follow in the same transaction.

use crate::support::course::Fixture;
use crate::support::page::{attributes, form, forms, texts};
use crate::support::{Actor, TestApp, Value, both};
use xutra::actions::ask_confirmer::ask_others;
use xutra::actions::reckon::keep_up;
use xutra::actions::recompute::recompute;
use xutra::actions::verify_audit::verify_audit;
use xutra_domain::affiliation::AffiliationKind;
use xutra_domain::ids::WorkRecordId;
use xutra_domain::instant::DAY;
use xutra_domain::people::{Audience, Role};
use xutra_domain::unit::UnitKind;
use xutra_store::{about_person, affiliation, standing, unit, work_audit};

/// The units of the tests with an agency S, and the flag of the tests as the programme.
pub async fn agency(app: &TestApp) -> TestApp {
    app.units().await;
    let now = app.app.clock.now();
    let put = app.app.store.write(move |tx| {
        Box::pin(async move { unit::put(tx, "S", "Sở S", UnitKind::Agency, Some("T"), now).await.map(drop) })
    });
    put.await.unwrap();
    app.beside(|config| {
        config.figures.programme.flag = Fixture::ID.into();
        config.figures.programme.core = Fixture::ID.into();
        config.figures.programme.business = Fixture::ID.into();
    })
    .await
}

/// Somebody of an audience who works at S, or owns it.
pub async fn at_work(app: &TestApp, login: &str, audience: Audience, kind: AffiliationKind) -> Actor {
    let actor = app.person(login, None, &[]).await;
    let (id, now, basis) = (actor.id(), app.app.clock.now(), app.app.basis());
    let joined = app.app.store.write(move |tx| {
        let basis = basis.clone();
        Box::pin(async move {
            affiliation::begin(tx, id, "S", kind, now).await.map(drop)?;
            about_person::set(tx, id, Some(1990), audience).await.map(drop)?;
            standing::refresh(tx, id, &basis).await
        })
    });
    joined.await.unwrap();
    app.signed_in(id).await
}

async fn official(app: &TestApp, login: &str) -> Actor {
    at_work(app, login, Audience::Official, AffiliationKind::Staff).await
}

const TOLD: [(&str, &str); 7] = [
    ("task", "document"),
    ("tool", "trợ lý AI"),
    ("asked", "Soạn thông báo họp xóm"),
    ("changed", "AI ghi sai ngày họp, tôi sửa lại"),
    ("before", "60"),
    ("after", "30"),
    ("clean", "yes"),
];

fn told(change: &[(&'static str, &'static str)]) -> Vec<(&'static str, &'static str)> {
    let kept = TOLD.iter().filter(|(name, _)| change.iter().all(|(other, _)| other != name)).copied();
    kept.chain(change.iter().copied()).collect()
}

/// Tells of a use; the address of the record.
pub async fn tell(author: &Actor, change: &[(&'static str, &'static str)]) -> String {
    author.post("/work-records/new", &told(change)).await.is(303).header("location").to_owned()
}

async fn asked(of: &Actor) -> Vec<String> {
    attributes(&of.page("/work-records/to-confirm").await.is(200), "main li a", "href")
}

/// Whoever of some people is asked for a record.
async fn drawn<'a>(people: &[&'a Actor], record: &str) -> Option<&'a Actor> {
    for one in people.iter().copied() {
        if asked(one).await.contains(&format!("{record}/confirmation")) {
            return Some(one);
        }
    }
    None
}

async fn confirm(by: &Actor, record: &str, quality: &str) {
    let path = format!("{record}/confirmation");
    by.page(&path).await.is(200);
    by.post(&path, &[("verdict", "confirm"), ("quality", quality)]).await.is(303);
}

async fn give_back(by: &Actor, record: &str) {
    let answer = [("verdict", "return"), ("reason", "Chưa thấy sản phẩm ở đâu")];
    by.post(&format!("{record}/confirmation"), &answer).await.is(303);
}

async fn figure(actor: &Actor, unit: &str, id: &str) -> Value {
    let report = actor.ask(&format!("/reports/kpi?unit={unit}")).await.expect(200);
    report["figures"].as_array().unwrap().iter().find(|one| one["id"] == id).unwrap().clone()
}

async fn state(app: &TestApp, record: &str) -> i64 {
    let id = record.rsplit('/').next().unwrap();
    let states = ["declared", "returned", "appealed", "confirmed", "refused"];
    for (index, state) in states.iter().enumerate() {
        let sql = format!("SELECT COUNT(*) FROM work_record WHERE state = '{state}' AND {}", is(app, id));
        if app.count(&sql).await == 1 {
            return i64::try_from(index).unwrap();
        }
    }
    -1
}

/// What tells the row of an id on either database.
fn is(app: &TestApp, id: &str) -> String {
    match app.app.store.is_sqlite() {
        true => format!("hex(id) = '{}'", id.replace('-', "").to_uppercase()),
        false => format!("id = '{id}'"),
    }
}

async fn whole(app: &TestApp) {
    assert_eq!(recompute(&app.app, true).await.unwrap().differences, [""; 0]);
    assert_eq!(verify_audit(&app.app).await.unwrap().wrong(), [""; 0]);
}

both! {
    async fn told_given_back_improved_and_confirmed_it_counts_at_once(app) {
        let app = agency(&app).await;
        let leader = app.person("lanh-dao", None, &[(Role::Leader, Some("S"))]).await;
        let (an, binh) = (official(&app, "an").await, official(&app, "binh").await);
        assert_eq!(figure(&leader, "S", "P3b").await["numerator"], 0);
        let page = an.page("/work-records/new").await.is(200);
        let filled = TOLD.iter().filter(|(name, _)| *name != "clean").fold(form(&page, "/work-records/new"), |form, (name, value)| {
            if *name == "task" { form.tick(name, value) } else { form.fill(name, value) }
        });
        an.submit(&filled).await.is(422);
        let record = an.submit(&filled.tick("clean", "yes")).await.is(303).header("location").to_owned();
        assert!(an.page(&record).await.is(200).text().contains("Một người được rút ngẫu nhiên đang xem"));
        // The confirmer sees the record and gives it back; the author reads why, and improves it.
        let path = format!("{record}/confirmation");
        let page = binh.page(&path).await.is(200);
        assert!(page.text().contains("Soạn thông báo họp xóm"));
        for wrong in [vec![("verdict", "confirm")], vec![("verdict", "confirm"), ("quality", "5")], vec![("verdict", "return"), ("reason", "sai")]] {
            binh.post(&path, &wrong).await.is(422);
        }
        give_back(&binh, &record).await;
        assert!(an.page(&record).await.is(200).text().contains("Chưa thấy sản phẩm ở đâu"));
        let page = an.page(&format!("{record}/improvement")).await.is(200);
        assert_eq!(attributes(&page, "#before", "value"), ["60"], "what was told stands there");
        let better = form(&page, "/improvement").fill("product", "số 12/TB-UBND").tick("clean", "yes");
        an.submit(&better).await.is(303);
        assert_eq!(asked(&binh).await, [path.as_str()], "the same person looks again");
        confirm(&binh, &record, "3").await;
        let p3b = figure(&leader, "S", "P3b").await;
        assert_eq!((&p3b["numerator"], &p3b["untold"]), (&Value::from(1), &Value::from("no-denominator")));
        let seen = texts(&leader.page("/units/S/figures/p3b").await.is(200), "main").concat();
        assert!(seen.contains("Nguyễn an"), "{seen}");
        assert!(an.page(&record).await.is(200).text().contains("được tính trong 90 ngày"));
        binh.post(&path, &[("verdict", "confirm"), ("quality", "3")]).await.is(404);
        let taken = an.page("/me/data/export").await.is(200).json();
        assert_eq!((&taken["work_records"][0]["product"], &taken["work_records_answers"][0]["reason"]), (&Value::from("số 12/TB-UBND"), &Value::from("Chưa thấy sản phẩm ở đâu")));
        assert_eq!(binh.page("/me/data/export").await.is(200).json()["work_records_answered"].as_array().unwrap().len(), 2);
        whole(&app).await;
        // Ninety days later it is history, by time alone.
        app.wait(90 * DAY);
        assert!(keep_up(&app.app).await.unwrap() >= 1);
        let leader = app.signed_in(leader.id()).await;
        assert_eq!(figure(&leader, "S", "P3b").await["numerator"], 0);
        whole(&app).await;
    }

    async fn three_records_and_the_flag_are_effective_and_two_uses_of_an_owner(app) {
        let app = agency(&app).await;
        let people = [official(&app, "an").await, official(&app, "binh").await];
        let owner = at_work(&app, "chu", Audience::Business, AffiliationKind::Owner).await;
        let helper = app.person("huong-dan", None, &[(Role::Facilitator, Some("S"))]).await;
        people[0].become_capable().await;
        owner.read_all().await;
        owner.work(Fixture::TIMED, true).await;
        owner.become_capable().await;
        owner.post("/work-records/new", &told(&[])).await.is(422);
        let ids = [people[0].id(), people[1].id(), owner.id(), helper.id()];
        for (day, task) in [(0, "document"), (8, "reply"), (8, "document")] {
            app.wait(day * DAY);
            let [an, binh, owner, helper] = [0, 1, 2, 3].map(|index| ids[index]);
            let (an, binh) = (app.signed_in(an).await, app.signed_in(binh).await);
            let (owner, helper) = (app.signed_in(owner).await, app.signed_in(helper).await);
            let one = tell(&an, &[("task", task)]).await;
            confirm(drawn(&[&binh, &helper], &one).await.unwrap(), &one, "1").await;
            let used = tell(&owner, &[("product", "bài đăng chè")]).await;
            confirm(&helper, &used, "2").await;
        }
        let leader = app.person("lanh-dao", None, &[(Role::Leader, Some("S"))]).await;
        let (p3c, p4b) = (figure(&leader, "S", "P3c").await, figure(&leader, "S", "P4b").await);
        assert_eq!((&p3c["numerator"], &p3c["parts"][0]["denominator"]), (&Value::from(1), &Value::from(1)));
        assert_eq!((&p4b["numerator"], &p4b["denominator"], &p4b["percent"]), (&Value::from(1), &Value::from(1), &Value::from(100.0)));
        let an = app.signed_in(ids[0]).await;
        assert!(an.page("/work-records").await.is(200).text().contains("Bạn đang được tính là dùng AI có hiệu quả"));
        whole(&app).await;
    }

    async fn who_does_not_answer_gives_way_to_another_and_then_to_the_leader(app) {
        let app = agency(&app).await;
        let an = official(&app, "an").await;
        let others = [official(&app, "binh").await, official(&app, "chi").await, official(&app, "dung").await];
        let leader = app.person("lanh-dao", None, &[(Role::Leader, Some("S"))]).await;
        let record = tell(&an, &[]).await;
        let mut seen = Vec::new();
        for _ in 0..2 {
            let mut who = Vec::new();
            for one in &others {
                let one = app.signed_in(one.id()).await;
                who.extend((!asked(&one).await.is_empty()).then_some(one.id()));
            }
            assert_eq!(who.len(), 1);
            seen.extend(who);
            app.wait(7 * DAY - 1);
            assert_eq!(ask_others(&app.app).await.unwrap(), 0, "a week is not over");
            app.wait(1);
            assert_eq!(ask_others(&app.app).await.unwrap(), 1);
            assert_eq!(ask_others(&app.app).await.unwrap(), 0, "another server finds nothing to do");
        }
        assert_ne!(seen[0], seen[1]);
        for late in &seen {
            app.signed_in(*late).await.page(&format!("{record}/confirmation")).await.is(404);
        }
        assert_eq!(asked(&app.signed_in(leader.id()).await).await.len(), 1);
        app.wait(7 * DAY);
        assert_eq!(ask_others(&app.app).await.unwrap(), 1, "a leader who does not answer holds nothing up");
        app.wait(30 * DAY);
        assert_eq!(ask_others(&app.app).await.unwrap(), 0, "nobody else is left: who is asked stays so");
        let last = others.iter().map(Actor::id).find(|one| !seen.contains(one)).unwrap();
        confirm(&app.signed_in(last).await, &record, "2").await;
        whole(&app).await;
    }

    async fn nobody_confirms_for_whom_they_were_confirmed_by_and_who_has_nobody_is_told(app) {
        let app = agency(&app).await;
        let (an, binh) = (official(&app, "an").await, official(&app, "binh").await);
        let first = tell(&an, &[]).await;
        assert_eq!(asked(&binh).await.len(), 1);
        // Binh is asked for An: An is not asked for Binh, neither before the answer nor after.
        let second = tell(&binh, &[]).await;
        assert_eq!(asked(&an).await, [""; 0]);
        assert!(binh.page(&second).await.is(200).text().contains("Chưa có ai xác nhận được"));
        confirm(&binh, &first, "4").await;
        assert_eq!(ask_others(&app.app).await.unwrap(), 0);
        app.wait(89 * DAY);
        assert_eq!(ask_others(&app.app).await.unwrap(), 0);
        app.wait(DAY);
        assert_eq!(ask_others(&app.app).await.unwrap(), 1);
        let an = app.signed_in(an.id()).await;
        assert_eq!(asked(&an).await.len(), 1);
    }

    async fn an_appeal_goes_once_to_another_who_decides(app) {
        let app = agency(&app).await;
        let (an, binh) = (official(&app, "an").await, official(&app, "binh").await);
        let leader = app.person("lanh-dao", None, &[(Role::Leader, Some("S"))]).await;
        let record = tell(&an, &[]).await;
        an.post(&format!("{record}/appeal"), &[("reason", "Sản phẩm có thật mà")]).await.is(409);
        give_back(&binh, &record).await;
        let page = an.page(&record).await.is(200);
        an.submit(&form(&page, "/appeal").fill("reason", "sai")).await.is(422);
        an.submit(&form(&page, "/appeal").fill("reason", "Sản phẩm ở ngay bảng tin")).await.is(303);
        assert_eq!((state(&app, &record).await, asked(&binh).await), (2, Vec::new()));
        let path = format!("{record}/confirmation");
        assert!(leader.page(&path).await.is(200).text().contains("Sản phẩm ở ngay bảng tin"));
        leader.post(&path, &[("verdict", "return"), ("reason", "Tôi không thấy ở bảng tin")]).await.is(303);
        assert_eq!(state(&app, &record).await, 4);
        let page = an.page(&record).await.is(200);
        assert!(page.text().contains("Tôi không thấy ở bảng tin"));
        assert!(forms(&page).iter().all(|form| !form.action.ends_with("/appeal")));
        an.post(&format!("{record}/appeal"), &[("reason", "Tôi vẫn thấy không đúng")]).await.is(409);
        an.page(&format!("{record}/improvement")).await.is(404);
        whole(&app).await;
    }

    async fn a_record_does_not_exist_for_whom_it_is_no_affair(app) {
        let app = agency(&app).await;
        let (an, binh) = (official(&app, "an").await, official(&app, "binh").await);
        let record = tell(&an, &[]).await;
        let admin = app.administrator().await;
        let stranger = app.learner("ke-la").await;
        for actor in [&admin, &stranger, &binh] {
            for end in ["", "/improvement"] {
                actor.page(&format!("{record}{end}")).await.is(404);
            }
            actor.post(&format!("{record}/appeal"), &[("reason", "Tôi không đồng ý đâu")]).await.is(404);
        }
        for actor in [&admin, &stranger, &an] {
            actor.page(&format!("{record}/confirmation")).await.is(404);
            actor.post(&format!("{record}/confirmation"), &[("verdict", "confirm"), ("quality", "4")]).await.is(404);
        }
        assert_eq!(state(&app, &record).await, 0);
        // Personal numbers are refused, and what was typed stays.
        let refused = an.post("/work-records/new", &told(&[("asked", "Gọi bà Lan 0912 345 678")])).await.is(422);
        assert!(refused.text().contains("Gọi bà Lan 0912 345 678"));
        assert_eq!(attributes(&refused, "#tool", "value"), ["trợ lý AI"]);
    }

    async fn an_inspector_looks_at_some_again_and_the_figure_says_so(app) {
        let app = agency(&app).await;
        let (an, binh) = (official(&app, "an").await, official(&app, "binh").await);
        let record = tell(&an, &[]).await;
        confirm(&binh, &record, "4").await;
        // Whether it was drawn is chance; here it is.
        let (id, now) = (WorkRecordId::parse(record.rsplit('/').next().unwrap()).unwrap(), app.app.clock.now());
        app.app.store.write(move |tx| Box::pin(async move { work_audit::insert(tx, id, now).await })).await.unwrap();
        let inspector = app.person("thanh-tra", None, &[(Role::Inspector, None)]).await;
        let elsewhere = app.person("thanh-tra-b", None, &[(Role::Inspector, Some("B"))]).await;
        binh.page("/inspection/work-records").await.is(403);
        let list = inspector.page("/inspection/work-records").await.is(200);
        let path = attributes(&list, "main table a", "href").remove(0);
        assert!(list.text().contains("Chưa kiểm tra ghi chép nào"));
        elsewhere.page(&path).await.is(404);
        inspector.post(&path, &[("reason", "Tôi đã xem văn bản")]).await.is(422);
        inspector.post(&path, &[("verdict", "held"), ("reason", "ừ")]).await.is(422);
        let page = inspector.page(&path).await.is(200);
        inspector.submit(&form(&page, &path).tick("verdict", "held").fill("reason", "Tôi đã xem văn bản số 12")).await.is(303);
        inspector.page(&path).await.is(404);
        let list = inspector.page("/inspection/work-records").await.is(200);
        assert!(list.text().contains("Đúng 1 trong 1"), "{}", list.text());
        let seen = texts(&inspector.page("/units/S/figures/p3b").await.is(200), "main").concat();
        assert!(seen.contains("đúng 1/1"), "{seen}");
        whole(&app).await;
    }
}
