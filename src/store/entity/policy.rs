//! A published version of a policy.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "policy")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub name: String,
    pub flag: String,
    pub course_id: String,
    pub content: String,
    pub created_at: i64,
}

impl ActiveModelBehavior for ActiveModel {}
