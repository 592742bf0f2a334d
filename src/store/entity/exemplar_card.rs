//! What a unit tells others of its practice.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "exemplar_card")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub unit_id: i64,
    pub title: String,
    pub problem: String,
    pub steps: String,
    pub cost: String,
    pub people: String,
    pub proof: String,
    pub contact: String,
    pub state: String,
    pub led: bool,
    pub author_id: Uuid,
    pub written_at: i64,
    pub published_at: Option<i64>,
}

impl ActiveModelBehavior for ActiveModel {}
