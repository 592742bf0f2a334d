//! A person who can sign in.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "account")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub login: Option<String>,
    pub email: Option<String>,
    pub phone: Option<String>,
    pub display_name: String,
    pub search_key: String,
    pub password_hash: Option<String>,
    pub audience: String,
    pub unit_id: Option<i64>,
    pub locale: Option<String>,
    pub disabled: bool,
    pub created_at: i64,
    pub erased_at: Option<i64>,
    pub birth_year: Option<i64>,
    pub merged_into: Option<Uuid>,
    pub merged_at: Option<i64>,
}

impl ActiveModelBehavior for ActiveModel {}
