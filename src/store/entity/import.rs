//! A list that was uploaded.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "import")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub kind: String,
    pub name: String,
    pub state: String,
    pub trouble: Option<String>,
    pub size: i64,
    pub lines: i64,
    pub done: i64,
    pub made_by: Uuid,
    pub made_at: i64,
    pub changed_at: i64,
    pub taken_until: Option<i64>,
}

impl ActiveModelBehavior for ActiveModel {}
