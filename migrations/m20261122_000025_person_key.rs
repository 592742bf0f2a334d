//! Who of the lists of offices is which account, so that the same list again makes nobody twice.

use crate::columns::{drop_tables, points_at};
use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::*;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let mut person = points_at("person_key", "account_id", "account");
        let table = Table::create()
            .table("person_key")
            .col(text("key").primary_key().take())
            .col(uuid("account_id"))
            .col(text_null("unit_code"))
            .foreign_key(person.on_delete(ForeignKeyAction::Cascade))
            .take();
        manager.create_table(table).await?;
        let index = Index::create().name("person_key_account").table("person_key").col("account_id").take();
        manager.create_index(index).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_tables(manager, &["person_key"]).await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}
