//! A family of refresh tokens.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "session")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub account_id: Uuid,
    pub refresh_hash: String,
    pub created_at: i64,
    pub seen_at: i64,
    pub expires_at: i64,
    pub revoked: bool,
    /// On a phone that several people share.
    pub shared: bool,
}

impl ActiveModelBehavior for ActiveModel {}
