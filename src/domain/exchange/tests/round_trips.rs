//! Ours to theirs and back.
