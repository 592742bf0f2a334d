//! PINs of six digits: made by a facilitator, shown once, replaced by an own one, tried a few times and no more.

use crate::support::page::{form, texts};
use crate::support::{Actor, Answer, TestApp, both, json};
use xutra::actions::verify_audit::verify_audit;
use xutra_domain::instant::{DAY, MINUTE};
use xutra_domain::people::Role;

async fn sign_in(app: &TestApp, login: &str, secret: &str) -> (Actor, Answer) {
    let phone = app.visitor();
    let page = phone.page("/login").await.is(200);
    let answer = phone.submit(&form(&page, "/login").fill("login", login).fill("password", secret)).await;
    (phone, answer)
}

/// Makes a PIN by the button on somebody's page; its digits.
async fn given(facilitator: &Actor, of: &Actor) -> String {
    let person = facilitator.page(&format!("/people/{}", of.id())).await.is(200);
    let shown = facilitator.submit(&form(&person, "/pin")).await.is(200);
    let digits: String = texts(&shown, "svg text").concat().chars().filter(char::is_ascii_digit).collect();
    assert_eq!(digits.len(), 6, "{}", shown.text());
    digits
}

/// Another PIN than that one.
fn other(than: &str) -> &'static str {
    if than == "482915" { "203948" } else { "482915" }
}

/// Chooses an own PIN on the page that a sign-in led to.
async fn choose(phone: &Actor, path: &str, pin: &str, again: &str) -> Answer {
    let page = phone.page(path).await.is(200);
    phone.submit(&form(&page, path).fill("pin", pin).fill("again", again)).await
}

both! {
    async fn a_person_without_a_password_gets_a_pin_and_chooses_an_own_one(app) {
        app.units().await;
        let fa = app.facilitator("huong-dan").await;
        let hoa = app.person("hoa", Some("A"), &[]).await;
        let first = given(&fa, &hoa).await;
        let made = given(&fa, &hoa).await;
        if first != made {
            let (_, void) = sign_in(&app, "hoa", &first).await;
            void.is(422);
        }
        let api = json!({ "login": "hoa", "password": made });
        app.visitor().api("POST", "/session", Some(api)).await.expect(401);
        let (phone, sent) = sign_in(&app, "hoa", &made).await;
        let path = sent.is(303).header("location").to_owned();
        assert!(path.starts_with("/pin/"), "{path}");
        phone.page("/me").await.is(303);
        app.sql("UPDATE account SET birth_year = 1980").await.unwrap();
        for (pin, again, field) in [
            ("12345", "12345", "pin"), ("123456", "123456", "pin"), ("000000", "000000", "pin"), ("198042", "198042", "pin"),
            ("482915", "482916", "again"),
        ] {
            let refused = choose(&phone, &path, pin, again).await.is(422);
            assert_eq!(texts(&refused, &format!("#{field}-error")).len(), 1, "{pin}: {}", refused.text());
        }
        choose(&phone, &path, " 482 915", "482915").await.is(303);
        phone.page("/me").await.is(200);
        app.visitor().page(&path).await.is(404);
        if made != "482915" {
            let (_, gone) = sign_in(&app, "hoa", &made).await;
            gone.is(422);
        }
        let (own, entered) = sign_in(&app, "hoa", "482 915").await;
        assert!(!entered.is(303).header("location").starts_with("/pin"), "it is her own");
        own.page("/me").await.is(200);
        let api = json!({ "login": "hoa", "password": "482915" });
        app.visitor().api("POST", "/session", Some(api)).await.expect(200);
        assert_eq!(own.page("/me/data/export").await.is(200).json()["account"]["has_pin"], true);
        assert_eq!(verify_audit(&app.app).await.unwrap().wrong(), [""; 0]);
        assert_eq!(app.count("SELECT COUNT(*) FROM audit WHERE action IN ('pin.given', 'pin.chosen')").await, 3);
    }

    async fn a_pin_that_was_given_ends_after_a_week(app) {
        app.units().await;
        let fa = app.facilitator("huong-dan").await;
        let hoa = app.person("hoa", Some("A"), &[]).await;
        let made = given(&fa, &hoa).await;
        app.wait(7 * DAY + 1);
        sign_in(&app, "hoa", &made).await.1.is(422);
    }

    async fn five_wrong_ones_shut_any_name_for_a_time_that_doubles(app) {
        app.units().await;
        let fa = app.facilitator("huong-dan").await;
        let hoa = app.person("hoa", Some("A"), &[]).await;
        let made = given(&fa, &hoa).await;
        let mut said = Vec::new();
        for name in ["hoa", "khong-co-ai"] {
            let mut own = Vec::new();
            for _ in 0..6 {
                let (_, answer) = sign_in(&app, name, other(&made)).await;
                own.push((answer.status, texts(&answer, ".note.bad").concat(), answer.header("retry-after").to_owned()));
            }
            said.push(own);
        }
        assert_eq!(said[0], said[1], "a name that nobody bears answers as one that somebody does");
        let statuses: Vec<u16> = said[0].iter().map(|(status, ..)| *status).collect();
        assert_eq!(statuses, [422, 422, 422, 422, 422, 429]);
        sign_in(&app, "hoa", &made).await.1.is(429);
        app.wait(MINUTE);
        sign_in(&app, "hoa", other(&made)).await.1.is(422);
        app.wait(MINUTE);
        sign_in(&app, "hoa", &made).await.1.is(429);
        app.wait(MINUTE);
        let (_, entered) = sign_in(&app, "hoa", &made).await;
        entered.is(303);
        assert_eq!(app.count("SELECT COUNT(*) FROM pin_try").await, 1, "hers are forgotten");
    }

    async fn whoever_holds_a_duty_has_no_pin(app) {
        app.units().await;
        let fa = app.facilitator("huong-dan").await;
        let post = async |of: &Actor| fa.post(&format!("/people/{}/pin", of.id()), &[]).await.status;
        for role in [Role::Instructor, Role::Certifier, Role::Inspector, Role::Administrator, Role::Leader, Role::Facilitator] {
            let staff = app.person(&format!("nguoi-{}", role.word()), Some("A"), &[(role, Some("A"))]).await;
            assert_eq!(post(&staff).await, 409, "{}", role.word());
        }
        assert_eq!(post(&fa).await, if fa.page(&format!("/people/{}", fa.id())).await.status == 404 { 404 } else { 409 });
        let outside = app.person("ngoai", Some("B"), &[]).await;
        assert_eq!(post(&outside).await, 404);
        let shut = app.person("khoa", Some("A"), &[]).await;
        app.sql("UPDATE account SET disabled = TRUE WHERE login = 'khoa'").await.unwrap();
        assert_eq!(post(&shut).await, 409);
        // A duty that was given afterwards makes the PIN worth nothing.
        let hoa = app.person("hoa", Some("A"), &[]).await;
        let made = given(&fa, &hoa).await;
        let admin = app.administrator().await;
        admin.post(&format!("/admin/accounts/{}/roles", hoa.id()), &[("role", "leader"), ("unit", "A"), ("until", "")]).await.is(303);
        sign_in(&app, "hoa", &made).await.1.is(422);
    }

    async fn a_pin_of_an_account_that_was_joined_leads_to_the_one_that_stays(app) {
        app.units().await;
        let fa = app.facilitator("huong-dan").await;
        let [old, new] = [app.person("hoa.cu", Some("A"), &[]).await, app.person("hoa.moi", Some("A"), &[]).await];
        let made = given(&fa, &old).await;
        let admin = app.administrator().await;
        xutra::actions::merge_accounts::merge_accounts(&app.app, admin.id(), old.id(), new.id()).await.unwrap();
        let (_, told) = sign_in(&app, "hoa.cu", &made).await;
        assert!(texts(&told.is(422), ".note.bad").concat().contains("hoa.moi"));
    }
}
