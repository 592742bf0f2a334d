//! What happened to a certificate; append-only.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "certificate_event")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub certificate_id: i64,
    pub kind: String,
    pub happened_at: i64,
    pub actor: Option<Uuid>,
    pub reason: Option<String>,
}

impl ActiveModelBehavior for ActiveModel {}
