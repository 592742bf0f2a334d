//! Findings of inspectors: to their end, by three people.

use crate::support::page::{form, texts};
use crate::support::{Actor, TestApp, both};
use xutra_domain::instant::DAY;
use xutra_domain::people::Role;

pub const ADDRESS: &str = "/inspection/findings";

/// Records a finding in a unit; its address.
pub async fn find(inspector: &Actor, unit: &str) -> String {
    let page = inspector.page(&format!("{ADDRESS}/new?unit={unit}")).await.is(200);
    let typed = form(&page, ADDRESS)
        .fill("kind", "attendance")
        .fill("looked", "Sổ điểm danh tháng 11")
        .fill("found", "Nhiều chữ ký giống nhau")
        .fill("wanted", "Điểm danh lại bằng mã")
        .fill("days", "7");
    inspector.submit(&typed).await.is(303).header("location").to_owned()
}

/// The leader of commune A says what was done.
pub async fn answer(leader: &Actor, finding: &str) {
    let own = of_unit(finding);
    let page = leader.page(&own).await.is(200);
    leader.submit(&form(&page, &own).fill("words", "Đã điểm danh lại bằng mã")).await.is(303);
}

/// The same finding, as the unit sees it.
pub fn of_unit(finding: &str) -> String {
    finding.replace(ADDRESS, "/units/A/findings")
}

async fn audited(app: &TestApp) -> i64 {
    app.count("SELECT COUNT(*) FROM audit WHERE action LIKE 'finding.%'").await
}

both! {
    async fn a_finding_is_answered_by_the_leader_and_closed_by_another_inspector(app) {
        app.units().await;
        let first = app.person("tra-mot", None, &[(Role::Inspector, Some("T"))]).await;
        let second = app.person("tra-hai", None, &[(Role::Inspector, Some("A"))]).await;
        let leader = app.person("lanh-dao", None, &[(Role::Leader, Some("A"))]).await;
        let other = app.person("noi-khac", None, &[(Role::Leader, Some("B"))]).await;
        let elsewhere = app.person("tra-b", None, &[(Role::Inspector, Some("B"))]).await;
        let facilitator = app.facilitator("huong-dan").await;

        let page = second.page(&format!("{ADDRESS}/new")).await.is(200);
        let wrong = form(&page, ADDRESS).fill("unit", "B").fill("found", "Gọi 0912345678 nhé").fill("days", "900");
        let refused = second.submit(&wrong).await.is(422);
        assert!(!texts(&refused, "#unit-error").is_empty(), "outside of the scope: {}", refused.text());
        let wrong = form(&page, ADDRESS).fill("unit", "A").fill("found", "Gọi 0912345678 nhé").fill("days", "900");
        let refused = second.submit(&wrong).await.is(422);
        for field in ["kind", "looked", "found", "days"] {
            assert_eq!(texts(&refused, &format!("#{field}-error")).len(), 1, "{field}: {}", refused.text());
        }
        assert_eq!(audited(&app).await, 0);

        let finding = find(&first, "A").await;
        let own = of_unit(&finding);
        assert!(texts(&second.page(ADDRESS).await.is(200), "tbody").concat().contains("Điểm danh khống"));
        assert!(!texts(&elsewhere.page(ADDRESS).await.is(200), "main").concat().contains("Điểm danh khống"));
        elsewhere.page(&finding).await.is(404);
        leader.page(&finding).await.is(403);
        for who in [&other, &facilitator, &elsewhere] {
            who.page(&own).await.is(404);
            who.page("/units/A/findings").await.is(404);
            who.post(&own, &[("words", "Chúng tôi đã làm")]).await.is(404);
        }
        leader.page(&finding.replace(ADDRESS, "/units/B/findings")).await.is(404);
        second.post(&finding, &[("go", "close")]).await.is(409);
        second.post(&own, &[("words", "Tôi trả lời thay đơn vị")]).await.is(404);

        answer(&leader, &finding).await;
        leader.post(&own, &[("words", "Trả lời thêm lần nữa")]).await.is(409);
        first.post(&finding, &[("go", "close")]).await.is(403);
        assert!(second.post(&finding, &[("go", "back"), ("words", "x")]).await.is(422).text().contains("words-error"));
        second.post(&finding, &[("go", "back"), ("words", "Còn thiếu buổi ngày 12")]).await.is(303);
        assert!(leader.page(&own).await.is(200).text().contains("Còn thiếu buổi ngày 12"));

        app.wait(8 * DAY);
        let late = texts(&second.page(&format!("{ADDRESS}?show=overdue")).await.is(200), "tbody tr");
        assert!(late.len() == 1 && late[0].contains("quá hạn"), "{late:?}");
        answer(&leader, &finding).await;
        let page = second.page(&finding).await.is(200);
        second.submit(&form(&page, &finding)).await.is(303);
        let closed = texts(&leader.page("/units/A/findings?show=closed").await.is(200), "tbody").concat();
        assert!(closed.contains("đã khép"), "{closed}");
        assert_eq!(texts(&second.page(&format!("{ADDRESS}?show=overdue")).await.is(200), "tbody tr").len(), 0);
        assert_eq!((audited(&app).await, app.count("SELECT COUNT(*) FROM finding_event").await), (5, 5));
        assert_eq!(xutra::actions::verify_audit::verify_audit(&app.app).await.unwrap().wrong(), Vec::<String>::new());
    }

    async fn who_leads_and_inspects_does_not_settle_what_they_answered(app) {
        app.units().await;
        let first = app.person("tra", None, &[(Role::Inspector, Some("T"))]).await;
        let both = app.person("hai-vai", None, &[(Role::Leader, Some("A")), (Role::Inspector, Some("A"))]).await;
        let finding = find(&first, "A").await;
        answer(&both, &finding).await;
        both.post(&finding, &[("go", "close")]).await.is(403);
        first.post(&finding, &[("go", "close")]).await.is(403);
        let page = texts(&both.page(&finding).await.is(200), "form button").concat();
        assert!(!page.contains("Khép lại"), "{page}");
    }
}
