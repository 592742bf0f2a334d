//! Moodle's calculated questions become variants.

use super::{Format, key, read};

fn set(name: &str, values: &[&str]) -> String {
    let items: String = (1..)
        .zip(values)
        .map(|(at, value)| format!("<dataset_item><number>{at}</number><value>{value}</value></dataset_item>"))
        .collect();
    format!(
        "<dataset_definition><name><text>{name}</text></name><type>calculated</type><dataset_items>{items}</dataset_items></dataset_definition>"
    )
}

fn file(kind: &str, text: &str, answers: &str, sets: &[String]) -> String {
    format!(
        "<quiz>\n<question type=\"{kind}\"><name><text>Tiền</text></name><questiontext format=\"html\"><text><![CDATA[{text}]]></text></questiontext>\
         <generalfeedback><text>Là {{={{a}}*{{b}}}}.</text></generalfeedback>\n{answers}\n<dataset_definitions>{}</dataset_definitions></question></quiz>",
        sets.concat()
    )
}

fn answer(fraction: u32, formula: &str, more: &str) -> String {
    format!(
        "<answer fraction=\"{fraction}\"><text>{formula}</text>{more}<feedback><text>Số {{a}}</text></feedback></answer>"
    )
}

/// Keys of the variants.
fn keys(question: &crate::course::question::Question) -> Vec<String> {
    let row = |at: u32| key(&std::sync::Arc::new(question.clone()).with_variant(Some(at)));
    (0..u32::try_from(question.variants.len()).unwrap()).map(row).collect()
}

#[test]
fn a_formula_of_ours_stays_a_formula() {
    let sets = [set("a", &["2.5", "10", "3"]), set("b", &["4", "1.125", "7"])];
    let answers = answer(100, "{a}*{b}", "<tolerance>0.01</tolerance><tolerancetype>2</tolerancetype>")
        + &answer(0, "{a} + {b}", "<tolerance>0.1</tolerance><tolerancetype>1</tolerancetype>");
    let read = read(
        Format::MoodleXml,
        file("calculated", "<p>{a} kg giá <b>{b}</b> đồng, tổng {c}?</p>", &answers, &sets).as_bytes(),
    );
    assert_eq!(read.codes, [] as [String; 0], "{}", read.text);
    assert_eq!(read.lost(), [], "{}", read.text);
    assert!(read.text.contains("- [x] {{= a * b }} ± 0.01\n"), "{}", read.text);
    let [question] = read.questions.as_slice() else { panic!("{}", read.text) };
    assert_eq!(keys(question)[0], "number: +9.99..10.01 -5.85..7.15");
    assert_eq!(keys(question).len(), 3);
    assert!(
        question.variants[1].stem.original.contains("10 kg giá <strong>1.1250</strong>"),
        "{:?}",
        question.variants[1]
    );
    assert!(question.variants[2].explanation.as_ref().is_some_and(|html| html.original.contains("Là 21.")));
}

#[test]
fn a_formula_that_only_moodle_has_is_worked_out() {
    let sets = [set("bán kính", &["1", "2"]), set("2x", &["4", "9"])];
    let answers = answer(
        100,
        "pow({bán kính},2)*pi() + sqrt({2x})",
        "<tolerance>0.1</tolerance><tolerancetype>3</tolerancetype>",
    );
    let read = read(
        Format::MoodleXml,
        file("calculatedsimple", "<p>{bán kính}; {2x}</p>", &answers, &sets).replace("Là {={a}*{b}}.", "").as_bytes(),
    );
    assert_eq!(read.codes, [] as [String; 0], "{}", read.text);
    assert_eq!(read.lost(), [(3, "exchange-loss-formula-values"), (3, "exchange-loss-tolerance")]);
    assert!(read.text.contains("| ban_kinh | x_2x | ket_qua |\n"), "{}", read.text);
    assert!(read.text.contains("| 1 | 4 | 5.141593 |\n| 2 | 9 | 15.566371 |\n"), "{}", read.text);
    assert_eq!(read.questions[0].variants.len(), 2);
}

#[test]
fn choices_are_worked_out_as_well() {
    let sets = [set("a", &["1", "2"]), set("b", &["3", "7"])];
    let more = "<correctanswerformat>1</correctanswerformat><correctanswerlength>2</correctanswerlength>";
    let answers = answer(100, "{={a}/{b}}", more) + &answer(0, "Là {={a}*{b}*2} đồng", more);
    let read = read(
        Format::MoodleXml,
        file("calculatedmulti", "{a} {b}?", &(answers + "<single>true</single>"), &sets).as_bytes(),
    );
    assert_eq!(read.codes, [] as [String; 0], "{}", read.text);
    assert_eq!(read.lost(), []);
    assert_eq!(keys(&read.questions[0]), ["single: +0,33 -Là 6 đồng", "single: +0,29 -Là 28 đồng"], "{}", read.text);
}

#[test]
fn what_has_no_value_is_left_out_and_said() {
    let lost = |answers: &str, sets: &[String]| {
        let read = super::import(Format::MoodleXml, file("calculated", "{a}", answers, sets).as_bytes()).unwrap();
        let lost: Vec<&str> = read.losses.iter().map(|loss| loss.what).collect();
        (lost, read.banks.first().map(|bank| bank.questions[0].variants.clone().unwrap().rows.len()))
    };
    let two = [set("a", &["1", "2", "2"]), set("b", &["0", "1", "1"])];
    assert_eq!(lost(&answer(100, "{a}/{b}", ""), &two), (vec!["exchange-loss-rows"], Some(1)));
    assert_eq!(lost(&answer(100, "rand({a})", ""), &two), (vec!["exchange-loss-formula-key"], None));
    assert_eq!(lost(&answer(100, "{a} % 2", ""), &two), (vec!["exchange-loss-formula-key"], None));
    assert_eq!(lost(&answer(100, "{d}", ""), &two), (vec!["exchange-loss-formula-key"], None));
    assert_eq!(lost(&answer(100, "{a}", ""), &[]), (vec!["exchange-loss-dataset"], None));
    assert_eq!(lost(&answer(100, "1/0", ""), &two), (vec!["exchange-loss-rows"], None));
    let many: Vec<String> = (0..150).map(|value| value.to_string()).collect();
    let many: Vec<&str> = many.iter().map(String::as_str).collect();
    let (losses, rows) = lost(&answer(100, "{a}", ""), &[set("a", &many), set("b", &many)]);
    assert_eq!((losses, rows), (vec!["exchange-loss-rows"], Some(100)));
}

#[test]
fn formulas_made_to_do_harm_are_survived() {
    let sets = [set("a", &["1", "2"])];
    for piece in ["(", "{a}*", "-", "pow(", "{", "}", "{=", "{a", ",", "round(1,", "9"] {
        let formula = piece.repeat(2_000 / piece.len());
        let bytes = file("calculated", &format!("{{={formula}}} {formula}"), &answer(100, &formula, ""), &sets);
        let _ = super::import(Format::MoodleXml, bytes.as_bytes());
    }
}
