//! Who looked at somebody's record.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "viewing")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub account_id: Uuid,
    pub viewer_id: Uuid,
    pub what: String,
    pub seen_at: i64,
}

impl ActiveModelBehavior for ActiveModel {}
