//! What people may ask about their own data: consents by purpose, requests with their clock, who looked at whom; and
//! accounts of whom nothing personal is left.

use crate::columns::{append_only, drop_tables, not_append_only, points_at};
use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::*;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .alter_table(Table::alter().table("account").add_column(big_integer_null("erased_at").take()).take())
            .await?;
        for table in [consent(), request(), viewing()] {
            manager.create_table(table).await?;
        }
        for (name, table, columns) in [
            ("consent_account", "consent", ["account_id", "purpose"]),
            ("data_request_account", "data_request", ["account_id", "asked_at"]),
            ("data_request_open", "data_request", ["answered_at", "due_at"]),
            ("viewing_account", "viewing", ["account_id", "seen_at"]),
        ] {
            let mut index = Index::create().name(name).table(table).take();
            for column in columns {
                index.col(column);
            }
            manager.create_index(index).await?;
        }
        append_only(manager, "consent").await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        not_append_only(manager, "consent").await?;
        drop_tables(manager, &["viewing", "data_request", "consent"]).await?;
        manager.alter_table(Table::alter().table("account").drop_column("erased_at").take()).await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}

/// What somebody said to a purpose, under the words of that version; the newest counts.
fn consent() -> TableCreateStatement {
    Table::create()
        .table("consent")
        .col(big_pk_auto("id"))
        .col(uuid("account_id"))
        .col(text("purpose"))
        .col(integer("version"))
        .col(boolean("given"))
        .col(big_integer("said_at"))
        .foreign_key(&mut points_at("consent", "account_id", "account"))
        .take()
}

fn request() -> TableCreateStatement {
    Table::create()
        .table("data_request")
        .col(uuid("id").primary_key().take())
        .col(uuid("account_id"))
        .col(text("kind"))
        .col(text("note"))
        .col(big_integer("asked_at"))
        .col(big_integer("due_at"))
        .col(big_integer_null("answered_at"))
        .col(uuid_null("answered_by"))
        .col(text_null("outcome"))
        .col(text_null("answer"))
        .foreign_key(&mut points_at("data_request", "account_id", "account"))
        .take()
}

/// Who looked at somebody's record because it was their duty.
fn viewing() -> TableCreateStatement {
    Table::create()
        .table("viewing")
        .col(big_pk_auto("id"))
        .col(uuid("account_id"))
        .col(uuid("viewer_id"))
        .col(text("what"))
        .col(big_integer("seen_at"))
        .foreign_key(&mut points_at("viewing", "account_id", "account"))
        .foreign_key(&mut points_at("viewing", "viewer_id", "account"))
        .take()
}
