//! Law 2: the flag is a pure function of evidence and policy.

use crate::support::course::{Edition, Fixture};
use crate::support::page::attributes;
use crate::support::{Actor, TestApp, both, json};
use futures_util::future::join_all;
use rand::rngs::StdRng;
use rand::{RngExt as _, SeedableRng as _};
use xutra::actions::publish_courses::Published;
use xutra::actions::recompute::{Recomputed, recompute};
use xutra::jobs::close_stale_attempts;
use xutra_domain::instant::{DAY, HOUR};

async fn check(app: &TestApp) -> Recomputed {
    recompute(&app.app, true).await.unwrap()
}

/// Somebody tries something, and it goes as it goes.
async fn something(app: &TestApp, person: &Actor, random: &mut StdRng) {
    let quiz = [Fixture::QUIZ, Fixture::PRACTICAL, Fixture::EXAM, Fixture::EXAM][random.random_range(0..4)];
    let attempt = person.start(quiz).await;
    if attempt.status < 300 {
        let attempt = attempt.json();
        let sure = random.random_range(0..3) > 0;
        for question in attempt["questions"].as_array().unwrap() {
            let reply = app.fixture.reply(question, sure || random.random_range(0..4) > 1);
            person.save(&attempt, question["id"].as_str().unwrap(), reply).await.expect(200);
        }
        if random.random_range(0..8) > 0 {
            person.hand_in(&attempt).await.expect(200);
        }
    }
    app.wait(i64::from(random.random_range(0..40_u32)) * HOUR / 2);
}

async fn capable(person: &Actor) -> bool {
    person.ask("/me/competency").await.expect(200)["capable"] == true
}

both! {
    async fn recomputing_finds_no_difference_after_any_story(app) {
        let mut random = StdRng::seed_from_u64(20_270_115);
        let mut people = Vec::new();
        for number in 0..5 {
            people.push(app.learner(&format!("nguoi-{number}")).await);
        }
        for step in 0..70_usize {
            let person = &people[random.random_range(0..people.len())];
            something(&app, person, &mut random).await;
            if step == 40 {
                app.publish(&Fixture::edition(Edition { number: 1, strict: true })).await;
            }
        }
        let report = check(&app).await;
        assert!(report.people > 1 && report.attempts > 20, "{report:?}");
        assert_eq!(report.differences, Vec::<String>::new());
        let flags = app.count("SELECT COUNT(*) FROM capability WHERE capable = TRUE").await;
        assert!(flags > 0, "somebody became capable: {report:?}");
        assert_eq!(recompute(&app.app, false).await.unwrap().differences, Vec::<String>::new());
    }

    async fn an_exam_that_is_closed_late_counts_the_practical_work_handed_in_meanwhile(app) {
        let person = app.learner("an").await;
        assert_eq!(person.work(Fixture::QUIZ, true).await["passed"], true);
        let exam = person.begin(Fixture::EXAM).await;
        person.answer_all(&exam, true).await;
        app.wait(3 * HOUR);
        assert_eq!(person.work(Fixture::PRACTICAL, true).await["passed"], true);
        app.wait(1_000);
        close_stale_attempts(&app.app).await.unwrap();
        assert!(capable(&person).await);
        let stored = app.count("SELECT COUNT(*) FROM capability WHERE capable = TRUE").await;
        assert_eq!(stored, 1, "what is stored says it as well");
        assert_eq!(check(&app).await.differences, Vec::<String>::new());
    }

    async fn exam_and_practical_handed_in_at_the_same_moment_make_capable(app) {
        for number in 0..8 {
            let person = app.learner(&format!("nguoi-{number}")).await;
            assert_eq!(person.work(Fixture::QUIZ, true).await["passed"], true);
            let (exam, practical) = (person.begin(Fixture::EXAM).await, person.begin(Fixture::PRACTICAL).await);
            person.answer_all(&exam, true).await;
            person.answer_all(&practical, true).await;
            let both = [person.hand_in(&exam), person.hand_in(&practical), person.hand_in(&exam), person.hand_in(&practical)];
            for answer in join_all(both).await {
                answer.expect(200);
            }
        }
        let stored = app.count("SELECT COUNT(*) FROM capability WHERE capable = TRUE").await;
        assert_eq!(stored, 8, "neither decision overlooked the other's evidence");
        assert_eq!(check(&app).await.differences, Vec::<String>::new());
    }

    async fn a_policy_that_changed_under_its_old_name_is_not_published(app) {
        let mut changed = Fixture::new().with("01-lam-quen/02-bai-hai.md", "# Bài hai\n\nBản mới.\n");
        let policy = &mut changed.source.capability.as_mut().unwrap().1;
        *policy = String::from_utf8(policy.clone()).unwrap().replace("max = 2", "max = 3").into_bytes();
        let kept = vec![Published::Kept { id: Fixture::ID.into(), errors: 1 }];
        assert_eq!(app.publish(&changed).await, kept);
        let page = app.visitor().page("/courses/ai-thu/bai-hai").await;
        assert!(page.text().contains("Đọc tiếp") && !page.text().contains("Bản mới"), "the last revision stays live");
        assert_eq!(app.count("SELECT COUNT(*) FROM policy").await, 1);
        let mut renamed = Fixture::new().with("01-lam-quen/02-bai-hai.md", "# Bài hai\n\nBản mới.\n");
        let policy = &mut renamed.source.capability.as_mut().unwrap().1;
        let text = String::from_utf8(policy.clone()).unwrap();
        *policy = text.replace("max = 2", "max = 3").replace("2026-12", "2027-01").into_bytes();
        assert_eq!(app.publish(&renamed).await, vec![Published::New(Fixture::ID.into())]);
        assert!(app.visitor().page("/courses/ai-thu/bai-hai").await.text().contains("Bản mới"));
    }

    async fn a_stored_standing_that_was_tampered_with_is_found_and_put_right(app) {
        let (an, binh) = (app.learner("an").await, app.learner("binh").await);
        an.become_capable().await;
        binh.work(Fixture::QUIZ, true).await;
        binh.work(Fixture::EXAM, false).await;
        assert_eq!(check(&app).await.differences.len(), 0);
        for tampering in [
            "UPDATE capability SET capable = FALSE WHERE capable = TRUE",
            "UPDATE capability SET capable = TRUE WHERE capable = FALSE",
            "UPDATE capability SET until = until + 1 WHERE capable = TRUE",
            "UPDATE capability SET since = since - 1 WHERE capable = TRUE",
            "UPDATE capability SET score = score + 1 WHERE capable = TRUE",
            "DELETE FROM capability WHERE capable = TRUE",
        ] {
            assert!(app.sql(tampering).await.unwrap() > 0, "{tampering}");
            assert_eq!(check(&app).await.differences.len(), 1, "{tampering}");
            assert_eq!(recompute(&app.app, false).await.unwrap().differences.len(), 1);
            assert_eq!(check(&app).await.differences.len(), 0, "{tampering} was put right");
        }
        assert!(capable(&an).await && !capable(&binh).await);
    }

    async fn what_was_changed_in_an_attempt_that_ended_is_found(app) {
        let an = app.learner("an").await;
        an.work(Fixture::QUIZ, false).await;
        for (tampering, back) in [
            ("passed = TRUE", "passed = FALSE"),
            ("percent = 100", "percent = 0"),
            ("answers = '{}'", "answers = answers"),
        ] {
            app.sql(&format!("UPDATE attempt SET {tampering}")).await.unwrap();
            assert_eq!(check(&app).await.differences.len(), 1, "{tampering}");
            app.sql(&format!("UPDATE attempt SET {back}")).await.unwrap();
        }
    }

    async fn a_flag_and_evidence_that_nothing_stands_behind_are_found(app) {
        let (an, binh) = (app.learner("an").await, app.learner("binh").await);
        an.become_capable().await;
        let copy = "INSERT INTO capability (account_id, flag, capable, since, until, rule, score, standing, decided_at) \
            SELECT a.id, k.flag, k.capable, k.since, k.until, k.rule, k.score, k.standing, k.decided_at FROM capability k, account a WHERE a.login = 'binh'";
        app.sql(copy).await.unwrap();
        assert_eq!(check(&app).await.differences.len(), 1);
        recompute(&app.app, false).await.unwrap();
        assert_eq!(app.count("SELECT COUNT(*) FROM capability WHERE capable = TRUE").await, 1);
        assert!(!capable(&binh).await);
        let forged = "INSERT INTO evidence (account_id, course_id, attempt_id, item, policy, question, version_id, skill, points, recorded_at, supervision) \
            SELECT account_id, course_id, attempt_id, item, policy, 'forged', version_id, skill, 1, recorded_at, supervision FROM evidence WHERE item = 'mo-phong' LIMIT 1";
        app.sql(forged).await.unwrap();
        assert_eq!(check(&app).await.differences.len(), 1, "no answer of the attempt gives it");
    }

    async fn evidence_can_neither_be_changed_nor_taken_away(app) {
        app.learner("an").await.become_capable().await;
        let before = app.count("SELECT COUNT(*) FROM evidence").await;
        for sql in ["UPDATE evidence SET points = 1", "DELETE FROM evidence", "UPDATE evidence SET skill = 'x' WHERE points > 0"] {
            assert!(app.sql(sql).await.is_err(), "{sql}");
        }
        assert_eq!(app.count("SELECT COUNT(*) FROM evidence").await, before);
    }

    async fn a_later_policy_takes_no_flag_away_and_gives_none_for_what_it_was_not_asked(app) {
        let (an, binh) = (app.learner("an").await, app.learner("binh").await);
        an.become_capable().await;
        binh.work(Fixture::QUIZ, true).await;
        binh.work(Fixture::PRACTICAL, true).await;
        let since = an.ask("/me/competency").await.expect(200)["since"].clone();
        app.wait(DAY);
        app.publish(&Fixture::edition(Edition { number: 2, strict: true })).await;
        let after = an.ask("/me/competency").await.expect(200);
        assert_eq!((&after["capable"], &after["since"]), (&json!(true), &since), "{after}");
        assert_eq!(after["rule"], "R1@2026-12", "granted by the rule of its day: {after}");
        assert_eq!(check(&app).await.differences, Vec::<String>::new());
        app.wait(7 * DAY);
        let failed = an.begin(Fixture::EXAM).await;
        an.hand_in(&failed).await.expect(200);
        assert!(capable(&an).await, "a failed attempt takes nothing away");
        assert!(!capable(&binh).await);
        assert_eq!(check(&app).await.differences, Vec::<String>::new());
    }

    async fn a_later_laxer_policy_leaves_no_difference(app) {
        app.publish(&Fixture::edition(Edition { number: 1, strict: true })).await;
        let an = app.learner("an").await;
        for quiz in [Fixture::QUIZ, Fixture::PRACTICAL] {
            an.work(quiz, true).await;
        }
        let attempt = an.begin(Fixture::EXAM).await;
        for (place, question) in attempt["questions"].as_array().unwrap().iter().enumerate() {
            let reply = app.fixture.reply(question, place > 0);
            an.save(&attempt, question["id"].as_str().unwrap(), reply).await.expect(200);
        }
        an.hand_in(&attempt).await.expect(200);
        assert!(!capable(&an).await, "three of four are too few");
        app.publish(&Fixture::new()).await;
        assert_eq!(check(&app).await.differences, Vec::<String>::new());
    }

    async fn what_is_left_names_every_lesson_that_teaches_a_weak_skill(app) {
        let an = app.learner("an").await;
        an.work(Fixture::QUIZ, true).await;
        an.work(Fixture::EXAM, false).await;
        for path in ["/me/competency", "/me"] {
            let lessons = attributes(&an.page(path).await.is(200), ".steps a[href*='/bai-']", "href");
            assert_eq!(lessons, Fixture::LESSONS.map(|lesson| format!("/courses/ai-thu/{lesson}")), "{path}");
        }
    }

    async fn reading_is_no_evidence_and_the_flag_expires(app) {
        let an = app.learner("an").await;
        an.read_all().await;
        an.work(Fixture::QUIZ, true).await;
        assert!(!capable(&an).await);
        assert_eq!(app.count("SELECT COUNT(*) FROM evidence").await, 0, "module checks are practice");
        an.work(Fixture::PRACTICAL, true).await;
        an.work(Fixture::EXAM, true).await;
        assert!(capable(&an).await);
        app.wait(731 * DAY);
        let later = app.signed_in(an.id()).await.ask("/me/competency").await.expect(200);
        assert_eq!(later["capable"], false, "24 months later: {later}");
        assert_eq!(check(&app).await.differences, Vec::<String>::new());
    }
}
