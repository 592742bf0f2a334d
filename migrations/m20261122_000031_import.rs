//! Lists that were uploaded, until they are taken in: the file in pieces, how far it came, and what came of each line.

use crate::columns::{drop_tables, points_at};
use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::*;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in [import(), piece(), line()] {
            manager.create_table(table).await?;
        }
        let waiting = "CREATE INDEX import_waiting ON import (id) WHERE state IN ('trying', 'running')";
        manager.get_connection().execute_unprepared(waiting).await.map(drop)
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_tables(manager, &["import_line", "import_piece", "import"]).await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}

fn import() -> TableCreateStatement {
    Table::create()
        .table("import")
        .col(pk_uuid("id"))
        .col(text("kind"))
        .col(text("name"))
        .col(text("state"))
        .col(text_null("trouble"))
        .col(big_integer("size"))
        .col(big_integer("lines"))
        .col(big_integer("done"))
        .col(uuid("made_by"))
        .col(big_integer("made_at"))
        .col(big_integer("changed_at"))
        .col(big_integer_null("taken_until"))
        .foreign_key(&mut points_at("import", "made_by", "account"))
        .take()
}

/// A stretch of the file; gone when it was taken in.
fn piece() -> TableCreateStatement {
    Table::create()
        .table("import_piece")
        .col(uuid("import_id"))
        .col(big_integer("place"))
        .col(ColumnDef::new("content").blob().not_null().take())
        .primary_key(Index::create().col("import_id").col("place"))
        .foreign_key(points_at("import_piece", "import_id", "import").on_delete(ForeignKeyAction::Cascade))
        .take()
}

/// What came of a line, or would come of it.
fn line() -> TableCreateStatement {
    Table::create()
        .table("import_line")
        .col(uuid("import_id"))
        .col(big_integer("line"))
        .col(text("outcome"))
        .col(text("faults"))
        .primary_key(Index::create().col("import_id").col("line"))
        .foreign_key(points_at("import_line", "import_id", "import").on_delete(ForeignKeyAction::Cascade))
        .take()
}
