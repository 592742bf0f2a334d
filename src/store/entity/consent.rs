//! What somebody said to a purpose.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "consent")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub account_id: Uuid,
    pub purpose: String,
    pub version: i32,
    pub given: bool,
    pub said_at: i64,
}

impl ActiveModelBehavior for ActiveModel {}
