//! Each lint with its place, and beside it what must stay silent.

use crate::course::tests::source;
use crate::course::{Compilation, compile};

const MANIFEST: &str = "languages = [\"vi\", \"en\"]\n";

/// What is said of one file of a course, by key, line and column, ordered.
fn said(path: &str, text: &str, media: &[(&str, &str)]) -> String {
    let mut files = vec![("course.toml", MANIFEST), (path, text)];
    files.extend(media);
    let compilation = compile(&source(&files));
    shown(&compilation, text)
}

fn shown(compilation: &Compilation, text: &str) -> String {
    let advice = |code: &str| code.starts_with("W3") || code.starts_with("W4");
    let found = compilation.diagnostics.iter().filter(|found| advice(found.code.0));
    let rows = found.map(|found| {
        assert!(found.position.start <= found.position.end && found.position.end <= text.len(), "{found:?}");
        let slice = &text[found.position.start..found.position.end];
        format!(
            "{}:{}:{} {}",
            found.key(),
            found.position.line,
            found.position.column,
            slice.lines().next().unwrap_or("")
        )
    });
    rows.collect::<Vec<_>>().join("\n")
}

/// A quiz of one question with these choices.
fn asked(stem: &str, choices: &[&str]) -> String {
    let list: String = choices.iter().map(|choice| format!("- {choice}\n")).collect();
    format!("---\nkind: quiz\n---\n# T\n\n## {stem} {{#a}}\n\n{list}")
}

#[test]
fn choices_that_give_themselves_away_are_named() {
    let long = "[x] Tin do mô hình đoán ra chứ không tra cứu ở đâu cả";
    for (file, text, expected) in [
        (
            "q.md",
            asked("Gì?", &[long, "[ ] Vi-rút", "[ ] Tin cũ"]),
            "W301:8:7 Tin do mô hình đoán ra chứ không tra cứu ở đâu cả",
        ),
        ("q.md", asked("Gì?", &["[x] Dài hơn", "[ ] Ngắn", "[ ] Vừa"]), ""),
        ("q.md", asked("Gì?", &["[x] Đúng", "[ ] Sai"]), ""),
        ("q.md", asked("Gì?", &["[x] Có lúc sai", "[ ] Luôn luôn đúng", "[ ] Khó nói"]), "W305:9:7 Luôn luôn"),
        ("q.md", asked("Gì?", &["[x] Không bao giờ đưa", "[ ] Luôn luôn cứ đưa", "[ ] Khó nói"]), ""),
        ("q.en.md", asked("Which?", &["[x] It may err", "[ ] It never errs", "[ ] Hard to say"]), "W305:9:10 never"),
        (
            "q.md",
            asked("Mô hình ngôn ngữ là gì?", &["[x] Máy ngôn ngữ", "[ ] Cái máy in", "[ ] Tệp tin cũ"]),
            "W307:6:12 ngôn ngữ",
        ),
        ("q.md", asked("Mô hình ngôn ngữ là gì?", &["[x] Máy ngôn ngữ", "[ ] Lớp ngôn ngữ", "[ ] Tệp tin cũ"]), ""),
        ("q.md", asked("Bạn nên làm gì?", &["[x] Bạn nên hỏi", "[ ] Gửi ngay", "[ ] Đăng ngay"]), ""),
        (
            "q.en.md",
            asked("What is a prompt?", &["[x] A prompt text", "[ ] A printer", "[ ] A mouse"]),
            "W307:6:14 prompt",
        ),
        ("q.en.md", asked("What do prompts do?", &["[x] Ask, as a prompt", "[ ] Bore the prompt's", "[ ] No"]), ""),
    ] {
        assert_eq!(said(file, &text, &[]), expected, "in\n{text}");
    }
}

#[test]
fn questions_that_deny_must_say_it_loudly() {
    for (file, stem, expected) in [
        ("q.md", "Việc nào không nên làm?", "W306:6:13 không"),
        ("q.md", "Việc nào sau đây chưa an toàn?", "W306:6:21 chưa"),
        ("q.md", "Việc nào **không** nên làm?", ""),
        ("q.md", "Việc nào KHÔNG nên làm?", ""),
        ("q.md", "Bạn có nên gửi ảnh này không?", ""),
        ("q.md", "Nên làm thế nào khi không chắc?", ""),
        ("q.md", "AI không biết thì làm gì?", ""),
        ("q.md", "Có cách nào để biết ảnh giả hay không?", ""),
        ("q.md", "Đều là mật khẩu tốt, ngoại trừ:", "W306:6:25 ngoại trừ"),
        ("q.en.md", "Which of these is not safe?", "W306:6:22 not"),
        ("q.en.md", "Which is safe if you do not know?", ""),
        ("q.en.md", "All are safe except?", "W306:6:17 except"),
        ("q.en.md", "Which of these is NOT safe?", ""),
    ] {
        let text = asked(stem, &["[x] Một", "[ ] Hai", "[ ] Ba"]);
        assert_eq!(said(file, &text, &[]), expected, "{stem}");
    }
}

#[test]
fn choices_about_other_choices_are_advised_against() {
    for (file, choice, expected) in [
        ("q.md", "Tất cả các ý trên", "W302"),
        ("q.md", "Cả ba đáp án trên đều đúng", "W302"),
        ("q.md", "Tất cả đều sai", "W302"),
        ("q.md", "Không ý nào ở trên đúng", "W302"),
        ("q.md", "Không có đáp án nào đúng", "W302"),
        ("q.md", "Tất cả các ý trên <!-- {pin} -->", ""),
        ("q.md", "Không đăng ảnh nào lên trên mạng", ""),
        ("q.md", "Tất cả ảnh trên mạng", ""),
        ("q.md", "Cả hai mẹ con", ""),
        ("q.md", "Cả A và B", "W303-choice"),
        ("q.md", "A hoặc C đều đúng", "W303-choice"),
        ("q.md", "Vitamin A và B", ""),
        ("q.en.md", "All of the above", "W302"),
        ("q.en.md", "None of these", "W302"),
        ("q.en.md", "All of these people met her yesterday", ""),
        ("q.en.md", "Both A and B", "W303-choice"),
    ] {
        let text = asked("?", &["[x] Một", "[ ] Hai", &format!("[ ] {choice}")]);
        assert_eq!(said(file, &text, &[]).split(':').next(), Some(expected), "{choice}");
    }
}

#[test]
fn choices_about_other_choices_keep_their_place() {
    let text = asked("?", &["[x] Một", "[ ] Hai", "[ ] Tất cả các ý trên"]);
    let course = compile(&source(&[("course.toml", MANIFEST), ("q.md", &text)])).course.unwrap();
    let pins: Vec<bool> = course.questions["a"].choices().iter().map(|choice| choice.pin).collect();
    assert_eq!(pins, [false, false, true]);
}

#[test]
fn letters_of_choices_mean_nothing_where_these_are_shuffled() {
    for (file, words, expected) in [
        ("q.md", "Vì thế đáp án B là đúng.", "W303:12:8 đáp án B"),
        ("q.md", "Đáp án đúng là C.", "W303:12:1 Đáp án đúng là C"),
        ("q.md", "Đáp án: D", "W303:12:1 Đáp án: D"),
        ("q.md", "Ý A nói về tiền.", "W303:12:1 Ý A"),
        ("q.md", "Đáp án. A là một chữ cái.", ""),
        ("q.md", "Vitamin B có trong gạo, lớp 4A cũng học.", ""),
        ("q.md", "Lựa chọn của An là đúng.", ""),
        ("q.en.md", "So option B is right.", "W303:12:4 option B"),
        ("q.en.md", "The answer is: A model guesses.", ""),
        ("q.en.md", "The answer is D.", "W303:12:5 answer is D"),
        ("q.en.md", "Answer a question first.", ""),
    ] {
        let text = asked("?", &["[x] Một", "[ ] Hai", "[ ] Ba"]) + &format!("\n{words}\n");
        assert_eq!(said(file, &text, &[]), expected, "{words}");
    }
    let fixed = asked("?", &["[x] Một", "[ ] Hai", "[ ] Ba"]).replace("quiz\n", "quiz\nshuffle: none\n");
    assert_eq!(said("q.md", &(fixed + "\nĐáp án B.\n"), &[]), "");
}

#[test]
fn a_place_that_is_nearly_always_right_is_told_where_nothing_is_shuffled() {
    let quiz = |shuffle: &str, right: &[usize]| {
        let question = |(at, right): (usize, &usize)| {
            let mark = |place: usize| if place == *right { "x" } else { " " };
            format!("## Hỏi {at}? {{#q{at}}}\n\n- [{}] M\n- [{}] H\n- [{}] B\n\n", mark(1), mark(2), mark(3))
        };
        let questions: String = right.iter().enumerate().map(question).collect();
        said("q.md", &format!("---\nkind: quiz\nshuffle: {shuffle}\n---\n# T\n\n{questions}"), &[])
    };
    assert_eq!(quiz("questions", &[2, 2, 2, 1, 2, 2]), "W304:5:1 # T");
    assert_eq!(quiz("questions", &[2, 1, 3, 1, 2, 3]), "");
    assert_eq!(quiz("questions", &[2, 2, 2, 2]), "");
    assert_eq!(quiz("both", &[2, 2, 2, 2, 2, 2]), "");
}

#[test]
fn the_number_of_choices_and_their_marks_are_looked_at() {
    let many: Vec<String> = (0..7).map(|at| format!("[{}] Ý {at}", if at == 0 { "x" } else { " " })).collect();
    let many: Vec<&str> = many.iter().map(String::as_str).collect();
    for (choices, expected) in [
        (&["[x] Một", "[ ] Hai"][..], "W309:8:1 - [x] Một"),
        (&["[x] Có", "[ ] Không", "[ ] Tùy"], ""),
        (&["[x] Đúng", "[ ] Sai"], ""),
        (&many, "W309-many:8:1 - [x] Ý 0"),
        (&many[..6], ""),
        (&["[x] Một", "[x] Hai", "[x] Ba"], "W311:8:1 - [x] Một"),
        (&["[x] Một [ ] Hai [ ] Ba", "[ ] Bốn", "[ ] Năm"], "W311-joined:8:1 - [x] Một [ ] Hai [ ] Ba"),
    ] {
        assert_eq!(said("q.md", &asked("?", choices), &[]).replace("W301", ""), expected, "{choices:?}");
    }
    let each = asked("?", &["[x] Một", "[x] Hai", "[ ] Ba"]).replace("#a}", "#a partial=each}");
    assert_eq!(said("q.md", &each, &[]), "W310:6:18 each");
}

#[test]
fn nothing_can_be_guessed_in_a_survey() {
    let heading = "Bạn thích máy tính không, ngoại trừ ở nhà? {#a .survey}";
    let list = "- [ ] Có, tôi luôn luôn thích máy tính\n- [ ] Không ý nào ở trên đúng\n";
    let text = format!("---\nkind: quiz\n---\n# T\n\n## {heading}\n\n{list}");
    assert_eq!(said("q.md", &text, &[]), "");
    assert_ne!(said("q.md", &text.replacen("- [ ]", "- [x]", 1).replace(" .survey", ""), &[]), "");
}

#[test]
fn wrong_choices_of_a_self_check_want_feedback() {
    let lesson = |list: &str| said("l.md", &format!("# T\n\n## Hỏi? {{#a .check}}\n\n{list}"), &[]);
    assert_eq!(lesson("- [x] Một\n- [ ] Hai\n- [ ] Ba\n  > Chưa.\n"), "W308:6:7 Hai");
    assert_eq!(lesson("- [x] Rồi\n- [ ] Chưa\n  > Thử lại.\n"), "");
    assert_eq!(lesson("- [x] Đúng\n- [ ] Sai\n\nVì thế.\n"), "");
}

#[test]
fn pages_say_where_their_title_comes_from() {
    for (text, expected) in [
        ("Chữ\n", "W402-file:1:1 "),
        ("## Một\n\nChữ\n", "W402:1:1 ## Một"),
        ("# Một\n\n# Hai\n", "W402-several:1:1 # Một"),
        ("---\ntitle: Một\n---\nChữ\n", ""),
        ("# Một\n\n## Hai\n", ""),
    ] {
        assert_eq!(said("l.md", text, &[]), expected, "{text}");
    }
    let found = compile(&source(&[("a.md", "Chữ\n")]));
    assert_eq!(shown(&found, "Chữ\n"), "");
}

#[test]
fn films_want_captions_and_phones_light_pages() {
    let film = "# T\n\n[Cách hỏi](media/b.mp4)\n";
    assert_eq!(said("l.md", film, &[("media/b.mp4", "")]), "W406:3:1 [Cách hỏi](media/b.mp4)");
    assert_eq!(said("l.md", film, &[("media/b.mp4", ""), ("media/b.vi.vtt", "")]), "");
    let heavy = "x".repeat(500_001);
    let images = "# T\n\n![A](a.png) ![A](a.png)\n\n[Nghe](b.mp3)\n";
    assert_eq!(said("l.md", images, &[("a.png", &heavy), ("b.mp3", "")]), "W411:1:1 ");
    assert_eq!(said("l.md", images, &[("a.png", &heavy[1..]), ("b.mp3", &heavy)]), "");
}

#[test]
fn questions_of_any_size_are_looked_at_to_their_end() {
    let words = "ngôn ngữ luôn đáp án B không ".repeat(12_000);
    let one = asked(&words, &[&format!("[x] {words}"), &format!("[ ] {words}"), "[ ] Ba"]);
    let choices: String =
        (0..30_000).map(|at| format!("- [{}] Ý {at} luôn\n", if at == 0 { "x" } else { " " })).collect();
    let many = format!("---\nkind: quiz\n---\n# T\n\n## ? {{#a}}\n\n{choices}");
    for text in [one, many] {
        let size = text.len().min(1 << 20);
        let cut = text.char_indices().map(|(at, _)| at).take_while(|at| *at <= size).last().unwrap_or(0);
        let compiled = compile(&source(&[("course.toml", MANIFEST), ("q.md", &text[..cut])]));
        assert!(compiled.diagnostics.iter().any(|found| found.code.0.starts_with("W30")), "{size} bytes");
    }
}
