//! Each row of the table of edits, and that an edit outside of a question leaves its hashes alone.

use super::*;
use crate::course::tests::{compiled, course, source};
use proptest::prelude::*;

const QUIZ: &str = "---\ntitle: Bài kiểm\npass: 70%\n---\n# Bài kiểm\n\nLời dẫn.\n\n## Chè nào ngon? {#che}\n\n\
    > [!TIP]\n> Nghĩ kỹ.\n\n- [x] Tân Cương\n  > Đúng.\n- [ ] La Bằng\n- [ ] Trại Cài\n\nVì thế.\n\n\
    ## Số nào? {#so .number}\n\n- [x] 10 ± 1\n\n## Chữ gì? {#chu .text}\n\n- [x] AI\n\n";
const LESSON: &str = "---\ntitle: Bài đọc\n---\n# Bài đọc\n\nĐọc đi.\n";

fn edition(quiz: &str, lesson: &str) -> CompiledCourse {
    course(&[("course.toml", "lang = \"vi\"\n"), ("01-a/quiz.md", quiz), ("01-a/01-doc.md", lesson)])
}

fn edits(change: &CourseChange) -> Vec<String> {
    let questions = change.questions.iter().map(|one| {
        let was = one.was.as_ref().map(|was| format!(" was {was}")).unwrap_or_default();
        format!("{} {}{was}", one.id, one.edit.word())
    });
    let items = change.items.iter().map(|one| {
        let words: Vec<&str> = one.edits.iter().map(|edit| edit.word()).collect();
        format!("[{}] {}", one.id, words.join(" "))
    });
    questions.chain(items).collect()
}

/// The edits that replacing a piece of the quiz makes.
#[track_caller]
fn replaced(from: &str, to: &str) -> Vec<String> {
    assert!(QUIZ.contains(from), "{from}");
    let (live, new) = (edition(QUIZ, LESSON), edition(&QUIZ.replacen(from, to, 1), LESSON));
    edits(&CourseChange::between(Some(&live), &new))
}

#[test]
fn every_row_of_the_table_of_edits() {
    for (from, to, expected) in [
        // Stem, feedback, hint, explanation, order, punctuation, capitals: the key stays.
        ("Chè nào ngon?", "Chè nào ngon hơn?", vec!["che minor"]),
        ("> Đúng.", "> Rất đúng.", vec!["che minor"]),
        ("Nghĩ kỹ.", "Nghĩ thật kỹ.", vec!["che minor"]),
        ("Vì thế.", "Vì vậy.", vec!["che minor"]),
        ("- [ ] La Bằng\n- [ ] Trại Cài", "- [ ] Trại Cài\n- [ ] La Bằng", vec!["che minor"]),
        ("La Bằng", "la bằng!", vec!["che minor"]),
        // Texts of choices alone: the author is asked.
        ("La Bằng", "La Bàng", vec!["che wording"]),
        ("Tân Cương", "Tân Kương", vec!["che wording"]),
        // What decides the marks.
        ("- [ ] La Bằng", "- [x] La Bằng", vec!["che major"]),
        ("[x] Tân Cương", "[ ] Tân Cương", vec![]),
        ("- [ ] Trại Cài\n", "", vec!["che major"]),
        ("- [ ] Trại Cài\n", "- [ ] Trại Cài\n- [ ] Khe Cốc\n", vec!["che major"]),
        ("{#che}", "{#che points=2}", vec!["che major"]),
        ("10 ± 1", "10 ± 2", vec!["so major"]),
        ("- [x] AI", "- [x] Trí tuệ nhân tạo", vec!["chu major"]),
        ("- [x] AI", "- [x] AI\n- [x] A.I.", vec!["chu major"]),
        // Identity.
        ("{#che}", "{#tra was=che}", vec!["tra renamed was che"]),
        ("ngon? {#che}", "ngon nhỉ? {#tra was=che}", vec!["tra minor was che"]),
        ("[ ] La Bằng", "[x] La Bằng", vec!["che major"]),
        ("{#che}", "{#tra}", vec!["che retired", "tra new", "[a-quiz] questions"]),
        ("## Số nào? {#so .number}\n\n- [x] 10 ± 1\n\n", "", vec!["so retired", "[a-quiz] questions"]),
        ("## Chữ gì?", "## Mới? {#moi}\n\n- [x] Có\n- [ ] Không\n\n## Chữ gì?", vec!["moi new", "[a-quiz] questions"]),
        // Rules and texts of the quiz.
        ("pass: 70%", "pass: 80%", vec!["[a-quiz] rules"]),
        ("pass: 70%", "pass: 70%\nattempts: 2", vec!["[a-quiz] rules"]),
        ("Lời dẫn.", "Lời khác.", vec!["[a-quiz] text"]),
    ] {
        // Taking the only right answer away is no course; the row stands for its refusal.
        if expected.is_empty() {
            let broken = source(&[("course.toml", ""), ("01-a/quiz.md", &QUIZ.replacen(from, to, 1))]);
            assert!(crate::course::compile(&broken).course.is_none(), "{from}");
        } else {
            assert_eq!(replaced(from, to), expected, "{from} -> {to}");
        }
    }
}

#[test]
fn another_right_choice_is_major_wherever_it_stands() {
    let live = edition(QUIZ, LESSON);
    for (from, to) in [
        ("- [x] Tân Cương\n  > Đúng.\n- [ ] La Bằng", "- [ ] Tân Cương\n  > Đúng.\n- [x] La Bằng"),
        ("- [x] Tân Cương\n  > Đúng.\n- [ ] La Bằng", "- [x] La Bằng\n  > Đúng.\n- [ ] Tân Cương"),
        ("- [x] Tân Cương\n  > Đúng.\n- [ ] La Bằng", "- [x] La bằng\n  > Đúng.\n- [ ] Khe Cốc"),
    ] {
        assert!(QUIZ.contains(from));
        let new = edition(&QUIZ.replacen(from, to, 1), LESSON);
        assert_eq!(edits(&CourseChange::between(Some(&live), &new)), ["che major"], "{to}");
    }
}

#[test]
fn another_type_or_way_of_counting_is_major() {
    let many = QUIZ.replace("- [ ] La Bằng", "- [x] La Bằng");
    let (live, new) = (edition(&many, LESSON), edition(&many.replace("{#che}", "{#che partial=each}"), LESSON));
    let change = CourseChange::between(Some(&live), &new);
    assert_eq!(edits(&change), ["che major"], "{change:?}");
    assert_eq!(change.major().count(), 1);
}

#[test]
fn a_lesson_is_edited_added_and_taken_away() {
    let live = edition(QUIZ, LESSON);
    let edited = edition(QUIZ, &LESSON.replace("Đọc đi", "Đọc kỹ"));
    assert_eq!(edits(&CourseChange::between(Some(&live), &edited)), ["[doc] text"]);
    let titled = edition(QUIZ, &LESSON.replace("title: Bài đọc", "title: Bài đọc mới"));
    assert_eq!(edits(&CourseChange::between(Some(&live), &titled)), ["[doc] about"]);
    let without = course(&[("course.toml", "lang = \"vi\"\n"), ("01-a/quiz.md", QUIZ)]);
    assert_eq!(edits(&CourseChange::between(Some(&live), &without)), ["[doc] gone"]);
    let first = CourseChange::between(None, &without);
    assert_eq!(edits(&first), ["che new", "chu new", "so new", "[a-quiz] new"]);
    assert!(first.frame && first.look_alikes.is_empty());
}

#[test]
fn the_same_course_has_no_change() {
    let live = edition(QUIZ, LESSON);
    assert!(CourseChange::between(Some(&live), &live.clone()).is_empty());
}

#[test]
fn an_id_that_went_and_one_that_came_may_be_one_question() {
    let bare = QUIZ.replace(" {#che}", "");
    let live = edition(&bare, LESSON);
    let change = CourseChange::between(Some(&live), &edition(&bare.replace("Chè nào", "Trà nào"), LESSON));
    assert_eq!(change.look_alikes.len(), 1, "{change:?}");
    let (old, new) = &change.look_alikes[0];
    assert!(old.contains("chè") && new.contains("trà"), "{old} {new}");
    assert!(change.questions.iter().filter(|one| one.provisional).count() == 2);
    // The same key under another id, wherever it went.
    let change = CourseChange::between(Some(&edition(QUIZ, LESSON)), &edition(&QUIZ.replace("#che", "#tra"), LESSON));
    assert_eq!(change.look_alikes, [("che".to_owned(), "tra".to_owned())]);
    // With a word of the author there is nothing to ask.
    let said = edition(&QUIZ.replace("{#che}", "{#tra was=che}"), LESSON);
    assert!(CourseChange::between(Some(&edition(QUIZ, LESSON)), &said).look_alikes.is_empty());
}

#[test]
fn a_title_is_the_heading_without_markup() {
    let change = CourseChange::between(None, &edition(&QUIZ.replace("Chè nào", "Chè **nào** & < \"x\""), LESSON));
    let title = &change.questions.iter().find(|one| one.id == "che").unwrap().title;
    assert!(title.starts_with("Chè nào & < ") && !title.contains("strong"), "{title}");
}

proptest! {
    #[test]
    fn an_edit_outside_of_a_question_leaves_both_of_its_hashes(
        lead in "[a-zA-Zữ ,.]{1,30}",
        lines in 0_usize..5,
        pass in 1_u32..100,
        lesson in "[a-zA-Zữ ]{1,30}",
        shuffled in any::<bool>(),
    ) {
        let live = edition(QUIZ, LESSON);
        let quiz = QUIZ
            .replace("Lời dẫn.", &format!("Lời {lead}{}", "\n".repeat(lines)))
            .replace("pass: 70%", &format!("pass: {pass}%"));
        let quiz = if shuffled {
            let (head, rest) = quiz.split_once("## Chè").unwrap();
            let (che, others) = rest.split_once("## Số").unwrap();
            format!("{head}## Số{others}## Chè{che}")
        } else {
            quiz
        };
        let files = [
            ("course.toml", "lang = \"vi\"\n"), ("01-a/quiz.md", quiz.as_str()),
            ("01-a/01-doc.md", &format!("# Bài {lesson}\n\n{lead}.\n")),
        ];
        let new = compiled(&source(&files));
        for (id, question) in &live.questions {
            prop_assert_eq!(&question.text_hash, &new.questions[id].text_hash);
            prop_assert_eq!(&question.key_hash, &new.questions[id].key_hash);
        }
        prop_assert!(CourseChange::between(Some(&live), &new).questions.is_empty());
    }
}

#[test]
fn an_id_that_the_repair_writes_keeps_the_history() {
    let bare = "# Q\n\n## Hỏi gì? \n\n- [x] A\n- [ ] B\n- [ ] C\n\n## Hỏi gì?\n\n- [x] D\n- [ ] E\n- [ ] F\n\n## Số mấy {.number}\n\n- [x] 5\n";
    let before = source(&[("course.toml", ""), ("01-a/quiz.md", bare)]);
    let repaired = crate::course::repair(&before, false);
    let (live, new) = (compiled(&before), compiled(&repaired.source));
    let change = CourseChange::between(Some(&live), &new);
    assert_eq!(
        edits(&change)[..3],
        [
            "hoi-gi renamed was a-quiz/hỏi-gì",
            "hoi-gi-1 renamed was a-quiz/hỏi-gì-1",
            "so-may renamed was a-quiz/số-mấy"
        ]
    );
    assert_eq!(change.look_alikes, []);
}

#[test]
fn an_id_for_one_of_two_equal_headings_leaves_the_other_alone() {
    let bare = "# Q\n\n## Hỏi?\n\n- [x] A\n- [ ] B\n- [ ] C\n\n## Hỏi?\n\n- [x] D\n- [ ] E\n- [ ] F\n";
    let live = edition(bare, LESSON);
    let new = edition(&bare.replacen("Hỏi?", "Hỏi? {#x}", 1), LESSON);
    let change = CourseChange::between(Some(&live), &new);
    let questions: Vec<String> = edits(&change).into_iter().filter(|edit| !edit.starts_with('[')).collect();
    assert_eq!(questions, ["x renamed was a-quiz/hỏi"]);
    let said = edition("# Q\n\n## Hỏi? {#x was=cu}\n\n- [x] A\n- [ ] B\n- [ ] C\n", LESSON);
    assert_eq!(said.questions["x"].was.as_deref(), Some("cu"), "what the author says goes first");
}
