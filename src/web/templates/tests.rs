//! Every page in both languages: complete words, whole HTML, nothing that the content policy forbids.

mod families;

use super::samples;
use super::*;
use families::FAMILIES;
use std::collections::BTreeSet;

const LANGUAGES: [&str; 2] = ["vi", "en"];

fn locales() -> Arc<Locales> {
    Arc::new(Locales::embedded())
}

fn rendered() -> Vec<(String, &'static str, String)> {
    let templates = Templates::embedded(locales()).unwrap();
    let mut pages = Vec::new();
    for lang in LANGUAGES {
        for sample in samples::all(lang) {
            let html = templates
                .render(sample.template, &sample.layout, &sample.page)
                .unwrap_or_else(|error| panic!("{lang} {}: {error:?}", sample.name));
            pages.push((format!("{}.{lang}", sample.name), sample.template, html));
        }
    }
    pages
}

/// The words of every catalogue of a language: file, then keys with their attributes.
fn catalogue_keys(lang: &str) -> BTreeSet<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("locales").join(lang);
    let mut keys = BTreeSet::new();
    for entry in std::fs::read_dir(folder).unwrap().flatten() {
        let file = entry.file_name().to_string_lossy().into_owned();
        if !file.ends_with(".ftl") {
            continue;
        }
        let mut last = String::new();
        for line in std::fs::read_to_string(entry.path()).unwrap().lines() {
            if let Some((name, _)) = line.split_once(" =") {
                if let Some(attribute) = name.strip_prefix("    .") {
                    keys.insert(format!("{last}.{attribute}"));
                } else if !name.starts_with([' ', '#']) {
                    last = format!("{file} {name}");
                    assert!(keys.insert(last.clone()), "{lang}: {last} stands twice");
                }
            }
        }
    }
    keys
}

/// `(opening, name, attributes)` of every tag.
fn tags(html: &str) -> Vec<(bool, String, String)> {
    let mut found = Vec::new();
    for piece in html.split('<').skip(1) {
        if piece.starts_with('!') {
            continue;
        }
        let (tag, _) = piece.split_once('>').unwrap_or_else(|| panic!("no end of a tag: {piece}"));
        let (opening, tag) = tag.strip_prefix('/').map_or((true, tag), |tag| (false, tag));
        let (name, attributes) = tag.split_once(char::is_whitespace).unwrap_or((tag, ""));
        let closed = tag.ends_with('/');
        found.push((opening, name.trim_end_matches('/').to_owned(), attributes.to_owned()));
        if closed {
            found.push((false, name.trim_end_matches('/').to_owned(), String::new()));
        }
    }
    found
}

#[test]
fn every_template_is_shown_by_a_sample() {
    let shown: BTreeSet<&str> = samples::all("vi").iter().map(|sample| sample.template).collect();
    for name in embedded_texts().keys() {
        let part = name == "layout.html" || name.starts_with("components/");
        assert!(part || shown.contains(name.as_str()), "{name} has no sample");
    }
}

#[test]
fn tags_are_balanced_and_nothing_stands_in_line_that_the_content_policy_forbids() {
    const VOID: [&str; 7] = ["meta", "link", "input", "br", "img", "hr", "wbr"];
    for (page, _, html) in rendered() {
        let mut open: Vec<String> = Vec::new();
        let mut ids = BTreeSet::new();
        for (opening, name, attributes) in tags(&html) {
            for attribute in attributes.split_whitespace() {
                let (word, value) = attribute.split_once('=').unwrap_or((attribute, ""));
                let forbidden = word == "style" || word.starts_with("on");
                assert!(!(forbidden && value.starts_with('"')), "{page}: <{name} {attribute}>");
                assert!(!attribute.contains("javascript:"), "{page}: <{name} {attribute}>");
                if let Some(id) = attribute.strip_prefix("id=") {
                    assert!(ids.insert(id.trim_end_matches('/').to_owned()), "{page}: {attribute} stands twice");
                }
            }
            assert!(name != "style", "{page}: a style sheet in the page");
            assert!(name != "script" || !opening || attributes.contains("src="), "{page}: a script in the page");
            if opening && !VOID.contains(&name.as_str()) {
                open.push(name);
            } else if !opening {
                assert_eq!(open.pop().as_deref(), Some(name.as_str()), "{page}: </{name}>");
            }
        }
        assert!(open.is_empty(), "{page}: {open:?} left open");
    }
}

#[test]
fn every_control_has_a_label_and_every_form_that_posts_a_token() {
    for (page, _, html) in rendered() {
        for form in html.split("<form").skip(1) {
            let form = form.split("</form>").next().unwrap_or_default();
            let posts = form.split('>').next().is_some_and(|tag| tag.contains("method=\"post\""));
            assert_eq!(posts, form.contains("name=\"csrf\" value=\"k3y&lt;&amp;&quot;"), "{page}: {form}");
        }
        let targets: BTreeSet<&str> = html.split("for=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
        let mut labels = 0_i32;
        for (opening, name, attributes) in tags(&html) {
            match (name.as_str(), opening) {
                ("label", true) => labels += 1,
                ("label", false) => labels -= 1,
                ("input" | "select" | "textarea" | "progress", true) if !attributes.contains("type=\"hidden\"") => {
                    let id = attributes.split("id=\"").nth(1).and_then(|rest| rest.split('"').next());
                    let labelled = labels > 0 || id.is_some_and(|id| targets.contains(id));
                    assert!(labelled, "{page}: <{name} {attributes}> has no label");
                }
                _ => {}
            }
        }
        let ids: BTreeSet<&str> = html.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
        for said in ["aria-describedby=\"", "aria-labelledby=\"", "for=\""] {
            for list in html.split(said).skip(1).filter_map(|rest| rest.split('"').next()) {
                assert!(list.split(' ').all(|id| ids.contains(id)), "{page}: {said}{list}\" leads nowhere");
            }
        }
    }
}

#[test]
fn a_whole_page_names_its_language_and_has_one_first_heading() {
    for (page, template, html) in rendered() {
        if template.starts_with("learning/lesson_") {
            continue;
        }
        assert!(html.starts_with("<!doctype html>"), "{page}: {}", &html[..40]);
        let lang = if page.ends_with(".vi") { "<html lang=\"vi\"" } else { "<html lang=\"en\"" };
        assert!(html.contains(lang), "{page}");
        assert_eq!(html.matches("<h1").count(), 1, "{page}");
        assert_eq!(html.matches("<main").count(), 1, "{page}");
        let title = html.split("<title>").nth(1).and_then(|rest| rest.split("</title>").next()).unwrap();
        assert!(!title.trim().is_empty() && !title.contains('\n'), "{page}: {title:?}");
    }
}

#[test]
fn a_lesson_leaves_room_for_the_parts_of_a_person() {
    for (page, template, html) in rendered() {
        let slots: usize = ["LOOK", "HEADER", "FOOTER"]
            .map(|slot| html.matches(&format!("\u{e002}{slot}\u{e003}")).count())
            .iter()
            .sum();
        assert_eq!(slots, if template == "learning/lesson.html" { 3 } else { 0 }, "{page}");
        // The page of the preview is a frame of its own.
        let bare = [
            "learning/lesson.html",
            "learning/lesson_look.html",
            "learning/lesson_footer.html",
            "learning/lesson_kept_footer.html",
            "preview/frame.html",
        ];
        let headers = usize::from(!bare.contains(&template));
        assert_eq!(html.matches("<header class=\"top\">").count(), headers, "{page}");
        let personal = html.contains("k3y") || html.contains("/logout");
        assert!(template != "learning/lesson.html" || !personal, "{page} holds something of a person");
    }
}

#[test]
fn no_key_and_no_argument_is_left_standing() {
    let keys: BTreeSet<String> =
        catalogue_keys("vi").into_iter().filter_map(|key| Some(key.split_once(' ')?.1.to_owned())).collect();
    for (page, _, html) in rendered() {
        for leftover in ["{$", "{ $", "{{", "{%", "FluentNone", "??"] {
            assert!(!html.contains(leftover), "{page}: {leftover}");
        }
        for text in html.split('>').filter_map(|piece| piece.split('<').next()) {
            let text = text.trim();
            assert!(!(text.contains('-') && keys.contains(text)), "{page}: the key {text} stands for its sentence");
        }
    }
}

#[test]
fn a_template_has_no_word_of_its_own() {
    for (name, text) in embedded_texts() {
        let mut bare = text;
        for (begin, end) in [("{#", "#}"), ("{%", "%}"), ("{{", "}}"), ("<", ">")] {
            while let Some(from) = bare.find(begin) {
                let to = bare[from..].find(end).unwrap_or_else(|| panic!("{name}: {begin} without {end}")) + from;
                bare.replace_range(from..to + end.len(), " ");
            }
        }
        // A part of a tag has attributes outside of one.
        let is_word = |w: &&str| w.chars().any(char::is_alphabetic) && !w.contains("=\"");
        let words: Vec<&str> = bare.split_whitespace().filter(is_word).collect();
        assert!(words.is_empty(), "{name}: {words:?}");
    }
}

#[test]
fn both_languages_have_the_same_keys() {
    let (vi, en) = (catalogue_keys("vi"), catalogue_keys("en"));
    assert_eq!(vi.difference(&en).collect::<Vec<_>>(), Vec::<&String>::new(), "missing in English");
    assert_eq!(en.difference(&vi).collect::<Vec<_>>(), Vec::<&String>::new(), "missing in Vietnamese");
}

#[test]
fn every_key_of_a_template_has_its_sentence() {
    let locales = locales();
    let mut used: BTreeSet<String> = BTreeSet::new();
    for text in embedded_texts().values() {
        for rest in text.split("key=\"").skip(1) {
            let (key, after) = rest.split_once('"').unwrap();
            if after.starts_with(" ~ ") {
                let (_, ends) = FAMILIES.iter().find(|(family, _)| *family == key).unwrap_or_else(|| panic!("{key}"));
                used.extend(ends.iter().map(|end| format!("{key}{end}")));
            } else {
                used.insert(key.to_owned());
            }
        }
    }
    assert!(used.len() > 200, "{}", used.len());
    for lang in LANGUAGES {
        let missing: Vec<&String> = used.iter().filter(|key| !locales.has(lang, key)).collect();
        assert!(missing.is_empty(), "{lang}: {missing:?}");
    }
}

#[test]
fn every_key_that_the_program_says_has_its_sentence() {
    const PLAIN: &str = "login-length login-characters login-taken name-length name-characters email-shape \
        phone-shape password-short password-long password-common unit-unknown unit-choose audience-unknown \
        locale-unknown role-unknown reason-missing reason-long field-missing sign-in-wrong sign-in-disabled link-used \
        flash-welcome flash-signed-out flash-enrolled flash-lesson-completed flash-issued flash-issue-skipped \
        flash-revoked flash-role-granted flash-role-removed flash-account-disabled flash-account-enabled \
        flash-password-set answer-shape answer-unknown-choice answer-repeated-choice answer-one-choice \
        answer-too-long answer-unknown-file answer-too-many-files answer-no-text answer-links-only file-empty \
        file-too-large file-too-many-pixels file-broken file-kind file-no-picture mark-missing attempt-not-open attempt-expired refusal-not-open-yet refusal-closed refusal-cooldown \
        refusal-window refusal-used-up refusal-requires missing-exam missing-total missing-skill missing-practical missing-practical-any missing-way \
        missing-expired certificate-not-found certificate-not-ready certificate-not-completed certificate-already \
        certificate-no-policy certificate-revoked-already duration-minutes duration-hours duration-days alert-note \
        alert-tip alert-important alert-warning alert-caution footnotes footnote-back checked";
    const ERRORS: [&str; 14] = [
        "not-found",
        "sign-in",
        "forbidden",
        "conflict",
        "bad-request",
        "unsupported-media",
        "too-large",
        "slow",
        "too-many",
        "busy",
        "unavailable",
        "internal",
        "csrf",
        "method",
    ];
    let locales = locales();
    for lang in LANGUAGES {
        for key in PLAIN.split_whitespace() {
            assert!(locales.has(lang, key), "{lang}: {key}");
        }
        for error in ERRORS {
            let (message, title) = (format!("error-{error}"), format!("error-{error}.title"));
            for key in [message, title] {
                assert!(locales.find(lang, &key, &[]).is_some_and(|said| !said.is_empty()), "{lang}: {key}");
            }
        }
    }
}

#[test]
fn a_number_brings_its_plural_and_markup_in_a_name_stays_text() {
    let locales = locales();
    for n in ["1", "2"] {
        let said = locales.text("en", "lessons", &[("n", n)]);
        assert_eq!(said, if n == "1" { "One lesson" } else { "2 lessons" });
    }
    let pages = rendered();
    let (_, _, html) = pages.iter().find(|(name, _, _)| name == "register-errors.en").unwrap();
    assert!(html.contains("value=\"Nguyễn Thị &quot;Hoa&quot; &lt;b&gt;\""));
}

#[test]
fn a_file_on_disk_wins_over_what_was_built_in() {
    let folder = std::env::temp_dir().join(format!("xutra-templates-{}", std::process::id()));
    std::fs::create_dir_all(folder.join("error")).unwrap();
    std::fs::write(folder.join("error/error.html"), "<p>{{ t(key=\"yes\") }} {{ page.title }}</p>").unwrap();
    let templates = Templates::load(&folder, locales()).unwrap();
    std::fs::remove_dir_all(&folder).unwrap();
    let sample = samples::all("en").into_iter().find(|sample| sample.name == "error").unwrap();
    let html = templates.render("error/error.html", &sample.layout, &sample.page).unwrap();
    assert_eq!(html, "<p>Yes This page was not found</p>");
    assert!(templates.render("catalog/home.html", &sample.layout, &sample.page).is_err());
}

/// Writes the pages to the folder of `XUTRA_PAGES`, style sheet and all, to look at them.
#[test]
fn pages_can_be_written_down_to_look_at() {
    let Ok(folder) = std::env::var("XUTRA_PAGES") else { return };
    std::fs::create_dir_all(&folder).unwrap();
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("static");
    let css = std::fs::read_to_string(root.join("style.css")).unwrap();
    let js = std::fs::read_to_string(root.join("app.js")).unwrap();
    let pages = rendered();
    let part = |name: &str, lang: &str| {
        let wanted = format!("{name}.{lang}");
        pages.iter().find(|(page, _, _)| *page == wanted).map_or("", |(_, _, html)| html.as_str())
    };
    for (page, template, html) in &pages {
        if template.starts_with("learning/lesson_") {
            continue;
        }
        let lang = page.rsplit('.').next().unwrap_or_default();
        let footer =
            if page.starts_with("lesson-answered") { "lesson-footer-visitor" } else { "lesson-footer-learner" };
        let html = html
            .replace("\u{e002}HEADER\u{e003}", part("lesson-header-learner", lang))
            .replace("\u{e002}FOOTER\u{e003}", part(footer, lang))
            .replace("<link rel=\"stylesheet\" href=\"/static/style.css\">", &format!("<style>{css}</style>"))
            .replace("src=\"/static/app.js\" defer", "")
            .replace("</script>", &format!("{js}</script>"));
        let (head, rest) = html.split_once("<script").unwrap();
        let (script, rest) = rest.split_once("</script>").unwrap();
        let html = format!("{head}{}", rest.replace("</body>", &format!("<script{script}</script></body>")));
        std::fs::write(Path::new(&folder).join(format!("{page}.html")), html).unwrap();
    }
}
