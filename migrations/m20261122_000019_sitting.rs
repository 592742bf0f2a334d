//! Supervised sittings of an exam, who joined them with which form, and which attempts were started in one.

use crate::columns::{drop_tables, points_at};
use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::*;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(sitting()).await?;
        let own = Index::create().name("sitting_facilitator").table("sitting").take();
        manager.create_index(own.clone().col("facilitator_id").col("id").take()).await?;
        manager.create_table(member()).await?;
        let places = Index::create().name("sitting_member_place").table("sitting_member").unique().take();
        manager.create_index(places.clone().col("sitting_id").col("place").take()).await?;
        manager.alter_table(Table::alter().table("attempt").add_column(uuid_null("sitting_id")).take()).await?;
        let db = manager.get_connection();
        let open = "CREATE INDEX sitting_open ON sitting (closes_at) WHERE ended_at IS NULL";
        db.execute_unprepared(open).await?;
        let attempts = "CREATE INDEX attempt_sitting ON attempt (sitting_id) WHERE sitting_id IS NOT NULL";
        db.execute_unprepared(attempts).await.map(drop)
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.get_connection().execute_unprepared("DROP INDEX attempt_sitting").await?;
        manager.alter_table(Table::alter().table("attempt").drop_column("sitting_id").take()).await?;
        drop_tables(manager, &["sitting_member", "sitting"]).await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}

/// An exam in a room: the codes are derived from `secret`, the parallel forms from `seed`.
fn sitting() -> TableCreateStatement {
    Table::create()
        .table("sitting")
        .col(pk_uuid("id"))
        .col(text("course_id"))
        .col(text("quiz"))
        .col(big_integer("unit_id"))
        .col(uuid("facilitator_id"))
        .col(blob("secret"))
        .col(blob("seed"))
        .col(big_integer("opened_at"))
        .col(big_integer("closes_at"))
        .col(big_integer_null("ended_at"))
        .foreign_key(&mut points_at("sitting", "course_id", "course"))
        .foreign_key(&mut points_at("sitting", "unit_id", "unit"))
        .foreign_key(&mut points_at("sitting", "facilitator_id", "account"))
        .take()
}

/// Who joined, in which order, and whether the facilitator let them out.
fn member() -> TableCreateStatement {
    Table::create()
        .table("sitting_member")
        .col(uuid("sitting_id"))
        .col(uuid("account_id"))
        .col(big_integer("place"))
        .col(text("letter"))
        .col(big_integer("joined_at"))
        .col(big_integer_null("out_at"))
        .primary_key(Index::create().col("sitting_id").col("account_id"))
        .foreign_key(&mut points_at("sitting_member", "sitting_id", "sitting"))
        .foreign_key(&mut points_at("sitting_member", "account_id", "account"))
        .take()
}
