//! Settings of quizzes and exams, pools, policies.

use super::super::{FeedbackTime, Part, Quiz, ShowAnswers};
use super::*;
use crate::instant::{DAY, HOUR, MINUTE};

fn quiz(front: &str, toml: &str, name: &str) -> Quiz {
    let text = format!("---\ntitle: Q\n{front}---\n# Q\n\n{}{}", question("a"), question("b"));
    let course = course(&[("course.toml", toml), (name, &text)]);
    let id = course.items().next().map(|item| item.head().id.clone()).unwrap_or_default();
    course.quiz(&id).cloned().expect("a quiz")
}

#[test]
fn quizzes_and_exams_have_the_defaults_of_the_format() {
    let quiz_settings = quiz("", "", "m/quiz.md").settings;
    assert_eq!((quiz_settings.pass, quiz_settings.attempts, quiz_settings.cooldown), (80.0, None, 0));
    assert_eq!((quiz_settings.feedback, quiz_settings.show_answers), (FeedbackTime::End, ShowAnswers::Passed));
    assert!(quiz_settings.shuffle_questions && quiz_settings.shuffle_options && quiz_settings.avoid_seen);
    let exam = quiz("", "", "m/x.exam.md");
    assert!(exam.exam);
    assert_eq!((exam.settings.attempts, exam.settings.cooldown), (Some(3), DAY));
    assert_eq!((exam.settings.feedback, exam.settings.show_answers), (FeedbackTime::None, ShowAnswers::Never));
}

#[test]
fn front_matter_wins_over_course_toml_and_that_over_the_defaults() {
    let toml = "[defaults.quiz]\npass = 60\ncooldown = \"10m\"\nshuffle = \"none\"\n[defaults.exam]\nattempts = 1\n";
    let settings = quiz("pass: 70%\nattempts: 2\ntime-limit: 90s\n", toml, "m/quiz.md");
    assert_eq!(settings.head.minutes, 2);
    let settings = settings.settings;
    assert_eq!((settings.pass, settings.cooldown, settings.attempts), (70.0, 10 * MINUTE, Some(2)));
    assert_eq!(settings.time_limit, Some(90_000));
    assert!(!settings.shuffle_questions && !settings.shuffle_options);
    assert_eq!(quiz("", toml, "m/x.exam.md").settings.attempts, Some(1));
    assert_eq!(quiz("attempts: unlimited\n", toml, "m/x.exam.md").settings.attempts, None);
    assert!(quiz("page: all\n", toml, "m/quiz.md").settings.one_page && !settings.one_page);
    assert!(!quiz("page: one\n", "[defaults.quiz]\npage = \"all\"\n", "m/quiz.md").settings.one_page);
    assert!(quiz("", "[defaults.exam]\npage = \"all\"\n", "m/x.exam.md").settings.one_page);
    let dates = quiz("open: 2026-01-01\nclose: 2026-01-01\n", "", "m/quiz.md").settings;
    assert_eq!(dates.close.zip(dates.open).map(|(close, open)| close - open), Some(24 * HOUR));
}

#[test]
fn a_pool_takes_from_its_bank_by_skill() {
    let bank =
        format!("---\nskills: chung\n---\n# Kho\n\n{}{}", question("x").replace("#x", "#x skill=rieng"), question("y"));
    let quiz = "# Q\n\n## Nhóm {#p .pool draw=1 from=bank/kho.md skill=chung}\n\n### Riêng {#z}\n\n- [x] Một\n- [ ] Hai\n- [ ] Ba\n";
    let course = course(&[("course.toml", ""), ("bank/kho.md", &bank), ("m/quiz.md", quiz)]);
    let parts = course.quiz("m-quiz").map(|quiz| quiz.parts.clone()).unwrap_or_default();
    assert_eq!(parts.len(), 1);
    let Part::Pool { id, draw, questions, .. } = &parts[0] else { panic!("{parts:?}") };
    assert_eq!((id.as_str(), *draw, questions.clone()), ("p", 1, vec!["z".to_owned(), "y".to_owned()]));
    assert_eq!(course.questions["y"].skills, ["chung"]);
}

const POLICY: &str = "id = \"R1\"\nversion = \"1\"\nflag = \"ai\"\ncourse = \"ai\"\n[standard]\ncut = 0.5\nconfidence = 0.9\n\
     [exam]\nitem = \"x\"\nquestions = 6\npass = 5\n[exam.skills]\nz-b = { draw = 3, floor = 1 }\na-b = { draw = 3, floor = 3 }\n\
     [practical]\nskill = \"z-b\"\nany_of = [ { quiz = \"m-quiz\", pass = \"75%\" } ]\n\
     [attempts]\nmax = 2\nwindow = \"30d\"\ncooldown = \"7d\"\n[validity]\nmonths = 12\n";

#[test]
fn an_exam_that_a_policy_names_takes_its_rules_from_it() {
    let many = |skill: &str, range: std::ops::Range<u32>| -> String {
        range.map(|n| question(&format!("q{n}")).replace('}', &format!(" skill={skill}}}"))).collect()
    };
    let exam = format!("# Thi\n\n{}{}", many("z-b", 0..4), many("a-b", 4..8));
    let quiz = format!("# Q\n\n{}", many("z-b", 8..9));
    let mut source = source(&[("course.toml", ""), ("m/x.exam.md", &exam), ("m/quiz.md", &quiz)]);
    source.skills =
        Some(("../skills.toml".into(), b"[z-b]\nname = \"Z\"\n[a-b]\nname.vi = \"A\"\nname.en = \"A en\"\n".to_vec()));
    source.capability = Some(("../capability.toml".into(), POLICY.as_bytes().to_vec()));
    let course = compiled(&source);
    let settings = &course.quiz("x").expect("the exam").settings;
    assert_eq!((settings.attempts, settings.cooldown, settings.draw), (Some(2), 7 * DAY, Some(6)));
    assert!((settings.pass - 500.0 / 6.0).abs() < 1e-9);
    let policy = course.policy_of_exam("x").expect("the policy");
    assert_eq!(policy.exam.skills.iter().map(|rule| rule.skill.as_str()).collect::<Vec<_>>(), ["z-b", "a-b"]);
    assert_eq!((policy.attempts.window, policy.validity_months), (30 * DAY, 12));
    assert_eq!(policy.practical_way("m-quiz").map(|way| way.pass), Some(75.0));
    assert_eq!(course.skill_name("a-b", "en"), "A en");
    assert_eq!(findings(&super::super::compile(&source)), ["W136 ../capability.toml:10:13"]);
    source.folder = "khac".into();
    source.siblings = vec!["ai".into()];
    assert!(compiled(&source).policies.is_empty());
}

#[test]
fn several_policies_may_stand_in_one_file() {
    let two = format!(
        "[[policy]]\n{}",
        POLICY
            .replace("[standard]", "[policy.standard]")
            .replace("[exam", "[policy.exam")
            .replace("[practical]", "[policy.practical]")
            .replace("[attempts]", "[policy.attempts]")
            .replace("[validity]", "[policy.validity]")
    );
    let two = format!("{two}{}", two.replace("\"R1\"", "\"R2\""));
    let mut reporter = super::super::diagnostic::Reporter::new("capability.toml", &two);
    let policies = super::super::capability::read_policies(&two, &mut reporter);
    assert_eq!(reporter.into_found(), []);
    assert_eq!(policies.iter().map(|written| written.policy.name()).collect::<Vec<_>>(), ["R1@1", "R2@1"]);
    assert_eq!(&two[policies[1].item.clone()], "\"x\"");
}
