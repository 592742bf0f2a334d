//! The front of a quiz, its questions, the look before handing in.

use super::lesson::parts;
use super::{Sample, Say, Who, add, course_link, layout, link, one_page, when};
use crate::web::view::assessment::*;
use crate::web::view::competency::RefreshView;
use crate::web::view::ended::VoidPage;
use crate::web::view::{Link, When};

pub(super) fn exam_link(say: Say) -> Link {
    link(say.of("Bài đánh giá cuối khóa", "Final assessment"), "/courses/ai-co-ban/danh-gia")
}

fn front(say: Say, exam: bool) -> QuizFront {
    let floor = |name, draw, floor| FloorView { name, draw, floor };
    let past = |number, percent: Option<&str>, passed, state| PastView {
        number,
        when: when(say),
        percent: percent.map(Into::into),
        passed,
        state,
        url: "/attempts/1".into(),
    };
    QuizFront {
        course: course_link(say),
        title: exam_link(say).title,
        intro_html: say.of(
            "<p>Cứ bình tĩnh, đọc hết câu rồi hãy chọn.</p>",
            "<p>Take your time, and read each question to its end.</p>",
        ),
        untranslated: false,
        exam,
        questions: if exam { 30 } else { 6 },
        time_limit: exam.then_some(30),
        pass_percent: (!exam).then(|| "80%".into()),
        pass_count: exam.then_some(24),
        floors: if exam {
            vec![floor(say.of("Hiểu AI", "Understand AI"), 4, 2), floor(say.of("An toàn", "Stay safe"), 6, 4)]
        } else {
            Vec::new()
        },
        attempts: exam.then_some(3),
        window_days: exam.then_some(90),
        cooldown: exam.then(|| say.of("7 ngày", "7 days")),
        start_url: Some("/courses/ai-co-ban/danh-gia/attempts".into()),
        open_url: None,
        refusal: None,
        waits_for: Vec::new(),
        sitting_url: exam.then_some("/sitting"),
        sign_in_url: None,
        refresh: exam.then_some(RefreshView { questions: 10, pass: 8, months: 24, url: None }),
        past: if exam {
            vec![
                past(3, None, false, "void"),
                past(2, Some("83%"), true, "submitted"),
                past(1, Some("60%"), false, "expired"),
            ]
        } else {
            Vec::new()
        },
    }
}

pub(super) fn head(say: Say) -> AttemptHead {
    AttemptHead {
        course: course_link(say),
        quiz: exam_link(say),
        exam: true,
        number: 2,
        deadline: Some(When { iso: "2027-03-05T12:42:00Z".into(), text: "19:42".into() }),
        minutes_left: Some(24),
        id: "0197".into(),
        now: 1_804_336_080_000,
        ends: Some(1_804_337_520_000),
        script: "/static/attempt.js".into(),
        saved: Some(When { iso: "2027-03-05T12:20:00Z".into(), text: "19:20".into() }),
    }
}

fn jumps(current: Option<usize>) -> Vec<JumpView> {
    let jump = |place| JumpView {
        place,
        answered: place < 9 && place != 4,
        current: current == Some(place),
        url: format!("/attempts/1?place={place}"),
    };
    (1..=30).map(jump).collect()
}

pub(super) fn question(say: Say, kind: &'static str, place: usize) -> QuestionPage {
    let choice = |id: &str, html: String, checked| ChoiceView { id: id.into(), html, checked };
    let typed = !["single", "multiple", "true_false"].contains(&kind);
    QuestionPage {
        head: head(say),
        place,
        total: 30,
        answered: 7,
        question: QuestionView {
            prefix: String::new(),
            kind,
            prompt_html: say.of(
                "<p class=\"stem\">Vì sao AI vẫn kể được rành rọt?</p><p>Để thử AI, Ngân tự nghĩ ra một lễ hội rồi hỏi. AI trả lời:</p><blockquote><p>Lễ hội Đốt Đèn Cọ ở xã Văn Hán diễn ra ngày 12 tháng Giêng, có rước đèn và hát then.</p></blockquote>",
                "<p class=\"stem\">Why can the AI still tell it so clearly?</p><p>To test the AI, Ngân made up a festival.</p>",
            ),
            choices: if typed {
                Vec::new()
            } else {
                vec![
                    choice("0", say.of("AI nhớ được chuyện mà dân xã đã quên", "AI remembers what people forgot"), false),
                    choice("1", say.of("AI xếp những chữ hay đi cùng nhau", "AI puts words that often go together"), true),
                    choice("2", say.of("AI đọc được sổ sách riêng của xã ấy", "AI can read the commune's books"), false),
                ]
            },
            typed: if typed { "12,5".into() } else { String::new() },
            unit: (kind == "number").then(|| "kg".into()),
            several: kind == "multiple",
            parts: parts(say, kind, ""),
            points: "1".into(),
        },
        group_html: None,
        action: "/attempts/1/answers/3".into(),
        jumps: jumps(Some(place)),
        review_url: "/attempts/1/review".into(),
        hints: Vec::new(),
        hints_left: 0,
        hint_url: "/attempts/1/questions/3/hint".into(),
        error: None,
    }
}

/// All of them.
pub(super) fn add_all(say: Say, samples: &mut Vec<Sample>) {
    let here = || layout(say, Who::Learner, "courses");
    let name = "assessment/front.html";
    add(samples, "front-exam", name, here(), &front(say, true));
    let mut running = front(say, false);
    running.start_url = None;
    running.open_url = Some("/attempts/1".into());
    add(samples, "front-open", name, here(), &running);
    let mut refused = front(say, true);
    refused.start_url = None;
    refused.refusal = Some(say.of("Bạn làm lại được từ 08:00 ngày 12/03/2027.", "You can try again from 12 March."));
    refused.waits_for = vec![link(say.of("AI quanh ta", "AI around us"), "/courses/ai-co-ban/ai-quanh-ta")];
    add(samples, "front-refused", name, here(), &refused);
    let mut visitor = front(say, false);
    visitor.start_url = None;
    visitor.untranslated = true;
    visitor.sign_in_url = Some("/login?next=/courses/ai-co-ban/quiz".into());
    add(samples, "front-visitor", name, layout(say, Who::Visitor, "courses"), &visitor);

    let name = "assessment/question.html";
    add(samples, "question-single", name, here(), &question(say, "single", 9));
    let mut multiple = question(say, "multiple", 30);
    multiple.hints = vec![say.of("<p>Hãy tìm thứ phải đoán.</p>", "<p>Look for something that guesses.</p>")];
    multiple.hints_left = 1;
    multiple.group_html = Some(say.of("<p>Đọc tin sau.</p>", "<p>Read this.</p>"));
    add(samples, "question-multiple", name, here(), &multiple);
    let mut number = question(say, "number", 1);
    number.error = Some(say.of("Bạn viết một số, ví dụ 12 hoặc 12,5.", "Write a number, such as 12 or 12.5."));
    number.hints_left = 2;
    number.head.saved = None;
    number.head.deadline = None;
    add(samples, "question-number", name, here(), &number);
    for kind in ["text", "match", "order", "task"] {
        add(samples, &format!("question-{kind}"), name, here(), &question(say, kind, 2));
    }

    one_page::add_all(say, samples);
    let mut review = ReviewPage {
        head: head(say),
        jumps: jumps(None),
        unanswered: 23,
        total: 30,
        submit_url: "/attempts/1/submission".into(),
    };
    add(samples, "review", "assessment/review.html", here(), &review);
    review.unanswered = 0;
    review.head.exam = false;
    add(samples, "review-all", "assessment/review.html", here(), &review);
    let mut void = VoidPage { head: review.head, rapid: Some(12), reason: None, note: String::new() };
    add(samples, "void", "assessment/void.html", here(), &void);
    void.rapid = None;
    add(samples, "void-unsaid", "assessment/void.html", here(), &void);
    (void.reason, void.note) = (Some("other".into()), "<b> mất điện".into());
    add(samples, "void-inspected", "assessment/void.html", here(), &void);
}
