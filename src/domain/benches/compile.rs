//! How fast the compiler is, and how much memory it takes at most: a course of 1,000 lessons with 3,000 questions, and
//! files of 1 MB that somebody wrote to slow it down. `cargo bench -p xutra-domain`; figures only, nothing is asserted.
//!
//! What is aimed at, in release on two cores: the course within a second; any 1 MB within a second and 200 MB.

use divan::{AllocProfiler, Bencher, black_box};
use std::fmt::Write as _;
use xutra_domain::course::{CourseSource, MAX_FILE, compile};

/// Prints, besides times, the most bytes that were held at once (`max alloc`).
#[global_allocator]
static MEMORY: AllocProfiler = AllocProfiler::system();

fn main() {
    divan::main();
}

fn course(files: impl IntoIterator<Item = (String, String)>) -> CourseSource {
    let mut source = CourseSource { folder: "do".into(), ..CourseSource::default() };
    source.tree.texts.insert("course.toml".into(), Ok(b"lang = \"vi\"\n".to_vec()));
    source.tree.texts.extend(files.into_iter().map(|(path, text)| (path, Ok(text.into_bytes()))));
    source
}

/// 50 modules of 20 lessons (about 500 words each) and a quiz of 60 questions.
fn large_course() -> CourseSource {
    let words = "Trà Tân Cương pha bằng nước sôi để lắng một phút thì thơm, người già trong xóm vẫn **dặn** thế. ";
    let mut files = Vec::new();
    for module in 0..50 {
        for lesson in 0..20 {
            let mut text = format!("---\ntitle: Bài {module}.{lesson}\nminutes: 6\n---\n# Bài {module}.{lesson}\n");
            for section in 0..6 {
                let next = (lesson + 1) % 20;
                let _ = write!(text, "\n## Mục {section}\n\n{}\n\n- một\n- hai\n\n", words.repeat(4));
                let _ = writeln!(text, "Xem [bài sau](bai-{module}-{next}.md#mục-{section}).");
            }
            files.push((format!("{module:02}-phan/bai-{module}-{lesson}.md"), text));
        }
        let mut quiz = format!("---\ntitle: Ôn {module}\npass: 80\n---\n# Ôn {module}\n");
        for question in 0..60 {
            let _ = write!(
                quiz,
                "\n## Câu {module}.{question} hỏi gì? {{#cau-{module}-{question}}}\n\n> [!TIP]\n> Gợi ý.\n\n\
                 - [x] Ý thứ nhất\n  > Đúng rồi.\n- [ ] Ý thứ hai\n- [ ] Ý thứ ba\n\nVì **thế** đấy.\n"
            );
        }
        files.push((format!("{module:02}-phan/on-{module}.quiz.md"), quiz));
    }
    course(files)
}

#[divan::bench(sample_count = 10, sample_size = 1)]
fn a_course_of_1000_lessons_and_3000_questions(bencher: Bencher<'_, '_>) {
    let source = large_course();
    let compiled = compile(&source);
    let found = &compiled.diagnostics;
    assert!(compiled.course.is_some_and(|course| course.questions.len() == 3_000), "{:?}", found.first());
    bencher.bench_local(|| compile(black_box(&source)));
}

/// Just below the largest file that is read.
fn megabyte(unit: &str) -> String {
    unit.repeat((MAX_FILE - 200) / unit.len())
}

fn numbered(unit: impl Fn(usize) -> String) -> String {
    let mut text = String::new();
    for number in 0.. {
        let next = unit(number);
        if text.len() + next.len() > MAX_FILE - 200 {
            break;
        }
        text.push_str(&next);
    }
    text
}

/// Inputs that are known to make Markdown readers slow, or that our own passes could be slow at.
const HOSTILE: [&str; 20] = [
    "quotations in quotations",
    "lists in lists",
    "one long line",
    "one long word",
    "opening brackets",
    "closing brackets",
    "brackets and parentheses",
    "blanks in blanks",
    "stars",
    "stars and underscores",
    "backticks of growing length",
    "footnotes",
    "the same footnote",
    "tables",
    "a wide table",
    "headings",
    "settings in braces",
    "questions",
    "choices of one question",
    "raw html",
];

fn hostile(name: &str) -> String {
    match name {
        "quotations in quotations" => format!("{}a\n", megabyte("> ")),
        "lists in lists" => numbered(|depth| format!("{}- a\n", " ".repeat(2 * (depth % 500)))),
        "one long line" => megabyte("chữ và số "),
        "one long word" => megabyte("ư"),
        "opening brackets" => megabyte("["),
        "closing brackets" => megabyte("]"),
        "brackets and parentheses" => megabyte("[a]("),
        "blanks in blanks" => format!("## Điền {{#d .blanks}}\n\n{}\n", megabyte("[[a|")),
        "stars" => megabyte("*a **a "),
        "stars and underscores" => megabyte("*a_ "),
        "backticks of growing length" => numbered(|length| format!("{} ", "`".repeat(length % 2_000 + 1))),
        "footnotes" => numbered(|number| format!("a[^{number}]\n\n[^{number}]: b\n\n")),
        "the same footnote" => format!("{}\n\n[^a]: b\n", megabyte("[^a] ")),
        "tables" => megabyte("| a | b |\n|---|---|\n| c | d |\n\n"),
        "a wide table" => format!("{}\n{}\n", "|a".repeat(MAX_FILE / 5), "|-".repeat(MAX_FILE / 5)),
        "headings" => numbered(|number| format!("# a{}\n", number % 10)),
        "settings in braces" => format!("## A {{{}}}\n", megabyte("points=1 ")),
        "questions" => numbered(|number| format!("## Câu {number}\n\n- [x] a\n- [ ] b\n\n")),
        "choices of one question" => format!("## Câu {{#c}}\n\n{}", numbered(|number| format!("- [x] ý {number}\n"))),
        _ => megabyte("<details><summary>a"),
    }
}

#[divan::bench(args = HOSTILE, sample_count = 5, sample_size = 1)]
fn a_hostile_lesson_of_1_mb(bencher: Bencher<'_, '_>, name: &str) {
    let source = course([("bai.md".to_owned(), hostile(name))]);
    bencher.bench_local(|| compile(black_box(&source)));
}

#[divan::bench(args = HOSTILE, sample_count = 5, sample_size = 1)]
fn a_hostile_quiz_of_1_mb(bencher: Bencher<'_, '_>, name: &str) {
    let source = course([("bai.quiz.md".to_owned(), hostile(name))]);
    bencher.bench_local(|| compile(black_box(&source)));
}

/// Front matter and TOML that are all keys.
#[divan::bench(args = ["front matter", "course.toml", "SUMMARY.md"], sample_count = 5, sample_size = 1)]
fn a_hostile_frame_of_1_mb(bencher: Bencher<'_, '_>, name: &str) {
    let source = match name {
        "front matter" => {
            course([("bai.md".to_owned(), format!("---\n{}---\n# A\n", numbered(|n| format!("khoa-{n}: a\n"))))])
        }
        "course.toml" => course([("course.toml".to_owned(), numbered(|n| format!("khoa-{n} = {n}\n")))]),
        _ => course([
            ("SUMMARY.md".to_owned(), numbered(|n| format!("- [Bài {n}](bai-{n}.md)\n"))),
            ("bai-1.md".to_owned(), "# A\n".to_owned()),
        ]),
    };
    bencher.bench_local(|| compile(black_box(&source)));
}
