//! Hostile pages: scripts come out as text or not at all, depth and size do no harm, and no input makes a panic.

use super::{lesson, page_with, quiz};
use crate::course::page::PageKind;
use proptest::prelude::*;

/// Every page must hold these.
fn assert_harmless(html: &str, of: &str) {
    let lower = html.to_lowercase();
    let mut rest = lower.as_str();
    while let Some(open) = rest.find('<') {
        rest = &rest[open + 1..];
        let end = rest.find('>').unwrap_or(rest.len());
        let tag = &rest[..end];
        let name: String = tag.trim_start_matches('/').chars().take_while(char::is_ascii_alphanumeric).collect();
        let banned =
            ["script", "style", "iframe", "object", "embed", "svg", "math", "form", "input", "base", "link", "meta"];
        assert!(!banned.contains(&name.as_str()), "<{tag}> of {of}");
        for attribute in tag.split('"').step_by(2) {
            for word in attribute.split_whitespace() {
                let bad = word.starts_with("on") && word.ends_with('=');
                assert!(!bad && !word.starts_with("style=") && !word.starts_with("srcdoc="), "<{tag}> of {of}");
            }
        }
        for scheme in ["javascript:", "vbscript:", "data:"] {
            for quoted in tag.split('"').skip(1).step_by(2) {
                let bare: String = quoted.chars().filter(|character| !character.is_whitespace()).collect();
                let is_address = tag.contains("href=") || tag.contains("src=");
                assert!(!(is_address && bare.starts_with(scheme)), "<{tag}> of {of}");
            }
        }
    }
}

const ATTACKS: &[&str] = &[
    "<script>alert(1)</script>",
    "<ScRiPt src=//evil.vn/x.js></sCrIpT>",
    "a <script>alert(1)</script> b",
    "<script>\nalert(1)\n\n</script>",
    "<img src=x onerror=alert(1)>",
    "<img src=\"x\" onerror=\"alert(1)\"",
    "<details open ontoggle=alert(1)><summary onclick=alert(1)>x</summary></details>",
    "<kbd onmouseover=alert(1)>x</kbd>",
    "<abbr title=\"x\" onclick=\"alert(1)\">y</abbr>",
    "<abbr title='\"><script>alert(1)</script>'>y</abbr>",
    "<abbr title=\"a&quot; onclick=&quot;alert(1)\">y</abbr>",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](java&Tab;script:alert(1))",
    "[x](<java\tscript:alert(1)>)",
    "[x](&#106;avascript:alert(1))",
    "[x](vbscript:msgbox(1))",
    "[x](data:text/html;base64,PHNjcmlwdD4=)",
    "[x][y]\n\n[y]: javascript:alert(1)",
    "![x](javascript:alert(1))",
    "![x](data:image/svg+xml;base64,PHN2Zz4=)",
    "![x\" onerror=\"alert(1)](a.png \"t\\\" onload=\\\"alert(1)\")",
    "[x](a.md \"t\\\" onmouseover=\\\"alert(1)\")",
    "<javascript:alert(1)>",
    "<svg onload=alert(1)><script>alert(1)</script></svg>",
    "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
    "<style>*{background:url(javascript:alert(1))}</style>",
    "<iframe srcdoc=\"<script>alert(1)</script>\"></iframe>",
    "<a name=x href=javascript:alert(1)>x</a>",
    "<form action=javascript:alert(1)><input name=attributes></form>",
    "<base href=//evil.vn/>",
    "<div\n\nstyle=position:fixed>x",
    "<!-- --><script>alert(1)</script> <!--",
    "<!--><script>alert(1)</script>-->",
    "<![CDATA[<script>alert(1)</script>]]>",
    "<?php <script>alert(1)</script> ?>",
    "</p><script>alert(1)</script>",
    "```\"><script>alert(1)</script>\nx\n```",
    "```x\" onclick=\"alert(1)\nx\n```",
    "## x {#a\"onclick=alert(1)}",
    "## x {#a'><script>alert(1)</script>}",
    "x[^\"><script>alert(1)</script>]\n\n[^\"><script>alert(1)</script>]: <script>alert(1)</script>",
    "| <script>alert(1)</script> | \" onclick=alert(1) và một đầu bảng rất dài |\n|---|---|\n| a | b |",
    "https://a.vn/\"onmouseover=alert(1) https://a.vn/<script>alert(1)</script>",
    "[x](https://a.vn/\"onclick=\"alert(1))",
    "{{7*7}} ${7*7} <%= 7*7 %>",
    "<details><summary><script>alert(1)</script></summary>\n\n<img src=x onerror=alert(1)>\n\n</details>",
    "\u{e000}<script>\u{e001}",
];

#[test]
fn attacks_come_out_harmless_wherever_they_stand() {
    for attack in ATTACKS {
        let indented = attack.replace('\n', "\n  ");
        for page in [
            lesson(attack),
            lesson(&format!("> [!NOTE]\n> {}\n", attack.replace('\n', "\n> "))),
            quiz(&format!(
                "{attack}\n\n## Q {attack}\n\n{attack}\n\n> [!TIP]\n> {attack}\n\n- [x] {indented}\n  > {indented}\n- [ ] b\n\n{attack}\n"
            )),
            quiz(&format!("## G {{.group}}\n\n{attack}\n\n### Q {{.text}}\n\n- [x] {indented}\n")),
        ] {
            for html in page.all_html() {
                assert_harmless(&html, attack);
            }
        }
    }
}

#[test]
fn braces_of_templates_stay_what_they_are() {
    assert_eq!(lesson("{{7*7}} {% x %}\n").html(), "<p>{{7*7}} {% x %}</p>\n");
}

#[test]
fn a_link_that_may_not_be_used_leaves_its_text() {
    let paged = lesson("[x](javascript:alert(1)) ![y](data:image/png;base64,AA)\n");
    assert_eq!(paged.html(), "<p>x y</p>\n");
    assert_eq!(paged.codes(), "W410-scheme:1:5 W410-scheme:1:31");
}

#[test]
fn nesting_beyond_reason_is_an_error_and_nothing_worse() {
    let many = 100_000;
    for nested in [">".repeat(many), "> - ".repeat(many / 2), "1. ".repeat(many), "*a ".repeat(many)] {
        for text in [format!("{nested}x\n"), format!("## Q\n\n{nested}x\n\n- [x] a\n- [ ] b\n")] {
            for kind in [PageKind::Lesson, PageKind::Questions] {
                let paged = page_with(kind, &text, |_| {});
                let deep = paged.found.iter().any(|found| found.key() == "E002-nesting");
                assert!(deep || nested.starts_with('*'), "{}", paged.codes());
            }
        }
    }
}

#[test]
fn more_elements_than_anybody_reads_are_an_error_where_they_begin() {
    // A paragraph and its text are two.
    let paged = lesson(&"a\n\n".repeat(100_100));
    let [found] = &paged.found[..] else { panic!("{}", paged.codes()) };
    assert_eq!((found.key().as_str(), found.position.column), ("E002-elements", 1));
    let read = paged.html().matches("<p>").count();
    assert!((99_990..100_010).contains(&read), "{read}");
    assert_eq!(usize::try_from(found.position.line).unwrap(), 2 * read - 1);
}

/// How long it takes is measured by the bench `compile`.
#[test]
fn repetition_of_anything_is_read_to_its_end() {
    let units = "[|![|](|][|[^a|[^a] |<|<a|<a>|<!--|<script></script>|{|{a}|&|&amp;|http://|http://a)|http://a.vn |- [ ] a\n|\
                 - [] a\n|## a {#b c=d}\n\n|# a\n|`|**a|$a$|\\|[a](b.md) |![](a) |x[^a]\n\n[^a]: b\n\n|> a\n\n|\
                 a\n---\n|<details>\n\n|\u{e000}|## Q\n\n- [x] 1.000\n- [ ] 2\n\n|a\n\n|</details>|  |- |aaaa=1 |<kbd>";
    for unit in units.split('|').chain(["|a", "|---"]) {
        let text = unit.repeat(30_000 / unit.len());
        for (kind, text) in [
            (PageKind::Lesson, text.clone()),
            (PageKind::Lesson, format!("<p {text}")),
            (PageKind::Questions, format!("## Q {{.number}}\n\n- [x] {text}\n")),
            (PageKind::Questions, format!("## a {{{text}}}\n")),
        ] {
            let paged = page_with(kind, &text, |_| {});
            assert!(paged.found.len() <= 900, "{unit:?}");
        }
    }
}

#[test]
fn a_megabyte_of_a_lesson_is_read_without_a_finding() {
    let page = "## Mục {#m}\n\nMột đoạn văn **đậm** có [liên kết](b.md#c) và `mã`, dài như người ta vẫn viết.\n\n- một\n- hai\n\n\
                > [!NOTE]\n> Chú ý.\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n";
    let text = page.repeat(1_000_000 / page.len());
    assert_eq!(lesson(&text).codes(), "");
}

/// Pieces of Markdown that mean something here.
fn fragments() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "## ",
        "# ",
        "### ",
        "- [x] ",
        "- [ ] ",
        "- [] ",
        "* ",
        "1. ",
        "\n",
        "\n\n",
        "  ",
        "      ",
        "\t",
        "> ",
        "[!TIP]",
        "{#",
        "}",
        "{",
        ".check",
        ".number",
        ".text",
        ".pool",
        " points=2",
        "\u{a0}",
        "<!-- {",
        "} -->",
        "<!--",
        "-->",
        "<script>",
        "</script>",
        "<img src=x onerror=y>",
        "<details>",
        "</details>",
        "<kbd",
        ">",
        "[a](",
        "javascript:",
        "missing.md",
        ")",
        "![",
        "](",
        "[^a]",
        "[^a]: ",
        "`",
        "```\n",
        "/",
        "\\",
        "|",
        "|---|",
        "---",
        "===",
        "http://",
        "a.vn",
        "&amp;",
        "&",
        "\"",
        "'",
        "onclick=",
        "ả",
        "e\u{301}",
        "\u{e000}",
        "\u{0}",
        "\r\n",
        "12,5",
        "±",
        "..",
        "**",
        "_",
        "~~",
        "$",
        "Đúng",
    ]);
    prop::collection::vec(prop_oneof![4 => piece.prop_map(str::to_owned), 1 => any::<String>()], 0..60)
        .prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_input_makes_a_panic_or_lets_a_script_out(text in fragments(), questions: bool, translation: bool, found: bool) {
        let kind = if questions { PageKind::Questions } else { PageKind::Lesson };
        let paged = page_with(kind, &text, |input| {
            input.translation = translation;
            input.found = found;
        });
        for html in paged.all_html() {
            assert_harmless(&html, &text);
        }
        for question in &paged.page.questions {
            prop_assert!(question.span.end <= text.len() && question.answers_span.end <= text.len());
        }
    }
}
