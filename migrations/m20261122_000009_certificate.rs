//! Certificates, and the append-only record of what happened to them.

use crate::columns::{append_only, drop_tables, points_at};
use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::*;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(certificate()).await?;
        let db = manager.get_connection();
        db.execute_unprepared(
            "CREATE UNIQUE INDEX certificate_live ON certificate (account_id, course_id, achievement) \
             WHERE revoked_at IS NULL AND superseded_at IS NULL",
        )
        .await?;
        db.execute_unprepared(
            "CREATE INDEX certificate_revoked ON certificate (status_index) WHERE revoked_at IS NOT NULL",
        )
        .await?;
        let people = Index::create().name("certificate_account").table("certificate").col("account_id").take();
        manager.create_index(people).await?;
        manager.create_table(certificate_event()).await?;
        let events = Index::create().name("certificate_event_certificate").table("certificate_event").take();
        manager.create_index(events.clone().col("certificate_id").take()).await?;
        append_only(manager, "certificate_event").await?;
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_tables(manager, &["certificate_event", "certificate"]).await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}

fn certificate() -> TableCreateStatement {
    Table::create()
        .table("certificate")
        .col(big_pk_auto("id"))
        .col(text_uniq("number"))
        .col(uuid("account_id"))
        .col(text("course_id"))
        .col(text("achievement"))
        .col(text("statement"))
        .col(text("search_key"))
        .col(big_integer("issued_at"))
        .col(big_integer_null("expires_at"))
        .col(big_integer_uniq("status_index"))
        .col(uuid("subject"))
        .col(big_integer_null("revoked_at"))
        .col(text_null("revoked_reason"))
        .col(uuid_null("revoked_by"))
        .col(big_integer_null("superseded_at"))
        .foreign_key(&mut points_at("certificate", "account_id", "account"))
        .foreign_key(&mut points_at("certificate", "course_id", "course"))
        .take()
}

fn certificate_event() -> TableCreateStatement {
    Table::create()
        .table("certificate_event")
        .col(big_pk_auto("id"))
        .col(big_integer("certificate_id"))
        .col(text("kind"))
        .col(big_integer("happened_at"))
        .col(uuid_null("actor"))
        .col(text_null("reason"))
        .foreign_key(&mut points_at("certificate_event", "certificate_id", "certificate"))
        .take()
}
