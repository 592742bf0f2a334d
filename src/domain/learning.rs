//! What a learner has done of a course, and what comes next. Facts come in, nothing is stored here.

use crate::course::{CompiledCourse, CompleteRule, GradeRule, Item, Module, Quiz, Viewer};
use crate::instant::Instant;
use serde::Serialize;
use std::collections::BTreeMap;

/// What is on record of one person in one course.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Record {
    /// When each lesson was first completed, by lesson id.
    pub completed: BTreeMap<String, Instant>,
    /// Attempts by quiz id, oldest first.
    pub attempts: BTreeMap<String, Vec<AttemptNote>>,
}

/// What progress needs to know of an attempt.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct AttemptNote {
    /// Still running.
    pub open: bool,
    /// Percent, where it was graded.
    pub percent: Option<f64>,
    /// Whether it passed.
    pub passed: bool,
}

/// Where a learner stands with an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ItemState {
    /// Something else must be done before.
    Locked,
    /// Not begun.
    New,
    /// An attempt is running.
    Started,
    /// Tried, not passed.
    Failed,
    /// The lesson is read, or the quiz passed.
    Completed,
}

/// Progress in one course.
#[derive(Debug, Clone, PartialEq)]
pub struct Progress {
    /// Items that are completed.
    pub completed: usize,
    /// Items that count: no drafts, no lessons with `complete: none`, no further ways to show practical work.
    pub total: usize,
    /// Every visible item in order: id, state, grade in percent (quizzes with a graded attempt).
    pub items: Vec<(String, ItemState, Option<f64>)>,
}

impl Progress {
    /// The state of an item; locked where it is not known.
    #[must_use]
    pub fn state(&self, id: &str) -> ItemState {
        self.items.iter().find(|(item, ..)| item == id).map_or(ItemState::Locked, |(_, state, _)| *state)
    }

    /// The first item that is neither completed nor locked.
    #[must_use]
    pub fn next(&self) -> Option<&str> {
        self.items
            .iter()
            .find(|(_, state, _)| !matches!(state, ItemState::Completed | ItemState::Locked))
            .map(|(id, ..)| id.as_str())
    }

    /// Whether everything that counts is done.
    #[must_use]
    pub fn is_complete(&self) -> bool {
        self.total > 0 && self.completed == self.total
    }
}

/// Where somebody stands with a module.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Stop {
    /// All that counts of it is done.
    Done,
    /// What comes next lies in it.
    Now,
    /// Anything else.
    Ahead,
}

/// How much of something is done, in items that count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Share {
    /// Done.
    pub completed: usize,
    /// In all.
    pub total: usize,
}

/// A module of a course as a stop on the way.
#[must_use]
pub fn stop(course: &CompiledCourse, module: &Module, viewer: Viewer, progress: &Progress) -> (Stop, Share) {
    let next = progress.next();
    let seen = || module.items.iter().filter(|item| viewer.sees(item));
    let share = share(course, seen(), progress);
    let stop = if seen().any(|item| Some(item.head().id.as_str()) == next) {
        Stop::Now
    } else if share.total > 0 && share.completed == share.total {
        Stop::Done
    } else {
        Stop::Ahead
    };
    (stop, share)
}

/// How many of the lessons that teach a skill are read.
#[must_use]
pub fn lessons_of_skill(course: &CompiledCourse, skill: &str, viewer: Viewer, progress: &Progress) -> Share {
    let teaches = |item: &&Item| matches!(item, Item::Lesson(_)) && item.head().skills.iter().any(|one| one == skill);
    share(course, course.visible_items(viewer).filter(teaches), progress)
}

/// Minutes of what is left of a course.
#[must_use]
pub fn minutes_left(course: &CompiledCourse, viewer: Viewer, progress: &Progress) -> u32 {
    let open = |item: &&Item| progress.state(&item.head().id) != ItemState::Completed;
    let left = course.visible_items(viewer).filter(open).filter(|item| !course.is_another_way(&item.head().id));
    left.map(|item| item.head().minutes).sum()
}

fn share<'a>(course: &CompiledCourse, items: impl Iterator<Item = &'a Item>, progress: &Progress) -> Share {
    items.filter(|item| counts(course, item)).fold(Share { completed: 0, total: 0 }, |share, item| Share {
        completed: share.completed + usize::from(progress.state(&item.head().id) == ItemState::Completed),
        total: share.total + 1,
    })
}

/// Whether an item is part of what has to be done: no lessons to read or not, no further ways to show practical work.
fn counts(course: &CompiledCourse, item: &Item) -> bool {
    let read_or_not = matches!(item, Item::Lesson(lesson) if lesson.complete == CompleteRule::None);
    !read_or_not && !course.is_another_way(&item.head().id)
}

/// Whether an item is done: a lesson completed, a quiz passed by its own attempts.
#[must_use]
pub fn is_done(item: &Item, record: &Record) -> bool {
    match item {
        Item::Lesson(lesson) => record.completed.contains_key(&lesson.head.id),
        Item::Quiz(quiz) => record.attempts.get(&quiz.head.id).is_some_and(|past| past.iter().any(|note| note.passed)),
    }
}

/// What an item still waits for, in the order of its `requires`. Nobody can do what they do not see, so that is not waited
/// for.
#[must_use]
pub fn waits_for<'a>(course: &'a CompiledCourse, item: &Item, viewer: Viewer, record: &Record) -> Vec<&'a Item> {
    let needed = item.head().requires.iter().filter_map(|id| course.visible_item(id, viewer));
    needed.filter(|needed| !is_done(needed, record)).collect()
}

/// Progress over what somebody sees of a course.
#[must_use]
pub fn progress(course: &CompiledCourse, viewer: Viewer, record: &Record) -> Progress {
    let mut progress = Progress { completed: 0, total: 0, items: Vec::new() };
    for item in course.visible_items(viewer) {
        let state = item_state(course, item, viewer, record);
        let counts = counts(course, item);
        progress.total += usize::from(counts);
        progress.completed += usize::from(counts && state == ItemState::Completed);
        let grade = match item {
            Item::Lesson(_) => None,
            Item::Quiz(quiz) => grade_of(quiz, record),
        };
        progress.items.push((item.head().id.clone(), state, grade));
    }
    progress
}

fn item_state(course: &CompiledCourse, item: &Item, viewer: Viewer, record: &Record) -> ItemState {
    if is_done(item, record) {
        return ItemState::Completed;
    }
    let past = record.attempts.get(&item.head().id).map_or(&[][..], Vec::as_slice);
    if past.iter().any(|note| note.open) {
        ItemState::Started
    } else if !waits_for(course, item, viewer, record).is_empty() {
        ItemState::Locked
    } else if past.is_empty() {
        ItemState::New
    } else {
        ItemState::Failed
    }
}

/// The grade of a quiz in percent by its rule; none before a graded attempt.
#[must_use]
pub fn grade_of(quiz: &Quiz, record: &Record) -> Option<f64> {
    let graded: Vec<f64> = record.attempts.get(&quiz.head.id)?.iter().filter_map(|note| note.percent).collect();
    match quiz.settings.grade {
        GradeRule::Best => graded.iter().copied().reduce(f64::max),
        GradeRule::Last => graded.last().copied(),
        GradeRule::First => graded.first().copied(),
        #[expect(clippy::cast_precision_loss, reason = "nobody takes 2^52 attempts")]
        GradeRule::Average => (!graded.is_empty()).then(|| graded.iter().sum::<f64>() / graded.len() as f64),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::assessment::samples;
    use crate::course::{ItemAbout, ItemHead, Lesson};
    use crate::language::Localized;
    use crate::people::Audience;

    fn head(id: &str, requires: &[&str]) -> ItemHead {
        ItemHead {
            id: id.into(),
            file: format!("{id}.md"),
            title: Localized::new(id.into()),
            summary: Localized::default(),
            skills: Vec::new(),
            requires: requires.iter().map(|id| (*id).to_owned()).collect(),
            draft: false,
            audience: Vec::new(),
            minutes: 5,
            about: ItemAbout::default(),
        }
    }

    fn lesson(id: &str, complete: CompleteRule) -> Item {
        Item::Lesson(Lesson { head: head(id, &[]), body: Localized::new(Vec::new()), complete })
    }

    fn quiz(id: &str, requires: &[&str], grade: GradeRule) -> Item {
        let mut quiz = samples::quiz(false, samples::settings(), Vec::new());
        quiz.head = head(id, requires);
        quiz.settings.grade = grade;
        Item::Quiz(Box::new(quiz))
    }

    fn course(items: Vec<Item>) -> CompiledCourse {
        let mut course = samples::course(Vec::new());
        course.modules =
            vec![Module { id: "m".into(), title: Localized::new("M".into()), intro_html: Localized::default(), items }];
        course
    }

    fn note(percent: Option<f64>, passed: bool) -> AttemptNote {
        AttemptNote { open: percent.is_none(), percent, passed }
    }

    #[test]
    fn progress_counts_what_counts_and_names_what_comes_next() {
        let mut draft = lesson("nháp", CompleteRule::View);
        if let Item::Lesson(lesson) = &mut draft {
            lesson.head.draft = true;
        }
        let course = course(vec![
            lesson("a", CompleteRule::View),
            lesson("extra", CompleteRule::None),
            draft,
            quiz("q", &[], GradeRule::Best),
            quiz("exam", &["q"], GradeRule::Best),
        ]);
        let mut record = Record::default();
        let states = |record: &Record| -> Vec<ItemState> {
            progress(&course, Viewer::ANYONE, record).items.iter().map(|(_, state, _)| *state).collect()
        };
        use ItemState::{Completed, Failed, Locked, New, Started};
        assert_eq!(states(&record), [New, New, New, Locked]);
        record.completed.insert("a".into(), Instant(1));
        record.completed.insert("extra".into(), Instant(1));
        record.attempts.insert("q".into(), vec![note(Some(40.0), false)]);
        assert_eq!(states(&record), [Completed, Completed, Failed, Locked]);
        let found = progress(&course, Viewer::ANYONE, &record);
        assert_eq!((found.completed, found.total, found.next()), (1, 3, Some("q")));
        record.attempts.insert("q".into(), vec![note(Some(40.0), false), note(Some(90.0), true)]);
        record.attempts.insert("exam".into(), vec![note(None, false)]);
        assert_eq!(states(&record), [Completed, Completed, Completed, Started]);
        record.attempts.insert("exam".into(), vec![note(Some(100.0), true)]);
        let found = progress(&course, Viewer::ANYONE, &record);
        assert!(found.is_complete() && found.next().is_none());
        let waiting = |course: &CompiledCourse| -> Vec<String> {
            let exam = &course.modules[0].items[4];
            let nothing = Record::default();
            waits_for(course, exam, Viewer::ANYONE, &nothing).iter().map(|item| item.head().id.clone()).collect()
        };
        assert_eq!(waiting(&course), ["q"]);
        let mut course = course;
        if let Item::Quiz(quiz) = &mut course.modules[0].items[3] {
            quiz.head.draft = true;
        }
        assert!(waiting(&course).is_empty(), "nobody can do a draft");
    }

    #[test]
    fn modules_are_stops_and_skills_grow_lesson_by_lesson() {
        let skilled = |id: &str, skill: &str| {
            let mut item = lesson(id, CompleteRule::View);
            if let Item::Lesson(lesson) = &mut item {
                lesson.head.skills = vec![skill.into()];
            }
            item
        };
        let mut course =
            course(vec![skilled("a", "hieu-ai"), skilled("b", "hieu-ai"), lesson("x", CompleteRule::None)]);
        let mut second = course.modules[0].clone();
        second.items = vec![skilled("c", "an-toan"), quiz("q", &["c"], GradeRule::Best)];
        course.modules.push(second);
        let see = |done: &[&str]| {
            let completed = done.iter().map(|id| ((*id).to_owned(), Instant(1))).collect();
            let progress = progress(&course, Viewer::ANYONE, &Record { completed, ..Record::default() });
            let stops: Vec<(Stop, usize, usize)> = course
                .modules
                .iter()
                .map(|module| stop(&course, module, Viewer::ANYONE, &progress))
                .map(|(stop, share)| (stop, share.completed, share.total))
                .collect();
            let skill = |skill| {
                let share = lessons_of_skill(&course, skill, Viewer::ANYONE, &progress);
                (share.completed, share.total)
            };
            (stops, skill("hieu-ai"), skill("an-toan"))
        };
        use Stop::{Ahead, Done, Now};
        assert_eq!(see(&[]), (vec![(Now, 0, 2), (Ahead, 0, 2)], (0, 2), (0, 1)));
        assert_eq!(see(&["a"]), (vec![(Now, 1, 2), (Ahead, 0, 2)], (1, 2), (0, 1)));
        // What may be read or not is next as well.
        assert_eq!(see(&["a", "b"]).0, [(Now, 2, 2), (Ahead, 0, 2)]);
        assert_eq!(see(&["a", "b", "x", "c"]), (vec![(Done, 2, 2), (Now, 1, 2)], (2, 2), (1, 1)));
    }

    #[test]
    fn a_further_way_to_show_practical_work_need_not_be_done() {
        let mut course = course(vec![
            quiz("thuc-hanh", &[], GradeRule::Best),
            quiz("viec-that", &[], GradeRule::Best),
            quiz("danh-gia", &[], GradeRule::Best),
        ]);
        let total = |course: &CompiledCourse| progress(course, Viewer::ANYONE, &Record::default()).total;
        assert_eq!(total(&course), 3);
        course.policies = vec![crate::competency::samples::r1()];
        assert_eq!((total(&course), course.is_another_way("thuc-hanh")), (2, false));
    }

    #[test]
    fn what_is_for_others_neither_counts_nor_is_waited_for() {
        let mut course = course(vec![
            lesson("all", CompleteRule::View),
            lesson("officials", CompleteRule::View),
            quiz("q", &["officials", "all"], GradeRule::Best),
        ]);
        if let Item::Lesson(lesson) = &mut course.modules[0].items[1] {
            lesson.head.audience = vec!["official".into()];
        }
        let ids = |found: &Progress| -> Vec<String> { found.items.iter().map(|(id, ..)| id.clone()).collect() };
        let nothing = Record::default();
        let official = Viewer::of(&samples::account(Audience::Official), Instant(1));
        let seen = progress(&course, Viewer::ANYONE, &nothing);
        assert_eq!((ids(&seen), seen.total), (vec!["all".to_owned(), "q".to_owned()], 2));
        assert_eq!(progress(&course, official, &nothing).total, 3);
        let mut record = Record::default();
        record.completed.insert("all".into(), Instant(1));
        assert_eq!(progress(&course, Viewer::ANYONE, &record).state("q"), ItemState::New);
        assert_eq!(progress(&course, official, &record).state("q"), ItemState::Locked);
        assert_eq!(progress(&course, Viewer::ANYONE, &record).state("officials"), ItemState::Locked);
    }

    #[test]
    fn the_grade_follows_the_rule_of_the_quiz() {
        let past = vec![note(Some(40.0), false), note(Some(90.0), true), note(Some(50.0), false), note(None, false)];
        for (rule, expected) in
            [(GradeRule::Best, 90.0), (GradeRule::Last, 50.0), (GradeRule::First, 40.0), (GradeRule::Average, 60.0)]
        {
            let Item::Quiz(quiz) = quiz("q", &[], rule) else { unreachable!("a quiz was made") };
            let record = Record { attempts: BTreeMap::from([("q".to_owned(), past.clone())]), ..Record::default() };
            assert_eq!(grade_of(&quiz, &record), Some(expected), "{rule:?}");
            assert_eq!(grade_of(&quiz, &Record::default()), None);
        }
    }
}
