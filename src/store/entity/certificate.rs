//! A certificate as it was issued.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "certificate")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub number: String,
    pub account_id: Uuid,
    pub course_id: String,
    pub achievement: String,
    pub statement: String,
    pub search_key: String,
    pub issued_at: i64,
    pub expires_at: Option<i64>,
    pub status_index: i64,
    pub subject: Uuid,
    pub revoked_at: Option<i64>,
    pub revoked_reason: Option<String>,
    pub revoked_by: Option<Uuid>,
    pub superseded_at: Option<i64>,
}

impl ActiveModelBehavior for ActiveModel {}
