//! Courses: published revisions, questions with their immutable versions, policies.

use crate::columns::{append_only, drop_tables, points_at};
use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::*;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(course()).await?;
        manager.create_table(course_revision()).await?;
        let numbers = Index::create().name("course_revision_number").table("course_revision").unique().take();
        manager.create_index(numbers.clone().col("course_id").col("number").take()).await?;
        manager.create_table(question()).await?;
        let words = Index::create().name("question_word").table("question").unique().take();
        manager.create_index(words.clone().col("course_id").col("word").take()).await?;
        manager.create_table(question_version()).await?;
        let versions = Index::create().name("question_version_number").table("question_version").unique().take();
        manager.create_index(versions.clone().col("question_id").col("number").take()).await?;
        append_only(manager, "question_version").await?;
        manager.create_table(policy()).await?;
        manager.create_index(Index::create().name("policy_flag").table("policy").col("flag").take()).await?;
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_tables(manager, &["policy", "question_version", "question", "course_revision", "course"]).await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}

fn course() -> TableCreateStatement {
    Table::create()
        .table("course")
        .col(text("id").primary_key())
        .col(big_integer_null("live_revision"))
        .col(big_integer("created_at"))
        .take()
}

fn course_revision() -> TableCreateStatement {
    Table::create()
        .table("course_revision")
        .col(big_pk_auto("id"))
        .col(text("course_id"))
        .col(big_integer("number"))
        .col(text("hash"))
        .col(text("model"))
        .col(text("versions"))
        .col(big_integer("published_at"))
        .foreign_key(&mut points_at("course_revision", "course_id", "course"))
        .take()
}

fn question() -> TableCreateStatement {
    Table::create()
        .table("question")
        .col(big_pk_auto("id"))
        .col(text("course_id"))
        .col(text("word"))
        .col(boolean("retired"))
        .foreign_key(&mut points_at("question", "course_id", "course"))
        .take()
}

fn question_version() -> TableCreateStatement {
    Table::create()
        .table("question_version")
        .col(big_pk_auto("id"))
        .col(big_integer("question_id"))
        .col(big_integer("number"))
        .col(text("text_hash"))
        .col(text("key_hash"))
        .col(text("content"))
        .col(big_integer("created_at"))
        .foreign_key(&mut points_at("question_version", "question_id", "question"))
        .take()
}

fn policy() -> TableCreateStatement {
    Table::create()
        .table("policy")
        .col(big_pk_auto("id"))
        .col(text_uniq("name"))
        .col(text("flag"))
        .col(text("course_id"))
        .col(text("content"))
        .col(big_integer("created_at"))
        .foreign_key(&mut points_at("policy", "course_id", "course"))
        .take()
}
