//! Learning: who takes part, and which lessons they completed.

use crate::columns::{drop_tables, points_at};
use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::*;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let enrollment = Table::create()
            .table("enrollment")
            .col(uuid("account_id"))
            .col(text("course_id"))
            .col(big_integer("enrolled_at"))
            .primary_key(Index::create().col("account_id").col("course_id"))
            .foreign_key(&mut points_at("enrollment", "account_id", "account"))
            .foreign_key(&mut points_at("enrollment", "course_id", "course"))
            .take();
        manager.create_table(enrollment).await?;
        let lesson_completion = Table::create()
            .table("lesson_completion")
            .col(uuid("account_id"))
            .col(text("course_id"))
            .col(text("lesson"))
            .col(big_integer("completed_at"))
            .primary_key(Index::create().col("account_id").col("course_id").col("lesson"))
            .foreign_key(&mut points_at("lesson_completion", "account_id", "account"))
            .foreign_key(&mut points_at("lesson_completion", "course_id", "course"))
            .take();
        manager.create_table(lesson_completion).await?;
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_tables(manager, &["lesson_completion", "enrollment"]).await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}
