//! A published revision: the compiled course and the question versions it was published with, as JSON.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "course_revision")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub course_id: String,
    pub number: i64,
    pub hash: String,
    pub model: String,
    pub versions: String,
    pub published_at: i64,
    pub origin: Option<String>,
    pub published_by: Option<Uuid>,
}

impl ActiveModelBehavior for ActiveModel {}
