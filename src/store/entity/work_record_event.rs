//! What happened to a record of work.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "work_record_event")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub record_id: Uuid,
    pub kind: String,
    pub actor_id: Option<Uuid>,
    pub drawn_id: Option<Uuid>,
    pub quality: Option<i64>,
    pub happened_at: i64,
}

impl ActiveModelBehavior for ActiveModel {}
