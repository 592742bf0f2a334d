//! People, courses and attempts to test with.

use crate::assessment::NewAttempt;
use crate::people::NewAccount;
use crate::{Reader, course, people};
use std::collections::BTreeMap;
use uuid::Uuid;
use xutra_domain::assessment::{Answer, Form, FormItem, Rules};
use xutra_domain::competency::{
    AttemptRule, EffortRule, Evidence, ExamRule, Policy, SkillRule, Standard, Standing, Supervision,
};
use xutra_domain::course::question::{Answers, Partial, Question};
use xutra_domain::course::{CompiledCourse, CourseAbout, FeedbackTime, ShowAnswers};
use xutra_domain::ids::{AccountId, AttemptId};
use xutra_domain::instant::Instant;
use xutra_domain::language::Localized;
use xutra_domain::people::Audience;

pub(crate) const NOW: Instant = Instant(1_800_000_000_000);

pub(crate) fn id(number: u128) -> AccountId {
    AccountId(Uuid::from_u128(number))
}

pub(crate) fn attempt_id(number: u128) -> AttemptId {
    AttemptId(Uuid::from_u128(number))
}

pub(crate) fn account(number: u128) -> NewAccount {
    NewAccount {
        id: id(number),
        login: Some(format!("person{number}")),
        display_name: format!("Nguyễn Thị {number}"),
        password_hash: Some("hash".into()),
        audience: Audience::Resident,
        unit: None,
        email: None,
        phone: None,
        locale: None,
        birth_year: None,
        created_at: NOW,
    }
}

pub(crate) async fn person(db: &Reader, number: u128) -> AccountId {
    people::insert_account(db, &account(number)).await.unwrap();
    id(number)
}

pub(crate) fn question(id: &str, text: &str) -> Question {
    Question {
        id: id.into(),
        provisional: false,
        was: None,
        file: "quiz.md".into(),
        line: 3,
        stem: Localized::new(text.into()),
        points: 1.0,
        skills: vec!["ask".into()],
        difficulty: None,
        shuffle: None,
        hints: Vec::new(),
        explanation: None,
        answers: Answers::Multiple { choices: Vec::new(), partial: Partial::Net },
        variants: Vec::new(),
        text_hash: format!("text of {text}"),
        key_hash: "key".into(),
    }
}

pub(crate) fn policy(version: &str) -> Policy {
    Policy {
        id: "R1".into(),
        version: version.into(),
        flag: "basic".into(),
        course: "ai".into(),
        standard: Standard { cut: 0.6, confidence: 0.8, source: "provisional".into() },
        exam: ExamRule {
            item: "exam".into(),
            questions: 30,
            pass: 22,
            skills: vec![SkillRule { skill: "ask".into(), draw: 5, floor: 3, spread: Default::default() }],
        },
        practical: None,
        attempts: AttemptRule { max: 3, window: 1000, cooldown: 10 },
        effort: EffortRule { floor_ms: 0, share_of_median: 0.0, void_above: 0 },
        validity_months: 24,
        refresh: None,
    }
}

/// A course of some questions; the revision's hash is made of their texts.
pub(crate) fn compiled(questions: &[(&str, &str)]) -> CompiledCourse {
    CompiledCourse {
        id: "ai".into(),
        languages: vec!["vi".into()],
        title: Localized::new("AI cơ bản".into()),
        summary: Localized::default(),
        front_html: Localized::default(),
        audience: Vec::new(),
        modules: Vec::new(),
        questions: questions.iter().map(|(id, text)| ((*id).to_owned(), question(id, text))).collect(),
        skills: Vec::new(),
        policies: vec![policy("2026-12")],
        revision: format!("{questions:?}"),
        question_count: questions.len(),
        glossary: None,
        about: CourseAbout::default(),
    }
}

/// Publishes the course `ai` of two questions; its revision.
pub(crate) async fn published(db: &Reader) -> i64 {
    course::publish(db, &compiled(&[("q1", "One?"), ("q2", "Two?")]), NOW).await.unwrap()
}

pub(crate) fn form(questions: &[&str]) -> Form {
    let item = |question: &&str| FormItem {
        question: (*question).to_owned(),
        version: 1,
        skill: None,
        points: 1.0,
        choices: Vec::new(),
        left: Vec::new(),
        variant: None,
        repeated: false,
        group: None,
    };
    Form { items: questions.iter().map(item).collect() }
}

/// The attempt `number` of somebody at the quiz `quiz`, open for a minute.
pub(crate) fn new_attempt(number: u32, account: AccountId, revision: i64) -> NewAttempt {
    NewAttempt {
        id: AttemptId(Uuid::from_u64_pair(account.0.as_u64_pair().1, u64::from(number))),
        account,
        course: "ai".into(),
        quiz: "quiz".into(),
        number,
        revision,
        started_at: NOW.plus(i64::from(number)),
        expires_at: Some(NOW.plus(60_000)),
        form: form(&["q1", "q2"]),
        rules: Rules {
            exam: false,
            pass: 70.0,
            pass_skill: None,
            pass_count: None,
            floors: Vec::new(),
            feedback: FeedbackTime::End,
            show_answers: ShowAnswers::Passed,
            policy: None,
            practical_skill: None,
            refresh: false,
            one_page: false,
        },
        sitting: None,
    }
}

pub(crate) fn text(text: &str) -> Answer {
    Answer::Text { text: text.into() }
}

pub(crate) fn answers(list: &[(&str, &str)]) -> BTreeMap<String, Answer> {
    list.iter().map(|(place, answer)| ((*place).to_owned(), text(answer))).collect()
}

pub(crate) fn evidence(attempt: AttemptId, question: &str, version: i64) -> Evidence {
    Evidence {
        attempt,
        item: "exam".into(),
        policy: "R1@2026-12".into(),
        question: question.into(),
        version,
        skill: "ask".into(),
        points: 2.0 / 3.0,
        at: NOW,
        supervision: Supervision::B,
        judgement: 0,
        refresh: false,
    }
}

pub(crate) fn standing(capable: bool, until: Option<Instant>) -> Standing {
    Standing {
        capable,
        since: Some(NOW),
        until,
        rule: "R1@2026-12".into(),
        exam_attempt: None,
        score: Some(24),
        skills: Vec::new(),
        missing: Vec::new(),
        grade: capable.then_some(Supervision::B),
        suspended: None,
        refreshed: None,
        refresh: None,
    }
}
