//! The counters held in memory against those of the database: whoever changes them, in whatever order.

use super::both;
use super::fixtures::{NOW, account, id};
use super::standing::{basis, kept, province, somebody};
use crate::people::{self, NewAccount};
use crate::standing::refresh;
use crate::{Store, StoreError, board, unit};
use sea_orm::TransactionTrait;
use std::collections::BTreeMap;
use xutra_domain::people::Audience;
use xutra_domain::reporting::Sums;

/// The board of the province says what the counters say, all in all and of residents alone.
pub(super) async fn told_as_kept(store: &Store) {
    let of = unit::find(store.reader(), "T").await.unwrap().unwrap();
    for audience in [None, Some(Audience::Resident)] {
        let told = board::read(store, &of, audience, (NOW, "2026Q4")).await.unwrap().facts.sums;
        let told: BTreeMap<_, _> = told
            .0
            .into_iter()
            .map(|((place, audience, age), counts)| ((place.word(), audience, age.word()), counts.list()))
            .filter(|(_, counts)| counts.iter().any(|count| *count != 0))
            .collect();
        let mut summed: BTreeMap<_, [i64; 8]> = BTreeMap::new();
        let kept = kept(store.writer()).await;
        for ((_, place, of, age), counts) in &kept {
            if audience.is_none_or(|only| only.word() == of) {
                let sum = summed.entry((place.as_str(), of.as_str(), age.as_str())).or_default();
                sum.iter_mut().zip(counts).for_each(|(sum, count)| *sum += count);
            }
        }
        assert_eq!(told, summed, "{audience:?}");
    }
}

/// The sums of a unit as a whole and of what lies right below it, by code.
pub(super) async fn below(store: &Store, code: &str) -> BTreeMap<String, Sums> {
    let of = unit::find(store.reader(), code).await.unwrap().unwrap();
    let told = board::read(store, &of, None, (NOW, "2026Q4")).await.unwrap();
    let whole = (of.code, told.facts.sums);
    told.children.into_iter().map(|(unit, facts)| (unit.code, facts.sums)).chain([whole]).collect()
}

both! {
    async fn what_a_transaction_takes_back_is_never_told(store, db) {
        province(db).await;
        somebody(db, 1, Some("A1"), Some(1990)).await;
        told_as_kept(&store).await;
        let of = unit::find(store.reader(), "T").await.unwrap().unwrap();
        let left: Result<(), StoreError> = store
            .write(move |tx| {
                Box::pin(async move {
                    let new = NewAccount { unit: Some("B".into()), ..account(2) };
                    people::insert_account(tx, &new).await?;
                    refresh(tx, id(2), &basis(NOW)).await?;
                    Err(StoreError::NotFound)
                })
            })
            .await;
        left.unwrap_err();
        let told = board::read(&store, &of, None, (NOW, "2026Q4")).await.unwrap();
        assert_eq!(told.facts.sums.of(|_, _, _| true).people, 1);
        somebody(db, 3, Some("B"), Some(1990)).await;
        told_as_kept(&store).await;
    }

    async fn one_that_began_earlier_and_ended_later_is_not_missed(store, db) {
        // SQLite has one writer, so that no two are under way.
        if store.is_sqlite() {
            return;
        }
        province(db).await;
        for number in [1, 2] {
            let new = NewAccount { unit: Some("A1".into()), birth_year: Some(1990), ..account(number) };
            people::insert_account(db, &new).await.unwrap();
        }
        told_as_kept(&store).await;
        let early = db.begin().await.unwrap();
        let name = "UPDATE account SET display_name = 'Chị Hoa' WHERE id = $1";
        crate::sql::execute(&early, name, crate::sql::values![id(1)]).await.unwrap();
        refresh(db, id(2), &basis(NOW)).await.unwrap();
        told_as_kept(&store).await;
        refresh(&early, id(1), &basis(NOW)).await.unwrap();
        told_as_kept(&store).await;
        early.commit().await.unwrap();
        told_as_kept(&store).await;
        let of = unit::find(store.reader(), "T").await.unwrap().unwrap();
        let told = board::read(&store, &of, None, (NOW, "2026Q4")).await.unwrap();
        assert_eq!(told.facts.sums.of(|_, _, _| true).people, 2);
    }
}
