//! Findings until they are closed, and what is told without a name.

use super::both;
use super::fixtures::{NOW, id, person};
use crate::finding::{self, Finding, Which};
use crate::{Reader, StoreError, erasure, formality, unit};
use uuid::Uuid;
use xutra_domain::ids::{AccountId, FindingId, ReportId};
use xutra_domain::instant::DAY;
use xutra_domain::oversight::{FindingKind, FindingState, ReportKind, ReportState};
use xutra_domain::unit::UnitKind;

/// Something that somebody found in a unit, with its event.
pub(super) async fn found(db: &Reader, number: u128, unit: &str, by: AccountId) -> Finding {
    let new = Finding {
        id: FindingId(Uuid::from_u128(number)),
        unit: unit.into(),
        unit_name: format!("Xã {unit}"),
        unit_path: String::new(),
        report: None,
        kind: FindingKind::Attendance,
        looked: "Sổ điểm danh".into(),
        found: "Thiếu người".into(),
        wanted: "Điểm danh lại".into(),
        due_at: NOW.plus(DAY),
        state: FindingState::Open,
        found_by: by,
        found_at: NOW,
    };
    finding::insert(db, &new).await.unwrap();
    new
}

both! {
    async fn a_finding_goes_on_until_it_is_closed(store, db) {
        unit::put(db, "A", "Xã A", UnitKind::Commune, None, NOW).await.unwrap();
        for number in [1, 2, 3] {
            person(db, number).await;
        }
        let path = unit::find(db, "A").await.unwrap().unwrap().path;
        let one = Finding { unit_path: path.clone(), ..found(db, 7, "A", id(1)).await };
        assert_eq!(finding::find(db, one.id).await.unwrap(), Some(one.clone()));
        let elsewhere = ["/9999/".to_owned()];
        let scope = [path];
        for (scopes, which, at, count) in [
            (None, Which::Open, NOW, 1),
            (Some(&scope[..]), Which::Open, NOW, 1),
            (Some(&elsewhere[..]), Which::Open, NOW, 0),
            (None, Which::Overdue, NOW, 0),
            (None, Which::Overdue, NOW.plus(DAY), 1),
            (None, Which::Closed, NOW, 0),
        ] {
            assert_eq!(finding::count(db, scopes, which, at).await.unwrap(), count, "{which:?}");
            assert_eq!(finding::page(db, scopes, which, (at, 9)).await.unwrap().len() as u64, count);
        }
        assert!(finding::set_state(db, one.id, FindingState::Open, FindingState::Answered).await.unwrap());
        assert!(!finding::set_state(db, one.id, FindingState::Open, FindingState::Answered).await.unwrap());
        finding::record_event(db, one.id, "answered", (id(2), "Đã điểm danh lại"), NOW.plus(1)).await.unwrap();
        finding::set_state(db, one.id, FindingState::Answered, FindingState::Closed).await.unwrap();
        finding::record_event(db, one.id, "closed", (id(3), ""), NOW.plus(2)).await.unwrap();
        let told: Vec<_> = finding::list_events(db, one.id).await.unwrap().into_iter().map(|one| (one.kind, one.actor, one.words)).collect();
        let event = |kind: &str, by, words: &str| (kind.to_owned(), id(by), words.to_owned());
        assert_eq!(told, [event("found", 1, ""), event("answered", 2, "Đã điểm danh lại"), event("closed", 3, "")]);
        assert_eq!(finding::count(db, None, Which::Overdue, NOW.plus(DAY)).await.unwrap(), 0);
        assert_eq!(finding::said(db, id(2)).await.unwrap(), ["Đã điểm danh lại"]);
        erasure::erase(db, id(2), id(1), "x", NOW).await.unwrap();
        erasure::erase(db, id(1), id(3), "x", NOW).await.unwrap();
        assert_eq!(finding::list_events(db, one.id).await.unwrap()[1].words, "");
        assert_eq!(finding::find(db, one.id).await.unwrap().unwrap().found, "");
    }

    async fn what_is_told_is_settled_once(store, db) {
        unit::put(db, "A", "Xã A", UnitKind::Commune, None, NOW).await.unwrap();
        person(db, 1).await;
        let report = ReportId(Uuid::from_u128(5));
        let told = (ReportKind::Pressed, "Ép đăng ký cho đủ số");
        formality::insert(db, (report, "hash"), "A", told, NOW).await.unwrap();
        let nowhere = formality::insert(db, (ReportId(Uuid::from_u128(6)), "h"), "NONE", told, NOW).await;
        assert!(matches!(nowhere, Err(StoreError::NotFound)), "{nowhere:?}");
        let found = formality::find_by_receipt(db, "hash").await.unwrap().unwrap();
        assert_eq!((found.id, found.state, found.kind), (report, ReportState::Open, ReportKind::Pressed));
        assert_eq!(formality::find_by_receipt(db, "other").await.unwrap(), None);
        assert!(formality::set_state(db, report, (ReportState::SetAside, "Không đúng"), id(1)).await.unwrap());
        assert!(!formality::set_state(db, report, (ReportState::Taken, ""), id(1)).await.unwrap());
        assert_eq!(formality::find(db, report).await.unwrap().unwrap().reason, "Không đúng");
        assert_eq!(formality::page(db, None, 9).await.unwrap().len(), 1);
        assert_eq!(formality::page(db, Some(&["/9999/".to_owned()]), 9).await.unwrap(), []);
    }
}
