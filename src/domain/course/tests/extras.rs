//! What lessons have besides text: terms, transcripts, lengths of films, and what is said of a page.

use super::super::{CourseAbout, Item, Piece};
use super::*;

fn html(course: &CompiledCourse, lesson: &str, language: &str) -> String {
    let body = course.lesson(lesson).unwrap().body.get(language);
    body.iter().filter_map(|piece| if let Piece::Html(html) = piece { Some(html.as_str()) } else { None }).collect()
}

const TOML: &str = "languages = [\"vi\", \"en\"]\n";
const TERMS: &str = "# Thuật ngữ\n\n## LLM {#llm}\n\nMô hình *ngôn ngữ*, xem [Prompt](#prompt).\n\nĐoạn hai.\n\n- mục\n\n## Prompt\n\nCâu lệnh.\n";

#[test]
fn a_term_is_explained_where_it_stands_and_on_its_page() {
    let files = [
        ("course.toml", TOML),
        ("glossary.md", TERMS),
        ("glossary.en.md", "# Terms\n\n## LLM {#llm}\n\nA *language* model.\n"),
        ("a.md", "# A\n\nHỏi [LLM](glossary.md#llm) và [**LLM**](glossary.md#llm).\n"),
        ("a.en.md", "# A\n\nAsk an [LLM](glossary.md#llm) with a [prompt](glossary.md#prompt).\n"),
        ("q.quiz.md", "# Q\n\n## [LLM](glossary.md#llm)? {#q}\n\n- [x] Một\n- [ ] [Hai](glossary.md#llm)\n"),
    ];
    let course = course(&files);
    let vi = html(&course, "a", "vi");
    let button = "<span class=\"term\"><button type=\"button\" popovertarget=\"";
    assert_eq!(vi.matches(button).count(), 2, "{vi}");
    for part in [
        "\">LLM</button><span class=\"explanation\" id=\"term-",
        "<strong>LLM</strong></button>",
        "popover=\"\" role=\"note\"><span class=\"para\">Mô hình <em>ngôn ngữ</em>, xem <a href=\"#prompt\">Prompt</a>.</span><span class=\"para\">Đoạn hai.</span>",
        "<a href=\"/courses/ai/glossary#llm\">\u{e000}term-more\u{e001}</a></span></span>",
    ] {
        assert!(vi.contains(part), "{part} in {vi}");
    }
    assert!(!vi.contains("mục"), "only what may stand in a paragraph");
    let ids: Vec<&str> = vi.split(" id=\"").skip(1).map(|rest| rest.split('"').next().unwrap()).collect();
    assert!(ids.len() == 2 && ids[0] != ids[1], "{ids:?}");
    let en = html(&course, "a", "en");
    assert!(
        en.contains("A <em>language</em> model.") && en.contains("Câu lệnh."),
        "its own words, else the original's"
    );
    let question = &course.questions["q"];
    assert!(question.stem.original.contains("<a href=\"/courses/ai/glossary#llm\">LLM</a>"), "{:?}", question.stem);
    let glossary = course.glossary.unwrap();
    assert_eq!((glossary.title.get("vi").as_str(), glossary.title.get("en").as_str()), ("Thuật ngữ", "Terms"));
    assert!(glossary.html.get("vi").contains("<h2 id=\"llm\">LLM</h2>") && glossary.html.get("vi").contains("mục"));
    assert!(glossary.html.get("en").contains("language"));
}

#[test]
fn a_film_has_what_is_said_in_it_below_and_its_length_counts() {
    let files = [
        ("course.toml", TOML),
        (
            "m/a.md",
            "# A\n\n[Cách hỏi (3 phút)](media/b1.mp4)\n\n[Nghe (90 giây)](ghi.mp3)\n\n[Xem (5 phút)](https://vimeo.com/1)\n",
        ),
        ("m/a.en.md", "# A\n\n[How to ask (3 minutes)](media/b1.mp4)\n"),
        ("m/media/b1.vi.md", "---\ntitle: x\n---\n# Lời thoại\n\n## Mở đầu\n\nXin *chào*.\n"),
        ("m/media/b1.en.md", "Hello.\n"),
        ("m/ghi.vi.md", "Ghi âm.\n"),
        ("m/media/b1.mp4", ""),
        ("m/ghi.mp3", ""),
    ];
    let course = course(&files);
    assert_eq!(order(&course), words(&[("m", &["a"])]), "what is said is no lesson");
    let vi = html(&course, "a", "vi");
    let said = "</figure>\n<details class=\"transcript\"><summary>\u{e000}transcript\u{e001}</summary><h2 id=\"m-media-b1-mở-đầu\">Mở đầu</h2>\n<p>Xin <em>chào</em>.</p>";
    assert!(vi.contains(said), "{vi}");
    assert!(vi.contains("Ghi âm."), "{vi}");
    assert!(html(&course, "a", "en").contains("<p>Hello.</p>"));
    assert_eq!(course.lesson("a").unwrap().head.minutes, 10);
}

#[test]
fn every_key_that_describes_arrives_in_the_course() {
    let files = [
        (
            "course.toml",
            "version = \"1.2\"\nlicense = \"CC-BY-4.0\"\n[certificate]\ntemplate = \"xanh\"\nvalid = \"2y\"\n[defaults.lesson]\nmath = \"yes\"\nauthors = [\"Lan\"]\nminutes = 4\n",
        ),
        (
            "a.md",
            "---\nauthors: Bình, An\nlicense: MIT\nupdated: 2026-11-02\nsummary: Tóm tắt\nminutes: 7\ncomplete: none\naudience: official\n---\n# A\n",
        ),
        ("b.md", "---\ndraft: yes\norder: 1\n---\n# B\n\n$x$\n"),
        ("c.quiz.md", "---\nopen: 2026-12-01\nclose: 2026-12-31\n---\n# C\n\n## Hỏi? {#a}\n\n- [x] Một\n- [ ] Hai\n"),
    ];
    let course = course(&files);
    let about = CourseAbout {
        version: Some("1.2".into()),
        license: Some("CC-BY-4.0".into()),
        certificate_template: Some("xanh".into()),
        certificate_valid: Some("2y".into()),
    };
    assert_eq!(course.about, about);
    let a = course.lesson("a").unwrap();
    assert_eq!(a.head.about.authors, ["Bình", "An"]);
    assert_eq!((a.head.about.license.as_deref(), a.head.about.updated.as_deref()), (Some("MIT"), Some("2026-11-02")));
    assert_eq!(
        (a.head.summary.original.as_str(), a.head.minutes, a.head.audience.as_slice()),
        ("Tóm tắt", 7, &["official".to_owned()][..])
    );
    let b = course.lesson("b").unwrap();
    assert!(b.head.draft && b.head.minutes == 4 && html(&course, "b", "vi").contains("<math>"));
    assert_eq!(
        (b.head.about.authors.as_slice(), b.head.about.license.as_deref()),
        (&["Lan".to_owned()][..], Some("CC-BY-4.0"))
    );
    assert_eq!(order(&course), words(&[("ai", &["b", "a", "c"])]));
    let Some(Item::Quiz(quiz)) = course.item("c") else { panic!("a quiz") };
    let zone = |day: i64| day * crate::instant::DAY - 7 * crate::instant::HOUR;
    assert_eq!((quiz.settings.open, quiz.settings.close), (Some(zone(20_788)), Some(zone(20_819))));
}

#[test]
fn a_recording_of_its_name_stands_before_the_lesson_and_each_language_has_its_own() {
    let files = [
        ("course.toml", TOML),
        ("m/01-nghe.md", "# Nghe\n\nChè.\n"),
        ("m/01-nghe.mp3", "ID3"),
        ("m/01-nghe.en.md", "# Listen\n\nTea.\n"),
        ("m/01-nghe.en.ogg", "OggS"),
        ("m/02-doc.md", "# Đọc\n\nTrà.\n"),
        ("m/03-hoi.quiz.md", "# Hỏi\n\n## Đúng? {#q}\n\n- [x] Đúng\n- [ ] Sai\n"),
        ("m/03-hoi.quiz.mp3", "ID3"),
    ];
    let course = course(&files);
    let figure = |file: &str| {
        format!(
            "<figure class=\"audio\"><audio controls preload=\"none\" src=\"/media/ai/m/{file}\" aria-label=\"\u{e000}recording\u{e001}\">\
             </audio><figcaption>\u{e000}recording\u{e001}</figcaption></figure>\n"
        )
    };
    assert!(html(&course, "nghe", "vi").starts_with(&figure("01-nghe.mp3")), "{}", html(&course, "nghe", "vi"));
    assert!(html(&course, "nghe", "en").starts_with(&figure("01-nghe.en.ogg")), "{}", html(&course, "nghe", "en"));
    assert!(!html(&course, "doc", "vi").contains("audio"));
    let quiz = course.items().find(|item| item.head().id == "hoi");
    assert!(matches!(quiz, Some(Item::Quiz(quiz)) if !quiz.intro_html.original.contains("audio")), "{quiz:?}");
}

#[test]
fn a_picture_says_its_shape_and_its_weight() {
    let svg = "<svg viewBox=\"0 0 320 180\">                              </svg>";
    let files = [
        ("a.md", "# A\n\n![Chè](m/che.svg)\n\n![Trà](m/tra.bin)\n"),
        ("m/che.svg", svg),
        ("m/tra.bin", &"x".repeat(1_001)),
    ];
    let shown = html(&course(&files), "a", "vi");
    for part in [
        "src=\"/media/ai/m/che.svg\" alt=\"Chè\" width=\"320\" height=\"180\" data-kb=\"1\" loading=\"lazy\">",
        "src=\"/media/ai/m/tra.bin\" alt=\"Trà\" data-kb=\"2\" loading=\"lazy\">",
    ] {
        assert!(shown.contains(part), "{part} in {shown}");
    }
}
