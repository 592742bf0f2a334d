//! A question that is drawn no more.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "question_withdrawal")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub course_id: String,
    #[sea_orm(primary_key, auto_increment = false)]
    pub question: String,
    pub withdrawn_by: Uuid,
    pub withdrawn_at: i64,
}

impl ActiveModelBehavior for ActiveModel {}
