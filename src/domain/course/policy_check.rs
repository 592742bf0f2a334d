//! Checks policies against the course: E132, E133, E134, W135, W136, W137.

use super::build::{Build, Page};
use super::capability::WrittenPolicy;
use super::page::{ParsedPart, Span};
use super::parts::{all_questions, of_quiz, skills_of};
use super::suggest::nearest;
use super::tree::Role;
use super::values::Value;
use super::{Difficulty, Part};
use crate::competency::{Policy, smallest_cut};
use std::collections::BTreeSet;

/// Fewer questions than this are too few to certify anybody.
const ENOUGH: u32 = 30;

/// A finding in `capability.toml`.
struct Finding {
    code: &'static str,
    variant: &'static str,
    span: Span,
    args: Vec<(&'static str, String)>,
}

/// Checks every policy that names this course, or a course that nobody knows.
pub(super) fn check(build: &mut Build<'_>) {
    let policies = std::mem::take(&mut build.policies);
    let mut findings = Vec::new();
    let mut first = None;
    for written in &policies {
        if written.policy.course == build.id {
            // A course grants one flag: which exam a page, a certificate or a learner means must never be a guess.
            match first {
                None => first = Some(&written.policy.id),
                Some(first) => findings.push(Finding {
                    code: "E134",
                    variant: "course-twice",
                    span: written.course.clone(),
                    args: vec![("id", build.id.clone()), ("first", first.clone())],
                }),
            }
            check_policy(build, written, &mut findings);
        } else if !build.source.siblings.contains(&written.policy.course) {
            let known = build.source.siblings.iter().map(String::as_str).chain([build.id.as_str()]);
            findings.push(unknown("course", &written.policy.course, written.course.clone(), known));
        }
    }
    for finding in findings {
        let diagnostic = build.policy_reporter.report(finding.code, finding.span);
        diagnostic.variant = (!finding.variant.is_empty()).then_some(finding.variant);
        diagnostic.args.extend(finding.args);
    }
    check_exams(build, &policies);
    check_practice(build, &policies);
    build.policies = policies;
}

fn unknown<'k>(variant: &'static str, id: &str, span: Span, known: impl IntoIterator<Item = &'k str>) -> Finding {
    let mut args = vec![("id", id.to_owned())];
    let Some(meant) = nearest(id, known) else { return Finding { code: "E134", variant, span, args } };
    args.push(("nearest", meant.to_owned()));
    let variant = match variant {
        "course" => "course-nearest",
        "skill" => "skill-nearest",
        _ => "item-nearest",
    };
    Finding { code: "E134", variant, span, args }
}

fn check_policy(build: &Build<'_>, written: &WrittenPolicy, findings: &mut Vec<Finding>) {
    let policy = &written.policy;
    let exam = quiz(build, &policy.exam.item);
    if exam.is_none() {
        findings.push(unknown("item", &policy.exam.item, written.item.clone(), quizzes(build)));
    }
    if let Some(skills) = &build.skills {
        let named = policy.exam.skills.iter().zip(&written.skills).map(|(rule, [span, ..])| (&rule.skill, span));
        let practical = policy.practical.iter().map(|practical| (&practical.skill, &written.practical));
        for (skill, span) in named.chain(practical) {
            if !skills.iter().any(|known| known.id == *skill) {
                let known = skills.iter().map(|known| known.id.as_str());
                findings.push(unknown("skill", skill, span.clone(), known));
            }
        }
    }
    if let Some(exam) = exam {
        check_pools(build, exam, written, findings);
        check_spreads(build, exam, written, findings);
    }
    check_sums(written, findings);
    check_cut(written, findings);
    let ways = policy.practical.iter().flat_map(|practical| &practical.any_of).zip(&written.ways);
    for (way, span) in ways {
        let question = || build.pages.iter().flat_map(|page| &page.question_ids).any(|id| id.id == way.item);
        let known = if way.task { item(build, &way.item) || question() } else { quiz(build, &way.item).is_some() };
        if !known {
            findings.push(unknown("item", &way.item, span.clone(), quizzes(build)));
        }
    }
}

fn quiz(build: &Build<'_>, id: &str) -> Option<usize> {
    build.originals().find(|at| build.pages[*at].place.role.is_quiz() && build.pages[*at].id == id)
}

fn item(build: &Build<'_>, id: &str) -> bool {
    build.pages.iter().any(|page| page.place.role.is_item() && page.id == id)
}

fn quizzes<'b>(build: &'b Build<'_>) -> impl Iterator<Item = &'b str> {
    build.pages.iter().filter(|page| page.place.role.is_quiz()).map(|page| page.id.as_str())
}

/// How many questions the exam may draw of a skill.
fn count_of(build: &Build<'_>, exam: usize, skill: &str) -> usize {
    let all = all_questions(build, exam);
    all.iter().filter(|(page, question)| skills_of(page, question).iter().any(|known| known == skill)).count()
}

fn check_pools(build: &Build<'_>, exam: usize, written: &WrittenPolicy, findings: &mut Vec<Finding>) {
    for (rule, [_, draw, _]) in written.policy.exam.skills.iter().zip(&written.skills) {
        let count = count_of(build, exam, &rule.skill);
        if count < usize::try_from(rule.draw).unwrap_or(usize::MAX) {
            let args = vec![
                ("skill", rule.skill.clone()),
                ("count", count.to_string()),
                ("draw", rule.draw.to_string()),
                ("item", written.policy.exam.item.clone()),
            ];
            findings.push(Finding { code: "E134", variant: "pool", span: draw.clone(), args });
        }
    }
}

/// A spread must fit into its draw, and the bank must hold it.
fn check_spreads(build: &Build<'_>, exam: usize, written: &WrittenPolicy, findings: &mut Vec<Finding>) {
    for (rule, [_, draw, _]) in written.policy.exam.skills.iter().zip(&written.skills) {
        let mut find = |variant, mut args: Vec<(&'static str, String)>| {
            args.extend([("skill", rule.skill.clone()), ("draw", rule.draw.to_string())]);
            findings.push(Finding { code: "E134", variant, span: draw.clone(), args });
        };
        if rule.spread.sum() > u64::from(rule.draw) {
            find("spread", vec![("sum", rule.spread.sum().to_string())]);
            continue;
        }
        for difficulty in Difficulty::ALL {
            let wanted = rule.spread.of(difficulty);
            let held = all_questions(build, exam).into_iter().filter(|(page, question)| {
                question.difficulty == Some(difficulty) && skills_of(page, question).contains(&rule.skill)
            });
            let held = held.count();
            if held < usize::try_from(wanted).unwrap_or(usize::MAX) {
                let (count, wanted) = (held.to_string(), wanted.to_string());
                find(spread_variant(difficulty), vec![("count", count), ("wanted", wanted)]);
            }
        }
    }
}

fn spread_variant(difficulty: Difficulty) -> &'static str {
    match difficulty {
        Difficulty::Easy => "pool-easy",
        Difficulty::Medium => "pool-medium",
        Difficulty::Hard => "pool-hard",
    }
}

/// The draws must add up, no floor above its draw, no cut above the number of questions.
fn check_sums(written: &WrittenPolicy, findings: &mut Vec<Finding>) {
    let exam = &written.policy.exam;
    let sum: u64 = exam.skills.iter().map(|rule| u64::from(rule.draw)).sum();
    if sum != u64::from(exam.questions) {
        let args = vec![("sum", sum.to_string()), ("questions", exam.questions.to_string())];
        findings.push(Finding { code: "E134", variant: "sum", span: written.questions.clone(), args });
    }
    for (rule, [_, _, floor]) in exam.skills.iter().zip(&written.skills).filter(|(rule, _)| rule.floor > rule.draw) {
        let args = vec![("floor", rule.floor.to_string()), ("draw", rule.draw.to_string())];
        findings.push(Finding { code: "E134", variant: "floor", span: floor.clone(), args });
    }
    if exam.questions < ENOUGH {
        let args = vec![("questions", exam.questions.to_string()), ("enough", ENOUGH.to_string())];
        findings.push(Finding { code: "W136", variant: "", span: written.questions.clone(), args });
    }
}

/// The cut is the smallest number of right answers that meets the standard.
fn check_cut(written: &WrittenPolicy, findings: &mut Vec<Finding>) {
    let exam = &written.policy.exam;
    let args = |needed: u32| {
        vec![("pass", exam.pass.to_string()), ("needed", needed.to_string()), ("questions", exam.questions.to_string())]
    };
    let mut find = |code, variant, needed| {
        findings.push(Finding { code, variant, span: written.pass.clone(), args: args(needed) });
    };
    match smallest_cut(&written.policy.standard, exam.questions) {
        _ if exam.pass > exam.questions => find("E134", "above", exam.questions),
        None => find("E134", "unreachable", exam.questions),
        Some(needed) if exam.pass < needed => find("E134", "cut", needed),
        Some(needed) if exam.pass > needed => find("W135", "", needed),
        Some(_) => {}
    }
}

/// Front matter of exams: E132 and E133.
fn check_exams(build: &mut Build<'_>, policies: &[WrittenPolicy]) {
    for at in build.originals() {
        if build.pages[at].place.role != Role::Exam {
            continue;
        }
        let named = |written: &&WrittenPolicy| {
            written.policy.course == build.id && written.policy.exam.item == build.pages[at].id
        };
        let policy = policies.iter().find(named).map(|written| &written.policy);
        for (skill, count, draw) in thin_skills(build, at, policy) {
            let page = &mut build.pages[at];
            let Some(entry) = page.front.entry("draw-per-skill") else { continue };
            let diagnostic = page.reporter.report("E132", entry.key_span.clone()).arg("skill", skill);
            diagnostic.arg("count", count.to_string()).arg("draw", draw.to_string());
        }
        for (key, span, wanted) in policy.map(|policy| contradictions(&build.pages[at], policy)).unwrap_or_default() {
            let diagnostic = build.pages[at].reporter.report("E133", span).arg("key", key);
            diagnostic.variant(key).arg("wanted", wanted);
        }
    }
}

/// W137: what people may practise, with its answers shown, must not be asked in the exam that grants the flag.
fn check_practice(build: &mut Build<'_>, policies: &[WrittenPolicy]) {
    let of_course = policies.iter().filter(|written| written.policy.course == build.id);
    let exams: Vec<usize> = of_course.filter_map(|written| quiz(build, &written.policy.exam.item)).collect();
    let mut found = Vec::new();
    for exam in &exams {
        let asked: BTreeSet<String> = of_quiz(build, *exam).into_iter().flat_map(questions_of).collect();
        let others = build.originals().filter(|at| build.pages[*at].place.role.is_quiz() && !exams.contains(at));
        for at in others {
            for (part, compiled) in build.pages[at].parsed.parts.iter().zip(of_quiz(build, at)) {
                let ParsedPart::Pool { from: Some((path, span)), .. } = part else { continue };
                let shared = questions_of(compiled).iter().filter(|id| asked.contains(*id)).count();
                if shared > 0 {
                    found.push((at, span.clone(), path.clone(), shared, build.pages[*exam].id.clone()));
                }
            }
        }
    }
    for (at, span, path, shared, exam) in found {
        let diagnostic = build.pages[at].reporter.report("W137", span).arg("path", path);
        diagnostic.arg("count", shared.to_string()).arg("item", exam);
    }
}

/// The questions that a part may ask.
fn questions_of(part: Part) -> Vec<String> {
    match part {
        Part::Question(id) => vec![id],
        Part::Pool { questions, .. } | Part::Group { questions, .. } => questions,
    }
}

/// Skills with fewer questions than `draw-per-skill` asks for.
fn thin_skills(build: &Build<'_>, at: usize, policy: Option<&Policy>) -> Vec<(String, usize, u32)> {
    let page = &build.pages[at];
    let Some(Value::Limit(Some(draw))) = page.front.value("draw-per-skill") else { return Vec::new() };
    let mut skills = page.front.items("skills");
    if skills.is_empty() {
        skills = policy.iter().flat_map(|policy| &policy.exam.skills).map(|rule| rule.skill.clone()).collect();
    }
    let counted = skills.into_iter().map(|skill| (count_of(build, at, &skill), skill));
    let wanted = usize::try_from(*draw).unwrap_or(usize::MAX);
    counted.filter(|(count, _)| *count < wanted).map(|(count, skill)| (skill, count, *draw)).collect()
}

/// Keys of an exam that say otherwise than its policy, with what the policy says.
fn contradictions(page: &Page<'_>, policy: &Policy) -> Vec<(&'static str, Span, String)> {
    let exam = &policy.exam;
    let least = exam.skills.iter().map(|rule| rule.draw).min().unwrap_or(0);
    let agrees = |key: &str, value: &Value| match (key, value) {
        ("pass", Value::Number(percent)) => {
            let needed = (percent / 100.0 * f64::from(exam.questions) - 1e-9).ceil();
            (needed - f64::from(exam.pass)).abs() < 0.5
        }
        ("draw", Value::Limit(draw)) => *draw == Some(exam.questions),
        ("draw-per-skill", Value::Limit(draw)) => draw.is_some_and(|draw| draw <= least),
        ("attempts", Value::Limit(attempts)) => *attempts == Some(policy.attempts.max),
        ("cooldown", Value::Millis(cooldown)) => *cooldown == policy.attempts.cooldown,
        _ => true,
    };
    let wanted = |key: &str| match key {
        "pass" => format!("{}/{}", exam.pass, exam.questions),
        "draw" => exam.questions.to_string(),
        "draw-per-skill" => least.to_string(),
        "attempts" => policy.attempts.max.to_string(),
        _ => format!("{}s", policy.attempts.cooldown / crate::instant::SECOND),
    };
    ["pass", "draw", "draw-per-skill", "attempts", "cooldown"]
        .into_iter()
        .filter_map(|key| Some((key, page.front.entry(key)?)))
        .filter(|(key, entry)| !agrees(key, &entry.value))
        .map(|(key, entry)| (key, entry.key_span.clone(), wanted(key)))
        .collect()
}
