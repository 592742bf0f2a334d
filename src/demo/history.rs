//! What learners of an invented province did: a few dozen scripts, each played by many. Forms are drawn, answers graded and
//! evidence made by the same rules as everybody's, so that nothing of it is asserted: it follows.

use super::answers::{right, wrong};
use super::dice::Dice;
use crate::actions::start_attempt::rules_of;
use crate::actions::submit_attempt::evidence_of;
use crate::catalog::LiveCourse;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use uuid::Uuid;
use xutra_domain::assessment::{Answer, AttemptResult, DrawPlan, Form, Seen, draw, grade_attempt};
use xutra_domain::competency::Supervision;
use xutra_domain::course::question::{Answers, Question};
use xutra_domain::course::{CompleteRule, Item, Quiz};
use xutra_domain::ids::{AccountId, AttemptId};
use xutra_domain::instant::{DAY, Instant, MINUTE, SECOND};
use xutra_store::assessment::{Attempt, AttemptState, NewAttempt};
use xutra_store::bulk_exams::Taken;

/// How far somebody came.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stage {
    /// A lesson or two.
    Begun,
    /// Three lessons at least, perhaps a check of a module.
    TakesPart,
    /// Every lesson and check.
    Finished,
    /// The exam was too hard.
    Failed,
    /// The exam, and no practical work yet.
    Examined,
    /// All that the flag asks for.
    Capable,
    /// Likewise, in a room under a facilitator's eyes.
    Supervised,
}

/// What somebody did, from the moment of enrolling.
#[derive(Debug, Clone, PartialEq)]
pub struct Script {
    /// How far it leads.
    pub stage: Stage,
    /// Lessons, with milliseconds from the beginning.
    pub lessons: Vec<(String, i64)>,
    /// Attempts in their order, with milliseconds from the beginning to the start of each.
    pub taken: Vec<(i64, Taken)>,
    /// Until when it lasts.
    pub length: i64,
    /// When the supervised exam starts.
    pub exam_at: Option<i64>,
}

/// How many scripts there are of the stages with exams, which differ in their questions and mistakes.
const VARIANTS: u64 = 16;

/// What scripts are written from.
struct Writer<'a> {
    live: &'a LiveCourse,
    questions: BTreeMap<i64, Arc<Question>>,
    lessons: Vec<(String, i64)>,
    checks: Vec<(&'a Quiz, i64)>,
    practical: Option<&'a Quiz>,
    exam: Option<&'a Quiz>,
}

/// The scripts of a course. A course without an exam has none of the later stages.
#[must_use]
pub fn scripts(live: &LiveCourse) -> Vec<Script> {
    let writer = Writer::new(live);
    let all = writer.lessons.len();
    let mut scripts: Vec<Script> = (1..=all.min(2)).map(|count| writer.reading(Stage::Begun, count, 0)).collect();
    for count in 3..all.max(4) {
        scripts.push(writer.reading(Stage::TakesPart, count, 0));
        scripts.push(writer.reading(Stage::TakesPart, count, 1));
    }
    scripts.extend((0..4).map(|variant| writer.reading(Stage::Finished, all, 10 + variant)));
    for variant in 0..VARIANTS {
        scripts.extend(
            [Stage::Failed, Stage::Examined, Stage::Capable, Stage::Supervised]
                .into_iter()
                .filter_map(|stage| writer.examined(stage, variant)),
        );
    }
    scripts
}

impl<'a> Writer<'a> {
    fn new(live: &'a LiveCourse) -> Self {
        let course = &live.course;
        let questions = live.versions.iter();
        let questions =
            questions.filter_map(|(id, key)| Some((*key, Arc::new(course.questions.get(id)?.clone())))).collect();
        let (mut lessons, mut checks) = (Vec::new(), Vec::new());
        for module in &course.modules {
            for item in module.items.iter().filter(|item| !item.head().draft && item.head().audience.is_empty()) {
                let place = i64::try_from(lessons.len()).unwrap_or(0);
                // Two lessons on a day, a quarter of an hour apart.
                let at = place / 2 * DAY + place % 2 * 15 * MINUTE;
                match item {
                    Item::Lesson(lesson) if lesson.complete != CompleteRule::None => {
                        lessons.push((lesson.head.id.clone(), at));
                    }
                    Item::Quiz(quiz) if is_check(live, quiz) => checks.push((&**quiz, at + 20 * MINUTE)),
                    _ => {}
                }
            }
        }
        let quizzes =
            || course.items().filter_map(|item| if let Item::Quiz(quiz) = item { Some(&**quiz) } else { None });
        let exam = quizzes().find(|quiz| course.policy_of_exam(&quiz.head.id).is_some());
        let own =
            |quiz: &&Quiz| course.policies_with_practical(&quiz.head.id).next().is_some() && !has_task(live, quiz);
        Self { live, questions, lessons, checks, practical: quizzes().find(own), exam }
    }

    /// So many lessons, and with a variant the checks that come before their end.
    fn reading(&self, stage: Stage, count: usize, variant: u64) -> Script {
        let lessons: Vec<_> = self.lessons.iter().take(count).cloned().collect();
        let end = lessons.last().map_or(0, |(_, at)| *at);
        let due = self.checks.iter().filter(|(_, at)| variant > 0 && *at <= end + DAY);
        let taken = due.filter_map(|(quiz, at)| Some((*at, self.take(quiz, variant, 1, Supervision::B)?))).collect();
        script(stage, lessons, taken, None)
    }

    /// Everything, and the exam as the stage says.
    fn examined(&self, stage: Stage, variant: u64) -> Option<Script> {
        let Script { lessons, mut taken, length, .. } = self.reading(stage, self.lessons.len(), 1 + variant % 3);
        let exam_at = (length / DAY + 3) * DAY;
        let watched = if stage == Stage::Supervised { Supervision::A } else { Supervision::B };
        if stage >= Stage::Capable
            && let Some(practical) = self.practical
        {
            taken.push((exam_at - DAY, self.take(practical, variant, 0, Supervision::B)?));
        }
        let wrong = if stage == Stage::Failed { 9 + variant } else { variant % 4 };
        taken.push((exam_at, self.take(self.exam?, variant, wrong, watched)?));
        Some(script(stage, lessons, taken, (stage == Stage::Supervised).then_some(exam_at)))
    }

    /// An attempt in which about so many answers are wrong.
    fn take(&self, quiz: &Quiz, variant: u64, mistakes: u64, supervision: Supervision) -> Option<Taken> {
        let course = &self.live.course;
        let mut dice = Dice::of(&quiz.head.id, variant * 1_000 + mistakes);
        let (seen, exposed) = (Seen::new(), BTreeSet::new());
        let plan = DrawPlan {
            course,
            quiz,
            policy: course.policy_of_exam(&quiz.head.id),
            versions: &self.live.versions,
            seen: &seen,
            exposed: &exposed,
            seed: dice.bytes(),
        };
        let form = draw(&plan);
        let asked = form.asked(&self.questions);
        let rules = rules_of(self.live, quiz, None);
        let missed = misses(&mut dice, form.items.len(), mistakes);
        let answers = answers(&form, &asked, &missed);
        let result = grade_attempt(&rules, &form, &asked, &answers);
        let times = times(&mut dice, form.items.len());
        let length = times.values().max()? + 5 * SECOND;
        let mut attempt = Attempt::from(NewAttempt {
            id: AttemptId(Uuid::nil()),
            account: AccountId(Uuid::nil()),
            course: course.id.clone(),
            quiz: quiz.head.id.clone(),
            number: 1,
            revision: self.live.revision,
            started_at: Instant(0),
            expires_at: None,
            form,
            rules,
            sitting: None,
        });
        attempt.supervision = supervision;
        let evidence = evidence_of(&attempt, &attempt.form, &result, Instant(length));
        Some(taken(attempt, quiz.settings.time_limit, length, answers, times, result, evidence))
    }
}

fn taken(
    attempt: Attempt,
    limit: Option<i64>,
    length: i64,
    answers: BTreeMap<String, Answer>,
    times: BTreeMap<String, i64>,
    result: AttemptResult,
    evidence: Vec<xutra_domain::competency::Evidence>,
) -> Taken {
    let Attempt { course, quiz, number, revision, form, rules, supervision, .. } = attempt;
    let state = AttemptState::Submitted;
    Taken {
        course,
        quiz,
        number,
        revision,
        state,
        limit,
        length,
        form,
        rules,
        answers,
        times,
        result,
        evidence,
        supervision,
    }
}

fn script(stage: Stage, lessons: Vec<(String, i64)>, taken: Vec<(i64, Taken)>, exam_at: Option<i64>) -> Script {
    let read = lessons.last().map_or(0, |(_, at)| *at);
    let length = taken.iter().map(|(at, one)| at + one.length).chain([read]).max().unwrap_or(0);
    Script { stage, lessons, taken, length, exam_at }
}

/// A quiz that decides nothing and needs nobody to mark it.
fn is_check(live: &LiveCourse, quiz: &Quiz) -> bool {
    let course = &live.course;
    !quiz.exam && course.policies_with_practical(&quiz.head.id).next().is_none() && !has_task(live, quiz)
}

/// Whether people must mark some of it.
fn has_task(live: &LiveCourse, quiz: &Quiz) -> bool {
    let seen = Seen::new();
    let plan = DrawPlan {
        course: &live.course,
        quiz,
        policy: live.course.policy_of_exam(&quiz.head.id),
        versions: &live.versions,
        seen: &seen,
        exposed: &BTreeSet::new(),
        seed: [0; 32],
    };
    let asked = draw(&plan).items;
    let mut questions = asked.iter().filter_map(|item| live.course.questions.get(&item.question));
    questions.any(|question| matches!(question.answers, Answers::Task { .. }))
}

/// Which places are answered wrongly.
pub(super) fn misses(dice: &mut Dice, places: usize, mistakes: u64) -> BTreeSet<usize> {
    let wanted = usize::try_from(mistakes).unwrap_or(0).min(places);
    let mut missed = BTreeSet::new();
    while missed.len() < wanted {
        missed.insert(dice.below(places));
    }
    missed
}

/// Right answers but for the places that are missed.
pub(super) fn answers(
    form: &Form,
    asked: &BTreeMap<i64, Arc<Question>>,
    missed: &BTreeSet<usize>,
) -> BTreeMap<String, Answer> {
    let answer = |(place, item): (usize, &xutra_domain::assessment::FormItem)| {
        let question = asked.get(&item.version)?;
        let answer = if missed.contains(&place) { wrong(question, item) } else { right(question, item) };
        Some(((place + 1).to_string(), answer?))
    };
    form.items.iter().enumerate().filter_map(answer).collect()
}

/// Half a minute a question or less; nobody is in a hurry.
fn times(dice: &mut Dice, places: usize) -> BTreeMap<String, i64> {
    let mut at = 0;
    (1..=places)
        .map(|place| {
            at += dice.between(14, 38) * SECOND;
            (place.to_string(), at)
        })
        .collect()
}
