//! Draws of who is asked again.

use super::both;
use super::fixtures::{NOW, account, id, standing};
use crate::draw::{self, Draw};
use crate::people::{self, NewAccount};
use crate::{Reader, StoreError, competency, unit};
use uuid::Uuid;
use xutra_domain::ids::AccountId;
use xutra_domain::unit::UnitKind;

fn new(number: u128, unit: &str, quarter: &str) -> Draw {
    Draw {
        id: Uuid::from_u128(number),
        unit: unit.into(),
        quarter: quarter.into(),
        flag: "ai".into(),
        commitment: "c".into(),
        population_hash: "p".into(),
        count: 2,
        made_by: Some(id(1)),
        made_at: NOW,
        seed: None,
    }
}

/// A draw with its seed published.
pub(super) async fn drawn(db: &Reader, unit: &str) {
    let draw = new(77, unit, "2026Q4");
    draw::record(db, &draw, &[id(3), id(1), id(2)]).await.unwrap();
    draw::record_seed(db, draw.id, "seed", NOW).await.unwrap();
}

async fn holder(db: &Reader, number: u128, unit: &str, capable: bool) -> AccountId {
    people::insert_account(db, &NewAccount { unit: Some(unit.into()), ..account(number) }).await.unwrap();
    let until = Some(NOW.plus(if number == 4 { 0 } else { 10 }));
    competency::set_standing(db, id(number), "ai", &standing(capable, until), NOW).await.unwrap();
    id(number)
}

both! {
    async fn a_unit_has_one_draw_a_quarter_and_its_seed_stays(store, db) {
        unit::put(db, "A", "Xã A", UnitKind::Commune, None, NOW).await.unwrap();
        drawn(db, "A").await;
        let again = draw::record(db, &new(78, "A", "2026Q4"), &[]).await;
        assert!(matches!(again, Err(StoreError::Conflict(_))), "{again:?}");
        draw::record(db, &new(79, "A", "2027Q1"), &[]).await.unwrap();
        draw::record_seed(db, Uuid::from_u128(77), "other", NOW.plus(1)).await.unwrap();
        let found = draw::find(db, "A", "2026Q4").await.unwrap();
        assert_eq!(found, Some(Draw { seed: Some("seed".into()), ..new(77, "A", "2026Q4") }));
        assert_eq!(draw::list_members(db, Uuid::from_u128(77)).await.unwrap(), [id(3), id(1), id(2)]);
        assert_eq!(draw::find(db, "A", "2026Q3").await.unwrap(), None);
    }

    async fn who_holds_the_flag_there_may_be_drawn(store, db) {
        unit::put(db, "A", "Xã A", UnitKind::Commune, None, NOW).await.unwrap();
        unit::put(db, "H", "Xóm H", UnitKind::Hamlet, Some("A"), NOW).await.unwrap();
        unit::put(db, "B", "Xã B", UnitKind::Commune, None, NOW).await.unwrap();
        let below = holder(db, 1, "H", true).await;
        holder(db, 2, "B", true).await;
        holder(db, 3, "A", false).await;
        holder(db, 4, "A", true).await;
        let shut = holder(db, 5, "A", true).await;
        people::set_disabled(db, shut, true).await.unwrap();
        let path = unit::find(db, "A").await.unwrap().unwrap().path;
        assert_eq!(draw::holders(db, "ai", &path, NOW).await.unwrap(), [below]);
        assert_eq!(draw::holders(db, "other", &path, NOW).await.unwrap(), []);
    }
}
