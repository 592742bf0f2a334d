//! placeholder
pub mod certificate_paper;
pub mod credential;
