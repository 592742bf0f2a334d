//! Boundaries of units, and files that wait.

use super::both;
use super::fixtures::{NOW, id, person};
use crate::boundary::{self, Draft};
use crate::{StoreError, unit};
use sea_orm::ConnectionTrait;
use uuid::Uuid;
use xutra_domain::boundary::{Boundary, Bounds, Frame, Label};
use xutra_domain::ids::AccountId;
use xutra_domain::unit::UnitKind;

fn frame() -> Frame {
    Frame { west: 105.125, north: 22.5, squeeze: 0.9375, scale: 1_234.5 }
}

fn square(side: i32) -> Boundary {
    let bounds = Bounds { left: -3, top: 0, right: side, bottom: side };
    Boundary { path: format!("M-3 0l{side} 0 0 {side}z"), bounds, label: Label { x: 1, y: 2, room: side } }
}

/// A file that waits, and what is drawn of a unit.
pub(super) async fn drawn(db: &impl ConnectionTrait, code: &str, by: AccountId) {
    let draft = Draft { id: Uuid::from_u128(1), name: "xa.geojson".into(), made_by: by, made_at: NOW };
    boundary::insert_draft(db, &draft, b"{}").await.unwrap();
    boundary::set(db, code, (&frame(), &square(9)), by, NOW).await.unwrap();
}

both! {
    async fn a_file_waits_until_it_is_thrown_away(store, db) {
        person(db, 1).await;
        let draft = |number, made_at| Draft { id: Uuid::from_u128(number), name: "xã.geojson".into(), made_by: id(1), made_at };
        let content: Vec<u8> = (0..2_000_000_u32).map(|at| at.to_le_bytes()[0]).collect();
        boundary::insert_draft(db, &draft(1, NOW), &content).await.unwrap();
        boundary::insert_draft(db, &draft(2, NOW.plus(5)), b"x").await.unwrap();
        assert_eq!(boundary::list_drafts(db).await.unwrap(), [draft(2, NOW.plus(5)), draft(1, NOW)]);
        assert_eq!(boundary::find_draft(db, draft(1, NOW).id).await.unwrap(), Some(draft(1, NOW)));
        assert!(boundary::find_content(db, draft(1, NOW).id).await.unwrap() == Some(content));
        assert_eq!(boundary::delete_drafts_before(db, NOW.plus(5)).await.unwrap(), 1);
        assert_eq!(boundary::find_content(db, draft(1, NOW).id).await.unwrap(), None);
        let second = draft(2, NOW).id;
        assert!(boundary::delete_draft(db, second).await.unwrap() && !boundary::delete_draft(db, second).await.unwrap());
    }

    async fn what_is_drawn_is_set_anew_and_taken_away_with_its_map(store, db) {
        person(db, 1).await;
        for (code, kind, parent) in [("T", UnitKind::Province, None), ("A", UnitKind::Commune, Some("T")), ("B", UnitKind::Commune, Some("T")), ("A1", UnitKind::Hamlet, Some("A")), ("S", UnitKind::Agency, Some("T"))] {
            unit::put(db, code, &format!("Nơi {code}"), kind, parent, NOW).await.unwrap();
        }
        boundary::set(db, "A", (&frame(), &square(9)), id(1), NOW).await.unwrap();
        boundary::set(db, "A", (&frame(), &square(11)), id(1), NOW.plus(3)).await.unwrap();
        boundary::set(db, "A1", (&frame(), &square(7)), id(1), NOW).await.unwrap();
        let missing = boundary::set(db, "X", (&frame(), &square(7)), id(1), NOW).await;
        assert!(matches!(missing, Err(StoreError::NotFound)));
        assert_eq!(boundary::list_below(db, "T").await.unwrap(), [("A".to_owned(), frame(), square(11))]);
        assert_eq!(boundary::list_below(db, "B").await.unwrap(), []);
        assert_eq!(boundary::list_codes(db).await.unwrap().into_iter().collect::<Vec<_>>(), ["A", "A1"]);
        let maps = boundary::list_maps(db, NOW.plus(4)).await.unwrap();
        let told: Vec<_> = maps.iter().map(|map| (map.code.as_str(), map.drawn, map.parts, map.set_at)).collect();
        assert_eq!(told, [("A", 1, 1, NOW), ("T", 1, 2, NOW.plus(3))], "an agency is no part of a map");
        assert_eq!(boundary::delete_below(db, "T").await.unwrap(), 1);
        assert_eq!(boundary::list_codes(db).await.unwrap().into_iter().collect::<Vec<_>>(), ["A1"]);
    }
}
