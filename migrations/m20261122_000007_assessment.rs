//! Attempts: one row holds what was pinned, the saved answers and the result.

use crate::columns::{drop_tables, points_at};
use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::*;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(attempt()).await?;
        let numbers = Index::create().name("attempt_number").table("attempt").unique().take();
        let numbers = numbers.clone().col("account_id").col("course_id").col("quiz").col("number").take();
        manager.create_index(numbers).await?;
        let db = manager.get_connection();
        db.execute_unprepared(
            "CREATE UNIQUE INDEX attempt_open ON attempt (account_id, course_id, quiz) WHERE state = 'open'",
        )
        .await?;
        db.execute_unprepared("CREATE INDEX attempt_overdue ON attempt (expires_at) WHERE state = 'open'").await?;
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_tables(manager, &["attempt"]).await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}

fn attempt() -> TableCreateStatement {
    Table::create()
        .table("attempt")
        .col(pk_uuid("id"))
        .col(uuid("account_id"))
        .col(text("course_id"))
        .col(text("quiz"))
        .col(big_integer("number"))
        .col(big_integer("revision_id"))
        .col(text("state"))
        .col(big_integer("started_at"))
        .col(big_integer_null("expires_at"))
        .col(big_integer_null("submitted_at"))
        .col(big_integer_null("saved_at"))
        .col(text("form"))
        .col(text("rules"))
        .col(text("supervision"))
        .col(text("answers"))
        .col(text("hints"))
        .col(text_null("result"))
        .col(double_null("percent"))
        .col(boolean_null("passed"))
        .foreign_key(&mut points_at("attempt", "account_id", "account"))
        .foreign_key(&mut points_at("attempt", "course_id", "course"))
        .foreign_key(&mut points_at("attempt", "revision_id", "course_revision"))
        .take()
}
