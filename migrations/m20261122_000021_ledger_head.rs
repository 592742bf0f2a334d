//! Where each person's chain of the ledger ends, so that a chain whose end was cut off shows before its day is signed.

use crate::columns::points_at;
use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::*;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let head = Table::create()
            .table("ledger_head")
            .col(uuid("account_id").primary_key())
            .col(big_integer("seq"))
            .col(text("hash"))
            .foreign_key(&mut points_at("ledger_head", "account_id", "account"))
            .take();
        manager.create_table(head).await?;
        let fill = "INSERT INTO ledger_head (account_id, seq, hash) SELECT l.account_id, l.seq, l.hash FROM ledger l \
                    WHERE l.seq = (SELECT MAX(n.seq) FROM ledger n WHERE n.account_id = l.account_id)";
        manager.get_connection().execute_unprepared(fill).await.map(drop)
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_table(Table::drop().table("ledger_head").take()).await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}
