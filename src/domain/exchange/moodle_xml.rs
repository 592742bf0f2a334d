//! Moodle XML: a question bank with its categories. The texts are HTML, their pictures stand beside them in base64.

mod calculated;
mod cloze;

use super::html_to_markdown::{self as md, Notes};
use super::text::decimal;
use super::xml::{self, Element};
use super::{
    ExchangeAnswers, ExchangeNumber, ExchangeQuestion, ExchangeText, Imported, Unreadable, decode, media, text,
    weighted_choices,
};
use std::collections::BTreeMap;

/// Reads a file.
pub(super) fn import(bytes: &[u8]) -> Result<Imported, Unreadable> {
    let root = xml::parse(&decode::xml(bytes))?;
    if root.name != "quiz" {
        return Err(Unreadable::new(root.line, "exchange-not-this").with("root", &root.name));
    }
    let mut imported = Imported::default();
    let mut category = String::new();
    for element in root.all("question") {
        let kind = element.attribute("type").unwrap_or_default();
        if kind == "category" {
            let path = element.first("category").map(|found| found.text_of("text")).unwrap_or_default();
            category = path
                .trim_start_matches("$course$")
                .trim_matches('/')
                .trim_start_matches("top")
                .trim_matches('/')
                .to_owned();
            continue;
        }
        let files = BTreeMap::new();
        let mut notes = Notes { imported: &mut imported, line: element.line, files: &files };
        let mut reader = Reader { element, notes: &mut notes, table: None };
        if let Some(question) = reader.question(kind) {
            imported.add(&category, question);
        }
    }
    Ok(imported)
}

struct Reader<'e, 'w, 'n> {
    element: &'e Element,
    notes: &'w mut Notes<'n>,
    /// The numbers of a calculated question, which are put into its texts.
    table: Option<calculated::Table>,
}

impl Reader<'_, '_, '_> {
    fn question(&mut self, kind: &str) -> Option<ExchangeQuestion> {
        let element = self.element;
        if kind.starts_with("calculated") {
            self.table = Some(self.datasets()?);
        }
        let mut stem = element.first("questiontext").map(|found| self.blocks(found)).unwrap_or_default();
        let answers = match kind {
            "multichoice" | "multichoiceset" => self.choices(kind == "multichoiceset"),
            "truefalse" => self.truth(),
            "shortanswer" => self.texts(),
            "numerical" => self.numbers()?,
            "matching" | "match" | "ddmatch" => self.pairs(),
            "calculated" | "calculatedsimple" => self.formulas()?,
            "calculatedmulti" => self.choices(false),
            "essay" | "essayautograde" => self.task(),
            "ordering" => self.order(),
            "cloze" | "multianswer" => {
                let (text, answers) = self.cloze();
                stem = text;
                answers?
            }
            "ddwtos" | "gapselect" => {
                let (text, answers) = self.gaps();
                stem = text;
                answers
            }
            _ => {
                let name = self.name();
                let lost = self.notes.imported.lose(element.line, "exchange-loss-type");
                lost.with("type", kind).with("name", name);
                return None;
            }
        };
        let mut question = ExchangeQuestion::new(element.line, &self.name(), stem, answers);
        self.extras(&mut question);
        if let Some(table) = self.table.take() {
            question.variants = Some(self.variants(table)?);
        }
        Some(question)
    }

    fn name(&self) -> String {
        let id = self.element.text_of("idnumber");
        if id.is_empty() { self.element.first("name").map(|name| name.text_of("text")).unwrap_or_default() } else { id }
    }

    /// What every type has.
    fn extras(&mut self, question: &mut ExchangeQuestion) {
        let element = self.element;
        let grade = decimal(&element.text_of("defaultgrade"));
        question.points = grade.filter(|grade| *grade > 0.0 && *grade <= 1e6 && (*grade - 1.0).abs() > 1e-9);
        if matches!(element.text_of("shuffleanswers").as_str(), "0" | "false") {
            question.shuffle = Some(false);
        }
        for hint in element.all("hint") {
            let hint = self.blocks(hint);
            if !hint.is_empty() {
                question.hints.push(hint);
            }
        }
        if !question.hints.is_empty() && decimal(&element.text_of("penalty")).is_some_and(|penalty| penalty > 0.0) {
            self.notes.imported.lose(element.line, "exchange-loss-penalty");
        }
        for tag in element.first("tags").into_iter().flat_map(|tags| tags.all("tag")) {
            self.notes.imported.lose(tag.line, "exchange-loss-tag").with("tag", tag.text_of("text"));
        }
        let mut parts: Vec<String> = Vec::new();
        for name in ["generalfeedback", "correctfeedback", "partiallycorrectfeedback", "incorrectfeedback"] {
            let Some(found) = element.first(name) else { continue };
            let text = self.blocks(found);
            let by_itself =
                name != "generalfeedback" && text.len() < 60 && STOCK.iter().any(|stock| text.starts_with(stock));
            if text.is_empty() || by_itself || parts.contains(&text) {
                continue;
            }
            if name != "generalfeedback" {
                self.notes.imported.lose(found.line, "exchange-loss-combined");
            }
            parts.push(text);
        }
        question.explanation = parts.join("\n\n");
    }

    fn choices(&mut self, exact: bool) -> ExchangeAnswers {
        let single = matches!(self.element.text_of("single").as_str(), "true" | "1" | "");
        let mut found = Vec::new();
        for answer in self.element.all("answer") {
            let share = fraction(answer);
            found.push((self.inline(answer), share, self.feedback(answer)));
        }
        let answers = weighted_choices(!single || exact, found, self.notes);
        match answers {
            ExchangeAnswers::Choices { several, mut choices, .. } if exact => {
                choices.iter_mut().for_each(|choice| choice.worth = None);
                ExchangeAnswers::Choices { several, exact, choices }
            }
            other => other,
        }
    }

    fn truth(&mut self) -> ExchangeAnswers {
        let (mut is_true, mut yes, mut no) = (false, String::new(), String::new());
        for answer in self.element.all("answer") {
            let says_true = answer.text_of("text").eq_ignore_ascii_case("true");
            let feedback = self.feedback(answer);
            if fraction(answer) > 0.0 {
                is_true = says_true;
            }
            *(if says_true { &mut yes } else { &mut no }) = feedback;
        }
        let (right, wrong) = if is_true { (yes, no) } else { (no, yes) };
        super::true_false(is_true, &right, &wrong)
    }

    fn texts(&mut self) -> ExchangeAnswers {
        let case_strict = matches!(self.element.text_of("usecase").as_str(), "1" | "true");
        let mut answers = Vec::new();
        for answer in self.element.all("answer") {
            let written = answer.text_of("text");
            let share = fraction(answer);
            let feedback = self.feedback(answer);
            if written == "*" {
                self.notes.imported.lose(answer.line, "exchange-loss-any-answer");
                continue;
            }
            if share > 0.0 && share < 99.99 {
                self.notes.imported.lose(answer.line, "exchange-loss-text-worth").with("text", &written);
            }
            let (text, regex) = wildcard(&written);
            if !text.is_empty() {
                answers.push(ExchangeText { text, regex, right: share >= 99.99, feedback });
            }
        }
        ExchangeAnswers::Text { case_strict, answers }
    }

    fn numbers(&mut self) -> Option<ExchangeAnswers> {
        let mut answers = Vec::new();
        for answer in self.element.all("answer") {
            let written = answer.text_of("text");
            let share = fraction(answer);
            let feedback = self.feedback(answer);
            let far = decimal(&answer.text_of("tolerance")).unwrap_or(0.0).abs();
            let Some(value) = decimal(&written.replace(',', ".")) else {
                let what = if written == "*" { "exchange-loss-any-answer" } else { "exchange-loss-number" };
                self.notes.imported.lose(answer.line, what).with("text", &written);
                continue;
            };
            if share > 0.0 && share < 99.99 {
                self.notes.imported.lose(answer.line, "exchange-loss-text-worth").with("text", &written);
            }
            let range = text::around(value, far, far);
            answers.push(ExchangeNumber { low: range.low, high: range.high, right: share >= 99.99, feedback });
        }
        if let Some(units) = self.element.first("units") {
            self.notes.imported.lose(units.line, "exchange-loss-unit");
        }
        (!answers.is_empty()).then_some(ExchangeAnswers::Number { answers })
    }

    fn pairs(&mut self) -> ExchangeAnswers {
        let (mut pairs, mut extra) = (Vec::new(), Vec::new());
        for pair in self.element.all("subquestion") {
            let left = self.inline(pair);
            let right = pair.first("answer").map(|answer| self.inline(answer)).unwrap_or_default();
            match (left.is_empty(), right.is_empty()) {
                (false, false) => pairs.push((left, right)),
                (true, false) => extra.push(right),
                _ => drop(self.notes.imported.lose(pair.line, "exchange-loss-empty-choice")),
            }
        }
        ExchangeAnswers::Match { exact: false, pairs, extra }
    }

    fn order(&mut self) -> ExchangeAnswers {
        let mut items: Vec<(f64, String)> = Vec::new();
        for answer in self.element.all("answer") {
            let place = decimal(answer.attribute("fraction").unwrap_or_default()).unwrap_or(0.0);
            items.push((place, self.inline(answer)));
        }
        items.sort_by(|one, other| one.0.total_cmp(&other.0));
        let way = self.element.text_of("gradingtype");
        let exact = matches!(way.as_str(), "ALL_OR_NOTHING" | "-1");
        if !exact && !matches!(way.as_str(), "" | "LONGEST_CONTIGUOUS_SUBSET" | "6") {
            self.notes.imported.lose(self.element.line, "exchange-loss-partial");
        }
        ExchangeAnswers::Order { exact, items: items.into_iter().map(|(_, item)| item).collect() }
    }

    fn task(&mut self) -> ExchangeAnswers {
        let element = self.element;
        self.notes.imported.lose(element.line, "exchange-loss-rubric");
        let attachments = decimal(&element.text_of("attachments")).unwrap_or(0.0);
        let files = attachments != 0.0 || element.text_of("responseformat") == "editorfilepicker";
        let solution = element.first("graderinfo").map(|found| self.blocks(found)).unwrap_or_default();
        ExchangeAnswers::Task { files, solution }
    }

    fn feedback(&mut self, answer: &Element) -> String {
        answer.first("feedback").map(|found| self.blocks(found)).unwrap_or_default()
    }

    fn blocks(&mut self, holder: &Element) -> String {
        self.rich(holder, &holder.text_of("text"), false)
    }

    fn inline(&mut self, holder: &Element) -> String {
        self.rich(holder, &holder.text_of("text"), true)
    }

    /// A text in the way of writing and with the files of its element.
    fn rich(&mut self, holder: &Element, written: &str, flat: bool) -> String {
        let mut files = BTreeMap::new();
        for file in holder.all("file") {
            let name = file.attribute("name").unwrap_or_default().to_owned();
            match media::decode(&file.text()).filter(|bytes| !bytes.is_empty()) {
                Some(bytes) => drop(files.insert(name, bytes)),
                None => drop(self.notes.imported.lose(file.line, "exchange-loss-media").with("name", name)),
            }
        }
        let (marked, numbers) = self.marked(holder, written);
        let written = marked.as_str();
        let mut notes = Notes { imported: &mut *self.notes.imported, line: holder.line, files: &files };
        let mut markdown = match (holder.attribute("format").unwrap_or("html"), flat) {
            ("markdown", false) => md::markdown_blocks(written, &mut notes),
            ("markdown", true) => md::markdown_inline(written, &mut notes),
            ("plain_text", false) => text::blocks(written),
            ("plain_text", true) => text::inline(written),
            ("moodle_auto_format", false) => md::blocks(&written.trim().replace('\n', "<br>"), &mut notes),
            (_, false) => md::blocks(written, &mut notes),
            (_, true) => md::inline(written, &mut notes),
        };
        for (mark, number) in numbers {
            markdown = markdown.replacen(mark, &number, 1);
        }
        markdown
    }
}

/// What Moodle writes by itself after each question.
const STOCK: &[&str] = &["Your answer is", "Câu trả lời của bạn"];

fn fraction(answer: &Element) -> f64 {
    decimal(answer.attribute("fraction").unwrap_or_default()).unwrap_or(0.0)
}

/// An answer with `*` for anything as an expression; `\*` is a star.
fn wildcard(written: &str) -> (String, bool) {
    let plain = written.replace("\\*", "\u{e010}");
    let star = |text: &str| text.replace('\u{e010}', "*");
    if !plain.contains('*') {
        return (star(&plain), false);
    }
    let parts: Vec<String> = plain.split('*').map(|part| regex::escape(&star(part))).collect();
    (parts.join(".*"), true)
}
