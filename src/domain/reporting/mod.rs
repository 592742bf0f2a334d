//! The figures by which a province steers: whom somebody counts for, sums over units, and what the sums say against a
//! register and a target. Definitions are data with a version (`figures.toml`); nothing here knows a database.

pub mod definition;
pub mod facts;
pub mod figure;
pub mod snapshot;
pub mod standing;
pub mod substance;
pub mod suppression;
pub mod tally;

pub use definition::{Definition, Definitions, Part, Where};
pub use facts::{Facts, Network, Older, Plans, Register, Sums};
pub use figure::{Line, Reading, Untold, read, share};
pub use standing::{Age, Basis, Place, Programme, Standing};
pub use substance::Rechecks;
pub use suppression::{SMALL, Told, suppress};
pub use tally::{COUNT, Counts, Key, contribution, difference};
