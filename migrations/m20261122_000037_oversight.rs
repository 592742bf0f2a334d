//! Findings of inspectors until they are closed, and what people tell without a name.

use crate::columns::{append_only, drop_tables, points_at};
use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::*;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in [report(), finding(), note(), event()] {
            manager.create_table(table).await?;
        }
        let db = manager.get_connection();
        for index in [
            "CREATE INDEX finding_unit ON finding (unit_id)",
            "CREATE INDEX finding_open ON finding (due_at) WHERE state <> 'closed'",
            "CREATE UNIQUE INDEX formality_report_receipt ON formality_report (receipt)",
            "CREATE INDEX formality_report_unit ON formality_report (unit_id)",
        ] {
            db.execute_unprepared(index).await?;
        }
        append_only(manager, "finding_event").await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_tables(manager, &["finding_event", "finding_note", "finding", "formality_report"]).await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}

/// What somebody told: of whom it came is nowhere, and of when the hour alone.
fn report() -> TableCreateStatement {
    Table::create()
        .table("formality_report")
        .col(pk_uuid("id"))
        .col(big_integer("unit_id"))
        .col(text("kind"))
        .col(text("words"))
        .col(big_integer("hour"))
        .col(text("receipt"))
        .col(text("state"))
        .col(text("reason"))
        .col(uuid_null("settled_by"))
        .foreign_key(&mut points_at("formality_report", "unit_id", "unit"))
        .take()
}

fn finding() -> TableCreateStatement {
    Table::create()
        .table("finding")
        .col(pk_uuid("id"))
        .col(big_integer("unit_id"))
        .col(uuid_null("report_id"))
        .col(text("kind"))
        .col(text("looked"))
        .col(text("found"))
        .col(text("wanted"))
        .col(big_integer("due_at"))
        .col(text("state"))
        .col(uuid("found_by"))
        .col(big_integer("found_at"))
        .foreign_key(&mut points_at("finding", "unit_id", "unit"))
        .foreign_key(&mut points_at("finding", "report_id", "formality_report"))
        .foreign_key(&mut points_at("finding", "found_by", "account"))
        .take()
}

/// What was said to it, by the number of its event: apart, so that events never change.
fn note() -> TableCreateStatement {
    Table::create()
        .table("finding_note")
        .col(uuid("finding_id"))
        .col(big_integer("number"))
        .col(uuid("author_id"))
        .col(text("words"))
        .primary_key(Index::create().col("finding_id").col("number"))
        .foreign_key(&mut points_at("finding_note", "finding_id", "finding"))
        .foreign_key(&mut points_at("finding_note", "author_id", "account"))
        .take()
}

fn event() -> TableCreateStatement {
    Table::create()
        .table("finding_event")
        .col(uuid("finding_id"))
        .col(big_integer("number"))
        .col(text("kind"))
        .col(uuid("actor_id"))
        .col(big_integer("happened_at"))
        .primary_key(Index::create().col("finding_id").col("number"))
        .foreign_key(&mut points_at("finding_event", "finding_id", "finding"))
        .take()
}
