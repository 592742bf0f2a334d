//! Law 6 for practical work: what a learner hands in is for the learner, for who has taken it to mark it, and for whose
//! duty it is. Every route is asked by everybody else, and what was planted must not come back.

use super::secrets::paths;
use crate::marking::{TASK, id, parts, picture, publish};
use crate::support::{Actor, Call, TestApp, both, json};
use xutra::web::routes::ROUTES;
use xutra_domain::people::Role;

const ABSENT: &str = "01890000-0000-7000-8000-000000000000";
/// What was written, what a file is called, and what is in it.
const TEXT: &str = "DAUVET_BAI";
const NAME: &str = "DAUVET_TEN";
const CONTENT: &str = "DAUVET_TEP";

/// Asks every route about a learner, with the ids of the work and of its files, and gives which of the planted words came back.
async fn crawl(actor: &Actor, of: &Actor, attempt: &str, ids: &[String]) -> Vec<&'static str> {
    let (mut seen, mut count) = (Vec::new(), 0);
    for route in ROUTES.iter().filter(|route| route.method == "GET") {
        let mut all = Vec::new();
        for path in paths(route.path, of, &[attempt.to_owned()], &[]) {
            match path.contains(ABSENT) {
                true => all.extend(ids.iter().map(|id| path.replace(ABSENT, id))),
                false => all.push(path),
            }
        }
        for path in all {
            let mut call = Call::get(&path);
            if let Some(token) = actor.token().filter(|_| path.starts_with("/api/")) {
                call = call.header("authorization", &format!("Bearer {token}"));
            }
            let answer = actor.send(call).await;
            assert_ne!(answer.status, 500, "{path}");
            let everything = String::from_utf8_lossy(&answer.body).into_owned() + &answer.everything();
            seen.extend([TEXT, NAME, CONTENT].into_iter().filter(|word| everything.contains(word)));
            count += 1;
        }
    }
    assert!(count > 60, "{count} answers are no crawl");
    seen.sort_unstable();
    seen.dedup();
    seen
}

async fn person(app: &TestApp, login: &str, roles: &[(Role, Option<&str>)]) -> Actor {
    app.person(login, Some("A"), roles).await
}

both! {
    async fn nobody_reads_what_was_handed_in_but_who_may(app) {
        publish(&app).await;
        app.units().await;
        let an = person(&app, "an", &[]).await;
        let attempt = an.begin(TASK).await;
        let pdf = format!("%PDF-1.7\n1 0 obj\n{CONTENT}\nendobj\n%%EOF\n");
        let file = an.upload(&attempt, "1", &format!("{NAME}.pdf"), pdf.as_bytes()).await.expect(201);
        an.save(&attempt, "1", json!({ "text": TEXT, "files": [file["id"]] })).await.expect(200);
        an.hand_in(&attempt).await.expect(200);
        let gv = person(&app, "giang-vien", &[(Role::Instructor, None)]).await;
        let work = gv.queue().await.remove(0);
        let (attempt, ids) = (id(&attempt), vec![id(&file), work.clone()]);
        let others = [
            app.visitor(),
            person(&app, "binh", &[]).await,
            person(&app, "huong-dan", &[(Role::Facilitator, Some("A"))]).await,
            person(&app, "lanh-dao", &[(Role::Leader, Some("A"))]).await,
            person(&app, "cap-chung-nhan", &[(Role::Certifier, None)]).await,
            person(&app, "thanh-tra-b", &[(Role::Inspector, Some("B"))]).await,
        ];
        for other in &others {
            let who = other.signed.as_ref().map(|signed| signed.account.login.clone());
            assert_eq!(crawl(other, &an, &attempt, &ids).await, Vec::<&str>::new(), "{who:?}");
        }
        // Who may mark works reads no file before taking this one, and never the name of one.
        let seen = crawl(&gv, &an, &attempt, &ids[..1]).await;
        assert!(!seen.contains(&CONTENT) && !seen.contains(&NAME), "{seen:?}");
        gv.api("PUT", &format!("/teach/submissions/{work}/reservation"), None).await;
        let seen = crawl(&gv, &an, &attempt, &ids).await;
        assert!(seen.contains(&CONTENT) && seen.contains(&TEXT) && !seen.contains(&NAME), "{seen:?}");
        // For whose duty it is.
        let inside = person(&app, "thanh-tra", &[(Role::Inspector, Some("A"))]).await;
        assert!(crawl(&inside, &an, &attempt, &ids).await.contains(&CONTENT));
        assert_eq!(crawl(&an, &an, &attempt, &ids).await, [TEXT, NAME, CONTENT], "one's own");
        // Marked: then it is no longer the marker's.
        let marks = json!({ "marks": { "Rõ": 2.0, "Đúng": 2.0 }, "comment": "" });
        gv.api("POST", &format!("/teach/submissions/{work}/grade"), Some(marks)).await.expect(200);
        let seen = crawl(&gv, &an, &attempt, &ids).await;
        assert!(!seen.contains(&CONTENT) && !seen.contains(&NAME), "{seen:?}");
    }

    async fn files_stay_with_their_attempt_and_a_disabled_account_reads_nothing(app) {
        publish(&app).await;
        let an = app.learner("an").await;
        let attempt = an.begin(TASK).await;
        let file = an.upload(&attempt, "1", "a.jpg", &picture()).await.expect(201);
        let url = file["url"].as_str().unwrap().to_owned();
        an.page(&url).await.is(200);
        for sql in ["DELETE FROM attempt", "DELETE FROM account WHERE login = 'an'"] {
            assert!(app.sql(sql).await.is_err(), "{sql}: nothing is left without whose it is");
        }
        let foreign = "UPDATE task_file SET attempt_id = (SELECT id FROM account WHERE login = 'an')";
        assert!(app.sql(foreign).await.is_err());
        let administrator = app.administrator().await;
        let disable = json!({ "disabled": true });
        administrator.api("PATCH", &format!("/accounts/{}", an.id()), Some(disable)).await.expect(200);
        app.wait(6_000);
        assert_ne!(an.page(&url).await.status, 200);
        let (kind, body) = parts(&[], &[("b.jpg", &picture())]);
        let bearer = format!("Bearer {}", an.token().unwrap());
        let path = format!("/api/v1/attempts/{}/questions/1/files", id(&attempt));
        let refused = app.call(Call::post(&path).header("authorization", &bearer).body(&kind, body)).await;
        assert!([401, 403].contains(&refused.status), "{}", refused.status);
        assert_eq!(app.count("SELECT COUNT(*) FROM task_file").await, 1);
    }
}
