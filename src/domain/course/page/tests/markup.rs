//! Lesson extras: what each construct becomes in HTML.

use super::{lesson, page_with, quiz};
use crate::course::page::PageKind;

/// Checks that each text becomes this HTML, without a finding.
fn becomes(cases: &[(&str, &str)]) {
    for (text, expected) in cases {
        let paged = lesson(text);
        assert_eq!(paged.codes(), "", "in\n{text}");
        assert_eq!(paged.html().trim_end(), *expected, "of\n{text}");
    }
}

#[test]
fn plain_markdown_becomes_plain_html() {
    becomes(&[
        (
            "# Bài 1\n\nMột *hai* **ba** ~~bốn~~ `a<b`.  \nNăm",
            "<p>Một <em>hai</em> <strong>ba</strong> <del>bốn</del> <code>a&lt;b</code>.<br>\nNăm</p>",
        ),
        ("## Mục *một* {#m}\n", "<h2 id=\"m\"><span id=\"mục-một\"></span>Mục <em>một</em></h2>"),
        ("## Mục\n\n## Mục\n", "<h2 id=\"mục\">Mục</h2>\n<h2 id=\"mục-1\">Mục</h2>"),
        ("> câu\n", "<blockquote>\n<p>câu</p>\n</blockquote>"),
        ("- a\n- b\n  1. c\n", "<ul>\n<li>a</li>\n<li>b<ol>\n<li>c</li>\n</ol>\n</li>\n</ul>"),
        ("3. a\n4. b\n", "<ol start=\"3\">\n<li>a</li>\n<li>b</li>\n</ol>"),
        ("- [ ] a\n- [x] b\n", "<ul>\n<li class=\"task\">☐ a</li>\n<li class=\"task\">☑ b</li>\n</ul>"),
        ("a\n\n---\n\nb\n", "<p>a</p>\n<hr>\n<p>b</p>"),
        ("<!-- chú thích -->\n\na <!-- b --> c\n", "<p>a  c</p>"),
        ("AT&amp;T &copy; &lt;b&gt;\n", "<p>AT&amp;T © &lt;b&gt;</p>"),
    ]);
}

#[test]
fn fences_keep_their_language_and_prompts_are_figures() {
    becomes(&[
        (
            "```rust,ignore\nlet a = \"<\";\n```\n",
            "<pre><code class=\"language-rust\">let a = &quot;&lt;&quot;;\n</code></pre>",
        ),
        ("```\"x\n1\n```\n", "<pre><code>1\n</code></pre>"),
        ("    a\n    b\n", "<pre><code>a\nb\n</code></pre>"),
        (
            "```prompt\nTóm tắt {{bài}}\n```\n",
            "<figure class=\"prompt\"><pre><code>Tóm tắt {{bài}}\n</code></pre></figure>",
        ),
        ("- a\n\n  ```\n  b\n    c\n  ```\n", "<ul>\n<li><p>a</p>\n<pre><code>b\n  c\n</code></pre>\n</li>\n</ul>"),
    ]);
}

#[test]
fn alerts_are_asides_with_a_word_for_the_reader_s_language() {
    becomes(&[(
        "> [!WARNING]\n> Cẩn thận.\n",
        "<aside class=\"alert alert-warning\"><p class=\"alert-title\">\u{e000}alert-warning\u{e001}</p>\n<p>Cẩn thận.</p>\n</aside>",
    )]);
    assert_eq!(lesson("\u{e000}alert-note\u{e001}\n").html(), "<p>alert-note</p>\n", "authors cannot write the marks");
}

#[test]
fn collapsible_parts_and_harmless_tags_stay() {
    becomes(&[
        (
            "<details open class=\"x\">\n<summary>Xem &amp; đọc</summary>\n\n- a\n\n</details>\n",
            "<details open=\"\">\n<summary>Xem &amp; đọc</summary>\n<ul>\n<li>a</li>\n</ul>\n</details>",
        ),
        (
            "H<sub onclick=\"x\">2</sub>O <kbd>Ctrl</kbd><br/>x <abbr title=\"Trí tuệ\">AI</abbr>\n",
            "<p>H<sub>2</sub>O <kbd>Ctrl</kbd><br>x <abbr title=\"Trí tuệ\">AI</abbr></p>",
        ),
    ]);
}

#[test]
fn tables_are_aligned_by_class_and_wide_ones_scroll() {
    becomes(&[
        (
            "| a | b |\n|:--|--:|\n| 1 | 2 |\n",
            "<table>\n<thead><tr><th scope=\"col\" class=\"align-left\">a</th><th scope=\"col\" class=\"align-right\">b</th></tr></thead>\n<tbody><tr><td class=\"align-left\">1</td><td class=\"align-right\">2</td></tr>\n</tbody></table>",
        ),
        (
            "| Tên dài | \"b\" |\n|---|---|\n| một ô rất dài, dài hơn ba mươi chữ |\n",
            "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"Tên dài, &quot;b&quot;\"><table>\n<thead><tr><th scope=\"col\">Tên dài</th><th scope=\"col\">&quot;b&quot;</th></tr></thead>\n<tbody><tr><td>một ô rất dài, dài hơn ba mươi chữ</td><td></td></tr>\n</tbody></table></div>",
        ),
    ]);
}

#[test]
fn images_are_lazy_and_have_captions() {
    becomes(&[
        ("![Một `x`](a.png)\n", "<p><img src=\"/media/ai/a.png\" alt=\"Một x\" loading=\"lazy\"></p>"),
        ("![-](a.png)\n", "<p><img src=\"/media/ai/a.png\" alt=\"\" loading=\"lazy\"></p>"),
        (
            "![M](a.png \"Chú <thích>\")\n",
            "<figure><img src=\"/media/ai/a.png\" alt=\"M\" loading=\"lazy\"><figcaption>Chú &lt;thích&gt;</figcaption></figure>",
        ),
        (
            "![Ngoài](https://a.vn/a.png)\n",
            "<p><a class=\"image\" href=\"https://a.vn/a.png\" rel=\"noopener noreferrer\">Ngoài</a></p>",
        ),
    ]);
    let paged = lesson("![a](media/a%20b.png) ![a](media/a%20b.png) [t](../t.pdf)\n");
    assert_eq!(paged.page.media, ["01/media/a b.png", "t.pdf"]);
}

#[test]
fn films_and_recordings_alone_in_a_paragraph_are_players() {
    becomes(&[
        (
            "[![Bìa](p.png)Cách hỏi](media/b1.mp4)\n",
            "<figure class=\"video\"><video controls=\"\" preload=\"none\" src=\"/media/ai/media/b1.mp4\" aria-label=\"Cách hỏi\" poster=\"/media/ai/p.png\"><track kind=\"captions\" src=\"/media/ai/media/b1.vi.vtt\" srclang=\"vi\"><track kind=\"captions\" src=\"/media/ai/media/b1.en.vtt\" srclang=\"en\"></video><figcaption>Cách hỏi</figcaption></figure>",
        ),
        (
            "[![Bìa](p.png) Xem (2 phút)](https://youtu.be/1)\n",
            "<p><a class=\"player\" href=\"https://youtu.be/1\" rel=\"noopener noreferrer\"><img src=\"/media/ai/p.png\" alt=\"Bìa\" loading=\"lazy\"> Xem (2 phút)</a></p>",
        ),
        ("Xem [đây](b.mp4).\n", "<p>Xem <a href=\"/media/ai/b.mp4\">đây</a>.</p>"),
        (
            "[Xem](https://www.youtube.com/watch?v=1&t=2)\n",
            "<p><a class=\"player\" href=\"https://www.youtube.com/watch?v=1&amp;t=2\" rel=\"noopener noreferrer\">Xem</a></p>",
        ),
    ]);
    let html = lesson("[Nghe](a.mp3)\n").html();
    assert!(
        html.starts_with("<figure class=\"audio\"><audio controls=\"\" preload=\"none\" src=\"/media/ai/a.mp3\""),
        "{html}"
    );
}

#[test]
fn links_lead_where_the_course_says_and_bare_addresses_are_links() {
    becomes(&[
        ("[a](b.md#c)\n", "<p><a href=\"/courses/ai/b.md#c\">a</a></p>"),
        ("[a](https://a.vn \"t\")\n", "<p><a href=\"https://a.vn\" rel=\"noopener noreferrer\">a</a></p>"),
        ("<a@b.vn>\n", "<p><a href=\"mailto:a@b.vn\" rel=\"noopener noreferrer\">a@b.vn</a></p>"),
        (
            "(xem https://a.vn/x_y_(z)?a=1&b=2). Hết\n",
            "<p>(xem <a href=\"https://a.vn/x_y_(z)?a=1&amp;b=2\" rel=\"noopener noreferrer\">https://a.vn/x_y_(z)?a=1&amp;b=2</a>). Hết</p>",
        ),
        (
            "[https://a.vn](b.md) `https://b.vn` xhttp://c.vn\n",
            "<p><a href=\"/courses/ai/b.md\">https://a.vn</a> <code>https://b.vn</code> xhttp://c.vn</p>",
        ),
    ]);
}

#[test]
fn footnotes_have_numbers_and_ways_back() {
    becomes(&[(
        "A[^b] và[^b].\n\n[^b]: Chú.\n",
        "<p>A<sup class=\"footnote-ref\"><a href=\"#fn-1\" id=\"fnref-1\">1</a></sup> và<sup class=\"footnote-ref\"><a href=\"#fn-1\" id=\"fnref-1-2\">1</a></sup>.</p>\n<section class=\"footnotes\"><ol><li id=\"fn-1\"><p>Chú.</p>\n <a class=\"footnote-back\" href=\"#fnref-1\" aria-label=\"\u{e000}footnote-back\u{e001}\">↩\u{fe0e}</a></li></ol></section>",
    )]);
    let paged = quiz("## Q[^a]\n\n- [x] a\n- [ ] b\n\nVì[^a].\n\n[^a]: Chú [^a].\n");
    assert_eq!(paged.codes(), "");
    let question = &paged.page.questions[0];
    assert!(question.stem_html.contains("Chú") && question.explanation.as_ref().unwrap().contains("Chú"));
    let id = |html: &str| html.split("<li id=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
    assert_ne!(id(&question.stem_html), id(question.explanation.as_ref().unwrap()), "ids differ on one page");
}

#[test]
fn math_is_text_unless_it_is_wanted() {
    becomes(&[("Giá $10 hay $20$.\n", "<p>Giá $10 hay $20$.</p>")]);
    let math = |text| page_with(PageKind::Lesson, text, |input| input.math = true);
    let paged = math("Vậy $a<b$.\n");
    assert_eq!(paged.html(), "<p>Vậy <math><mi>a</mi><mo>&lt;</mo><mi>b</mi></math>.</p>\n");
    assert!(math("$$\nx^2\n$$\n").html().starts_with("<p><math display=\"block\"><msup>"));
    let paged = math("Một $\\fooo{<b>}$ hai.\n");
    assert_eq!(paged.html(), "<p>Một <code class=\"math\">\\fooo{&lt;b&gt;}</code> hai.</p>\n");
    assert_eq!(paged.codes(), "W418:1:5");
    let raw = math("<math><mi>x</mi></math> <svg><a href=\"javascript:x\">y</a></svg>\n");
    assert!(!raw.html().contains("<math") && !raw.html().contains("<svg"), "{}", raw.html());
}

#[test]
fn a_page_lists_its_headings_anchors_and_words() {
    let paged = lesson("# Bài một\n\nMột hai ba.\n\n## Mục {#m}\n\nBốn `năm`\n");
    let headings: Vec<_> = paged.page.headings.iter().map(|heading| (heading.level, heading.text.as_str())).collect();
    assert_eq!(headings, [(1, "Bài một"), (2, "Mục")]);
    assert_eq!(paged.page.anchors, ["bài-một", "m", "mục"]);
    assert_eq!(paged.page.words, 6);
}
