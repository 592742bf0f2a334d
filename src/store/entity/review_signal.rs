//! A signal that people should look at, and what came of it.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "review_signal")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub kind: String,
    pub subject: String,
    pub course_id: String,
    pub figures: String,
    pub found_at: i64,
    pub seen_by: Option<Uuid>,
    pub seen_at: Option<i64>,
    pub note: Option<String>,
}

impl ActiveModelBehavior for ActiveModel {}
