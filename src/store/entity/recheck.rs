//! What somebody who was drawn is asked.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "recheck")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub draw_id: Uuid,
    pub account_id: Uuid,
    pub session_id: Uuid,
    pub course_id: String,
    pub quiz: String,
    pub revision: i64,
    pub form: String,
    pub needed: i64,
    pub answers: String,
    pub started_at: i64,
    pub submitted_at: Option<i64>,
    pub correct: Option<i64>,
    pub confirmed: Option<bool>,
}

impl ActiveModelBehavior for ActiveModel {}
