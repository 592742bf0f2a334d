//! Picks questions for a draw: units (a question, or a group that stays together), each at most once, within the room
//! of their pools, unseen ones first.

use super::draw::DrawPlan;
use crate::course::question::Question;
use crate::course::{Difficulty, Part, Spread};
use crate::instant::Instant;
use std::collections::BTreeSet;

/// What is drawn or left as a whole.
#[derive(Debug)]
pub(super) struct Unit<'a> {
    /// Its questions, in order.
    pub(super) members: Vec<&'a Question>,
    /// The group's id.
    pub(super) group: Option<&'a str>,
    /// Which room it takes its place in: index into the picker's rooms.
    room: usize,
    /// When one of its questions was last met; none where all are new, or where that does not matter.
    seen: Option<Instant>,
    /// Whether too many forms hold one of its questions already.
    exposed: bool,
    /// The difficulty of its questions, where they have one and the same.
    difficulty: Option<Difficulty>,
}

/// How many questions of a skill are wanted.
#[derive(Debug, Clone, Copy)]
pub(super) struct Wanted {
    /// Altogether.
    pub(super) count: usize,
    /// Of them by difficulty, as far as there are any.
    pub(super) spread: Spread,
}

/// A unit that was picked, and the skill that it was picked for.
#[derive(Debug, Clone)]
pub(super) struct Picked {
    /// Index into the units.
    pub(super) unit: usize,
    /// The blueprint's skill.
    pub(super) skill: Option<String>,
}

/// The units of a quiz and what was picked of them so far.
pub(super) struct Picker<'a> {
    /// In source order.
    pub(super) units: Vec<Unit<'a>>,
    /// In the order in which they were picked.
    pub(super) picked: Vec<Picked>,
    /// How many questions each pool may still give. Room 0 is that of plain questions and groups.
    rooms: Vec<usize>,
    /// Units in the order in which they are preferred: unseen ones, then the longest unseen; among equals those that few
    /// forms held, and at last in a random order.
    preferred: Vec<usize>,
    taken: BTreeSet<&'a str>,
}

impl<'a> Picker<'a> {
    /// The same, with what `plan.seen` lists avoided whatever the page says, and equals in the order of their ranks.
    pub(super) fn avoiding<K: Ord>(plan: &DrawPlan<'a>, rank: impl Fn(&str) -> K) -> Self {
        let (mut units, rooms) = Self::units(plan);
        for unit in &mut units {
            unit.seen = unit.members.iter().filter_map(|question| plan.seen.get(&question.id)).max().copied();
        }
        let mut preferred: Vec<usize> = (0..units.len()).collect();
        preferred.sort_by_cached_key(|unit| (units[*unit].seen, rank(&units[*unit].members[0].id)));
        Self { units, picked: Vec::new(), rooms, preferred, taken: BTreeSet::new() }
    }

    /// All units of the quiz whose questions have a version, in an order in which equals are preferred.
    pub(super) fn new(plan: &DrawPlan<'a>, shuffle: impl FnOnce(&mut [usize])) -> Self {
        let (units, rooms) = Self::units(plan);
        let mut preferred: Vec<usize> = (0..units.len()).collect();
        shuffle(&mut preferred);
        preferred.sort_by_key(|unit| (units[*unit].seen, units[*unit].exposed));
        Self { units, picked: Vec::new(), rooms, preferred, taken: BTreeSet::new() }
    }

    /// The units of the quiz, and the rooms that they take their places in.
    fn units(plan: &DrawPlan<'a>) -> (Vec<Unit<'a>>, Vec<usize>) {
        // What counts as evidence is new to the person while the pool lasts, whatever the page says.
        let avoid_seen = plan.quiz.settings.avoid_seen || plan.policy.is_some();
        let mut rooms = vec![usize::MAX];
        let mut units = Vec::new();
        for part in &plan.quiz.parts {
            let (questions, group, room) = match part {
                Part::Question(id) => (std::slice::from_ref(id), None, 0),
                Part::Group { id, questions, .. } => (questions.as_slice(), Some(id.as_str()), 0),
                Part::Pool { questions, draw, .. } => {
                    rooms.push(size(*draw));
                    (questions.as_slice(), None, rooms.len() - 1)
                }
            };
            let known = questions.iter().filter(|id| plan.versions.contains_key(*id));
            let found: Vec<&Question> = known.filter_map(|id| plan.course.questions.get(id)).collect();
            let whole = if group.is_some() { vec![found] } else { found.into_iter().map(|one| vec![one]).collect() };
            units.extend(whole.into_iter().filter(|members| !members.is_empty()).map(|members| {
                let seen = members.iter().filter_map(|question| plan.seen.get(&question.id)).max().copied();
                let exposed = members.iter().any(|question| plan.exposed.contains(&question.id));
                let difficulty = members[0].difficulty;
                let difficulty = difficulty.filter(|one| members.iter().all(|other| other.difficulty == Some(*one)));
                Unit { members, group, room, seen: seen.filter(|_| avoid_seen), exposed, difficulty }
            }));
        }
        (units, rooms)
    }

    /// Makes all pools one, of which so many are drawn.
    pub(super) fn join_pools(&mut self, draw: usize) {
        self.rooms = vec![draw];
        self.units.iter_mut().for_each(|unit| unit.room = 0);
    }

    /// Picks plain questions and groups: they are drawn always.
    pub(super) fn take_plain(&mut self) {
        for unit in 0..self.units.len() {
            if self.units[unit].room == 0 {
                self.take(unit, None);
            }
        }
    }

    /// Fills what room is left.
    pub(super) fn fill(&mut self) {
        for unit in self.preferred.clone() {
            self.take(unit, None);
        }
    }

    /// Picks so many questions of each skill, counting those that are picked already. Questions of which it is the
    /// first skill come before those that name it later, and unseen before seen; no skill takes another's while that
    /// one may need them. Difficulties are filled from questions that are alike in all of that, and then with any.
    pub(super) fn take_skills(&mut self, wanted: &[(&str, Wanted)]) {
        for (unseen, first) in [(true, true), (true, false), (false, true), (false, false)] {
            for (skill, wanted) in wanted {
                let suits = |unit: &Unit<'_>| {
                    unit.seen.is_none() == unseen && unit.members.iter().all(|question| tests(question, skill, first))
                };
                for difficulty in Difficulty::ALL {
                    let (most, of_kind) = (size(wanted.spread.of(difficulty)), Some(difficulty));
                    let suits = |unit: &Unit<'_>| unit.difficulty == of_kind && suits(unit);
                    self.take_up_to(skill, wanted.count, (of_kind, most), suits);
                }
                self.take_up_to(skill, wanted.count, (None, wanted.count), suits);
            }
        }
    }

    /// Picks what suits in the order of preference, until the skill has so many in all, and so many of the difficulty.
    fn take_up_to(
        &mut self,
        skill: &str,
        count: usize,
        (difficulty, most): (Option<Difficulty>, usize),
        suits: impl Fn(&Unit<'_>) -> bool,
    ) {
        let left = |picker: &Self| {
            let of_kind = most.saturating_sub(picker.count_of(skill, difficulty));
            count.saturating_sub(picker.count_of(skill, None)).min(of_kind)
        };
        let mut room = left(self);
        for at in 0..self.preferred.len() {
            let unit = self.preferred[at];
            if room > 0 && self.units[unit].members.len() <= room && suits(&self.units[unit]) {
                self.take(unit, Some(skill));
                room = left(self);
            }
        }
    }

    /// Lets pools give more than they would draw, for skills that lack questions.
    pub(super) fn open_pools(&mut self) {
        self.rooms.fill(usize::MAX);
    }

    /// How many picked questions stand for the skill, of that difficulty where one is given.
    fn count_of(&self, skill: &str, difficulty: Option<Difficulty>) -> usize {
        let counts = |question: &Question, picked: &Picked| {
            skill_of(question, picked.skill.as_deref()) == Some(skill)
                && (difficulty.is_none() || question.difficulty == difficulty)
        };
        let members = |picked: &Picked| {
            let own = self.units[picked.unit].members.iter();
            own.filter(|question| counts(question, picked)).count()
        };
        self.picked.iter().map(members).sum()
    }

    /// Picks a unit, if its room has place and none of its questions is picked already.
    fn take(&mut self, index: usize, skill: Option<&str>) {
        let unit = &self.units[index];
        let room = &mut self.rooms[unit.room];
        if unit.members.len() > *room || unit.members.iter().any(|question| self.taken.contains(question.id.as_str())) {
            return;
        }
        *room -= unit.members.len();
        self.taken.extend(unit.members.iter().map(|question| question.id.as_str()));
        self.picked.push(Picked { unit: index, skill: skill.map(str::to_owned) });
    }
}

/// The skill that a question stands for in the form: the blueprint's, else its own first.
pub(super) fn skill_of<'q>(question: &'q Question, blueprint: Option<&'q str>) -> Option<&'q str> {
    blueprint.or(question.skills.first().map(String::as_str))
}

fn tests(question: &Question, skill: &str, first: bool) -> bool {
    let mut skills = question.skills.iter();
    if first { skills.next().is_some_and(|own| own == skill) } else { skills.any(|own| own == skill) }
}

pub(super) fn size(count: u32) -> usize {
    usize::try_from(count).unwrap_or(usize::MAX)
}
