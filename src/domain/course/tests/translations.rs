//! Pages in several languages.

use super::super::question::Answers;
use super::super::{Part, Piece};
use super::*;

const TOML: &str = "lang = \"vi\"\nlanguages = [\"vi\", \"en\"]\n[title]\nvi = \"Khóa\"\nen = \"Course\"\n";

#[test]
fn a_quiz_falls_back_question_by_question() {
    let vi = format!("# Kiểm tra\n\nLời đầu.\n\n{}{}", question("a"), question("b"));
    let en =
        "---\ntitle: Test\n---\n# Quiz\n\nIntro.\n\n## Ask a? {#a}\n\n- [x] One\n  > Good.\n- [ ] Two\n- [ ] Three\n";
    let course = course(&[("course.toml", TOML), ("m/quiz.md", &vi), ("m/quiz.en.md", en)]);
    let quiz = course.quiz("m-quiz").expect("the quiz");
    assert_eq!((quiz.head.title.get("vi"), quiz.head.title.get("en")), (&"Kiểm tra".to_owned(), &"Test".to_owned()));
    assert!(quiz.intro_html.get("en").contains("Intro."));
    assert_eq!(quiz.parts, [Part::Question("a".into()), Part::Question("b".into())]);
    let (a, b) = (&course.questions["a"], &course.questions["b"]);
    assert!(a.stem.is_translated("en") && !b.stem.is_translated("en"));
    let Answers::Single { choices } = &a.answers else { panic!("{a:?}") };
    assert_eq!((choices[0].html.get("vi").as_str(), choices[0].html.get("en").as_str()), ("Một", "One"));
    assert_eq!(course.title.get("en"), "Course");
    assert_eq!(course.languages, ["vi", "en"]);
}

#[test]
fn a_mirrored_tree_translates_as_well() {
    let files = [
        ("course.toml", TOML),
        ("m/a.md", "# Một\n\n![Ảnh](x.png)\n"),
        ("m/x.png", "x"),
        ("translations/en/m/a.md", "# One\n\n![Image](x.png)\n"),
    ];
    let course = course(&files);
    let lesson = course.lesson("a").expect("the lesson");
    assert_eq!(lesson.head.title.get("en"), "One");
    assert!(format!("{:?}", lesson.body.get("en")).contains("/media/ai/m/x.png"));
    assert_eq!(course.items().count(), 1);
}

#[test]
fn numbers_that_are_worked_out_look_like_those_of_the_language() {
    let quiz = |ask: &str| {
        format!(
            "# Q\n\n## {ask} {{{{= so / 2}}}} `{{{{= so / 2}}}}` {{#a .number}}\n\n- [x] {{{{= so / 4}}}} ± 0.5\n\n### V {{.variants}}\n\n\
             | so |\n|---|\n| 5 |\n| 7 |\n"
        )
    };
    let (vi, en) = (quiz("Nửa"), quiz("Half"));
    let course = course(&[("course.toml", TOML), ("m/quiz.md", &vi), ("m/quiz.en.md", &en)]);
    let question = &course.questions["a"];
    let stem = &question.variants[1].stem;
    assert!(stem.get("vi").contains("Nửa 3,5 <code>3.5</code>"), "{}", stem.get("vi"));
    assert!(stem.get("en").contains("Half 3.5 <code>3.5</code>"), "{}", stem.get("en"));
    let Answers::Number { accepted, .. } = &question.variants[1].answers else { panic!("{question:?}") };
    assert_eq!((accepted[0].low, accepted[0].high), (1.25, 2.25));
}

#[test]
fn a_check_that_a_translated_lesson_lacks_stands_at_its_end() {
    let vi = "# A\n\n## Rồi chứ? {#r .check}\n\n- [x] Rồi\n- [ ] Chưa\n";
    let course = course(&[("course.toml", TOML), ("a.md", vi), ("a.en.md", "# A\n\nText.\n")]);
    let body = course.lesson("a").map(|lesson| lesson.body.get("en").clone()).unwrap_or_default();
    assert_eq!(body.last(), Some(&Piece::Check("r".into())));
}

#[test]
fn a_page_that_exists_in_a_translation_alone_is_shown_in_it() {
    let course = course(&[("course.toml", TOML), ("a.en.md", "# Only English\n")]);
    assert_eq!(course.item("a").map(|item| item.head().title.original.as_str()), Some("Only English"));
}

#[test]
fn a_translation_changes_the_text_of_a_question_and_not_its_key() {
    let vi = format!("# Kiểm tra\n\n{}", question("a"));
    let one = course(&[("course.toml", TOML), ("m/quiz.md", &vi)]);
    let en = "# Quiz\n\n## Ask? {#a}\n\n- [x] One\n- [ ] Two\n- [ ] Three\n";
    let two = course(&[("course.toml", TOML), ("m/quiz.md", &vi), ("m/quiz.en.md", en)]);
    assert_eq!(one.questions["a"].key_hash, two.questions["a"].key_hash);
    assert_ne!(one.questions["a"].text_hash, two.questions["a"].text_hash);
    assert_ne!(one.revision, two.revision);
}
