//! Figures as they are read off facts.

use super::*;
use crate::reporting::{Definitions, Plans, Rechecks};
use proptest::prelude::*;

fn facts(taking_part: i64, a: i64, b: i64, register: Option<u64>) -> Facts {
    let mut facts = Facts::default();
    let counts = Counts { people: 900, taking_part, capable_a: a, capable_b: b, ..Counts::default() };
    facts.sums.add(Place::Home, "resident", Age::Working, counts);
    facts.sums.add(Place::Home, "resident", Age::Unknown, Counts { taking_part: 7, ..Counts::default() });
    facts.sums.add(Place::Staff, "official", Age::Any, Counts { trained: 3, ..counts });
    facts.sums.add(Place::Staff, "resident", Age::Any, Counts { trained: 9, ..counts });
    facts.register.extend(register.map(|value| (PopulationClass::WorkingAge, value)));
    facts
}

fn of(id: &str, facts: &Facts) -> Reading {
    read(Definitions::current().find(id).expect("a figure"), facts)
}

#[test]
fn a_figure_says_how_many_people_are_missing() {
    let one = of("P1", &facts(588, 100, 41, Some(1_000)));
    assert_eq!((one.numerator, one.gap(), one.met(), one.unknown_age), (Some(588), Some(212), Some(false), 7));
    assert_eq!(one.percent(), Some(58.8));
    let two = of("P2", &facts(588, 100, 41, Some(1_000)));
    assert_eq!((two.numerator, two.denominator, two.gap()), (Some(141), Some(588), Some(153)));
    assert_eq!(two.lines.iter().map(|line| line.numerator).collect::<Vec<_>>(), [100, 41]);
    assert_eq!(of("P2p", &facts(588, 400, 41, Some(1_000))).met(), Some(true));
}

#[test]
fn without_an_approved_denominator_there_is_no_percentage() {
    let none = of("P1", &facts(588, 1, 1, None));
    assert_eq!((none.percent(), none.gap(), none.met(), none.untold), (None, None, None, Some(Untold::NoDenominator)));
    assert_eq!(none.numerator, Some(588), "what is counted is told");
    assert_eq!(of("P2", &facts(0, 0, 0, None)).untold, Some(Untold::Nobody));
}

#[test]
fn more_people_than_the_register_knows_are_shown_and_flagged() {
    let over = of("P1", &facts(1_200, 1, 1, Some(1_000)));
    assert!(over.is_over() && over.percent() == Some(120.0) && over.met() == Some(true));
}

#[test]
fn what_is_not_collected_is_said_to_be_so() {
    for id in ["P2v", "P8"] {
        let none = of(id, &facts(9, 1, 1, Some(10)));
        assert_eq!((none.untold, none.percent()), (Some(Untold::NotRechecked), None), "{id}");
    }
}

#[test]
fn plans_are_told_against_what_they_name_and_milestones_against_those_whose_day_is_over() {
    let mut known = Facts::default();
    for (id, why) in [("P7", Untold::NoPlan), ("P9", Untold::NoPlan), ("P10", Untold::NothingDue)] {
        assert_eq!(of(id, &known).untold, Some(why), "{id}");
    }
    known.plans =
        Plans { due: 4, met: 3, lecturers: 6, lecturers_planned: Some(8), exemplary: 1, exemplary_planned: Some(2) };
    for (id, numerator, denominator, percent) in [("P7", 6, 8, 75.0), ("P9", 1, 2, 50.0), ("P10", 3, 4, 75.0)] {
        let one = of(id, &known);
        assert_eq!((one.numerator, one.denominator), (Some(numerator), Some(denominator)), "{id}");
        assert_eq!((one.percent(), one.untold), (Some(percent), None), "{id}");
    }
}

#[test]
fn only_officials_count_for_the_roll() {
    let mut known = facts(9, 1, 1, None);
    known.register.insert(PopulationClass::Staff, 10);
    let reading = of("P3a", &known);
    assert_eq!((reading.numerator, reading.percent()), (Some(3), Some(30.0)));
}

#[test]
fn work_is_told_with_its_second_line_and_as_far_as_audits_bear_it_out() {
    let mut known = facts(9, 1, 1, None);
    let counts = Counts { trained: 8, applies: 6, effective: 4, ..Counts::default() };
    known.sums.add(Place::Staff, "official", Age::Any, counts);
    known.sums.add(Place::Firm, "business", Age::Any, counts);
    known.register.extend([(PopulationClass::Staff, 10), (PopulationClass::Enterprise, 5)]);
    known.register.extend([(PopulationClass::Cooperative, 5), (PopulationClass::Household, 30)]);
    let (applying, effective, owners) = (of("P3b", &known), of("P3c", &known), of("P4b", &known));
    assert_eq!((applying.numerator, applying.denominator, applying.adjusted), (Some(6), Some(10), None));
    assert_eq!((effective.numerator, effective.denominator), (Some(4), Some(10)));
    assert_eq!(effective.lines, [Line { part: "applying", numerator: 4, denominator: Some(6) }]);
    assert_eq!((owners.numerator, owners.denominator), (Some(4), Some(8)));
    assert_eq!(owners.lines, [Line { part: "register", numerator: 4, denominator: Some(40) }]);
    known.audits = Rate { passed: 1, judged: 2 };
    assert_eq!(of("P3b", &known).adjusted.map(|one| (one.low, one.value, one.high)), Some((1, 3, 5)));
    assert_eq!(of("P3a", &known).adjusted, None);
}

#[test]
fn what_re_checks_bear_out_stands_beside_the_figure() {
    let mut known = facts(900, 100, 300, Some(1_000));
    known.rechecks = Rechecks { confirmed: 15, asked: 20, absent: 2, accepted: 1, inspected: 1, under_review: false };
    let (plain, borne) = (of("P2p", &known), of("P2v", &known));
    assert_eq!((plain.numerator, plain.percent(), plain.under_review), (Some(400), Some(40.0), false));
    assert_eq!((borne.numerator, borne.percent(), borne.gap()), (Some(300), Some(30.0), Some(100)));
    let interval = borne.adjusted.expect("an interval");
    assert!(interval.low < 300 && 300 < interval.high && interval.value == 300, "{interval:?}");
    assert_eq!(borne.audits, Rate { passed: 15, judged: 20 });
    let substance = of("P8", &known);
    assert_eq!((substance.numerator, substance.denominator, substance.percent()), (Some(15), Some(20), Some(75.0)));
    let lines: Vec<_> = substance.lines.iter().map(|line| (line.part, line.numerator, line.denominator)).collect();
    assert_eq!(lines, [("communes", 1, Some(1)), ("absent", 2, None)]);
}

#[test]
fn under_review_the_adjusted_figure_is_the_headline_and_says_so() {
    let mut known = facts(900, 100, 300, Some(1_000));
    known.rechecks = Rechecks { confirmed: 5, asked: 20, inspected: 1, under_review: true, ..Rechecks::default() };
    for id in ["P2", "P2p"] {
        let one = of(id, &known);
        assert_eq!((one.numerator, one.counted, one.under_review), (Some(100), Some(400), true), "{id}");
    }
    assert_eq!(of("P2p", &known).percent(), Some(10.0));
    assert_eq!(of("P2v", &known).percent(), Some(10.0));
    assert!(!of("P1", &known).under_review);
}

#[test]
fn a_register_says_nothing_of_one_audience() {
    let mut narrowed = facts(9, 1, 1, Some(10));
    narrowed.narrowed = true;
    assert_eq!(of("P1", &narrowed).untold, Some(Untold::NoDenominator));
    assert_eq!(of("P2", &narrowed).untold, None);
}

proptest! {
    #[test]
    fn with_the_gap_filled_the_target_is_met_and_with_one_fewer_not(count in 0i64..3_000, of_all in 1u64..3_000) {
        let before = of("P1", &facts(count, 0, 0, Some(of_all)));
        let gap = before.gap().expect("a gap");
        let filled = count + i64::try_from(gap).expect("small");
        prop_assert_eq!(of("P1", &facts(filled, 0, 0, Some(of_all))).met(), Some(true));
        if gap > 0 {
            prop_assert_eq!(of("P1", &facts(filled - 1, 0, 0, Some(of_all))).met(), Some(false));
        }
    }
}
