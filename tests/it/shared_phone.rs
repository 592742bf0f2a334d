//! A phone that several people share: a session ends soon after nobody touched it, and nothing of it is left to the next.

use crate::support::course::Fixture;
use crate::support::page::{attributes, form, forms, texts};
use crate::support::process::PASSWORD;
use crate::support::{Actor, TestApp, both, json};
use xutra_domain::instant::{DAY, MINUTE, SECOND};

async fn registered(app: &TestApp, login: &str) {
    let body = json!({ "login": login, "display_name": format!("Lê {login}"), "password": PASSWORD });
    app.visitor().api("POST", "/accounts", Some(body)).await.expect(201);
}

/// Signs in at a phone whose box is ticked, by hand or because it was before.
async fn sign_in(phone: &Actor, login: &str, ticks: bool) {
    let page = phone.page("/login").await.is(200);
    let filled = form(&page, "/login").fill("login", login).fill("password", PASSWORD);
    phone.submit(&if ticks { filled.tick("shared", "yes") } else { filled }).await.is(303);
}

both! {
    async fn ten_minutes_without_a_touch_end_it_and_each_touch_prolongs_it(app) {
        registered(&app, "hoa").await;
        let phone = app.visitor();
        sign_in(&phone, "hoa", true).await;
        let page = phone.page("/me").await.is(200);
        assert_eq!(page.header("refresh"), "605;url=/login", "nobody reads on in her name");
        assert!(texts(&page, "nav.menu button").concat().contains("người tiếp theo"), "{}", page.text());
        for _ in 0..5 {
            app.wait(8 * MINUTE);
            phone.page("/courses").await.is(200);
            phone.page("/me").await.is(200);
        }
        app.wait(10 * MINUTE + 3 * SECOND);
        phone.page("/me").await.is(303);
        let alone = app.visitor();
        sign_in(&alone, "hoa", false).await;
        app.wait(DAY);
        assert_eq!(alone.page("/me").await.is(200).header("refresh"), "", "one's own phone stays signed in");
    }

    async fn the_next_person_finds_nothing_of_the_one_before(app) {
        for login in ["hoa", "lan"] {
            registered(&app, login).await;
        }
        let phone = app.visitor();
        sign_in(&phone, "hoa", true).await;
        let cookie_lasts = |phone: &Actor| phone.jar.borrow().contains_key("xutra");
        assert!(cookie_lasts(&phone));
        let start = phone.page(&format!("/courses/ai-thu/{}", Fixture::QUIZ)).await.is(200);
        let attempt = phone.submit(&form(&start, "/attempts")).await.is(303).header("location").to_owned();
        phone.page(&attempt).await.is(200);
        assert!(!phone.jar.borrow().contains_key("xutra-attempt"), "no token that outlives the session");
        let done = form(&phone.page("/me").await.is(200), "/logout");
        let answer = phone.submit(&done).await.is(303);
        assert_eq!((answer.header("location"), answer.header("clear-site-data")), ("/login", "\"cache\""));
        phone.page(&attempt).await.is(303);
        let login = phone.page("/login").await.is(200);
        assert_eq!(attributes(&login, "[name=shared][checked][data-forget]", "value"), ["yes"], "it is still a shared phone");
        assert!(!login.text().contains("hoa"), "{}", login.text());
        sign_in(&phone, "lan", false).await;
        let page = phone.page("/me").await.is(200);
        assert!(page.text().contains("Lê lan") && !page.header("refresh").is_empty());
        phone.page(&attempt).await.is(404);
        // Unticked, it is somebody's own again.
        phone.submit(&form(&page, "/logout")).await.is(303);
        let own = form(&phone.page("/login").await.is(200), "/login").fill("login", "lan").fill("password", PASSWORD);
        let fields: Vec<(&str, &str)> =
            own.fields.iter().filter(|(name, _)| name != "shared").map(|(name, value)| (name.as_str(), value.as_str())).collect();
        phone.post("/login", &fields).await.is(303);
        assert_eq!(phone.page("/me").await.is(200).header("refresh"), "");
        assert!(!phone.jar.borrow().contains_key("shared"));
    }

    async fn who_joins_a_class_on_a_shared_phone_is_signed_in_for_ten_minutes_too(app) {
        app.units().await;
        let fa = app.facilitator("huong-dan").await;
        let desk = crate::classes::opened(&fa, "A").await;
        let code = crate::classes::code_of(&fa, &desk).await.replace(' ', "");
        registered(&app, "hoa").await;
        let phone = app.visitor();
        sign_in(&phone, "hoa", true).await;
        phone.submit(&form(&phone.page("/me").await, "/logout")).await.is(303);
        let page = phone.page(&format!("/join/{code}")).await.is(200);
        let join = forms(&page).into_iter().find(|form| form.action.ends_with(&code)).unwrap();
        let join = join.fill("display_name", "Lan").fill("identifier", "lan.moi").fill("password", "70413968");
        phone.submit(&join).await.is(303);
        phone.page("/me").await.is(200);
        app.wait(11 * MINUTE);
        phone.page("/me").await.is(303);
    }
}
