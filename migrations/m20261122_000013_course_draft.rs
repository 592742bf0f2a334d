//! Courses that were uploaded: drafts, the sources and pictures of what was published, and who published it.

use crate::columns::{drop_tables, points_at};
use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::*;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(course_draft()).await?;
        manager.create_table(revision_source()).await?;
        manager.create_table(medium()).await?;
        manager.create_table(course_medium()).await?;
        for column in [text_null("origin"), uuid_null("published_by")] {
            let column = column.clone();
            manager.alter_table(Table::alter().table("course_revision").add_column(column).take()).await?;
        }
        let major = boolean_null("major");
        manager.alter_table(Table::alter().table("question_version").add_column(major).take()).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.alter_table(Table::alter().table("question_version").drop_column("major").take()).await?;
        for column in ["published_by", "origin"] {
            manager.alter_table(Table::alter().table("course_revision").drop_column(column).take()).await?;
        }
        drop_tables(manager, &["course_medium", "medium", "revision_source", "course_draft"]).await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}

/// What somebody uploaded: the archive as it came, until it is published or dropped.
fn course_draft() -> TableCreateStatement {
    Table::create()
        .table("course_draft")
        .col(pk_uuid("id"))
        .col(text("course_id"))
        .col(text("state"))
        .col(uuid("made_by"))
        .col(big_integer("made_at"))
        .col(text("file_name"))
        .col(blob("archive"))
        .col(big_integer_null("revision_id"))
        .foreign_key(&mut points_at("course_draft", "made_by", "account"))
        .foreign_key(&mut points_at("course_draft", "revision_id", "course_revision"))
        .take()
}

/// The sources of a revision, as an archive.
fn revision_source() -> TableCreateStatement {
    Table::create()
        .table("revision_source")
        .col(big_integer("revision_id").primary_key())
        .col(blob("archive"))
        .foreign_key(&mut points_at("revision_source", "revision_id", "course_revision"))
        .take()
}

/// A picture or recording, by the hash of its content.
fn medium() -> TableCreateStatement {
    Table::create().table("medium").col(text("id").primary_key()).col(blob("content")).take()
}

/// Which picture stands under a path of a course.
fn course_medium() -> TableCreateStatement {
    Table::create()
        .table("course_medium")
        .col(text("course_id"))
        .col(text("path"))
        .col(text("medium_id"))
        .primary_key(Index::create().col("course_id").col("path"))
        .foreign_key(&mut points_at("course_medium", "course_id", "course"))
        .foreign_key(&mut points_at("course_medium", "medium_id", "medium"))
        .take()
}
