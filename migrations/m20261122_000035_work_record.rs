//! Records of work with AI: what their authors tell, who was drawn to confirm them, what happened to each, and which were
//! looked at again; and what they add to standings and counters.

use crate::columns::{append_only, drop_tables, not_append_only, points_at};
use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::*;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in [record(), confirmation(), event(), audit()] {
            manager.create_table(table).await?;
        }
        for (table, column) in added() {
            manager.alter_table(Table::alter().table(table).add_column(column).take()).await?;
        }
        let db = manager.get_connection();
        for index in [
            "CREATE INDEX work_record_account ON work_record (account_id, declared_at)",
            "CREATE INDEX work_record_waiting ON work_record (id) WHERE state IN ('declared', 'appealed')",
            "CREATE UNIQUE INDEX work_confirmation_open ON work_confirmation (record_id) WHERE outcome IS NULL",
            "CREATE INDEX work_confirmation_confirmer ON work_confirmation (confirmer_id, due_at)",
            "CREATE INDEX work_record_event_record ON work_record_event (record_id, id)",
            "CREATE INDEX work_audit_open ON work_audit (drawn_at) WHERE judged_at IS NULL",
            "CREATE INDEX standing_work_until ON standing (work_until) WHERE work_until IS NOT NULL",
        ] {
            db.execute_unprepared(index).await?;
        }
        append_only(manager, "work_record_event").await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        not_append_only(manager, "work_record_event").await?;
        manager.get_connection().execute_unprepared("DROP INDEX standing_work_until").await?;
        for (table, column) in added() {
            let name = column.get_column_name();
            manager.alter_table(Table::alter().table(table).drop_column(name).take()).await?;
        }
        drop_tables(manager, &["work_audit", "work_record_event", "work_confirmation", "work_record"]).await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}

/// Columns of older tables. Nobody had a record before, so nothing has to be counted anew.
fn added() -> Vec<(&'static str, ColumnDef)> {
    let flag = |name| boolean(name).default(false).take();
    let count = |name| big_integer(name).default(0).take();
    vec![
        ("standing", flag("applies")),
        ("standing", flag("effective")),
        ("standing", flag("effective_owner")),
        ("standing", big_integer_null("work_until")),
        ("tally", count("applies")),
        ("tally", count("effective")),
    ]
}

/// A use of AI, as its author tells it.
fn record() -> TableCreateStatement {
    Table::create()
        .table("work_record")
        .col(pk_uuid("id"))
        .col(uuid("account_id"))
        .col(uuid_null("recipient_id"))
        .col(text("task"))
        .col(text("tool"))
        .col(text("asked"))
        .col(text("changed"))
        .col(big_integer("minutes_before"))
        .col(big_integer("minutes_after"))
        .col(text("product"))
        .col(boolean("with_product"))
        .col(big_integer("week"))
        .col(text("state"))
        .col(big_integer_null("quality"))
        .col(text_null("appeal"))
        .col(big_integer("declared_at"))
        .col(big_integer_null("settled_at"))
        .foreign_key(&mut points_at("work_record", "account_id", "account"))
        .foreign_key(&mut points_at("work_record", "recipient_id", "account"))
        .take()
}

/// Who was asked to confirm it, until when, and what they said.
fn confirmation() -> TableCreateStatement {
    Table::create()
        .table("work_confirmation")
        .col(uuid("record_id"))
        .col(big_integer("number"))
        .col(uuid("confirmer_id"))
        .col(text("tie"))
        .col(text("stage"))
        .col(big_integer("drawn_at"))
        .col(big_integer("due_at"))
        .col(big_integer_null("answered_at"))
        .col(text_null("outcome"))
        .col(text("reason"))
        .primary_key(Index::create().col("record_id").col("number"))
        .foreign_key(&mut points_at("work_confirmation", "record_id", "work_record"))
        .foreign_key(&mut points_at("work_confirmation", "confirmer_id", "account"))
        .take()
}

/// What happened to it: ids and words, nothing that anybody typed.
fn event() -> TableCreateStatement {
    Table::create()
        .table("work_record_event")
        .col(big_pk_auto("id"))
        .col(uuid("record_id"))
        .col(text("kind"))
        .col(uuid_null("actor_id"))
        .col(uuid_null("drawn_id"))
        .col(big_integer_null("quality"))
        .col(big_integer("happened_at"))
        .foreign_key(&mut points_at("work_record_event", "record_id", "work_record"))
        .take()
}

/// That it was drawn to be looked at again, and what came of that.
fn audit() -> TableCreateStatement {
    Table::create()
        .table("work_audit")
        .col(uuid("record_id").primary_key().take())
        .col(big_integer("drawn_at"))
        .col(uuid_null("inspector_id"))
        .col(big_integer_null("judged_at"))
        .col(boolean_null("passed"))
        .col(text("reason"))
        .foreign_key(&mut points_at("work_audit", "record_id", "work_record"))
        .foreign_key(&mut points_at("work_audit", "inspector_id", "account"))
        .take()
}
