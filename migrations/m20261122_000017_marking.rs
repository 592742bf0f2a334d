//! Practical work: files while an attempt is open, what was handed in, every mark (both append-only, as results and flags
//! are worked out from them), and the queue of what waits to be marked.

use crate::columns::{append_only, drop_tables, points_at};
use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::*;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(task_file()).await?;
        let places = Index::create().name("task_file_place").table("task_file").take();
        manager.create_index(places.clone().col("attempt_id").col("place").take()).await?;
        manager.create_table(task_submission()).await?;
        let places = Index::create().name("task_submission_place").table("task_submission").unique().take();
        manager.create_index(places.clone().col("attempt_id").col("place").take()).await?;
        let people = Index::create().name("task_submission_account").table("task_submission").take();
        manager.create_index(people.clone().col("account_id").take()).await?;
        append_only(manager, "task_submission").await?;
        manager.create_table(task_grade()).await?;
        let markers = Index::create().name("task_grade_marker").table("task_grade").unique().take();
        manager.create_index(markers.clone().col("submission_id").col("marker_id").take()).await?;
        append_only(manager, "task_grade").await?;
        manager.create_table(task_queue()).await?;
        let reserved = Index::create().name("task_queue_reserved").table("task_queue").take();
        manager.create_index(reserved.clone().col("reserved_by").take()).await?;
        let waiting =
            "CREATE INDEX task_queue_waiting ON task_queue (waits_since, submission_id) WHERE state = 'waiting'";
        manager.get_connection().execute_unprepared(waiting).await.map(drop)
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_tables(manager, &["task_queue", "task_grade", "task_submission", "task_file"]).await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}

/// A file of a task, as it was made anew by the server. Its learner may take it back while the attempt is open.
fn task_file() -> TableCreateStatement {
    Table::create()
        .table("task_file")
        .col(pk_uuid("id"))
        .col(uuid("attempt_id"))
        .col(text("place"))
        .col(text("kind"))
        .col(text("name"))
        .col(big_integer("bytes"))
        .col(blob("content"))
        .col(big_integer("added_at"))
        .foreign_key(&mut points_at("task_file", "attempt_id", "attempt"))
        .take()
}

/// Work that was handed in with an attempt, and by what it is settled.
fn task_submission() -> TableCreateStatement {
    Table::create()
        .table("task_submission")
        .col(pk_uuid("id"))
        .col(uuid("attempt_id"))
        .col(uuid("account_id"))
        .col(text("course_id"))
        .col(text("quiz"))
        .col(text("place"))
        .col(text("question"))
        .col(big_integer("version_id"))
        .col(big_integer("handed_in_at"))
        .col(big_integer("wanted"))
        .col(double("most"))
        .col(double("pass"))
        .col(boolean("other"))
        .foreign_key(&mut points_at("task_submission", "attempt_id", "attempt"))
        .foreign_key(&mut points_at("task_submission", "account_id", "account"))
        .foreign_key(&mut points_at("task_submission", "course_id", "course"))
        .foreign_key(&mut points_at("task_submission", "version_id", "question_version"))
        .take()
}

/// What one marker said.
fn task_grade() -> TableCreateStatement {
    Table::create()
        .table("task_grade")
        .col(big_pk_auto("id"))
        .col(uuid("submission_id"))
        .col(uuid("marker_id"))
        .col(boolean("returned"))
        .col(text("points"))
        .col(text("ranks"))
        .col(boolean("passed"))
        .col(text("comment"))
        .col(big_integer("graded_at"))
        .foreign_key(&mut points_at("task_grade", "submission_id", "task_submission"))
        .foreign_key(&mut points_at("task_grade", "marker_id", "account"))
        .take()
}

/// Where work stands: it can be worked out again from the marks, but for who has taken it.
fn task_queue() -> TableCreateStatement {
    Table::create()
        .table("task_queue")
        .col(pk_uuid("submission_id"))
        .col(text("state"))
        .col(big_integer("waits_since"))
        .col(big_integer_null("settled_at"))
        .col(uuid_null("reserved_by"))
        .col(big_integer_null("reserved_until"))
        .foreign_key(&mut points_at("task_queue", "submission_id", "task_submission"))
        .foreign_key(&mut points_at("task_queue", "reserved_by", "account"))
        .take()
}
