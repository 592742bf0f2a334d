//! Files of practical work.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "task_file")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub attempt_id: Uuid,
    pub place: String,
    pub kind: String,
    pub name: String,
    pub bytes: i64,
    pub content: Vec<u8>,
    pub added_at: i64,
}

impl ActiveModelBehavior for ActiveModel {}
