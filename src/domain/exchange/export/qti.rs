//! A content package of QTI: a manifest and a file for each item. Everything is written with the names of 2.2, and
//! renamed for 3.0.

mod names;

use super::xhtml::{escape, plain, xhtml};
use super::{Losses, sections, shares};
use crate::course::question::{Answers, Blank, EachPartial, NumberRange, Question, Submit, TextKey};
use crate::course::{CompiledCourse, Quiz};
use crate::language::Localized;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::io::{self, Cursor, Write as _};
use zip::write::{SimpleFileOptions, ZipWriter};

/// Writes the package; gives the number of questions in it.
///
/// # Errors
/// Where the archive cannot be put together.
pub(super) fn write(
    course: &CompiledCourse,
    questions: &[&Question],
    quizzes: &[&Quiz],
    three: bool,
    losses: &mut Losses,
) -> io::Result<(Vec<u8>, usize)> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Deflated);
    let mut resources = String::new();
    let (mut items, mut written) = (BTreeMap::new(), BTreeSet::new());
    for (number, question) in (1_usize..).zip(questions) {
        let item = item(question, losses);
        // Only 3.0 has a body in the feedback.
        let two = || item.replace("<contentBody>", "").replace("</contentBody>", "");
        let item = if three { names::renamed(&item) } else { two() };
        let name = format!("items/q{number:05}.xml");
        archive.start_file(&name, options)?;
        archive.write_all(item.as_bytes())?;
        let kind = if three { "imsqti_item_xmlv3p0" } else { "imsqti_item_xmlv2p2" };
        let mut files = format!("<file href=\"{name}\"/>");
        for (medium, bytes) in losses.media.mentioned(&item) {
            let path = format!("media/{medium}");
            let _ = write!(files, "<file href=\"{path}\"/>");
            if written.insert(medium.to_owned()) {
                archive.start_file(&path, options)?;
                archive.write_all(bytes)?;
            }
        }
        let _ = writeln!(
            resources,
            "<resource identifier=\"r{number:05}\" type=\"{kind}\" href=\"{name}\">{files}</resource>"
        );
        items.insert(question.id.as_str(), name);
    }
    let tests = quizzes.iter().filter_map(|quiz| sections::test(quiz, &items));
    for (number, test) in (1_usize..).zip(tests) {
        let test = if three { names::renamed(&test) } else { test };
        let name = format!("tests/t{number:05}.xml");
        archive.start_file(&name, options)?;
        archive.write_all(test.as_bytes())?;
        let kind = if three { "imsqti_test_xmlv3p0" } else { "imsqti_test_xmlv2p2" };
        let _ = writeln!(
            resources,
            "<resource identifier=\"t{number:05}\" type=\"{kind}\" href=\"{name}\"><file href=\"{name}\"/></resource>"
        );
    }
    archive.start_file("imsmanifest.xml", options)?;
    archive.write_all(manifest(course, &resources, three).as_bytes())?;
    let bytes = archive.finish()?.into_inner();
    Ok((bytes, questions.len()))
}

fn manifest(course: &CompiledCourse, resources: &str, three: bool) -> String {
    let (space, schema, version) = if three {
        ("http://www.imsglobal.org/xsd/qti/qtiv3p0/imscp_v1p1", "QTI Package", "3.0.0")
    } else {
        ("http://www.imsglobal.org/xsd/imscp_v1p1", "QTIv2.2 Package", "1.0.0")
    };
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<manifest xmlns=\"{space}\" identifier=\"m-{}\">\n\
         <metadata><schema>{schema}</schema><schemaversion>{version}</schemaversion></metadata>\n<organizations/>\n\
         <resources>\n{resources}</resources>\n</manifest>\n",
        escape(&course.id)
    )
}

/// The parts of an item as they are put together.
#[derive(Default)]
struct Parts {
    declarations: String,
    body: String,
    rules: Rules,
    feedback: String,
}

/// How an item is marked.
#[derive(Default)]
enum Rules {
    /// Not by a program.
    #[default]
    None,
    /// By the sum of the mapping of its one response.
    Mapped,
    /// All or nothing.
    Correct,
    /// Written out.
    Own(String),
}

fn item(question: &Question, losses: &mut Losses) -> String {
    let mut parts = Parts::default();
    fill(question, &mut parts, losses);
    if let Some(explanation) = &question.explanation {
        let html = plain(&explanation.original, question, losses);
        let _ = writeln!(parts.feedback, "{}", modal("EXPLANATION", &html));
    }
    let points = question.points;
    let template = |name: &str| {
        format!("<responseProcessing template=\"http://www.imsglobal.org/question/qti_v2p2/rptemplates/{name}\"/>")
    };
    let rules = match parts.rules {
        Rules::None => String::new(),
        Rules::Mapped => template("map_response"),
        Rules::Correct => template("match_correct"),
        Rules::Own(rules) => format!("<responseProcessing>{rules}</responseProcessing>"),
    };
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <assessmentItem xmlns=\"http://www.imsglobal.org/xsd/imsqti_v2p2\" identifier=\"{id}\" title=\"{id}\" \
         adaptive=\"false\" timeDependent=\"false\">\n{declarations}\
         <outcomeDeclaration identifier=\"SCORE\" cardinality=\"single\" baseType=\"float\"><defaultValue><value>0</value></defaultValue></outcomeDeclaration>\n\
         <outcomeDeclaration identifier=\"MAXSCORE\" cardinality=\"single\" baseType=\"float\"><defaultValue><value>{points}</value></defaultValue></outcomeDeclaration>\n\
         <outcomeDeclaration identifier=\"FEEDBACK\" cardinality=\"multiple\" baseType=\"identifier\"/>\n\
         <itemBody>\n{body}</itemBody>\n{rules}\n{feedback}</assessmentItem>\n",
        id = escape(&question.id),
        declarations = parts.declarations,
        body = parts.body,
        feedback = parts.feedback,
    )
}

fn modal(id: &str, html: &str) -> String {
    let body =
        if html.starts_with("<p") || html.starts_with("<ul") { html.to_owned() } else { format!("<p>{html}</p>") };
    format!(
        "<modalFeedback outcomeIdentifier=\"FEEDBACK\" identifier=\"{id}\" showHide=\"show\"><contentBody>{body}</contentBody></modalFeedback>"
    )
}

fn declaration(cardinality: &str, base: &str, correct: &[String], mapping: &str) -> String {
    declared("RESPONSE", cardinality, base, correct, mapping)
}

fn declared(name: &str, cardinality: &str, base: &str, correct: &[String], mapping: &str) -> String {
    let values: String = correct.iter().map(|value| format!("<value>{}</value>", escape(value))).collect();
    let correct =
        if values.is_empty() { String::new() } else { format!("<correctResponse>{values}</correctResponse>") };
    format!(
        "<responseDeclaration identifier=\"{name}\" cardinality=\"{cardinality}\" baseType=\"{base}\">{correct}{mapping}</responseDeclaration>\n"
    )
}

fn mapping(entries: &str, points: f64) -> String {
    format!("<mapping lowerBound=\"0\" upperBound=\"{points}\" defaultValue=\"0\">{entries}</mapping>")
}

fn fill(question: &Question, parts: &mut Parts, losses: &mut Losses) {
    match &question.answers {
        Answers::Single { .. } | Answers::Multiple { .. } | Answers::TrueFalse { .. } | Answers::Survey { .. } => {
            choices(question, parts, losses);
        }
        Answers::Number { accepted, foreseen, feedback, .. } => {
            if !foreseen.is_empty() || feedback.is_some() {
                losses.add(question, "exchange-export-foreseen");
            }
            numbers(question, accepted, parts, losses);
        }
        Answers::Text { accepted, foreseen, case_strict, .. } => {
            if !foreseen.is_empty() || accepted.iter().any(|key| key.feedback.is_some()) {
                losses.add(question, "exchange-export-foreseen");
            }
            texts(question, accepted, *case_strict, parts, losses);
        }
        Answers::Blanks { blanks, words, case_strict, .. } => {
            self::blanks(question, blanks, words.as_deref(), *case_strict, parts, losses);
        }
        Answers::Match { left, right, partial } => {
            let pairs: Vec<String> =
                (1_usize..).zip(left).map(|(at, item)| format!("L{at} R{}", item.right + 1)).collect();
            let set = |sign: &str, items: Vec<&Localized>, most: usize, losses: &mut Losses| {
                let choice = |(at, item): (usize, &Localized)| {
                    let html = plain(&item.original, question, losses);
                    format!(
                        "<simpleAssociableChoice identifier=\"{sign}{at}\" matchMax=\"{most}\">{html}</simpleAssociableChoice>"
                    )
                };
                let choices: String = (1_usize..).zip(items).map(choice).collect();
                format!("<simpleMatchSet>{choices}</simpleMatchSet>")
            };
            let one = set("L", left.iter().map(|item| &item.html).collect(), 1, losses);
            let other = set("R", right.iter().collect(), left.len(), losses);
            #[expect(clippy::cast_precision_loss, reason = "a count of pairs")]
            let each = question.points / left.len().max(1) as f64;
            let entry = |pair: &String| format!("<mapEntry mapKey=\"{pair}\" mappedValue=\"{each}\"/>");
            let entries: String = pairs.iter().map(entry).collect();
            let exact = *partial == EachPartial::Exact;
            let map = if exact { String::new() } else { mapping(&entries, question.points) };
            parts.declarations = declaration("multiple", "directedPair", &pairs, &map);
            let shuffle = question.shuffle != Some(false);
            body(
                question,
                parts,
                losses,
                &format!(
                    "<matchInteraction responseIdentifier=\"RESPONSE\" shuffle=\"{shuffle}\" maxAssociations=\"{}\">{one}{other}</matchInteraction>\n",
                    left.len()
                ),
            );
            parts.rules = if exact { Rules::Correct } else { Rules::Mapped };
        }
        Answers::Order { items, .. } => {
            let ids: Vec<String> = (1..=items.len()).map(|at| format!("I{at}")).collect();
            let choice = |(id, item): (&String, &Localized)| {
                let html = plain(&item.original, question, losses);
                format!("<simpleChoice identifier=\"{id}\">{html}</simpleChoice>")
            };
            let choices: String = ids.iter().zip(items).map(choice).collect();
            parts.declarations = declaration("ordered", "identifier", &ids, "");
            let interaction = format!(
                "<orderInteraction responseIdentifier=\"RESPONSE\" shuffle=\"true\">{choices}</orderInteraction>\n"
            );
            body(question, parts, losses, &interaction);
            parts.rules = Rules::Correct;
        }
        Answers::Task { submit, solution, .. } => {
            let text = submit.is_empty() || submit.contains(&Submit::Text);
            let (name, cardinality, base) = if text {
                ("extendedTextInteraction", "single", "string")
            } else {
                ("uploadInteraction", "single", "file")
            };
            parts.declarations = declaration(cardinality, base, &[], "");
            let rubric = solution.as_ref().map(|html| plain(&html.original, question, losses));
            let rubric = rubric
                .map(|html| format!("<rubricBlock view=\"scorer\"><p></p>{html}</rubricBlock>\n"))
                .unwrap_or_default();
            body(question, parts, losses, &format!("<{name} responseIdentifier=\"RESPONSE\"/>\n{rubric}"));
        }
    }
}

fn body(question: &Question, parts: &mut Parts, losses: &mut Losses, interaction: &str) {
    parts.body = format!("{}\n{interaction}", plain(&question.stem.original, question, losses));
}

fn choices(question: &Question, parts: &mut Parts, losses: &mut Losses) {
    use crate::course::question::Partial;
    let several = matches!(question.answers, Answers::Multiple { .. } | Answers::Survey { several: true, .. });
    let exact = matches!(question.answers, Answers::Multiple { partial: Partial::Exact, .. });
    let mapped = !exact || question.choices().iter().any(|choice| choice.worth.is_some());
    let (mut listed, mut entries, mut correct) = (String::new(), String::new(), Vec::new());
    for ((at, choice), share) in (1_usize..).zip(question.choices()).zip(shares(question)) {
        let id = format!("C{at}");
        let html = plain(&choice.html.original, question, losses);
        let fixed = if choice.pin { " fixed=\"true\"" } else { "" };
        let _ = write!(listed, "<simpleChoice identifier=\"{id}\"{fixed}>{html}</simpleChoice>");
        if share != 0.0 {
            let _ = write!(entries, "<mapEntry mapKey=\"{id}\" mappedValue=\"{}\"/>", share / 100.0 * question.points);
        }
        if let Some(feedback) = &choice.feedback {
            let html = plain(&feedback.original, question, losses);
            let _ = writeln!(parts.feedback, "{}", modal(&id, &html));
        }
        if choice.right {
            correct.push(id);
        }
    }
    let survey = matches!(question.answers, Answers::Survey { .. });
    let map = if mapped && !survey { mapping(&entries, question.points) } else { String::new() };
    parts.declarations = declaration(if several { "multiple" } else { "single" }, "identifier", &correct, &map);
    let shuffle = question.shuffle != Some(false) && !matches!(question.answers, Answers::TrueFalse { .. });
    let interaction = format!(
        "<choiceInteraction responseIdentifier=\"RESPONSE\" shuffle=\"{shuffle}\" maxChoices=\"{}\">{listed}</choiceInteraction>\n",
        if several { 0 } else { 1 }
    );
    body(question, parts, losses, &interaction);
    parts.rules = if survey {
        Rules::None
    } else if mapped {
        Rules::Mapped
    } else {
        Rules::Correct
    };
}

fn numbers(question: &Question, accepted: &[NumberRange], parts: &mut Parts, losses: &mut Losses) {
    let middle = |range: &NumberRange| {
        let exact = f64::midpoint(range.low, range.high);
        format!("{exact:.12e}").parse::<f64>().unwrap_or(exact)
    };
    let values: Vec<String> = accepted.iter().map(|range| middle(range).to_string()).collect();
    parts.declarations = declaration("single", "float", &values, "");
    let mut rules = String::new();
    for range in accepted {
        let middle = middle(range);
        let _ = write!(
            rules,
            "<responseCondition><responseIf><equal toleranceMode=\"absolute\" tolerance=\"{} {}\"><variable identifier=\"RESPONSE\"/>\
             <baseValue baseType=\"float\">{middle}</baseValue></equal><setOutcomeValue identifier=\"SCORE\">\
             <baseValue baseType=\"float\">{}</baseValue></setOutcomeValue></responseIf></responseCondition>",
            middle - range.low,
            range.high - middle,
            question.points
        );
    }
    body(question, parts, losses, "<p><textEntryInteraction responseIdentifier=\"RESPONSE\"/></p>\n");
    parts.rules = Rules::Own(rules);
}

/// Entries of texts that are right, and the texts.
fn entries(texts: &[&str], points: f64, strict: bool) -> String {
    let entry = |text: &&str| {
        format!("<mapEntry mapKey=\"{}\" mappedValue=\"{points}\" caseSensitive=\"{strict}\"/>", escape(text))
    };
    texts.iter().map(entry).collect()
}

fn texts(question: &Question, accepted: &[TextKey], strict: bool, parts: &mut Parts, losses: &mut Losses) {
    let literal: Vec<&str> =
        accepted.iter().filter(|key| !key.regex).map(|key| key.pattern.original.as_str()).collect();
    if literal.len() < accepted.len() {
        losses.add(question, "exchange-export-regex");
    }
    let map = mapping(&entries(&literal, question.points, strict), question.points);
    let first: Vec<String> = literal.first().map(|text| (*text).to_owned()).into_iter().collect();
    parts.declarations = declaration("single", "string", &first, if literal.is_empty() { "" } else { &map });
    body(question, parts, losses, "<p><textEntryInteraction responseIdentifier=\"RESPONSE\"/></p>\n");
    parts.rules = Rules::Mapped;
}

fn blanks(
    question: &Question,
    blanks: &[Blank],
    words: Option<&[Localized]>,
    strict: bool,
    parts: &mut Parts,
    losses: &mut Losses,
) {
    #[expect(clippy::cast_precision_loss, reason = "a count of blanks")]
    let each = question.points / blanks.len().max(1) as f64;
    let mut sum = String::new();
    for (at, blank) in (1_usize..).zip(blanks) {
        let name = format!("RESPONSE{at}");
        let texts: Vec<&str> = blank.texts.original.iter().map(String::as_str).collect();
        let declared = if let Some(range) = blank.numbers.first() {
            let value = f64::midpoint(range.low, range.high);
            let far = (range.high - range.low) / 2.0;
            let _ = write!(
                sum,
                "<responseCondition><responseIf><equal toleranceMode=\"absolute\" tolerance=\"{far} {far}\"><variable identifier=\"{name}\"/>\
                 <baseValue baseType=\"float\">{value}</baseValue></equal>{}</responseIf></responseCondition>",
                add_score(&format!("<baseValue baseType=\"float\">{each}</baseValue>"))
            );
            self::declared(&name, "single", "float", &[value.to_string()], "")
        } else {
            let _ = write!(sum, "{}", add_score(&format!("<mapResponse identifier=\"{name}\"/>")));
            let id = words.and_then(|words| word_id(words, texts.first()?));
            let (base, correct, keys) = match &id {
                Some(id) => ("identifier", id.clone(), vec![id.as_str()]),
                None => ("string", texts.first().copied().unwrap_or_default().to_owned(), texts.clone()),
            };
            self::declared(&name, "single", base, &[correct], &mapping(&entries(&keys, each, strict), each))
        };
        parts.declarations.push_str(&declared);
    }
    let listed: Option<String> = words.map(|words| {
        let choice = |(at, word): (usize, &Localized)| {
            let text = crate::exchange::html::plain(&word.original);
            format!("<inlineChoice identifier=\"W{at}\">{}</inlineChoice>", escape(&text))
        };
        (1_usize..).zip(words).map(choice).collect()
    });
    parts.body = xhtml(&question.stem.original, question, losses, &mut |number| match &listed {
        Some(choices) => format!(
            "<inlineChoiceInteraction responseIdentifier=\"RESPONSE{number}\" shuffle=\"true\">{choices}</inlineChoiceInteraction>"
        ),
        None => format!("<textEntryInteraction responseIdentifier=\"RESPONSE{number}\"/>"),
    });
    parts.rules = Rules::Own(sum);
}

fn add_score(more: &str) -> String {
    format!("<setOutcomeValue identifier=\"SCORE\"><sum><variable identifier=\"SCORE\"/>{more}</sum></setOutcomeValue>")
}

fn word_id(words: &[Localized], text: &str) -> Option<String> {
    let at =
        words.iter().position(|word| word.original == text || crate::exchange::html::plain(&word.original) == text)?;
    Some(format!("W{}", at + 1))
}
