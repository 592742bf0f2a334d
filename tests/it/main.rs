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
mod headers;
mod laws;
mod limits;
mod sessions;
mod stories;
mod support;
mod teach;
mod visibility;
