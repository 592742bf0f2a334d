//! Practice cards of exemplary units: one page each, checked by an inspector of elsewhere, and which units try what it says.

use crate::columns::{append_only, drop_tables, not_append_only, points_at};
use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::*;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in [card(), event(), trial()] {
            manager.create_table(table).await?;
        }
        let db = manager.get_connection();
        for index in [
            "CREATE INDEX exemplar_card_unit ON exemplar_card (unit_id)",
            "CREATE INDEX exemplar_card_state ON exemplar_card (state, id)",
            "CREATE INDEX exemplar_event_card ON exemplar_event (card_id, id)",
        ] {
            db.execute_unprepared(index).await?;
        }
        append_only(manager, "exemplar_event").await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        not_append_only(manager, "exemplar_event").await?;
        drop_tables(manager, &["exemplar_trial", "exemplar_event", "exemplar_card"]).await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}

/// What a unit tells others. Who wrote it is kept, so that nobody checks their own; whether the
/// unit led when it was published, so that it counts as exemplary.
fn card() -> TableCreateStatement {
    Table::create()
        .table("exemplar_card")
        .col(pk_uuid("id"))
        .col(big_integer("unit_id"))
        .col(text("title"))
        .col(text("problem"))
        .col(text("steps"))
        .col(text("cost"))
        .col(text("people"))
        .col(text("proof"))
        .col(text("contact"))
        .col(text("state"))
        .col(boolean("led"))
        .col(uuid("author_id"))
        .col(big_integer("written_at"))
        .col(big_integer_null("published_at"))
        .foreign_key(&mut points_at("exemplar_card", "unit_id", "unit"))
        .foreign_key(&mut points_at("exemplar_card", "author_id", "account"))
        .take()
}

/// What happened to a card: words and ids, with a reason where it came back.
fn event() -> TableCreateStatement {
    Table::create()
        .table("exemplar_event")
        .col(big_pk_auto("id"))
        .col(uuid("card_id"))
        .col(text("kind"))
        .col(text("reason"))
        .col(uuid("actor_id"))
        .col(big_integer("happened_at"))
        .foreign_key(&mut points_at("exemplar_event", "card_id", "exemplar_card"))
        .foreign_key(&mut points_at("exemplar_event", "actor_id", "account"))
        .take()
}

/// That a unit tries it, and what came of that.
fn trial() -> TableCreateStatement {
    Table::create()
        .table("exemplar_trial")
        .col(uuid("card_id"))
        .col(big_integer("unit_id"))
        .col(uuid("leader_id"))
        .col(big_integer("promised_at"))
        .col(big_integer_null("done_at"))
        .col(text("outcome"))
        .primary_key(Index::create().col("card_id").col("unit_id"))
        .foreign_key(&mut points_at("exemplar_trial", "card_id", "exemplar_card"))
        .foreign_key(&mut points_at("exemplar_trial", "unit_id", "unit"))
        .foreign_key(&mut points_at("exemplar_trial", "leader_id", "account"))
        .take()
}
