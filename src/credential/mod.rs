//! What is signed or checked: passwords, session tokens, form tokens, badges. No HTTP, no SQL.

pub mod attempt_token;
pub mod crypto;
pub mod form_token;
pub mod keys;
pub mod open_badge;
pub mod password;
pub mod printed_code;
pub mod session_token;
pub mod status_list;
pub mod stop_token;
