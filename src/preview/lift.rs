//! Takes away from a course what keeps its author from seeing and trying all of it: drafts are shown (and marked),
//! audiences and requirements do not count, and every quiz may be tried at any time and as often as one likes.

use crate::locales::Locales;
use xutra_domain::competency::AttemptRule;
use xutra_domain::course::{CompiledCourse, Item, ItemHead, Quiz};
use xutra_domain::language::Localized;

/// As often as one likes.
const UNLIMITED: AttemptRule = AttemptRule { max: u32::MAX, window: 0, cooldown: 0 };

/// The course as its author sees it. Its revision stays, as it follows from the same sources.
pub(super) fn lift(mut course: CompiledCourse, locales: &Locales) -> CompiledCourse {
    course.audience.clear();
    let original = course.languages.first().cloned().unwrap_or_default();
    for item in course.modules.iter_mut().flat_map(|module| &mut module.items) {
        match item {
            Item::Lesson(lesson) => lift_head(&mut lesson.head, &original, locales),
            Item::Quiz(quiz) => lift_quiz(quiz, &original, locales),
        }
    }
    for policy in &mut course.policies {
        policy.attempts = UNLIMITED;
        // A policy that was published never changes under its name, but its author may still be writing it.
        policy.version = format!("{}+{}", policy.version, course.revision.get(..8).unwrap_or_default());
    }
    course
}

fn lift_quiz(quiz: &mut Quiz, original: &str, locales: &Locales) {
    lift_head(&mut quiz.head, original, locales);
    let settings = &mut quiz.settings;
    (settings.attempts, settings.cooldown, settings.open, settings.close) = (None, 0, None, None);
}

fn lift_head(head: &mut ItemHead, original: &str, locales: &Locales) {
    head.audience.clear();
    head.requires.clear();
    if std::mem::take(&mut head.draft) {
        mark(&mut head.title, original, locales);
    }
}

fn mark(title: &mut Localized, original: &str, locales: &Locales) {
    let word = |language: &str| format!(" ({})", locales.text(language, "preview-draft", &[]));
    title.original.push_str(&word(original));
    for (language, text) in &mut title.translations {
        text.push_str(&word(language));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use xutra_domain::course::{CourseSource, Viewer, compile};

    #[test]
    fn an_author_sees_and_may_try_everything() {
        let mut source = CourseSource { folder: "thu".into(), ..CourseSource::default() };
        for (path, text) in [
            ("course.toml", "lang = \"vi\"\nlanguages = [\"vi\", \"en\"]\naudience = [\"official\"]\n"),
            ("01-a/01-bai.md", "---\ntitle: Bài\ndraft: yes\naudience: business\n---\n# Bài\n\nChữ.\n"),
            ("01-a/01-bai.en.md", "---\ntitle: Lesson\n---\n# Lesson\n\nWords.\n"),
            (
                "01-a/thi.exam.md",
                "---\ntitle: Thi\nrequires: bai\nattempts: 1\ncooldown: 7d\nopen: 2030-01-01\n---\n# Thi\n\n\
                 ## Một cộng một? {#mot}\n\n- [x] Hai\n- [ ] Ba\n",
            ),
        ] {
            source.tree.texts.insert(path.into(), Ok(text.as_bytes().to_vec()));
        }
        let compilation = compile(&source);
        let course = compilation.course.unwrap_or_else(|| panic!("{:?}", compilation.diagnostics));
        assert_eq!(course.visible_items(Viewer::ANYONE).count(), 1);
        let revision = course.revision.clone();
        let course = lift(course, &Locales::embedded());
        assert!(course.is_for(Viewer::ANYONE));
        assert_eq!((course.visible_items(Viewer::ANYONE).count(), course.revision.as_str()), (2, revision.as_str()));
        let title = &course.item("bai").expect("the lesson").head().title;
        assert_eq!((title.get("vi").as_str(), title.get("en").as_str()), ("Bài (bản nháp)", "Lesson (draft)"));
        let quiz = course.quiz("thi").expect("the exam");
        assert!(quiz.head.requires.is_empty());
        assert_eq!((quiz.settings.attempts, quiz.settings.cooldown, quiz.settings.open), (None, 0, None));
    }
}
