//! What a person counts for.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "standing")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub account_id: Uuid,
    pub audience: String,
    pub age: String,
    pub birth_year: Option<i64>,
    pub since: Option<i64>,
    pub grade: Option<String>,
    pub until: Option<i64>,
    pub core: bool,
    pub officials: bool,
    pub business: bool,
    pub applies: bool,
    pub effective: bool,
    pub effective_owner: bool,
    pub work_until: Option<i64>,
}

impl ActiveModelBehavior for ActiveModel {}
