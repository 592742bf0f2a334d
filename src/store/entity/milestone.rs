//! Something that a unit is to have done by a day; append-only.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "milestone")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub unit_id: i64,
    pub title: String,
    pub day: String,
    pub due_at: i64,
    pub figure: Option<String>,
    pub value: Option<i64>,
    pub source: String,
    pub scope: Option<String>,
    pub set_by: Uuid,
    pub set_at: i64,
}

impl ActiveModelBehavior for ActiveModel {}
