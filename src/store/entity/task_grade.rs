//! What markers said of practical work; append-only.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "task_grade")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub submission_id: Uuid,
    pub marker_id: Uuid,
    pub returned: bool,
    pub points: String,
    pub ranks: String,
    pub passed: bool,
    pub comment: String,
    pub graded_at: i64,
}

impl ActiveModelBehavior for ActiveModel {}
