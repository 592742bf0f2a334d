//! Secrets: keys that are made once and shared by all servers.

use crate::columns::drop_tables;
use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::*;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let secret = Table::create()
            .table("secret")
            .col(text("name").primary_key())
            .col(ColumnDef::new("value").blob().not_null().take())
            .col(big_integer("created_at"))
            .take();
        manager.create_table(secret).await?;
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_tables(manager, &["secret"]).await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}
