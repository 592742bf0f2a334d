//! Figures of a day, sealed.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "snapshot")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub day: String,
    pub definitions: String,
    pub working_from: i64,
    pub working_to: i64,
    pub previous: String,
    pub seal: String,
    pub taken_at: i64,
}

impl ActiveModelBehavior for ActiveModel {}
