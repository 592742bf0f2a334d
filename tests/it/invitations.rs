//! Mails that invite: who was drawn is told, and who failed an exam learns when they may take it again.

use crate::mail::{deliver, in_state, reachable, stop_path, with_peer};
use crate::rechecks::{LOT, inspectors, joined, opened};
use crate::support::course::Fixture;
use crate::support::page::form;
use crate::support::{Actor, Call, TestApp, both};
use xutra::actions::invite_again::{invite_drawn, invite_to_retry};
use xutra::actions::remind_learners::remind_learners;
use xutra_domain::instant::DAY;

async fn drawn(app: &TestApp) -> usize {
    invite_drawn(&app.app).await.unwrap()
}

async fn retry(app: &TestApp) -> usize {
    invite_to_retry(&app.app).await.unwrap()
}

/// Somebody who agreed to be written to, and has done what the exam requires.
async fn ready(app: &TestApp, name: &str) -> Actor {
    let person = app.learner(name).await;
    reachable(app, &person, &format!("{name}@vi.du"), "reminders").await;
    person.work(Fixture::QUIZ, true).await;
    person
}

both! {
    async fn whoever_is_drawn_is_told_once_and_may_stop_it(app) {
        let (app, peer) = with_peer(&app, 0).await;
        app.units().await;
        let mut people = Vec::new();
        for name in ["an", "binh", "chi"] {
            let person = app.person(name, Some("A"), &[]).await;
            person.become_capable().await;
            people.push(person);
        }
        let [an, binh, _] = people.as_slice() else { panic!("three people") };
        reachable(&app, an, "an@vi.du", "reminders").await;
        reachable(&app, binh, "binh@vi.du", "reminders").await;
        let (inspector, watcher) = inspectors(&app).await;
        assert_eq!(drawn(&app).await, 0, "nobody was drawn");
        inspector.submit(&form(&inspector.page(LOT).await.is(200), "/draw")).await.is(303);
        assert_eq!((drawn(&app).await, drawn(&app).await), (2, 0), "those who agreed, once");
        // Who has begun meanwhile need not be told.
        let desk = opened(&inspector, &watcher).await;
        joined(binh, &watcher, &desk).await;
        assert_eq!((deliver(&app).await, in_state(&app, "dropped").await), (1, 1));
        let heard = peer.heard();
        assert!(heard.len() == 1 && heard[0].to[0].contains("<an@vi.du>"), "{:?}", heard[0].to);
        for said in [heard[0].part("text/plain"), heard[0].part("text/html")] {
            for words in ["Xã A", "https://ai.example.vn/recheck", "https://ai.example.vn/practice/ai-thu", "https://ai.example.vn/mail/stop/", "4 câu"] {
                assert!(said.contains(words), "{words}: {said}");
            }
        }
        let stop = stop_path(&heard[0].header("list-unsubscribe"));
        app.visitor().send(Call::post(&stop).form(&[("List-Unsubscribe", "One-Click")])).await.is(200);
        app.wait(90 * DAY);
        assert_eq!(drawn(&app).await, 0, "a new quarter, and no draw");
        app.signed_in(inspector.id()).await.post(&format!("{LOT}/draw"), &[]).await.is(303);
        assert_eq!(drawn(&app).await, 1, "binh alone: an has stopped it");
        assert_eq!(remind_learners(&app.app).await.unwrap(), 1, "the job of the day tells nobody twice: that is a lesson left off");
    }

    async fn after_a_failed_exam_one_is_told_when_it_may_be_taken_again(app) {
        let (app, peer) = with_peer(&app, 0).await;
        let (an, binh, chi) = (ready(&app, "an").await, ready(&app, "binh").await, ready(&app, "chi").await);
        for failing in [&an, &binh] {
            assert_eq!(failing.work(Fixture::EXAM, false).await["passed"], false);
        }
        chi.become_capable().await;
        let silent = app.learner("im-lang").await;
        silent.work(Fixture::QUIZ, true).await;
        silent.work(Fixture::EXAM, false).await;
        app.wait(7 * DAY - 1);
        assert_eq!(retry(&app).await, 0, "they still have to wait");
        app.wait(1);
        assert_eq!((retry(&app).await, retry(&app).await), (2, 0), "those who failed and agreed, once");
        app.signed_in(binh.id()).await.begin(Fixture::EXAM).await;
        assert_eq!((deliver(&app).await, in_state(&app, "dropped").await), (1, 1), "who sits already need not be told");
        let text = peer.heard()[0].part("text/plain");
        for words in ["Thi cuối khóa", "22/01/2027", "https://ai.example.vn/courses/ai-thu/cuoi-khoa"] {
            assert!(text.contains(words), "{words}: {text}");
        }
        // Failed again: both tries of the window are used up, and the first leaves it after ninety days.
        let again = app.signed_in(an.id()).await;
        assert_eq!(again.work(Fixture::EXAM, false).await["passed"], false);
        app.wait(14 * DAY);
        assert_eq!(retry(&app).await, 0);
        app.wait(69 * DAY);
        assert_eq!(retry(&app).await, 1);
        app.wait(30 * DAY);
        assert_eq!(retry(&app).await, 0, "it is no news any more");
    }
}
