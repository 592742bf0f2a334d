//! The tree of units.

use super::both;
use super::fixtures::NOW;
use crate::{Reader, StoreError, unit};
use xutra_domain::unit::UnitKind;

async fn put(db: &Reader, code: &str, parent: Option<&str>) -> Result<bool, StoreError> {
    unit::put(db, code, &format!("Unit {code}"), UnitKind::Commune, parent, NOW).await
}

async fn path(db: &Reader, code: &str) -> String {
    unit::find(db, code).await.unwrap().unwrap().path
}

both! {
    async fn units_form_a_tree(store, db) {
        assert!(put(db, "TN", None).await.unwrap());
        assert!(put(db, "B", Some("TN")).await.unwrap());
        assert!(put(db, "A", Some("TN")).await.unwrap());
        assert!(!put(db, "A", Some("TN")).await.unwrap());
        let codes = |units: Vec<xutra_domain::unit::Unit>| units.into_iter().map(|unit| unit.code).collect::<Vec<_>>();
        assert_eq!(codes(unit::page(store.reader(), Some("TN"), None, 9).await.unwrap()), ["A", "B"]);
        assert_eq!(codes(unit::page(db, None, None, 2).await.unwrap()), ["A", "B"]);
        assert_eq!(codes(unit::page(db, None, Some("B"), 2).await.unwrap()), ["TN"]);
        assert_eq!(unit::count(db).await.unwrap(), 3);
        assert_eq!(codes(unit::list_all(db).await.unwrap()), ["A", "B", "TN"]);
        let found = unit::find(db, "A").await.unwrap().unwrap();
        assert_eq!((found.name.as_str(), found.kind, found.parent.as_deref()), ("Unit A", UnitKind::Commune, Some("TN")));
        assert!(found.path.starts_with(&path(db, "TN").await));
        assert!(matches!(put(db, "C", Some("nowhere")).await, Err(StoreError::NotFound)));
        assert_eq!(unit::find(db, "nowhere\0").await.unwrap(), None);
    }

    async fn a_subtree_moves_as_a_whole_and_takes_nobody_along(store, db) {
        for (code, parent) in [("R", None), ("A", Some("R")), ("B", Some("R")), ("A1", Some("A")), ("A11", Some("A1"))] {
            put(db, code, parent).await.unwrap();
        }
        // So many units that one's number is the beginning of another's.
        for number in 0..12 {
            put(db, &format!("N{number}"), None).await.unwrap();
        }
        let strangers: Vec<_> = unit::list_all(db).await.unwrap().into_iter().filter(|unit| unit.code.starts_with('N')).collect();
        assert!(!put(db, "A", Some("B")).await.unwrap());
        for (inner, outer) in [("A", "B"), ("A1", "A"), ("A11", "A1"), ("B", "R")] {
            assert!(path(db, inner).await.starts_with(&path(db, outer).await), "{inner} is not below {outer}");
        }
        put(db, "A1", None).await.unwrap();
        assert!(!path(db, "A11").await.starts_with(&path(db, "R").await));
        assert!(path(db, "A11").await.starts_with(&path(db, "A1").await));
        let after: Vec<_> = unit::list_all(db).await.unwrap().into_iter().filter(|unit| unit.code.starts_with('N')).collect();
        assert_eq!(strangers, after);
    }

    async fn a_unit_does_not_go_below_itself(store, db) {
        for (code, parent) in [("R", None), ("A", Some("R")), ("A1", Some("A"))] {
            put(db, code, parent).await.unwrap();
        }
        for parent in ["A", "A1"] {
            assert_eq!(put(db, "A", Some(parent)).await.unwrap_err().conflict(), Some("unit-cycle"));
        }
    }
}
