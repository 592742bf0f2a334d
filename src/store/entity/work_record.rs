//! A use of AI, as its author tells it.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "work_record")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub account_id: Uuid,
    pub recipient_id: Option<Uuid>,
    pub task: String,
    pub tool: String,
    pub asked: String,
    pub changed: String,
    pub minutes_before: i64,
    pub minutes_after: i64,
    pub product: String,
    pub with_product: bool,
    pub week: i64,
    pub state: String,
    pub quality: Option<i64>,
    pub appeal: Option<String>,
    pub declared_at: i64,
    pub settled_at: Option<i64>,
}

impl ActiveModelBehavior for ActiveModel {}
