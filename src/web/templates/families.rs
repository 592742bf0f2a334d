//! Keys whose end comes from the data, for the tests of the pages: what may stand there.

/// Words of flags.
const FLAGS: &[&str] =
    &["not_enough_data", "key_suspect", "withdraw", "review", "too_hard", "too_easy", "drift", "dead_distractor"];

/// Words of signals.
const SIGNALS: &[&str] = &["rapid", "perfect", "similar", "night", "pass_rate", "pace"];

/// Keys whose end comes from the data: what may stand there.
pub(super) const FAMILIES: &[(&str, &[&str])] = &[
    ("why-grade-", &["a", "b"]),
    ("evidence-grade-", &["a", "b"]),
    ("act-title-", &["void", "suspend", "reinstate"]),
    ("act-lead-", &["void", "suspend", "reinstate"]),
    ("act-do-", &["void", "suspend", "reinstate"]),
    ("act-reason-", &["impersonation", "help", "disturbance", "other"]),
    ("data-purpose-", &["reminders", "improvement"]),
    ("data-purpose-says-", &["reminders", "improvement"]),
    ("data-look-", &["competency", "account", "request"]),
    ("data-request-", &["correction", "erasure"]),
    ("data-outcome-", &["done", "refused"]),
    ("request-do-", &["correction", "erasure"]),
    ("unit-kind-", &["province", "commune", "hamlet", "agency", "division"]),
    ("population-class-", &["working_age", "staff", "enterprise", "cooperative", "household"]),
    ("population-state-", &["in_force", "approved", "open"]),
    ("affiliation-kind-", &["resident", "staff", "owner"]),
    ("sitting-state-", &["joined", "answering", "handed_in", "void", "out"]),
    ("follow-", &["all", "not_started", "stuck", "ready", "capable", "no_password"]),
    ("follow-why-", &["all", "not_started", "stuck", "ready", "capable", "no_password"]),
    ("presence-", &["code", "list"]),
    ("past-", &["waiting", "returned"]),
    ("display-text-", &["normal", "large", "largest"]),
    ("display-theme-", &["system", "light", "dark"]),
    ("help-ask-", &["password", "network", "wrong-tap", "letters", "failed", "result", "shared"]),
    ("help-say-", &["password", "network", "wrong-tap", "letters", "failed", "result", "shared"]),
    ("home-step-", &["read", "try", "show"]),
    ("home-say-", &["read", "try", "show"]),
    ("listen-no-voice-", &["vi", "en"]),
    ("listen-prompt-", &["vi", "en"]),
    ("stop-", &["done", "now", "ahead"]),
    ("state-", &["locked", "new", "started", "failed", "completed"]),
    ("kind-", &["lesson", "quiz", "exam"]),
    ("outcome-", &["right", "part", "wrong", "unanswered", "waiting", "noted", "returned", "graded"]),
    ("audience-", &["resident", "official", "business", "facilitator"]),
    ("role-", &["instructor", "facilitator", "leader", "inspector", "certifier", "administrator"]),
    ("achievement-", &["completion", "capability"]),
    ("certificate-status-", &["valid", "suspended", "expired", "revoked"]),
    ("certificate-says-", &["valid", "suspended", "expired", "revoked"]),
    ("question-flag-", FLAGS),
    ("question-why-", FLAGS),
    ("question-expected-", &["easy", "medium", "hard"]),
    ("signal-", SIGNALS),
    ("signal-why-", SIGNALS),
    ("signal-innocent-", SIGNALS),
    ("signal-figure-", &["rapid", "count", "same", "expected", "night", "passed", "score", "seconds", "usual"]),
    ("questions-sort-", &["place", "flags", "difficulty", "discrimination", "asked"]),
    ("teach-origin-", &["folder", "upload", "rollback"]),
    ("teach-severity-", &["error", "warning", "hint"]),
    ("teach-item-", &["new", "gone", "kind", "about", "text", "rules", "questions"]),
    ("teach-edit-", &["new", "retired", "renamed", "minor", "wording", "major"]),
    ("teach-choice-", &["keep", "wording", "regrade", "void"]),
    (
        "teach-type-",
        &["single", "multiple", "true_false", "number", "text", "blanks", "match", "order", "task", "survey"],
    ),
];
