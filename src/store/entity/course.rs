//! A course, and which of its revisions is live.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "course")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    pub live_revision: Option<i64>,
    pub created_at: i64,
}

impl ActiveModelBehavior for ActiveModel {}
