//! Imported questions as bank files of the course format: an id for each, answers in the form of their type, and a
//! comment that says where they came from.

use super::text::{number, percent, range_text};
use super::{Bank, ExchangeAnswers, ExchangeChoice, ExchangeQuestion, ExchangeVariants, Format, Imported};
use crate::course::question::NumberRange;
use crate::course::{MAX_FILE, slug_of};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

/// A bank file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BankFile {
    /// Name without folder: `an-toan.md`.
    pub name: String,
    /// Markdown.
    pub text: String,
    /// Number of its questions.
    pub questions: usize,
}

/// A file is begun anew beyond this size, so that the compiler never refuses one.
const FULL: usize = MAX_FILE / 2;

/// Writes the banks. `source` is the imported file's name, `taken_ids` and `taken_names` what the course has already
/// (names as they are on the disk, in lower case).
#[must_use]
pub fn write(
    imported: &Imported,
    format: Format,
    source: &str,
    taken_ids: &BTreeSet<String>,
    taken_names: &BTreeSet<String>,
) -> Vec<BankFile> {
    let mut ids = Ids { taken: taken_ids.clone(), last: BTreeMap::new() };
    let mut names = taken_names.clone();
    let mut files = Vec::new();
    for bank in &imported.banks {
        let mut questions = bank.questions.iter().peekable();
        while questions.peek().is_some() {
            let name = file_name(bank, source, &mut names);
            let mut text = head(bank, format, source);
            let mut count = 0;
            while let Some(question) = questions.next_if(|_| text.len() < FULL) {
                count += 1;
                write_question(question, &mut ids, &mut text);
            }
            files.push(BankFile { name, text, questions: count });
        }
    }
    files
}

fn file_name(bank: &Bank, source: &str, names: &mut BTreeSet<String>) -> String {
    let stem = source.rsplit(['/', '\\']).next().unwrap_or_default();
    let stem = stem.rsplit_once('.').map_or(stem, |(stem, _)| stem);
    let mut slug = slug_of(if bank.title.is_empty() { stem } else { &bank.title });
    slug.truncate(60);
    // Names such as `quiz.md` or `exam.md` say a kind.
    if slug.is_empty() || matches!(slug.as_str(), "quiz" | "exam" | "final" | "index" | "readme" | "glossary") {
        slug = format!("ngan-hang-{slug}").trim_end_matches('-').to_owned();
    }
    let mut name = format!("{slug}.md");
    let mut number = 2;
    while !names.insert(name.clone()) {
        name = format!("{slug}-{number}.md");
        number += 1;
    }
    name
}

fn head(bank: &Bank, format: Format, source: &str) -> String {
    let name = format.name();
    let title = if bank.title.is_empty() { source.rsplit(['/', '\\']).next().unwrap_or_default() } else { &bank.title };
    let title: String = title.chars().filter(|c| !c.is_control()).collect();
    let title = title.split_whitespace().collect::<Vec<_>>().join(" ").replace(['"', '\''], "");
    let title = if title.is_empty() { name.to_owned() } else { super::text::shortened(&title) };
    format!("---\nkind: bank\ntitle: \"{title}\"\n---\n\n<!-- imported: {name}, {} -->\n", for_comment(source))
}

/// A name that cannot end a comment.
pub(super) fn for_comment(text: &str) -> String {
    let file = text.rsplit(['/', '\\']).next().unwrap_or_default();
    let safe = |c: char| c.is_alphanumeric() || matches!(c, '.' | '_' | ' ') || c == '-';
    let bare: String = file.chars().filter(|c| safe(*c)).collect();
    let mut bare = super::text::shortened(&bare);
    while bare.contains("--") {
        bare = bare.replace("--", "-");
    }
    bare.trim_matches('-').to_owned()
}

fn write_question(question: &ExchangeQuestion, ids: &mut Ids, out: &mut String) {
    let (heading, rest) = heading(question);
    let id = unique_id(question, &heading, ids);
    let mut settings = format!("#{id}");
    settings.push_str(&class_settings(question));
    if let Some(points) = question.points.filter(|_| !matches!(question.answers, ExchangeAnswers::Task { .. })) {
        let _ = write!(settings, " points={}", super::text::percent(points));
    }
    if let Some(shuffle) = question.shuffle.filter(|_| takes_shuffle(question)) {
        settings.push_str(if shuffle { " shuffle=yes" } else { " shuffle=no" });
    }
    let _ = write!(out, "\n## {heading} {{{settings}}}\n\n<!-- imported: {} -->\n", question.line);
    block(&guarded(question, &rest), out);
    for hint in question.hints.iter().filter(|hint| !hint.is_empty()) {
        out.push_str("\n> [!TIP]\n");
        quoted(hint, "", out);
    }
    write_answers(question, out);
    if let ExchangeAnswers::Task { solution, .. } = &question.answers {
        block(&guarded(question, &question.explanation), out);
        rubric(question.points.unwrap_or(1.0), out);
        if !solution.is_empty() {
            out.push_str("\n### Bài mẫu {.solution}\n");
            block(&guarded(question, solution), out);
        }
    } else {
        block(&question.explanation, out);
    }
    if let Some(variants) = &question.variants {
        write_variants(variants, out);
    }
}

/// The question's first line as its heading, and what remains of the stem.
fn heading(question: &ExchangeQuestion) -> (String, String) {
    let stem = question.stem.trim();
    let (first, rest) = stem.split_once('\n').unwrap_or((stem, ""));
    let plain = first.strip_suffix('\\').unwrap_or(first).trim();
    let structure = plain.is_empty()
        || plain.starts_with(['>', '|', '`', '!'])
        || plain.starts_with("* ")
        || plain.starts_with(|c: char| c.is_ascii_digit()) && plain.contains(". ") && !plain.contains("\\. ");
    let cut_mark = (first.ends_with('\\')) && (plain.matches("**").count() % 2 == 1);
    let joined = rest.starts_with(|c: char| !c.is_whitespace()) && !first.ends_with('\\');
    if !structure && !cut_mark && !joined {
        return (without_braces(plain), rest.trim().to_owned());
    }
    let name = super::text::inline(&question.name);
    let heading = if name.is_empty() { format!("Câu {}", question.line) } else { name };
    (without_braces(&heading), stem.to_owned())
}

/// Braces in a heading as entities, so that none looks like settings in the wrong place.
fn without_braces(heading: &str) -> String {
    // In code an entity would be seen.
    if heading.contains('`') { heading.to_owned() } else { heading.replace("\\{", "&#123;") }
}

fn unique_id(question: &ExchangeQuestion, heading: &str, ids: &mut Ids) -> String {
    let heading = heading.replace("&#123;", " ");
    let wanted = if question.name.trim().is_empty() { &heading } else { &question.name };
    let mut slug = slug_of(wanted);
    slug.truncate(48);
    let slug = slug.trim_end_matches('-');
    let base = if slug.is_empty() { format!("cau-{}", question.line) } else { slug.to_owned() };
    ids.unique(&base)
}

/// Ids of the course, and the last number that was given to each.
struct Ids {
    taken: BTreeSet<String>,
    last: BTreeMap<String, u32>,
}

impl Ids {
    fn unique(&mut self, base: &str) -> String {
        let mut id = base.to_owned();
        while !self.taken.insert(id.clone()) {
            let number = self.last.entry(base.to_owned()).or_insert(1);
            *number += 1;
            id = format!("{base}-{number}");
        }
        id
    }
}

fn takes_shuffle(question: &ExchangeQuestion) -> bool {
    matches!(question.answers, ExchangeAnswers::Choices { .. } | ExchangeAnswers::Match { .. })
}

fn class_settings(question: &ExchangeQuestion) -> String {
    match &question.answers {
        ExchangeAnswers::Choices { several, exact, choices } => {
            let right = choices.iter().filter(|choice| choice.right).count();
            let class = if *several && right < 2 { " .multi" } else { "" };
            format!("{class}{}", partial(*several && *exact))
        }
        ExchangeAnswers::Number { .. } | ExchangeAnswers::Formula { .. } => " .number".to_owned(),
        ExchangeAnswers::Text { case_strict, .. } => format!(" .text{}", case(*case_strict)),
        ExchangeAnswers::Blanks { case_strict, exact, bank, .. } => {
            format!(" .blanks{}{}{}", if *bank { " words=yes" } else { "" }, case(*case_strict), partial(*exact))
        }
        ExchangeAnswers::Match { exact, .. } => format!(" .match{}", partial(*exact)),
        ExchangeAnswers::Order { exact, .. } => format!(" .order{}", partial(*exact)),
        ExchangeAnswers::Task { files, .. } => {
            format!(" .task submit={}", if *files { "text,image,file" } else { "text" })
        }
    }
}

fn partial(exact: bool) -> &'static str {
    if exact { " partial=exact" } else { "" }
}

fn case(strict: bool) -> &'static str {
    if strict { " case=strict" } else { "" }
}

/// Lists and tables of a text that would be taken for the answers become plain lines.
fn guarded(question: &ExchangeQuestion, text: &str) -> String {
    let lines = text.lines().map(|line| {
        let bare = line.trim_start();
        let digits = bare.bytes().take_while(u8::is_ascii_digit).count();
        match &question.answers {
            ExchangeAnswers::Match { .. } | ExchangeAnswers::Task { .. } if bare.starts_with('|') => {
                format!("{}\\", bare.replace('|', "\\|"))
            }
            ExchangeAnswers::Order { .. } if digits > 0 && bare[digits..].starts_with(". ") => {
                format!("* {}\\{}", &bare[..digits], &bare[digits..])
            }
            _ => line.to_owned(),
        }
    });
    lines.collect::<Vec<_>>().join("\n").trim_end_matches('\\').to_owned()
}

fn block(text: &str, out: &mut String) {
    if !text.trim().is_empty() {
        let _ = writeln!(out, "\n{}", text.trim());
    }
}

/// Text as a quotation, each line after `indent`.
fn quoted(text: &str, indent: &str, out: &mut String) {
    for line in text.trim().lines() {
        let _ = if line.trim().is_empty() { writeln!(out, "{indent}>") } else { writeln!(out, "{indent}> {line}") };
    }
}

fn write_answers(question: &ExchangeQuestion, out: &mut String) {
    if !matches!(question.answers, ExchangeAnswers::Task { .. }) {
        out.push('\n');
    }
    match &question.answers {
        ExchangeAnswers::Choices { choices, .. } => choices.iter().for_each(|choice| write_choice(choice, out)),
        ExchangeAnswers::Number { answers } => {
            for answer in answers {
                let range = range_text(NumberRange { low: answer.low, high: answer.high });
                write_answer(&range, answer.right, &answer.feedback, out);
            }
        }
        ExchangeAnswers::Formula { answers } => {
            for answer in answers {
                write_answer(&answer.text, answer.right, &answer.feedback, out);
            }
        }
        ExchangeAnswers::Text { answers, .. } => {
            for answer in answers {
                let text = if answer.regex { regex_span(&answer.text) } else { literal(&answer.text) };
                write_answer(&text, answer.right, &answer.feedback, out);
            }
        }
        ExchangeAnswers::Blanks { extra, .. } => {
            for word in extra {
                let _ = writeln!(out, "- [ ] {word}");
            }
        }
        ExchangeAnswers::Match { pairs, extra, .. } => {
            let cell = super::html_to_markdown::in_cell;
            out.push_str("| Vế trái | Vế phải |\n|---|---|\n");
            for (left, right) in pairs {
                let _ = writeln!(out, "| {} | {} |", cell(left), cell(right));
            }
            for right in extra {
                let _ = writeln!(out, "|  | {} |", cell(right));
            }
        }
        ExchangeAnswers::Order { items, .. } => {
            for (at, item) in items.iter().enumerate() {
                let _ = writeln!(out, "{}. {item}", at + 1);
            }
        }
        ExchangeAnswers::Task { .. } => {}
    }
}

fn write_choice(choice: &ExchangeChoice, out: &mut String) {
    let mark = if choice.right { 'x' } else { ' ' };
    let worth = choice.worth.map(|worth| format!(" <!-- {{worth={}%}} -->", percent(worth))).unwrap_or_default();
    let _ = writeln!(out, "- [{mark}] {}{worth}", choice.text);
    quoted(&choice.feedback, "  ", out);
}

fn write_answer(text: &str, right: bool, feedback: &str, out: &mut String) {
    let _ = writeln!(out, "- [{}] {text}", if right { 'x' } else { ' ' });
    quoted(feedback, "  ", out);
}

/// A literal answer; slashes around it make no expression of it.
fn literal(text: &str) -> String {
    let literal = super::text::inline(text);
    literal.strip_prefix('/').map_or_else(|| literal.clone(), |rest| format!("&#47;{rest}"))
}

fn regex_span(pattern: &str) -> String {
    super::text::code(&format!("/{pattern}/"))
}

fn write_variants(variants: &ExchangeVariants, out: &mut String) {
    let row = |cells: &[String]| format!("| {} |\n", cells.join(" | "));
    out.push_str("\n### Biến thể {.variants}\n\n");
    out.push_str(&row(&variants.names));
    out.push_str(&row(&vec!["---".to_owned(); variants.names.len()]));
    variants.rows.iter().for_each(|cells| out.push_str(&row(cells)));
}

fn rubric(points: f64, out: &mut String) {
    let _ = writeln!(
        out,
        "\n| Tiêu chí | Đạt ({}) | Chưa đạt (0) |\n|---|---|---|\n| Bài làm | đạt yêu cầu | chưa đạt |",
        number(points)
    );
}
