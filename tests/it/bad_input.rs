//! Bad settings, bad courses, a database of another time, a full disk: a clear message, and nothing lost.

use crate::support::course::Fixture;
use crate::support::process::{PASSWORD, Server, command, folder_with_course, run};
use crate::support::{Call, TestApp, json};
use std::path::Path;
use xutra_store::testing;

const BROKEN: &str = "---\ntitle: Hỏng\n---\n# Hỏng\n\n## Câu hỏi không có đáp án {#hong skill=hieu-ai}\n\n- [ ] Một\n- [ ] Hai\n- [ ] Ba\n";

fn break_course(folder: &Path) {
    std::fs::write(folder.join("courses/ai-thu/02-thuc-hanh/02-mo-phong.quiz.md"), BROKEN).unwrap();
}

#[test]
fn a_setting_that_nobody_knows_stops_the_start_and_is_named() {
    let folder = folder_with_course();
    for (name, value, expected) in [
        ("XUTRA_DATABSE__URL", "sqlite://x", ["XUTRA_DATABSE__URL", "XUTRA_DATABASE__URL"]),
        ("XUTRA_LISTEN", "nowhere", ["listen", "nowhere"]),
        ("XUTRA_DATABASE__URL", "mysql://x", ["database.url", "mysql://x"]),
        ("XUTRA_SITE__TIME_ZONE", "Asia/Nowhere", ["site.time_zone", "Asia/Nowhere"]),
        ("XUTRA_LIMITS__PER_ADDRESS", "maybe", ["limits.per_address", "maybe"]),
    ] {
        let mut settings = command(folder.path(), &["serve"]);
        settings.env(name, value);
        let (code, said) = run(settings);
        assert!(code.is_some_and(|code| code != 0), "{name}: {code:?}");
        assert!(expected.iter().all(|word| said.contains(word)), "{name}: {said}");
    }
    std::fs::write(folder.path().join("xutra.toml"), "[site]\nnmae = \"x\"\n").unwrap();
    let (code, said) = run(command(folder.path(), &[]));
    assert!(code == Some(1) && said.contains("site.nmae") && said.contains("site.name"), "{said}");
    std::fs::write(folder.path().join("xutra.toml"), "listen = [\n").unwrap();
    let (code, said) = run(command(folder.path(), &["serve"]));
    assert!(code == Some(1) && said.contains("xutra.toml"), "{said}");
    assert!(!folder.path().join("data").exists(), "nothing was made");
}

#[test]
fn an_argument_that_nobody_knows_is_bad_usage() {
    let folder = tempfile::tempdir().unwrap();
    for arguments in [&["serv"][..], &["serve", "--fast"], &["check", "--format", "yaml"]] {
        assert_eq!(run(command(folder.path(), arguments)).0, Some(2), "{arguments:?}");
    }
}

#[test]
fn a_course_with_errors_is_not_served_and_its_last_good_revision_is() {
    let folder = folder_with_course();
    break_course(folder.path());
    let (code, said) = run(command(folder.path(), &["serve"]));
    assert!(code == Some(1) && said.contains("ai-thu") && said.contains("xutra check"), "{code:?} {said}");
    Fixture::new().write(&folder.path().join("courses"));
    let mut server = Server::start(command(folder.path(), &["serve"]));
    let client = server.client();
    let good = client.api("GET", "/courses/ai-thu", None).unwrap().expect(200);
    server.kill();
    break_course(folder.path());
    std::fs::write(folder.path().join("courses/ai-thu/01-lam-quen/02-bai-hai.md"), "---\ntitle: Mới\n---\n# Mới\n")
        .unwrap();
    let mut server = Server::start(command(folder.path(), &["serve"]));
    let kept = server.client().api("GET", "/courses/ai-thu", None).unwrap().expect(200);
    assert_eq!(kept, good, "all of the old revision, nothing of the broken one");
    server.kill();
    let log = server.log.lock().unwrap().clone();
    assert!(log.contains("course.kept") && log.contains("ai-thu"), "{log}");
}

#[test]
fn a_server_that_is_told_to_end_drains_and_says_goodbye_with_zero() {
    let folder = folder_with_course();
    let mut server = Server::start(command(folder.path(), &[]));
    let client = server.client();
    let body = json!({ "login": "mai", "display_name": "Mai", "password": PASSWORD });
    client.api("POST", "/accounts", Some(&body)).unwrap().expect(201);
    let pid = server.child.id().to_string();
    assert!(std::process::Command::new("kill").args(["-TERM", &pid]).status().unwrap().success());
    assert_eq!(server.child.wait().unwrap().code(), Some(0));
    let log = server.log.lock().unwrap().clone();
    assert!(!log.contains("panicked"), "{log}");
    assert!(!folder.path().join("data/xutra.db-wal").exists(), "the log is folded in");
}

#[actix_web::test]
async fn a_database_that_is_newer_than_the_program_is_refused() {
    let (store, database) = testing::sqlite().await;
    let newer = "INSERT INTO seaql_migrations (version, applied_at) VALUES ('m20991231_000001_from_the_future', 0)";
    TestApp::execute(&store, newer).await.unwrap();
    store.close().await;
    let folder = folder_with_course();
    for arguments in [&["serve"][..], &["migrate"], &["recompute", "--check"]] {
        let mut settings = command(folder.path(), arguments);
        settings.env("XUTRA_DATABASE__URL", testing::sqlite_url(&database));
        let (code, said) = run(settings);
        assert!(
            code == Some(1) && said.contains("newer") && said.contains("m20991231_000001_from_the_future"),
            "{arguments:?}: {code:?} {said}"
        );
    }
}

#[actix_web::test]
async fn a_check_brings_no_schema_up_to_date() {
    let (store, database) = testing::sqlite().await;
    for table in ["course_revision", "policy"] {
        for event in ["update", "delete"] {
            TestApp::execute(&store, &format!("DROP TRIGGER {table}_no_{event}")).await.unwrap();
        }
    }
    let older = "DELETE FROM seaql_migrations WHERE version LIKE 'm20261122_000012%'";
    assert_eq!(TestApp::execute(&store, older).await.unwrap(), 1);
    store.close().await;
    let folder = folder_with_course();
    let with = |arguments: &[&str]| {
        let mut settings = command(folder.path(), arguments);
        settings.env("XUTRA_DATABASE__URL", testing::sqlite_url(&database));
        run(settings)
    };
    for _ in 0..2 {
        let (code, said) = with(&["recompute", "--check"]);
        assert!(code == Some(1) && said.contains("older") && said.contains("xutra migrate"), "{code:?} {said}");
    }
    assert_eq!(with(&["migrate", "--check"]).0, Some(1), "it is as old as before");
    assert_eq!(with(&["migrate"]).0, Some(0));
    assert_eq!(with(&["recompute", "--check"]).0, Some(0));
}

#[actix_web::test]
async fn an_audit_that_was_tampered_with_fails_its_command_which_says_where() {
    let (store, database) = testing::sqlite().await;
    let url = testing::sqlite_url(&database);
    store.close().await;
    let folder = folder_with_course();
    let verify = || {
        let mut settings = command(folder.path(), &["audit", "verify"]);
        settings.env("XUTRA_DATABASE__URL", &url);
        run(settings)
    };
    let (code, said) = verify();
    assert!(code == Some(0) && said.contains("ledger: 0 people"), "{code:?} {said}");
    let store = xutra_store::Store::open(&url, &xutra_store::StoreOptions::default()).await.unwrap();
    let forged = "INSERT INTO audit (id, happened_at, actor, action, subject, detail, hash) \
                  VALUES (1, 0, NULL, 'x', 'y', '{}', 'forged')";
    TestApp::execute(&store, forged).await.unwrap();
    store.close().await;
    let (code, said) = verify();
    assert!(code == Some(1) && said.contains("wrong: audit entry 1"), "{code:?} {said}");
}

#[actix_web::test]
async fn an_empty_postgresql_database_waits_for_its_migration() {
    let Some(url) = testing::postgres_url(false).await else { return };
    let folder = folder_with_course();
    let with = |arguments: &[&str]| {
        let mut settings = command(folder.path(), arguments);
        settings.env("XUTRA_DATABASE__URL", &url);
        settings
    };
    let (code, said) = run(with(&["serve"]));
    assert!(code == Some(1) && said.contains("xutra migrate"), "{said}");
    assert_eq!(run(with(&["migrate", "--check"])).0, Some(1), "there is something to do");
    assert_eq!(run(with(&["migrate"])).0, Some(0));
    assert_eq!(run(with(&["migrate", "--check"])).0, Some(0));
    let server = Server::start(with(&["serve"]));
    server.client().send(&Call::get("/readyz")).unwrap().is(200);
}

#[actix_web::test]
async fn a_full_disk_is_told_as_503_and_nothing_is_acknowledged() {
    let app = TestApp::on_sqlite().await;
    let mut people = Vec::new();
    for number in 0..12 {
        let person = app.learner(&format!("nguoi-{number}")).await;
        let attempt = person.begin(Fixture::TIMED).await;
        person.save(&attempt, "3", json!({ "text": "trước" })).await.expect(200);
        people.push((person, attempt));
    }
    let long = "đ".repeat(3_000);
    // The file may not grow any more, until the writer takes a fresh connection after the first commit that fails.
    app.sql("PRAGMA max_page_count = 1").await.unwrap();
    let mut refused = 0;
    for (person, attempt) in &people {
        let saved = person.save(attempt, "3", json!({ "text": long })).await;
        let stored = person.ask(&format!("/attempts/{}", attempt["id"].as_str().unwrap())).await.expect(200);
        let expected = if saved.status == 200 { long.as_str() } else { "trước" };
        assert_eq!(stored["answers"]["3"]["text"], expected, "{}", saved.status);
        if saved.status != 200 {
            assert_eq!((saved.status, saved.header("content-type")), (503, "application/problem+json"));
            assert!(!saved.header("retry-after").is_empty());
            refused += 1;
        }
    }
    assert_eq!(refused, 1, "and once there is room again, it goes on");
    assert_eq!(app.visitor().page("/courses").await.status, 200, "reading went on all the time");
}
