//! Signing in by a card, of which a new one makes those before void, and on a phone that several people share, where a
//! session ends soon after nobody touched it.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::*;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let shared = boolean("shared").default(false).take();
        manager.alter_table(Table::alter().table("session").add_column(shared).take()).await?;
        manager.create_index(Index::create().name("link_account").table("link").col("account_id").take()).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_index(Index::drop().name("link_account").table("link").to_owned()).await?;
        manager.alter_table(Table::alter().table("session").drop_column("shared").take()).await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}
