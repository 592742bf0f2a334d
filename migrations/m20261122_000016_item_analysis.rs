//! What answers say about questions: sums by version of a question and by quiz, which attempts they count, and which
//! questions are drawn no more. Beside them the signals that people should look at.

use crate::columns::{drop_tables, points_at};
use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::*;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let counted = ColumnDef::new("counted").boolean().not_null().default(false).take();
        manager.alter_table(Table::alter().table("attempt").add_column(counted).take()).await?;
        let db = manager.get_connection();
        db.execute_unprepared(
            "CREATE INDEX attempt_to_count ON attempt (id) \
             WHERE counted = FALSE AND number = 1 AND state IN ('submitted', 'expired')",
        )
        .await?;
        db.execute_unprepared(
            "CREATE INDEX attempt_to_take_back ON attempt (id) WHERE counted = TRUE AND state = 'void'",
        )
        .await?;
        manager.create_table(question_stat()).await?;
        manager.create_table(quiz_stat()).await?;
        manager.create_table(question_withdrawal()).await?;
        manager.create_table(review_signal()).await?;
        let subjects = Index::create().name("review_signal_subject").table("review_signal").unique().take();
        manager.create_index(subjects.clone().col("kind").col("subject").take()).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_tables(manager, &["review_signal", "question_withdrawal", "quiz_stat", "question_stat"]).await?;
        for index in ["attempt_to_take_back", "attempt_to_count"] {
            manager.get_connection().execute_unprepared(&format!("DROP INDEX {index}")).await?;
        }
        manager.alter_table(Table::alter().table("attempt").drop_column("counted").take()).await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}

/// No foreign keys: an old form that names what is gone must not hold up all that is counted with it.
fn question_stat() -> TableCreateStatement {
    Table::create()
        .table("question_stat")
        .col(ColumnDef::new("version_id").big_integer().not_null().primary_key())
        .col(big_integer("asked"))
        .col(text("sums"))
        .take()
}

fn quiz_stat() -> TableCreateStatement {
    Table::create()
        .table("quiz_stat")
        .col(text("course_id"))
        .col(text("quiz"))
        .col(big_integer("forms"))
        .col(text("sums"))
        .primary_key(Index::create().col("course_id").col("quiz"))
        .take()
}

/// A question that is drawn no more, until somebody takes that back; the audit keeps both.
fn question_withdrawal() -> TableCreateStatement {
    Table::create()
        .table("question_withdrawal")
        .col(text("course_id"))
        .col(text("question"))
        .col(uuid("withdrawn_by"))
        .col(big_integer("withdrawn_at"))
        .primary_key(Index::create().col("course_id").col("question"))
        .take()
}

/// Something that people should look at, and what came of looking.
fn review_signal() -> TableCreateStatement {
    Table::create()
        .table("review_signal")
        .col(big_pk_auto("id"))
        .col(text("kind"))
        .col(text("subject"))
        .col(text("course_id"))
        .col(text("figures"))
        .col(big_integer("found_at"))
        .col(uuid_null("seen_by"))
        .col(big_integer_null("seen_at"))
        .col(text_null("note"))
        .foreign_key(&mut points_at("review_signal", "seen_by", "account"))
        .take()
}
