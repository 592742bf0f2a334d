//! What somebody wrote into plans, decisions, findings and practice cards is theirs to take along, and nobody else's.

use crate::findings::{answer, find};
use crate::plans::named;
use crate::practice_cards::{CARD, check};
use crate::support::{Actor, Value, both};
use xutra_domain::people::Role;

async fn export(who: &Actor) -> Value {
    who.page("/me/data/export").await.is(200).json()
}

fn kinds(export: &Value) -> Vec<&str> {
    let mut kinds: Vec<&str> =
        export["plans"].as_array().unwrap().iter().map(|one| one["kind"].as_str().unwrap()).collect();
    kinds.sort_unstable();
    kinds
}

both! {
    async fn plans_decisions_findings_and_cards_are_there_to_take_along(app) {
        app.units().await;
        let leader = app.person("lanh-dao", None, &[(Role::Leader, Some("A"))]).await;
        let other = app.person("lanh-dao-b", None, &[(Role::Leader, Some("B"))]).await;
        let inspector = app.person("tra", None, &[(Role::Inspector, Some("T"))]).await;
        let target = [("figure", "P1"), ("day", "2027-06-30"), ("value", "60"), ("source", "Kế hoạch 12 của xã")];
        leader.post("/units/A/plan/targets", &target).await.is(303);
        let milestone = named(&app, "A").await;
        let mark = [("act", "mark"), ("note", "Danh sách bảy lớp đã mở")];
        leader.post(&format!("/units/A/plan/milestones/{milestone}"), &mark).await.is(303);
        let refuse = [("act", "refuse"), ("note", "Mới có năm lớp thôi")];
        inspector.post(&format!("/units/A/plan/milestones/{milestone}"), &refuse).await.is(303);
        let decision = [("day", "2027-01-15"), ("what", "Mở lớp vào buổi tối cho bà con"), ("office", "Ủy ban xã A"), ("paper", "TB 20")];
        leader.post("/units/A/decisions", &decision).await.is(303);
        let card = leader.post("/units/A/practice-cards", &CARD).await.is(303).header("location").to_owned();
        check(&inspector, &card, "return", "Thiếu số liệu của từng xóm").await.is(303);
        let finding = find(&inspector, "A").await;
        answer(&leader, &finding).await;

        let mine = export(&leader).await;
        assert_eq!(kinds(&mine), ["decision", "milestone-marked", "practice-card", "target"]);
        let text = mine.to_string();
        for words in ["Kế hoạch 12 của xã", "Danh sách bảy lớp", "Mở lớp vào buổi tối", "Lớp tối ở nhà văn hóa", "Đã điểm danh lại bằng mã"] {
            assert!(text.contains(words), "{words}: {text}");
        }
        assert!(!text.contains("Mới có năm lớp") && !text.contains("Thiếu số liệu"), "those are the inspector's: {text}");
        let theirs = export(&inspector).await;
        assert_eq!(kinds(&theirs), ["milestone-refused", "practice-card-returned"]);
        assert!(theirs.to_string().contains("Nhiều chữ ký giống nhau"));
        assert_eq!(kinds(&export(&other).await), [""; 0]);
    }
}
