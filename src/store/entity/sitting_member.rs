//! Somebody who joined a sitting.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "sitting_member")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub sitting_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub account_id: Uuid,
    /// Order of joining, from 0.
    pub place: i64,
    pub letter: String,
    pub joined_at: i64,
    /// When the facilitator let them out.
    pub out_at: Option<i64>,
}

impl ActiveModelBehavior for ActiveModel {}
