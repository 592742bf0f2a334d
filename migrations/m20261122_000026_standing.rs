//! What people count for, and the counters of units: years of birth, courses completed, where each person stands, and the
//! sums that figures are made of. Standings and counters are worked out from the rest, and can be so again.

use crate::columns::{drop_tables, points_at};
use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::*;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let born = big_integer_null("birth_year");
        manager.alter_table(Table::alter().table("account").add_column(born).take()).await?;
        for table in [completion(), standing(), place(), tally()] {
            manager.create_table(table).await?;
        }
        let here = Index::create().name("standing_place_unit").table("standing_place").take();
        manager.create_index(here.clone().col("unit_id").col("place").take()).await?;
        let ages = Index::create().name("standing_age").table("standing").take();
        manager.create_index(ages.clone().col("age").col("birth_year").take()).await?;
        let ends = "CREATE INDEX standing_until ON standing (until) WHERE grade IS NOT NULL";
        manager.get_connection().execute_unprepared(ends).await.map(drop)
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_tables(manager, &["tally", "standing_place", "standing", "course_completion"]).await?;
        manager.alter_table(Table::alter().table("account").drop_column("birth_year").take()).await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}

/// Who completed a course, and when: what its revision of that day asked for.
fn completion() -> TableCreateStatement {
    Table::create()
        .table("course_completion")
        .col(uuid("account_id"))
        .col(text("course_id"))
        .col(big_integer("completed_at"))
        .primary_key(Index::create().col("account_id").col("course_id"))
        .foreign_key(&mut points_at("course_completion", "account_id", "account"))
        .foreign_key(&mut points_at("course_completion", "course_id", "course"))
        .take()
}

/// What each person counts for.
fn standing() -> TableCreateStatement {
    Table::create()
        .table("standing")
        .col(uuid("account_id").primary_key().take())
        .col(text("audience"))
        .col(text("age"))
        .col(big_integer_null("birth_year"))
        .col(big_integer_null("since"))
        .col(text_null("grade"))
        .col(big_integer_null("until"))
        .col(boolean("core"))
        .col(boolean("officials"))
        .col(boolean("business"))
        .foreign_key(&mut points_at("standing", "account_id", "account"))
        .take()
}

/// Where each person counts.
fn place() -> TableCreateStatement {
    Table::create()
        .table("standing_place")
        .col(uuid("account_id"))
        .col(big_integer("unit_id"))
        .col(text("place"))
        .primary_key(Index::create().col("account_id").col("unit_id").col("place"))
        .foreign_key(&mut points_at("standing_place", "account_id", "account"))
        .foreign_key(&mut points_at("standing_place", "unit_id", "unit"))
        .take()
}

/// The counters of a class of people in a unit itself. A row holds all of them: a figure reads few rows, and a change of a
/// person touches one for each place.
fn tally() -> TableCreateStatement {
    let mut table = Table::create().table("tally").take();
    table.col(big_integer("unit_id")).col(text("place")).col(text("audience")).col(text("age"));
    for count in ["people", "taking_part", "capable_a", "capable_b", "core", "trained"] {
        table.col(big_integer(count));
    }
    table
        .primary_key(Index::create().col("unit_id").col("place").col("audience").col("age"))
        .foreign_key(&mut points_at("tally", "unit_id", "unit"))
        .take()
}
