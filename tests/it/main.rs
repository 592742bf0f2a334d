//! The integration tests: one binary, one link.
#![expect(unreachable_pub, reason = "what the tests share is as public as it can be")]
#![allow(clippy::unwrap_used, reason = "a test that panics says where")]

mod accounts;
mod attempts;
mod bad_input;
mod certificates;
mod conventions;
mod courses;
mod csrf;
mod exchange;
mod headers;
mod laws;
mod limits;
mod question_types;
mod sessions;
mod stories;
mod support;
