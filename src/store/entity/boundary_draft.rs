//! A file of boundaries that waits to be looked at.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "boundary_draft")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub name: String,
    pub content: Vec<u8>,
    pub made_by: Uuid,
    pub made_at: i64,
}

impl ActiveModelBehavior for ActiveModel {}
