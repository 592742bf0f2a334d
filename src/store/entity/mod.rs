//! The tables, one per file, as they are after the newest migration. Rows never leave this package.
#![expect(unreachable_pub, reason = "the derive makes public items; the module itself is private")]
#![allow(dead_code, reason = "the derive makes more than is used; expect would count on what it makes")]

pub(crate) mod account;
pub(crate) mod attempt;
pub(crate) mod audit;
pub(crate) mod capability;
pub(crate) mod certificate;
pub(crate) mod certificate_event;
pub(crate) mod course;
pub(crate) mod course_draft;
pub(crate) mod course_medium;
pub(crate) mod course_revision;
pub(crate) mod enrollment;
pub(crate) mod evidence;
pub(crate) mod ledger;
pub(crate) mod ledger_head;
pub(crate) mod ledger_root;
pub(crate) mod lesson_bump;
pub(crate) mod lesson_completion;
pub(crate) mod link;
pub(crate) mod medium;
pub(crate) mod policy;
pub(crate) mod practice_card;
pub(crate) mod question;
pub(crate) mod question_stat;
pub(crate) mod question_version;
pub(crate) mod question_withdrawal;
pub(crate) mod quiz_stat;
pub(crate) mod regrade;
pub(crate) mod rejudgement;
pub(crate) mod review_signal;
pub(crate) mod revision_source;
pub(crate) mod role_grant;
pub(crate) mod secret;
pub(crate) mod session;
pub(crate) mod sitting;
pub(crate) mod sitting_member;
pub(crate) mod task_file;
pub(crate) mod task_grade;
pub(crate) mod task_queue;
pub(crate) mod task_submission;
pub(crate) mod unit;
