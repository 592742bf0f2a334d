//! Question pages: what becomes a question, a pool or a group, and the order inside a question.

use super::super::{ChoiceKind, ParsedAnswers, ParsedPart};
use super::{lesson, page_with, quiz};
use crate::course::page::PageKind;

const EXAMPLE: &str = r#"---
kind: quiz
title: Kiểm tra mô-đun 1: kiểm chứng thông tin
---
# Kiểm tra mô-đun 1

Chào bạn.

## Khi AI tự nghĩ ra thông tin sai, người ta gọi đó là gì? {#goi-la-gi skill=kiem-chung}

> [!TIP]
> Từ này cũng dùng cho con người.

- [ ] Vi-rút máy tính
  > Vi-rút là phần mềm độc hại.
- [x] Ảo giác
  > Đúng. Mô hình đoán từ tiếp theo, không tra cứu sự thật.
- [ ] Cả hai ý trên đều sai <!-- {pin} -->

Xem lại [bài 2](02-kiem-chung.md#ao-giac).

## Thủ đô của Việt Nam {#thu-do .text}

- [x] Hà Nội
- [x] `/h[aà] n[oộ]i/`
- [ ] Sài Gòn
  > Đó là tên cũ của TP. Hồ Chí Minh.

## An toàn {.pool draw=2 from=bank/an-toan.md}
"#;

fn example() -> super::Paged {
    page_with(PageKind::Questions, EXAMPLE, |input| input.body = EXAMPLE.find("# Kiểm").unwrap())
}

#[test]
fn the_example_of_the_format_compiles_without_a_finding() {
    let paged = example();
    assert_eq!(paged.codes(), "");
    assert_eq!(paged.page.intro_html, "<p>Chào bạn.</p>\n");
    assert_eq!(paged.page.parts.len(), 3);
    assert_eq!(paged.page.headings.len(), 4);
    assert_eq!(paged.page.page_links.len(), 1);
    let (file, anchor, span) = &paged.page.page_links[0];
    assert_eq!((file.as_str(), anchor.as_deref()), ("02-kiem-chung.md", Some("ao-giac")));
    assert_eq!(&EXAMPLE[span.clone()], "02-kiem-chung.md#ao-giac");
}

#[test]
fn a_question_of_one_choice_is_read_with_hint_feedback_and_explanation() {
    let paged = example();
    let question = &paged.page.questions[0];
    assert_eq!(question.id.as_ref().unwrap().0, "goi-la-gi");
    assert_eq!(&EXAMPLE[question.id.as_ref().unwrap().1.clone()], "goi-la-gi");
    assert_eq!(question.skills, ["kiem-chung"]);
    assert_eq!(question.slug, "khi-ai-tự-nghĩ-ra-thông-tin-sai-người-ta-gọi-đó-là-gì");
    assert_eq!(question.stem_html, "<p class=\"stem\">Khi AI tự nghĩ ra thông tin sai, người ta gọi đó là gì?</p>\n");
    assert_eq!(question.hints, ["<p>Từ này cũng dùng cho con người.</p>\n"]);
    let link = "<p>Xem lại <a href=\"/courses/ai/02-kiem-chung.md#ao-giac\">bài 2</a>.</p>\n";
    assert_eq!(question.explanation.as_deref(), Some(link));
    let Some(ParsedAnswers::Choices { kind: ChoiceKind::Single, choices, .. }) = &question.answers else {
        panic!("{:?}", question.answers);
    };
    let shown: Vec<_> = choices.iter().map(|choice| (choice.html.as_str(), choice.right, choice.pin)).collect();
    assert_eq!(
        shown,
        [("Vi-rút máy tính", false, false), ("Ảo giác", true, false), ("Cả hai ý trên đều sai", false, true)]
    );
    assert_eq!(choices[0].feedback.as_deref(), Some("<p>Vi-rút là phần mềm độc hại.</p>"));
    assert_eq!(choices[2].feedback, None);
}

#[test]
fn a_question_of_a_typed_text_and_a_pool_are_read() {
    let paged = example();
    let Some(ParsedAnswers::Text { case_strict, accents_strict, accepted, foreseen }) =
        &paged.page.questions[1].answers
    else {
        panic!("{:?}", paged.page.questions[1].answers);
    };
    assert!(!case_strict && !accents_strict);
    let patterns: Vec<_> = accepted.iter().map(|text| (text.pattern.as_str(), text.regex)).collect();
    assert_eq!(patterns, [("Hà Nội", false), ("h[aà] n[oộ]i", true)]);
    assert!(foreseen[0].feedback.as_ref().unwrap().contains("tên cũ"));
    let ParsedPart::Pool { title, draw, from, questions, .. } = &paged.page.parts[2] else { panic!() };
    assert_eq!((title.as_str(), draw.0, questions.len()), ("An toàn", 2, 0));
    assert_eq!(from.as_ref().unwrap().0, "bank/an-toan.md");
}

#[test]
fn pools_groups_and_sections_hold_the_questions_under_their_h3() {
    let question = |name: &str| format!("### {name}\n\n- [x] a\n- [ ] b\n\n");
    let text = format!(
        "# T\n\n## P {{.pool draw=2}}\n\n{}{}## G {{#g .group}}\n\nChung.\n\n{}{}## S {{.section}}\n\n{}## Q\n\n- [x] a\n- [ ] b\n",
        question("1"),
        question("2"),
        question("3"),
        question("4"),
        question("5")
    );
    let paged = quiz(&text);
    assert_eq!(paged.codes(), "");
    let shape: Vec<String> = paged
        .page
        .parts
        .iter()
        .map(|part| match part {
            ParsedPart::Question(index) => format!("question {index}"),
            ParsedPart::Pool { questions, .. } => format!("pool {questions:?}"),
            ParsedPart::Group { questions, html, .. } => format!("group {questions:?} {html}"),
        })
        .collect();
    assert_eq!(shape, ["pool [0, 1]", "group [2, 3] <h2 id=\"g\">G</h2>\n<p>Chung.</p>\n", "question 4", "question 5"]);
}

#[test]
fn a_self_check_ends_at_the_next_heading_of_its_level_or_at_a_rule() {
    let check = "## Tự kiểm tra {#c .check}\n\nĐúng hay sai?\n\n- [x] Đúng\n- [ ] Sai\n\nGiải thích.\n\n";
    for (after, html) in [
        ("## Tiếp\n\nChữ.\n", "<h2 id=\"tiếp\">Tiếp</h2>\n<p>Chữ.</p>\n"),
        ("---\n\nChữ.\n", "<p>Chữ.</p>\n"),
        ("### Con\n\nChữ.\n", ""),
    ] {
        let paged = lesson(&format!("# Bài\n\nMở đầu.\n\n{check}{after}"));
        assert_eq!(paged.codes(), "");
        assert_eq!(paged.html(), format!("<p>Mở đầu.</p>\n[check 0]\n{html}"));
        let question = &paged.page.questions[0];
        assert!(matches!(question.answers, Some(ParsedAnswers::Choices { kind: ChoiceKind::TrueFalse, .. })));
        assert!(question.explanation.as_ref().unwrap().contains("Giải thích"));
    }
}

#[test]
fn settings_of_a_question_are_read_from_braces_and_from_a_comment() {
    let paged = quiz(
        "## Q {#q .multi points=2.5 shuffle=không}\n<!-- {skill=\"kiem-chung, an-toan\" partial=each was=cu} -->\n\n- [x] a <!-- {#a worth=50% why=\"nhầm lẫn\"} -->\n- [ ] b\n",
    );
    assert_eq!(paged.codes(), "W310:2:43");
    let question = &paged.page.questions[0];
    assert_eq!((question.points, question.shuffle), (Some(2.5), Some(false)));
    assert_eq!(question.skills, ["kiem-chung", "an-toan"]);
    assert_eq!(question.was.as_ref().unwrap().0, "cu");
    let Some(ParsedAnswers::Choices { kind, partial, choices }) = &question.answers else { panic!() };
    assert_eq!(*kind, ChoiceKind::Multiple);
    assert_eq!(*partial, crate::course::question::Partial::Each);
    assert_eq!(choices[0].id.as_deref(), Some("a"));
    assert_eq!(choices[0].worth, Some(50.0));
    assert_eq!(choices[0].why.as_deref(), Some("nhầm lẫn"));
    assert_eq!(choices[0].html, "a");
}
