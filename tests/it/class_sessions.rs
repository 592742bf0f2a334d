//! Sessions of a class: who is there is noted by the code of the minute, by a picture of it, or by the facilitator's hand.

use crate::classes::{code_of, opened};
use crate::support::page::{attributes, form, texts};
use crate::support::{Actor, TestApp, both};
use xutra::actions::verify_audit::verify_audit;
use xutra_domain::instant::{HOUR, MINUTE};

/// Starts a session by the button at the desk; its page.
async fn started(facilitator: &Actor, desk: &str) -> String {
    let start = form(&facilitator.page(desk).await.is(200), "/sessions");
    facilitator.submit(&start).await.is(303).header("location").to_owned()
}

/// Where the picture on the wall leads at this minute.
async fn pictured(facilitator: &Actor, session: &str) -> String {
    let code = code_of(facilitator, session).await.replace(' ', "");
    format!("/attend/{}?code={code}", session.rsplit('/').next().unwrap())
}

async fn audited(app: &TestApp, action: &str) -> i64 {
    app.count(&format!("SELECT COUNT(*) FROM audit WHERE action = '{action}'")).await
}

async fn present(app: &TestApp) -> i64 {
    app.count("SELECT COUNT(*) FROM attendance").await
}

both! {
    async fn a_class_checks_in_by_typing_and_by_picture(app) {
        app.units().await;
        let fa = app.facilitator("huong-dan").await;
        let session = started(&fa, &opened(&fa, "A").await).await;
        let shown = fa.page(&session).await.is(200);
        assert_eq!((shown.header("refresh"), texts(&shown, "svg.qr").len()), ("60", 1));
        let code = code_of(&fa, &session).await;
        let (an, binh, chi) = (app.learner("an").await, app.learner("binh").await, app.learner("chi").await);

        let typed = form(&an.page("/attend").await.is(200), "/attend").fill("code", &code);
        let asks = an.submit_and_follow(&typed).await.is(200);
        assert_eq!(present(&app).await, 0, "looking notes nobody");
        let button = asks.text();
        assert!(button.contains("Nguyễn an"), "{button}");
        let done = an.submit_and_follow(&form(&asks, session.rsplit('/').next().unwrap())).await.is(200);
        assert_eq!(texts(&done, ".note.good").len(), 2, "said, and shown from now on: {}", done.text());

        let picture = pictured(&fa, &session).await;
        app.wait(MINUTE);
        assert_ne!(pictured(&fa, &session).await, picture);
        let asks = binh.page(&picture).await.is(200);
        binh.submit(&form(&asks, session.rsplit('/').next().unwrap())).await.is(303);
        app.wait(MINUTE);
        let late = chi.page(&picture).await.is(422);
        assert_eq!(texts(&late, "#code-error").len(), 1, "{}", late.text());
        let bare = picture.split('?').next().unwrap().to_owned();
        assert_eq!(attributes(&chi.page(&bare).await.is(200), "main form", "action"), ["/attend"], "the code is asked for");
        chi.post(&bare, &[]).await.is(422);
        assert_eq!(present(&app).await, 2);
        binh.post(&bare, &[]).await.is(303);
        assert_eq!((present(&app).await, audited(&app, "attendance.recorded").await), (2, 2), "once each");
        assert_eq!(app.count("SELECT COUNT(*) FROM class_member").await, 2, "they belong to the class");
        assert_eq!(app.count("SELECT COUNT(*) FROM enrollment").await, 2, "and take part in its course");
        let rows = texts(&fa.page(&session).await.is(200), "tbody tr");
        assert!(rows.len() == 2 && rows[0].contains("Nguyễn an") && rows[0].contains("bằng mã"), "{rows:?}");
        assert_eq!(verify_audit(&app.app).await.unwrap().wrong(), Vec::<String>::new());
    }

    async fn who_has_to_sign_in_first_does_not_come_too_late(app) {
        app.units().await;
        let fa = app.facilitator("huong-dan").await;
        let desk = opened(&fa, "A").await;
        let session = started(&fa, &desk).await;
        let visitor = app.visitor();
        let page = visitor.page(&pictured(&fa, &session).await).await.is(200);
        let attend = format!("/attend/{}", session.rsplit('/').next().unwrap());
        let links = attributes(&page, "main a.button", "href");
        let back = attend.replace('/', "%2F");
        assert_eq!(links[0], format!("/login?next={back}"));
        assert!(links[1].starts_with("/join/") && links[1].ends_with(&format!("?next={back}")), "{links:?}");
        app.wait(8 * MINUTE);
        let join = visitor.page(&links[1]).await.is(200);
        let code = code_of(&fa, &desk).await.replace(' ', "");
        let fields = form(&join, &code).fill("display_name", "Hoa").fill("identifier", "hoa.moi").fill("password", "70413968");
        let answer = visitor.submit(&fields).await.is(303);
        assert_eq!(answer.header("location"), attend);
        visitor.submit(&form(&visitor.page(&attend).await.is(200), &attend)).await.is(303);
        assert_eq!(present(&app).await, 1);

        // Another's proof serves nobody but that browser, and not for ever, and for no other session.
        let late = app.visitor();
        late.page(&pictured(&fa, &session).await).await.is(200);
        app.wait(21 * MINUTE);
        let an = app.learner("an").await;
        an.jar.borrow_mut().insert("attend".into(), late.jar.borrow()["attend"].clone());
        an.post(&attend, &[]).await.is(422);
        let other = app.facilitator("nguoi-khac").await;
        let room = started(&other, &opened(&other, "A").await).await;
        an.page(&pictured(&other, &room).await).await.is(200);
        an.post(&attend, &[]).await.is(422);
        for forged in ["", "x", ".", "x.1.y"] {
            an.jar.borrow_mut().insert("attend".into(), forged.into());
            an.post(&attend, &[]).await.is(422);
        }
        assert_eq!(present(&app).await, 1);
    }

    async fn a_facilitator_ticks_people_of_the_class_and_of_the_scope_and_nobody_else(app) {
        app.units().await;
        let fa = app.facilitator("huong-dan").await;
        let desk = opened(&fa, "A").await;
        let join = format!("/join/{}/membership", code_of(&fa, &desk).await.replace(' ', ""));
        let session = started(&fa, &desk).await;
        let (of_class, in_scope) = (app.person("trong-lop", Some("B"), &[]).await, app.person("trong-thon", Some("A1"), &[]).await);
        let outside = app.person("o-ngoai", Some("B"), &[]).await;
        of_class.post(&join, &[]).await.is(303);
        let list = fa.page(&format!("{session}/list")).await.is(200);
        assert_eq!(attributes(&list, "[name=person]", "value"), [of_class.id().to_string()]);
        let found = fa.page(&format!("{session}/list?q=trong")).await.is(200);
        assert_eq!(attributes(&found, "[name=person]", "value"), [in_scope.id().to_string(), of_class.id().to_string()]);
        let nobody = fa.page(&format!("{session}/list?q=o-ngoai")).await.is(200);
        assert!(!nobody.text().contains(&outside.id().to_string()));
        let ids = [of_class.id().to_string(), in_scope.id().to_string()];
        let ticked = form(&found, "/attendance").tick("person", &ids[0]).tick("person", &ids[1]);
        fa.submit(&ticked).await.is(303);
        assert_eq!(app.count("SELECT COUNT(*) FROM attendance WHERE how = 'list'").await, 2);
        let stranger = outside.id().to_string();
        fa.post(&format!("{session}/attendance"), &[("person", &stranger), ("person", &ids[0])]).await.is(404);
        fa.post(&format!("{session}/attendance"), &[("person", "x")]).await.is(400);
        fa.submit(&ticked).await.is(303);
        assert_eq!((present(&app).await, audited(&app, "attendance.recorded").await), (2, 1), "a list is one entry");
    }

    async fn a_session_ends_and_is_nobody_elses(app) {
        app.units().await;
        let (fa, other) = (app.facilitator("huong-dan").await, app.facilitator("nguoi-khac").await);
        let desk = opened(&fa, "A").await;
        let session = started(&fa, &desk).await;
        assert_eq!(started_again(&fa, &desk).await, session, "one at a time");
        for end in ["", "/list", "/end"] {
            other.page(&format!("{session}{end}")).await.is(404);
        }
        other.post(&format!("{session}/attendance"), &[]).await.is(404);
        other.post(&format!("{session}/end"), &[]).await.is(404);
        other.post(&format!("{desk}/sessions"), &[]).await.is(404);
        let elsewhere = opened(&fa, "A1").await;
        fa.page(&session.replace(&desk, &elsewhere)).await.is(404);
        let picture = pictured(&fa, &session).await;
        let an = app.learner("an").await;
        let asks = form(&an.page(&picture).await.is(200), session.rsplit('/').next().unwrap());
        let over = fa.submit_and_follow(&form(&fa.page(&format!("{session}/end")).await.is(200), "/end")).await.is(200);
        assert_eq!(texts(&over, "ul.bare li").len(), 1, "{}", over.text());
        an.submit(&asks).await.is(409);
        assert_eq!(fa.page(&session).await.is(200).header("refresh"), "");
        fa.post(&format!("{session}/attendance"), &[("person", &an.id().to_string())]).await.is(404);
        let of_a = app.person("trong-a", Some("A"), &[]).await;
        fa.post(&format!("{session}/attendance"), &[("person", &of_a.id().to_string())]).await.is(409);
        assert_eq!((present(&app).await, audited(&app, "class_session.ended").await), (0, 1));
        let second = started(&fa, &desk).await;
        assert_ne!(second, session);
        app.wait(6 * HOUR);
        assert_eq!(fa.page(&second).await.is(200).header("refresh"), "", "it runs out by itself");
        let own = started(&fa, &desk).await;
        let asks = fa.page(&pictured(&fa, &own).await).await.is(200);
        fa.submit(&form(&asks, own.rsplit('/').next().unwrap())).await.is(409);
    }
}

async fn started_again(facilitator: &Actor, desk: &str) -> String {
    facilitator.post(&format!("{desk}/sessions"), &[]).await.is(303).header("location").to_owned()
}
