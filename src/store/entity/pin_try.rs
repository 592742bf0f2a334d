//! Wrong PINs in a row, by the hash of the name that they were typed for.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "pin_try")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub key: String,
    pub wrong: i64,
    pub closed_until: i64,
    pub last_at: i64,
}

impl ActiveModelBehavior for ActiveModel {}
