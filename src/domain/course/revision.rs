//! Content hashes: what a learner's record pins.
