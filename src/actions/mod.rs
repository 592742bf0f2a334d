//! What people can do: one verb per file. Each loads, lets the domain decide, saves; one write transaction. Called by web,
//! cli and jobs alike; an action never sees a request.

pub mod act_on_flag;
pub mod admit_author;
pub mod affiliate;
pub mod answer_data_request;
pub mod answer_question;
pub mod answer_recheck;
pub mod ask_about_data;
pub mod ask_confirmer;
pub mod attend_class;
pub mod choose_language;
pub mod confirm_work;
pub mod decide_flag;
pub mod declare_work;
pub mod deliver_mail;
pub mod describe_person;
pub mod draw_boundaries;
pub mod draw_recheck;
pub mod end_unit;
pub mod enroll;
pub mod enter_paper_list;
pub mod enter_population;
pub mod export_people;
pub mod fill_demo;
pub mod find_signals;
pub mod freeze_figures;
pub mod hand_in_file;
pub mod hand_in_work;
pub mod hold_class;
pub mod hold_class_session;
pub mod hold_recheck;
pub mod hold_session;
pub mod import_people;
pub mod improve_work;
pub mod invite_again;
pub mod issue_certificate;
pub mod join_class;
pub mod join_sitting;
pub mod judge_effort;
pub mod manage_account;
pub mod mark_work;
pub mod meet_milestone;
pub mod merge_accounts;
pub mod open_sitting;
pub mod plan_unit;
pub mod practise;
pub mod print_cards;
pub mod publish_courses;
pub mod put_unit;
pub mod reckon;
pub mod recompute;
pub mod register_learner;
pub mod register_person;
pub mod rejudge_attempts;
pub mod remind_learners;
pub mod review_signal;
pub mod run_import;
pub mod set_password;
pub mod set_pin;
pub mod settle_finding;
pub mod share_practice;
pub mod sign_in;
pub mod sign_ledger;
pub mod start_attempt;
pub mod submit_attempt;
pub mod teach_publish;
pub mod teach_upload;
pub mod tell_formality;
pub mod tell_leaders;
pub mod verify_audit;
pub mod withdraw_question;
pub mod write_mail;

use crate::credential::password::HasherBusy;
use crate::limits::Refused;
use crate::message::Message;
use std::collections::BTreeMap;
use xutra_domain::instant::Instant;
use xutra_store::StoreError;

/// Why an action did not happen.
#[derive(Debug, thiserror::Error)]
pub enum ActionError {
    /// There is no such thing, or it is not the caller's to know of.
    #[error("not found")]
    NotFound,
    /// The caller may not.
    #[error("forbidden: {}", .0.key)]
    Forbidden(Message),
    /// The state of things does not allow it.
    #[error("conflict: {}", .reason.key)]
    Conflict {
        /// Why.
        reason: Message,
        /// For attempts: when it is worth trying again, `Some(None)` for never; `None` where the question does not arise.
        retry_at: Option<Option<Instant>>,
    },
    /// Something that was typed does not fit, by field.
    #[error("invalid: {0:?}")]
    Invalid(BTreeMap<String, Message>),
    /// Wrong login or password, or a session that has ended.
    #[error("not signed in: {}", .0.key)]
    Unauthorized(Message),
    /// Too many tries; worth trying again in so many seconds.
    #[error("too many tries")]
    TooMany(u64),
    /// Too much work waits; worth trying again in a few seconds.
    #[error("busy")]
    Busy,
    /// The store.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// A fault of the program or its installation.
    #[error("internal: {0}")]
    Internal(String),
}

impl ActionError {
    /// A conflict that has nothing to do with time.
    #[must_use]
    pub fn conflict(reason: Message) -> Self {
        Self::Conflict { reason, retry_at: None }
    }

    /// One field that does not fit.
    #[must_use]
    pub fn invalid(field: &str, key: &'static str) -> Self {
        Self::Invalid(BTreeMap::from([(field.to_owned(), Message::new(key))]))
    }
}

impl From<HasherBusy> for ActionError {
    fn from(_: HasherBusy) -> Self {
        Self::Busy
    }
}

impl From<Refused> for ActionError {
    fn from(refused: Refused) -> Self {
        match refused {
            Refused::TooMany(seconds) => Self::TooMany(seconds),
            Refused::Busy => Self::Busy,
        }
    }
}
