//! Where links lead: pages of the course to their addresses, media to `/media/`, everything else outside or nowhere.

use super::medium::Medium;
use super::names::split;
use super::page::{Site, Target};
use super::suggest::nearest;
use std::cell::Cell;
use std::collections::BTreeMap;
use unicode_normalization::UnicodeNormalization;

/// The address book of one course.
#[derive(Debug, Default)]
pub(super) struct CourseSite<'a> {
    /// The course's id.
    pub(super) course: &'a str,
    /// Whether each language has a folder of its own, the originals in `vi/`.
    pub(super) by_language: bool,
    /// Address without anchor of every page that is shown, by its path.
    pub(super) pages: BTreeMap<String, String>,
    /// Address of every module, by its folder.
    pub(super) folders: BTreeMap<String, String>,
    /// Files that are no pages.
    pub(super) media: BTreeMap<&'a str, Medium>,
    /// Language of every page, by its path.
    pub(super) languages: BTreeMap<String, String>,
    /// What the glossary says, by its original's path, language and anchor.
    pub(super) explanations: BTreeMap<(String, String, String), String>,
    /// Originals of glossaries, by the paths of all of them.
    pub(super) glossaries: BTreeMap<String, String>,
    /// What is said in recordings, by their path without its ending, and language.
    pub(super) transcripts: BTreeMap<(String, String), String>,
    /// How often a nearest name was looked for.
    pub(super) searches: Cell<usize>,
}

/// After so many dead links, no further nearest names are looked for: each takes a walk over all names.
const MOST_SEARCHES: usize = 200;

impl Site for CourseSite<'_> {
    fn resolve(&self, from: &str, destination: &str) -> Target {
        let cleaned: String = destination.chars().filter(|c| !c.is_control() && *c != '\u{feff}').collect();
        let cleaned = cleaned.trim();
        if let Some(scheme) = scheme(cleaned) {
            let outside = matches!(scheme.to_ascii_lowercase().as_str(), "http" | "https" | "mailto" | "tel");
            return if outside { Target::External } else { Target::Forbidden };
        }
        if cleaned.starts_with("//") || cleaned.starts_with("\\") || cleaned.starts_with("/\\") {
            return Target::Forbidden;
        }
        let (rest, anchor) = cleaned.split_once('#').map_or((cleaned, None), |(rest, anchor)| (rest, Some(anchor)));
        let path = percent_decoded(rest.split('?').next().unwrap_or_default());
        if path.is_empty() {
            return anchor.map_or(Target::Missing { nearest: None }, |anchor| same_page(from, anchor));
        }
        let Some(path) = join(from, &path) else { return Target::Missing { nearest: None } };
        self.find(from, &path, anchor).unwrap_or_else(|| Target::Missing { nearest: self.near(from, &path) })
    }

    fn explanation(&self, from: &str, file: &str, anchor: &str) -> Option<String> {
        let original = self.glossaries.get(file)?;
        let of = |file: &str| self.languages.get(file).cloned().unwrap_or_default();
        let said = |language| self.explanations.get(&(original.clone(), language, anchor.to_owned()));
        said(of(from)).or_else(|| said(of(file))).or_else(|| said(of(original))).cloned()
    }

    fn medium(&self, from: &str, destination: &str) -> Option<Medium> {
        let path = join(from, &percent_decoded(destination.split(['#', '?']).next()?))?;
        let known = |path: &str| self.media.get(path).copied();
        known(&path).or_else(|| known(&self.original(from, &path)?))
    }

    fn transcript(&self, from: &str, destination: &str) -> Option<String> {
        let path = join(from, &percent_decoded(destination.split(['#', '?']).next()?))?;
        let original = self.original(from, &path);
        [Some(path.clone()), original].into_iter().flatten().find_map(|path| {
            let base = path.rsplit_once('.')?.0;
            let own = self.languages.get(from).and_then(|own| self.transcripts.get(&(base.to_owned(), own.clone())));
            let any = || self.transcripts.range((base.to_owned(), String::new())..).next();
            own.or_else(|| any().filter(|((known, _), _)| known == base).map(|(_, said)| said)).cloned()
        })
    }
}

impl CourseSite<'_> {
    /// The file itself, else what a link without its ending or from a mirrored translation means.
    fn find(&self, from: &str, path: &str, anchor: Option<&str>) -> Option<Target> {
        self.exact(path, anchor).or_else(|| self.exact(&self.original(from, path)?, anchor))
    }

    /// Where the original stands of what a translation in a folder of its own points at.
    fn original(&self, from: &str, path: &str) -> Option<String> {
        if from.starts_with("translations/") {
            return path.splitn(3, '/').nth(2).map(str::to_owned);
        }
        let inner = path.split_once('/').filter(|_| self.by_language);
        inner.map(|(_, inner)| format!("vi/{inner}"))
    }

    /// The address of a file that is no page, by its path; none where there is no such file.
    pub(super) fn url_of_medium(&self, path: &str) -> Option<String> {
        self.media.contains_key(path).then(|| format!("/media/{}/{}", self.course, percent_encoded(path)))
    }

    fn exact(&self, path: &str, anchor: Option<&str>) -> Option<Target> {
        if let Some(url) = self.url_of_medium(path) {
            return Some(Target::Media { url });
        }
        let bare = path.trim_end_matches('/');
        let html = bare.strip_suffix(".html").unwrap_or(bare);
        let names = [bare.to_owned(), format!("{html}.md"), format!("{html}.mdx")];
        if let Some((file, url)) = names.iter().find_map(|name| self.pages.get_key_value(name)) {
            let (url, anchor) = with_anchor(url, anchor);
            return Some(Target::Page { url, file: file.clone(), anchor });
        }
        let url = self.folders.get(bare)?;
        let front = ["README.md", "index.md"].map(|name| format!("{bare}/{name}"));
        let file = front.iter().find(|file| self.pages.contains_key(*file));
        let anchor = anchor.filter(|_| file.is_some());
        let (url, anchor) = with_anchor(url, anchor);
        Some(Target::Page { url, file: file.cloned().unwrap_or_default(), anchor })
    }

    /// The nearest name: the same but for capitals and accents' form, else at most two slips away.
    fn near(&self, from: &str, path: &str) -> Option<String> {
        self.searches.set(self.searches.get() + 1);
        if self.searches.get() > MOST_SEARCHES {
            return None;
        }
        let all = || self.pages.keys().map(String::as_str).chain(self.media.keys().copied());
        let (_, name) = split(path);
        let same = all().find(|known| folded(known) == folded(path));
        let slip = || nearest(path, all());
        let elsewhere = || all().find(|known| split(known).1 == name);
        same.or_else(slip).or_else(elsewhere).map(|known| relative(from, known))
    }
}

fn folded(path: &str) -> String {
    path.nfc().collect::<String>().to_lowercase()
}

fn same_page(from: &str, anchor: &str) -> Target {
    let (url, anchor) = with_anchor("", Some(anchor));
    Target::Page { url: if url.is_empty() { "#".to_owned() } else { url }, file: from.to_owned(), anchor }
}

/// The address with the anchor. An address that ends in an anchor of its own (a module) gives way to the page's.
fn with_anchor(url: &str, anchor: Option<&str>) -> (String, Option<String>) {
    let Some(anchor) = anchor.filter(|anchor| !anchor.is_empty()) else { return (url.to_owned(), None) };
    let anchor: String = percent_decoded(anchor).nfc().collect();
    let base = url.split('#').next().unwrap_or_default();
    (format!("{base}#{}", percent_encoded(&anchor)), Some(anchor))
}

/// `name` of `name:…`; a colon behind a slash is none of a scheme.
fn scheme(destination: &str) -> Option<&str> {
    let end = destination.find([':', '/', '?', '#']).filter(|end| destination[*end..].starts_with(':'))?;
    Some(destination[..end].trim())
}

/// A path as seen from the course folder; none where it leaves it.
pub(super) fn join(from: &str, path: &str) -> Option<String> {
    let mut parts: Vec<&str> = match path.strip_prefix('/') {
        Some(_) => Vec::new(),
        None => split(from).0.split('/').filter(|part| !part.is_empty()).collect(),
    };
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

/// How the file of `from` would write a path of the course.
pub(super) fn relative(from: &str, path: &str) -> String {
    let here: Vec<&str> = split(from).0.split('/').filter(|part| !part.is_empty()).collect();
    let there: Vec<&str> = path.split('/').collect();
    let common = here.iter().zip(&there).take_while(|(one, other)| one == other).count();
    let up = std::iter::repeat_n("..", here.len() - common);
    up.chain(there[common..].iter().copied()).collect::<Vec<_>>().join("/")
}

/// `%C3%A1` as the letter it stands for; what is no such sequence stays.
pub(crate) fn percent_decoded(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut decoded = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let hex = (bytes[at] == b'%').then(|| bytes.get(at + 1..at + 3)).flatten();
        let value = hex.filter(|hex| hex.iter().all(u8::is_ascii_hexdigit));
        let value = value.and_then(|hex| u8::from_str_radix(std::str::from_utf8(hex).ok()?, 16).ok());
        decoded.push(value.unwrap_or(bytes[at]));
        at += if value.is_some() { 3 } else { 1 };
    }
    String::from_utf8(decoded).unwrap_or_else(|_| text.to_owned())
}

/// A path or an anchor as it may stand in an address.
pub(super) fn percent_encoded(text: &str) -> String {
    let mut encoded = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b'~' | b'/') {
            encoded.push(char::from(byte));
        } else {
            encoded.push_str(&format!("%{byte:02X}"));
        }
    }
    encoded
}

#[cfg(test)]
mod tests {
    use super::*;

    fn site() -> CourseSite<'static> {
        CourseSite {
            course: "ai",
            pages: [
                ("01-a/01-b.md", "/courses/ai/b"),
                ("01-a/README.md", "/courses/ai#a"),
                ("02-c/quiz.md", "/courses/ai/c-quiz"),
                ("translations/en/01-a/01-b.md", "/courses/ai/b"),
            ]
            .map(|(path, url)| (path.to_owned(), url.to_owned()))
            .into(),
            folders: [("01-a", "/courses/ai#a"), ("02-c", "/courses/ai#c")]
                .map(|(d, u)| (d.to_owned(), u.to_owned()))
                .into(),
            media: [("01-a/media/ảnh 1.png", 5.into())].into(),
            ..CourseSite::default()
        }
    }

    fn page(url: &str, file: &str, anchor: Option<&str>) -> Target {
        Target::Page { url: url.into(), file: file.into(), anchor: anchor.map(str::to_owned) }
    }

    fn missing(nearest: Option<&str>) -> Target {
        Target::Missing { nearest: nearest.map(str::to_owned) }
    }

    #[test]
    fn links_lead_to_addresses() {
        let image = || Target::Media { url: "/media/ai/01-a/media/%E1%BA%A3nh%201.png".into() };
        for (from, destination, target) in [
            ("01-a/x.md", "01-b.md", page("/courses/ai/b", "01-a/01-b.md", None)),
            ("01-a/x.md", "./01-b.md#%C3%A1", page("/courses/ai/b#%C3%A1", "01-a/01-b.md", Some("á"))),
            ("02-c/quiz.md", "../01-a/01-b", page("/courses/ai/b", "01-a/01-b.md", None)),
            ("02-c/quiz.md", "../01-a/", page("/courses/ai#a", "01-a/README.md", None)),
            ("02-c/quiz.md", "../01-a/#z", page("/courses/ai#z", "01-a/README.md", Some("z"))),
            ("01-a/x.md", "/02-c/", page("/courses/ai#c", "", None)),
            ("01-a/x.md", "#y", page("#y", "01-a/x.md", Some("y"))),
            ("01-a/01-b.md", "media/%E1%BA%A3nh%201.png", image()),
            ("translations/en/01-a/01-b.md", "media/ảnh 1.png", image()),
            ("translations/en/01-a/x.md", "01-b.md", page("/courses/ai/b", "translations/en/01-a/01-b.md", None)),
            ("x.md", "https://a.vn/b:c", Target::External),
            ("x.md", "tel:19001000", Target::External),
            ("x.md", "java\nscript:alert(1)", Target::Forbidden),
            ("x.md", " JavaScript:alert(1)", Target::Forbidden),
            ("x.md", "data:text/html,x", Target::Forbidden),
            ("x.md", "//evil.vn", Target::Forbidden),
            ("x.md", "../secret.md", missing(None)),
            ("x.md", "", missing(None)),
            ("01-a/x.md", "01-bb.md", missing(Some("01-b.md"))),
            ("02-c/x.md", "../01-a/media/Ảnh 1.PNG", missing(Some("../01-a/media/ảnh 1.png"))),
            ("02-c/x.md", "01-b.md", missing(Some("../01-a/01-b.md"))),
        ] {
            assert_eq!(site().resolve(from, destination), target, "{destination}");
        }
    }

    #[test]
    fn percent_signs_that_mean_nothing_stay() {
        assert_eq!(percent_decoded("100%"), "100%");
        assert_eq!(percent_decoded("%zz%41"), "%zzA");
        assert_eq!(percent_decoded("%ff"), "%ff");
    }
}
