//! The flag, as the rule last decided it.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "capability")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub account_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub flag: String,
    pub capable: bool,
    pub since: Option<i64>,
    pub until: Option<i64>,
    pub rule: String,
    pub score: Option<i64>,
    pub standing: String,
    pub decided_at: i64,
}

impl ActiveModelBehavior for ActiveModel {}
