//! What happened to a milestone; append-only.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "milestone_event")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub milestone_id: Uuid,
    pub kind: String,
    pub note: String,
    pub day: Option<String>,
    pub actual: Option<i64>,
    pub marked_at: Option<i64>,
    pub actor_id: Option<Uuid>,
    pub happened_at: i64,
}

impl ActiveModelBehavior for ActiveModel {}
