//! What the flag is worked out from; append-only.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "evidence")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub account_id: Uuid,
    pub course_id: String,
    pub attempt_id: Uuid,
    pub item: String,
    pub policy: String,
    pub question: String,
    pub version_id: i64,
    pub skill: String,
    pub points: f64,
    pub recorded_at: i64,
    pub supervision: String,
    /// Whether it comes of a holder's short form.
    pub refresh: Option<bool>,
}

impl ActiveModelBehavior for ActiveModel {}
