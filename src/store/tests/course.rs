//! Publishing.

use super::fixtures::{NOW, compiled, policy, published};
use super::{both, in_tx};
use crate::entity::question;
use crate::{StoreError, course};
use sea_orm::EntityTrait;

both! {
    async fn a_published_course_reads_back(store, db) {
        let source = compiled(&[("q1", "One?"), ("q2", "Two?")]);
        let revision = course::publish(db, &source, NOW).await.unwrap();
        let loaded = course::load(store.reader(), revision).await.unwrap();
        assert_eq!((loaded.revision, loaded.number, loaded.published_at), (revision, 1, NOW));
        assert_eq!(loaded.course, source);
        let ids: Vec<i64> = loaded.versions.values().copied().collect();
        let questions = course::questions(db, &ids).await.unwrap();
        assert_eq!(questions[&loaded.versions["q2"]], source.questions["q2"]);
        assert_eq!(course::questions(db, &[]).await.unwrap().len(), 0);
        assert_eq!(course::newest_revisions(db).await.unwrap(), [("ai".into(), revision, source.revision.clone())]);
        assert!(matches!(course::load(db, 999).await, Err(StoreError::NotFound)));
    }

    async fn the_same_course_again_is_the_same_revision(store, db) {
        let first = published(db).await;
        assert_eq!(published(db).await, first);
    }

    async fn only_what_changed_gets_a_new_version_and_what_is_gone_is_retired(store, db) {
        let first = published(db).await;
        let second = course::publish(db, &compiled(&[("q1", "One!"), ("q3", "Three?")]), NOW).await.unwrap();
        let (before, after) = (course::load(db, first).await.unwrap(), course::load(db, second).await.unwrap());
        assert_eq!((after.number, after.versions.len()), (2, 2));
        assert_ne!(before.versions["q1"], after.versions["q1"]);
        let retired = |id: &'static str| async move {
            question::Entity::find().all(db).await.unwrap().into_iter().any(|row| row.word == id && row.retired)
        };
        assert_eq!((retired("q1").await, retired("q2").await), (false, true));
        let third = course::publish(db, &compiled(&[("q1", "One!"), ("q2", "Two?")]), NOW).await.unwrap();
        let last = course::load(db, third).await.unwrap();
        assert_eq!(last.versions["q1"], after.versions["q1"]);
        assert_eq!(last.versions["q2"], before.versions["q2"]);
        assert!(!retired("q2").await);
        assert_eq!(course::load(db, first).await.unwrap().versions, before.versions);
    }

    async fn a_renamed_question_keeps_its_identity(store, db) {
        let first = published(db).await;
        let mut renamed = compiled(&[("new", "One?"), ("q2", "Two?")]);
        renamed.questions.get_mut("new").unwrap().was = Some("q1".into());
        let second = course::publish(db, &renamed, NOW).await.unwrap();
        let (before, after) = (course::load(db, first).await.unwrap(), course::load(db, second).await.unwrap());
        assert_eq!(before.versions["q1"], after.versions["new"]);
        assert_eq!(question::Entity::find().all(db).await.unwrap().len(), 2);
    }

    async fn a_policy_never_changes_under_its_name(store, db) {
        published(db).await;
        let mut changed = compiled(&[("q1", "Changed?")]);
        changed.policies[0].exam.pass = 1;
        assert_eq!(course::publish(db, &changed, NOW).await.unwrap_err().conflict(), Some("policy"));
        changed.policies = vec![policy("2027-12")];
        course::publish(db, &changed, NOW).await.unwrap();
        let names: Vec<_> = course::all_policies(db).await.unwrap().iter().map(|policy| policy.name()).collect();
        assert_eq!(names, ["R1@2026-12", "R1@2027-12"]);
    }

    async fn two_who_publish_at_once_make_one_revision(store, db) {
        let publish = || in_tx!(store, [], |tx| course::publish(tx, &compiled(&[("q1", "One?")]), NOW).await);
        let (one, two): (Result<i64, StoreError>, Result<i64, StoreError>) = tokio::join!(publish(), publish());
        assert_eq!(one.unwrap(), two.unwrap());
    }
}
