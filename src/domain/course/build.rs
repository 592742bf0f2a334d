//! A course while it is being compiled: its files, what is known of each so far, and what was found wrong.

use super::capability::{WrittenPolicy, read_policies};
use super::diagnostic::Reporter;
use super::front_matter::FrontMatter;
use super::manifest::{Manifest, course_id, read_manifest, read_skills};
use super::names::split;
use super::page::{ParsedPage, Span};
use super::tree::{self, Place, Role};
use super::values::Value;
use super::{CourseSource, Diagnostic, Label, Skill};
use std::collections::BTreeMap;

/// The largest Markdown or TOML file that is compiled, in bytes.
pub const MAX_FILE: usize = 1 << 20;

/// A course being compiled.
pub(super) struct Build<'a> {
    /// What is compiled.
    pub(super) source: &'a CourseSource,
    /// The course's id.
    pub(super) id: String,
    /// Language tags, the default first.
    pub(super) languages: Vec<String>,
    /// Whether each language has a folder of its own.
    pub(super) by_language: bool,
    /// `course.toml`.
    pub(super) manifest: Manifest,
    /// Where findings in `course.toml` go.
    pub(super) manifest_reporter: Reporter<'a>,
    /// `skills.toml`; none where there is no such file.
    pub(super) skills: Option<Vec<Skill>>,
    /// Every policy of `capability.toml`, of other courses too.
    pub(super) policies: Vec<WrittenPolicy>,
    /// Where findings in `capability.toml` go.
    pub(super) policy_reporter: Reporter<'a>,
    /// Text of SUMMARY.md.
    pub(super) summary: Option<&'a str>,
    /// Every page, by path.
    pub(super) pages: Vec<Page<'a>>,
    /// What is said in films and recordings: path and text.
    pub(super) transcripts: Vec<(&'a str, &'a str)>,
    /// Modules in their order.
    pub(super) modules: Vec<Folder>,
    /// What was found outside of pages.
    pub(super) found: Vec<Diagnostic>,
}

/// A Markdown page.
pub(super) struct Page<'a> {
    /// Path relative to the course folder.
    pub(super) path: &'a str,
    /// Its text.
    pub(super) text: &'a str,
    /// Where it stands.
    pub(super) place: Place,
    /// Its front matter.
    pub(super) front: FrontMatter,
    /// Where its findings go.
    pub(super) reporter: Reporter<'a>,
    /// Its body.
    pub(super) parsed: ParsedPage,
    /// Id of the item or bank.
    pub(super) id: String,
    /// The page it translates, by index.
    pub(super) original: Option<usize>,
    /// Its title in SUMMARY.md.
    pub(super) summary_title: Option<String>,
    /// Ids of its questions, in order.
    pub(super) question_ids: Vec<QuestionId>,
    /// Of a translation: which of its questions translates which of the original's.
    pub(super) joined: BTreeMap<usize, usize>,
}

/// Id of a question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct QuestionId {
    /// The author's, or one made from the heading.
    pub(super) id: String,
    /// Whether it was made.
    pub(super) provisional: bool,
    /// The id that was made of the heading before the author gave one, if it had stood here without.
    pub(super) earlier: Option<String>,
}

/// A module.
#[derive(Debug, Default)]
pub(super) struct Folder {
    /// Path of the folder; empty for items outside of any folder.
    pub(super) dir: String,
    /// Its id.
    pub(super) id: String,
    /// README.md or index.md.
    pub(super) front: Option<usize>,
    /// Its items in order.
    pub(super) items: Vec<usize>,
}

impl<'a> Build<'a> {
    /// Reads names, TOML files and front matter.
    pub(super) fn open(source: &'a CourseSource) -> Self {
        let mut found = Vec::new();
        let mut texts = texts(source, &mut found);
        let (manifest, manifest_reporter) = match texts.remove("course.toml") {
            Some(text) => {
                let mut reporter = Reporter::new("course.toml", text);
                (read_manifest(text, &mut reporter), reporter)
            }
            None => (
                Manifest { present: source.tree.texts.contains_key("course.toml"), ..Manifest::default() },
                Reporter::new("course.toml", ""),
            ),
        };
        let folders = tree::language_folders(texts.keys().copied().filter(|_| !manifest.present));
        let by_language = !folders.is_empty();
        let languages = tree::languages(&manifest, &folders, texts.keys().copied());
        let skills = source.skills.as_ref().and_then(|(path, bytes)| {
            let text = decoded(path, bytes, &mut found)?;
            let mut reporter = Reporter::new(path, text);
            let skills = read_skills(text, &languages[0], &mut reporter);
            found.extend(reporter.into_found());
            Some(skills)
        });
        let capability = source.capability.as_ref();
        let capability = capability.and_then(|(path, bytes)| Some((path, decoded(path, bytes, &mut found)?)));
        let mut policy_reporter = capability.map_or(Reporter::new("", ""), |(path, text)| Reporter::new(path, text));
        let policies = capability.map_or_else(Vec::new, |(_, text)| read_policies(text, &mut policy_reporter));
        let is_found = !manifest.present;
        let is_transcript = |path: &&str| tree::is_transcript(path, &source.tree);
        let transcripts =
            texts.iter().filter(|(path, _)| is_transcript(path)).map(|(path, text)| (*path, *text)).collect();
        texts.retain(|path, _| !is_transcript(path));
        let open = |(path, text): (&&'a str, &&'a str)| Page::open(path, text, &languages, by_language, is_found);
        let pages = texts.iter().filter_map(open).collect();
        let summary = source.tree.texts.get_key_value("SUMMARY.md");
        let summary = summary.and_then(|(path, bytes)| decoded(path, bytes.as_ref().ok()?, &mut found));
        Self {
            source,
            id: course_id(&manifest, &source.folder),
            languages,
            by_language,
            manifest,
            manifest_reporter,
            skills,
            policies,
            policy_reporter,
            summary,
            pages,
            transcripts,
            modules: Vec::new(),
            found,
        }
    }

    /// Whether the folder was found rather than written for us: it has no `course.toml`.
    pub(super) fn is_found(&self) -> bool {
        !self.manifest.present
    }

    /// A key of a page's front matter, else of the defaults that `course.toml` has for its kind.
    pub(super) fn setting<'b>(&'b self, page: &'b Page<'_>, key: &str) -> Option<&'b Value> {
        let kind = page.kind();
        page.front.value(key).or_else(|| self.manifest.defaults.get(kind)?.get(key))
    }

    /// Pages that are no translations, by index.
    pub(super) fn originals(&self) -> impl Iterator<Item = usize> + use<'a> {
        let originals: Vec<usize> = (0..self.pages.len()).filter(|at| self.pages[*at].original.is_none()).collect();
        originals.into_iter()
    }

    /// Translations of a page: language and index.
    pub(super) fn translations(&self, original: usize) -> impl Iterator<Item = (&str, &Page<'a>)> {
        let pages = self.pages.iter().filter(move |page| page.original == Some(original));
        pages.filter_map(|page| Some((page.place.language.as_deref()?, page)))
    }

    /// A place in a page, for a second label.
    pub(super) fn label(&self, page: usize, span: Span) -> Label {
        let page = &self.pages[page];
        Label { file: page.path.to_owned(), position: page.reporter.position(span) }
    }

    /// Everything found, in order of file, line, column.
    pub(super) fn into_found(self) -> Vec<Diagnostic> {
        let mut found = self.found;
        found.extend(self.manifest_reporter.into_found());
        found.extend(self.policy_reporter.into_found());
        for page in self.pages {
            found.extend(page.reporter.into_found());
        }
        found.sort_by(|one, other| {
            let key = |d: &'_ Diagnostic| (d.file.clone(), d.position, d.code, d.variant);
            key(one).cmp(&key(other))
        });
        found.dedup();
        found
    }
}

impl<'a> Page<'a> {
    fn open(path: &'a str, text: &'a str, languages: &[String], by_language: bool, is_found: bool) -> Option<Self> {
        let mut place = tree::place(path, languages, by_language)?;
        let mut reporter = Reporter::new(path, text);
        let front = FrontMatter::read(text, is_found, &mut reporter);
        place.role = place.role.with_kind(front.text("kind"));
        if !matches!(place.role, Role::Front | Role::ModuleFront) && has_hard_name(split(path).1) {
            reporter.report("W003", 0..0).arg("name", split(path).1);
        }
        Some(Self {
            path,
            text,
            place,
            front,
            reporter,
            parsed: ParsedPage::default(),
            id: String::new(),
            original: None,
            summary_title: None,
            question_ids: Vec::new(),
            joined: BTreeMap::new(),
        })
    }

    /// How a question page, a lesson and the rest are told apart in sentences.
    pub(super) fn kind(&self) -> &'static str {
        match self.place.role {
            Role::Quiz => "quiz",
            Role::Exam => "exam",
            Role::Bank => "bank",
            _ => "lesson",
        }
    }
}

/// Names that need `<…>` in links, or that differ between systems.
fn has_hard_name(name: &str) -> bool {
    name.chars().any(|c| c.is_whitespace() || c.is_uppercase() || !c.is_ascii())
}

/// Every text that is no skipped file and can be read; the others are reported.
fn texts<'a>(source: &'a CourseSource, found: &mut Vec<Diagnostic>) -> BTreeMap<&'a str, &'a str> {
    let mut texts = BTreeMap::new();
    for (path, content) in &source.tree.texts {
        let wanted = path == "course.toml" || !(tree::is_skipped(path) || path.ends_with(".toml"));
        if !wanted {
            continue;
        }
        match content {
            Ok(bytes) => texts.extend(decoded(path, bytes, found).map(|text| (path.as_str(), text))),
            Err(reason) => {
                let mut reporter = Reporter::new(path, "");
                reporter.report("E001", 0..0).arg("reason", reason.as_str());
                found.extend(reporter.into_found());
            }
        }
    }
    texts
}

/// Bytes as text, or what is wrong with them.
fn decoded<'a>(path: &str, bytes: &'a [u8], found: &mut Vec<Diagnostic>) -> Option<&'a str> {
    if bytes.len() > MAX_FILE {
        let mut reporter = Reporter::new(path, "");
        reporter.report("E002", 0..0).arg("limit", "1");
        found.extend(reporter.into_found());
        return None;
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => Some(text),
        Err(error) => {
            let good = std::str::from_utf8(&bytes[..error.valid_up_to()]).unwrap_or_default();
            let mut reporter = Reporter::new(path, good);
            let byte = error.valid_up_to().to_string();
            reporter.report("E001", good.len()..good.len()).variant("utf8").arg("byte", byte);
            found.extend(reporter.into_found());
            None
        }
    }
}
