//! People: accounts, roles and audiences.
