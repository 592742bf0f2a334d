//! What people practise: what is remembered of a question, and when to ask it again. It goes with the account. And a way to
//! the few people of whom an attempt was made void, for the certificates that may have lost their ground.

use crate::columns::{drop_tables, points_at};
use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::*;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let mut person = points_at("practice_card", "account_id", "account");
        let card = Table::create()
            .table("practice_card")
            .col(uuid("account_id"))
            .col(text("course_id"))
            .col(text("question"))
            .col(big_integer("version_id"))
            .col(double("stability"))
            .col(double("difficulty"))
            .col(big_integer("due_at"))
            .col(big_integer("last_at"))
            .col(big_integer("reps"))
            .col(big_integer("lapses"))
            .primary_key(Index::create().col("account_id").col("course_id").col("question"))
            .foreign_key(person.on_delete(ForeignKeyAction::Cascade))
            .foreign_key(&mut points_at("practice_card", "course_id", "course"))
            .foreign_key(&mut points_at("practice_card", "version_id", "question_version"))
            .take();
        manager.create_table(card).await?;
        let voided = "CREATE INDEX ledger_voided ON ledger (account_id) WHERE kind = 'attempt_voided'";
        manager.get_connection().execute_unprepared(voided).await.map(drop)
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.get_connection().execute_unprepared("DROP INDEX ledger_voided").await?;
        drop_tables(manager, &["practice_card"]).await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}
