//! The pages of re-checks, looked at as all others are.

use super::pages::look;
use crate::rechecks::{LOT, answered, inspectors, joined, opened};
use crate::support::both;

both! {
    async fn the_pages_of_re_checks_are_whole_in_both_languages(app) {
        app.units().await;
        let an = app.person("an", Some("A"), &[]).await;
        an.become_capable().await;
        let (inspector, watcher) = inspectors(&app).await;
        let lists = ["/inspection/rechecks".to_owned(), LOT.to_owned()];
        let mut count = look(&app, &[("inspector", inspector.clone())], &lists).await;
        inspector.post(&format!("{LOT}/draw"), &[]).await.is(303);
        let desk = opened(&inspector, &watcher).await;
        let questions = joined(&an, &watcher, &desk).await;
        count += look(&app, &[("inspector", inspector)], &lists).await;
        count += look(&app, &[("watcher", watcher)], &[desk, "/recheck".into()]).await;
        count += look(&app, &[("learner", an.clone())], &[questions.clone(), "/recheck".into()]).await;
        let page = an.page(&questions).await.is(200);
        an.submit(&answered(&app, &page, false).press("go", "submit")).await.is(303);
        count += look(&app, &[("learner", an)], &[questions, "/recheck".into()]).await;
        assert_eq!(count, 2 * 10, "each page in each language");
    }
}
