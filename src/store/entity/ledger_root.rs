//! A day's signed root over the ledger; append-only.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "ledger_root")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub day: String,
    pub from_at: i64,
    pub until_at: i64,
    pub people: i64,
    pub root: String,
    pub signature: String,
    pub signed_at: i64,
}

impl ActiveModelBehavior for ActiveModel {}
