//! A unit of the tree.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "unit")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub code: String,
    pub name: String,
    pub kind: String,
    pub parent_id: Option<i64>,
    pub path: String,
    pub created_at: i64,
    pub valid_from: i64,
    pub ended_at: Option<i64>,
    pub successor_id: Option<i64>,
}

impl ActiveModelBehavior for ActiveModel {}
