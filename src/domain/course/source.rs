//! What the compiler reads: files by path, read before by somebody who may touch a disk.

use super::medium::Medium;
use std::collections::BTreeMap;

/// The files of one course folder, by path relative to it, `/` between names.
#[derive(Debug, Clone, Default)]
pub struct SourceTree {
    /// Contents of `.md`, `.mdx` and `.toml` files; `Err` holds why a file could not be read.
    pub texts: BTreeMap<String, Result<Vec<u8>, String>>,
    /// Every other file.
    pub media: BTreeMap<String, Medium>,
}

/// One course and what stands beside it.
#[derive(Debug, Clone, Default)]
pub struct CourseSource {
    /// The folder's name.
    pub folder: String,
    /// Its files.
    pub tree: SourceTree,
    /// `skills.toml` of the parent folder: its path as diagnostics name it, and its content.
    pub skills: Option<(String, Vec<u8>)>,
    /// `capability.toml` of the parent folder, likewise.
    pub capability: Option<(String, Vec<u8>)>,
    /// Ids of the other courses of the same parent, so that a policy of theirs is not taken for a mistake.
    pub siblings: Vec<String>,
}
