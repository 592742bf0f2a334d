//! What was decided of a unit; append-only.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "decision")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub unit_id: i64,
    pub number: i64,
    pub day: String,
    pub what: String,
    pub office: String,
    pub paper: String,
    pub figure: Option<String>,
    pub milestone_id: Option<Uuid>,
    pub corrects: Option<i64>,
    pub written_by: Uuid,
    pub written_at: i64,
}

impl ActiveModelBehavior for ActiveModel {}
