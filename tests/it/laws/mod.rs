//! The laws of the design, each with tests that try to break it; the ninth stands in `conventions`, and the tenth is that
//! every test here runs on both databases.

mod answers;
mod boundary_pages;
mod class_pages;
mod counters;
mod duplicate_pages;
mod figure_pages;
mod flag;
mod ledger;
mod mail_pages;
mod oversight_pages;
mod page_table;
mod pages;
mod permission;
mod pin_pages;
mod plan_pages;
mod privacy;
mod recheck_pages;
mod scope;
mod scope_rows;
mod secrets;
mod supervision;
mod task_files;
mod versions;
mod work_record_pages;
