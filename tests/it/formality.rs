//! Telling of learning for form's sake: nothing leads to who told it.

use crate::csrf::TABLES;
use crate::support::page::{attributes, form, forms, texts};
use crate::support::{Actor, Answer, Call, TestApp, both};
use xutra_domain::instant::{HOUR, MINUTE};
use xutra_domain::people::Role;

/// Tells of commune A; the page with the receipt.
pub async fn tell(who: &Actor, words: &str) -> Answer {
    let page = who.page("/report?unit=A").await.is(200);
    who.submit(&form(&page, "/report").fill("kind", "pressed").fill("words", words)).await
}

pub fn receipt(told: &Answer) -> String {
    texts(told, "main .code").concat().trim().to_owned()
}

/// How many rows each table has, but for that of what was told.
async fn rows(app: &TestApp) -> Vec<(&'static str, i64)> {
    let mut found = Vec::new();
    for table in TABLES.into_iter().chain(["audit", "attempt", "account", "standing", "viewing"]) {
        if table != "formality_report" {
            found.push((table, app.count(&format!("SELECT COUNT(*) FROM {table}")).await));
        }
    }
    found
}

/// Cells of what was told that hold a text.
async fn cells(app: &TestApp, needle: &str) -> i64 {
    let mut found = 0;
    for column in ["id", "unit_id", "kind", "words", "hour", "receipt", "state", "reason", "settled_by"] {
        let sql = format!("SELECT COUNT(*) FROM formality_report WHERE CAST({column} AS TEXT) LIKE '%{needle}%'");
        found += app.count(&sql).await;
    }
    found
}

both! {
    async fn somebody_tells_and_nobody_learns_who_it_was(app) {
        app.units().await;
        let (visitor, an) = (app.visitor(), app.person("an", Some("A"), &[]).await);
        let inspector = app.person("tra", None, &[(Role::Inspector, Some("A"))]).await;
        let elsewhere = app.person("tra-b", None, &[(Role::Inspector, Some("B"))]).await;
        let found = visitor.page("/report?q=xa+a").await.is(200);
        assert_eq!(attributes(&found, "main li a", "href"), ["/report?unit=A"]);
        for (words, kind) in [("Gọi 0912 345 678 để hỏi", "pressed"), ("ngắn", "pressed"), ("Ép cả xóm đăng ký", "x")] {
            visitor.post("/report", &[("unit", "A"), ("kind", kind), ("words", words)]).await.is(422);
        }
        visitor.post("/report", &[("unit", "NONE"), ("kind", "other"), ("words", "Ép cả xóm đăng ký")]).await.is(422);
        assert_eq!(app.count("SELECT COUNT(*) FROM formality_report").await, 0);

        an.page("/report?unit=A").await.is(200);
        let before = rows(&app).await;
        app.wait(17 * MINUTE);
        let told = tell(&an, "Ép cả xóm đăng ký cho đủ số").await.is(200);
        let code = receipt(&told);
        assert_eq!(code.len(), 9, "{code}");
        let hour = app.app.clock.now().0 / HOUR * HOUR;
        assert_eq!(app.count(&format!("SELECT COUNT(*) FROM formality_report WHERE hour = {hour}")).await, 1);
        assert_eq!(rows(&app).await, before, "nothing is written but what was told, not even in the audit");
        let without = an.id().to_string().replace('-', "");
        for needle in [an.id().to_string(), without, "127.0.0.1".into(), "Nguyễn an".into(), code.clone(), code.replace('-', "")] {
            assert_eq!(cells(&app, &needle).await, 0, "{needle}");
        }
        let waiting = visitor.page(&format!("/report/{code}")).await.is(200);
        assert!(waiting.text().contains("Chờ xem"), "{}", waiting.text());
        let looked = visitor.page(&format!("/report?receipt={}", code.to_lowercase())).await.is(303);
        assert_eq!(looked.header("location"), format!("/report/{}", code.replace('-', "")));
        visitor.page("/report/22222222").await.is(404);

        let list = inspector.page("/inspection/reports").await.is(200);
        let links = attributes(&list, "tbody a", "href");
        assert_eq!(links.len(), 1);
        assert_eq!(attributes(&elsewhere.page("/inspection/reports").await.is(200), "tbody a", "href").len(), 0);
        elsewhere.page(&links[0]).await.is(404);
        elsewhere.post(&links[0], &[("reason", "Không phải việc của tôi")]).await.is(404);
        an.page(&links[0]).await.is(403);
        let report = inspector.page(&links[0]).await.is(200);
        let open = attributes(&report, "main a.button", "href");
        let page = inspector.page(&open[0]).await.is(200);
        assert!(page.text().contains("Ép cả xóm"), "{}", page.text());
        let typed = form(&page, "/inspection/findings")
            .fill("kind", "other")
            .fill("looked", "Danh sách đăng ký của xóm")
            .fill("found", "Nhiều người không biết mình có tên")
            .fill("wanted", "Hỏi lại từng nhà, bỏ tên sai")
            .fill("days", "14");
        inspector.submit(&typed).await.is(303);
        inspector.submit(&typed).await.is(409);
        inspector.post(&links[0], &[("reason", "Không xử lý nữa nhé")]).await.is(409);
        assert!(visitor.page(&format!("/report/{code}")).await.is(200).text().contains("đơn vị phải trả lời"));
    }

    async fn a_report_is_set_aside_with_a_reason_that_its_teller_reads(app) {
        app.units().await;
        let (visitor, inspector) = (app.visitor(), app.person("tra", None, &[(Role::Inspector, Some("T"))]).await);
        let code = receipt(&tell(&visitor, "Điểm danh hộ nhau cả buổi").await.is(200));
        let links = attributes(&inspector.page("/inspection/reports").await.is(200), "tbody a", "href");
        let page = inspector.page(&links[0]).await.is(200);
        inspector.submit(&form(&page, &links[0]).fill("reason", "x")).await.is(422);
        inspector.submit(&form(&page, &links[0]).fill("reason", "Đã đến xem, lớp có đủ người")).await.is(303);
        let seen = visitor.page(&format!("/report/{code}")).await.is(200);
        assert!(seen.text().contains("Đã đến xem, lớp có đủ người"), "{}", seen.text());
        assert!(forms(&inspector.page(&links[0]).await.is(200)).iter().all(|form| form.action != links[0]));
    }

    async fn nobody_floods_the_list_from_one_address(app) {
        app.units().await;
        let mut refused = false;
        for _ in 0..400 {
            let fields = [("unit", "A"), ("kind", "other"), ("words", "Lớp học chỉ có trên giấy")];
            let answer = app.visitor().send(Call::post("/report").header("sec-fetch-site", "same-origin").form(&fields).from("203.0.113.7")).await;
            if answer.status == 429 {
                refused = true;
                break;
            }
        }
        assert!(refused);
    }
}
