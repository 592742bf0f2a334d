//! What each figure is made of, as data with a version.

use crate::unit::{Tree, UnitKind};
use serde::Deserialize;
use std::sync::LazyLock;

/// All figures as they are defined now.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Definitions {
    /// Which edition this is.
    pub version: String,
    /// In the order of the board.
    #[serde(rename = "figure")]
    pub figures: Vec<Definition>,
}

/// One figure.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Definition {
    /// Its id, as in `P2p`.
    pub id: String,
    /// Of which units it is told.
    pub tree: Where,
    /// Whom it counts.
    pub numerator: Part,
    /// Out of whom.
    pub denominator: Part,
    /// Percent that are to be reached.
    pub target: u32,
}

/// Of which units a figure is told. The province is the root of both trees.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Where {
    /// Province, communes, hamlets.
    Residence,
    /// Province, agencies, divisions.
    Workplace,
    /// Everywhere.
    Both,
}

/// Something that is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Part {
    /// Residents of working age who take part.
    TakingPart,
    /// Of those, who are capable.
    Capable,
    /// The capable, as far as re-checks confirmed them.
    Confirmed,
    /// Residents of working age, by the register.
    WorkingAge,
    /// Officials who completed the course for everybody and their track.
    OfficialsTrained,
    /// Staff on the roll, by the register.
    Staff,
    /// Owners who completed the course for everybody and their track.
    OwnersTrained,
    /// Owners, by the register.
    Owners,
    /// Communes with a facilitator.
    CommunesWithGroup,
    /// Communes.
    Communes,
    /// Agencies with enough facilitators.
    AgenciesWithGroup,
    /// Agencies.
    Agencies,
    /// Officials with a confirmed record of work with AI that counts.
    OfficialsApplying,
    /// Officials with a valid flag who apply it effectively.
    OfficialsEffective,
    /// Owners who have learnt, and apply it effectively.
    OwnersEffective,
    /// Facilitators with a certificate, a practicum and a session of a class within 180 days.
    Lecturers,
    /// People whose re-check was confirmed.
    RechecksConfirmed,
    /// People who were asked again.
    Rechecks,
    /// Exemplary units.
    Exemplary,
    /// Milestones met by their day.
    Milestones,
    /// Milestones whose day is over.
    MilestonesDue,
    /// How many lecturers the unit's plan names.
    LecturersPlanned,
    /// How many exemplary units the unit's plan names.
    ExemplaryPlanned,
}

impl Part {
    /// Whether out of whom a figure is told are people who were counted, and no register.
    #[must_use]
    pub fn is_counted(self) -> bool {
        matches!(self, Self::TakingPart | Self::OwnersTrained | Self::Rechecks)
    }

    /// Whether people are counted; places and milestones are no secret, however few.
    #[must_use]
    pub fn is_of_people(self) -> bool {
        !matches!(self, Self::CommunesWithGroup | Self::AgenciesWithGroup | Self::Milestones | Self::Exemplary)
    }

    /// Whether out of how many a figure is told is what the unit's plan says.
    #[must_use]
    pub fn is_planned(self) -> bool {
        matches!(self, Self::LecturersPlanned | Self::ExemplaryPlanned)
    }
}

static NOW: LazyLock<Definitions> =
    LazyLock::new(|| toml::from_str(include_str!("figures.toml")).expect("the file is read by a test"));

impl Definitions {
    /// As they are now.
    #[must_use]
    pub fn current() -> &'static Self {
        &NOW
    }

    /// The figure of that id, however it is written.
    #[must_use]
    pub fn find(&self, id: &str) -> Option<&Definition> {
        self.figures.iter().find(|figure| figure.id.eq_ignore_ascii_case(id))
    }
}

impl Definition {
    /// The id as it stands in keys of words.
    #[must_use]
    pub fn word(&self) -> String {
        self.id.to_lowercase()
    }

    /// Whether it is told of units of a kind.
    #[must_use]
    pub fn fits(&self, kind: UnitKind) -> bool {
        match self.tree {
            Where::Both => true,
            Where::Residence => kind.tree() == Tree::Residence,
            Where::Workplace => kind.tree() == Tree::Workplace || kind == UnitKind::Province,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn the_file_is_read_and_every_figure_is_there_once() {
        let all = Definitions::current();
        let ids: BTreeSet<&str> = all.figures.iter().map(|one| one.id.as_str()).collect();
        assert_eq!(ids.len(), all.figures.len());
        for id in ["P1", "P2", "P2p", "P2v", "P3a", "P3b", "P3c", "P4a", "P4b", "P5", "P6", "P7", "P8", "P9", "P10"] {
            assert_eq!(all.find(&id.to_lowercase()).map(|one| one.id.as_str()), Some(id));
        }
        assert!(all.figures.iter().all(|one| (1..=100).contains(&one.target)));
    }

    #[test]
    fn territory_and_work_are_told_apart() {
        let fits = |id: &str, kind| Definitions::current().find(id).is_some_and(|one| one.fits(kind));
        assert!(fits("P1", UnitKind::Hamlet) && fits("P1", UnitKind::Province) && !fits("P1", UnitKind::Agency));
        assert!(fits("P3a", UnitKind::Division) && fits("P3a", UnitKind::Province) && !fits("P3a", UnitKind::Commune));
    }
}
