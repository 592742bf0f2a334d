//! The page of `xutra preview`: with everything, and before there is anything.

use super::{Sample, Say, Who, add, layout, link};
use crate::web::view::preview::*;

pub(super) fn preview(say: Say, samples: &mut Vec<Sample>) {
    let frame = |lang: &'static str| FrameView {
        title: if lang == "vi" { say.of("Tiếng Việt", "Vietnamese") } else { say.of("Tiếng Anh", "English") },
        lang,
        url: Some(format!("/courses/ai/bai?lang={lang}")),
    };
    let both = page(say, "both", vec![frame("vi"), frame("en")]);
    add(samples, "preview-both", "preview/frame.html", layout(say, Who::Learner, "preview"), &both);
    let phone = page(say, "phone", vec![frame("vi")]);
    add(samples, "preview-phone", "preview/frame.html", layout(say, Who::Learner, "preview"), &phone);
    let empty = PreviewPage {
        frames: vec![FrameView { url: None, ..frame("vi") }],
        state: "none",
        shown: None,
        here: Vec::new(),
        untranslated: Vec::new(),
        ..phone
    };
    add(samples, "preview-empty", "preview/frame.html", layout(say, Who::Learner, "preview"), &empty);
}

fn finding(say: Say) -> FindingView {
    FindingView {
        place: "01-a/quiz.md:7:23".into(),
        severity: "error",
        code: "E104",
        message: say.of("Không có thiết lập \"pionts\".", "There is no setting \"pionts\"."),
        help: Some(say.of("Ý bạn là \"points\"?", "Did you mean \"points\"?")),
        line: Some(LineView {
            number: 7,
            before: "## <b>AI</b> là gì? {#ai ".into(),
            marked: "pionts".into(),
            after: "=2}".into(),
            caret: "                         ^^^^^^".into(),
        }),
        also: vec!["01-a/bai.md:3:1".into()],
    }
}

fn page(say: Say, view: &'static str, frames: Vec<FrameView>) -> PreviewPage {
    let way = |way: &'static str, vi, en| ViewLink {
        title: say.of(vi, en),
        view: way,
        url: format!("/preview?view={way}"),
        current: way == view,
    };
    let file = |file: &str, more| FileView {
        file: file.into(),
        errors: 1,
        warnings: 0,
        findings: vec![finding(say), FindingView { line: None, help: None, also: Vec::new(), ..finding(say) }],
        more,
    };
    let row = |title: String, is_there, draft, errors| PageRow {
        link: link(title, "/preview?page=x"),
        file: "01-a/bai.md".into(),
        is_there,
        current: draft,
        draft,
        errors,
    };
    PreviewPage {
        number: 3,
        course: say.of("AI cơ bản", "AI basics"),
        frames,
        views: vec![
            way("phone", "Khung điện thoại", "Phone width"),
            way("both", "Song song hai thứ tiếng", "Side by side"),
        ],
        view,
        state: "kept",
        status: say.of("Bản vừa lưu có 1 lỗi.", "What you just saved has one error."),
        shown: Some(ShownView {
            title: say.of("AI là gì? (bản nháp)", "What is AI? (draft)"),
            file: "01-a/bai.md".into(),
            lifted: vec![say.of("Bản nháp.", "A draft.")],
        }),
        here: vec![file("01-a/quiz.md", 0)],
        others: vec![file("README.md", 12)],
        pages: vec![
            row(say.of("AI là gì?", "What is AI?"), true, true, 0),
            row(say.of("Kiểm tra", "A quiz"), false, false, 2),
        ],
        untranslated: vec![
            UntranslatedView {
                language: say.of("Tiếng Anh", "English"),
                count: 1,
                of: 2,
                pages: vec![link(say.of("Kiểm tra", "A quiz"), "/preview?page=y"), link("Nháp".into(), "")],
            },
            UntranslatedView { language: "fr".into(), count: 0, of: 2, pages: Vec::new() },
        ],
        script: "/static/preview.js".into(),
        style: "/static/preview.css".into(),
    }
}
