//! The counters of a class of people in a unit.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "tally")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub unit_id: i64,
    #[sea_orm(primary_key, auto_increment = false)]
    pub place: String,
    #[sea_orm(primary_key, auto_increment = false)]
    pub audience: String,
    #[sea_orm(primary_key, auto_increment = false)]
    pub age: String,
    pub people: i64,
    pub taking_part: i64,
    pub capable_a: i64,
    pub capable_b: i64,
    pub core: i64,
    pub trained: i64,
    pub applies: i64,
    pub effective: i64,
    pub changed: i64,
}

impl ActiveModelBehavior for ActiveModel {}
