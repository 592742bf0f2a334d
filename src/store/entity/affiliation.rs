//! Who belongs to a unit, how, from when to when.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "affiliation")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub account_id: Uuid,
    pub unit_id: i64,
    pub kind: String,
    pub since: i64,
    pub until: Option<i64>,
}

impl ActiveModelBehavior for ActiveModel {}
