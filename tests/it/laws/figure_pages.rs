//! The pages of figures, looked at as all others are: by who leads one place and helps in another, with people who count and with none.

use super::pages::look;
use crate::support::both;
use crate::support::course::Fixture;
use xutra_domain::people::Role;

both! {
    async fn the_pages_of_figures_are_whole_in_both_languages(app) {
        app.units().await;
        app.person("an", Some("A1"), &[]).await.work(Fixture::QUIZ, true).await;
        let leader = app.person("lanh-dao", None, &[(Role::Leader, Some("A")), (Role::Facilitator, Some("B"))]).await;
        let paths = ["/units", "/units/A/figures", "/units/A/figures?tree=work", "/units/A1/figures", "/units/A/figures/p1", "/units/A/figures/p5"];
        let count = look(&app, &[("leader", leader)], &paths.map(str::to_owned)).await;
        assert_eq!(count, 2 * paths.len(), "each page in each language");
    }
}
