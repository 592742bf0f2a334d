//! A small course with planted answers, written as an author would, and the oracle that knows what is right. Every key,
//! feedback, explanation, hint and author's id holds a marker that occurs nowhere else.

use super::{Value, json};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;
use xutra_domain::course::{Compilation, CourseSource, Medium, compile};

/// What betrays a question before its attempt is over; a hint does so until it is asked for.
pub const SECRETS: [&str; 8] = ["KEY_", "FEEDBACK_", "EXPLAIN_", "HINT_", "keyid-", "whyid-", "qid-", "918273"];

/// What betrays one question.
pub fn secrets_of(number: usize) -> [String; 8] {
    let n = format!("{number:04}");
    ["KEY_", "FEEDBACK_", "EXPLAIN_", "HINT_", "keyid-", "whyid-", "qid-", "918273"].map(|kind| format!("{kind}{n}"))
}

/// Types of questions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Single,
    Multiple,
    TrueFalse,
    Number,
    Text,
}

/// What is right.
#[derive(Debug, Clone)]
pub struct Planted {
    pub number: usize,
    pub kind: Kind,
    pub right: Vec<String>,
    pub wrong: Vec<String>,
}

/// The course `ai-thu`: a module with two lessons and a check of all five types, a module with a lesson, the practical
/// quiz and a quiz against the clock, and the exam `cuoi-khoa` over a bank.
pub struct Fixture {
    pub source: CourseSource,
    planted: BTreeMap<String, Planted>,
}

/// How an edition differs from the first.
#[derive(Debug, Clone, Copy)]
pub struct Edition {
    /// Other texts and another key under the same ids from 2 on.
    pub number: usize,
    /// A later policy that asks for everything.
    pub strict: bool,
}

impl Fixture {
    pub const ID: &str = "ai-thu";
    pub const LESSONS: [&str; 3] = ["bai-mot", "bai-hai", "bai-ba"];
    pub const QUIZ: &str = "lam-quen-quiz";
    pub const PRACTICAL: &str = "mo-phong";
    pub const TIMED: &str = "hen-gio";
    pub const EXAM: &str = "cuoi-khoa";

    pub fn new() -> Self {
        Self::edition(Edition { number: 1, strict: false })
    }

    pub fn edition(edition: Edition) -> Self {
        let mut writer = Writer { edition: edition.number, count: 0, planted: BTreeMap::new() };
        let mut source = CourseSource { folder: Self::ID.into(), ..CourseSource::default() };
        for (path, text) in writer.files() {
            source.tree.texts.insert(path.into(), Ok(text.into_bytes()));
        }
        source.skills = Some(("../skills.toml".into(), SKILLS.into()));
        source.capability = Some(("../capability.toml".into(), policy(edition.strict).into_bytes()));
        Self { source, planted: writer.planted }
    }

    /// With a file in place of another.
    pub fn with(mut self, path: &str, text: &str) -> Self {
        self.source.tree.texts.insert(path.into(), Ok(text.as_bytes().to_vec()));
        self
    }

    /// The same with a picture.
    pub fn with_medium(mut self, path: &str, text: &str) -> Self {
        self.source.tree.media.insert(path.into(), Medium::of(path, text.as_bytes()));
        self
    }

    #[track_caller]
    pub fn compile(&self) -> Compilation {
        let compiled = compile(&self.source);
        assert!(compiled.course.is_some(), "{:#?}", compiled.diagnostics);
        compiled
    }

    /// Writes it out as a folder of courses.
    pub fn write(&self, folder: &Path) {
        let files =
            self.source.tree.texts.iter().map(|(path, text)| (format!("{}/{path}", Self::ID), text.clone().unwrap()));
        let beside = [("skills.toml", &self.source.skills), ("capability.toml", &self.source.capability)]
            .map(|(name, file)| (name.to_owned(), file.clone().expect("a file").1));
        for (path, text) in files.chain(beside) {
            let path = folder.join(path);
            std::fs::create_dir_all(path.parent().expect("a folder")).unwrap();
            std::fs::write(path, text).unwrap();
        }
    }

    /// The question that a prompt asks.
    #[track_caller]
    pub fn of(&self, prompt: &str) -> &Planted {
        let at = prompt.find("mk").unwrap_or_else(|| panic!("no planted question: {prompt}"));
        &self.planted[&prompt[at..at + 6]]
    }

    /// A right or wrong answer to a question as the API shows it.
    pub fn reply(&self, question: &Value, right: bool) -> Value {
        let planted = self.of(question["prompt_html"].as_str().expect("a prompt"));
        match planted.kind {
            Kind::Number => json!({ "number": planted.typed(right) }),
            Kind::Text => json!({ "text": planted.typed(right) }),
            _ => {
                let choices = question["choices"].as_array().expect("choices").iter();
                let fits = choices.filter(|one| planted.is_right(one["html"].as_str().expect("html")) == right);
                let ids: Vec<&Value> = fits.map(|one| &one["id"]).collect();
                if right { json!({ "choices": ids }) } else { json!({ "choices": [ids[0]] }) }
            }
        }
    }
}

impl Planted {
    pub fn typed(&self, right: bool) -> &str {
        if right { &self.right[0] } else { &self.wrong[0] }
    }

    /// Whether a choice is right, by its text.
    pub fn is_right(&self, html: &str) -> bool {
        self.right.iter().any(|text| html.contains(text.as_str()))
    }
}

const SKILLS: &str = r#"
[hieu-ai]
name.vi = "Hiểu AI"
name.en = "Understanding AI"

[an-toan]
name.vi = "An toàn"
name.en = "Safety"

[ap-dung]
name.vi = "Áp dụng"
name.en = "Applying"
"#;

/// The cut follows from the standard: 3 of 4 at 0.4 and 0.9, 4 of 4 at 0.5 and 0.9.
fn policy(strict: bool) -> String {
    let (version, cut, pass) = if strict { ("2027-06", 0.5, 4) } else { ("2026-12", 0.4, 3) };
    format!(
        r#"
id = "R1"
version = "{version}"
flag = "ai-thu"
course = "ai-thu"
[standard]
cut = {cut}
confidence = 0.9
source = "provisional"
[exam]
item = "cuoi-khoa"
questions = 4
pass = {pass}
[exam.skills]
hieu-ai = {{ draw = 2, floor = 1 }}
an-toan = {{ draw = 2, floor = 1 }}
[practical]
skill = "ap-dung"
any_of = [ {{ quiz = "mo-phong", pass = "80%" }} ]
[attempts]
max = 2
window = "90d"
cooldown = "7d"
[effort]
floor_ms = 0
share_of_median = 0.0
void_above = 4
[validity]
months = 24
[refresh]
questions = 4
pass = 3
extends_months = 24
times = 1
"#
    )
}

struct Writer {
    edition: usize,
    count: usize,
    planted: BTreeMap<String, Planted>,
}

impl Writer {
    fn files(&mut self) -> Vec<(&'static str, String)> {
        use Kind::{Multiple, Number, Single, Text, TrueFalse};
        let edition = self.edition;
        let lesson =
            |title: &str, body: &str| format!("---\ntitle: {title}\nskills: hieu-ai\n---\n# {title}\n\n{body}\n");
        let check = "\n## Chọn câu đúng {#tu-kiem .check}\n\n- [x] Hỏi lại AI\n  > Phải.\n- [ ] Tin ngay\n  > Chưa chắc.\n- [ ] Bỏ qua\n  > Không nên.\n";
        let front = |keys: &str, title: &str| format!("---\n{keys}---\n# {title}\n\n");
        vec![
            ("course.toml", "lang = \"vi\"\nlanguages = [\"vi\", \"en\"]\n\n[title]\nvi = \"Khóa thử\"\nen = \"A trial course\"\n".into()),
            ("README.md", "# Khóa thử\n\nMột khóa học nhỏ.\n".into()),
            ("01-lam-quen/01-bai-mot.md", lesson("Bài một", &format!("Đọc đi (bản {edition}).\n{check}"))),
            ("01-lam-quen/01-bai-mot.en.md", "---\ntitle: Lesson one\n---\n# Lesson one\n\nRead this.\n\n## Pick the right one {#tu-kiem .check}\n\n- [x] Ask the AI again\n  > Yes.\n- [ ] Believe it\n  > Not sure.\n- [ ] Leave it\n  > Better not.\n".into()),
            ("01-lam-quen/02-bai-hai.md", lesson("Bài hai", "Đọc tiếp.")),
            ("01-lam-quen/quiz.md", front("title: Kiểm tra\npass: 80%\n", "Kiểm tra") + &self.questions(&[Single, Multiple, TrueFalse, Number, Text], "hieu-ai", 2)),
            ("02-thuc-hanh/01-bai-ba.md", lesson("Bài ba", "Đọc nữa.")),
            ("02-thuc-hanh/02-mo-phong.quiz.md", front("title: Mô phỏng\npass: 80%\n", "Mô phỏng") + &self.questions(&[Single, Single], "ap-dung", 2)),
            ("02-thuc-hanh/03-hen-gio.quiz.md", front("title: Hẹn giờ\ntime-limit: 10m\nattempts: 2\ncooldown: 1h\nshuffle: options\n", "Hẹn giờ") + &self.questions(&[Single, Number, Text], "an-toan", 2)),
            ("bank/ngan-hang.md", "# Ngân hàng\n\n".to_owned() + &self.questions(&[Single; 6], "hieu-ai", 2) + &self.questions(&[Single; 6], "an-toan", 2)),
            ("cuoi-khoa.exam.md", front("title: Thi cuối khóa\nrequires: lam-quen-quiz\ntime-limit: 2h\n", "Thi cuối khóa") + &self.questions(&[Single], "hieu-ai", 2) + &self.questions(&[TrueFalse], "an-toan", 2) + "## Ngân hàng {#ho .pool draw=2 from=bank/ngan-hang.md}\n"),
        ]
    }

    fn questions(&mut self, kinds: &[Kind], skill: &str, level: usize) -> String {
        kinds.iter().map(|kind| self.question(*kind, skill, level)).collect()
    }

    /// One question; the number in its markers is its own.
    fn question(&mut self, kind: Kind, skill: &str, level: usize) -> String {
        self.count += 1;
        let (n, edition) = (self.count, self.edition);
        let class = match kind {
            Kind::Number => " .number",
            Kind::Text => " .text",
            _ => "",
        };
        let mut planted = Planted { number: n, kind, right: Vec::new(), wrong: Vec::new() };
        let heading = "#".repeat(level);
        let mut text = format!(
            "{heading} Tình huống mk{n:04} bản {edition}: nên làm thế nào? {{#qid-{n:04}{class} skill={skill}}}\n\n"
        );
        for hint in 1..=2 {
            let _ = write!(text, "> [!TIP]\n> Gợi ý HINT_{n:04}_{hint}\n\n");
        }
        for (place, right) in rights(kind, n + edition - 1).into_iter().enumerate() {
            let (words, settings) = match kind {
                Kind::TrueFalse => (["Đúng", "Sai"][place].to_owned(), String::new()),
                Kind::Number if right => (format!("918273{n:04}.{edition}5"), String::new()),
                Kind::Number => ("17".to_owned(), String::new()),
                Kind::Text if right => (format!("KEY_{n:04}_{edition}"), String::new()),
                Kind::Text => ("nhầm rồi".to_owned(), String::new()),
                _ => {
                    let why = if right { String::new() } else { format!(" why=whyid-{n:04}-{place}") };
                    (format!("cách {}", word(n * 10 + place)), format!(" <!-- {{#keyid-{n:04}-{place}{why}}} -->"))
                }
            };
            let _ = write!(
                text,
                "- [{}] {words}{settings}\n  > Góp ý FEEDBACK_{n:04}_{place}\n",
                if right { 'x' } else { ' ' }
            );
            if right { planted.right.push(words) } else { planted.wrong.push(words) }
        }
        let _ = write!(text, "\nGiải thích EXPLAIN_{n:04} bản {edition}\n\n");
        self.planted.insert(format!("mk{n:04}"), planted);
        text
    }
}

fn rights(kind: Kind, n: usize) -> Vec<bool> {
    match kind {
        Kind::Single => (0..4).map(|place| place == n % 4).collect(),
        Kind::Multiple => (0..4).map(|place| place == n % 4 || place == (n + 2) % 4).collect(),
        Kind::TrueFalse => vec![n.is_multiple_of(2), !n.is_multiple_of(2)],
        Kind::Number | Kind::Text => vec![true, false],
    }
}

/// A word that says nothing, another for every number.
fn word(number: usize) -> String {
    let (consonants, vowels) = (b"bdghklmnrt", b"aeiou");
    let mut word = String::new();
    let mut rest = number * 7919 + 13;
    for _ in 0..4 {
        word.push(char::from(consonants[rest % 10]));
        word.push(char::from(vowels[rest / 10 % 5]));
        rest /= 7;
    }
    format!("{word}{number}")
}
