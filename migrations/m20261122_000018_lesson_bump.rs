//! Lessons whose readers are asked to read them again, and when they did.

use crate::columns::{append_only, drop_tables, not_append_only, points_at};
use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::*;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let bump = Table::create()
            .table("lesson_bump")
            .col(text("course_id"))
            .col(text("lesson"))
            .col(big_integer("revision_id"))
            .col(big_integer("bumped_at"))
            .primary_key(Index::create().col("course_id").col("lesson").col("revision_id"))
            .foreign_key(&mut points_at("lesson_bump", "course_id", "course"))
            .foreign_key(&mut points_at("lesson_bump", "revision_id", "course_revision"))
            .take();
        manager.create_table(bump).await?;
        append_only(manager, "lesson_bump").await?;
        let reread = big_integer_null("reread_at");
        manager.alter_table(Table::alter().table("lesson_completion").add_column(reread).take()).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.alter_table(Table::alter().table("lesson_completion").drop_column("reread_at").take()).await?;
        not_append_only(manager, "lesson_bump").await?;
        drop_tables(manager, &["lesson_bump"]).await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}
