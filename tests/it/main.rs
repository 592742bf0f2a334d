//! The integration tests: one binary, one link.
#![expect(unreachable_pub, reason = "what the tests share is as public as it can be")]
#![allow(clippy::unwrap_used, reason = "a test that panics says where")]

mod accounts;
mod answering;
mod attempts;
mod authoring;
mod bad_input;
mod certificates;
mod conventions;
mod courses;
mod csrf;
mod exchange;
mod explanations;
mod extras;
mod facilitation;
mod figures;
mod front;
mod headers;
mod laws;
mod limits;
mod marking;
mod media;
mod offline;
mod one_page;
mod practice;
mod preview;
mod question_stats;
mod question_types;
mod repairs;
mod sessions;
mod signals;
mod sittings;
mod slow;
mod stories;
mod support;
mod teach;
mod trust;
mod units;
mod visibility;
