//! Units over time: from when to when they are, what they were called and merged into; who belonged to which, from when to
//! when; how many people each has, by class, as official documents say, approved by a second person.

use crate::columns::{append_only, drop_tables, not_append_only, points_at};
use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::*;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

const LISTS: [&str; 3] = ["unit_name", "population", "population_approval"];

/// What was known before: units since they were made, people since they registered.
const KNOWN: [&str; 3] = [
    "UPDATE unit SET valid_from = created_at",
    "INSERT INTO unit_name (unit_id, name, valid_from) SELECT id, name, created_at FROM unit",
    "INSERT INTO affiliation (account_id, unit_id, kind, since) \
     SELECT a.id, u.id, CASE WHEN u.kind IN ('agency', 'division') THEN 'staff' ELSE 'resident' END, a.created_at \
     FROM account a JOIN unit u ON u.id = a.unit_id",
];

/// One home at a time, and no place twice in the same way.
const OPEN: [&str; 2] = [
    "CREATE UNIQUE INDEX affiliation_home ON affiliation (account_id) WHERE kind = 'resident' AND until IS NULL",
    "CREATE UNIQUE INDEX affiliation_open ON affiliation (account_id, unit_id, kind) WHERE until IS NULL",
];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let db = manager.get_connection();
        for column in [
            big_integer("valid_from").default(0).take(),
            big_integer_null("ended_at"),
            big_integer_null("successor_id"),
        ] {
            manager.alter_table(Table::alter().table("unit").add_column(column).take()).await?;
        }
        for table in [unit_name(), affiliation(), population(), approval()] {
            manager.create_table(table).await?;
        }
        for statement in KNOWN.into_iter().chain(OPEN) {
            db.execute_unprepared(statement).await?;
        }
        for (name, table, columns) in [
            ("unit_name_unit", "unit_name", ["unit_id", "valid_from"]),
            ("affiliation_account", "affiliation", ["account_id", "since"]),
            ("affiliation_unit", "affiliation", ["unit_id", "kind"]),
            ("population_unit", "population", ["unit_id", "class"]),
        ] {
            let mut index = Index::create().name(name).table(table).take();
            for column in columns {
                index.col(column);
            }
            manager.create_index(index).await?;
        }
        for table in LISTS {
            append_only(manager, table).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in LISTS {
            not_append_only(manager, table).await?;
        }
        drop_tables(manager, &["population_approval", "population", "affiliation", "unit_name"]).await?;
        for column in ["successor_id", "ended_at", "valid_from"] {
            manager.alter_table(Table::alter().table("unit").drop_column(column).take()).await?;
        }
        Ok(())
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}

fn unit_name() -> TableCreateStatement {
    Table::create()
        .table("unit_name")
        .col(big_pk_auto("id"))
        .col(big_integer("unit_id"))
        .col(text("name"))
        .col(big_integer("valid_from"))
        .foreign_key(&mut points_at("unit_name", "unit_id", "unit"))
        .take()
}

fn affiliation() -> TableCreateStatement {
    let mut person = points_at("affiliation", "account_id", "account");
    Table::create()
        .table("affiliation")
        .col(big_pk_auto("id"))
        .col(uuid("account_id"))
        .col(big_integer("unit_id"))
        .col(text("kind"))
        .col(big_integer("since"))
        .col(big_integer_null("until"))
        .foreign_key(person.on_delete(ForeignKeyAction::Cascade))
        .foreign_key(&mut points_at("affiliation", "unit_id", "unit"))
        .take()
}

/// What a document says; never changed: a correction is a newer row.
fn population() -> TableCreateStatement {
    Table::create()
        .table("population")
        .col(big_pk_auto("id"))
        .col(big_integer("unit_id"))
        .col(text("class"))
        .col(big_integer("value"))
        .col(text("as_of"))
        .col(text("source"))
        .col(big_integer("valid_from"))
        .col(uuid("entered_by"))
        .col(big_integer("entered_at"))
        .foreign_key(&mut points_at("population", "unit_id", "unit"))
        .take()
}

fn approval() -> TableCreateStatement {
    Table::create()
        .table("population_approval")
        .col(big_integer("population_id").primary_key().take())
        .col(uuid("approved_by"))
        .col(big_integer("approved_at"))
        .foreign_key(&mut points_at("population_approval", "population_id", "population"))
        .take()
}
