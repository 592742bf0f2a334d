//! A supervised exam of a class: opened at its desk, told of at its session, with who is not in the room.

use crate::classes::{code_of, opened};
use crate::support::course::Fixture;
use crate::support::page::{attributes, form, texts};
use crate::support::{Actor, both};
use xutra_domain::instant::DAY;

async fn joins(person: &Actor, facilitator: &Actor, desk: &str) {
    let code = code_of(facilitator, desk).await.replace(' ', "");
    person.post(&format!("/join/{code}/membership"), &[]).await.is(303);
}

both! {
    async fn an_exam_of_a_class_is_opened_at_its_desk_and_shows_who_is_missing(app) {
        app.units().await;
        let fa = app.facilitator("huong-dan").await;
        let desk = opened(&fa, "A").await;
        let (an, binh) = (app.learner("an").await, app.learner("binh").await);
        app.sql("UPDATE account SET phone = '0912345678' WHERE login = 'an'").await.unwrap();
        for person in [&an, &binh] {
            joins(person, &fa, &desk).await;
            person.work(Fixture::QUIZ, true).await;
        }
        let page = fa.page(&desk).await.is(200);
        let wrong = fa.submit(&form(&page, "/sittings").fill("minutes", "1")).await.is(422);
        assert!(texts(&wrong, "[role=alert]").len() == 1, "{}", wrong.text());
        let room = fa.submit(&form(&page, "/sittings")).await.is(303).header("location").to_owned();
        assert!(room.starts_with("/sittings/"), "{room}");
        fa.submit(&form(&page, "/sittings")).await.is(409);

        let shown = fa.page(&room).await.is(200);
        assert!(attributes(&shown, "main a", "href").contains(&desk), "the room leads back to its class");
        let missing = texts(&shown, "main ul li");
        assert_eq!(missing.len(), 2, "{missing:?}");
        assert_eq!(missing.iter().filter(|one| one.contains("chưa có điện thoại")).count(), 1, "{missing:?}");
        let joined = an.join(&fa.code(&room).await).await;
        let attempt = an.sit(&joined).await;
        an.answer_all(&attempt, true).await;
        an.hand_in(&attempt).await.expect(200);
        let missing = texts(&fa.page(&room).await.is(200), "main ul li");
        assert_eq!(missing.len(), 1, "{missing:?}");
        assert!(missing[0].contains("binh"));

        let exams = texts(&fa.page(&desk).await.is(200), "main li").concat();
        assert!(exams.contains("1 người đã vào, 1 người đã nộp bài"), "{exams}");
        let session = fa.post(&format!("{desk}/sessions"), &[]).await.is(303).header("location").to_owned();
        fa.post(&format!("{session}/attendance"), &[("person", &an.id().to_string()), ("person", &binh.id().to_string())]).await.is(303);
        let badges = texts(&fa.page(&session).await.is(200), "td .badge");
        assert_eq!(badges.len(), 1, "{badges:?}");
        assert!(badges[0].contains("đã nộp"), "{badges:?}");

        // Another's class is nobody's room.
        let other = app.facilitator("nguoi-khac").await;
        other.post(&format!("{desk}/sittings"), &[("exam", "ai-thu/cuoi-khoa"), ("minutes", "60")]).await.is(404);
    }

    async fn a_list_on_paper_is_entered_within_a_week_and_once(app) {
        app.units().await;
        let fa = app.facilitator("huong-dan").await;
        let desk = opened(&fa, "A").await;
        let (an, binh) = (app.learner("an").await, app.learner("binh").await);
        for person in [&an, &binh] {
            joins(person, &fa, &desk).await;
        }
        let pack = fa.page(&format!("{desk}/pack")).await.is(200);
        assert!(["Nguyễn an", "Nguyễn binh", "☐"].iter().all(|word| pack.text().contains(word)), "{}", pack.text());
        let paper = form(&fa.page(&format!("{desk}/paper")).await.is(200), "/paper");
        let day = |back: i64| app.app.zone.day(app.app.clock.now().plus(-back * DAY)).unwrap().0;
        let entered = async |day: String| fa.submit(&paper.clone().fill("day", &day).tick("person", &an.id().to_string())).await;
        for bad in [day(8), day(-1), "mai".to_owned()] {
            assert_eq!(texts(&entered(bad.clone()).await.is(422), "#day-error").len(), 1, "{bad}");
        }
        fa.submit(&paper.clone().fill("day", &day(1))).await.is(422);
        for back in [6, 0, 6] {
            entered(day(back)).await.is(303);
        }
        assert_eq!(app.count("SELECT COUNT(*) FROM class_session WHERE ended_at IS NOT NULL").await, 2, "one a day");
        assert_eq!(app.count("SELECT COUNT(*) FROM attendance WHERE how = 'list'").await, 2);
        let stranger = app.person("ngoai", Some("B"), &[]).await;
        let fields = [("day", day(1)), ("person", stranger.id().to_string())];
        fa.post(&format!("{desk}/paper"), &fields.each_ref().map(|(name, value)| (*name, value.as_str()))).await.is(404);
    }
}
