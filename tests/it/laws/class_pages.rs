//! The pages of a class, of its sessions and of a facilitator's people, looked at as all others are.

use super::pages::look;
use crate::classes::{code_of, opened};
use crate::support::both;

both! {
    async fn the_pages_of_a_class_are_whole_in_both_languages(app) {
        app.units().await;
        let (fa, an) = (app.facilitator("huong-dan").await, app.person("an", Some("A"), &[]).await);
        let mut count = look(&app, &[("facilitator", fa.clone())], &["/classes".to_owned()]).await;
        let desk = opened(&fa, "A").await;
        let join = format!("/join/{}", code_of(&fa, &desk).await.replace(' ', ""));
        an.post(&format!("{join}/membership"), &[]).await.is(303);
        let session = fa.post(&format!("{desk}/sessions"), &[]).await.is(303).header("location").to_owned();
        let person = format!("/people/{}", an.id());
        let paths = ["/people", "/people?show=ready&q=an&sort=newest", "/people/sheet", "/people/new", &person].map(str::to_owned);
        count += look(&app, &[("facilitator", fa.clone())], &paths).await;
        let paths = ["/classes".to_owned(), desk.clone(), format!("{desk}/poster"), format!("{desk}/close"), format!("{desk}/pack"), format!("{desk}/paper")];
        count += look(&app, &[("facilitator", fa.clone())], &paths).await;
        let code = code_of(&fa, &session).await.replace(' ', "");
        let paths = ["", "/list", "/list?q=an", "/end"].map(|end| format!("{session}{end}"));
        count += look(&app, &[("facilitator", fa)], &paths).await;
        let attend = format!("/attend/{}?code={code}", session.rsplit('/').next().unwrap());
        let paths = ["/join".to_owned(), join, "/attend".to_owned(), attend, "/card".to_owned(), "/card/K7A2".to_owned()];
        count += look(&app, &[("visitor", app.visitor()), ("learner", an)], &paths).await;
        assert!(count >= 52, "{count} pages");
    }
}
