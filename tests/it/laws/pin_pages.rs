//! The page on which one chooses a PIN, looked at as all others are.

use super::pages::look;
use crate::support::both;
use xutra::actions::set_pin::give_pin;
use xutra::actions::sign_in::{Entered, enter};

both! {
    async fn the_page_of_a_pin_is_whole_in_both_languages(app) {
        app.units().await;
        let (fa, hoa) = (app.facilitator("huong-dan").await, app.person("hoa", Some("A"), &[]).await);
        let by = fa.signed.as_ref().unwrap().account.clone();
        let given = give_pin(&app.app, &by, hoa.id()).await.unwrap();
        let entered = enter(&app.app, "hoa", given.pin.as_str(), None, false).await.unwrap();
        let Entered::ChoosesPin(secret) = entered else { panic!("{entered:?}") };
        let pages = look(&app, &[("visitor", app.visitor())], &[format!("/pin/{secret}")]).await;
        assert_eq!(pages, 2, "each language");
    }
}
