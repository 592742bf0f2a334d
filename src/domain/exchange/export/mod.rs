//! Questions of a compiled course in other formats.
