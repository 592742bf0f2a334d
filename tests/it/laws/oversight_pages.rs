//! The pages of findings and reports, looked at as all others are.

use super::pages::look;
use crate::findings::{ADDRESS, answer, find, of_unit};
use crate::formality::{receipt, tell};
use crate::support::both;
use crate::support::page::attributes;
use xutra_domain::people::Role;

both! {
    async fn the_pages_of_findings_and_reports_are_whole_in_both_languages(app) {
        app.units().await;
        let first = app.person("tra", None, &[(Role::Inspector, Some("T"))]).await;
        let second = app.person("tra-hai", None, &[(Role::Inspector, Some("A"))]).await;
        let leader = app.person("lanh-dao", None, &[(Role::Leader, Some("A"))]).await;
        let code = receipt(&tell(&app.visitor(), "Điểm danh hộ nhau cả buổi").await.is(200));
        let finding = find(&first, "A").await;
        let report = attributes(&first.page("/inspection/reports").await.is(200), "tbody a", "href").remove(0);
        let paths = [ADDRESS.to_owned(), format!("{ADDRESS}/new"), finding.clone(), "/inspection/reports".into(), report];
        let mut count = look(&app, &[("inspector", first)], &paths).await;
        let paths = ["/units/A/findings".to_owned(), of_unit(&finding)];
        count += look(&app, &[("leader", leader.clone())], &paths).await;
        answer(&leader, &finding).await;
        count += look(&app, &[("another", second)], std::slice::from_ref(&finding)).await;
        let paths = ["/report", "/report?q=xa", "/report?unit=A", &format!("/report/{code}")].map(str::to_owned);
        count += look(&app, &[("visitor", app.visitor())], &paths).await;
        assert_eq!(count, 2 * 12, "each page in each language");
    }
}
