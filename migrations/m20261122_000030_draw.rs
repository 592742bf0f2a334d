//! Draws of who is asked again: what was committed to, who could be drawn, and the seed once it was published.

use crate::columns::{append_only, drop_tables, points_at};
use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::*;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

const TABLES: [&str; 3] = ["draw", "draw_member", "draw_reveal"];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in [draw(), member(), reveal()] {
            manager.create_table(table).await?;
        }
        // One draw of a unit in a quarter: nobody draws until it pleases.
        let once = Index::create().name("draw_once").table("draw").unique().take();
        manager.create_index(once.clone().col("unit_id").col("quarter").take()).await?;
        for table in TABLES {
            append_only(manager, table).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_tables(manager, &["draw_reveal", "draw_member", "draw"]).await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}

fn draw() -> TableCreateStatement {
    Table::create()
        .table("draw")
        .col(pk_uuid("id"))
        .col(big_integer("unit_id"))
        .col(text("quarter"))
        .col(text("flag"))
        .col(text("commitment"))
        .col(text("population_hash"))
        .col(big_integer("count"))
        .col(uuid_null("made_by"))
        .col(big_integer("made_at"))
        .foreign_key(&mut points_at("draw", "unit_id", "unit"))
        .take()
}

/// Everybody who could be drawn, by the place that the seed gives them.
fn member() -> TableCreateStatement {
    Table::create()
        .table("draw_member")
        .col(uuid("draw_id"))
        .col(big_integer("place"))
        .col(uuid("account_id"))
        .primary_key(Index::create().col("draw_id").col("place"))
        .foreign_key(&mut points_at("draw_member", "draw_id", "draw"))
        .take()
}

fn reveal() -> TableCreateStatement {
    Table::create()
        .table("draw_reveal")
        .col(uuid("draw_id").primary_key().take())
        .col(text("seed"))
        .col(big_integer("revealed_at"))
        .foreign_key(&mut points_at("draw_reveal", "draw_id", "draw"))
        .take()
}
