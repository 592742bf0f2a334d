//! What a figure of a unit is to be on a day; append-only.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "plan_target")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub unit_id: i64,
    pub figure: String,
    pub day: String,
    pub due_at: i64,
    pub value: Option<i64>,
    pub base: Option<i64>,
    pub source: String,
    pub scope: Option<String>,
    pub set_by: Uuid,
    pub set_at: i64,
}

impl ActiveModelBehavior for ActiveModel {}
