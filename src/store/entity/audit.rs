//! Who did what to whom; append-only and chained.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "audit")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: i64,
    pub happened_at: i64,
    pub actor: Option<Uuid>,
    pub action: String,
    pub subject: String,
    pub detail: String,
    pub hash: String,
}

impl ActiveModelBehavior for ActiveModel {}
