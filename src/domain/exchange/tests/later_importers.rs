//! Realistic files of the quizzes of Microsoft's courses and of freeCodeCamp.

use super::{Format, importers::check, read};

#[test]
fn quizzes_of_a_course_for_beginners() {
    let file = r#"[
  {
    "title": "AI cho người mới",
    "complete": "Xong!", "error": "Làm lại",
    "quizzes": [
      {
        "id": 1,
        "title": "Trước bài 1",
        "quiz": [
          {
            "questionText": "AI là <gì>? {#x}",
            "answerOptions": [
              { "answerText": "Máy in", "isCorrect": false },
              { "answerText": "Trí tuệ \"nhân tạo\"", "isCorrect": "true" }
            ]
          },
          {
            "questionText": "Đất tròn",
            "answerOptions": [ { "answerText": "Đúng", "isCorrect": true }, { "answerText": "Sai", "isCorrect": false } ]
          }
        ]
      },
      {
        "id": 2,
        "title": "Sau bài 1",
        "questions": [
          { "questionText": "Những số chẵn", "answerOptions": [
            { "answerText": "2", "isCorrect": "true" }, { "answerText": "4", "isCorrect": "true" }, { "answerText": "5", "isCorrect": "false" } ] },
          { "questionText": "Chưa có đáp án?", "answerOptions": [] }
        ]
      }
    ]
  }
]"#;
    let read = check(
        Format::QuizApp,
        file,
        &["multiple: +2 +4 -5", "single: -Máy in +Trí tuệ &quot;nhân tạo&quot;", "true_false: +Đúng -Sai"],
        &[(29, "exchange-loss-no-key")],
    );
    let titles: Vec<&str> = read.imported.banks.iter().map(|bank| bank.title.as_str()).collect();
    assert_eq!(titles, ["Trước bài 1", "Sau bài 1"]);
    let lines: Vec<u32> = read.imported.banks[0].questions.iter().map(|question| question.line).collect();
    assert_eq!(lines, [11, 18]);
    assert!(read.questions[1].stem.original.contains("AI là &lt;gì&gt;? {#x}"), "{}", read.questions[1].stem.original);
}

#[test]
fn a_quiz_is_read_wherever_it_stands() {
    let question =
        r#"{"questionText": "Q", "answerOptions": [{"answerText": "a", "isCorrect": true}, {"answerText": "b"}]}"#;
    for file in [question.to_owned(), format!("[{question}]"), format!(r#"{{"quizzes":[{{"quiz":[{question}]}}]}}"#)] {
        check(Format::QuizApp, &file, &["single: +a -b"], &[]);
    }
    let wrong = super::import(Format::QuizApp, b"{\n\"a\": }").unwrap_err();
    assert_eq!((wrong.line, wrong.what), (2, "exchange-json-broken"));
    assert_eq!(super::import(Format::QuizApp, b"[1, {\"a\": []}]").unwrap_err().what, "exchange-nothing-found");
    let deep = "[".repeat(100_000);
    assert_eq!(super::import(Format::QuizApp, deep.as_bytes()).unwrap_err().what, "exchange-json-broken");
}

#[test]
fn a_challenge_with_questions() {
    let file = "---\nid: 65\ntitle: 'Bài 3: lệnh'\nchallengeType: 19\n---\n\n# --description--\n\nXem phim.\n\n# --questions--\n\n## --text--\n\n\
                Lệnh nào in ra?\n\n```js\n---\n# --answers--\n```\n\n## --answers--\n\n`read()`\n\n### --feedback--\n\nLệnh này *đọc*.\n\n---\n\n`print()`\n\n\
                ---\n\n# --x\n\n## --video-solution--\n\n2\n\n## --text--\n\nThiếu đáp án\n\n## --answers--\n\na\n\n---\n\nb\n\n## --video-solution--\n\n5\n\n\
                # --explanation--\n\nVì **thế**.\n\n# --scene--\n\n{}\n";
    let read = super::read(Format::FreeCodeCamp, file.as_bytes());
    assert_eq!(
        read.lost(),
        [(7, "exchange-loss-section"), (42, "exchange-loss-no-key"), (62, "exchange-loss-section")],
        "{}",
        read.text
    );
    assert!(read.codes.iter().all(|code| code.starts_with("E201")), "{:?}\n{}", read.codes, read.text);
    let whole = file.replace("\n5\n", "\n1\n");
    let read = super::read(Format::FreeCodeCamp, whole.as_bytes());
    assert_eq!(read.codes, [] as [String; 0], "{}", read.text);
    let keys: Vec<String> = read.questions.iter().map(super::key).collect();
    assert_eq!(keys, ["single: -<code>read()</code> +<code>print()</code> -<strong>--x</strong>", "single: +a -b"]);
    assert_eq!(read.imported.banks[0].title, "Bài 3: lệnh");
    assert!(read.questions[0].stem.original.contains("<pre>"), "{}", read.questions[0].stem.original);
    let feedback = read.questions[0].choices()[0].feedback.as_ref();
    assert!(feedback.is_some_and(|html| html.original.contains("<em>đọc</em>")));
    assert!(read.questions[0].explanation.is_none());
    assert!(read.questions[1].explanation.as_ref().is_some_and(|html| html.original.contains("<strong>thế</strong>")));
}

#[test]
fn a_challenge_with_blanks() {
    let file = "# --fillInTheBlank--\n\n## --sentence--\n\n`Tôi BLANK bánh và BLANK nước.`\n\n## --blanks--\n\n`ăn`\n\n### --feedback--\n\nKhông.\n\n---\n\n`uống`\n";
    let read = check(Format::FreeCodeCamp, file, &["blanks: ăn uống"], &[(3, "exchange-loss-feedback")]);
    assert!(read.questions[0].stem.original.contains("bánh và"), "{}", read.questions[0].stem.original);
}

#[test]
fn markers_in_a_wrong_place_do_no_harm() {
    for file in [
        "## --answers--\n\na\n\n## --video-solution--\n\n1\n",
        "# --questions--\n\n## --answers--\n\na\n",
        "# --questions--\n\n## --text--\n\n## --answers--\n\n---\n\n---\n\n## --video-solution--\n\n1\n",
        "# --questions--\n\n### --feedback--\n\n## --text--\n\nx\n",
        "---\ntitle: x",
    ] {
        for (_, format) in Format::ALL {
            let _ = super::import(*format, file.as_bytes());
        }
    }
    let read = read(
        Format::FreeCodeCamp,
        b"# --questions--\n\n## --text--\n\nx\n\n## --answers--\n\na\n\n---\n\nb\n\n## --video-solution--\n\n1\n",
    );
    assert_eq!(read.lost(), []);
}

#[test]
fn questions_as_they_stand_in_markdown_lessons_in_vietnam() {
    let file = "# Ôn tập\n\n## 6. Câu hỏi ôn tập\n\n### Câu 1 (Nhận biết)\nVá *mã* là gì?  \nA. Cài phần mềm  \nB. Đổi `mã máy`  \nC. Gỡ lỗi  \n\n\
                **Đáp án:** B\n\n---\n\n### Câu 2 (Thông hiểu)\nKhác nhau ở đâu?  \n*Gợi ý trả lời:* một bên mất.\n\n---\n\n\
                **Câu 3.** Gán **thế nào**?\n\nA. Thêm `Tối`.  \nB. Đổi tên.  \n\n**Đáp án:** A. **Giải thích:** `Gán` vào ô.\n\n\
                ### Câu 4\n\nMáy in gì?\n\n```js\n# Câu 9: trong mã\nA. cũng vậy\n```\n\n- A. một\n- B. hai\n\n<details>\n<summary><b>Xem đáp án</b></summary>\n\n\
                **Đáp án:** B. hai  \n**Giải thích:** vì thế.\n</details>\n\n## Câu 5: Tiêu đề **đậm**\n\nA. x\nB. y\n\nĐáp án đúng: **A**\n";
    let read = check(
        Format::Aiken,
        file,
        &[
            "single: -Cài phần mềm +Đổi <code>mã máy</code> -Gỡ lỗi",
            "single: +Thêm <code>Tối</code>. -Đổi tên.",
            "single: -một +hai",
            "single: +x -y",
        ],
        &[
            (1, "exchange-loss-text"),
            (3, "exchange-loss-text"),
            (5, "exchange-loss-text"),
            (15, "exchange-loss-text"),
            (16, "exchange-loss-text"),
        ],
    );
    let explained =
        |at: usize| read.questions[at].explanation.as_ref().map(|html| html.original.clone()).unwrap_or_default();
    assert!(explained(1).contains("<code>Gán</code> vào ô."), "{}", read.text);
    assert!(explained(2).contains("vì thế."), "{}", read.text);
    assert!(read.questions[2].stem.original.contains("# Câu 9: trong mã\nA. cũng vậy"), "{}", read.text);
    assert!(read.questions[3].stem.original.contains("<strong>đậm</strong>"), "{}", read.text);
}

#[test]
fn stars_in_a_plain_file_are_only_stars() {
    let read =
        check(Format::Aiken, "What is 2 ** 3 of `x`?\nA. x **a\nB. b_c_\nANSWER: B\n", &["single: -x **a +b_c_"], &[]);
    assert!(read.questions[0].stem.original.contains("2 ** 3 of `x`?"), "{}", read.text);
}
