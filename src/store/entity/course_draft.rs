//! Courses that were uploaded and wait to be published.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "course_draft")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub course_id: String,
    pub state: String,
    pub made_by: Uuid,
    pub made_at: i64,
    pub file_name: String,
    pub archive: Vec<u8>,
    pub revision_id: Option<i64>,
}

impl ActiveModelBehavior for ActiveModel {}
