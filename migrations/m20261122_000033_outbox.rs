//! Mails that wait to be sent, and those that were: written in the transaction that causes them, sent by a job. What they
//! say is kept as facts without a name; name, address and language are read when a mail goes out.

use crate::columns::{drop_tables, points_at};
use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::*;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let outbox = Table::create()
            .table("outbox")
            .col(pk_uuid("id"))
            .col(uuid("account_id"))
            .col(text("topic"))
            // The same reason gives the same key, so that nobody is told twice.
            .col(text_uniq("dedup"))
            .col(text("facts"))
            .col(text("state"))
            .col(big_integer("tries"))
            .col(big_integer("due_at"))
            .col(big_integer_null("taken_until"))
            // What goes out as one mail bears the id of its oldest row.
            .col(uuid_null("letter"))
            .col(text_null("trouble"))
            .col(big_integer("created_at"))
            .col(big_integer_null("sent_at"))
            .foreign_key(&mut points_at("outbox", "account_id", "account"))
            .take();
        manager.create_table(outbox).await?;
        let person = Index::create().name("outbox_account").table("outbox").col("account_id").col("created_at").take();
        manager.create_index(person).await?;
        manager.create_index(Index::create().name("outbox_letter").table("outbox").col("letter").take()).await?;
        let due = "CREATE INDEX outbox_due ON outbox (due_at, id) WHERE state = 'waiting'";
        manager.get_connection().execute_unprepared(due).await.map(drop)
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_tables(manager, &["outbox"]).await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}
