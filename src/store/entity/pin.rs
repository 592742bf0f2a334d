//! A PIN of somebody, as a hash.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "pin")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub account_id: Uuid,
    pub hash: String,
    pub chosen: bool,
    pub expires_at: Option<i64>,
    pub set_at: i64,
}

impl ActiveModelBehavior for ActiveModel {}
