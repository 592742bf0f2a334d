//! A role over a subtree of units.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "role_grant")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub account_id: Uuid,
    pub role: String,
    pub unit_id: Option<i64>,
    pub expires_at: Option<i64>,
    pub granted_by: Uuid,
    pub granted_at: i64,
}

impl ActiveModelBehavior for ActiveModel {}
