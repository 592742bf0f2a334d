//! What figures were on a day: frozen as one text a unit, from which they are read like live ones, and sealed by a hash over
//! all of them and the seal of the day before.

use super::facts::{Facts, Network, Older, Plans, Sums};
use super::standing::{Age, Place};
use super::substance::Rechecks;
use super::tally::{COUNT, Counts};
use crate::people::Audience;
use crate::population::PopulationClass;
use crate::work_record::Rate;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// A day that is frozen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Head {
    /// The day, `2027-01-15`.
    pub day: String,
    /// Version of the definitions.
    pub definitions: String,
    /// The youngest working age.
    pub working_from: u32,
    /// The oldest.
    pub working_to: u32,
    /// The seal of the snapshot before; empty for the first.
    pub previous: String,
}

/// What of a unit is frozen. Nothing of it leads to a person.
#[derive(Debug, Serialize, Deserialize)]
struct Frozen {
    /// Place, audience, age, counts; days that were frozen before there were so many have fewer.
    sums: Vec<(String, String, String, Vec<i64>)>,
    /// By class: how many, and which statement of the register says so.
    register: BTreeMap<String, (u64, i64)>,
    /// Communes, those served, agencies, those served.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    network: Option<[u64; 4]>,
    /// Audits of records of work that held, and how many there were.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    audits: Option<[u64; 2]>,
    /// Re-checks: confirmed, asked, absent, communes accepted and inspected, 1 for a commune under review.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    rechecks: Option<[u64; 6]>,
    /// Milestones due and met, lecturers and exemplary units, each with what the plan names.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    plans: Option<([u64; 4], [Option<u64>; 2])>,
    /// People over 50 who take part, and who of them are capable.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    older: Option<[u64; 2]>,
}

/// The text of a unit.
#[must_use]
pub fn freeze(facts: &Facts, statements: &BTreeMap<PopulationClass, i64>) -> String {
    let sums = facts.sums.0.iter().filter(|(_, counts)| !counts.is_zero());
    let sums = sums.map(|((place, audience, age), counts)| {
        (place.word().to_owned(), (*audience).to_owned(), age.word().to_owned(), counts.list().to_vec())
    });
    let register = facts
        .register
        .iter()
        .map(|(class, value)| (class.word().to_owned(), (*value, statements.get(class).copied().unwrap_or_default())));
    let known = facts.network;
    let network = (known != Network::default()).then_some([
        known.communes,
        known.communes_served,
        known.agencies,
        known.agencies_served,
    ]);
    let audits = (facts.audits.judged > 0).then_some([facts.audits.passed, facts.audits.judged]);
    let known = facts.rechecks;
    let rechecks = (known != Rechecks::default()).then_some([
        known.confirmed,
        known.asked,
        known.absent,
        known.accepted,
        known.inspected,
        u64::from(known.under_review),
    ]);
    let of = facts.plans;
    let plans = (of != Plans::default())
        .then_some(([of.due, of.met, of.lecturers, of.exemplary], [of.lecturers_planned, of.exemplary_planned]));
    let older = (facts.older != Older::default()).then_some([facts.older.taking_part, facts.older.capable]);
    let frozen = Frozen { sums: sums.collect(), register: register.collect(), network, audits, rechecks, plans, older };
    serde_json::to_string(&frozen).unwrap_or_default()
}

/// What the text of a unit says; none where it is none.
#[must_use]
pub fn thaw(text: &str) -> Option<Facts> {
    let frozen: Frozen = serde_json::from_str(text).ok()?;
    let mut facts = Facts::default();
    let mut sums = Sums::default();
    for (place, audience, age, counts) in frozen.sums {
        let audience = Audience::parse(&audience)?.word();
        let mut list = [0; COUNT];
        list.get_mut(..counts.len())?.copy_from_slice(&counts);
        sums.add(Place::parse(&place)?, audience, Age::parse(&age)?, Counts::of(list));
    }
    for (class, (value, _)) in frozen.register {
        facts.register.insert(PopulationClass::parse(&class)?, value);
    }
    if let Some([communes, communes_served, agencies, agencies_served]) = frozen.network {
        facts.network = Network { communes, communes_served, agencies, agencies_served };
    }
    if let Some([passed, judged]) = frozen.audits {
        facts.audits = Rate { passed, judged };
    }
    if let Some([confirmed, asked, absent, accepted, inspected, review]) = frozen.rechecks {
        facts.rechecks = Rechecks { confirmed, asked, absent, accepted, inspected, under_review: review == 1 };
    }
    if let Some(([due, met, lecturers, exemplary], [lecturers_planned, exemplary_planned])) = frozen.plans {
        facts.plans = Plans { due, met, lecturers, lecturers_planned, exemplary, exemplary_planned };
    }
    if let Some([taking_part, capable]) = frozen.older {
        facts.older = Older { taking_part, capable };
    }
    facts.sums = sums;
    Some(facts)
}

/// The seal of a day: anybody who has the rows works it out again.
#[must_use]
pub fn seal<'a>(head: &Head, rows: impl Iterator<Item = (i64, &'a str)>) -> String {
    let mut hash = Sha256::new();
    let Head { day, definitions, working_from, working_to, previous } = head;
    hash.update(format!("xutra snapshot 1\n{day}\n{definitions}\n{working_from}-{working_to}\n{previous}\n"));
    for (unit, body) in rows {
        hash.update(format!("{unit}\t{body}\n"));
    }
    hash.finalize().iter().fold(String::new(), |mut text, byte| {
        // Writing to a string cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn facts() -> Facts {
        let mut facts = Facts::default();
        let counts = Counts { people: 9, taking_part: 4, capable_a: 1, capable_b: 2, ..Counts::default() };
        facts.sums.add(Place::Home, "resident", Age::Working, counts);
        facts.register.insert(PopulationClass::WorkingAge, 100);
        facts.plans = Plans { due: 4, met: 3, lecturers: 2, lecturers_planned: Some(5), ..Plans::default() };
        facts.audits = Rate { passed: 3, judged: 4 };
        facts.network = Network { communes: 92, communes_served: 3, agencies: 5, agencies_served: 0 };
        facts
    }

    #[test]
    fn a_unit_thaws_as_it_was_frozen() {
        let text = freeze(&facts(), &BTreeMap::from([(PopulationClass::WorkingAge, 7)]));
        assert_eq!(thaw(&text), Some(facts()));
        assert_eq!(
            text,
            r#"{"sums":[["home","resident","working",[9,4,1,2,0,0,0,0]]],"register":{"working_age":[100,7]},"network":[92,3,5,0],"audits":[3,4],"plans":[[4,3,2,0],[5,null]]}"#
        );
        let checked = Rechecks { confirmed: 3, asked: 19, absent: 1, accepted: 0, inspected: 1, under_review: true };
        let with_lot = Facts { rechecks: checked, ..facts() };
        let frozen = freeze(&with_lot, &BTreeMap::new());
        assert_eq!(thaw(&frozen), Some(with_lot));
        assert!(frozen.contains(r#","rechecks":[3,19,1,0,1,1]"#), "{frozen}");
        let before = text.replace(",0,0]]]", "]]]").replace(r#","audits":[3,4]"#, "");
        let older = Facts { audits: Rate::default(), ..facts() };
        assert_eq!(thaw(&before), Some(older), "a day of before there were records");
        assert_eq!(thaw("x"), None);
    }

    #[test]
    fn a_seal_covers_every_word() {
        let head = Head {
            day: "2027-01-15".into(),
            definitions: "2026-11".into(),
            working_from: 15,
            working_to: 60,
            previous: String::new(),
        };
        let rows = [(1, "a"), (2, "b")];
        let sealed = seal(&head, rows.into_iter());
        assert_eq!(sealed.len(), 64);
        assert_eq!(sealed, seal(&head, rows.into_iter()));
        for other in [
            seal(&Head { working_to: 61, ..head.clone() }, rows.into_iter()),
            seal(&Head { previous: "x".into(), ..head.clone() }, rows.into_iter()),
            seal(&head, [(1, "a")].into_iter()),
            seal(&head, [(2, "a"), (1, "b")].into_iter()),
        ] {
            assert_ne!(sealed, other);
        }
    }
}
