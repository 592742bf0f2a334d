//! Blanks, pairs, orders, tasks, surveys and variants: what is read of them, and where what is wrong stands.

use super::{Paged, lesson, quiz, table};
use crate::course::page::{ChoiceKind, ParsedAnswers, ParsedQuestion};
use crate::course::question::{EachPartial, OrderPartial, Submit, blank_mark};

fn only(paged: &Paged) -> &ParsedQuestion {
    assert_eq!((paged.codes().as_str(), paged.page.questions.len()), ("", 1));
    &paged.page.questions[0]
}

/// Texts of each blank, numbers of each blank, bank, extra words.
fn blanks(question: &ParsedQuestion) -> (Vec<Vec<&str>>, Vec<usize>, bool, Vec<&str>) {
    let Some(ParsedAnswers::Blanks { blanks, bank, extra, .. }) = &question.answers else { panic!("{question:?}") };
    let texts = blanks.iter().map(|blank| blank.texts.iter().map(String::as_str).collect()).collect();
    let numbers = blanks.iter().map(|blank| blank.numbers.len()).collect();
    (texts, numbers, *bank, extra.iter().map(String::as_str).collect())
}

#[test]
fn blanks_stand_where_they_are_written() {
    let paged = quiz("## A là [[một|hai]] {#a}\n\n**[[ba]]** và [[=4±1]] `x`\n\nGiải thích.\n");
    let question = only(&paged);
    let (texts, numbers, bank, extra) = blanks(question);
    assert_eq!(texts, [vec!["một", "hai"], vec!["ba"], vec![]]);
    assert_eq!((numbers, bank, extra), (vec![0, 0, 1], false, vec![]));
    let html = format!("<p class=\"stem\">A là {}</p>", blank_mark(1));
    assert!(question.stem_html.starts_with(&html), "{}", question.stem_html);
    assert!(question.stem_html.contains(&format!(
        "<strong>{}</strong> và {} <code>x</code>",
        blank_mark(2),
        blank_mark(3)
    )));
    assert_eq!(question.explanation.as_deref().map(str::trim), Some("<p>Giải thích.</p>"));
    for answer in ["một", "hai", "ba", "[["] {
        assert!(!question.stem_html.contains(answer), "{answer} leaks");
    }
}

#[test]
fn brackets_in_an_explanation_are_no_blanks() {
    for (text, expected, said) in [
        ("## A [[một]] {#a}\n\nVì vậy.\n\nXem [[x]].\n", 1, "Xem [[x]]."),
        ("## A {#a}\n\nB [[một]]\n\n[[hai]]\n\n> [!TIP]\n> Nghĩ.\n\nXem [[x]], [[.\n", 2, "Xem [[x]], [[."),
        ("## A {#a}\n\nB [[một]]\n\n```\nx\n```\n\nXem [[x]].\n", 1, "Xem [[x]]."),
        ("## A {#a}\n\nB [[một]]\n\n- [ ] hai\n\nXem [[x]].\n", 1, "Xem [[x]]."),
        // The class says that blanks may stand in any block.
        ("## A [[một]] {#a .blanks}\n\nVì vậy.\n\nXem [[x]].\n\nHết.\n", 2, "Hết."),
        ("## A {#a}\n\n> [!TIP]\n> Nghĩ.\n\nB [[một]]\n\nHết.\n", 1, "Hết."),
    ] {
        let paged = quiz(text);
        assert_eq!(paged.codes(), "", "{text}");
        assert_eq!(blanks(only(&paged)).0.len(), expected, "{text}");
        let explanation = only(&paged).explanation.as_deref().unwrap_or_default();
        assert!(explanation.contains(said), "{text}: {explanation}");
    }
}

#[test]
fn a_blank_of_the_heading_is_not_in_the_id() {
    let paged = quiz("## Thủ đô là [[Hà Nội]] nhé\n\n[[b]]\n");
    assert_eq!(paged.page.questions[0].slug, "thủ-đô-là--nhé");
    assert_eq!(quiz("## [[Hà Nội]]\n\nx\n").page.questions[0].slug, "blank");
}

#[test]
fn escapes_entities_and_lists_of_a_stem_with_blanks() {
    let paged =
        quiz("## A {#a}\n\nR&amp;D \\[[x]] [[A \\& B|C&amp;D]] \\*\n\n- [ ] thêm <!-- lời -->\n- [ ] nữa\n\nHết.\n");
    let question = only(&paged);
    assert_eq!(blanks(question), (vec![vec!["A & B", "C&D"]], vec![0], true, vec!["thêm", "nữa"]));
    assert!(question.stem_html.contains(&format!("R&amp;D [[x]] {} *", blank_mark(1))), "{}", question.stem_html);
    assert_eq!(question.explanation.as_deref().map(str::trim), Some("<p>Hết.</p>"));
}

#[test]
fn what_only_looks_like_a_blank_is_left_alone() {
    for text in [
        "## A [[x]] {#a}\n\n- [x] một\n- [ ] [[hai]]\n- [ ] ba\n",
        "## A {#a .text}\n\nGõ [[x]]\n\n- [x] một\n",
        "## A {#a}\n\n`[[x]]`\n\n- [x] một\n- [ ] hai\n",
        "## A {#a}\n\n```\n[[x]]\n```\n\n- [x] một\n- [ ] hai\n",
        "## A {#a}\n\n\\[[x]]\n\n- [x] một\n- [ ] hai\n",
    ] {
        let paged = quiz(text);
        assert!(!matches!(only(&paged).answers, Some(ParsedAnswers::Blanks { .. })), "{text}");
    }
    assert_eq!(lesson("# A [[slug]]\n\n## B [[c]]\n\n[[x]] [[ [[\n\n- [ ] [[y]]\n").codes(), "");
}

#[test]
fn pairs_orders_and_tasks_are_read() {
    let paged = quiz("## A {#a .match partial=exact}\n\n| l | r |\n|-|-|\n| **a** | b |\n| c | b |\n| | d |\n\nHết.\n");
    let question = only(&paged);
    let Some(ParsedAnswers::Match { partial, pairs, extra }) = &question.answers else { panic!("{question:?}") };
    let pair = |left: &str, right: &str| (left.to_owned(), right.to_owned());
    assert_eq!((*partial, pairs.clone()), (EachPartial::Exact, vec![pair("<strong>a</strong>", "b"), pair("c", "b")]));
    assert_eq!((extra.clone(), question.explanation.is_some()), (vec!["d".to_owned()], true));

    let paged = quiz("## A {#a .order}\n\n- thường\n\n3. một\n3. **hai**\n\n   thêm\n3. ba\n");
    let question = only(&paged);
    let Some(ParsedAnswers::Order { partial, items }) = &question.answers else { panic!("{question:?}") };
    assert_eq!((*partial, items.len(), items[0].as_str()), (OrderPartial::Run, 3, "một"));
    assert!(question.stem_html.contains("thường") && !question.stem_html.contains("một"));

    let rubric = "| t | Đạt (2) | Một phần (0,5) |\n|-|-|-|\n| Rõ | có | \\|x |\n| Gọn | có | |\n";
    let text =
        format!("## A {{#a .task submit=link,text}}\n\n| x |\n|-|\n| y |\n\n{rubric}\n### M {{.solution}}\n\nMẫu.\n");
    let paged = quiz(&text);
    let question = only(&paged);
    let Some(ParsedAnswers::Task { submit, rubric, solution, .. }) = &question.answers else { panic!("{question:?}") };
    assert_eq!((submit.clone(), question.points), (vec![Submit::Text, Submit::Link], Some(4.0)));
    assert_eq!(rubric[0].levels[1], ("Một phần".to_owned(), 0.5, "|x".to_owned()));
    assert!(solution.as_ref().is_some_and(|html| html.contains("Mẫu.")));
    assert!(question.stem_html.contains("<td>y</td>") && !question.stem_html.contains("Mẫu"));
    assert!(question.explanation.is_none());
}

#[test]
fn a_survey_takes_one_choice_or_several() {
    for (classes, several) in [(".survey", false), (".survey .multi", true), (".multi .survey", true)] {
        let paged = quiz(&format!("## A {{#a {classes}}}\n\n- [ ] một\n- [ ] hai\n"));
        let Some(ParsedAnswers::Choices { kind, .. }) = &only(&paged).answers else { panic!("{classes}") };
        assert_eq!(*kind, ChoiceKind::Survey { several });
    }
    assert_eq!(quiz("## A {#a .survey .order}\n\n- [ ] một\n- [ ] hai\n").codes(), "E108:1:18");
}

#[test]
fn every_row_of_the_variants_is_a_question() {
    let text = "## {{gia}} × {{n}}? {#a .number}\n\n> [!TIP]\n> Nhân {{n}}.\n\n- [x] {{= gia * n}}\n  > Đúng {{gia}}.\n\n\
                Vì `{{gia}}`, `{{x}}`.\n\n### V {.variants}\n\n| gia | n |\n|-|-|\n| 2,5 | 2 |\n| 60 000 | 3 |\n";
    let paged = quiz(text);
    let question = only(&paged);
    let number = |answers: &Option<ParsedAnswers>| match answers {
        Some(ParsedAnswers::Number { accepted, .. }) => (accepted[0].0.low, accepted[0].1.clone().unwrap_or_default()),
        other => panic!("{other:?}"),
    };
    assert_eq!(question.variants.len(), 2);
    assert_eq!(number(&question.answers).0, 5.0);
    let second = &question.variants[1];
    assert_eq!(number(&second.answers), (180_000.0, "<p>Đúng 60 000.</p>".to_owned()));
    assert!(second.stem_html.contains("60 000 × 3?") && second.hints[0].contains("Nhân 3."));
    assert!(second.explanation.as_ref().is_some_and(|html| html.contains("<code>60 000</code>, <code>{{x}}</code>")));
    assert_eq!(quiz("## Viết {{tên}} nhé {#a .text}\n\n- [x] {{tên}}\n").codes(), "", "no table, no placeholders");
}

#[test]
fn what_is_wrong_with_parts_is_told_at_its_place() {
    table(
        quiz,
        &[
            ("## A {#a .blanks}\n\nGõ [[x\n", "E200-blanks:1:1 E220:3:4"),
            ("## A {#a .blanks}\n\n[[x]] [[y [[z]]\n", "E220:3:7"),
            ("## A {#a .blanks}\n\n[[x]] [[**y**]]\n", "E220:3:7"),
            ("## A {#a .blanks}\n\n[[x]] [a [[b]]](b.md)\n", "W221:3:10"),
            ("## A {#a .blanks}\n\n[[x]]\n\n> [!TIP]\n> [[\n", ""),
            ("## A {#a .order}\n\n1. a\n2. b\n3.\n", "E243-few:3:1"),
            ("## A {#a .task}\n\n| t |\n|-|\n| x |\n", "E250-small:3:1"),
            ("## A {#a .task points=x}\n\n| t | Đạt (2) |\n|-|-|\n| x | y |\n", "E106-positive:1:23"),
            (
                "## A {#a}\n\n- [x] a\n- [ ] b\n\n### V {.variants}\n\n### W {.variants}\n\n| a |\n|-|\n| 1 |\n",
                "E270-table:6:1",
            ),
            (
                "## P {#p .pool}\n\n### A {{x}}? {#a .number}\n\n- [x] {{x}}\n\n#### V {.variants}\n\n| x |\n|-|\n| 1 |\n",
                "",
            ),
            (
                "## P {#p .pool}\n\n### A {{x}}? {#a .number}\n\n- [x] {{x}}\n\n### V {.variants}\n\n| x |\n|-|\n| 1 |\n",
                "",
            ),
        ],
    );
}
