//! That readers of a lesson are asked to read it again; append-only.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "lesson_bump")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub course_id: String,
    #[sea_orm(primary_key, auto_increment = false)]
    pub lesson: String,
    #[sea_orm(primary_key, auto_increment = false)]
    pub revision_id: i64,
    pub bumped_at: i64,
}

impl ActiveModelBehavior for ActiveModel {}
