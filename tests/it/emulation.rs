//! The emulation board: bands by name, for those who look at figures; what is not their affair has no way there.

use crate::figures::{leader, programme, register};
use crate::support::both;
use crate::support::page::{attributes, texts};
use xutra::actions::freeze_figures::freeze_figures;
use xutra_domain::instant::DAY;

both! {
    async fn communes_without_a_recheck_are_under_review_and_nobody_is_ranked(app) {
        let app = programme(&app).await;
        let of_a = leader(&app, "A").await;
        let older = app.person("cu-hai", Some("A1"), &[]).await;
        older.read_all().await;
        register(&app, "A", "10").await;
        app.wait(DAY);
        assert!(freeze_figures(&app.app).await.unwrap());
        let of_a = app.signed_in(of_a.id()).await;
        let page = of_a.page("/emulation").await.is(200);
        let rows = texts(&page, "section[aria-labelledby=band-under-review] tbody tr");
        assert_eq!(rows.len(), 2, "{rows:?}");
        assert!(rows[0].starts_with("Xã A") && rows[0].contains("quý này chưa kiểm tra lại"), "{rows:?}");
        assert!(rows[1].starts_with("Xã B") && rows[1].contains("mẫu số chưa được duyệt"), "{rows:?}");
        let said = texts(&page, "main").concat();
        assert!(said.contains("không phải thứ hạng") && said.contains("quý 1/2027"), "{said}");
        let ways = attributes(&page, "main a", "href");
        assert!(ways.contains(&"/units/A/figures".to_owned()) && !ways.contains(&"/units/B/figures".to_owned()), "{ways:?}");
        app.learner("hoc-vien").await.page("/emulation").await.is(404);
        assert!(app.visitor().page("/emulation").await.is(303).header("location").starts_with("/login"));
        assert!(attributes(&page, "nav a", "href").contains(&"/emulation".to_owned()), "a way there is shown");
    }
}
