//! Classes with their codes, who joined them, their sessions and who was there.

use crate::columns::{drop_tables, points_at};
use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::*;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(class_code()).await?;
        let own = Index::create().name("class_code_facilitator").table("class_code").take();
        manager.create_index(own.clone().col("facilitator_id").col("id").take()).await?;
        manager.create_table(class_member()).await?;
        let of = Index::create().name("class_member_account").table("class_member").take();
        manager.create_index(of.clone().col("account_id").take()).await?;
        manager.create_table(class_session()).await?;
        let held = Index::create().name("class_session_class").table("class_session").take();
        manager.create_index(held.clone().col("class_id").col("id").take()).await?;
        manager.create_table(attendance()).await?;
        let of = Index::create().name("attendance_account").table("attendance").take();
        manager.create_index(of.clone().col("account_id").take()).await?;
        let open = "CREATE INDEX class_session_open ON class_session (closes_at) WHERE ended_at IS NULL";
        manager.get_connection().execute_unprepared(open).await.map(drop)
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_tables(manager, &["attendance", "class_session", "class_member", "class_code"]).await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}

/// A class, and the code by which one joins it.
fn class_code() -> TableCreateStatement {
    Table::create()
        .table("class_code")
        .col(pk_uuid("id"))
        .col(text("code").unique_key())
        .col(text("title"))
        .col(big_integer("unit_id"))
        .col(text_null("course_id"))
        .col(uuid("facilitator_id"))
        .col(big_integer("opened_at"))
        .col(big_integer("valid_until"))
        .col(big_integer_null("closed_at"))
        .foreign_key(&mut points_at("class_code", "unit_id", "unit"))
        .foreign_key(&mut points_at("class_code", "course_id", "course"))
        .foreign_key(&mut points_at("class_code", "facilitator_id", "account"))
        .take()
}

/// Who joined, and whether they had no account before.
fn class_member() -> TableCreateStatement {
    Table::create()
        .table("class_member")
        .col(uuid("class_id"))
        .col(uuid("account_id"))
        .col(big_integer("joined_at"))
        .col(boolean("is_new"))
        .primary_key(Index::create().col("class_id").col("account_id"))
        .foreign_key(&mut points_at("class_member", "class_id", "class_code"))
        .foreign_key(&mut points_at("class_member", "account_id", "account"))
        .take()
}

/// A meeting of a class; the codes of its minutes are derived from `secret`.
fn class_session() -> TableCreateStatement {
    Table::create()
        .table("class_session")
        .col(pk_uuid("id"))
        .col(uuid("class_id"))
        .col(blob("secret"))
        .col(big_integer("started_at"))
        .col(big_integer("closes_at"))
        .col(big_integer_null("ended_at"))
        .foreign_key(&mut points_at("class_session", "class_id", "class_code"))
        .take()
}

/// Who was there, and how that is known.
fn attendance() -> TableCreateStatement {
    Table::create()
        .table("attendance")
        .col(uuid("session_id"))
        .col(uuid("account_id"))
        .col(big_integer("noted_at"))
        .col(text("how"))
        .primary_key(Index::create().col("session_id").col("account_id"))
        .foreign_key(&mut points_at("attendance", "session_id", "class_session"))
        .foreign_key(&mut points_at("attendance", "account_id", "account"))
        .take()
}
