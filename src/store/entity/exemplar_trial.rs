//! That a unit tries what a practice card says.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "exemplar_trial")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub card_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub unit_id: i64,
    pub leader_id: Uuid,
    pub promised_at: i64,
    pub done_at: Option<i64>,
    pub outcome: String,
}

impl ActiveModelBehavior for ActiveModel {}
