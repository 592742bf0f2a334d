//! The pages of boundaries, looked at as all others are, and boards with a map.

use super::pages::look;
use crate::boundaries::{collection, kept_of, square, uploaded};
use crate::support::both;

both! {
    async fn the_pages_of_boundaries_are_whole_in_both_languages(app) {
        let admin = app.administrator().await;
        let start = ["/admin/boundaries".to_owned()];
        let mut count = look(&app, &[("administrator", admin.clone())], &start).await;
        app.units().await;
        let file = collection(&[square("A", 0), square("A1", 3), square("?", 1), "{\"geometry\":null}".to_owned()]);
        let draft = uploaded(&admin, &file).await;
        let bare = uploaded(&admin, &collection(&["{}".to_owned()])).await;
        let looked = [draft.clone(), bare, "/admin/boundaries".to_owned()];
        count += look(&app, &[("administrator", admin.clone())], &looked).await;
        kept_of(&admin, &admin.page(&draft).await.is(200), &draft).await.is(303);
        let kept = ["/admin/boundaries", "/admin/units/T/boundaries", "/units/T/figures", "/units/A/figures"].map(str::to_owned);
        count += look(&app, &[("administrator", admin)], &kept).await;
        assert_eq!(count, 2 * (1 + 3 + 4), "each page in each language");
    }
}
