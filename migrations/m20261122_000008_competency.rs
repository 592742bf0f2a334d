//! Competency: append-only evidence, and the flag that is worked out from it.

use crate::columns::{append_only, drop_tables, points_at};
use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::*;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(evidence()).await?;
        let questions = Index::create().name("evidence_question").table("evidence").unique().take();
        manager.create_index(questions.clone().col("attempt_id").col("question").take()).await?;
        let people = Index::create().name("evidence_account").table("evidence").take();
        manager.create_index(people.clone().col("account_id").col("course_id").take()).await?;
        append_only(manager, "evidence").await?;
        manager.create_table(capability()).await?;
        let flags = Index::create().name("capability_flag").table("capability").take();
        manager.create_index(flags.clone().col("flag").col("capable").col("account_id").take()).await?;
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_tables(manager, &["capability", "evidence"]).await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}

fn evidence() -> TableCreateStatement {
    Table::create()
        .table("evidence")
        .col(big_pk_auto("id"))
        .col(uuid("account_id"))
        .col(text("course_id"))
        .col(uuid("attempt_id"))
        .col(text("item"))
        .col(text("policy"))
        .col(text("question"))
        .col(big_integer("version_id"))
        .col(text("skill"))
        .col(double("points"))
        .col(big_integer("recorded_at"))
        .col(text("supervision"))
        .foreign_key(&mut points_at("evidence", "account_id", "account"))
        .foreign_key(&mut points_at("evidence", "course_id", "course"))
        .foreign_key(&mut points_at("evidence", "attempt_id", "attempt"))
        .foreign_key(&mut points_at("evidence", "version_id", "question_version"))
        .take()
}

fn capability() -> TableCreateStatement {
    Table::create()
        .table("capability")
        .col(uuid("account_id"))
        .col(text("flag"))
        .col(boolean("capable"))
        .col(big_integer_null("since"))
        .col(big_integer_null("until"))
        .col(text("rule"))
        .col(big_integer_null("score"))
        .col(text("standing"))
        .col(big_integer("decided_at"))
        .primary_key(Index::create().col("account_id").col("flag"))
        .foreign_key(&mut points_at("capability", "account_id", "account"))
        .take()
}
