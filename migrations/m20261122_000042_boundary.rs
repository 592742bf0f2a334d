//! Boundaries of units for maps: files that administrators uploaded, until they are kept or thrown away, and of each unit the
//! path that a picture draws.

use crate::columns::{drop_tables, points_at};
use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::*;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(draft()).await?;
        manager.create_table(boundary()).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_tables(manager, &["unit_boundary", "boundary_draft"]).await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}

/// A file as it was uploaded, so that it may be looked at by one property and by another.
fn draft() -> TableCreateStatement {
    Table::create()
        .table("boundary_draft")
        .col(pk_uuid("id"))
        .col(text("name"))
        .col(ColumnDef::new("content").blob().not_null().take())
        .col(uuid("made_by"))
        .col(big_integer("made_at"))
        .foreign_key(&mut points_at("boundary_draft", "made_by", "account"))
        .take()
}

/// What is drawn of a unit: its path in a frame, the box around it, the place of its label.
fn boundary() -> TableCreateStatement {
    Table::create()
        .table("unit_boundary")
        .col(ColumnDef::new("unit_id").big_integer().not_null().primary_key().take())
        .col(text("path"))
        .col(text("frame"))
        .col(big_integer("x_min"))
        .col(big_integer("y_min"))
        .col(big_integer("x_max"))
        .col(big_integer("y_max"))
        .col(big_integer("label_x"))
        .col(big_integer("label_y"))
        .col(big_integer("label_room"))
        .col(uuid("set_by"))
        .col(big_integer("set_at"))
        .foreign_key(&mut points_at("unit_boundary", "unit_id", "unit"))
        .foreign_key(&mut points_at("unit_boundary", "set_by", "account"))
        .take()
}
