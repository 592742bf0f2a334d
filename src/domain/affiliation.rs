//! Who belongs where, from when to when: one home at a time, any number of places of work. The past stays as it was.

use crate::instant::Instant;
use crate::unit::{Tree, UnitKind};

/// How somebody belongs to a unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum AffiliationKind {
    /// Lives there.
    Resident,
    /// Works there.
    Staff,
    /// Owns it, or a household business in it.
    Owner,
}

impl AffiliationKind {
    /// Every kind.
    pub const ALL: &'static [Self] = &[Self::Resident, Self::Staff, Self::Owner];

    /// The word for it in forms and the database.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Resident => "resident",
            Self::Staff => "staff",
            Self::Owner => "owner",
        }
    }

    /// Reads the word.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|kind| kind.word() == word)
    }

    /// How somebody belongs to a unit of which nothing else is said.
    #[must_use]
    pub fn usual(unit: UnitKind) -> Self {
        match unit.tree() {
            Tree::Residence => Self::Resident,
            Tree::Workplace => Self::Staff,
        }
    }

    /// Whether one may belong to a unit of that kind in this way. A household business lies in a commune or a hamlet.
    #[must_use]
    pub fn fits(self, unit: UnitKind) -> bool {
        match self {
            Self::Resident => unit.tree() == Tree::Residence,
            Self::Staff => unit.tree() == Tree::Workplace,
            Self::Owner => !matches!(unit, UnitKind::Province | UnitKind::Division),
        }
    }
}

/// Somebody belongs to a unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Affiliation {
    /// Code of the unit.
    pub unit: String,
    /// How.
    pub kind: AffiliationKind,
    /// From when on.
    pub since: Instant,
    /// Until when; none while it lasts.
    pub until: Option<Instant>,
}

impl Affiliation {
    /// Whether it holds at an instant.
    #[must_use]
    pub fn holds_at(&self, at: Instant) -> bool {
        self.since <= at && self.until.is_none_or(|until| at < until)
    }
}

/// Why somebody cannot come to belong to a unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CannotJoin {
    /// Nobody belongs to a unit of that kind in that way.
    #[error("the kinds do not fit")]
    Unfit,
    /// They do already.
    #[error("already there")]
    Already,
    /// They came to where they are now later than that.
    #[error("before what is known")]
    TooEarly,
}

/// What joining a unit ends: the place of the affiliation in the list that it replaces. Only a home replaces another.
///
/// # Errors
/// [`CannotJoin`] says why not.
pub fn join(
    known: &[Affiliation],
    unit: (&str, UnitKind),
    kind: AffiliationKind,
    at: Instant,
) -> Result<Option<usize>, CannotJoin> {
    if !kind.fits(unit.1) {
        return Err(CannotJoin::Unfit);
    }
    let open = |one: &&Affiliation| one.until.is_none() && one.kind == kind;
    if known.iter().filter(open).any(|one| one.unit == unit.0) {
        return Err(CannotJoin::Already);
    }
    if kind != AffiliationKind::Resident {
        return Ok(None);
    }
    match known.iter().position(|one| open(&one)) {
        Some(index) if known[index].since > at => Err(CannotJoin::TooEarly),
        home => Ok(home),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use AffiliationKind::{Owner, Resident, Staff};
    use proptest::prelude::*;

    fn one(unit: &str, kind: AffiliationKind, since: i64, until: Option<i64>) -> Affiliation {
        Affiliation { unit: unit.into(), kind, since: Instant(since), until: until.map(Instant) }
    }

    #[test]
    fn each_way_of_belonging_has_its_tree() {
        use UnitKind::{Agency, Commune, Division, Hamlet, Province};
        for (kind, units) in [
            (Resident, &[Province, Commune, Hamlet][..]),
            (Staff, &[Agency, Division][..]),
            (Owner, &[Commune, Hamlet, Agency][..]),
        ] {
            for unit in UnitKind::ALL {
                assert_eq!(kind.fits(*unit), units.contains(unit), "{kind:?} {unit:?}");
            }
            assert_eq!(AffiliationKind::parse(kind.word()), Some(kind));
        }
    }

    #[test]
    fn a_home_replaces_the_home_and_work_replaces_nothing() {
        let known = [one("A", Resident, 0, Some(5)), one("S", Staff, 1, None), one("B", Resident, 5, None)];
        let cases = [
            ("A", UnitKind::Commune, Resident, 9, Ok(Some(2))),
            ("B", UnitKind::Commune, Resident, 9, Err(CannotJoin::Already)),
            ("A", UnitKind::Commune, Resident, 4, Err(CannotJoin::TooEarly)),
            ("D", UnitKind::Agency, Staff, 0, Ok(None)),
            ("S", UnitKind::Agency, Staff, 9, Err(CannotJoin::Already)),
            ("S", UnitKind::Agency, Owner, 9, Ok(None)),
            ("S", UnitKind::Agency, Resident, 9, Err(CannotJoin::Unfit)),
        ];
        for (code, unit, kind, at, expected) in cases {
            assert_eq!(join(&known, (code, unit), kind, Instant(at)), expected, "{code} {kind:?} {at}");
        }
        assert_eq!(join(&[], ("A", UnitKind::Hamlet), Resident, Instant(0)), Ok(None));
    }

    proptest! {
        #[test]
        fn whoever_moves_about_lives_in_one_place_at_each_instant(moves in prop::collection::vec((0u8..4, 0i64..50), 1..30)) {
            let mut known: Vec<Affiliation> = Vec::new();
            let mut homeless_before = None;
            for (unit, at) in moves {
                let (unit, at) = (unit.to_string(), Instant(at));
                if let Ok(ends) = join(&known, (&unit, UnitKind::Commune), Resident, at) {
                    if let Some(index) = ends {
                        known[index].until = Some(at);
                    }
                    homeless_before.get_or_insert(at);
                    known.push(Affiliation { unit, kind: Resident, since: at, until: None });
                }
            }
            for at in (0..60).map(Instant) {
                let homes = known.iter().filter(|one| one.holds_at(at)).count();
                prop_assert_eq!(homes, usize::from(homeless_before.is_some_and(|first| first <= at)));
            }
        }
    }
}
