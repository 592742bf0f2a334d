//! The seed of a draw, once it was published.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "draw_reveal")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub draw_id: Uuid,
    pub seed: String,
    pub revealed_at: i64,
}

impl ActiveModelBehavior for ActiveModel {}
