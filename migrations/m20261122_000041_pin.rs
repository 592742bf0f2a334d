//! PINs of six digits, and how often wrong ones were tried: in the database, so that all servers count together; and the
//! class that a supervised sitting was opened for.

use crate::columns::{drop_tables, points_at};
use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::*;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let mut person = points_at("pin", "account_id", "account");
        let pin = Table::create()
            .table("pin")
            .col(uuid("account_id").primary_key().take())
            .col(text("hash"))
            .col(boolean("chosen"))
            .col(big_integer_null("expires_at"))
            .col(big_integer("set_at"))
            .foreign_key(person.on_delete(ForeignKeyAction::Cascade))
            .take();
        manager.create_table(pin).await?;
        // By the hash of what was typed as a name, whether anybody bears it or not.
        let tries = Table::create()
            .table("pin_try")
            .col(text("key").primary_key().take())
            .col(big_integer("wrong"))
            .col(big_integer("closed_until"))
            .col(big_integer("last_at"))
            .take();
        manager.create_table(tries).await?;
        manager.create_index(Index::create().name("pin_try_last").table("pin_try").col("last_at").take()).await?;
        let rooms = Table::create()
            .table("class_sitting")
            .col(uuid("sitting_id").primary_key().take())
            .col(uuid("class_id"))
            .foreign_key(&mut points_at("class_sitting", "sitting_id", "sitting"))
            .foreign_key(&mut points_at("class_sitting", "class_id", "class_code"))
            .take();
        manager.create_table(rooms).await?;
        let of = Index::create().name("class_sitting_class").table("class_sitting").take();
        manager.create_index(of.clone().col("class_id").col("sitting_id").take()).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_tables(manager, &["class_sitting", "pin_try", "pin"]).await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}
