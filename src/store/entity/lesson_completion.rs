//! When a lesson was first completed, and when it was read again because its author asked for that.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "lesson_completion")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub account_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub course_id: String,
    #[sea_orm(primary_key, auto_increment = false)]
    pub lesson: String,
    pub completed_at: i64,
    pub reread_at: Option<i64>,
}

impl ActiveModelBehavior for ActiveModel {}
