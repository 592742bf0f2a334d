//! Who of an office's list is which account, and the unit that the list last named.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "person_key")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub key: String,
    pub account_id: Uuid,
    pub unit_code: Option<String>,
}

impl ActiveModelBehavior for ActiveModel {}
