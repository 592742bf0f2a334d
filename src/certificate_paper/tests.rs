//! The printed certificate, read back as text. `XUTRA_TEST_PAPERS=DIR` keeps the samples to look at.

use super::*;
use fluent_bundle::{FluentArgs, FluentBundle, FluentResource};
use std::io::Write as _;
use std::process::{Command, Stdio};
use std::sync::LazyLock;
use xutra_domain::certificate::{CertificateNumber, Statement};
use xutra_domain::ids::AccountId;
use xutra_domain::language::Localized;

const NAME: &str = "Nguyễn Thị Ngọc Ánh Vỹ Ẵm";
const LONG_NAME: &str = "Tôn Nữ Nguyễn Phước Hoàng Thị Quỳnh Thương Ẫm";
static DRAWING: LazyLock<PaperDrawing> = LazyLock::new(|| PaperDrawing::new().expect("the template"));

fn words(paper: &Paper) -> Words {
    let source = match paper.language.as_str() {
        "vi" => include_str!("../../locales/vi/paper.ftl"),
        _ => include_str!("../../locales/en/paper.ftl"),
    };
    let mut bundle = FluentBundle::new(vec![paper.language.parse().expect("a language")]);
    bundle.add_resource(FluentResource::try_new(source.to_owned()).expect("a locale")).expect("no key twice");
    Words::collect(paper, |key, arguments| {
        let pattern = bundle.get_message(key).and_then(|message| message.value()).unwrap_or_else(|| panic!("{key}"));
        let arguments: FluentArgs<'_> = arguments.iter().copied().collect();
        let mut errors = Vec::new();
        let text = bundle.format_pattern(pattern, Some(&arguments), &mut errors).into_owned();
        assert!(errors.is_empty(), "{key}: {errors:?}");
        text
    })
}

fn certificate(achievement: Achievement) -> Certificate {
    let capability = achievement == Achievement::Capability;
    let mut title = Localized::new("Trí tuệ nhân tạo cơ bản cho mọi người".to_owned());
    title.translations.insert("en".to_owned(), "Basic artificial intelligence for everyone".to_owned());
    Certificate {
        number: CertificateNumber::new("TN", 26, 4217),
        account: AccountId(uuid::Uuid::from_u128(1)),
        course: "ai-co-ban".to_owned(),
        achievement,
        statement: Statement {
            holder: NAME.to_owned(),
            course_title: title,
            issuer: "Ban Chỉ đạo Bình dân học AI tỉnh Thái Nguyên".to_owned(),
            rule: capability.then(|| "R1@2026-12".to_owned()),
            score: capability.then_some(27),
            questions: capability.then_some(30),
            pass: capability.then_some(24),
        },
        // 2027-03-05 in Viet Nam, still the 4th in UTC.
        issued_at: Instant::parse_rfc3339("2027-03-04T17:30:00Z").expect("an instant"),
        expires_at: capability.then(|| Instant::parse_rfc3339("2029-01-31T17:00:00Z").expect("an instant")),
        status_index: 0,
        subject: uuid::Uuid::from_u128(2),
        revoked: None,
    }
}

fn paper(achievement: Achievement, language: &str) -> Paper {
    let zone = TimeZone::get("Asia/Ho_Chi_Minh").expect("a zone");
    let site = PaperSite {
        name: "Bình dân học AI",
        place: Some("Thái Nguyên"),
        public_url: "https://hoc.thainguyen.gov.vn/",
        zone: &zone,
    };
    Paper::of(&certificate(achievement), site, language)
}

fn draw(paper: &Paper, sample: &str) -> Vec<u8> {
    let pdf = DRAWING.draw(paper, &words(paper)).expect("a PDF");
    if let Some(folder) = std::env::var_os("XUTRA_TEST_PAPERS") {
        std::fs::write(std::path::Path::new(&folder).join(format!("{sample}.pdf")), &pdf).expect("a sample");
    }
    pdf
}

/// The text of a PDF, its blanks as one; none where `pdftotext` is not installed.
fn text_of(pdf: &[u8]) -> Option<String> {
    let tool = Command::new("pdftotext")
        .args(["-layout", "-enc", "UTF-8", "-", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn();
    let Ok(mut tool) = tool else {
        eprintln!("pdftotext is not installed: the text was not read");
        return None;
    };
    tool.stdin.take().expect("its input").write_all(pdf).expect("written");
    let output = tool.wait_with_output().expect("its output");
    Some(String::from_utf8(output.stdout).expect("UTF-8").split_whitespace().collect::<Vec<_>>().join(" "))
}

fn assert_reads(pdf: &[u8], expected: &[&str]) {
    assert!(pdf.starts_with(b"%PDF-1.") && pdf.trim_ascii_end().ends_with(b"%%EOF"));
    assert!((5_000..300_000).contains(&pdf.len()), "{} bytes", pdf.len());
    if let Some(text) = text_of(pdf) {
        for part in expected {
            assert!(text.contains(part), "{part:?} is not in {text}");
        }
    }
}

#[test]
fn a_certificate_of_completion_reads_back_with_all_accents() {
    let pdf = draw(&paper(Achievement::Completion, "vi"), "completion-vi");
    assert_reads(
        &pdf,
        &[
            NAME,
            "TN26-0004217-T",
            "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
            "Độc lập - Tự do - Hạnh phúc",
            "BAN CHỈ ĐẠO BÌNH DÂN HỌC AI",
            "GIẤY CHỨNG NHẬN",
            "CERTIFICATE OF COMPLETION",
            "đã hoàn thành khóa học",
            "Trí tuệ nhân tạo cơ bản cho mọi người",
            "Basic artificial intelligence for everyone",
            "Thái Nguyên, ngày 05 tháng 3 năm 2027",
            "hoc.thainguyen.gov.vn/verify/TN26-0004217-T",
        ],
    );
    let english = draw(&paper(Achievement::Completion, "en"), "completion-en");
    assert_reads(&english, &[NAME, "CERTIFICATE OF COMPLETION", "GIẤY CHỨNG NHẬN", "Thái Nguyên, 5 March 2027"]);
}

#[test]
fn a_certificate_of_capability_says_the_score_and_how_long_it_holds() {
    let pdf = draw(&paper(Achievement::Capability, "vi"), "capability-vi");
    assert_reads(
        &pdf,
        &[
            NAME,
            "có khả năng sử dụng các kỹ năng AI cơ bản",
            "27/30 câu đúng (mức đạt: 24/30)",
            "Có giá trị đến hết ngày 31 tháng 01 năm 2029",
        ],
    );
    let english = draw(&paper(Achievement::Capability, "en"), "capability-en");
    assert_reads(&english, &["is capable of basic AI skills", "27 of 30 right", "31 January 2029"]);
}

#[test]
fn long_names_and_titles_stay_within_the_frame() {
    for kind in [Achievement::Completion, Achievement::Capability] {
        let mut long = paper(kind, "vi");
        long.holder = LONG_NAME.to_owned();
        long.course_title = "Kỹ năng trí tuệ nhân tạo cơ bản dành cho cán bộ, công chức, viên chức và tổ công nghệ số \
            cộng đồng tại các xã, phường trên địa bàn tỉnh"
            .to_owned();
        long.issuer =
            "Ban Chỉ đạo phong trào Bình dân học vụ số và phổ cập trí tuệ nhân tạo tỉnh Thái Nguyên".to_owned();
        long.qr_payload = format!("{}#{}", long.qr_payload, "aB3_".repeat(40));
        assert_eq!(long.holder.chars().count(), 45);
        let pdf = draw(&long, &format!("long-{}", kind.word()));
        assert_reads(&pdf, &[LONG_NAME, "TN26-0004217-T"]);
    }
}

#[test]
fn hostile_texts_are_print_and_nothing_else() {
    let novel = "Ẵng ".repeat(2_500);
    let zalgo = format!("Z{}", "\u{301}\u{303}".repeat(2_000));
    for (index, (name, seen)) in [
        (novel.as_str(), "Ẵng Ẵng"),
        (zalgo.as_str(), "TN26-0004217-T"),
        ("<img src=file:///etc/passwd>", "<img src=file:///etc/passwd>"),
        ("</text><image href=\"/etc/passwd\"/><text>", "<image href=\"/etc/passwd\"/>"),
        ("{{7*7}}{% include \"/etc/passwd\" %}", "{{7*7}}{% include"),
        ("&xxe; <!DOCTYPE svg>", "&xxe; <!DOCTYPE svg>"),
        ("An\0h \u{202E}\u{7}Bình", "An h Bình"),
        ("שלום عبد الله 张伟", "???? ??? ???? ??"),
        ("", "TN26-0004217-T"),
    ]
    .into_iter()
    .enumerate()
    {
        let mut hostile = paper(Achievement::Completion, "vi");
        for field in [&mut hostile.holder, &mut hostile.course_title, &mut hostile.issuer, &mut hostile.site_name] {
            name.clone_into(field);
        }
        let pdf = draw(&hostile, &format!("hostile-{index}"));
        assert_reads(&pdf, &[seen]);
        let text = text_of(&pdf).unwrap_or_default();
        assert!(!text.contains("root:") && !text.contains("49"), "{text}");
    }
}

#[test]
fn a_template_reads_no_file() {
    let folder = std::env::temp_dir().join(format!("xutra-paper-{}.svg", std::process::id()));
    std::fs::write(
        &folder,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"9\" height=\"9\"><text y=\"9\">leak</text></svg>",
    )
    .expect("a file");
    let template = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"800\" height=\"500\"><image href=\"{}\" width=\"9\" height=\"9\"/>\
         <text y=\"99\">{{{{ holder }}}}</text></svg>",
        folder.display()
    );
    let paper = paper(Achievement::Completion, "vi");
    let drawing = PaperDrawing::with_template(&template).expect("a template");
    let svg = drawing.fill(&paper, &words(&paper)).expect("filled");
    let tree = usvg::Tree::from_str(&svg, &super::fit::options()).expect("an SVG");
    assert_eq!(tree.root().children().len(), 1, "the name alone: {}", tree.to_string(&usvg::WriteOptions::default()));
    std::fs::remove_file(folder).expect("removed");
}

#[test]
fn the_same_paper_gives_the_same_bytes() {
    let paper = paper(Achievement::Capability, "vi");
    assert_eq!(DRAWING.draw(&paper, &words(&paper)).ok(), DRAWING.draw(&paper, &words(&paper)).ok());
}

#[tokio::test]
async fn a_rush_is_printed_in_turn_and_turned_away_beyond_the_queue() {
    let press =
        PaperPress::new(PaperDrawing::with_template("<svg xmlns=\"http://www.w3.org/2000/svg\"/>").expect("ok"), 2);
    let paper = paper(Achievement::Completion, "vi");
    let words = words(&paper);
    let prints = (0..200).map(|_| press.print(paper.clone(), words.clone()));
    let results = futures_util::future::join_all(prints).await;
    let busy = results.iter().filter(|result| matches!(result, Err(PaperError::Busy))).count();
    assert_eq!((busy, results.iter().filter(|result| result.is_ok()).count()), (134, 66));
    assert!(press.print(paper, words).await.is_ok(), "and afterwards there is room again");
}
