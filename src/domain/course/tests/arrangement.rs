//! Order, ids, titles, links.

use super::super::{CompleteRule, Item, MAX_FILE, Piece, compile};
use super::*;

#[test]
fn names_give_modules_ids_and_order() {
    let files = [
        ("course.toml", ""),
        ("README.md", "---\nsummary: Khóa thử.\n---\n# Khóa của tôi\n\nMời vào.\n"),
        ("final.exam.md", &*format!("# Thi\n\n{}", question("t"))),
        ("02-an-toan/10-muoi.md", "# Mười\n"),
        ("02-an-toan/2-hai.md", "# Hai\n"),
        ("02-an-toan/quiz.md", &*format!("# Kiểm tra\n\n{}", question("q"))),
        ("01-Làm quen/README.md", "# Làm quen với AI\n\nLời mở.\n"),
        ("01-Làm quen/02-b.md", "# B\n"),
        ("01-Làm quen/01-ĐẦU TIÊN.md", "Không có tiêu đề.\n"),
        ("01-Làm quen/_nhap.md", "# Nháp\n"),
        ("01-Làm quen/media/phim.vi.md", "Lời thoại.\n"),
        ("bank/kho.md", &*format!("# Kho\n\n{}", question("k"))),
        ("glossary.md", "# Từ điển\n"),
        ("LICENSE.md", "MIT\n"),
    ];
    let course = course(&files);
    let expected =
        [("lam-quen", &["dau-tien", "b"][..]), ("an-toan", &["hai", "muoi", "an-toan-quiz"]), ("ai", &["final"])];
    assert_eq!(order(&course), words(&expected));
    let titles: Vec<&str> = course.items().map(|item| item.head().title.original.as_str()).collect();
    assert_eq!(titles, ["ĐẦU TIÊN", "B", "Hai", "Mười", "Kiểm tra", "Thi"]);
    assert_eq!(course.title.original, "Khóa của tôi");
    assert_eq!(course.summary.original, "Khóa thử.");
    assert!(course.front_html.original.contains("Mời vào."));
    let modules: Vec<&str> = course.modules.iter().map(|module| module.title.original.as_str()).collect();
    assert_eq!(modules, ["Làm quen với AI", "An toan", "Khóa của tôi"]);
    assert_eq!(course.question_count, 3);
    assert_eq!(course.questions.keys().collect::<Vec<_>>(), ["k", "q", "t"]);
}

#[test]
fn order_of_front_matter_comes_before_names_and_a_summary_before_both() {
    let files = [
        ("a/1-x.md", "---\norder: 9\n---\n"),
        ("a/2-y.md", "---\norder: -1\n---\n"),
        ("a/3-z.md", "Chữ.\n"),
        ("b/w.md", "Chữ.\n"),
        ("v.md", "Chữ.\n"),
    ];
    let expected = [("ai", &["v"][..]), ("a", &["y", "x", "z"]), ("b", &["w"])];
    assert_eq!(order(&course(&files)), words(&expected));
    let summary = "- [V](v.md)\n- [W trong mục lục](b/w.md)\n- [Z](./a/3-z.md)\n- [X](a/1-x.md)\n";
    let files = [&files[..], &[("SUMMARY.md", summary)]].concat();
    let course = course(&files);
    let expected = [("ai", &["v"][..]), ("b", &["w"]), ("a", &["z", "x", "y"])];
    assert_eq!(order(&course), words(&expected));
    assert_eq!(course.item("w").map(|item| item.head().title.original.as_str()), Some("W trong mục lục"));
    assert_eq!(findings(&compile(&source(&files))), ["W121 a/2-y.md:1:1"]);
}

#[test]
fn modules_of_course_toml_come_in_their_order() {
    let files = [("course.toml", "modules = [\"b\", \"a/\"]\n"), ("a/x.md", ""), ("b/y.md", ""), ("c/z.md", "")];
    let expected = [("b", &["y"][..]), ("a", &["x"]), ("c", &["z"])];
    assert_eq!(order(&course(&files)), words(&expected));
}

#[test]
fn folders_of_one_name_get_ids_of_their_own() {
    let files =
        [("a/intro/x.md", ""), ("b/intro/y.md", ""), ("b/01-intro/z.md", ""), ("c/x2.md", ""), ("01-c/x3.md", "")];
    let ids: Vec<String> = course(&files).modules.into_iter().map(|module| module.id).collect();
    assert_eq!(ids, ["c", "intro", "b-intro", "b-intro-2", "c-2"]);
}

#[test]
fn a_title_is_the_h1_or_a_heading_alone_at_its_level() {
    for (text, title) in [
        ("# Một *hai*\n\n## Khác\n", "Một hai"),
        ("## Introduction\n\n## Assignment\n", "Bai nay"),
        ("### Chỉ một\n\n#### Nhỏ\n\n#### Nhỏ nữa\n", "Chỉ một"),
        ("Không có gì.\n", "Bai nay"),
        ("---\nname: Tên: gọi\n---\n# Khác\n", "Tên: gọi"),
        ("---\ntitle:\n---\n# Khác\n", "Khác"),
    ] {
        let course = course(&[("01-bai-nay.md", text)]);
        assert_eq!(
            course.items().next().map(|item| item.head().title.original.clone()),
            Some(title.to_owned()),
            "{text}"
        );
    }
}

#[test]
fn links_and_media_get_addresses() {
    let files = [
        ("course.toml", "id = \"khoa\"\n"),
        ("01-a/b.md", "# B\n\n[tới](../02-c/quiz.md#q) ![Ảnh](media/x.png) [mô-đun](../02-c/)\n"),
        ("01-a/media/x.png", "x"),
        ("02-c/quiz.md", &*format!("# Q\n\n{}", question("q"))),
    ];
    let course = course(&files);
    let body = format!("{:?}", course.lesson("b").map(|lesson| &lesson.body.original));
    for part in ["/courses/khoa/c-quiz#q", "/media/khoa/01-a/media/x.png", "/courses/khoa#c"] {
        assert!(body.contains(part), "{part} in {body}");
    }
}

#[test]
fn a_lesson_with_checks_is_completed_by_them() {
    let check = "# A\n\n## Rồi chứ? {#r .check}\n\n- [x] Rồi\n- [ ] Chưa\n";
    let files = [
        ("a.md", check),
        ("b.md", "# B\n"),
        ("c.md", &*format!("---\ncomplete: none\n---\n{}", check.replace("#r", "#s"))),
    ];
    let course = course(&files);
    let rules = ["a", "b", "c"].map(|id| course.lesson(id).map(|lesson| lesson.complete));
    assert_eq!(rules, [CompleteRule::Checks, CompleteRule::View, CompleteRule::None].map(Some));
    assert!(course.lesson("a").is_some_and(|lesson| lesson.body.original.contains(&Piece::Check("r".into()))));
    assert_eq!(course.question_count, 0);
    assert!(course.items().all(|item| matches!(item, Item::Lesson(_))));
}

#[test]
fn a_file_that_is_too_large_or_cannot_be_read_is_told_of() {
    let mut source = source(&[("course.toml", ""), ("a.md", "# A\n")]);
    source.tree.texts.insert("b.md".into(), Ok(vec![b'a'; MAX_FILE + 1]));
    source.tree.texts.insert("c.md".into(), Err("permission denied".into()));
    source.tree.texts.insert("d.md".into(), Ok(vec![b'a', 0xff]));
    source.tree.texts.insert("_e.md".into(), Err("skipped".into()));
    assert_eq!(findings(&compile(&source)), ["E002 b.md:1:1", "E001 c.md:1:1", "E001 d.md:1:2"]);
    assert!(compile(&source).course.is_none());
    assert_eq!(compile(&source).outline.lessons, 1);
}

#[test]
fn byte_order_marks_and_windows_line_ends_are_read() {
    let course =
        course(&[("a.md", "\u{feff}---\r\ntitle: Một\r\nskills:\r\n- x\r\n- y\r\n---\r\n# Khác\r\n\r\nChữ.\r\n")]);
    let item = course.item("a").map(|item| item.head().clone());
    let item = item.as_ref();
    assert_eq!(item.map(|head| head.title.original.as_str()), Some("Một"));
    assert_eq!(item.map(|head| head.skills.clone()), Some(vec!["x".to_owned(), "y".to_owned()]));
}
