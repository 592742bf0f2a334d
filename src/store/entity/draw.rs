//! A draw of who is asked again.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "draw")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub unit_id: i64,
    pub quarter: String,
    pub flag: String,
    pub commitment: String,
    pub population_hash: String,
    pub count: i64,
    pub made_by: Option<Uuid>,
    pub made_at: i64,
}

impl ActiveModelBehavior for ActiveModel {}
