//! The pages of accounts that may be one person, looked at as all others are.

use super::pages::look;
use crate::support::both;

both! {
    async fn the_pages_of_duplicates_are_whole_in_both_languages(app) {
        app.units().await;
        let (one, other) = (app.person("hoa", Some("A1"), &[]).await, app.person("hoa-2", Some("A1"), &[]).await);
        app.sql("UPDATE account SET display_name = 'Hoa', search_key = 'hoa' WHERE login LIKE 'hoa%'").await.unwrap();
        let admin = app.administrator().await;
        let merge = format!("/admin/duplicates/{}?with={}", one.id(), other.id());
        let paths = ["/admin/duplicates", "/admin/duplicates?by=address", "/admin/duplicates?q=none", &merge].map(str::to_owned);
        assert_eq!(look(&app, &[("administrator", admin)], &paths).await, 2 * 4, "each page in each language");
    }
}
