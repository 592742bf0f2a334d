//! What became of attempts that were over when a key changed: what the author decided, and what attempts then earn. Both
//! are append-only, as the flag is worked out from them.

use crate::columns::{append_only, drop_tables, points_at};
use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::*;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(regrade()).await?;
        let versions = Index::create().name("regrade_version").table("regrade").take();
        manager.create_index(versions.clone().col("version_id").take()).await?;
        append_only(manager, "regrade").await?;
        manager.create_table(rejudgement()).await?;
        let attempts = Index::create().name("rejudgement_attempt").table("rejudgement").unique().take();
        manager.create_index(attempts.clone().col("attempt_id").col("revision_id").take()).await?;
        let people = Index::create().name("rejudgement_account").table("rejudgement").take();
        manager.create_index(people.clone().col("account_id").col("course_id").take()).await?;
        append_only(manager, "rejudgement").await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_tables(manager, &["rejudgement", "regrade"]).await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}

/// A decision: attempts that pinned this version are judged by another one, or get its full marks.
fn regrade() -> TableCreateStatement {
    Table::create()
        .table("regrade")
        .col(big_pk_auto("id"))
        .col(big_integer("version_id"))
        .col(big_integer_null("to_version"))
        .col(big_integer("revision_id"))
        .col(uuid("decided_by"))
        .col(big_integer("decided_at"))
        .foreign_key(&mut points_at("regrade", "version_id", "question_version"))
        .foreign_key(&mut points_at("regrade", "to_version", "question_version"))
        .foreign_key(&mut points_at("regrade", "revision_id", "course_revision"))
        .foreign_key(&mut points_at("regrade", "decided_by", "account"))
        .take()
}

/// What an attempt earns after the decisions of a revision; its own result stays as it was.
fn rejudgement() -> TableCreateStatement {
    Table::create()
        .table("rejudgement")
        .col(big_pk_auto("id"))
        .col(uuid("attempt_id"))
        .col(uuid("account_id"))
        .col(text("course_id"))
        .col(big_integer("revision_id"))
        .col(text("result"))
        .col(double("percent"))
        .col(boolean("passed"))
        .col(text("evidence"))
        .col(big_integer("judged_at"))
        .foreign_key(&mut points_at("rejudgement", "attempt_id", "attempt"))
        .foreign_key(&mut points_at("rejudgement", "account_id", "account"))
        .foreign_key(&mut points_at("rejudgement", "course_id", "course"))
        .foreign_key(&mut points_at("rejudgement", "revision_id", "course_revision"))
        .take()
}
