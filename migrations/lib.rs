//! The one list of schema changes, for SQLite and PostgreSQL alike, in the order in which they are applied.
//!
//! A migration that was merged is never edited: see `README.md`.
#![warn(missing_docs)]
#![expect(elided_lifetimes_in_paths, reason = "the trait of sea-orm-migration is declared that way")]

mod columns;
mod m20261122_000001_append_only;
mod m20261122_000002_unit;
mod m20261122_000003_people;
mod m20261122_000004_session;
mod m20261122_000005_course;
mod m20261122_000006_learning;
mod m20261122_000007_assessment;
mod m20261122_000008_competency;
mod m20261122_000009_certificate;
mod m20261122_000010_audit;
mod m20261122_000011_secret;
mod m20261122_000012_published;
mod m20261122_000013_course_draft;
mod m20261122_000014_rejudgement;
mod m20261122_000015_ledger;
mod m20261122_000016_item_analysis;
mod m20261122_000017_marking;
mod m20261122_000018_lesson_bump;
mod m20261122_000019_sitting;
mod m20261122_000020_practice;
mod m20261122_000021_ledger_head;
mod m20261122_000023_account_name;
mod m20261122_000024_affiliation;
mod m20261122_000025_person_key;
mod m20261122_000026_standing;
mod m20261122_000027_snapshot;
mod m20261122_000028_class;
mod m20261122_000029_sign_in;
mod m20261122_000030_draw;
mod m20261122_000031_import;
mod m20261122_000032_personal_data;
mod m20261122_000033_outbox;
mod m20261122_000035_work_record;
mod m20261122_000036_recheck;
mod m20261122_000037_oversight;
mod m20261122_000038_plan;
mod m20261122_000039_exemplar;
mod m20261122_000040_merged_account;
mod m20261122_000041_pin;
mod m20261122_000042_boundary;
mod m20261122_000043_tally_mark;

use sea_orm_migration::{MigrationTrait, MigratorTrait, async_trait};

/// Applies and takes back the migrations.
pub struct Migrator;

#[async_trait::async_trait]
impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![
            Box::new(m20261122_000001_append_only::Migration),
            Box::new(m20261122_000002_unit::Migration),
            Box::new(m20261122_000003_people::Migration),
            Box::new(m20261122_000004_session::Migration),
            Box::new(m20261122_000005_course::Migration),
            Box::new(m20261122_000006_learning::Migration),
            Box::new(m20261122_000007_assessment::Migration),
            Box::new(m20261122_000008_competency::Migration),
            Box::new(m20261122_000009_certificate::Migration),
            Box::new(m20261122_000010_audit::Migration),
            Box::new(m20261122_000011_secret::Migration),
            Box::new(m20261122_000012_published::Migration),
            Box::new(m20261122_000013_course_draft::Migration),
            Box::new(m20261122_000014_rejudgement::Migration),
            Box::new(m20261122_000015_ledger::Migration),
            Box::new(m20261122_000016_item_analysis::Migration),
            Box::new(m20261122_000017_marking::Migration),
            Box::new(m20261122_000018_lesson_bump::Migration),
            Box::new(m20261122_000019_sitting::Migration),
            Box::new(m20261122_000020_practice::Migration),
            Box::new(m20261122_000021_ledger_head::Migration),
            Box::new(m20261122_000023_account_name::Migration),
            Box::new(m20261122_000024_affiliation::Migration),
            Box::new(m20261122_000025_person_key::Migration),
            Box::new(m20261122_000026_standing::Migration),
            Box::new(m20261122_000027_snapshot::Migration),
            Box::new(m20261122_000028_class::Migration),
            Box::new(m20261122_000029_sign_in::Migration),
            Box::new(m20261122_000030_draw::Migration),
            Box::new(m20261122_000031_import::Migration),
            Box::new(m20261122_000032_personal_data::Migration),
            Box::new(m20261122_000033_outbox::Migration),
            Box::new(m20261122_000035_work_record::Migration),
            Box::new(m20261122_000036_recheck::Migration),
            Box::new(m20261122_000037_oversight::Migration),
            Box::new(m20261122_000038_plan::Migration),
            Box::new(m20261122_000039_exemplar::Migration),
            Box::new(m20261122_000040_merged_account::Migration),
            Box::new(m20261122_000041_pin::Migration),
            Box::new(m20261122_000042_boundary::Migration),
            Box::new(m20261122_000043_tally_mark::Migration),
        ]
    }
}
