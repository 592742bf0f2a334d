//! Certificates: who may get one, and its number.
