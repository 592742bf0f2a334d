//! Realistic files of every format.

use super::{Format, key, read};

#[track_caller]
pub(super) fn check(format: Format, file: &str, expected: &[&str], lost: &[(u32, &str)]) -> super::Read {
    let read = read(format, file.as_bytes());
    assert_eq!(read.codes, [] as [String; 0], "{}", read.text);
    let keys: Vec<String> = read.questions.iter().map(key).collect();
    assert_eq!(keys, expected, "{}", read.text);
    assert_eq!(read.lost(), lost, "{}", read.text);
    read
}

#[test]
fn plain_aiken() {
    let file = "What does AI stand for?\nA. Artificial intelligence\nB) Apple *inside*\nANSWER: A\n\n\
                Which is a prompt?\nIt has two lines.\nA) # one\nB) [x] two\nC) {#three}\nANSWER: C\n";
    let read = check(
        Format::Aiken,
        file,
        &["single: +Artificial intelligence -Apple *inside*", "single: -# one -[x] two +{#three}"],
        &[],
    );
    assert!(read.questions[1].stem.original.contains("It has two lines."));
}

#[test]
fn questions_as_typed_in_word() {
    let file = "\u{feff}ĐỀ KIỂM TRA\r\n\r\nCâu 1. AI là gì?\r\nA. Trí tuệ nhân tạo\r\n*B. Máy in\r\nC. Ti vi\r\n\r\n\
                Câu 2: Chọn đúng\r\nA. Một\tB. Hai\tC. Ba   D. Bốn\r\nĐáp án: C\r\nGiải thích: vì thế\r\nvà vì nữa\r\n\
                Câu 3) Không có đáp án cạnh\r\na. x\r\nb. y\r\nCâu 4. Hai ý\r\nA. x\r\nB. y\r\nC. z\r\nĐáp án đúng: A, C\r\n\r\n\
                BẢNG ĐÁP ÁN\r\n1.A 2.B 3.B\r\n";
    let read = check(
        Format::Aiken,
        file,
        &[
            "single: -Trí tuệ nhân tạo +Máy in -Ti vi",
            "single: -Một -Hai +Ba -Bốn",
            "single: -x +y",
            "multiple: +x -y +z",
        ],
        &[(1, "exchange-loss-text")],
    );
    assert!(read.questions[1].explanation.as_ref().is_some_and(|html| html.original.contains("và vì nữa")));
    assert_eq!(read.questions[0].id, "ai-la-gi");
}

#[test]
fn a_question_without_a_key_is_written_and_said() {
    let read = read(Format::Aiken, "Câu 1. Ai?\nA. x\nB. y\n".as_bytes());
    assert_eq!(read.lost(), [(1, "exchange-loss-no-key")]);
    assert!(read.codes[0].starts_with("E201"), "{:?}", read.codes);
}

#[test]
fn gift_of_every_type() {
    let file = r"$CATEGORY: $course$/top/An toàn/Mật khẩu

// [id:q-1] [tag:an-toan]
::Tên::[html]<p>Chọn <b>một</b>: a\=b?</p>{
  =đúng \{1\}#giỏi
  ~sai \~ 2#<i>chưa</i>
  ~%50%gần
####Vì <code>x</code>.
}

Nhiều ý{~%50%a ~%50%b ~%-50%c ~%-50%d}

Nhiều ý lệch{~%50%a ~%50%b ~%-100%c}

Đúng không?{T#Sai rồi#Phải}

Mấy?{#15:0.5}

Mấy nữa?{#=1..2#hay =%50%5 ~9#không}

Thủ đô{=Hà Nội =Ha Noi#ờ =%30%Sài Gòn}

Ghép{=mèo -> cat =chó -> dog = -> cow}

Bạn gõ {=một ~hai} vào ô.

Viết luận{}

Chỉ là lời giới thiệu.
";
    let read = check(
        Format::Gift,
        file,
        &[
            "single: +đúng {1}(100) -sai ~ 2 -gần(50)",
            "multiple: +a +b -c -d",
            "multiple: +a(50) +b(50) -c(-100)",
            "true_false: +Đúng -Sai",
            "number: +14.5..15.5",
            "number: +1..2 -5..5 -9..9",
            "text: +Hà Nội +Ha Noi -Sài Gòn",
            "match: mèo=cat chó=dog r:cat r:dog r:cow",
            "single: +một -hai",
            "task: [Text] 1",
        ],
        &[
            (3, "exchange-loss-tag"),
            (19, "exchange-loss-text-worth"),
            (21, "exchange-loss-text-worth"),
            (27, "exchange-loss-rubric"),
            (29, "exchange-loss-description"),
        ],
    );
    assert_eq!(read.imported.banks[0].title, "An toàn/Mật khẩu");
    assert!(
        read.questions[0].stem.original.contains("<strong>một</strong>: a=b?"),
        "{}",
        read.questions[0].stem.original
    );
    assert!(read.questions[0].explanation.as_ref().is_some_and(|html| html.original.contains("<code>x</code>")));
    assert!(read.questions[8].stem.original.contains("Bạn gõ _____ vào ô."));
    let truth = &read.questions[3].choices()[1];
    assert!(truth.feedback.as_ref().is_some_and(|html| html.original.contains("Sai rồi")));
}

/// A picture of one dot.
const DOT: &str = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

#[test]
fn moodle_xml_of_every_type() {
    let file = format!(
        r#"<?xml version="1.0" encoding="UTF-8"?>
<quiz>
<question type="category"><category><text>$course$/top/AI</text></category></question>
<question type="multichoice"><name><text>Ảnh</text></name>
 <questiontext format="html"><text><![CDATA[<h2>Nhìn</h2><p>ảnh <img src="@@PLUGINFILE@@/m%C3%A8o%201.png" alt="con mèo"> đây</p><ul><li>một</li><li>[x] hai</li></ul>]]></text>
 <file name="mèo 1.png" path="/" encoding="base64">{DOT}</file></questiontext>
 <defaultgrade>2.0</defaultgrade><penalty>0.3333</penalty><single>true</single><shuffleanswers>false</shuffleanswers>
 <generalfeedback format="html"><text><![CDATA[<p>Chung</p>]]></text></generalfeedback>
 <correctfeedback format="html"><text>Your answer is correct.</text></correctfeedback>
 <answer fraction="100" format="html"><text>&lt;p&gt;Mèo&lt;/p&gt;</text><feedback><text>Đúng</text></feedback></answer>
 <answer fraction="0" format="html"><text>Chó</text><feedback><text></text></feedback></answer>
 <hint format="html"><text>Kêu meo</text></hint><tags><tag><text>dễ</text></tag></tags></question>
<question type="truefalse"><questiontext><text>Đất tròn</text></questiontext>
 <answer fraction="100"><text>true</text><feedback><text>ừ</text></feedback></answer><answer fraction="0"><text>false</text></answer></question>
<question type="shortanswer"><questiontext><text>Thủ đô</text></questiontext><usecase>1</usecase>
 <answer fraction="100"><text>Hà*Nội</text></answer><answer fraction="100"><text>HN.</text></answer><answer fraction="0"><text>*</text></answer></question>
<question type="numerical"><questiontext><text>Mấy</text></questiontext>
 <answer fraction="100"><text>3.14</text><tolerance>0.01</tolerance></answer><units><unit><multiplier>1</multiplier><unit_name>m</unit_name></unit></units></question>
<question type="matching"><questiontext><text>Ghép</text></questiontext>
 <subquestion><text>a|b</text><answer><text>1</text></answer></subquestion><subquestion><text>c</text><answer><text>2</text></answer></subquestion>
 <subquestion><text></text><answer><text>3</text></answer></subquestion></question>
<question type="essay"><questiontext><text>Viết</text></questiontext><defaultgrade>5</defaultgrade><attachments>2</attachments>
 <graderinfo><text>Xem ý</text></graderinfo></question>
<question type="ordering"><questiontext><text>Xếp</text></questiontext><answer fraction="2"><text>hai</text></answer>
 <answer fraction="1"><text>một</text></answer><answer fraction="3"><text>ba</text></answer></question>
<question type="cloze"><questiontext><text>Gõ {{1:SHORTANSWER:=câu lệnh~=prompt~sai}} và {{2:NM:=15:1}} lần</text></questiontext></question>
<question type="gapselect"><questiontext><text>Một [[2]] hai [[1]]</text></questiontext>
 <selectoption><text>x</text></selectoption><selectoption><text>y</text></selectoption><selectoption><text>z</text></selectoption></question>
<question type="ddimageortext"><name><text>Kéo</text></name><questiontext><text>k</text></questiontext></question>
</quiz>"#
    );
    let read = check(
        Format::MoodleXml,
        &file,
        &[
            "single: +Mèo -Chó",
            "true_false: +Đúng -Sai",
            "text: +~Hà.*Nội +HN. strict",
            "number: +3.13..3.15",
            "match: a|b=1 c=2 r:1 r:2 r:3",
            "task: [Text, Image, File] 5",
            "order: một hai ba",
            "blanks: câu lệnh|prompt 14..16",
            "blanks: y x w:y w:x w:z",
        ],
        &[
            (4, "exchange-loss-penalty"),
            (12, "exchange-loss-tag"),
            (16, "exchange-loss-any-answer"),
            (18, "exchange-loss-unit"),
            (22, "exchange-loss-rubric"),
            (26, "exchange-loss-foreseen"),
            (29, "exchange-loss-type"),
        ],
    );
    let first = &read.questions[0];
    assert_eq!((first.points, first.shuffle, first.hints.len()), (2.0, Some(false), 1));
    assert!(first.stem.original.contains("<img"), "{}", first.stem.original);
    assert_eq!(read.imported.media.len(), 1);
    assert!(read.imported.media[0].name.starts_with("meo-1-") && read.imported.media[0].name.ends_with(".png"));
}

#[test]
fn qti_two_and_three() {
    let two = r#"<?xml version="1.0"?>
<assessmentItem xmlns="http://www.imsglobal.org/xsd/imsqti_v2p2" identifier="q1" title="Chọn">
 <responseDeclaration identifier="RESPONSE" cardinality="multiple" baseType="identifier">
  <correctResponse><value>A</value><value>C</value></correctResponse>
  <mapping defaultValue="0"><mapEntry mapKey="A" mappedValue="1"/><mapEntry mapKey="C" mappedValue="1"/><mapEntry mapKey="B" mappedValue="-1"/></mapping>
 </responseDeclaration>
 <itemBody><p>Hãy <strong>chọn</strong></p>
  <choiceInteraction responseIdentifier="RESPONSE" shuffle="false" maxChoices="0"><prompt>Những gì?</prompt>
   <simpleChoice identifier="A">một<feedbackInline outcomeIdentifier="F" identifier="A">hay</feedbackInline></simpleChoice>
   <simpleChoice identifier="B">hai</simpleChoice><simpleChoice identifier="C">ba</simpleChoice></choiceInteraction></itemBody>
 <modalFeedback outcomeIdentifier="F" identifier="x" showHide="show"><p>Vì thế.</p></modalFeedback>
</assessmentItem>"#;
    let read = check(Format::Qti, two, &["multiple: +một -hai +ba"], &[]);
    let question = &read.questions[0];
    assert!(question.choices()[0].feedback.as_ref().is_some_and(|html| html.original.contains("hay")));
    assert!(question.explanation.as_ref().is_some_and(|html| html.original.contains("Vì thế.")));
    assert_eq!(question.shuffle, Some(false));

    let three = |declaration: &str, body: &str| {
        format!(
            "<qti-assessment-item xmlns='http://www.imsglobal.org/xsd/imsqtiasi_v3p0' identifier='i' title='Câu'>{declaration}\
             <qti-item-body>{body}</qti-item-body></qti-assessment-item>"
        )
    };
    let declared = |cardinality: &str, base: &str, values: &[&str]| {
        let values: String = values.iter().map(|value| format!("<qti-value>{value}</qti-value>")).collect();
        format!(
            "<qti-response-declaration identifier='R' cardinality='{cardinality}' base-type='{base}'>\
             <qti-correct-response>{values}</qti-correct-response></qti-response-declaration>"
        )
    };
    let pairs = "<p>Ghép</p><qti-match-interaction response-identifier='R'><qti-simple-match-set>\
        <qti-simple-associable-choice identifier='a'>mèo</qti-simple-associable-choice><qti-simple-associable-choice identifier='b'>chó</qti-simple-associable-choice>\
        </qti-simple-match-set><qti-simple-match-set><qti-simple-associable-choice identifier='x'>cat</qti-simple-associable-choice>\
        <qti-simple-associable-choice identifier='y'>dog</qti-simple-associable-choice></qti-simple-match-set></qti-match-interaction>";
    let order = "<p>Xếp</p><qti-order-interaction response-identifier='R'><qti-simple-choice identifier='a'>A1</qti-simple-choice>\
        <qti-simple-choice identifier='b'>B1</qti-simple-choice><qti-simple-choice identifier='c'>C1</qti-simple-choice></qti-order-interaction>";
    let entry = "<p>Mấy? <qti-text-entry-interaction response-identifier='R'/></p>";
    let inside = "<p>Thủ đô là <qti-text-entry-interaction response-identifier='R'/> đó</p>";
    for (declaration, body, expected) in [
        (
            declared("single", "identifier", &["b"]),
            "<p>?</p><qti-choice-interaction response-identifier='R' max-choices='1'><qti-simple-choice identifier='a'>x</qti-simple-choice><qti-simple-choice identifier='b'>y</qti-simple-choice></qti-choice-interaction>",
            "single: -x +y",
        ),
        (declared("multiple", "directedPair", &["a y", "b x"]), pairs, "match: mèo=dog chó=cat r:dog r:cat"),
        (declared("ordered", "identifier", &["c", "a", "b"]), order, "order: C1 A1 B1"),
        (declared("single", "float", &["2.5"]), entry, "number: +2.5..2.5"),
        (declared("single", "string", &["ba"]), entry, "text: +ba"),
        (declared("single", "string", &["Hà Nội"]), inside, "blanks: Hà Nội"),
    ] {
        check(Format::Qti, &three(&declaration, body), &[expected], &[]);
    }
    let hotspot = three("", "<p>?</p><qti-hotspot-interaction response-identifier='R'/>");
    assert_eq!(super::import(Format::Qti, hotspot.as_bytes()).unwrap().losses[0].what, "exchange-loss-kept");
}

#[test]
fn mdbook_quiz() {
    let file = "[[questions]]\nid = \"q1\"\ntype = \"MultipleChoice\"\nprompt.prompt = \"\"\"\nWhat is `x`?\n\n```rust\nlet x = 1;\n```\n\"\"\"\n\
                prompt.distractors = [\"two\", \"three\"]\nanswer.answer = \"one\"\ncontext = \"**Because**\"\n\n\
                [[questions]]\ntype = \"ShortAnswer\"\nprompt.prompt = \"Name\"\nanswer.answer = \"let\"\nanswer.alternatives = [\"LET\"]\n\n\
                [[questions]]\ntype = \"Tracing\"\nprompt.program = \"fn main() {}\"\nanswer.doesCompile = true\n";
    let read = check(
        Format::MdbookQuiz,
        file,
        &["single: +one -two -three", "text: +let +LET"],
        &[(21, "exchange-loss-type")],
    );
    assert!(read.questions[0].stem.original.contains("<pre>"), "{}", read.questions[0].stem.original);
    assert!(
        read.questions[0].explanation.as_ref().is_some_and(|html| html.original.contains("<strong>Because</strong>"))
    );
}

#[test]
fn liascript() {
    let file = "# Khóa\n\n## Một\n\nAI là gì?\n\n    [( )] máy\n    [(X)] trí tuệ\n    [[?]] nghĩ đi\n    ****\n\n    Vì *thế*.\n\n    ****\n\n\
                Chọn hết\n\n    [[X]] a\n    [[ ]] b\n    [[X]] c\n\nGõ từ\n\n    [[prompt]]\n\n## Chọn từ\n\n[[một|(hai)|ba]]\n\n\
                ```\n[( )] không phải\n```\n\nKhảo sát\n\n    [(1)] ừ\n";
    let read = check(
        Format::LiaScript,
        file,
        &["single: -máy +trí tuệ", "multiple: +a -b +c", "text: +prompt", "single: -một +hai -ba"],
        &[(36, "exchange-loss-type")],
    );
    assert_eq!(read.questions[0].hints.len(), 1);
    assert!(read.questions[0].explanation.is_some());
    assert_eq!(read.imported.banks[0].title, "Khóa");
}

#[test]
fn hugging_face() {
    let file = "<!-- DISABLE -->\n# Quiz cuối chương[[quiz]]\n\n### 1. Mô hình là gì?\n\n<Question\n\tchoices={[\n\t\t{\n\t\t\ttext: \"Một \\\"máy\\\"\",\n\
                \t\t\texplain: \"Chưa đúng, <a href='https://a.vn/x'>xem</a>.\"\n\t\t},\n\t\t{\n\t\t\ttext: \"Trọng số\",\n\t\t\texplain: \"Đúng!\",\n\t\t\tcorrect: true\n\t\t}\n\t]}\n/>\n\n\
                ### 2. Chọn\n<Question choices={[{text: `a`, correct: true}, {text: 'b', correct: true}, {text: \"c\"}]} />\n";
    let read = check(Format::Hf, file, &["single: -Một &quot;máy&quot; +Trọng số", "multiple: +a +b -c"], &[]);
    assert_eq!(read.imported.banks[0].title, "Quiz cuối chương");
    assert!(
        read.questions[0].choices()[0].feedback.as_ref().is_some_and(|html| html.original.contains("https://a.vn/x"))
    );
}
