//! What somebody asked about data on them, and what came of it.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "data_request")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub account_id: Uuid,
    pub kind: String,
    pub note: String,
    pub asked_at: i64,
    pub due_at: i64,
    pub answered_at: Option<i64>,
    pub answered_by: Option<Uuid>,
    pub outcome: Option<String>,
    pub answer: Option<String>,
}

impl ActiveModelBehavior for ActiveModel {}
