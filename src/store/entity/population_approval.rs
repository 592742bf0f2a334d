//! The second person's word on a figure of the population; append-only.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "population_approval")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub population_id: i64,
    pub approved_by: Uuid,
    pub approved_at: i64,
}

impl ActiveModelBehavior for ActiveModel {}
