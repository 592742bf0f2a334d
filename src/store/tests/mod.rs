//! The suite of the store: each test is written once and runs on SQLite and on PostgreSQL (law 10).

mod affiliation;
mod assessment;
mod audit;
mod boundary;
mod bulk;
mod bulk_steering;
mod card;
mod certificate;
mod class;
mod competency;
mod course;
mod draw;
mod duplicate;
mod exemplar;
mod finding;
mod fixtures;
mod follow_up;
mod import;
mod item_stats;
mod learning;
mod leaves;
mod ledger;
mod marking;
mod outbox;
mod people;
mod personal_data;
mod pin;
mod plan;
mod population;
mod practice;
mod recheck;
mod roster;
mod schema;
mod session;
mod signal;
mod sitting;
mod standing;
mod unit;
mod work_record;
mod writes;

/// Tests over a store; the second name is that of its writing connection, for what needs no transaction.
macro_rules! both {
    ($(async fn $name:ident($store:ident, $db:ident) $body:block)+) => {$(
        mod $name {
            #[allow(unused_imports, reason = "not every test needs everything")]
            use super::*;

            async fn case($store: crate::Store) {
                #[allow(unused_variables, reason = "likewise")]
                let $db = &$store.writer().clone();
                $body
            }

            #[tokio::test]
            async fn sqlite() {
                let (store, _folder) = crate::testing::sqlite().await;
                case(store).await;
            }

            #[tokio::test]
            async fn postgres() {
                if let Some(store) = crate::testing::postgres().await {
                    case(store).await;
                }
            }
        }
    )+};
}
pub(crate) use both;

/// Runs an expression in a write; the listed variables are cloned for each run.
macro_rules! in_tx {
    ($store:expr, [$($name:ident),*], |$tx:ident| $body:expr) => {
        $store.write(move |$tx| {
            $(let $name = $name.clone();)*
            Box::pin(async move { $body })
        })
    };
}
pub(crate) use in_tx;
