//! Who was asked to confirm a record of work.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "work_confirmation")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub record_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub number: i64,
    pub confirmer_id: Uuid,
    pub tie: String,
    pub stage: String,
    pub drawn_at: i64,
    pub due_at: i64,
    pub answered_at: Option<i64>,
    pub outcome: Option<String>,
    pub reason: String,
}

impl ActiveModelBehavior for ActiveModel {}
