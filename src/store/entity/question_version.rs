//! The immutable content of a question; append-only.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "question_version")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub question_id: i64,
    pub number: i64,
    pub text_hash: String,
    pub key_hash: String,
    pub content: String,
    pub created_at: i64,
    pub major: Option<bool>,
}

impl ActiveModelBehavior for ActiveModel {}
