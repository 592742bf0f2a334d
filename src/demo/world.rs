//! What the people of an invented province are made from: its units as they stand in the database, the scripts, and how
//! far ahead each commune is.

use super::dice::Dice;
use super::history::{Script, Stage};
use super::people::{ALONE, CROWD, EXPIRING, TWO_JOBS, VOIDED, floor};
use super::tree::Tree;
use crate::zone::Zone;
use std::collections::BTreeMap;
use std::sync::Arc;
use xutra_domain::competency::Policy;
use xutra_domain::ids::AccountId;
use xutra_domain::instant::{DAY, HOUR, Instant, MINUTE};
use xutra_domain::people::Audience;
use xutra_domain::unit::UnitKind;

/// Days between the first account and the day of the data.
const DAYS: i64 = 300;
/// Of a thousand accounts, so many are in the communes that are ahead.
const AHEAD: usize = 600;
/// How many communes are ahead.
const LEADERS: usize = 25;
/// Of a thousand learners of each commune that tried it first, so many come to hold the flag.
const PILOTS: [u64; 3] = [820, 850, 620];
/// Of so many learners one is in each of them, and no more than this.
const PILOT: (u64, u64) = (30, 900);

/// Who does what in an invented province.
#[derive(Debug, Default)]
pub struct Duties {
    /// Who facilitates in which commune.
    pub facilitators: BTreeMap<usize, AccountId>,
    /// Who leads which commune.
    pub leaders: BTreeMap<usize, AccountId>,
    /// Inspectors; the first is the one that can sign in.
    pub inspectors: Vec<AccountId>,
    /// Those who can sign in, by the word of their role; `learner` has none.
    pub named: BTreeMap<&'static str, AccountId>,
}

/// Everything that people are made from.
#[derive(Debug)]
pub struct World {
    /// How many learners there will be.
    pub learners: u64,
    /// The end of the data.
    pub now: Instant,
    /// Its year.
    pub year: u32,
    /// Where people are.
    pub zone: Zone,
    /// The units.
    pub tree: Arc<Tree>,
    /// By commune, the rows of its hamlets.
    pub hamlets: Vec<Vec<i64>>,
    /// Rows of agencies, schools and their parts.
    pub offices: Vec<i64>,
    /// Rows of enterprises and cooperatives.
    pub enterprises: Vec<i64>,
    /// The commune in which nobody learns.
    pub empty: usize,
    /// The commune and the row of the hamlet with a single learner.
    pub lonely: (usize, i64),
    /// The commune and the row of the hamlet with more learners than people.
    pub crowded: (usize, i64),
    /// The communes in which anybody learns, from the one that is furthest ahead; without those that tried it first.
    pub order: Vec<usize>,
    /// The communes that tried it first: few people, and most of them learn.
    pub pilots: Vec<usize>,
    /// Who does what.
    pub duties: Duties,
    /// What people may do, from the least to the most.
    pub scripts: Vec<Script>,
    /// The policies of the course by flag.
    pub policies: BTreeMap<String, Vec<Policy>>,
    /// The course.
    pub course: String,
    /// The course and its exam.
    pub exam: Option<(String, String)>,
    /// When sittings begin, after midnight in UTC.
    pub hour: i64,
}

impl World {
    /// A world of that many learners. `rows` are the row numbers of units by their codes.
    #[must_use]
    pub fn new(learners: u64, now: Instant, zone: &Zone, tree: Tree, rows: &BTreeMap<String, i64>) -> Self {
        let row = |code: &String| rows.get(code).copied();
        let hamlets: Vec<Vec<i64>> =
            tree.communes.iter().map(|one| one.hamlets.iter().filter_map(|(code, _)| row(code)).collect()).collect();
        let works = |official: bool| -> Vec<i64> {
            let units = tree.units.iter().filter(|one| matches!(one.kind, UnitKind::Agency | UnitKind::Division));
            units.filter(|one| one.official == official).filter_map(|one| row(&one.code)).collect()
        };
        let mut order: Vec<usize> = (0..tree.communes.len()).collect();
        order.sort_by_key(|index| Dice::of("ahead", u64::try_from(*index).unwrap_or(0)).throw());
        let empty = order.pop().unwrap_or(0);
        let pilots = order.split_off(order.len().saturating_sub(PILOTS.len()));
        let lonely = order.get(LEADERS).copied().unwrap_or(0);
        let lonely = (lonely, hamlets[lonely].last().copied().unwrap_or(0));
        let crowded = order.first().copied().unwrap_or(0);
        let crowded = (crowded, hamlets[crowded].first().copied().unwrap_or(0));
        Self {
            learners,
            now,
            year: zone.year(now),
            zone: zone.clone(),
            offices: works(true),
            enterprises: works(false),
            tree: Arc::new(tree),
            hamlets,
            empty,
            lonely,
            crowded,
            order,
            pilots,
            duties: Duties::default(),
            scripts: Vec::new(),
            policies: BTreeMap::new(),
            course: String::new(),
            exam: None,
            hour: 2 * HOUR,
        }
    }

    /// When the account of that number was made: evenly over the time.
    #[must_use]
    pub fn joined(&self, number: u64) -> Instant {
        let span = DAYS * DAY - 3 * HOUR;
        let (number, learners) = (i64::try_from(number).unwrap_or(0), i64::try_from(self.learners.max(1)).unwrap_or(1));
        // Days first: the product of all would not fit for millions of people.
        let (whole, rest) = (span / learners, span % learners);
        self.now.plus(whole * number + rest * number / learners - DAYS * DAY)
    }

    /// When somebody began whose flag of two years runs out on the day of the data.
    #[must_use]
    pub fn expiring_since(&self) -> Instant {
        let Some(script) = self.scripts.iter().find(|one| one.stage == Stage::Capable) else {
            return self.joined(EXPIRING);
        };
        let months = self.policies.values().flatten().map(|policy| policy.validity_months).max().unwrap_or(24);
        // Months back from today: the same day of the month, which plain days would miss.
        let mut day = floor(self.now).plus(-i64::from(months) * 31 * DAY);
        while day.plus_months(months) < floor(self.now) {
            day = day.plus(DAY);
        }
        let exam = script.taken.last().map_or(0, |(at, taken)| at + taken.length);
        // It ends in the afternoon.
        day.plus(9 * HOUR).plus(-exam - MINUTE)
    }

    /// A commune, by how far ahead it is and how many live there.
    pub fn commune(&self, dice: &mut Dice) -> usize {
        let (first, others) = self.order.split_at(LEADERS.min(self.order.len()));
        let among = if dice.chance(AHEAD) { first } else { others };
        // Of two the larger one, mostly: people are where people are.
        let (one, other) = (*dice.one(among), *dice.one(among));
        let people = |index: usize| self.tree.communes[index].people;
        if people(one) >= people(other) || dice.chance(250) { one } else { other }
    }

    /// How many learners each commune has that tried it first.
    #[must_use]
    pub fn pilot_size(&self) -> u64 {
        (self.learners / PILOT.0).min(PILOT.1)
    }

    /// How many people of working age each of them has.
    #[must_use]
    pub fn pilot_people(&self) -> u64 {
        self.pilot_size() * 5 / 4
    }

    /// Which of those communes somebody lives in, by its place among them. They are among the first of all, so that they
    /// had the time.
    #[must_use]
    pub fn pilot_of(&self, number: u64) -> Option<usize> {
        let place = number.checked_sub(CROWD.end() + 1)?.checked_div(self.pilot_size())?;
        usize::try_from(place).ok().filter(|place| *place < self.pilots.len())
    }

    /// How far somebody comes in a commune that tried it first.
    fn pilot_stage(number: u64, pilot: usize) -> Stage {
        let points = number * 61 % 1_000;
        match PILOTS.get(pilot) {
            Some(capable) if points >= *capable => Stage::TakesPart,
            _ if number.is_multiple_of(3) => Stage::Supervised,
            _ => Stage::Capable,
        }
    }

    /// The script that somebody follows; none where they only have an account.
    pub fn script_of(&self, number: u64, commune: usize, audience: Audience, dice: &mut Dice) -> Option<usize> {
        let pilot = self.pilot_of(number);
        let stage = match (number, pilot) {
            (_, Some(pilot)) => Some(Self::pilot_stage(number, pilot)),
            (ALONE | TWO_JOBS, _) => Some(Stage::TakesPart),
            (number, _) if CROWD.contains(&number) => Some(Stage::TakesPart),
            (EXPIRING | VOIDED, _) => Some(Stage::Capable),
            _ => {
                let place = self.order.iter().position(|one| *one == commune).unwrap_or(0);
                let ahead = 150_usize.saturating_sub(place * 3);
                let official = if audience == Audience::Official { 120 } else { 0 };
                stage(dice.below(1_000) + ahead / 2 + official)
            }
        };
        let mut fitting: Vec<usize> = Vec::new();
        let mut wanted = stage?;
        while fitting.is_empty() {
            fitting = (0..self.scripts.len()).filter(|index| self.scripts[*index].stage == wanted).collect();
            if pilot.is_some() {
                // Where most hold the flag, those do who took the exam.
                let passed = |index: &usize| self.scripts[*index].taken.last().is_none_or(|(_, one)| one.result.passed);
                fitting.retain(passed);
            }
            // A course without an exam leads no further than to its end.
            wanted = match wanted {
                Stage::Begun if fitting.is_empty() => return None,
                Stage::Begun | Stage::TakesPart => Stage::Begun,
                Stage::Finished => Stage::TakesPart,
                Stage::Failed | Stage::Examined | Stage::Capable | Stage::Supervised => Stage::Finished,
            };
        }
        let chosen = if number == EXPIRING || number == VOIDED { 0 } else { dice.below(fitting.len()) };
        Some(fitting[chosen])
    }

    /// The shortest script.
    #[must_use]
    pub fn shortest(&self) -> Option<usize> {
        (0..self.scripts.len()).min_by_key(|index| self.scripts[*index].length)
    }

    /// The first sitting of a commune from an instant on: one in two weeks.
    #[must_use]
    pub fn sitting_day(&self, commune: usize, from: Instant) -> Instant {
        let phase = i64::try_from(commune % 14).unwrap_or(0);
        let day = from.0.div_euclid(DAY) + 1;
        let wait = (phase - day).rem_euclid(14);
        Instant((day + wait) * DAY).plus(self.hour)
    }
}

/// How far somebody came whose dice show that.
fn stage(points: usize) -> Option<Stage> {
    match points {
        0..200 => None,
        200..430 => Some(Stage::Begun),
        430..770 => Some(Stage::TakesPart),
        770..860 => Some(Stage::Finished),
        860..900 => Some(Stage::Failed),
        900..920 => Some(Stage::Examined),
        920..1_010 => Some(Stage::Capable),
        _ => Some(Stage::Supervised),
    }
}
