//! The ledger: what happened to a person's flag, each event bound to the one before by its hash; the signed roots over
//! all chains; and what it tells of, the times of answers and which evidence a short form gave.

use crate::columns::{append_only, drop_tables, points_at};
use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::*;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.alter_table(Table::alter().table("attempt").add_column(text_null("times")).take()).await?;
        manager.alter_table(Table::alter().table("evidence").add_column(boolean_null("refresh")).take()).await?;
        manager.create_table(ledger()).await?;
        let times = Index::create().name("ledger_recorded").table("ledger").take();
        manager.create_index(times.clone().col("recorded_at").take()).await?;
        append_only(manager, "ledger").await?;
        manager.create_table(ledger_root()).await?;
        append_only(manager, "ledger_root").await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_tables(manager, &["ledger_root", "ledger"]).await?;
        manager.alter_table(Table::alter().table("evidence").drop_column("refresh").take()).await?;
        manager.alter_table(Table::alter().table("attempt").drop_column("times").take()).await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}

/// An event of a person, numbered from 1.
fn ledger() -> TableCreateStatement {
    Table::create()
        .table("ledger")
        .col(uuid("account_id"))
        .col(big_integer("seq"))
        .col(big_integer("recorded_at"))
        .col(text("kind"))
        .col(uuid_null("attempt_id"))
        .col(text("body"))
        .col(text("hash"))
        .primary_key(Index::create().col("account_id").col("seq"))
        .foreign_key(&mut points_at("ledger", "account_id", "account"))
        .foreign_key(&mut points_at("ledger", "attempt_id", "attempt"))
        .take()
}

/// A day's root over the last hash of every person with events on that day, signed.
fn ledger_root() -> TableCreateStatement {
    Table::create()
        .table("ledger_root")
        .col(text("day").primary_key())
        .col(big_integer("from_at"))
        .col(big_integer("until_at"))
        .col(big_integer("people"))
        .col(text("root"))
        .col(text("signature"))
        .col(big_integer("signed_at"))
        .take()
}
