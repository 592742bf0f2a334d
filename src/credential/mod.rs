//! What is signed or checked: passwords, session tokens, form tokens. No HTTP, no SQL.

pub mod crypto;
pub mod form_token;
pub mod password;
pub mod session_token;
