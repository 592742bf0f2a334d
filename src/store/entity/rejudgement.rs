//! What attempts earn after such decisions; append-only.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "rejudgement")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub attempt_id: Uuid,
    pub account_id: Uuid,
    pub course_id: String,
    pub revision_id: i64,
    pub result: String,
    pub percent: f64,
    pub passed: bool,
    pub evidence: String,
    pub judged_at: i64,
}

impl ActiveModelBehavior for ActiveModel {}
