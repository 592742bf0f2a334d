//! Checks front matter against what its page is: keys in their places, scoring only in originals, known skills.

use super::build::Build;
use super::front_keys::Place;
use super::front_matter::Entry;
use super::manifest::report_unknown_skill;
use super::page::Span;
use super::tree::Role;

/// What is wrong with a key that stands in the wrong place.
struct Misplaced {
    code: &'static str,
    variant: Option<&'static str>,
    key: &'static str,
    span: Span,
}

/// Checks every page.
pub(super) fn check(build: &mut Build<'_>) {
    let found = build.is_found();
    for page in &mut build.pages {
        let (role, translation) = (page.place.role, page.original.is_some());
        let misplaced: Vec<Misplaced> =
            page.front.entries().filter_map(|entry| misplaced(entry, role, translation, found)).collect();
        let kind = page.kind();
        for wrong in misplaced {
            let diagnostic = page.reporter.report(wrong.code, wrong.span).arg("setting", wrong.key).arg("kind", kind);
            diagnostic.variant = wrong.variant;
        }
        if let Some(skills) = build.skills.as_ref().filter(|_| !translation) {
            for (skill, span) in page.front.list("skills").to_vec() {
                report_unknown_skill(&skill, span, skills, &mut page.reporter);
            }
        }
    }
}

fn misplaced(entry: &Entry, role: Role, translation: bool, found: bool) -> Option<Misplaced> {
    let place = entry.key.place;
    let scoring = matches!(place, Place::Quizzes | Place::Exam) || entry.key.name == "skills";
    let wrong = |code, variant| Some(Misplaced { code, variant, key: entry.key.name, span: entry.key_span.clone() });
    if translation {
        return if scoring { wrong("E161", None) } else { None };
    }
    let right = match place {
        Place::All => true,
        Place::Items => role.is_item(),
        Place::Lesson => matches!(role, Role::Lesson | Role::Page),
        Place::Quizzes => role.is_quiz(),
        Place::Exam => role == Role::Exam,
        Place::Translation => return if found { None } else { wrong("E108", Some("original")) },
    };
    if right || found { None } else { wrong("E108", Some("page")) }
}
