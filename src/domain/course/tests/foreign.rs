//! Folders that were written for other programs: each becomes a course that can be read, with titles that say what a page
//! is, and everything that is said of it stands inside of its file.

use super::super::{Compilation, Piece};
use super::properties::check_place;
use super::*;

/// Compiles a found folder; every finding stands in its file, and no error is of another code.
fn read(files: &[(&str, &str)], errors: &[&str]) -> Compilation {
    let source = source(files);
    let compilation = compile(&source);
    for finding in &compilation.diagnostics {
        check_place(&source, finding).unwrap();
    }
    let mut codes: Vec<&str> = compilation.diagnostics.iter().map(|finding| finding.code.0).collect();
    codes.retain(|code| code.starts_with('E'));
    codes.dedup();
    assert_eq!(codes, errors, "{:?}", findings(&compilation));
    compilation
}

fn found(files: &[(&str, &str)]) -> CompiledCourse {
    read(files, &[]).course.expect("no error stands in the way")
}

/// Titles of the outline, which every folder has.
fn outline(compilation: &Compilation) -> Vec<&str> {
    compilation.outline.items.iter().map(|(_, _, title, _)| title.as_str()).collect()
}

fn titles(course: &CompiledCourse, language: &str) -> Vec<String> {
    course.items().map(|item| item.head().title.get(language).clone()).collect()
}

fn text(course: &CompiledCourse, id: &str, language: &str) -> String {
    let body = course.lesson(id).unwrap_or_else(|| panic!("no lesson {id}")).body.get(language);
    body.iter().filter_map(|piece| if let Piece::Html(html) = piece { Some(html.as_str()) } else { None }).collect()
}

#[test]
fn plain_lessons_with_vietnamese_names() {
    // The second name is in the decomposed form that one system writes, and is linked to in the composed form.
    let decomposed: String = unicode_normalization::UnicodeNormalization::nfd("Bài 2 - Câu lệnh.md").collect();
    let picture: String = unicode_normalization::UnicodeNormalization::nfd("ảnh minh họa.png").collect();
    let course = found(&[
        (
            "Bài 1 - AI là gì.md",
            "\u{feff}# AI là gì?\r\n\r\nXem [bài sau](<Bài 2 - Câu lệnh.md>).\r\n\r\n- [ ] Đã đọc\r\n",
        ),
        (&decomposed, "Không có tiêu đề nào.\r\n\r\n![Ảnh](<ảnh minh họa.png>)\r\n"),
        (&picture, "x"),
        ("Ghi chú/Mẹo.md", "## Mẹo nhỏ\n\nMột.\n"),
        ("Ghi chú/Nhiều mục.md", "## Mở đầu\n\n## Nội dung\n\n## Kết\n"),
    ]);
    assert_eq!(titles(&course, "vi"), ["AI là gì?", "Bài 2 - Câu lệnh", "Mẹo nhỏ", "Nhiều mục"]);
    assert!(text(&course, "bai-1-ai-la-gi", "vi").contains("\u{2610} Đã đọc"), "a checklist stays one");
}

#[test]
fn pages_of_myst_docusaurus_and_jekyll() {
    let course = found(&[
        (
            "intro.md",
            "---\njupytext: md\n---\n(intro)=\n# Nhập môn\n\n:::{note}\nGhi nhớ điều này.\n:::\n\n```{admonition} Mẹo\n:class: tip\nThử đi.\n```\n\nXem {ref}`intro` và {doc}`../khac`.\n\n+++\n\n% chú thích\n",
        ),
        (
            "docs/cai-dat.mdx",
            "---\nsidebar_position: 2\ntags: [a, b]\nhide_title: true\n---\nimport Tabs from '@theme/Tabs';\n\n# Cài đặt\n\n:::tip[Mẹo]\n\nLàm theo.\n\n:::\n\n<Tabs>\n  <TabItem value=\"x\">Windows</TabItem>\n</Tabs>\n\n{/* chú thích */}\n\nexport const x = 1;\n",
        ),
        ("docs/_category_.json", "{}"),
        ("_posts/2026-01-01-an.md", "---\nlayout: post\n---\nẨn.\n"),
        (
            "bai-viet.md",
            "---\nlayout: default\ntitle: Bài viết\npermalink: /x/\n---\n{% include toc.html %}\n\nĐọc {{ site.title }} nhé.\n{: .lead}\n\n{% highlight python %}\nprint(1)\n{% endhighlight %}\n\n![ảnh]({{ site.baseurl }}/a.png)\n[[liên kết]]\n\n$$ x $$\n",
        ),
    ]);
    assert_eq!(titles(&course, "vi"), ["Bài viết", "Nhập môn", "Cài đặt"]);
    for (id, part) in [
        ("intro", "Ghi nhớ điều này."),
        ("intro", "Thử đi."),
        ("cai-dat", "Làm theo."),
        ("cai-dat", "Windows"),
        ("bai-viet", "print(1)"),
    ] {
        assert!(text(&course, id, "vi").contains(part), "{part} in {}", text(&course, id, "vi"));
    }
}

#[test]
fn a_half_translated_tree_of_microsoft() {
    let original = "# Introduction to AI\n\n![Robot](../images/robot.png)\n\n[Next](../2-ethics/README.md)\n\n[Quiz](https://example.org/quiz/1)\n";
    let translated = "<!--\nCO_OP_TRANSLATOR_METADATA:\n{\n  \"original_hash\": \"d41d8cd98f00b204e9800998ecf8427e\"\n}\n-->\n# Giới thiệu về AI\n\n![Rô-bốt](../../../images/robot.png)\n\n[Tiếp](../../../2-ethics/README.md)\n";
    let course = found(&[
        ("README.md", "# AI for All\n\nWelcome.\n"),
        ("1-intro/README.md", original),
        ("1-intro/assignment.md", "# Assignment\n\nWrite.\n"),
        ("2-ethics/README.md", "# Ethics\n"),
        ("2-ethics/reading.md", "# Reading\n"),
        ("images/robot.png", "x"),
        ("translations/vi/README.md", "# AI cho mọi người\n\nChào mừng.\n"),
        ("translations/vi/1-intro/README.md", translated),
        ("translations/vi/1-intro/assignment.md", "# Bài tập\n\nViết.\n"),
        ("translated_images/robot.vi.png", "x"),
        ("SECURITY.md", "x"),
    ]);
    assert_eq!(course.languages, ["en", "vi"]);
    assert_eq!((course.title.get("en").as_str(), course.title.get("vi").as_str()), ("AI for All", "AI cho mọi người"));
    assert_eq!(titles(&course, "vi"), ["Bài tập", "Reading"], "what is not translated is shown as it is");
    let intro = course.modules[0].intro_html.get("vi");
    assert!(intro.contains("/media/ai/images/robot.png") && intro.contains("alt=\"Rô-bốt\""), "{intro}");
    assert!(!intro.contains("original_hash"), "{intro}");
    assert!(text(&course, "reading", "vi").is_empty() && !course.lesson("reading").unwrap().body.is_translated("vi"));
}

#[test]
fn nested_front_matter_is_read_as_far_as_it_goes() {
    let files = [
        ("a.md", "---\njupytext:\n  text_representation:\n    extension: .md\ntitle: Nhập môn\n---\n# Khác\n"),
        ("b.md", "---\nheader:\n  image: /a.png\n---\n# Bài viết\n"),
    ];
    let compilation = read(&files, &[]);
    assert_eq!(outline(&compilation), ["Nhập môn", "Bài viết"]);
    assert_eq!(findings(&compilation), ["W103 a.md:2:1", "W103 b.md:2:1"]);
    let more = "---\ntitle: Bài 1\nhead:\n  - - meta\n    - name: og:title\n      content: Bài 1\ndescription: >\n  Dòng dài\n\n  nữa\nprops: {\n  icon: x\n}\n---\n# Bài\n";
    assert_eq!(findings(&read(&[("a.md", more)], &[])), ["W103 a.md:3:1", "W103 a.md:7:1", "W103 a.md:11:1"]);
    let ours = compile(&source(&[("course.toml", ""), ("a.md", "---\ntitle: A\n  sâu: hơn\n---\n")]));
    assert!(findings(&ours).contains(&"E102 a.md:3:1".to_owned()), "{:?}", findings(&ours));
}

#[test]
fn a_tree_of_one_language_below_its_root() {
    // The course root is pointed at `chapters/vi`; names without a word keep their number, which every chapter has.
    let files = [
        ("_toctree.yml", "x"),
        (
            "chapter1/1.mdx",
            "# Giới thiệu\n\n<CourseFloatingBanner chapter={1} />\n\n<Youtube id=\"x\"/>\n\nChào mừng!\n",
        ),
        (
            "chapter1/2.mdx",
            "<FrameworkSwitchCourse {fw} />\n\n# Học máy là gì?\n\n> [!TIP]\n> Mẹo.\n\n<Question\n\tchoices={[\n\t\t{ text: \"A\", explain: \"B\" }\n\t]}\n/>\n",
        ),
        ("chapter1/10.mdx", "---\n### Q1: hỏi gì?\n\nChữ.\n---\n"),
        (
            "chapter2/1.mdx",
            "# Mở đầu[[intro]]\n\n```py\nx = \"<b>\"\n```\n\n## Mã **hóa** [[ma-hoa]]\n\n[Lên](#intro), [xuống](#ma-hoa).\n\n## Hai [[chữ này]]\n",
        ),
    ];
    let all = found(&files);
    assert_eq!(titles(&all, "vi"), ["Giới thiệu", "Học máy là gì?", "Q1: hỏi gì?", "Mở đầu"]);
    let ids: Vec<&str> = all.items().map(|item| item.head().id.as_str()).collect();
    assert_eq!(ids, ["chapter1-1", "2", "10", "chapter2-1"], "only where two folders have the same name");
    let body = text(&all, "chapter2-1", "vi");
    assert!(body.contains("id=\"ma-hoa\"") && !body.contains("[[ma-hoa]]") && body.contains("[[chữ này]]"), "{body}");
    let course = found(&files[..4]);
    assert!(text(&course, "2", "vi").contains("alert-tip") && text(&course, "10", "vi").contains("Chữ."));
}

#[test]
fn a_root_with_a_folder_for_each_language() {
    let course = found(&[
        ("README.md", "# Khóa\n"),
        ("vi/m/01-a.md", "# Một\n\n[Tiếp](02-b.md) ![ảnh](x.png)\n"),
        ("vi/m/x.png", "x"),
        ("vi/m/02-b.md", "# Hai\n"),
        ("en/m/01-a.md", "# One\n\n[Next](02-b.md)\n"),
        ("en/m/03-c.md", "# Three\n"),
    ]);
    assert_eq!(course.languages, ["vi", "en"]);
    assert_eq!(
        (titles(&course, "vi"), titles(&course, "en").remove(0)),
        (words(["Một", "Hai", "Three"]), "One".to_owned())
    );
    assert!(text(&course, "a", "vi").contains("/media/ai/vi/m/x.png"), "{}", text(&course, "a", "vi"));
    assert!(text(&course, "a", "en").contains("/courses/ai/b"), "{}", text(&course, "a", "en"));
}

#[test]
fn folders_of_two_letters_that_repeat_nothing_are_modules() {
    let compilation = read(&[("vi/a.md", "# Một\n"), ("ai/b.md", "# Hai\n"), ("js/c.md", "# Ba\n")], &[]);
    assert_eq!(outline(&compilation), ["Hai", "Ba", "Một"]);
    let ours = compile(&source(&[("course.toml", ""), ("vi/a.md", "# Một\n"), ("en/a.md", "# One\n")]));
    assert!(findings(&ours).iter().any(|found| found.starts_with("E111")), "{:?}", findings(&ours));
}

#[test]
fn the_same_name_in_every_folder_is_no_mistake_of_a_found_course() {
    let course = found(&[
        ("1-intro/README.md", "# A\n"),
        ("1-intro/assignment.md", "# Bài tập một\n"),
        ("2-ethics/assignment.md", "# Bài tập hai\n"),
        ("2-ethics/reading.md", "---\nid: doc\n---\n# Đọc\n"),
    ]);
    let ids: Vec<&str> = course.items().map(|item| item.head().id.as_str()).collect();
    assert_eq!(ids, ["intro-assignment", "ethics-assignment", "doc"]);
}

fn words<const N: usize>(words: [&str; N]) -> Vec<String> {
    words.iter().map(|word| (*word).to_owned()).collect()
}
