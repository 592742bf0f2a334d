//! Where practical work stands, and who has taken it.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "task_queue")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub submission_id: Uuid,
    pub state: String,
    pub waits_since: i64,
    pub settled_at: Option<i64>,
    pub reserved_by: Option<Uuid>,
    pub reserved_until: Option<i64>,
}

impl ActiveModelBehavior for ActiveModel {}
