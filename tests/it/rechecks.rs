//! Re-checks: drawn so that nobody chooses, watched by somebody from elsewhere, answered once, told to nobody else; and what
//! they do to the figures.

use crate::figures::{figure, kpi, programme, register};
use crate::support::course::{Kind, Planted};
use crate::support::page::{FormOnPage, attributes, form, forms, parse, selector, text_of, texts};
use crate::support::{Actor, Answer, TestApp, both, json};
use xutra_domain::instant::{DAY, HOUR};
use xutra_domain::people::Role;
use xutra_domain::recheck::Draw;
use xutra_store::recheck;

pub const LOT: &str = "/inspection/rechecks/A";

/// The inspector of the province, and somebody of commune B who may watch.
pub async fn inspectors(app: &TestApp) -> (Actor, Actor) {
    let inspector = app.person("tra", None, &[(Role::Inspector, Some("T"))]).await;
    (inspector, app.person("giam-sat", Some("B"), &[(Role::Facilitator, Some("B"))]).await)
}

/// Opens a session under the facilitator of B; the address of the desk.
pub async fn opened(inspector: &Actor, watcher: &Actor) -> String {
    let page = inspector.page(LOT).await.is(200);
    inspector.submit(&form(&page, "/sessions").fill("supervisor", "giam-sat")).await.is(303);
    let links = attributes(&watcher.page("/recheck").await.is(200), "main a.go", "href");
    assert_eq!(links.len(), 1, "{links:?}");
    links[0].clone()
}

async fn enter(person: &Actor, watcher: &Actor, desk: &str) -> Answer {
    let code = watcher.code(desk).await;
    person.submit(&form(&person.page("/recheck").await.is(200), "/recheck").fill("code", &code)).await
}

/// Joins by the code of the minute; the address of the questions.
pub async fn joined(person: &Actor, watcher: &Actor, desk: &str) -> String {
    enter(person, watcher, desk).await.is(303).header("location").to_owned()
}

/// The form of the questions with every answer right, or every one wrong.
pub fn answered(app: &TestApp, page: &Answer, right: bool) -> FormOnPage {
    let mut sent = forms(page).into_iter().find(|one| one.action.starts_with("/recheck/")).expect("the questions");
    for section in parse(page).select(&selector("section.question")) {
        let id = section.attr("id").expect("an id").to_owned();
        let prompt = section.select(&selector(".prompt-text")).next().map(text_of).expect("a prompt");
        let planted: &Planted = app.fixture.of(&prompt);
        match planted.kind {
            Kind::Number => sent = sent.fill(&format!("{id}-number"), planted.typed(right)),
            Kind::Text => sent = sent.fill(&format!("{id}-text"), planted.typed(right)),
            _ => {
                let mut ticked = 0;
                for choice in section.select(&selector(".choice")) {
                    let input = choice.select(&selector("input")).next().expect("a box");
                    if planted.is_right(&choice.inner_html()) == right && (right || ticked == 0) {
                        let (name, value) = (format!("{id}-choice"), input.attr("value").expect("a value"));
                        // What was saved is ticked already.
                        sent = if ticked == 0 { sent.fill(&name, value) } else { sent.tick(&name, value) };
                        ticked += 1;
                    }
                }
            }
        }
    }
    sent
}

async fn outcome(app: &TestApp, who: &Actor) -> Option<bool> {
    let all = recheck::list_of(app.app.store.reader(), who.id()).await.unwrap();
    all.first().and_then(|one| one.result).map(|(.., confirmed)| confirmed)
}

/// Three people of commune A who hold the flag.
async fn holders(app: &TestApp) -> [Actor; 3] {
    let people = [
        app.person("an", Some("A1"), &[]).await,
        app.person("binh", Some("A"), &[]).await,
        app.person("chi", Some("A"), &[]).await,
    ];
    for person in &people {
        person.become_capable().await;
    }
    people
}

both! {
    async fn who_was_drawn_answers_under_somebody_from_elsewhere_and_only_they_know(app) {
        let app = programme(&app).await;
        let [an, binh, chi] = holders(&app).await;
        let (inspector, watcher) = inspectors(&app).await;
        register(&app, "A", "10").await;
        let leader = app.person("lanh-dao", None, &[(Role::Leader, Some("A"))]).await;
        assert_eq!(figure(&kpi(&leader, "unit=A").await, "P2v")["untold"], "not-rechecked");

        let before = inspector.page(LOT).await.is(200);
        inspector.submit(&form(&before, "/draw")).await.is(303);
        inspector.post(&format!("{LOT}/draw"), &[]).await.is(303);
        assert_eq!(app.count("SELECT COUNT(*) FROM draw").await, 1, "once a quarter");
        let file = inspector.page(&format!("{LOT}/draw.json")).await.is(200);
        let published: Draw = serde_json::from_str(&file.text()).unwrap();
        assert_eq!((published.verify(), published.drawn.len()), (Ok(true), 3));
        let names = texts(&inspector.page(LOT).await.is(200), "tbody th").concat();
        assert!(["Nguyễn an", "Nguyễn binh", "Nguyễn chi"].iter().all(|name| names.contains(name)), "{names}");
        leader.page(LOT).await.is(403);
        app.person("tra-b", None, &[(Role::Inspector, Some("B"))]).await.page(LOT).await.is(404);

        let own = app.person("tra-a", Some("B"), &[(Role::Inspector, Some("A"))]).await;
        let page = own.page(LOT).await.is(200);
        let refused = own.submit(&form(&page, "/sessions")).await.is(403);
        assert!(texts(&refused, "#supervisor-error").concat().contains("gắn bó"), "{}", refused.text());
        app.person("o-day", Some("A1"), &[(Role::Facilitator, Some("B"))]).await;
        own.submit(&form(&page, "/sessions").fill("supervisor", "o-day")).await.is(403);
        own.submit(&form(&page, "/sessions").fill("supervisor", "an")).await.is(422);
        assert_eq!(app.count("SELECT COUNT(*) FROM recheck_session").await, 0);

        let desk = opened(&inspector, &watcher).await;
        inspector.page(&desk).await.is(404);
        an.page(&desk).await.is(404);
        let of_an = joined(&an, &watcher, &desk).await;
        binh.page(&of_an).await.is(404);
        enter(&leader, &watcher, &desk).await.is(409);
        an.submit(&answered(&app, &an.page(&of_an).await.is(200), true)).await.is(303);
        assert_eq!(outcome(&app, &an).await, None, "saved, and not handed in");
        let questions = an.page(&of_an).await.is(200);
        let saved = recheck::list_of(app.app.store.reader(), an.id()).await.unwrap();
        assert_eq!(saved[0].answers.len(), 4, "what was saved is there");
        an.submit(&answered(&app, &questions, true).press("go", "submit")).await.is(303);
        assert!(an.page(&of_an).await.is(200).text().contains("Bạn làm được"));
        let of_binh = joined(&binh, &watcher, &desk).await;
        let first = binh.page(&of_binh).await.is(200);
        let right = answered(&app, &first, true);
        binh.submit(&answered(&app, &first, false).press("go", "submit")).await.is(303);
        let told = binh.page(&of_binh).await.is(200);
        let links = attributes(&told, "main .actions a", "href");
        assert_eq!(links, ["/practice/ai-thu", "/courses/ai-thu/cuoi-khoa"], "a way to refresh");
        binh.submit(&right.press("go", "submit")).await.is(303);
        assert_eq!((outcome(&app, &an).await, outcome(&app, &binh).await), (Some(true), Some(false)), "once");
        enter(&binh, &watcher, &desk).await.is(409);
        for person in [&an, &leader, &watcher] {
            person.page(&of_binh).await.is(404);
        }
        assert_eq!(binh.ask("/me/competency").await.expect(200)["capable"], true, "nothing is taken away");
        let all = recheck::list_of(app.app.store.reader(), binh.id()).await.unwrap();
        let item = &all[0];
        assert_eq!((item.form.items.len(), item.needed), (4, 3), "the short form of the policy");
        let desk_says = texts(&watcher.page(&desk).await.is(200), "tbody").concat();
        assert!(desk_says.contains("đã nộp") && !desk_says.contains("làm được"), "{desk_says}");

        let absence = format!("{LOT}/people/{}/absence", chi.id());
        inspector.post(&absence, &[]).await.is(303);
        inspector.post(&absence, &[]).await.is(303);
        assert_eq!(app.count("SELECT COUNT(*) FROM recheck_absence").await, 1, "once a day");
        assert_eq!(figure(&kpi(&leader, "unit=A").await, "P2v")["untold"], "not-rechecked", "not everybody was asked");
        app.wait(DAY);
        inspector.post(&absence, &[]).await.is(303);
        inspector.post(&format!("{LOT}/people/{}/absence", an.id()), &[]).await.is(303);
        assert_eq!(app.count("SELECT COUNT(*) FROM recheck_absence").await, 2, "who was there is not absent");
        let lot = texts(&inspector.page(LOT).await.is(200), "main").concat();
        assert!(lot.contains("Đang xem lại") && lot.contains("vắng, đã thay"), "{lot}");

        let report = kpi(&leader, "unit=A").await;
        let (plain, borne, substance) = (figure(&report, "P2p"), figure(&report, "P2v"), figure(&report, "P8"));
        assert_eq!((&plain["under_review"], &plain["counted"], &plain["numerator"]), (&json!(true), &json!(3), &json!(2)));
        assert_eq!((&borne["numerator"], &borne["percent"], &borne["adjusted"]["audited"]), (&json!(2), &json!(20.0), &json!(2)));
        assert_eq!((&substance["numerator"], &substance["denominator"]), (&json!(1), &json!(2)));
        assert_eq!(substance["parts"], json!([
            { "part": "communes", "numerator": 0, "denominator": 1, "percent": 0.0 },
            { "part": "absent", "numerator": 1, "denominator": null, "percent": null },
        ]));
        let board = texts(&leader.page("/units/A/figures").await.is(200), "main").concat();
        assert!(board.contains("đang xem lại") && board.contains("1 trên 2 người vẫn làm được"), "{board}");
        assert!(!board.contains("Nguyễn binh"));
        let above = kpi(&inspector, "unit=T").await;
        assert_eq!((&figure(&above, "P8")["numerator"], &figure(&above, "P2p")["under_review"]), (&json!(1), &json!(false)));
        assert_eq!(above["children"][0]["figures"][3]["id"], "P2v");
        let file = leader.page("/units/A/figures.csv").await.is(200).text();
        assert!(file.contains("Sau kiểm tra,Cận dưới 95%,Cận trên 95%,Kiểm tra đạt,Đã kiểm tra"), "{file}");
        for figure in ["P2p,A,", "P2v,A,"] {
            let row: Vec<&str> = file.lines().find(|line| line.starts_with(figure)).unwrap().split(',').collect();
            assert!(row[3].is_empty() && row[8..14].iter().all(|cell| cell.is_empty()), "three people are a small cell: {row:?}");
        }
        leader.page("/units/A/figures/p8").await.is(200);
        let one = texts(&leader.page("/units/A/figures/p2p").await.is(200), "main").concat();
        assert!(one.contains("P2v") && one.contains("1 trên 2 người vẫn làm được"), "always beside it: {one}");
        xutra::actions::freeze_figures::freeze_figures(&app.app).await.unwrap();
        assert_eq!(app.count("SELECT COUNT(*) FROM audit WHERE action LIKE 'recheck.%' AND detail LIKE '%confirmed%'").await, 0);
        assert_eq!(xutra::actions::verify_audit::verify_audit(&app.app).await.unwrap().wrong(), Vec::<String>::new());
    }

    async fn the_end_of_a_session_hands_in_what_was_saved(app) {
        app.units().await;
        let an = app.person("an", Some("A"), &[]).await;
        an.become_capable().await;
        let (inspector, watcher) = inspectors(&app).await;
        inspector.post(&format!("{LOT}/draw"), &[]).await.is(303);
        let desk = opened(&inspector, &watcher).await;
        let again = inspector.page(LOT).await.is(200);
        inspector.submit(&form(&again, "/sessions").fill("supervisor", "giam-sat")).await.is(409);
        let questions = joined(&an, &watcher, &desk).await;
        assert_eq!(joined(&an, &watcher, &desk).await, questions, "the same again");
        let page = an.page(&questions).await.is(200);
        an.submit(&answered(&app, &page, true)).await.is(303);
        inspector.post(&format!("{desk}/end"), &[]).await.is(404);
        watcher.submit(&form(&watcher.page(&desk).await.is(200), "/end")).await.is(303);
        assert_eq!(outcome(&app, &an).await, Some(true));
        let wrong = an.page("/recheck").await.is(200);
        an.submit(&form(&wrong, "/recheck").fill("code", "000000")).await.is(422);
        let lot = texts(&inspector.page(LOT).await.is(200), "main").concat();
        assert!(lot.contains("Đạt"), "{lot}");
        let export = an.page("/me/data/export").await.is(200).json();
        assert_eq!(export["rechecks"][0]["confirmed"], true);
        app.wait(HOUR);
    }

    async fn an_inspector_of_one_unit_has_the_menu_of_their_duty_and_no_more(app) {
        app.units().await;
        let local = app.person("tra-a", None, &[(Role::Inspector, Some("A"))]).await;
        let chief = app.person("tra", None, &[(Role::Inspector, None)]).await;
        let administrator = app.administrator().await;
        let menu = async |who: &Actor| attributes(&who.page("/courses").await.is(200), "nav.staff a", "href");
        assert_eq!(menu(&local).await, ["/units", "/emulation", "/inspection/rechecks", "/inspection/findings", "/inspection/reports", "/inspection/work-records"]);
        assert_eq!(menu(&chief).await, ["/units", "/emulation", "/inspection/rechecks", "/inspection/findings", "/inspection/reports", "/inspection/work-records", "/admin/signals"]);
        assert!(menu(&administrator).await.contains(&"/admin/requests".to_owned()));
        for who in [&local, &chief, &administrator] {
            for path in menu(who).await {
                let answer = who.page(&path).await;
                assert!(matches!(answer.status, 200 | 303), "{path}: {}", answer.status);
            }
        }
    }
}
