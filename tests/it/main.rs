//! The integration tests: one binary, one link.
#![expect(unreachable_pub, reason = "what the tests share is as public as it can be")]
#![allow(clippy::unwrap_used, reason = "a test that panics says where")]

mod attempts;
mod courses;
mod csrf;
mod laws;
mod support;
