//! Accounts of one person that were joined: which one goes on, since when; and pairs that look alike and are two people.

use crate::columns::{drop_tables, points_at};
use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::*;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        // SQLite adds no foreign key to a table that stands; nothing deletes accounts.
        for column in [uuid_null("merged_into"), big_integer_null("merged_at")] {
            manager.alter_table(Table::alter().table("account").add_column(column).take()).await?;
        }
        manager.create_table(not_duplicate()).await?;
        let db = manager.get_connection();
        for index in [
            "CREATE INDEX account_merged ON account (merged_into) WHERE merged_into IS NOT NULL",
            "CREATE INDEX not_duplicate_second ON not_duplicate (second_id)",
        ] {
            db.execute_unprepared(index).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_tables(manager, &["not_duplicate"]).await?;
        manager.get_connection().execute_unprepared("DROP INDEX account_merged").await?;
        for column in ["merged_at", "merged_into"] {
            manager.alter_table(Table::alter().table("account").drop_column(column).take()).await?;
        }
        Ok(())
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}

/// Two accounts, the lesser id first, of which somebody said that they are two people.
fn not_duplicate() -> TableCreateStatement {
    Table::create()
        .table("not_duplicate")
        .col(uuid("first_id"))
        .col(uuid("second_id"))
        .col(uuid("said_by"))
        .col(big_integer("said_at"))
        .primary_key(Index::create().col("first_id").col("second_id"))
        .foreign_key(&mut points_at("not_duplicate", "first_id", "account"))
        .foreign_key(&mut points_at("not_duplicate", "second_id", "account"))
        .take()
}
