//! Certificates.

use super::fixtures::{NOW, id, person, published, standing};
use super::{both, in_tx};
use crate::StoreError;
use crate::certificate::{self as certificates, LIST_LENGTH};
use crate::entity::certificate_event;
use crate::{competency, ledger};
use sea_orm::{EntityTrait, QueryOrder};
use uuid::Uuid;
use xutra_domain::certificate::{Achievement, Certificate, CertificateNumber, Statement};
use xutra_domain::competency::Suspension;
use xutra_domain::ids::AccountId;
use xutra_domain::language::Localized;

/// A capability certificate that runs out after a second.
pub(crate) fn certificate(account: AccountId, serial: u32) -> Certificate {
    Certificate {
        number: CertificateNumber::new("TN", 26, serial),
        account,
        course: "ai".into(),
        achievement: Achievement::Capability,
        statement: Statement {
            holder: format!("Đặng Thị {serial}"),
            course_title: Localized::new("AI cơ bản".into()),
            issuer: "Tỉnh".into(),
            rule: Some("R1@2026-12".into()),
            score: Some(24),
            questions: Some(30),
            pass: Some(22),
        },
        issued_at: NOW,
        expires_at: Some(NOW.plus(1_000)),
        status_index: 100 + serial,
        subject: Uuid::from_u128(7),
        revoked: None,
    }
}

async fn events(db: &crate::Reader) -> Vec<String> {
    let rows = certificate_event::Entity::find().order_by_asc(certificate_event::Column::Id).all(db).await.unwrap();
    rows.into_iter().map(|row| row.kind).collect()
}

both! {
    async fn a_certificate_reads_back(store, db) {
        published(db).await;
        let issued = certificate(person(db, 1).await, 1);
        certificates::insert(db, &issued).await.unwrap();
        assert_eq!(certificates::find(store.reader(), &issued.number).await.unwrap(), Some(issued.clone()));
        assert_eq!(certificates::find(db, &CertificateNumber::new("TN", 26, 2)).await.unwrap(), None);
        assert_eq!(certificates::list_of(db, id(1)).await.unwrap(), [issued]);
        assert_eq!(certificates::count(db).await.unwrap(), 1);
        assert_eq!(events(db).await, ["issued"]);
    }

    async fn clashes_are_named_and_leave_the_transaction_usable(store, db) {
        published(db).await;
        for number in 1..=3 {
            person(db, number).await;
        }
        certificates::insert(db, &certificate(id(1), 1)).await.unwrap();
        let outcome: Result<(), StoreError> = in_tx!(store, [], |tx| {
            let again = certificates::insert(tx, &certificate(id(1), 2)).await.unwrap_err();
            assert_eq!(again.conflict(), Some("certificate"));
            let number = certificates::insert(tx, &certificate(id(2), 1)).await.unwrap_err();
            assert_eq!(number.conflict(), Some("number"));
            let mut index = certificate(id(2), 3);
            index.status_index = 101;
            assert_eq!(certificates::insert(tx, &index).await.unwrap_err().conflict(), Some("status_index"));
            certificates::insert(tx, &certificate(id(2), 3)).await
        }).await;
        outcome.unwrap();
        assert_eq!(events(db).await, ["issued", "issued"]);
    }

    async fn a_certificate_that_ran_out_gives_way(store, db) {
        published(db).await;
        let somebody = person(db, 1).await;
        certificates::insert(db, &certificate(somebody, 1)).await.unwrap();
        let mut next = certificate(somebody, 2);
        next.issued_at = NOW.plus(1_000);
        next.expires_at = None;
        certificates::insert(db, &next).await.unwrap();
        assert_eq!(events(db).await, ["issued", "superseded", "issued"]);
        assert_eq!(certificates::list_of(db, somebody).await.unwrap().len(), 2);
    }

    async fn a_certificate_is_revoked_once_and_another_may_follow(store, db) {
        published(db).await;
        let somebody = person(db, 1).await;
        let issued = certificate(somebody, 1);
        certificates::insert(db, &issued).await.unwrap();
        assert!(certificates::revoke(db, &issued.number, "mistake", somebody, NOW.plus(5)).await.unwrap());
        assert!(!certificates::revoke(db, &issued.number, "again", somebody, NOW.plus(6)).await.unwrap());
        let nobody = CertificateNumber::new("TN", 26, 99);
        assert!(!certificates::revoke(db, &nobody, "none", somebody, NOW).await.unwrap());
        let revoked = certificates::find(db, &issued.number).await.unwrap().unwrap().revoked.unwrap();
        assert_eq!((revoked.at, revoked.reason.as_str()), (NOW.plus(5), "mistake"));
        certificates::insert(db, &certificate(somebody, 2)).await.unwrap();
        assert_eq!(events(db).await, ["issued", "revoked", "issued"]);
    }

    async fn pages_are_newest_first_and_search_folds(store, db) {
        published(db).await;
        for number in 1..=3_u32 {
            certificates::insert(db, &certificate(person(db, u128::from(number)).await, number)).await.unwrap();
        }
        let page = |query: Option<&'static str>, cursor, limit| async move {
            let (page, next) = certificates::page(db, query, None, cursor, limit).await.unwrap();
            (page.iter().map(|one| one.status_index - 100).collect::<Vec<_>>(), next)
        };
        let (first, next) = page(None, None, 2).await;
        assert_eq!(first, [3, 2]);
        assert_eq!(page(None, next, 2).await, (vec![1], None));
        assert_eq!(page(None, None, 3).await.1, None);
        assert_eq!(page(Some("dang thi 2"), None, 9).await.0, [2]);
        assert_eq!(page(Some("tn26-0000003"), None, 9).await.0, [3]);
        for nothing in ["%", "_", "\\", "\0"] {
            assert_eq!(page(Some(nothing), None, 9).await.0, [0_u32; 0], "{nothing}");
        }
    }

    async fn the_status_list_holds_what_was_revoked(store, db) {
        published(db).await;
        let indexes = [(1, 5), (2, LIST_LENGTH - 1), (3, LIST_LENGTH), (4, 6)];
        for (number, index) in indexes {
            let mut issued = certificate(person(db, u128::from(number)).await, number);
            issued.status_index = index;
            certificates::insert(db, &issued).await.unwrap();
            if number != 4 {
                certificates::revoke(db, &issued.number, "mistake", id(1), NOW).await.unwrap();
            }
        }
        assert_eq!(certificates::revoked_indexes(store.reader(), 0).await.unwrap(), [5, LIST_LENGTH - 1]);
        assert_eq!(certificates::revoked_indexes(db, 1).await.unwrap(), [0]);
        assert_eq!(certificates::revoked_indexes(db, 2).await.unwrap(), [0_u32; 0]);
    }

    async fn a_certificate_without_its_flag_is_listed_and_a_suspended_one_says_so(store, db) {
        published(db).await;
        let suspended = Suspension { since: NOW, case: "HS-1".into() };
        for number in 1..=7 {
            let somebody = person(db, number).await;
            certificates::insert(db, &certificate(somebody, u32::try_from(number).unwrap())).await.unwrap();
            let mut standing = standing(number == 1 || number == 5, Some(NOW.plus(if number == 5 { 10 } else { 5_000 })));
            standing.suspended = (number == 3).then(|| suspended.clone());
            if number != 7 {
                let event = ledger::Event { kind: ledger::Kind::AttemptVoided, attempt: None, body: serde_json::json!({}) };
                ledger::append(db, somebody, &event, NOW).await.unwrap();
            }
            if number != 4 {
                competency::set_standing(db, somebody, "basic", &standing, NOW).await.unwrap();
            }
        }
        let number = |serial: u32| CertificateNumber::new("TN", 26, serial);
        assert!(certificates::revoke(db, &number(6), "vì thế", id(1), NOW).await.unwrap());
        let list = |at: i64, scopes: Option<Vec<String>>, limit: usize| async move {
            let found = certificates::list_fallen(db, "basic", "ai", NOW.plus(at), scopes.as_deref(), limit).await.unwrap();
            found.into_iter().map(|one| one.number).collect::<Vec<_>>()
        };
        assert_eq!(list(0, None, 9).await, [number(2), number(4)]);
        assert_eq!(list(10, None, 9).await, [number(2), number(4), number(5)], "the flag ended before the certificate");
        assert_eq!(list(0, None, 1).await, [number(2)]);
        assert!(list(1_000, None, 9).await.is_empty(), "what has run out by itself is no matter");
        assert!(list(0, Some(vec!["/x/".into()]), 9).await.is_empty());
        assert!(certificates::list_fallen(db, "other", "ai", NOW, None, 9).await.unwrap().is_empty());
        for serial in 1..=5 {
            let found = certificates::find(db, &number(serial)).await.unwrap().unwrap();
            let expected = (serial == 3).then(|| suspended.clone());
            assert_eq!(certificates::suspension(store.reader(), &found).await.unwrap(), expected, "{serial}");
            let completion = Certificate { achievement: Achievement::Completion, ..found };
            assert_eq!(certificates::suspension(db, &completion).await.unwrap(), None);
        }
    }
}
