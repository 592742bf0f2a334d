//! Accounts of one person: found, looked at side by side, told apart for good, joined into one that counts once.

use crate::support::course::Fixture;
use crate::support::page::{attributes, form, texts};
use crate::support::process::PASSWORD;
use crate::support::{Actor, TestApp, both, json};
use crate::work_records::agency;
use xutra::actions::ActionError;
use xutra::actions::manage_account::set_disabled;
use xutra::actions::merge_accounts::merge_accounts;
use xutra::actions::recompute::recompute;
use xutra::actions::verify_audit::verify_audit;
use xutra_domain::people::Role;
use xutra_store::standing;

/// Two accounts of Hoa in one hamlet, of which the second has read and shown more.
async fn two(app: &TestApp) -> (Actor, Actor) {
    let one = app.person("hoa-giay", Some("A1"), &[]).await;
    let other = app.person("hoa", Some("A1"), &[]).await;
    app.sql("UPDATE account SET display_name = 'Nguyễn Thị Hoa', search_key = 'nguyen thi hoa' WHERE login IN ('hoa', 'hoa-giay')").await.unwrap();
    (one, other)
}

fn side_by_side(one: &Actor, other: &Actor) -> String {
    format!("/admin/duplicates/{}?with={}", one.id(), other.id())
}

/// Joins two by the page, keeping one.
async fn joined(admin: &Actor, one: &Actor, other: &Actor, stays: &Actor) -> crate::support::Answer {
    let asks = admin.page(&side_by_side(one, other)).await.is(200);
    let end = format!("/admin/duplicates/{}", one.id());
    admin.submit(&form(&asks, &end).fill("stays", &stays.id().to_string()).tick("sure", "yes")).await
}

async fn nothing_is_wrong(app: &TestApp) {
    let basis = app.app.basis();
    assert_eq!(standing::differences(app.app.store.reader(), &basis).await.unwrap(), [""; 0]);
    assert_eq!(recompute(&app.app, true).await.unwrap().differences, [""; 0]);
    assert_eq!(verify_audit(&app.app).await.unwrap().wrong(), [""; 0]);
}

async fn taking_part(app: &TestApp) -> i64 {
    app.count("SELECT CAST(COALESCE(SUM(taking_part), 0) AS BIGINT) FROM tally WHERE place = 'home'").await
}

async fn audited(app: &TestApp, action: &str) -> i64 {
    app.count(&format!("SELECT COUNT(*) FROM audit WHERE action = '{action}'")).await
}

both! {
    async fn a_pair_is_found_joined_and_counted_once(app) {
        let app = agency(&app).await;
        let (paper, hoa) = two(&app).await;
        let alone = app.person("binh", Some("A1"), &[]).await;
        hoa.become_capable().await;
        hoa.read_all().await;
        paper.work(Fixture::QUIZ, true).await;
        let admin = app.administrator().await;
        let certifier = app.certifier().await;
        let number = certifier.issue_to(&hoa).await;
        assert_eq!(taking_part(&app).await, 2, "one person, counted twice");

        let list = admin.page("/admin/duplicates").await.is(200);
        let links = attributes(&list, "main section a.go", "href");
        // Of two that were made in one instant either may stand first.
        let either = [side_by_side(&paper, &hoa), side_by_side(&hoa, &paper)];
        assert!(links.len() == 1 && either.contains(&links[0]), "{links:?}");
        assert!(!list.text().contains("binh"));
        let asks = admin.page(&links[0]).await.is(200);
        assert_eq!(attributes(&asks, "[name=stays][checked]", "value"), [hoa.id().to_string()], "who has shown more is proposed");
        let end = format!("/admin/duplicates/{}", paper.id());
        let unsure = admin.post(&end, &[("with", &hoa.id().to_string()), ("stays", &hoa.id().to_string())]).await.is(422);
        assert_eq!(texts(&unsure, "#sure-error").len(), 1);
        let refused = joined(&admin, &paper, &hoa, &paper).await.is(409);
        assert!(texts(&refused, ".note.bad").concat().contains("được công nhận"), "nobody loses a flag: {}", refused.text());
        joined(&admin, &paper, &hoa, &hoa).await.is(303);

        assert_eq!((taking_part(&app).await, audited(&app, "account.merged").await), (1, 1));
        paper.page("/me").await.is(303);
        assert_eq!(hoa.ask("/me/competency").await.expect(200)["capable"], true);
        assert!(texts(&admin.page("/admin/duplicates").await.is(200), "main section").is_empty());
        admin.page(&links[0]).await.is(404);
        let there = texts(&app.visitor().page(&format!("/verify/{number}")).await.is(200), "main").concat();
        assert!(there.contains("Nguyễn Thị Hoa"), "{there}");
        let closed = admin.page(&format!("/admin/accounts/{}", paper.id())).await.is(200);
        assert!(attributes(&closed, "main a", "href").contains(&format!("/admin/accounts/{}", hoa.id())));
        let opened = [("disabled", "no"), ("sure", "yes")];
        admin.post(&format!("/admin/accounts/{}/disabled", paper.id()), &opened).await.is(303);
        assert_eq!(app.count("SELECT COUNT(*) FROM account WHERE disabled = TRUE").await, 1, "it stays shut");
        let body = json!({ "account": paper.id().to_string(), "course": Fixture::ID });
        certifier.api("POST", "/certificates", Some(body)).await.expect(404);
        let export = hoa.page("/me/data/export").await.is(200).json();
        assert_eq!(export["joined_accounts"][0]["login"], "hoa-giay");
        alone.page("/me").await.is(200);
        nothing_is_wrong(&app).await;
    }

    async fn a_check_at_the_account_that_went_is_not_forgotten(app) {
        let app = agency(&app).await;
        let (paper, hoa) = two(&app).await;
        paper.work(Fixture::QUIZ, true).await;
        paper.api("PUT", "/courses/ai-thu/lessons/bai-mot/completion", None).await.is(204);
        hoa.api("PUT", "/courses/ai-thu/lessons/bai-mot/completion", None).await.is(204);
        assert_eq!(taking_part(&app).await, 1);
        joined(&app.administrator().await, &paper, &hoa, &hoa).await.is(303);
        assert_eq!(taking_part(&app).await, 1, "who took a check takes part");
        assert_eq!(app.count("SELECT COUNT(*) FROM lesson_completion").await, 1);
        nothing_is_wrong(&app).await;
    }

    async fn two_people_are_told_apart_for_good(app) {
        app.units().await;
        let (one, other) = two(&app).await;
        let admin = app.administrator().await;
        let asks = admin.page(&side_by_side(&other, &one)).await.is(200);
        admin.submit(&form(&asks, "/different")).await.is(303);
        admin.submit(&form(&asks, "/different")).await.is(303);
        assert_eq!((audited(&app, "account.told_apart").await, app.count("SELECT COUNT(*) FROM not_duplicate").await), (1, 1));
        let list = admin.page("/admin/duplicates?q=hoa").await.is(200);
        assert!(texts(&list, "main section").is_empty(), "{}", list.text());
        app.visitor().page("/admin/duplicates").await.is(303);
        one.page("/admin/duplicates").await.is(403);
    }

    async fn a_number_in_another_way_of_writing_is_found(app) {
        app.units().await;
        let (one, other) = (app.person("lan", Some("A"), &[]).await, app.person("mai", Some("B"), &[]).await);
        app.sql("UPDATE account SET phone = '0912345678' WHERE login = 'lan'").await.unwrap();
        app.sql("UPDATE account SET phone = '84912345678' WHERE login = 'mai'").await.unwrap();
        let admin = app.administrator().await;
        assert!(texts(&admin.page("/admin/duplicates").await.is(200), "main section").is_empty());
        let list = admin.page("/admin/duplicates?by=address").await.is(200);
        assert_eq!(attributes(&list, "main section a.go", "href").len(), 1, "{}", list.text());
        joined(&admin, &one, &other, &other).await.is(303);
    }

    async fn the_old_sign_in_says_which_account_to_use(app) {
        for login in ["hoa.cu", "hoa.moi"] {
            let body = json!({ "login": login, "display_name": "Nguyễn Thị Hoa", "password": PASSWORD });
            app.visitor().api("POST", "/accounts", Some(body)).await.expect(201);
        }
        let signed = async |login: &str, password: &str| {
            let phone = app.visitor();
            let page = phone.page("/login").await.is(200);
            phone.submit(&form(&page, "/login").fill("login", login).fill("password", password)).await
        };
        let id = |login: &'static str| {
            let app = app.clone();
            async move { xutra_store::people::find_sign_in(app.app.store.reader(), login).await.unwrap().unwrap().0 }
        };
        let admin = app.administrator().await;
        merge_accounts(&app.app, admin.id(), id("hoa.cu").await, id("hoa.moi").await).await.unwrap();
        let told = signed("hoa.cu", PASSWORD).await.is(422);
        assert!(texts(&told, ".note.bad").concat().contains("hoa.moi"), "{}", told.text());
        let wrong = signed("hoa.cu", "mật khẩu khác hẳn").await.is(422);
        assert!(!texts(&wrong, ".note.bad").concat().contains("hoa.moi"), "only who knows the password");
        signed("hoa.moi", PASSWORD).await.is(303);
    }

    async fn what_must_not_be_joined_is_not(app) {
        let app = agency(&app).await;
        let admin = app.administrator().await;
        let [a, b, c, d] = [app.learner("a-a").await, app.learner("b-b").await, app.learner("c-c").await, app.learner("d-d").await];
        let merge = async |goes: &Actor, stays: &Actor| merge_accounts(&app.app, admin.id(), goes.id(), stays.id()).await;
        let key = |done: Result<(), ActionError>| match done.unwrap_err() {
            ActionError::Conflict { reason, .. } | ActionError::Forbidden(reason) => reason.key,
            other => panic!("{other}"),
        };
        assert_eq!(key(merge(&a, &a).await), "merge-refused-self");
        admin.page(&side_by_side(&a, &a)).await.is(404);
        assert_eq!(key(merge(&a, &admin).await), "own-account");
        joined_is_forbidden(&admin, &a).await;
        // A chain: who went to B goes on to C with B, and nobody goes to who is gone.
        merge(&a, &b).await.unwrap();
        assert_eq!(key(merge(&a, &c).await), "merge-refused-before");
        assert_eq!(key(merge(&c, &a).await), "merge-refused-before");
        merge(&b, &c).await.unwrap();
        let into = |who: &Actor| format!("SELECT COUNT(*) FROM account WHERE login = '{}' AND merged_into = (SELECT id FROM account WHERE login = 'c-c')", who.signed.as_ref().unwrap().account.login.as_deref().unwrap());
        assert_eq!((app.count(&into(&a)).await, app.count(&into(&b)).await), (1, 1));
        set_disabled(&app.app, admin.id(), d.id(), true).await.unwrap();
        assert_eq!(key(merge(&c, &d).await), "merge-refused-disabled");
        nothing_is_wrong(&app).await;
    }

    async fn of_two_merges_at_once_one_is_made(app) {
        let app = agency(&app).await;
        let (one, other) = two(&app).await;
        let admin = app.administrator().await.id();
        let (first, second) = tokio::join!(
            merge_accounts(&app.app, admin, one.id(), other.id()),
            merge_accounts(&app.app, admin, other.id(), one.id()),
        );
        assert!(first.is_ok() != second.is_ok(), "{first:?} {second:?}");
        assert_eq!(app.count("SELECT COUNT(*) FROM account WHERE merged_into IS NOT NULL").await, 1);
        nothing_is_wrong(&app).await;
    }

    async fn somebody_shut_out_brings_no_duty_along(app) {
        app.units().await;
        let admin = app.administrator().await;
        let shut = app.person("cu-quan-tri", None, &[(Role::Administrator, None)]).await;
        let plain = app.learner("thuong").await;
        app.sql("UPDATE account SET disabled = TRUE WHERE login = 'cu-quan-tri'").await.unwrap();
        joined(&admin, &shut, &plain, &plain).await.is(303);
        app.signed_in(plain.id()).await.page("/admin/accounts").await.is(403);
    }
}

async fn joined_is_forbidden(admin: &Actor, other: &Actor) {
    let asks = admin.page(&side_by_side(other, admin)).await.is(200);
    assert!(attributes(&asks, "[name=stays]", "value").is_empty(), "one's own is joined by another administrator");
    let (own, with) = (admin.id().to_string(), other.id().to_string());
    let fields = [("with", own.as_str()), ("stays", own.as_str()), ("sure", "yes")];
    admin.post(&format!("/admin/duplicates/{with}"), &fields).await.is(403);
}
