//! Re-checks: sessions in which people who were drawn answer, what each was asked and how it went, and who did not come.

use crate::columns::{append_only, drop_tables, points_at};
use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::*;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in [session(), recheck(), absence()] {
            manager.create_table(table).await?;
        }
        let db = manager.get_connection();
        for index in [
            "CREATE INDEX recheck_session_open ON recheck_session (closes_at) WHERE ended_at IS NULL",
            "CREATE INDEX recheck_session_draw ON recheck_session (draw_id)",
            // Nobody is asked twice in a draw.
            "CREATE UNIQUE INDEX recheck_once ON recheck (draw_id, account_id)",
            "CREATE INDEX recheck_account ON recheck (account_id)",
            "CREATE INDEX recheck_session_id ON recheck (session_id)",
            "CREATE INDEX draw_quarter ON draw (quarter)",
        ] {
            db.execute_unprepared(index).await?;
        }
        append_only(manager, "recheck_absence").await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.get_connection().execute_unprepared("DROP INDEX draw_quarter").await?;
        drop_tables(manager, &["recheck_absence", "recheck", "recheck_session"]).await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}

fn session() -> TableCreateStatement {
    Table::create()
        .table("recheck_session")
        .col(pk_uuid("id"))
        .col(uuid("draw_id"))
        .col(uuid("supervisor_id"))
        .col(blob("secret"))
        .col(big_integer("opened_at"))
        .col(big_integer("closes_at"))
        .col(big_integer_null("ended_at"))
        .foreign_key(&mut points_at("recheck_session", "draw_id", "draw"))
        .foreign_key(&mut points_at("recheck_session", "supervisor_id", "account"))
        .take()
}

/// What somebody was asked, pinned, and what came of it. No evidence: a re-check neither gives a flag nor takes one away.
fn recheck() -> TableCreateStatement {
    Table::create()
        .table("recheck")
        .col(pk_uuid("id"))
        .col(uuid("draw_id"))
        .col(uuid("account_id"))
        .col(uuid("session_id"))
        .col(text("course_id"))
        .col(text("quiz"))
        .col(big_integer("revision"))
        .col(text("form"))
        .col(big_integer("needed"))
        .col(text("answers"))
        .col(big_integer("started_at"))
        .col(big_integer_null("submitted_at"))
        .col(big_integer_null("correct"))
        .col(boolean_null("confirmed"))
        .foreign_key(&mut points_at("recheck", "draw_id", "draw"))
        .foreign_key(&mut points_at("recheck", "account_id", "account"))
        .foreign_key(&mut points_at("recheck", "session_id", "recheck_session"))
        .take()
}

/// That somebody did not come, once or again.
fn absence() -> TableCreateStatement {
    Table::create()
        .table("recheck_absence")
        .col(uuid("draw_id"))
        .col(uuid("account_id"))
        .col(big_integer("number"))
        .col(boolean("replaced"))
        .col(uuid("noted_by"))
        .col(big_integer("noted_at"))
        .primary_key(Index::create().col("draw_id").col("account_id").col("number"))
        .foreign_key(&mut points_at("recheck_absence", "draw_id", "draw"))
        .take()
}
