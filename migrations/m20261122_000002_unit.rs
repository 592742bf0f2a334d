//! Units: the tree of province, commune and hamlet, and of agency and division.

use crate::columns::{bytewise_text, drop_tables, points_at};
use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::*;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let table = Table::create()
            .table("unit")
            .col(big_pk_auto("id"))
            .col(text_uniq("code"))
            .col(text("name"))
            .col(text("kind"))
            .col(big_integer_null("parent_id"))
            .col(bytewise_text(manager, "path"))
            .col(big_integer("created_at"))
            .foreign_key(&mut points_at("unit", "parent_id", "unit"))
            .take();
        manager.create_table(table).await?;
        manager.create_index(Index::create().name("unit_path").table("unit").col("path").take()).await?;
        manager.create_index(Index::create().name("unit_parent").table("unit").col("parent_id").take()).await?;
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_tables(manager, &["unit"]).await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}
