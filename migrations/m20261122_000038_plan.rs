//! Plans of units: what figures are to be by which day, milestones with what happened to them, and decisions. All of it only
//! grows: what is put right is a new row.

use crate::columns::{append_only, drop_tables, not_append_only, points_at};
use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::*;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

const TABLES: [&str; 4] = ["plan_target", "milestone", "milestone_event", "decision"];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in [target(), milestone(), event(), decision()] {
            manager.create_table(table).await?;
        }
        let db = manager.get_connection();
        for index in [
            "CREATE INDEX plan_target_unit ON plan_target (unit_id, figure, id)",
            "CREATE INDEX milestone_unit ON milestone (unit_id, due_at)",
            "CREATE INDEX milestone_figure ON milestone (due_at) WHERE figure IS NOT NULL",
            "CREATE INDEX milestone_event_milestone ON milestone_event (milestone_id, id)",
            "CREATE UNIQUE INDEX milestone_event_final ON milestone_event (milestone_id) \
             WHERE kind IN ('accepted', 'met', 'missed', 'withdrawn')",
            "CREATE UNIQUE INDEX decision_unit ON decision (unit_id, number)",
        ] {
            db.execute_unprepared(index).await?;
        }
        for table in TABLES {
            append_only(manager, table).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in TABLES {
            not_append_only(manager, table).await?;
        }
        drop_tables(manager, &["decision", "milestone_event", "milestone", "plan_target"]).await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}

/// What a figure of a unit is to be on a day; no value where that is taken back. The newest row of a figure and day counts.
fn target() -> TableCreateStatement {
    Table::create()
        .table("plan_target")
        .col(big_pk_auto("id"))
        .col(big_integer("unit_id"))
        .col(text("figure"))
        .col(text("day"))
        .col(big_integer("due_at"))
        .col(big_integer_null("value"))
        .col(big_integer_null("base"))
        .col(text("source"))
        .col(text_null("scope"))
        .col(uuid("set_by"))
        .col(big_integer("set_at"))
        .foreign_key(&mut points_at("plan_target", "unit_id", "unit"))
        .foreign_key(&mut points_at("plan_target", "set_by", "account"))
        .take()
}

/// Something that is to be done by a day; by a figure where one is named.
fn milestone() -> TableCreateStatement {
    Table::create()
        .table("milestone")
        .col(pk_uuid("id"))
        .col(big_integer("unit_id"))
        .col(text("title"))
        .col(text("day"))
        .col(big_integer("due_at"))
        .col(text_null("figure"))
        .col(big_integer_null("value"))
        .col(text("source"))
        .col(text_null("scope"))
        .col(uuid("set_by"))
        .col(big_integer("set_at"))
        .foreign_key(&mut points_at("milestone", "unit_id", "unit"))
        .foreign_key(&mut points_at("milestone", "set_by", "account"))
        .take()
}

/// What happened to it: marked with a proof, accepted, refused with a reason, decided by the figures, taken back.
fn event() -> TableCreateStatement {
    Table::create()
        .table("milestone_event")
        .col(big_pk_auto("id"))
        .col(uuid("milestone_id"))
        .col(text("kind"))
        .col(text("note"))
        .col(text_null("day"))
        .col(big_integer_null("actual"))
        .col(big_integer_null("marked_at"))
        .col(uuid_null("actor_id"))
        .col(big_integer("happened_at"))
        .foreign_key(&mut points_at("milestone_event", "milestone_id", "milestone"))
        .foreign_key(&mut points_at("milestone_event", "actor_id", "account"))
        .take()
}

/// What was decided, by which office; one that puts another right names it.
fn decision() -> TableCreateStatement {
    Table::create()
        .table("decision")
        .col(big_pk_auto("id"))
        .col(big_integer("unit_id"))
        .col(big_integer("number"))
        .col(text("day"))
        .col(text("what"))
        .col(text("office"))
        .col(text("paper"))
        .col(text_null("figure"))
        .col(uuid_null("milestone_id"))
        .col(big_integer_null("corrects"))
        .col(uuid("written_by"))
        .col(big_integer("written_at"))
        .foreign_key(&mut points_at("decision", "unit_id", "unit"))
        .foreign_key(&mut points_at("decision", "milestone_id", "milestone"))
        .foreign_key(&mut points_at("decision", "written_by", "account"))
        .take()
}
