//! What happened to a person's flag; append-only and chained.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "ledger")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub account_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub seq: i64,
    pub recorded_at: i64,
    pub kind: String,
    pub attempt_id: Option<Uuid>,
    pub body: String,
    pub hash: String,
}

impl ActiveModelBehavior for ActiveModel {}
