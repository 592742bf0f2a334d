//! Every finding about settings, headings and links, with its exact place.

use super::{lesson, page_with, quiz, table};
use crate::course::page::PageKind;

/// A question whose heading carries these settings; its answers are in order.
fn headed(settings: &str) -> String {
    format!("## Q {settings}\n\n- [x] a\n- [ ] b\n")
}

#[test]
fn settings_of_questions_are_checked() {
    for (settings, expected) in [
        ("{#a pionts=2}", "E104-nearest:1:10"),
        ("{#a điểm=2}", "E104-nearest:1:10"),
        ("{#a wholly=2}", "E104:1:10"),
        ("{#a skill=\"an-toan\"}", "E104-quotes:1:10"),
        ("{#a .mutli}", "E105-nearest:1:10"),
        ("{#a .zzzzzz}", "E105:1:10"),
        ("{#a .match}", "E240:1:1"),
        ("{#a points=0}", "E106-positive:1:17"),
        ("{#a points=hai}", "E106-positive:1:17"),
        ("{#a points}", "E106-positive:1:10"),
        ("{#a shuffle=maybe}", "E106-yes-no:1:18"),
        ("{#a partial=net}", "E106-one-of:1:18"),
        ("{#a .multi partial=none}", "E106-one-of:1:25"),
        ("{#a points=2 points=3}", "E107:1:19"),
        ("{#a #b}", "E107:1:11"),
        ("{#a tolerance=1}", "E108:1:10"),
        ("{#a .pool points=1}", "E108:1:16"),
        ("{#a .check}", "E108:1:10"),
        ("{#a .single .multi}", "E108:1:18"),
        ("{#Bai}", "E113:1:8"),
        ("{#bài}", "E113:1:8"),
        ("{#-a}", "E113:1:8"),
        ("{#a skill=kiem-chug}", "E130-nearest:1:16"),
        ("{#a skill=an-toan,xyzzy-abc}", "E130:1:24"),
        ("{#a x}", "W105:1:10"),
        ("{#a x=1}", "W105:1:10"),
        ("{#a,points=2}", "W108-comma:1:9"),
        ("{#a\u{a0}points=2}", "W108-no-break-space:1:9"),
        ("{chủ_đề}", "W106:1:6"),
        ("{chủ đề}", "W106:1:6"),
        ("{}", "W106:1:6"),
        ("{#a} ##", "W107:1:6"),
        ("{.multi} thêm", "W107:1:6"),
        ("{#a} <!-- chú thích -->", "W107:1:6"),
        ("{{gia}}", ""),
        ("`{#a}` chữ", ""),
        ("{#a skill=an-toan points=0.5 shuffle=no}", ""),
    ] {
        assert_eq!(quiz(&headed(settings)).codes(), expected, "{settings}");
    }
}

#[test]
fn a_suggestion_names_what_was_meant() {
    let paged = quiz(&headed("{#a pionts=2}"));
    assert_eq!(paged.found[0].args["setting"], "pionts");
    assert_eq!(paged.found[0].args["nearest"], "points");
    let position = paged.found[0].position;
    assert_eq!((position.end_line, position.end_column), (1, 16));
    assert_eq!(quiz(&headed("{#a .mutli}")).found[0].args["nearest"], "multi");
    assert_eq!(quiz(&headed("{#a skill=kiem-chug}")).found[0].args["nearest"], "kiem-chung");
}

#[test]
fn comments_hold_settings_only_where_they_belong() {
    table(
        quiz,
        &[
            ("## Q\n<!-- {#a .multi points=x} -->\n\n- [x] a\n- [ ] b\n", "E106-positive:2:24"),
            ("## Q <!-- {#b} --> {#a}\n\n- [x] a\n- [ ] b\n", "E107:1:22"),
            ("## Q {#a}\n\nChữ.\n\n<!-- {points=2} -->\n\n- [x] a\n- [ ] b\n", "W107-comment:5:1"),
            ("## Q\n<!-- chú thích -->\n\n- [x] a\n- [ ] b\n", ""),
            ("## Q\n\n- [x] a <!-- {ghim=1} -->\n- [ ] b <!-- {points=1} -->\n", "E104-nearest:3:15 E108:4:15"),
            ("## Q\n\n- [x] a <!-- {worth=nửa} -->\n- [ ] b <!-- {worth=50%} -->\n", "E106-percent:3:21"),
        ],
    );
}

#[test]
fn scoring_settings_of_a_translation_are_refused() {
    let text = "## Q {#a .number points=2 skill=an-toan tolerance=1 unit=kg}\n\n- [x] 3\n";
    let paged = page_with(PageKind::Questions, text, |input| input.translation = true);
    assert_eq!(paged.codes(), "E161:1:18 E161:1:27 E161:1:41");
    let text = "## Q {#a shuffle=no}\n\n- [x] a <!-- {worth=50%} -->\n- [ ] b <!-- {pin} -->\n";
    let paged = page_with(PageKind::Questions, text, |input| input.translation = true);
    assert_eq!(paged.codes(), "E161:1:10 E161:3:15");
    assert_eq!(paged.page.questions[0].shuffle, None);
}

#[test]
fn any_skill_is_taken_where_there_is_no_list() {
    let paged = page_with(PageKind::Questions, &headed("{skill=xyz}"), |input| input.known_skills = None);
    assert_eq!(paged.codes(), "");
    assert_eq!(paged.page.questions[0].skills, ["xyz"]);
}

#[test]
fn headings_of_lessons_are_checked() {
    table(
        lesson,
        &[
            ("# A\n\n## B\n\n#### C\n", "W401:5:1"),
            ("# A\n\nĐoạn văn\n---\n", "W109:3:1"),
            ("# A\n\nTiêu đề\n----------\n", ""),
            ("Tiêu đề\n=======\n\n## B {#b}\n", ""),
            ("# A {.check}\n", "E108:1:6"),
            ("## A {#a points=2}\n", "E108:1:10"),
            ("## A {.pool}\n", "E108:1:7"),
            ("## A {.unnumbered}\n", "E105:1:7"),
            ("## A {.check .number unit=kg}\n\n- [x] 3\n", ""),
            ("## A {#a}\n\n### B {.variants}\n", "E108:3:8"),
        ],
    );
    assert_eq!(quiz("## A\n\nĐoạn văn\n--------\n\n- [x] a\n- [ ] b\n").codes(), "E200:1:1 W109:3:1");
}

#[test]
fn links_and_images_are_checked() {
    table(
        lesson,
        &[
            ("[a](missing.md)\n", "E407:1:5"),
            ("Chữ [a](near-missing.md#x \"t\") chữ\n", "E407-nearest:1:9"),
            ("[a](missing.pdf)\n", "E403:1:5"),
            ("![a](missing.png)\n", "E403:1:6"),
            ("![a](<missing 1.png>)\n", "E403:1:7"),
            ("![](a.png)\n", "E404:1:1"),
            ("![`ls`](a.png) ![-](b.png)\n", ""),
            ("[a][b]\n\n[b]: missing.md\n", "E407:1:1"),
            ("[a](javascript:alert)\n", "W410-scheme:1:5"),
            ("![ảnh](ảnh có cách.png)\n", "W413:1:7"),
            ("![ảnh](<ảnh có cách.png>) (xem hình 1.2)\n", ""),
            ("Chữ [a][b] và x[0][1]\n", "W412-reference:1:8"),
        ],
    );
}

#[test]
fn found_courses_get_warnings_for_what_is_missing() {
    let text = "[a](missing.md) ![](a.png) ![b](missing.png) <b>x</b> <i>y</i>\n";
    let paged = page_with(PageKind::Lesson, text, |input| input.found = true);
    assert_eq!(paged.codes(), "W407:1:5 W404:1:17 W403:1:33 W410-count:1:46");
    assert_eq!(paged.found.last().unwrap().args["count"], "2");
}

#[test]
fn footnotes_alerts_and_raw_html_are_checked() {
    table(
        lesson,
        &[
            ("Chữ[^a] và `[^c]` \\[^d]\n", "W412:1:4"),
            ("Chữ[^a]\n\n[^a]: 1\n[^a]: 2\n", "W412-twice:4:1"),
            ("Chữ\n\n[^a]: 1\n", "W412-unused:3:1"),
            ("Chữ[^A]\n\n[^a]: 1\n", ""),
            ("> [!tip] Tiêu đề\n", "W405-alone:1:3"),
            ("> [!GOIY]\n> Chữ\n", "W405:1:3"),
            ("> [!NOTE]\n> Chữ\n", ""),
            ("> [!video](a.md)\n", ""),
            ("<script>x</script>\n", "W410:1:1"),
            ("Chữ <b>x</b> <kbd>y</kbd>\n", "W410:1:5"),
            ("<details><summary>a</summary>\n- b\n</details>\n", "W408:1:1"),
            ("<details><summary>a</summary>\n\n- b\n\n</details>\n", ""),
            ("- [a](b.md)\n  <img src=x onerror=y>\n", "W410:2:3"),
        ],
    );
}
