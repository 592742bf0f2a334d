//! When each counter changed last, as a number that only grows: a server that holds the counters asks for what is newer.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::*;
use sea_orm_migration::sea_orm::DbBackend;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let mark = big_integer("changed").default(0).take();
        manager.alter_table(Table::alter().table("tally").add_column(mark).take()).await?;
        // SQLite finds the greatest mark with each change. PostgreSQL has a clock of transactions, and would have to
        // write an index anew with each change of a counter.
        if manager.get_database_backend() == DbBackend::Sqlite {
            manager.create_index(Index::create().name("tally_changed").table("tally").col("changed").take()).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        if manager.get_database_backend() == DbBackend::Sqlite {
            manager.drop_index(Index::drop().name("tally_changed").table("tally").to_owned()).await?;
        }
        manager.alter_table(Table::alter().table("tally").drop_column("changed").take()).await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}
