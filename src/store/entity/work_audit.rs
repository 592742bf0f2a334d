//! A record of work that is looked at again.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "work_audit")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub record_id: Uuid,
    pub drawn_at: i64,
    pub inspector_id: Option<Uuid>,
    pub judged_at: Option<i64>,
    pub passed: Option<bool>,
    pub reason: String,
}

impl ActiveModelBehavior for ActiveModel {}
