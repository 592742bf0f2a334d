//! Practical work that was handed in; append-only.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "task_submission")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub attempt_id: Uuid,
    pub account_id: Uuid,
    pub course_id: String,
    pub quiz: String,
    pub place: String,
    pub question: String,
    pub version_id: i64,
    pub handed_in_at: i64,
    pub wanted: i64,
    pub most: f64,
    pub pass: f64,
    pub other: bool,
}

impl ActiveModelBehavior for ActiveModel {}
