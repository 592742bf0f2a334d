//! The integration tests: one binary, one link.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod courses;
