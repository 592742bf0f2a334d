//! The pages of a course as its author thinks of them: by file, with what holds learners off and what lacks a translation.

use xutra_domain::course::{Compilation, CompiledCourse, Item};
use xutra_domain::language::Localized;

/// A page of the course.
#[derive(Debug, Clone, PartialEq)]
pub struct PageNote {
    /// Where it is shown; none before the course has compiled once.
    pub url: Option<String>,
    /// Title.
    pub title: Localized,
    /// The original's file.
    pub file: String,
    /// Hidden from learners.
    pub draft: bool,
    /// Roles it is meant for; empty means everyone.
    pub audience: Vec<String>,
    /// Ids of what learners must do before.
    pub requires: Vec<String>,
    /// How often learners may try; none where that is not limited.
    pub attempts: Option<u32>,
    /// Milliseconds that learners wait between attempts.
    pub cooldown: i64,
    /// Languages of the course in which it does not exist.
    pub missing: Vec<String>,
}

impl PageNote {
    /// Whether a file is this page or one of its translations.
    #[must_use]
    pub fn is_of(&self, file: &str) -> bool {
        if file == self.file {
            return true;
        }
        let Some((stem, end)) = self.file.rsplit_once('.') else { return false };
        let language = file.strip_prefix(stem).and_then(|rest| rest.strip_suffix(end)?.strip_suffix('.'));
        language.and_then(|rest| rest.strip_prefix('.')).is_some_and(|tag| !tag.is_empty() && !tag.contains(['.', '/']))
    }
}

/// Every page of a course that compiled, its front page (which stands in `front`) first.
pub(super) fn of_course(course: &CompiledCourse, front: &str) -> Vec<PageNote> {
    let others: Vec<&String> = course.languages.iter().skip(1).collect();
    let missing = |is_there: &dyn Fn(&str) -> bool| {
        others.iter().filter(|language| !is_there(language)).map(|language| (*language).clone()).collect()
    };
    let mut pages = Vec::new();
    if !course.front_html.original.is_empty() {
        pages.push(PageNote {
            url: Some(format!("/courses/{}", course.id)),
            title: course.title.clone(),
            file: front.to_owned(),
            draft: false,
            audience: course.audience.clone(),
            requires: Vec::new(),
            attempts: None,
            cooldown: 0,
            missing: missing(&|language| course.front_html.is_translated(language)),
        });
    }
    for item in course.items() {
        let head = item.head();
        let policy = course.policy_of_exam(&head.id).map(|policy| policy.attempts);
        let (attempts, cooldown) = match (item, policy) {
            (Item::Lesson(_), _) => (None, 0),
            (Item::Quiz(_), Some(rule)) => (Some(rule.max), rule.cooldown),
            (Item::Quiz(quiz), None) => (quiz.settings.attempts, quiz.settings.cooldown),
        };
        pages.push(PageNote {
            url: Some(format!("/courses/{}/{}", course.id, head.id)),
            title: head.title.clone(),
            file: head.file.clone(),
            draft: head.draft,
            audience: head.audience.clone(),
            requires: head.requires.clone(),
            attempts,
            cooldown,
            missing: missing(&|language| match item {
                Item::Lesson(lesson) => lesson.body.is_translated(language),
                Item::Quiz(quiz) => quiz.intro_html.is_translated(language),
            }),
        });
    }
    pages
}

/// The pages of a course that has never compiled: their names alone.
pub(super) fn of_outline(compilation: &Compilation) -> Vec<PageNote> {
    let items = compilation.outline.items.iter();
    items
        .map(|(_, _, title, file)| PageNote {
            url: None,
            title: Localized::new(title.clone()),
            file: file.clone(),
            draft: false,
            audience: Vec::new(),
            requires: Vec::new(),
            attempts: None,
            cooldown: 0,
            missing: Vec::new(),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use xutra_domain::course::{CourseSource, compile};

    #[test]
    fn pages_say_what_they_lack_and_know_their_files() {
        let mut source = CourseSource { folder: "thu".into(), ..CourseSource::default() };
        for (path, text) in [
            ("course.toml", "lang = \"vi\"\nlanguages = [\"vi\", \"en\"]\n"),
            ("01-a/01-bai.md", "# Bài\n\nChữ.\n"),
            ("01-a/01-bai.en.md", "# Lesson\n\nWords.\n"),
            ("01-a/02-sau.md", "# Sau\n\nChữ.\n"),
            ("01-a/quiz.md", "---\nattempts: 2\n---\n# Thử\n\n## Một cộng một? {#mot}\n\n- [x] Hai\n- [ ] Ba\n"),
        ] {
            source.tree.texts.insert(path.into(), Ok(text.as_bytes().to_vec()));
        }
        let compilation = compile(&source);
        assert_eq!(of_outline(&compilation).len(), 3);
        let course = compilation.course.unwrap_or_else(|| panic!("{:?}", compilation.diagnostics));
        let pages = of_course(&course, "README.md");
        let missing: Vec<(&str, usize)> = pages.iter().map(|page| (page.file.as_str(), page.missing.len())).collect();
        assert_eq!(missing, [("01-a/01-bai.md", 0), ("01-a/02-sau.md", 1), ("01-a/quiz.md", 1)]);
        assert_eq!(pages[2].attempts, Some(2));
        for (file, is_own) in [
            ("01-a/01-bai.md", true),
            ("01-a/01-bai.en.md", true),
            ("01-a/01-bai.md.en.md", false),
            ("01-a/02-sau.md", false),
            ("01-a/01-bai/x.md", false),
            ("01-a/01-bai.quiz.en.md", false),
        ] {
            assert_eq!(pages[0].is_of(file), is_own, "{file}");
        }
    }
}
