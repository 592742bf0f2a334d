//! The importer of FreeCodeCamp, by what [`importer::survive`] asks.
#![no_main]

mod importer;

use libfuzzer_sys::fuzz_target;
use xutra_domain::exchange::Format;

fuzz_target!(|data: &[u8]| importer::survive(Format::FreeCodeCamp, data));
