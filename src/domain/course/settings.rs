//! The settings of a quiz or an exam: the format's defaults, over them those of `course.toml`, over them front matter,
//! and over all the policy that names the exam.

use super::build::{Build, Page};
use super::values::Value;
use super::{FeedbackTime, GradeRule, QuizSettings, ShowAnswers};
use crate::competency::Policy;
use crate::instant::HOUR;

/// What the format says where nobody else does.
fn defaults(exam: bool) -> QuizSettings {
    QuizSettings {
        pass: 80.0,
        pass_skill: None,
        attempts: exam.then_some(3),
        cooldown: if exam { 24 * HOUR } else { 0 },
        time_limit: None,
        draw: None,
        draw_per_skill: None,
        shuffle_questions: true,
        shuffle_options: true,
        avoid_seen: true,
        feedback: if exam { FeedbackTime::None } else { FeedbackTime::End },
        show_answers: if exam { ShowAnswers::Never } else { ShowAnswers::Passed },
        grade: GradeRule::Best,
        weight: 1.0,
        open: None,
        close: None,
        one_page: false,
    }
}

/// Settings of a quiz page.
pub(super) fn of_quiz(build: &Build<'_>, page: &Page<'_>, exam: bool) -> QuizSettings {
    let mut settings = defaults(exam);
    let kind = if exam { "exam" } else { "quiz" };
    for (key, value) in build.manifest.defaults.get(kind).into_iter().flatten() {
        set(&mut settings, key, value);
    }
    for entry in page.front.entries() {
        set(&mut settings, entry.key.name, &entry.value);
    }
    if let Some(policy) = policy_of(build, &page.id) {
        obey(&mut settings, policy);
    }
    settings
}

/// The policy of this course whose exam has that id.
pub(super) fn policy_of<'b>(build: &'b Build<'_>, exam: &str) -> Option<&'b Policy> {
    let policies = build.policies.iter().map(|written| &written.policy);
    policies.into_iter().find(|policy| policy.course == build.id && policy.exam.item == exam)
}

fn set(settings: &mut QuizSettings, key: &str, value: &Value) {
    match (key, value) {
        ("pass", Value::Number(percent)) => settings.pass = *percent,
        ("pass-skill", Value::Number(percent)) => settings.pass_skill = Some(*percent),
        ("attempts", Value::Limit(attempts)) => settings.attempts = *attempts,
        ("cooldown", Value::Millis(cooldown)) => settings.cooldown = *cooldown,
        ("time-limit", Value::Millis(limit)) => settings.time_limit = (*limit > 0).then_some(*limit),
        ("draw", Value::Limit(draw)) => settings.draw = *draw,
        ("draw-per-skill", Value::Limit(draw)) => settings.draw_per_skill = *draw,
        ("shuffle", Value::Word(word)) => {
            settings.shuffle_questions = matches!(*word, "questions" | "both");
            settings.shuffle_options = matches!(*word, "options" | "both");
        }
        ("avoid-seen", Value::Flag(yes)) => settings.avoid_seen = *yes,
        ("feedback", Value::Word(word)) => settings.feedback = feedback(word),
        ("show-answers", Value::Word(word)) => settings.show_answers = show_answers(word),
        ("grade", Value::Word(word)) => settings.grade = grade(word),
        ("weight", Value::Number(weight)) => settings.weight = *weight,
        ("open", Value::Millis(at)) => settings.open = Some(*at),
        ("close", Value::Millis(at)) => settings.close = Some(*at),
        ("page", Value::Word(word)) => settings.one_page = *word == "all",
        _ => {}
    }
}

fn feedback(word: &str) -> FeedbackTime {
    match word {
        "question" => FeedbackTime::Question,
        "end" => FeedbackTime::End,
        _ => FeedbackTime::None,
    }
}

fn show_answers(word: &str) -> ShowAnswers {
    match word {
        "always" => ShowAnswers::Always,
        "passed" => ShowAnswers::Passed,
        _ => ShowAnswers::Never,
    }
}

fn grade(word: &str) -> GradeRule {
    match word {
        "last" => GradeRule::Last,
        "first" => GradeRule::First,
        "average" => GradeRule::Average,
        _ => GradeRule::Best,
    }
}

/// An exam that a policy names takes its draw, cut, attempts and cooldown from the policy.
fn obey(settings: &mut QuizSettings, policy: &Policy) {
    settings.pass = policy_percent(policy);
    settings.attempts = Some(policy.attempts.max);
    settings.cooldown = policy.attempts.cooldown;
    settings.draw = Some(policy.exam.questions);
    settings.draw_per_skill = None;
}

/// The cut of a policy in percent.
pub(super) fn policy_percent(policy: &Policy) -> f64 {
    100.0 * f64::from(policy.exam.pass) / f64::from(policy.exam.questions.max(1))
}
