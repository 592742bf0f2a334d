//! Regressions: what the Markdown parser does with real files that no author expects (section 6 of the course format).

use super::super::ParsedAnswers;
use super::{lesson, quiz, table};

fn choices(text: &str) -> Vec<(String, bool, Option<String>)> {
    let paged = quiz(text);
    assert_eq!(paged.codes(), "", "in\n{text}");
    match &paged.page.questions[0].answers {
        Some(ParsedAnswers::Choices { choices, .. }) => {
            choices.iter().map(|choice| (choice.html.clone(), choice.right, choice.feedback.clone())).collect()
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn one_blank_line_anywhere_makes_a_loose_list_and_changes_nothing() {
    let tight = choices("## Q\n\n- [x] a\n  > f\n- [ ] b\n");
    let loose = choices("## Q\n\n- [x] a\n\n  > f\n\n- [ ] b\n");
    assert_eq!(tight, loose);
    assert_eq!(tight[0], ("a".to_owned(), true, Some("<p>f</p>".to_owned())));
}

#[test]
fn feedback_may_be_indented_by_two_to_five_spaces_or_a_tab() {
    for indent in ["  ", "   ", "    ", "     ", "\t"] {
        let found = choices(&format!("## Q\n\n- [x] a\n{indent}> f\n- [ ] b\n"));
        assert_eq!(found[0].2.as_deref(), Some("<p>f</p>"), "{indent:?}");
    }
    for indent in ["", " "] {
        let text = format!("## Q\n\n- [x] a\n{indent}> f\n- [ ] b\n");
        assert_eq!(quiz(&text).codes(), "E202-feedback:5:1");
    }
}

#[test]
fn lists_of_the_windows_kind_and_of_capitals_are_read() {
    let found = choices("## Q\r\n\r\n- [X] a\r\n  > f\r\n- [ ] b\r\n");
    assert_eq!(found, choices("## Q\n\n- [x] a\n  > f\n- [ ] b\n"));
}

#[test]
fn markers_that_the_parser_splits_into_texts_are_found_in_the_source() {
    table(
        quiz,
        &[
            ("## Q\n\n- [] a\n- [] b\n", "E201:3:3 E203:3:3 E203:4:3"),
            ("## Q\n\n  - [ ]a\n  - [x] b\n", "E203:3:5"),
            ("## Q\n\n1) []a\n2) [x] b\n", "E203:3:4"),
            ("## Q\n\n- [x](a.md)\n- [1] b\n", "E200:1:1"),
        ],
    );
}

#[test]
fn front_matter_lookalikes_in_a_body_are_rules() {
    let paged = lesson("a\n\n---\nb: c\n\n---\n\nd\n");
    assert_eq!(paged.html(), "<p>a</p>\n<hr>\n<p>b: c</p>\n<hr>\n<p>d</p>\n");
}

#[test]
fn definition_lists_wikilinks_and_dollars_are_text() {
    let paged = lesson("Thuật ngữ\n: nghĩa\n\n::: tip\nx\n:::\n\n[[slug]] $10, 100$\n");
    assert_eq!(paged.codes(), "");
    assert_eq!(paged.html(), "<p>Thuật ngữ\n: nghĩa</p>\n<p>::: tip\nx\n:::</p>\n<p>[[slug]] $10, 100$</p>\n");
}

#[test]
fn a_byte_order_mark_does_not_hide_the_first_heading() {
    let paged = lesson("\u{feff}# Bài\n\nChữ\n");
    assert_eq!(paged.page.headings[0].text, "Bài");
    assert_eq!(paged.html(), "<p>Chữ</p>\n");
}

#[test]
fn settings_survive_decomposed_letters_and_missing_spaces() {
    let paged = quiz("## Ba\u{300}i{#k}\n\n- [x] a\n- [ ] b\n");
    assert_eq!(paged.codes(), "");
    assert_eq!(paged.page.questions[0].id.as_ref().unwrap().0, "k");
    assert_eq!(quiz("## Q {#ba\u{300}i}\n\n- [x] a\n- [ ] b\n").codes(), "E113:1:8");
}

#[test]
fn places_count_characters_and_follow_the_body_s_offset() {
    let paged = quiz("Chữ trước.\n\n## Câu hỏi về “ảo giác” {#a pionts=2}\n\n- [x] a\n- [ ] b\n");
    assert_eq!(paged.codes(), "E104-nearest:3:29");
}

#[test]
fn a_question_of_dashes_under_a_paragraph_is_said_to_be_one() {
    let paged = quiz("## Q\n\n- [x] a\n- [ ] b\n\nVì thế\n---\n\n## R\n\n- [x] a\n- [ ] b\n");
    assert_eq!(paged.codes(), "E200:6:1 W109:6:1");
}

#[test]
fn choices_hold_code_images_and_more_than_one_paragraph() {
    let found = choices("## Q\n\n- [x] a\n\n  b\n- [ ] `c`\n\n  ```\n  d\n  ```\n");
    assert_eq!(found[0].0, "a<br>\nb");
    assert_eq!(found[1].0, "<code>c</code><pre><code>d\n</code></pre>");
}
