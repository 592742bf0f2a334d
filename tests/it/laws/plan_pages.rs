//! The pages of plans, looked at as all others are: by who leads a place, with a plan and without.

use super::pages::look;
use crate::plans::{named, set};
use crate::support::both;
use xutra_domain::people::Role;

both! {
    async fn the_pages_of_practice_cards_are_whole_in_both_languages(app) {
        app.units().await;
        let scene = crate::practice_cards::scene(&app).await;
        let (published, returned) = (scene.published().await, scene.returned().await);
        let paths = ["/practice-cards", &published, &returned, &format!("{returned}/edit"), "/units/A/practice-cards"];
        let waiting = scene.written("A").await;
        let count = look(&app, &[("leader", scene.of_a.clone())], &paths.map(str::to_owned)).await;
        let other = look(&app, &[("inspector", scene.inspector.clone()), ("leader", scene.of_b.clone())], std::slice::from_ref(&published)).await;
        let checks = look(&app, &[("inspector", scene.inspector.clone())], &[waiting]).await;
        assert_eq!(count + other + checks, 2 * (paths.len() + 3), "each page in each language");
    }

    async fn the_pages_of_plans_are_whole_in_both_languages(app) {
        app.units().await;
        let milestone = named(&app, "A").await;
        let leader = app.person("lanh-dao", None, &[(Role::Leader, Some("T"))]).await;
        set(&leader, "A", "P1", "2027-06-30", "60").await.is(303);
        let decision = [("day", "2027-01-14"), ("what", "Mở thêm hai lớp"), ("office", "UBND tỉnh"), ("paper", "TB 7")];
        leader.post("/units/A/decisions", &decision).await.is(303);
        let paths = [
            "/units/A/plan", "/units/B/plan", "/units/T/plan/behind", "/units/A/plan/behind", "/units/A/plan/targets",
            "/units/A/plan/milestones", &format!("/units/A/plan/milestones/{milestone}"), "/units/A/decisions", "/emulation",
        ];
        let count = look(&app, &[("leader", leader)], &paths.map(str::to_owned)).await;
        assert_eq!(count, 2 * paths.len(), "each page in each language");
    }
}
