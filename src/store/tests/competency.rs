//! Evidence and the flag.

use super::both;
use super::fixtures::{NOW, account, evidence, id, new_attempt, person, published, standing};
use crate::certificate as certificates;
use crate::tests::certificate::certificate;
use crate::{Reader, assessment, competency, course, people, recompute, unit};
use xutra_domain::competency::Evidence;
use xutra_domain::ids::{AccountId, AttemptId};
use xutra_domain::unit::UnitKind;

/// Somebody with an attempt: account, attempt, and the version of the question `q1`.
async fn examinee(db: &Reader, number: u128) -> (AccountId, AttemptId, i64) {
    let revision = published(db).await;
    let attempt = new_attempt(1, person(db, number).await, revision);
    assessment::insert_attempt(db, &attempt).await.unwrap();
    (attempt.account, attempt.id, course::load(db, revision).await.unwrap().versions["q1"])
}

both! {
    async fn evidence_is_appended_once(store, db) {
        let (somebody, attempt, version) = examinee(db, 1).await;
        let rows = [evidence(attempt, "q1", version), evidence(attempt, "q2", version)];
        competency::record_evidence(db, somebody, "ai", &rows).await.unwrap();
        competency::record_evidence(db, somebody, "ai", &rows).await.unwrap();
        competency::record_evidence(db, somebody, "ai", &[]).await.unwrap();
        assert_eq!(competency::evidence(store.reader(), somebody, "ai").await.unwrap(), rows);
        assert_eq!(competency::evidence(db, somebody, "other").await.unwrap(), []);
    }

    async fn people_with_evidence_come_in_pages(store, db) {
        for number in 1..=3 {
            let (somebody, attempt, version) = examinee(db, number).await;
            competency::record_evidence(db, somebody, "ai", &[evidence(attempt, "q1", version)]).await.unwrap();
        }
        person(db, 4).await;
        assert_eq!(recompute::people(db, None, 2).await.unwrap(), [id(1), id(2)]);
        assert_eq!(recompute::people(db, Some(id(2)), 2).await.unwrap(), [id(3)]);
    }

    async fn a_page_of_people_holds_their_evidence_as_it_was_appended(store, db) {
        let (somebody, attempt, version) = examinee(db, 1).await;
        let row = |question: &str, points: f64| Evidence { points, ..evidence(attempt, question, version) };
        let rows = [row("q3", 1.0), row("q\"2", 1.0 / 3.0), row("q1", 1.0), row("q0", 2.0 / 3.0), row("ạ", 0.1 + 0.2)];
        competency::record_evidence(db, somebody, "ai", &rows[..2]).await.unwrap();
        competency::record_evidence(db, somebody, "ai", &rows[2..]).await.unwrap();
        let facts = recompute::facts(store.reader(), &[somebody]).await.unwrap();
        assert_eq!(facts[&somebody].evidence["ai"], rows, "in the order of their numbers, and points to the last bit");
        assert_eq!(competency::evidence(db, somebody, "ai").await.unwrap(), rows);
    }

    async fn a_standing_is_replaced(store, db) {
        let somebody = person(db, 1).await;
        assert_eq!(competency::standing(db, somebody, "basic").await.unwrap(), None);
        competency::set_standing(db, somebody, "basic", &standing(false, None), NOW).await.unwrap();
        let last = standing(true, Some(NOW.plus(9)));
        competency::set_standing(db, somebody, "basic", &last, NOW.plus(1)).await.unwrap();
        assert_eq!(competency::standing(store.reader(), somebody, "basic").await.unwrap(), Some((last, NOW.plus(1))));
    }

    async fn ready_is_who_is_capable_and_has_no_certificate_that_holds(store, db) {
        published(db).await;
        unit::put(db, "TN", "Tây Ninh", UnitKind::Province, None, NOW).await.unwrap();
        let mut local = account(1);
        local.unit = Some("TN".into());
        people::insert_account(db, &local).await.unwrap();
        for number in 2..=5 {
            person(db, number).await;
        }
        for (number, capable, until) in [(1, true, None), (2, true, Some(NOW.plus(10))), (3, false, None), (4, true, None)] {
            competency::set_standing(db, id(number), "basic", &standing(capable, until), NOW).await.unwrap();
        }
        certificates::insert(db, &certificate(id(4), 1)).await.unwrap();
        let ready = |at, query: Option<&'static str>, scopes: Option<Vec<String>>, cursor: Option<u128>| async move {
            let (now, scopes) = (NOW.plus(at), scopes.as_deref());
            let page = competency::ready(db, "basic", "ai", now, query, scopes, cursor.map(id), 9).await.unwrap();
            page.iter().map(|one| one.account.0.as_u128()).collect::<Vec<_>>()
        };
        assert_eq!(ready(0, None, None, None).await, [1, 2]);
        assert_eq!(ready(10, None, None, None).await, [1]);
        assert_eq!(ready(0, Some("thi 2"), None, None).await, [2]);
        assert_eq!(ready(0, None, None, Some(1)).await, [2]);
        let scope = unit::find(db, "TN").await.unwrap().unwrap().path;
        assert_eq!(ready(0, None, Some(vec![scope]), None).await, [1]);
        assert_eq!(ready(0, None, Some(vec![]), None).await, [0_u128; 0]);
        assert_eq!(competency::count_ready(db, "basic", "ai", NOW, None).await.unwrap(), 2);
        let one = &competency::ready(db, "basic", "ai", NOW, None, None, None, 1).await.unwrap()[0];
        assert_eq!((one.unit.as_deref(), one.since, one.until, one.score), (Some("Tây Ninh"), Some(NOW), None, Some(24)));
        // A certificate that ran out, or was revoked, is none.
        assert_eq!(ready(1_000, None, None, None).await, [1, 4]);
        certificates::revoke(db, &certificate(id(4), 1).number, "mistake", id(1), NOW).await.unwrap();
        assert_eq!(ready(0, None, None, None).await, [1, 2, 4]);
    }
}
