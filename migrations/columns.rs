//! Words that several migrations share: foreign keys, the order of bytes, append-only tables.

use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::DbBackend;

/// A foreign key to the column `id` of another table.
pub(crate) fn points_at(table: &'static str, column: &'static str, target: &'static str) -> ForeignKeyCreateStatement {
    ForeignKey::create().from(table, column).to(target, "id").take()
}

/// A text column that is compared byte by byte on both databases, so that a prefix is one range of its index.
pub(crate) fn bytewise_text(manager: &SchemaManager<'_>, column: &'static str) -> ColumnDef {
    let mut definition = ColumnDef::new(column).text().not_null().take();
    if manager.get_database_backend() == DbBackend::Postgres {
        definition.extra(r#"COLLATE "C""#);
    }
    definition
}

/// Drops tables in the given order.
pub(crate) async fn drop_tables(manager: &SchemaManager<'_>, tables: &[&'static str]) -> Result<(), DbErr> {
    for table in tables {
        manager.drop_table(Table::drop().table(*table).take()).await?;
    }
    Ok(())
}

/// Makes a table append-only: the database itself refuses to change or delete its rows.
pub(crate) async fn append_only(manager: &SchemaManager<'_>, table: &str) -> Result<(), DbErr> {
    let db = manager.get_connection();
    if manager.get_database_backend() == DbBackend::Postgres {
        for (event, each) in [("UPDATE", "ROW"), ("DELETE", "ROW"), ("TRUNCATE", "STATEMENT")] {
            let name = event.to_lowercase();
            db.execute_unprepared(&format!(
                "CREATE TRIGGER {table}_no_{name} BEFORE {event} ON {table} FOR EACH {each} EXECUTE FUNCTION refuse_change()"
            ))
            .await?;
        }
    } else {
        for event in ["UPDATE", "DELETE"] {
            let name = event.to_lowercase();
            db.execute_unprepared(&format!(
                "CREATE TRIGGER {table}_no_{name} BEFORE {event} ON {table} \
                 BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
            ))
            .await?;
        }
    }
    Ok(())
}

/// Takes `append_only` back.
pub(crate) async fn not_append_only(manager: &SchemaManager<'_>, table: &str) -> Result<(), DbErr> {
    let is_postgres = manager.get_database_backend() == DbBackend::Postgres;
    let events: &[&str] = if is_postgres { &["update", "delete", "truncate"] } else { &["update", "delete"] };
    for event in events {
        let place = if is_postgres { format!(" ON {table}") } else { String::new() };
        manager.get_connection().execute_unprepared(&format!("DROP TRIGGER {table}_no_{event}{place}")).await?;
    }
    Ok(())
}
