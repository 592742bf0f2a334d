//! Units: province > commune > hamlet and province > agency > division; a scope is a subtree.

use crate::instant::Instant;
use serde::{Deserialize, Serialize};

/// A place or an organisation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unit {
    /// Code, unique, as it appears outside.
    pub code: String,
    /// Name.
    pub name: String,
    /// What it is.
    pub kind: UnitKind,
    /// Code of the unit above.
    pub parent: Option<String>,
    /// Row numbers of the ancestors and itself between slashes (`/1/7/`): a subtree is the range of one prefix.
    pub path: String,
    /// From when on it is.
    pub valid_from: Instant,
    /// When it ended; none while it lasts.
    pub ended_at: Option<Instant>,
    /// Code of the unit that it was merged into.
    pub successor: Option<String>,
}

impl Unit {
    /// Whether it has not ended.
    #[must_use]
    pub fn lasts_at(&self, now: Instant) -> bool {
        self.ended_at.is_none_or(|end| now < end)
    }
}

/// The two trees of units. Figures of one are never added to those of the other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tree {
    /// Where people live; the province is its root.
    Residence,
    /// Where people work.
    Workplace,
}

/// Kinds of units.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum UnitKind {
    /// The root.
    Province,
    /// Commune or ward.
    Commune,
    /// Hamlet or residential group.
    Hamlet,
    /// Agency, school, enterprise or cooperative.
    Agency,
    /// Part of an agency.
    Division,
}

impl UnitKind {
    /// Every kind.
    pub const ALL: &'static [Self] = &[Self::Province, Self::Commune, Self::Hamlet, Self::Agency, Self::Division];

    /// The word for it in the API and the database.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Province => "province",
            Self::Commune => "commune",
            Self::Hamlet => "hamlet",
            Self::Agency => "agency",
            Self::Division => "division",
        }
    }

    /// Reads the word.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|kind| kind.word() == word)
    }

    /// The tree that it stands in.
    #[must_use]
    pub fn tree(self) -> Tree {
        match self {
            Self::Province | Self::Commune | Self::Hamlet => Tree::Residence,
            Self::Agency | Self::Division => Tree::Workplace,
        }
    }

    /// Whether people of a unit of this kind can go over to one of the other: only to one of the same kind.
    #[must_use]
    pub fn merges_into(self, other: Self) -> bool {
        self == other && self != Self::Province
    }

    /// Whether a unit of this kind may stand below one of `parent`; only a province stands below nothing.
    #[must_use]
    pub fn fits_below(self, parent: Option<Self>) -> bool {
        match self {
            Self::Province => parent.is_none(),
            Self::Commune | Self::Agency => parent == Some(Self::Province),
            Self::Hamlet => parent == Some(Self::Commune),
            Self::Division => parent == Some(Self::Agency),
        }
    }
}
