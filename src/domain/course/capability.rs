//! Reads `capability.toml`: the policies, and where their values stand.

use super::Spread;
use super::diagnostic::Reporter;
use super::page::Span;
use super::toml_file::{Section, parse, report_wrong, with_reporter};
use super::values::{Type, percent};
use crate::competency::{
    AttemptRule, EffortRule, ExamRule, Policy, PracticalRule, PracticalWay, RefreshRule, SkillRule, Standard,
};
use crate::instant::DAY;

/// A policy as it is written.
#[derive(Debug)]
pub(super) struct WrittenPolicy {
    /// What it says.
    pub(super) policy: Policy,
    /// Place of `course`.
    pub(super) course: Span,
    /// Place of `exam.item`.
    pub(super) item: Span,
    /// Place of `exam.questions`.
    pub(super) questions: Span,
    /// Place of `exam.pass`.
    pub(super) pass: Span,
    /// By skill of the exam: its name, `draw`, `floor`.
    pub(super) skills: Vec<[Span; 3]>,
    /// Place of `practical.skill`.
    pub(super) practical: Span,
    /// By way of the practical: its item.
    pub(super) ways: Vec<Span>,
}

const POLICY_KEYS: &[&str] =
    &["id", "version", "flag", "course", "standard", "exam", "practical", "attempts", "effort", "validity", "refresh"];

/// Reads the file: one policy, or several as `[[policy]]`.
pub(super) fn read_policies(text: &str, reporter: &mut Reporter<'_>) -> Vec<WrittenPolicy> {
    let (table, clean) = parse(text, reporter);
    with_reporter(clean, reporter, |reporter| policies(&Section::root(&table), reporter))
}

fn policies(root: &Section<'_, '_>, reporter: &mut Reporter<'_>) -> Vec<WrittenPolicy> {
    if root.get("policy").is_none() {
        return if root.pairs().is_empty() { Vec::new() } else { policy(root, reporter).into_iter().collect() };
    }
    root.only(&["policy"], reporter);
    root.tables("policy", reporter).iter().filter_map(|section| policy(section, reporter)).collect()
}

fn policy(section: &Section<'_, '_>, reporter: &mut Reporter<'_>) -> Option<WrittenPolicy> {
    section.only(POLICY_KEYS, reporter);
    let id = required_text(section, "id", reporter);
    let version = required_text(section, "version", reporter);
    let flag = required_text(section, "flag", reporter);
    let course = required_text(section, "course", reporter);
    let standard = section.table("standard", reporter);
    let standard = section.need("standard", standard, reporter).and_then(|table| standard_of(&table, reporter));
    let exam = section.table("exam", reporter);
    let exam = section.need("exam", exam, reporter).and_then(|table| exam_of(&table, reporter));
    let practical = section.table("practical", reporter).map(|table| practical_of(&table, reporter));
    let attempts = attempts_of(section, reporter);
    let effort = effort_of(section, reporter);
    let validity = section.table("validity", reporter);
    let months = validity.and_then(|table| {
        table.only(&["months"], reporter);
        table.count("months", reporter)
    });
    let refresh = section.table("refresh", reporter).and_then(|table| refresh_of(&table, reporter));
    let (course, course_span) = course?;
    let exam = exam?;
    let (practical, practical_span, ways) = match practical {
        Some((rule, span, ways)) => (Some(rule?), span, ways),
        None => (None, 0..0, Vec::new()),
    };
    let policy = Policy {
        id: id?.0,
        version: version?.0,
        flag: flag?.0,
        course,
        standard: standard?,
        exam: exam.rule,
        practical,
        attempts,
        effort,
        validity_months: months.map_or(24, |(months, _)| months),
        refresh,
    };
    Some(WrittenPolicy {
        policy,
        course: course_span,
        item: exam.item,
        questions: exam.questions,
        pass: exam.pass,
        skills: exam.skills,
        practical: practical_span,
        ways,
    })
}

fn required_text(section: &Section<'_, '_>, key: &'static str, reporter: &mut Reporter<'_>) -> Option<(String, Span)> {
    let text = section.text(key, reporter);
    let text = section.need(key, text, reporter)?;
    if text.0.trim().is_empty() {
        report_wrong(key, "empty", text.1, reporter);
        return None;
    }
    Some(text)
}

fn standard_of(table: &Section<'_, '_>, reporter: &mut Reporter<'_>) -> Option<Standard> {
    table.only(&["cut", "confidence", "source"], reporter);
    let cut = share(table, "cut", reporter);
    let cut = table.need("cut", cut, reporter);
    let confidence = share(table, "confidence", reporter);
    let confidence = table.need("confidence", confidence, reporter);
    let source = table.text("source", reporter).map_or_else(|| "provisional".to_owned(), |(text, _)| text);
    Some(Standard { cut: cut?, confidence: confidence?, source })
}

/// A number from 0 to 1.
fn share(table: &Section<'_, '_>, key: &str, reporter: &mut Reporter<'_>) -> Option<f64> {
    let (number, span) = table.number(key, Type::Number, reporter)?;
    if number <= 1.0 {
        return Some(number);
    }
    report_wrong(key, "share", span, reporter).arg("value", number.to_string());
    None
}

struct WrittenExam {
    rule: ExamRule,
    item: Span,
    questions: Span,
    pass: Span,
    skills: Vec<[Span; 3]>,
}

fn exam_of(table: &Section<'_, '_>, reporter: &mut Reporter<'_>) -> Option<WrittenExam> {
    table.only(&["item", "questions", "pass", "skills"], reporter);
    let item = required_text(table, "item", reporter);
    let questions = table.count("questions", reporter);
    let questions = table.need("questions", questions, reporter);
    let pass = table.count("pass", reporter);
    let pass = table.need("pass", pass, reporter);
    let rows = table.table("skills", reporter);
    let rows = table.need("skills", rows, reporter)?;
    let (mut skills, mut spans) = (Vec::new(), Vec::new());
    for (skill, span, value) in rows.pairs() {
        let Some(row) = Section::of(value) else {
            report_wrong(skill, "table", value.span(), reporter);
            continue;
        };
        row.only(&["draw", "floor", "easy", "medium", "hard"], reporter);
        let draw = row.count("draw", reporter);
        let Some((draw, draw_span)) = row.need("draw", draw, reporter) else { continue };
        let (floor, floor_span) = row.whole("floor", reporter).unwrap_or((0, value.span()));
        let mut count = |key: &str| row.whole(key, reporter).map_or(0, |(count, _)| count);
        let spread = Spread { easy: count("easy"), medium: count("medium"), hard: count("hard") };
        skills.push(SkillRule { skill: skill.to_owned(), draw, floor, spread });
        spans.push([span, draw_span, floor_span]);
    }
    let ((item, item_span), (questions, questions_span), (pass, pass_span)) = (item?, questions?, pass?);
    Some(WrittenExam {
        rule: ExamRule { item, questions, pass, skills },
        item: item_span,
        questions: questions_span,
        pass: pass_span,
        skills: spans,
    })
}

fn practical_of(table: &Section<'_, '_>, reporter: &mut Reporter<'_>) -> (Option<PracticalRule>, Span, Vec<Span>) {
    table.only(&["skill", "any_of"], reporter);
    let skill = required_text(table, "skill", reporter);
    let (mut any_of, mut spans) = (Vec::new(), Vec::new());
    for way in table.tables("any_of", reporter) {
        way.only(&["quiz", "task", "pass", "grader"], reporter);
        let task = way.get("task").is_some();
        let Some((item, span)) = required_text(&way, if task { "task" } else { "quiz" }, reporter) else { continue };
        let pass = way.text("pass", reporter).and_then(|(text, span)| {
            percent(&text).or_else(|| {
                report_wrong("pass", "percent", span, reporter).arg("value", text);
                None
            })
        });
        let grader = way.text("grader", reporter).map(|(grader, _)| grader);
        any_of.push(PracticalWay { item, task, pass: pass.unwrap_or(80.0), grader });
        spans.push(span);
    }
    let span = skill.as_ref().map_or(0..0, |(_, span)| span.clone());
    (skill.map(|(skill, _)| PracticalRule { skill, any_of }), span, spans)
}

fn attempts_of(section: &Section<'_, '_>, reporter: &mut Reporter<'_>) -> AttemptRule {
    let mut rule = AttemptRule { max: 3, window: 90 * DAY, cooldown: 7 * DAY };
    if let Some(table) = section.table("attempts", reporter) {
        table.only(&["max", "window", "cooldown"], reporter);
        rule.max = table.count("max", reporter).map_or(rule.max, |(max, _)| max);
        rule.window = table.duration("window", reporter).unwrap_or(rule.window);
        rule.cooldown = table.duration("cooldown", reporter).unwrap_or(rule.cooldown);
    }
    rule
}

fn effort_of(section: &Section<'_, '_>, reporter: &mut Reporter<'_>) -> EffortRule {
    let mut rule = EffortRule { floor_ms: 0, share_of_median: 0.0, void_above: 0 };
    if let Some(table) = section.table("effort", reporter) {
        table.only(&["floor_ms", "share_of_median", "void_above"], reporter);
        rule.floor_ms = table.whole("floor_ms", reporter).map_or(0, |(floor, _)| i64::from(floor));
        rule.share_of_median = share(&table, "share_of_median", reporter).unwrap_or(0.0);
        rule.void_above = table.whole("void_above", reporter).map_or(0, |(above, _)| above);
    }
    rule
}

fn refresh_of(table: &Section<'_, '_>, reporter: &mut Reporter<'_>) -> Option<RefreshRule> {
    table.only(&["questions", "pass", "extends_months", "times"], reporter);
    let mut read = |key: &'static str| {
        let count = table.count(key, reporter).map(|(count, _)| count);
        table.need(key, count, reporter)
    };
    let (questions, pass, extends_months, times) =
        (read("questions"), read("pass"), read("extends_months"), read("times"));
    Some(RefreshRule { questions: questions?, pass: pass?, extends_months: extends_months?, times: times? })
}
