//! A supervised sitting of an exam.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "sitting")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub course_id: String,
    pub quiz: String,
    pub unit_id: i64,
    pub facilitator_id: Uuid,
    /// What the codes are derived from.
    pub secret: Vec<u8>,
    /// What the parallel forms are drawn from.
    pub seed: Vec<u8>,
    pub opened_at: i64,
    pub closes_at: i64,
    pub ended_at: Option<i64>,
}

impl ActiveModelBehavior for ActiveModel {}
