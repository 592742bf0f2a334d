//! Picks questions for a draw: units (a question, or a group that stays together), each at most once, within the room
//! of their pools, unseen ones first.

use super::draw::DrawPlan;
use crate::course::Part;
use crate::course::question::Question;
use crate::instant::Instant;
use rand::rngs::ChaCha12Rng;
use rand::seq::SliceRandom;
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
    /// Units in the order in which they are preferred: unseen in a random order, then the longest unseen.
    preferred: Vec<usize>,
    taken: BTreeSet<&'a str>,
}

impl<'a> Picker<'a> {
    /// All units of the quiz whose questions have a version.
    pub(super) fn new(plan: &DrawPlan<'a>, random: &mut ChaCha12Rng) -> Self {
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
                Unit { members, group, room, seen: seen.filter(|_| avoid_seen) }
            }));
        }
        let mut preferred: Vec<usize> = (0..units.len()).collect();
        preferred.shuffle(random);
        preferred.sort_by_key(|unit| units[*unit].seen);
        Self { units, picked: Vec::new(), rooms, preferred, taken: BTreeSet::new() }
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
    /// one may need them.
    pub(super) fn take_skills(&mut self, wanted: &[(&str, usize)]) {
        for (unseen, first) in [(true, true), (true, false), (false, true), (false, false)] {
            for (skill, count) in wanted {
                let suits = |unit: &Unit<'_>| {
                    unit.seen.is_none() == unseen && unit.members.iter().all(|question| tests(question, skill, first))
                };
                let mut left = count.saturating_sub(self.count_of(skill));
                for unit in self.preferred.clone() {
                    if left > 0 && self.units[unit].members.len() <= left && suits(&self.units[unit]) {
                        self.take(unit, Some(skill));
                        left = count.saturating_sub(self.count_of(skill));
                    }
                }
            }
        }
    }

    /// Lets pools give more than they would draw, for skills that lack questions.
    pub(super) fn open_pools(&mut self) {
        self.rooms.fill(usize::MAX);
    }

    /// How many picked questions stand for the skill.
    fn count_of(&self, skill: &str) -> usize {
        let members = |picked: &Picked| {
            let own = self.units[picked.unit].members.iter();
            own.filter(|question| skill_of(question, picked.skill.as_deref()) == Some(skill)).count()
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
