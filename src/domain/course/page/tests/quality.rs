//! What reads badly on a page, and what only looks like it.

use super::super::PageKind;
use super::{lesson, page_with, quiz, table};

#[test]
fn stars_that_stay_literal_are_told() {
    table(
        lesson,
        &[
            ("**“AI”**là gì\n", "W414:1:7"),
            ("Đây là **ảo giác.**Nhớ nhé\n", "W414:1:18"),
            ("** đậm ** đây\n", "W414-space:1:1"),
            ("**đậm ** đây\n", "W414-space:1:7"),
            ("**Quan trọng: đọc\n", "W414-alone:1:1"),
            ("**“AI”** là gì\n", ""),
            ("2 ** 3, 2**3 và ****\n", ""),
            ("`**“AI”**là` và \\*\\*“x”\\*\\*là\n", ""),
            ("tệp **/*.md\n", ""),
            ("| **a** | b** c |\n|---|---|\n| x** y | z |\n", "W414-alone:1:12 W414-alone:3:4"),
        ],
    );
}

#[test]
fn formulas_are_told_and_prices_are_not() {
    table(
        lesson,
        &[
            ("Cho $x$ và $a + b = c$.\n", "W417:1:5 W417:1:12"),
            ("$\\frac{1}{2}$\n", "W417:1:1"),
            ("$$\nx = 1\n$$\n", "W417:1:1"),
            ("$$ x^2 $$\n", "W417:1:1"),
            ("$10, 100$, US$20–US$30, $20/tháng … $25, 5$ và 7$\n", ""),
            ("$HOME/bin:$PATH `$x$` \\$x\\$ $_POST và $_GET\n", ""),
            ("từ $5 lên $7 = đắt hơn\n", ""),
            ("$$$ và $\n", ""),
        ],
    );
    let math = page_with(PageKind::Lesson, "Cho $x$\n", |input| input.math = true);
    assert_eq!(math.codes(), "");
    let found = page_with(PageKind::Lesson, "Cho $x$ và $y$\n", |input| input.found = true);
    assert_eq!(found.codes(), "W417-count:1:5");
    assert_eq!(found.found[0].args["count"], "2");
}

#[test]
fn quotations_that_swallow_a_line_are_told_once() {
    table(
        lesson,
        &[
            ("> Trích\nlười\nnữa\n\nngoài\n", "W416:2:1"),
            ("> Trích\n>\nngoài\n", ""),
            ("> > Sâu\n> nông\n", "W416:2:1"),
            ("> - ý\n>   tiếp\n> - ý\n", ""),
            ("- > a\n  > b\n\n  c\n", ""),
            ("> ```\n> x\n> ```\nngoài\n", ""),
        ],
    );
    assert_eq!(quiz("## ?\n\n- [x] a\n  > f\n- [ ] b\n  > g\nGiải thích\n").codes(), "W416:7:1");
}

#[test]
fn wide_tables_and_plain_addresses_are_told() {
    table(
        lesson,
        &[
            ("| a | b | c | d | e | f |\n|---|---|---|---|---|---|\n", "W409:1:1"),
            ("| a | b | c | d | e |\n|---|---|---|---|---|\n", ""),
            ("[x](http://a.vn/b) và http://c.vn.\n", "W415:1:5 W415:1:23"),
            ("[x](https://a.vn) http://localhost:80 `http://a.vn` <http://127.0.0.1>\n", ""),
            ("<http://a.vn>\n", "W415:1:2"),
            ("[Phim](https://a.vn/x.mp4)\n", "W415-player:1:8"),
            ("[Phim](https://www.tiktok.com/@a/1)\n", "W415-player:1:8"),
            ("[Phim](https://youtu.be/abc)\n", ""),
            ("Xem [phim](https://a.vn/x.mp4) nhé\n", ""),
        ],
    );
}

#[test]
fn more_is_suggested_where_a_name_is_near() {
    let paged = lesson("> [!GOIY]\n> x\n\na[^nguon] b[^nguồn]\n\n[^nguồn]: c\n");
    assert_eq!(paged.codes(), "W405-nearest:1:3 W412-nearest:4:2");
    assert_eq!(paged.found.iter().map(|found| found.args["nearest"].as_str()).collect::<Vec<_>>(), ["[!TIP]", "nguồn"]);
    assert_eq!(quiz("## ? {#a multi}\n\n- [x] a\n- [ ] b\n").codes(), "E104-class:1:10");
}
