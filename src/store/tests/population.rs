//! The register of the population.

use super::both;
use super::fixtures::{NOW, id};
use crate::{Reader, StoreError, population, unit};
use xutra_domain::population::{PopulationClass, Statement, in_force};
use xutra_domain::unit::UnitKind;

fn statement(value: u64) -> Statement {
    Statement {
        class: PopulationClass::WorkingAge,
        value,
        as_of: "2026-06-30".into(),
        source: "Báo cáo 12/BC".into(),
        valid_from: NOW,
    }
}

/// Enters a figure by one person and approves it by another.
pub(super) async fn approved(db: &Reader, unit: &str, value: u64) {
    let figure = population::record(db, unit, &statement(value), id(1), NOW).await.unwrap();
    population::record_approval(db, figure, id(2), NOW.plus(1)).await.unwrap();
}

both! {
    async fn figures_are_entered_approved_and_never_changed(store, db) {
        unit::put(db, "A", "Xã A", UnitKind::Commune, None, NOW).await.unwrap();
        unit::put(db, "B", "Xã B", UnitKind::Commune, None, NOW).await.unwrap();
        approved(db, "A", 100).await;
        let second = population::record(db, "A", &statement(120), id(1), NOW).await.unwrap();
        let known = population::list_of(db, "A").await.unwrap();
        assert_eq!(known.iter().map(|one| one.statement.value).collect::<Vec<_>>(), [100, 120]);
        assert_eq!((known[0].statement.clone(), known[0].approved), (statement(100), Some((id(2), NOW.plus(1)))));
        let value = |known: &[_], at| in_force(known, PopulationClass::WorkingAge, at).map(|one| one.statement.value);
        assert_eq!(value(&known, NOW.plus(9)), Some(100));
        population::record_approval(db, second, id(3), NOW.plus(5)).await.unwrap();
        assert_eq!(population::record_approval(db, second, id(4), NOW.plus(6)).await.unwrap_err().conflict(), Some("approved"));
        let known = population::list_of(db, "A").await.unwrap();
        assert_eq!((value(&known, NOW.plus(4)), value(&known, NOW.plus(5))), (Some(100), Some(120)));
        assert_eq!(population::find(db, "A", second).await.unwrap().as_ref(), known.last());
        assert_eq!(population::find(db, "B", second).await.unwrap(), None, "a figure of another unit");
        assert_eq!(population::list_of(db, "B").await.unwrap(), []);
        let unknown = population::record(db, "C", &statement(1), id(1), NOW).await;
        assert!(matches!(unknown, Err(StoreError::NotFound)));
    }
}
