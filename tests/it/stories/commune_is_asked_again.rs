//! A commune is asked again: nineteen of its people hold the flag, the lot takes all of them, and what they still can do
//! decides where the commune stands from the next night on. Every figure is compared with the raw rows.

use crate::figures::{figure, kpi, programme, register};
use crate::practice_cards::{CARD, check};
use crate::rechecks::{LOT, answered, inspectors, joined, opened};
use crate::support::page::{form, texts};
use crate::support::{Actor, TestApp, both, json};
use xutra::actions::freeze_figures::freeze_figures;
use xutra::actions::recompute::recompute;
use xutra::actions::verify_audit::verify_audit;
use xutra::numbers::percent;
use xutra_domain::instant::DAY;
use xutra_domain::people::Role;
use xutra_store::snapshot;

/// People of a lot, all of whom hold the flag.
const PEOPLE: usize = 19;
/// People of working age in the commune.
const WORKING_AGE: i64 = 25;
const BANDS: [&str; 4] = ["leading", "on-track", "needs-support", "under-review"];

/// A commune with a lot to be asked, and who looks at it.
struct Scene {
    app: TestApp,
    people: Vec<Actor>,
    inspector: Actor,
    watcher: Actor,
    leader: Actor,
}

impl Scene {
    async fn of(app: &TestApp) -> Self {
        let app = programme(app).await;
        let mut people = Vec::new();
        for number in 1..=PEOPLE {
            let person = app.person(&format!("nguoi-{number:02}"), Some("A1"), &[]).await;
            person.become_capable().await;
            people.push(person);
        }
        register(&app, "A", &WORKING_AGE.to_string()).await;
        let (inspector, watcher) = inspectors(&app).await;
        let leader = app.person("lanh-dao", None, &[(Role::Leader, Some("A"))]).await;
        Self { app, people, inspector, watcher, leader }
    }

    /// A night passes, and the day before it is frozen.
    async fn night(&self) {
        self.app.wait(DAY);
        assert!(freeze_figures(&self.app.app).await.unwrap());
    }

    /// The lot is drawn, and everybody sits in one room; so many of them answer rightly.
    async fn sit(&self, right: usize) {
        let page = self.inspector.page(LOT).await.is(200);
        self.inspector.submit(&form(&page, "/draw")).await.is(303);
        let desk = opened(&self.inspector, &self.watcher).await;
        for (place, person) in self.people.iter().enumerate() {
            let questions = joined(person, &self.watcher, &desk).await;
            let page = person.page(&questions).await.is(200);
            person.submit(&answered(&self.app, &page, place < right).press("go", "submit")).await.is(303);
        }
        self.watcher.submit(&form(&self.watcher.page(&desk).await.is(200), "/end")).await.is(303);
    }

    /// The band in which commune A stands, with what its row says.
    async fn stands(&self) -> (&'static str, String) {
        let page = self.app.signed_in(self.leader.id()).await.page("/emulation").await.is(200);
        let row = |band: &&str| {
            let rows = texts(&page, &format!("section[aria-labelledby=band-{band}] tbody tr"));
            rows.into_iter().find(|row| row.starts_with("Xã A "))
        };
        BANDS.into_iter().find_map(|band| Some((band, row(&band)?))).expect("it stands somewhere")
    }

    /// The leader writes a practice card, and the inspector publishes it; what its page says.
    async fn tells_others(&self) -> String {
        let leader = self.app.signed_in(self.leader.id()).await;
        let card = leader.post("/units/A/practice-cards", &CARD).await.is(303).header("location").to_owned();
        check(&self.app.signed_in(self.inspector.id()).await, &card, "publish", "").await.is(303);
        texts(&leader.page(&card).await.is(200), "main").concat()
    }

    /// What the rows themselves say: who is capable, who was asked, and of whom so many answers were right that it confirms.
    async fn raw(&self) -> (i64, i64, i64) {
        let capable = "SELECT COUNT(*) FROM account a JOIN capability k ON k.account_id = a.id WHERE k.capable = TRUE \
            AND a.unit_id IN (SELECT id FROM unit WHERE code IN ('A', 'A1')) \
            AND EXISTS (SELECT 1 FROM attempt t WHERE t.account_id = a.id AND t.submitted_at IS NOT NULL)";
        let asked = "SELECT COUNT(*) FROM recheck WHERE submitted_at IS NOT NULL";
        let confirmed = "SELECT COUNT(*) FROM recheck WHERE submitted_at IS NOT NULL AND correct >= needed";
        (self.app.count(capable).await, self.app.count(asked).await, self.app.count(confirmed).await)
    }

    async fn holds(&self) {
        assert_eq!(recompute(&self.app.app, true).await.unwrap().differences, Vec::<String>::new());
        assert_eq!(verify_audit(&self.app.app).await.unwrap().wrong(), Vec::<String>::new());
    }
}

/// Where a share that so many of so many show may really lie, with 95%: the two solutions of |k/n - p| = z √(p (1 - p) / n),
/// which are looked for here and not reckoned.
#[expect(clippy::cast_precision_loss, reason = "people")]
fn bounds(confirmed: i64, asked: i64) -> (f64, f64) {
    let (share, n) = (confirmed as f64 / asked as f64, asked as f64);
    let far = |p: f64| (share - p).abs() > 1.959_964 * (p * (1.0 - p) / n).sqrt();
    let edge = |mut outside: f64| {
        let mut inside = share;
        for _ in 0..60 {
            let middle = f64::midpoint(outside, inside);
            if far(middle) { outside = middle } else { inside = middle }
        }
        inside
    };
    (edge(0.0), edge(1.0))
}

#[expect(clippy::cast_precision_loss, clippy::cast_possible_truncation, reason = "people")]
fn part(of: i64, share: f64) -> i64 {
    (of as f64 * share).round() as i64
}

both! {
    async fn a_commune_whose_lot_is_accepted_leads_from_the_next_night_on(app) {
        let scene = Scene::of(&app).await;
        scene.night().await;
        let (band, row) = scene.stands().await;
        assert!(band == "under-review" && row.contains("quý này chưa kiểm tra lại"), "{row}");
        scene.sit(17).await;
        let (capable, asked, confirmed) = scene.raw().await;
        assert_eq!((capable, asked, confirmed), (19, 19, 17));
        assert_eq!(scene.stands().await.0, "under-review", "the board is that of the night before");

        scene.night().await;
        let (band, row) = scene.stands().await;
        let (low, high) = bounds(confirmed, asked);
        #[expect(clippy::cast_precision_loss, reason = "people")]
        let share = capable as f64 * 100.0 / WORKING_AGE as f64;
        assert!(share * low >= 40.0 && band == "leading", "{band}: {row}");
        for end in [share * low, share * high] {
            assert!(row.contains(&percent("vi", end)), "{end}: {row}");
        }

        let leader = scene.app.signed_in(scene.leader.id()).await;
        let report = kpi(&leader, "unit=A").await;
        let (plain, borne, substance) = (figure(&report, "P2p"), figure(&report, "P2v"), figure(&report, "P8"));
        assert_eq!((&plain["numerator"], &plain["denominator"], &plain["under_review"]), (&json!(capable), &json!(WORKING_AGE), &json!(false)));
        #[expect(clippy::cast_precision_loss, reason = "people")]
        let left = part(capable, confirmed as f64 / asked as f64);
        assert_eq!((&borne["numerator"], &borne["denominator"], &borne["met"]), (&json!(left), &json!(WORKING_AGE), &json!(true)));
        assert_eq!(borne["adjusted"], json!({ "value": left, "low": part(capable, low), "high": part(capable, high), "passed": confirmed, "audited": asked }));
        assert_eq!((&substance["numerator"], &substance["denominator"]), (&json!(confirmed), &json!(asked)));
        let above = kpi(&scene.app.signed_in(scene.inspector.id()).await, "unit=T").await;
        let lots = &figure(&above, "P8")["parts"][0];
        assert_eq!((&lots["part"], &lots["numerator"], &lots["denominator"]), (&json!("communes"), &json!(1), &json!(1)));
        let frozen = snapshot::list_of(scene.app.app.store.reader(), "A", 1).await.unwrap();
        let kept = frozen[0].1.rechecks;
        assert_eq!((kept.confirmed, kept.asked, kept.accepted, kept.inspected, kept.under_review), (17, 19, 1, 1, false));

        let said = scene.tells_others().await;
        assert!(said.contains("đơn vị điển hình"), "{said}");
        let above = kpi(&scene.app.signed_in(scene.inspector.id()).await, "unit=T").await;
        assert_eq!(figure(&above, "P9")["numerator"], 1, "an exemplary unit: it leads, was accepted, and tells others");
        scene.holds().await;
    }

    async fn a_commune_whose_lot_is_refused_is_under_review_and_does_not_lead(app) {
        let scene = Scene::of(&app).await;
        scene.sit(9).await;
        let (capable, asked, confirmed) = scene.raw().await;
        assert_eq!((capable, asked, confirmed), (19, 19, 9));
        scene.night().await;
        let (band, row) = scene.stands().await;
        assert!(band == "under-review" && row.contains("kiểm tra lại chưa được chấp nhận"), "{row}");

        let leader = scene.app.signed_in(scene.leader.id()).await;
        let report = kpi(&leader, "unit=A").await;
        for id in ["P2", "P2p"] {
            let of = figure(&report, id);
            assert_eq!((&of["under_review"], &of["counted"], &of["numerator"]), (&json!(true), &json!(capable), &json!(confirmed)), "{id}");
        }
        assert_eq!((&figure(&report, "P2v")["numerator"], &figure(&report, "P8")["numerator"]), (&json!(confirmed), &json!(confirmed)));
        let board = texts(&leader.page("/units/A/figures").await.is(200), "main").concat();
        assert!(board.contains("đang xem lại"), "{board}");
        let above = kpi(&scene.app.signed_in(scene.inspector.id()).await, "unit=T").await;
        let lots = &figure(&above, "P8")["parts"][0];
        assert_eq!((&lots["numerator"], &lots["denominator"]), (&json!(0), &json!(1)));
        assert_eq!(figure(&above, "P2p")["under_review"], json!(false), "above it nothing is under review");

        let said = scene.tells_others().await;
        assert!(!said.contains("đơn vị điển hình"), "{said}");
        let above = kpi(&scene.app.signed_in(scene.inspector.id()).await, "unit=T").await;
        assert_eq!(figure(&above, "P9")["numerator"], 0);
        scene.holds().await;
    }
}
