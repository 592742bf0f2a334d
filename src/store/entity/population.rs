//! How many people of a class a unit has, as a document says; append-only.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "population")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub unit_id: i64,
    pub class: String,
    pub value: i64,
    pub as_of: String,
    pub source: String,
    pub valid_from: i64,
    pub entered_by: Uuid,
    pub entered_at: i64,
}

impl ActiveModelBehavior for ActiveModel {}
