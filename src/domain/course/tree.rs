//! Which file is what, by its path alone: skipped names, languages, pages, banks, fronts.

use super::SourceTree;
use super::manifest::{Manifest, is_language};
use super::names::{markdown_stem, split, without_number};
use std::collections::BTreeSet;

/// What a page is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// README.md or index.md of the course.
    Front,
    /// README.md or index.md of a module.
    ModuleFront,
    /// A page to read.
    Lesson,
    /// A page to read that is never counted.
    Page,
    /// A quiz.
    Quiz,
    /// An exam.
    Exam,
    /// A bank of questions.
    Bank,
    /// The glossary.
    Glossary,
}

/// Where a Markdown file stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Place {
    /// Folder of the original, empty for the course folder itself.
    pub(super) dir: String,
    /// Name of the original without language and `.md`.
    pub(super) stem: String,
    /// Language of a translation; none for the original.
    pub(super) language: Option<String>,
    /// What it is for.
    pub(super) role: Role,
}

const SKIPPED: &[&str] =
    &["license", "contributing", "code_of_conduct", "security", "support", "changelog", "agents", "summary"];

/// Where translations stand that repeat the tree of the originals.
const MIRROR: &str = "translations/";

impl Role {
    /// Whether it stands in the list of its module.
    pub(super) fn is_item(self) -> bool {
        matches!(self, Self::Lesson | Self::Page | Self::Quiz | Self::Exam)
    }

    /// Whether it is a quiz or an exam.
    pub(super) fn is_quiz(self) -> bool {
        matches!(self, Self::Quiz | Self::Exam)
    }

    /// Whether every H2 of it is a question.
    pub(super) fn has_questions(self) -> bool {
        self.is_quiz() || self == Self::Bank
    }

    /// What `kind:` makes of it; fronts stay what they are.
    pub(super) fn with_kind(self, kind: Option<&str>) -> Self {
        match kind {
            _ if matches!(self, Self::Front | Self::ModuleFront) => self,
            Some("lesson") => Self::Lesson,
            Some("page") => Self::Page,
            Some("quiz") => Self::Quiz,
            Some("exam") => Self::Exam,
            Some("bank") => Self::Bank,
            Some("glossary") => Self::Glossary,
            _ => self,
        }
    }
}

/// Whether a path is passed over: hidden names, drafts beginning `_`, what belongs to the repository and not the course.
pub(super) fn is_skipped(path: &str) -> bool {
    let (_, name) = split(path);
    let stem = markdown_stem(name).unwrap_or(name).to_lowercase();
    let bare = stem.split('.').next().unwrap_or_default();
    SKIPPED.contains(&bare.replace('-', "_").as_str())
        || path.split('/').any(|part| part.starts_with(['_', '.']) || part == "node_modules")
}

/// The folders of a found course, one for each language, that repeat what stands in `vi/`; empty where it is no such tree.
pub(super) fn language_folders<'a>(paths: impl Iterator<Item = &'a str> + Clone) -> BTreeSet<&'a str> {
    let vi: BTreeSet<&str> = paths.clone().filter_map(|path| path.strip_prefix("vi/")).collect();
    let repeats = |path: &'a str| {
        let (folder, inner) = path.split_once('/')?;
        let other = folder.len() == 2 && folder != "vi" && is_language(folder);
        (other && vi.contains(inner)).then_some(folder)
    };
    paths.filter_map(repeats).collect()
}

/// The course's languages, the default first: those of `course.toml`, else those in which translations stand.
pub(super) fn languages<'a>(
    manifest: &Manifest,
    folders: &BTreeSet<&str>,
    paths: impl Iterator<Item = &'a str> + Clone,
) -> Vec<String> {
    if !folders.is_empty() {
        return std::iter::once("vi").chain(folders.iter().copied()).map(str::to_owned).collect();
    }
    let mirrored: BTreeSet<&str> = paths
        .clone()
        .filter_map(|path| path.strip_prefix(MIRROR)?.split_once('/'))
        .map(|(language, _)| language)
        .filter(|language| is_language(language))
        .collect();
    let original = if mirrored.contains("vi") && !manifest.present { "en" } else { "vi" };
    let default = match (&manifest.lang, &manifest.languages) {
        (Some(lang), _) => lang.clone(),
        (None, Some(languages)) if !languages.iter().any(|tag| tag == original) => {
            languages.first().cloned().unwrap_or_else(|| original.to_owned())
        }
        _ => original.to_owned(),
    };
    let others: Vec<String> = match &manifest.languages {
        Some(languages) => languages.clone(),
        None => beside(paths).into_iter().chain(mirrored).map(str::to_owned).collect(),
    };
    let mut languages = vec![default];
    for tag in others {
        if !languages.contains(&tag) {
            languages.push(tag);
        }
    }
    languages
}

/// Suffixes such as `en` of files whose original stands beside them.
fn beside<'a>(paths: impl Iterator<Item = &'a str> + Clone) -> BTreeSet<&'a str> {
    let stems: BTreeSet<&str> = paths.filter_map(markdown_stem).collect();
    stems
        .iter()
        .filter_map(|stem| stem.rsplit_once('.'))
        .filter(|(original, language)| language.len() == 2 && is_language(language) && stems.contains(original))
        .map(|(_, language)| language)
        .collect()
}

/// What a Markdown file is; none where it is no page (transcripts in `media`, a README in `bank`).
pub(super) fn place(path: &str, languages: &[String], by_language: bool) -> Option<Place> {
    let default = languages.first().map_or("vi", String::as_str);
    let mut language = None;
    let mut rest = path;
    if let Some((tag, mirrored)) = path.strip_prefix(MIRROR).and_then(|path| path.split_once('/')) {
        language = Some(languages.iter().find(|known| *known == tag)?.as_str());
        rest = mirrored;
    } else if let Some((tag, inner)) = path.split_once('/').filter(|_| by_language)
        && let Some(known) = languages.iter().find(|known| *known == tag)
    {
        language = Some(known.as_str());
        rest = inner;
    }
    let (dir, name) = split(rest);
    let mut stem = markdown_stem(name)?;
    if let Some((original, tag)) = stem.rsplit_once('.')
        && let Some(tag) = languages.iter().find(|known| *known == tag)
        && !original.is_empty()
    {
        stem = original;
        language = Some(tag);
    }
    Some(Place {
        dir: dir.to_owned(),
        stem: stem.to_owned(),
        language: language.filter(|language| *language != default).map(str::to_owned),
        role: role(dir, stem)?,
    })
}

/// Endings of films and recordings.
const RECORDINGS: &[&str] = &["mp4", "webm", "mp3", "m4a", "ogg"];

/// Whether a page is what is said in a film or recording: `b1.vi.md` beside `b1.mp4`, where there is no page `b1.md`.
pub(super) fn is_transcript(path: &str, tree: &SourceTree) -> bool {
    let Some((base, language)) = markdown_stem(path).and_then(|stem| stem.rsplit_once('.')) else { return false };
    is_language(language)
        && !base.ends_with('/')
        && RECORDINGS.iter().any(|ending| tree.media.contains_key(&format!("{base}.{ending}")))
        && !["md", "mdx"].iter().any(|ending| tree.texts.contains_key(&format!("{base}.{ending}")))
}

fn role(dir: &str, stem: &str) -> Option<Role> {
    let lower = stem.to_lowercase();
    let front = matches!(lower.as_str(), "readme" | "index");
    let parts: Vec<&str> = dir.split('/').collect();
    if parts.contains(&"media") {
        return None;
    }
    if parts.contains(&"bank") {
        return (!front).then_some(Role::Bank);
    }
    let bare = without_number(&lower);
    Some(match bare {
        _ if front && dir.is_empty() => Role::Front,
        _ if front => Role::ModuleFront,
        "glossary" => Role::Glossary,
        "quiz" => Role::Quiz,
        "exam" | "final" => Role::Exam,
        _ if bare.ends_with(".quiz") => Role::Quiz,
        _ if bare.ends_with(".exam") => Role::Exam,
        _ => Role::Lesson,
    })
}

/// The item's name inside its id: no number, no ending; none for a bare `quiz.md` or `exam.md`, whose module names it.
pub(super) fn bare_name(stem: &str) -> Option<&str> {
    let bare = without_number(stem);
    let cut = bare.len().saturating_sub(".quiz".len());
    let bare = match bare.get(cut..).map(str::to_lowercase).as_deref() {
        Some(".quiz" | ".exam") => &bare[..cut],
        _ => bare,
    };
    (!bare.eq_ignore_ascii_case("quiz") && !bare.eq_ignore_ascii_case("exam") && !bare.is_empty()).then_some(bare)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(path: &str) -> Option<(String, String, Option<String>, Role)> {
        let languages = ["vi".to_owned(), "en".to_owned()];
        place(path, &languages, false).map(|place| (place.dir, place.stem, place.language, place.role))
    }

    #[test]
    fn names_say_what_a_file_is() {
        for (path, dir, stem, language, role) in [
            ("README.md", "", "README", None, Role::Front),
            ("index.en.md", "", "index", Some("en"), Role::Front),
            ("01-a/index.md", "01-a", "index", None, Role::ModuleFront),
            ("01-a/01-b.md", "01-a", "01-b", None, Role::Lesson),
            ("01-a/01-b.vi.md", "01-a", "01-b", None, Role::Lesson),
            ("01-a/01-b.en.md", "01-a", "01-b", Some("en"), Role::Lesson),
            ("01-a/01-b.fr.md", "01-a", "01-b.fr", None, Role::Lesson),
            ("01-a/quiz.md", "01-a", "quiz", None, Role::Quiz),
            ("01-a/09-quiz.mdx", "01-a", "09-quiz", None, Role::Quiz),
            ("01-a/03-x.quiz.en.md", "01-a", "03-x.quiz", Some("en"), Role::Quiz),
            ("final.exam.md", "", "final.exam", None, Role::Exam),
            ("final.md", "", "final", None, Role::Exam),
            ("bank/an-toan.md", "bank", "an-toan", None, Role::Bank),
            ("glossary.en.md", "", "glossary", Some("en"), Role::Glossary),
            ("translations/en/01-a/01-b.md", "01-a", "01-b", Some("en"), Role::Lesson),
        ] {
            assert_eq!(at(path), Some((dir.into(), stem.into(), language.map(str::to_owned), role)), "{path}");
        }
        for path in ["01-a/media/b1.vi.md", "bank/README.md", "translations/fr/x.md", ".md", "a.txt"] {
            assert_eq!(at(path), None, "{path}");
        }
    }

    #[test]
    fn what_belongs_to_the_repository_is_skipped() {
        for path in
            ["LICENSE.md", "a/_draft.md", ".git/x.md", "node_modules/x/a.md", "CONTRIBUTING.vi.md", "SUMMARY.md"]
        {
            assert!(is_skipped(path), "{path}");
        }
        for path in ["licenses.md", "a/b_c.md", "quiz.md"] {
            assert!(!is_skipped(path), "{path}");
        }
    }

    #[test]
    fn languages_come_from_the_manifest_or_from_the_files() {
        let found = |paths: &[&'static str]| languages(&Manifest::default(), &BTreeSet::new(), paths.iter().copied());
        assert_eq!(found(&["a.md"]), ["vi"]);
        assert_eq!(found(&["a.md", "a.en.md", "b.xy.md"]), ["vi", "en"]);
        assert_eq!(found(&["a.md", "translations/vi/a.md", "translations/fr/a.md"]), ["en", "fr", "vi"]);
        let manifest =
            Manifest { present: true, languages: Some(vec!["en".into(), "vi".into()]), ..Manifest::default() };
        assert_eq!(languages(&manifest, &BTreeSet::new(), ["a.fr.md", "a.md"].into_iter()), ["vi", "en"]);
    }

    #[test]
    fn a_bare_quiz_has_no_name_of_its_own() {
        for (stem, name) in [
            ("01-ai-la-gi", Some("ai-la-gi")),
            ("03-kiem-tra.quiz", Some("kiem-tra")),
            ("final.exam", Some("final")),
            ("quiz", None),
            ("02-quiz", None),
            ("exam", None),
            ("1", Some("1")),
            ("ảnh", Some("ảnh")),
        ] {
            assert_eq!(bare_name(stem), name);
        }
    }
}
