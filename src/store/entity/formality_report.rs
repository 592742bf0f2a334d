//! What somebody told without a name.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "formality_report")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub unit_id: i64,
    pub kind: String,
    pub words: String,
    pub hour: i64,
    pub receipt: String,
    pub state: String,
    pub reason: String,
    pub settled_by: Option<Uuid>,
}

impl ActiveModelBehavior for ActiveModel {}
