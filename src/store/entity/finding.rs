//! What an inspector found in a unit.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "finding")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub unit_id: i64,
    pub report_id: Option<Uuid>,
    pub kind: String,
    pub looked: String,
    pub found: String,
    pub wanted: String,
    pub due_at: i64,
    pub state: String,
    pub found_by: Uuid,
    pub found_at: i64,
}

impl ActiveModelBehavior for ActiveModel {}
