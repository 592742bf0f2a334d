//! Practice cards: written by a leader, checked by an inspector of elsewhere, tried by others, and counted where the unit led.

use crate::figures::leader;
use crate::support::page::{attributes, form, texts};
use crate::support::{Actor, Answer, TestApp, both};
use xutra::actions::verify_audit::verify_audit;
use xutra_domain::people::Role;

/// Leaders of A and B, and inspectors of everything and of A.
pub struct Scene {
    pub of_a: Actor,
    pub of_b: Actor,
    pub inspector: Actor,
    pub of_the_place: Actor,
}

pub async fn scene(app: &TestApp) -> Scene {
    Scene {
        of_a: leader(app, "A").await,
        of_b: leader(app, "B").await,
        inspector: app.person("thanh-tra", None, &[(Role::Inspector, None)]).await,
        of_the_place: app.person("thanh-tra-a", None, &[(Role::Inspector, Some("A"))]).await,
    }
}

pub const CARD: [(&str, &str); 7] = [
    ("title", "Lớp tối ở nhà văn hóa"),
    ("problem", "Bà con ban ngày đi làm nên không học được"),
    ("steps", "Mở lớp từ 19 giờ, mỗi buổi bốn mươi phút"),
    ("cost", "Tiền điện và nước chè"),
    ("people", "Hai người hướng dẫn"),
    ("proof", "Sổ điểm danh và 40 giấy chứng nhận"),
    ("contact", "Phòng Văn hóa - Xã hội, UBND xã A"),
];

impl Scene {
    /// A card of a unit that waits; its address.
    pub async fn written(&self, unit: &str) -> String {
        let by = if unit == "A" { &self.of_a } else { &self.of_b };
        by.post(&format!("/units/{unit}/practice-cards"), &CARD).await.is(303).header("location").to_owned()
    }

    pub async fn published(&self) -> String {
        let card = self.written("A").await;
        check(&self.inspector, &card, "publish", "").await.is(303);
        card
    }

    pub async fn returned(&self) -> String {
        let card = self.written("A").await;
        check(&self.inspector, &card, "return", "Thiếu số liệu của từng xóm").await.is(303);
        card
    }
}

pub async fn check(by: &Actor, card: &str, verdict: &str, reason: &str) -> Answer {
    by.post(&format!("{card}/check"), &[("verdict", verdict), ("reason", reason)]).await
}

async fn says(by: &Actor, path: &str) -> String {
    texts(&by.page(path).await.is(200), "main").concat()
}

both! {
    async fn a_card_is_checked_by_an_inspector_of_elsewhere_before_anybody_reads_it(app) {
        app.units().await;
        let Scene { of_a, of_b, inspector, of_the_place } = scene(&app).await;
        let learner = app.learner("hoc-vien").await;
        let page = of_a.page("/units/A/practice-cards").await.is(200);
        let filled = CARD.iter().fold(form(&page, "/practice-cards"), |form, (name, value)| form.fill(name, value));
        of_a.submit(&filled.clone().fill("contact", "Anh Ba 0912345678")).await.is(422);
        of_a.submit(&filled.clone().fill("steps", "ngắn")).await.is(422);
        of_b.post("/units/A/practice-cards", &CARD).await.is(404);
        let card = of_a.submit(&filled).await.is(303).header("location").to_owned();
        for nobody in [&learner, &of_b, &of_the_place] {
            nobody.page(&card).await.is(404);
            assert!(!says(nobody, "/practice-cards").await.contains("Lớp tối"));
        }
        // Neither who wrote it nor who inspects that place alone checks it.
        check(&of_a, &card, "publish", "").await.is(403);
        check(&of_the_place, &card, "publish", "").await.is(404);
        check(&inspector, &card, "", "").await.is(422);
        check(&inspector, &card, "return", "sai").await.is(422);
        check(&inspector, &card, "return", "Thiếu số liệu của từng xóm").await.is(303);
        assert!(says(&of_a, &card).await.contains("Thiếu số liệu của từng xóm"));
        inspector.page(&card).await.is(404);
        let page = of_a.page(&format!("{card}/edit")).await.is(200);
        assert_eq!(attributes(&page, "#title", "value"), ["Lớp tối ở nhà văn hóa"], "what was written stands there");
        of_a.submit(&form(&page, "/edit").fill("proof", "Sổ điểm danh của bảy xóm")).await.is(303);
        of_a.page(&format!("{card}/edit")).await.is(404);
        check(&inspector, &card, "publish", "").await.is(303);
        check(&inspector, &card, "publish", "").await.is(409);
        let said = says(&learner, &card).await;
        assert!(said.contains("Sổ điểm danh của bảy xóm") && said.contains("UBND xã A"), "{said}");
        assert!(!said.contains("đơn vị điển hình"), "the unit does not lead");
        assert!(says(&learner, "/practice-cards").await.contains("Lớp tối"));
        app.visitor().page(&card).await.is(303);
        assert_eq!(verify_audit(&app.app).await.unwrap().wrong(), [""; 0]);
    }

    async fn another_unit_says_once_that_it_will_try_and_later_what_came_of_it(app) {
        app.units().await;
        let scene = scene(&app).await;
        let card = scene.published().await;
        let trial = format!("{card}/trial");
        let say = async |by: &Actor, act: &str, unit: &str, outcome: &str| {
            by.post(&trial, &[("act", act), ("unit", unit), ("outcome", outcome)]).await.status
        };
        assert_eq!(say(&scene.of_a, "try", "A", "").await, 404, "one's own card");
        assert_eq!(say(&scene.of_a, "try", "B", "").await, 404, "another's unit");
        assert_eq!(say(&scene.inspector, "try", "B", "").await, 404);
        let page = scene.of_b.page(&card).await.is(200);
        scene.of_b.submit(&form(&page, "/trial").press("act", "try")).await.is(303);
        assert_eq!(say(&scene.of_b, "try", "B", "").await, 409, "once a unit");
        assert!(says(&scene.of_a, &card).await.contains("1 đơn vị làm thử, 0 đơn vị đã làm"));
        assert_eq!(say(&scene.of_b, "stop", "B", "").await, 303);
        assert_eq!(say(&scene.of_b, "stop", "B", "").await, 409);
        assert_eq!(say(&scene.of_b, "done", "B", "Mở được hai lớp").await, 409, "it did not say that it would");
        assert_eq!(say(&scene.of_b, "try", "B", "").await, 303);
        assert_eq!(say(&scene.of_b, "done", "B", "x").await, 422);
        assert_eq!(say(&scene.of_b, "", "B", "").await, 422);
        assert_eq!(say(&scene.of_b, "done", "B", "Mở được hai lớp").await, 303);
        assert_eq!(say(&scene.of_b, "stop", "B", "").await, 409, "what is done is done");
        let said = says(&app.learner("hoc-vien").await, &card).await;
        for words in ["1 đơn vị làm thử, 1 đơn vị đã làm", "Xã B", "Mở được hai lớp"] {
            assert!(said.contains(words), "{words}: {said}");
        }
    }
}
