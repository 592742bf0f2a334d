//! A mail that waits or was sent.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "outbox")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub account_id: Uuid,
    pub topic: String,
    pub dedup: String,
    pub facts: String,
    pub state: String,
    pub tries: i64,
    pub due_at: i64,
    pub taken_until: Option<i64>,
    pub letter: Option<Uuid>,
    pub trouble: Option<String>,
    pub created_at: i64,
    pub sent_at: Option<i64>,
}

impl ActiveModelBehavior for ActiveModel {}
