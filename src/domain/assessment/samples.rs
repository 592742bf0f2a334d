//! Questions, quizzes and courses for the tests of this folder.

use super::{FormItem, ShownChoice};
use crate::course::question::{Answers, Choice, Partial, Question};
use crate::course::{
    CompiledCourse, FeedbackTime, GradeRule, Item, ItemHead, Module, Part, Quiz, QuizSettings, ShowAnswers,
};
use crate::course::{CourseAbout, ItemAbout};
use crate::ids::AccountId;
use crate::instant::Instant;
use crate::language::Localized;
use crate::people::{Account, Audience};
use std::collections::BTreeMap;

/// Nothing limited, nothing shuffled.
pub(crate) fn settings() -> QuizSettings {
    QuizSettings {
        pass: 80.0,
        pass_skill: None,
        attempts: None,
        cooldown: 0,
        time_limit: None,
        draw: None,
        draw_per_skill: None,
        shuffle_questions: false,
        shuffle_options: false,
        avoid_seen: true,
        feedback: FeedbackTime::End,
        show_answers: ShowAnswers::Passed,
        grade: GradeRule::Best,
        weight: 1.0,
        open: None,
        close: None,
        one_page: false,
    }
}

pub(crate) fn choice(right: bool) -> Choice {
    Choice {
        id: None,
        html: Localized::new("một lựa chọn".into()),
        right,
        worth: None,
        pin: false,
        why: None,
        feedback: None,
    }
}

/// Choices of which those with `1` are right.
pub(crate) fn choices(marks: &str) -> Vec<Choice> {
    marks.chars().map(|mark| choice(mark == '1')).collect()
}

pub(crate) fn single(marks: &str) -> Answers {
    Answers::Single { choices: choices(marks) }
}

pub(crate) fn multiple(marks: &str, partial: Partial) -> Answers {
    Answers::Multiple { choices: choices(marks), partial }
}

pub(crate) fn question(id: &str, skills: &[&str], answers: Answers) -> Question {
    Question {
        id: id.into(),
        provisional: false,
        was: None,
        file: "quiz.md".into(),
        line: 1,
        stem: Localized::new("Câu hỏi?".into()),
        points: 1.0,
        skills: skills.iter().map(|skill| (*skill).to_owned()).collect(),
        difficulty: None,
        shuffle: None,
        hints: Vec::new(),
        explanation: None,
        answers,
        variants: Vec::new(),
        text_hash: String::new(),
        key_hash: String::new(),
    }
}

/// The question as an attempt shows it without shuffling: choice 0 is called `c0`.
pub(crate) fn shown(question: &Question, points: f64) -> FormItem {
    let count = match &question.answers {
        Answers::Match { right, .. } => right.len(),
        Answers::Order { items, .. } => items.len(),
        _ => question.choices().len(),
    };
    let count = u32::try_from(count).expect("few choices");
    let left = match &question.answers {
        Answers::Match { left, .. } => u32::try_from(left.len()).expect("few items"),
        _ => 0,
    };
    FormItem {
        question: question.id.clone(),
        version: 1,
        skill: question.skills.first().cloned(),
        points,
        choices: (0..count).map(|source| ShownChoice { id: format!("c{source}"), source }).collect(),
        left: (0..left).map(|source| ShownChoice { id: format!("l{source}"), source }).collect(),
        variant: None,
        repeated: false,
        group: None,
    }
}

pub(crate) fn quiz(exam: bool, settings: QuizSettings, parts: Vec<Part>) -> Quiz {
    let head = ItemHead {
        id: "danh-gia".into(),
        file: "danh-gia.exam.md".into(),
        title: Localized::default(),
        summary: Localized::default(),
        skills: Vec::new(),
        requires: Vec::new(),
        draft: false,
        audience: Vec::new(),
        minutes: 1,
        about: ItemAbout::default(),
    };
    Quiz { head, exam, intro_html: Localized::default(), settings, parts }
}

pub(crate) fn course(questions: Vec<Question>) -> CompiledCourse {
    CompiledCourse {
        id: "ai".into(),
        languages: vec!["vi".into()],
        title: Localized::default(),
        summary: Localized::default(),
        front_html: Localized::default(),
        audience: Vec::new(),
        modules: Vec::<Module>::from([Module {
            id: "ai".into(),
            title: Localized::default(),
            intro_html: Localized::default(),
            items: Vec::<Item>::new(),
        }]),
        question_count: questions.len(),
        questions: questions.into_iter().map(|question| (question.id.clone(), question)).collect(),
        skills: Vec::new(),
        policies: Vec::new(),
        revision: String::new(),
        glossary: None,
        about: CourseAbout::default(),
    }
}

/// A version of every question.
pub(crate) fn versions(course: &CompiledCourse) -> BTreeMap<String, i64> {
    course.questions.keys().cloned().zip(100..).collect()
}

pub(crate) fn pool(draw: u32, questions: &[String]) -> Part {
    Part::Pool { id: "p".into(), title: Localized::default(), draw, questions: questions.to_vec() }
}

pub(crate) fn group(id: &str, questions: &[String]) -> Part {
    Part::Group { id: id.into(), html: Localized::default(), questions: questions.to_vec() }
}

/// Somebody of an audience, without roles.
pub(crate) fn account(audience: Audience) -> Account {
    Account {
        id: AccountId(uuid::Uuid::nil()),
        login: None,
        display_name: "Hoa".into(),
        audience,
        unit: None,
        email: None,
        phone: None,
        locale: None,
        disabled: false,
        created_at: Instant(0),
        roles: Vec::new(),
    }
}
