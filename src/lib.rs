//! The server's library: only what the pages need stands here in this branch.

pub mod locales;

/// What people see.
pub mod web {
    pub mod static_files;
    pub mod templates;
    pub mod view;
}
