//! What the course server remembers: the only user of the database, SQLite or PostgreSQL. Gives domain types, never rows.
//!
//! 1. [`Store`] opens the database, reads through [`Store::reader`] and writes through [`Store::write`] alone.
//! 2. Each noun has a module of functions over a connection or a transaction; a conflict leaves a transaction usable.
//! 3. Nothing is acknowledged before its COMMIT has returned (law 1).
#![warn(missing_docs)]

pub mod about_person;
pub mod account_list;
pub mod affiliation;
pub mod assessment;
pub mod audit;
pub mod board;
pub mod boundary;
pub mod bulk;
pub mod bulk_exams;
pub mod bulk_rechecks;
pub mod bulk_work;
pub mod card;
pub mod certificate;
pub mod class;
pub mod class_session;
pub mod class_sitting;
pub mod competency;
pub mod completion;
mod connect;
pub mod course;
pub mod decision;
pub mod draw;
pub mod duplicate;
mod ending;
mod entity;
pub mod erasure;
mod error;
pub mod exemplar;
pub mod finding;
pub mod follow_up;
pub mod formality;
mod gathering;
mod group_commit;
pub mod hint;
pub mod import;
pub mod item_stats;
pub mod learning;
mod leaves;
pub mod ledger;
pub mod ledger_check;
pub mod ledger_root;
pub mod listed;
pub mod marking;
mod migrate;
pub mod milestone;
pub mod outbox;
pub mod people;
pub mod personal_data;
pub mod pin;
pub mod plan;
pub mod population;
pub mod practice;
pub mod publication;
pub mod question_withdrawal;
pub mod recheck;
pub mod recheck_session;
pub mod recompute;
pub mod references;
pub mod regrade;
pub mod reminder;
pub mod roster;
mod rows;
mod saving;
pub mod secret;
pub mod session;
pub mod signal;
pub mod sitting;
pub mod snapshot;
mod sql;
pub mod standing;
mod standing_rebuild;
mod store;
pub mod tally;
pub mod task_file;
#[cfg(any(test, feature = "testing"))]
pub mod testing;
#[cfg(test)]
mod tests;
mod trouble;
pub mod unit;
pub mod unit_end;
pub mod work_audit;
pub mod work_confirmation;
pub mod work_record;
mod write;

pub use connect::StoreOptions;
pub use error::{Constraint, StoreError};
pub use migrate::SchemaState;
pub use store::Store;

/// A transaction, as [`Store::write`] hands it to its closure.
pub type Tx = sea_orm::DatabaseTransaction;
/// The pool of connections that only read.
pub type Reader = sea_orm::DatabaseConnection;
