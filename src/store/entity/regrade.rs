//! What authors decided of attempts that were over when a key changed; append-only.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "regrade")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub version_id: i64,
    pub to_version: Option<i64>,
    pub revision_id: i64,
    pub decided_by: Uuid,
    pub decided_at: i64,
}

impl ActiveModelBehavior for ActiveModel {}
