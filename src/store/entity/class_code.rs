//! A class, and the code by which one joins it.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "class_code")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub code: String,
    pub title: String,
    pub unit_id: i64,
    pub course_id: Option<String>,
    pub facilitator_id: Uuid,
    pub opened_at: i64,
    pub valid_until: i64,
    pub closed_at: Option<i64>,
}

impl ActiveModelBehavior for ActiveModel {}
