//! Sessions (families of refresh tokens) and one-time links; of both only hashes are kept.

use crate::columns::{drop_tables, points_at};
use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::*;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let session = Table::create()
            .table("session")
            .col(pk_uuid("id"))
            .col(uuid("account_id"))
            .col(text("refresh_hash"))
            .col(big_integer("created_at"))
            .col(big_integer("seen_at"))
            .col(big_integer("expires_at"))
            .col(boolean("revoked"))
            .foreign_key(&mut points_at("session", "account_id", "account"))
            .take();
        manager.create_table(session).await?;
        manager.create_index(Index::create().name("session_account").table("session").col("account_id").take()).await?;
        manager.create_index(Index::create().name("session_expires").table("session").col("expires_at").take()).await?;
        let link = Table::create()
            .table("link")
            .col(text("hash").primary_key())
            .col(uuid("account_id"))
            .col(text("purpose"))
            .col(big_integer("expires_at"))
            .col(big_integer_null("used_at"))
            .foreign_key(&mut points_at("link", "account_id", "account"))
            .take();
        manager.create_table(link).await?;
        manager.create_index(Index::create().name("link_expires").table("link").col("expires_at").take()).await?;
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_tables(manager, &["link", "session"]).await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}
