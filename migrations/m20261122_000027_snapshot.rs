//! Figures of past days, frozen: a day with its seal, and what each unit was on it.

use crate::columns::{append_only, drop_tables, not_append_only, points_at};
use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::*;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

const FROZEN: [&str; 2] = ["snapshot_row", "snapshot"];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let snapshot = Table::create()
            .table("snapshot")
            .col(text("day").primary_key().take())
            .col(text("definitions"))
            .col(big_integer("working_from"))
            .col(big_integer("working_to"))
            .col(text("previous"))
            .col(text("seal"))
            .col(big_integer("taken_at"))
            .take();
        manager.create_table(snapshot).await?;
        let row = Table::create()
            .table("snapshot_row")
            .col(big_integer("unit_id"))
            .col(text("day"))
            .col(text("body"))
            .primary_key(Index::create().col("unit_id").col("day"))
            .foreign_key(&mut points_at("snapshot_row", "unit_id", "unit"))
            .take();
        manager.create_table(row).await?;
        let days = Index::create().name("snapshot_row_day").table("snapshot_row").col("day").take();
        manager.create_index(days).await?;
        for table in FROZEN {
            append_only(manager, table).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in FROZEN {
            not_append_only(manager, table).await?;
        }
        drop_tables(manager, &FROZEN).await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}
