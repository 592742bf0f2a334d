//! Every finding about answers, with its exact place, and what answers are read as.

use super::super::number::{Tolerance, Wrong, range};
use super::super::{ChoiceKind, ParsedAnswers};
use super::{quiz, table};
use crate::course::question::{NumberRange, Partial};

#[test]
fn lists_of_choices_are_checked() {
    table(
        quiz,
        &[
            ("## Q\n\nChữ.\n", "E200:1:1"),
            ("## Q\n\n- a\n- b\n", "E200:1:1"),
            ("## Q\n\nA. một\nB. hai\nĐáp án: A\n", "E200-aiken:1:1"),
            ("## Q\n\n- [ ] a\n- [ ] b\n", "E201:3:3"),
            ("## Q {.single}\n\n- [x] a\n- [x] b\n", "E201-several:4:3"),
            ("## Q\n\n- [x] Đúng\n- [x] Sai\n", "E201-several:4:3"),
            ("## Q\n\n- [x] a\n- [ ] b\n* [ ] c\n", "E202-marker:5:1"),
            ("## Q\n\n- [x] a\n<!-- c -->\n- [ ] b\n", "E202-comment:5:1"),
            ("## Q\n\n- [x] a\n> fb\n- [ ] b\n> fb\n- [ ] c\n", "E202-feedback:5:1 E202-feedback:7:1"),
            ("## Q\n\n- [] a\n- [x] b\n- [ ]c\n- [~] d\n", "E203:3:3 E203:5:3 E203:6:3"),
            ("## Q\n\n- [x]a\n- []\n", "E203:3:3 E203:4:3"),
            ("## Q\n\n- [x] a\n- b\n- [ ] c\n", "E204:4:1"),
            ("## Q\n\n- [x] a\n       > fb\n- [ ] b\n", "E205:4:8"),
            ("## Q\n\n- [x] a > b\n- [ ] b\n", ""),
            ("## Q\n\n- [x] a\n- [ ]\n- [ ] c\n", "E206:4:1"),
            ("## Q\n\n- [x] a\n", "E207:3:1"),
            ("## Q\n\n- [x] a\n- [ ] b\n- [ ]  a\n", "E208:5:8"),
            ("## Q\n\n- [x] a\nchữ\n- [ ] b\n", "W209:4:1"),
            ("## Q\n\n- [x] a\n  chữ\n- [ ] b\n", ""),
        ],
    );
}

#[test]
fn typed_answers_are_checked() {
    let number = |answers: &str| format!("## Q {{.number}}\n\n{answers}\n");
    let text = |answers: &str| format!("## Q {{.text}}\n\n{answers}\n");
    for (page, expected) in [
        (number("- [x] 60000\n- [ ] 6000"), ""),
        (number("- [x] 12,5,3"), "E210:3:7"),
        (number("- [x] 1.000"), "E210-ambiguous:3:7"),
        (number("- [x] 60000 đồng"), "E210:3:7"),
        (number("- [x] 20..10"), "E211:3:7"),
        (number("- [x] 20 ± -1"), "E211-negative:3:7"),
        (number("- [ ] 20"), "E201:3:3"),
        (number("- [x] 15 +- 5%\n- [ ] 15.5"), "E214:4:7"),
        ("## Q {.number tolerance=-1}\n\n- [x] 3\n".to_owned(), "E211-negative:1:25"),
        ("## Q {.number tolerance=x}\n\n- [x] 3\n".to_owned(), "E210:1:25"),
        (text("- [x] `/h[aà] n(oộ/`"), "E212:3:16"),
        (text("- [x] `/a{2000}{2000}/`"), "E212-large:3:7"),
        (text("- [x] /ha.*noi/"), "E213:3:7"),
        (text("- [x] Hà Nội\n- [ ] ha  noi."), "E214:4:7"),
        (text("- [x] Đà Nẵng\n- [ ] da nang"), "E214:4:7"),
        (text("- [x] x <!-- {pin} -->"), "E108:3:15"),
        ("## Q {.text case=x accents=strict}\n\n- [x] Hà\n- [ ] ha\n".to_owned(), "E106-one-of:1:18"),
        ("## Q {.text}\n".to_owned(), "E200:1:1"),
    ] {
        assert_eq!(quiz(&page).codes(), expected, "in\n{page}");
    }
}

#[test]
fn a_finding_may_name_a_second_place() {
    let paged = quiz("## Q\n\n- [x] a\n> fb\n- [ ] b\n- [ ] a\n");
    let labels: Vec<_> = paged
        .found
        .iter()
        .map(|found| (found.code.0, found.labels[0].position.line, found.labels[0].position.column))
        .collect();
    assert_eq!(labels, [("E202", 4, 1), ("E208", 3, 7)]);
}

#[test]
fn all_mistakes_of_a_page_are_reported() {
    let paged = quiz("## A {#a pionts=1}\n\n- [ ] x\n- [ ] x\n\n## B\n\n## C {.mutli}\n\n- [x] y\n");
    assert_eq!(paged.codes(), "E104-nearest:1:10 E201:3:3 E208:4:7 E200:6:1 E105-nearest:8:7 E207:10:1");
}

#[test]
fn numbers_are_read_as_people_write_them() {
    for (text, expected) in [
        ("60000", Ok((60000.0, 60000.0))),
        ("60 000", Ok((60000.0, 60000.0))),
        ("12,5", Ok((12.5, 12.5))),
        ("0.125", Ok((0.125, 0.125))),
        ("1234.567", Ok((1234.567, 1234.567))),
        ("-3", Ok((-3.0, -3.0))),
        ("\u{2212}3", Ok((-3.0, -3.0))),
        ("15 ± 0.5", Ok((14.5, 15.5))),
        ("20 +- 5%", Ok((19.0, 21.0))),
        ("10..20", Ok((10.0, 20.0))),
        ("1,5..2,5", Ok((1.5, 2.5))),
        ("1,000", Err(Wrong::Ambiguous)),
        ("1.000.000", Err(Wrong::Ambiguous)),
        ("", Err(Wrong::NotANumber)),
        ("1e5", Err(Wrong::NotANumber)),
        ("inf", Err(Wrong::NotANumber)),
        (".5", Err(Wrong::NotANumber)),
        ("5.", Err(Wrong::NotANumber)),
        ("--5", Err(Wrong::NotANumber)),
    ] {
        assert_eq!(range(text, None), expected.map(|(low, high)| NumberRange { low, high }), "{text}");
    }
    let near = range("10", Some(Tolerance::Absolute(2.0))).unwrap();
    assert_eq!((near.low, near.high), (8.0, 12.0));
    let own = range("10..11", Some(Tolerance::Absolute(2.0))).unwrap();
    assert_eq!((own.low, own.high), (10.0, 11.0));
}

#[test]
fn a_number_question_holds_unit_tolerance_and_foreseen_mistakes() {
    let paged = quiz("## Q {.number unit=kg tolerance=10%}\n\n- [x] 60\n  > Giỏi.\n- [ ] 6\n  > Thiếu số 0.\n");
    assert_eq!(paged.codes(), "");
    let Some(ParsedAnswers::Number { unit, accepted, foreseen }) = &paged.page.questions[0].answers else { panic!() };
    assert_eq!(unit.as_deref(), Some("kg"));
    assert_eq!(accepted[0], (NumberRange { low: 54.0, high: 66.0 }, Some("<p>Giỏi.</p>".to_owned())));
    assert_eq!(foreseen[0], (NumberRange { low: 6.0, high: 6.0 }, Some("<p>Thiếu số 0.</p>".to_owned())));
}

#[test]
fn the_marks_say_what_kind_of_choices_it_is() {
    use ChoiceKind::{Multiple, Single, TrueFalse};
    for (page, kind, partial) in [
        ("## Q\n\n- [x] a\n- [ ] b\n", Single, Partial::Exact),
        ("## Q\n\n1. [x] a\n2. [x] b\n", Multiple, Partial::Net),
        ("## Q {.multi}\n\n- [X] a\n- [ ] b\n", Multiple, Partial::Net),
        ("## Q {partial=exact}\n\n- [x] a\n- [x] b\n", Multiple, Partial::Exact),
        ("## Q\n\n- [x] Đúng\n- [ ] Sai\n", TrueFalse, Partial::Exact),
        ("## Q\n\n- [ ] False.\n- [x] TRUE\n", TrueFalse, Partial::Exact),
        ("## Q\n\n- [x] \u{0110}u\u{0301}ng\n- [ ] Sai\n", TrueFalse, Partial::Exact),
    ] {
        let paged = quiz(page);
        assert_eq!(paged.codes(), "", "{page}");
        let Some(ParsedAnswers::Choices { kind: found, partial: shared, choices }) = &paged.page.questions[0].answers
        else {
            panic!("{page}")
        };
        assert_eq!((*found, *shared, choices.len()), (kind, partial, 2), "{page}");
    }
}
