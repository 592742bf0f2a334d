//! What somebody practises.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "practice_card")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub account_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub course_id: String,
    #[sea_orm(primary_key, auto_increment = false)]
    pub question: String,
    pub version_id: i64,
    pub stability: f64,
    pub difficulty: f64,
    pub due_at: i64,
    pub last_at: i64,
    pub reps: i64,
    pub lapses: i64,
}

impl ActiveModelBehavior for ActiveModel {}
