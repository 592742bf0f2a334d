//! The audit: who did what to whom, each row bound to the one before by its hash.

use crate::columns::{append_only, drop_tables};
use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::*;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let audit = Table::create()
            .table("audit")
            .col(big_integer("id").primary_key())
            .col(big_integer("happened_at"))
            .col(uuid_null("actor"))
            .col(text("action"))
            .col(text("subject"))
            .col(text("detail"))
            .col(text("hash"))
            .take();
        manager.create_table(audit).await?;
        append_only(manager, "audit").await?;
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_tables(manager, &["audit"]).await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}
