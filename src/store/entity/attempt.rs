//! An attempt at a quiz: what it pinned, saved answers, result.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "attempt")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub account_id: Uuid,
    pub course_id: String,
    pub quiz: String,
    pub number: i64,
    pub revision_id: i64,
    pub state: String,
    pub started_at: i64,
    pub expires_at: Option<i64>,
    pub submitted_at: Option<i64>,
    pub saved_at: Option<i64>,
    pub form: String,
    pub rules: String,
    pub supervision: String,
    pub answers: String,
    /// Hints taken, by place: JSON.
    pub hints: String,
    /// By place, milliseconds from the start to the last change of its answer: JSON.
    pub times: Option<String>,
    pub result: Option<String>,
    pub percent: Option<f64>,
    pub passed: Option<bool>,
    /// Whether the item analysis counts it.
    pub counted: bool,
    /// The supervised sitting that it was started in.
    pub sitting_id: Option<Uuid>,
}

impl ActiveModelBehavior for ActiveModel {}
