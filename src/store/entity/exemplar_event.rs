//! What happened to a practice card; append-only.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "exemplar_event")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub card_id: Uuid,
    pub kind: String,
    pub reason: String,
    pub actor_id: Uuid,
    pub happened_at: i64,
}

impl ActiveModelBehavior for ActiveModel {}
