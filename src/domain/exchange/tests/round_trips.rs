//! Ours to theirs and back: type, choices and key stay on what both sides know.

use super::{Format, judge, key};
use crate::course::{CompiledCourse, CourseSource, compile};
use crate::exchange::export::{ExportFormat, export};
use crate::exchange::import;
use proptest::prelude::*;
use std::collections::BTreeMap;

fn course(bank: &str) -> CompiledCourse {
    let mut source = CourseSource { folder: "khoa".to_owned(), ..CourseSource::default() };
    let mut add = |name: &str, text: &str| source.tree.texts.insert(name.to_owned(), Ok(text.as_bytes().to_vec()));
    add("course.toml", "id = \"khoa\"\n[title]\nvi = \"Khóa\"\n");
    add("bai.md", "# Bài\n\nChào.\n");
    add("bank/a.md", bank);
    source.tree.media.insert("media/x.png".to_owned(), 10.into());
    let compilation = compile(&source);
    compilation.course.unwrap_or_else(|| panic!("{:?}\n{bank}", compilation.diagnostics))
}

/// The keys before and after.
fn there_and_back(bank: &str, to: ExportFormat, from: Format) -> (Vec<String>, Vec<String>) {
    let course = course(bank);
    let mut before: Vec<&crate::course::question::Question> = Vec::new();
    for question in course.questions.values() {
        before.push(question);
    }
    before.sort_by_key(|question| question.line);
    let exported = export(&course, None, to, BTreeMap::new()).unwrap();
    let shown = String::from_utf8_lossy(&exported.bytes).into_owned();
    let imported = import(from, &exported.bytes).unwrap_or_else(|error| panic!("{error:?}\n{shown}"));
    let read = judge(imported, from);
    let shown = if shown.starts_with("PK") { String::new() } else { shown };
    assert_eq!(read.codes, [] as [String; 0], "{shown}\n{}", read.text);
    (before.into_iter().map(key).collect(), read.questions.iter().map(key).collect())
}

const COMMON: &str = "# Ngân hàng\n\n\
    ## Một **câu** hỏi: a = b? {#mot}\n\nXem `x ~ {y}`.\n\n- [ ] sai #1\n  > chưa {đúng}\n- [x] đúng: a -> b\n- [ ] cả <hai>\n\nVì *thế*.\n\n\
    ## Nhiều {#nhieu}\n\n- [x] a\n- [ ] b\n- [x] c\n\n\
    ## Trọng số {#trong-so}\n\n- [x] a <!-- {worth=50%} -->\n- [x] b <!-- {worth=50%} -->\n- [ ] c <!-- {worth=-25%} -->\n\n\
    ## Đất tròn {#tron}\n\n- [x] Đúng\n- [ ] Sai\n  > Sai rồi\n\n\
    ## Mấy {#may .number}\n\n- [x] 15 ± 0.5\n- [x] 1..2\n\n\
    ## Thủ đô {#thu-do .text}\n\n- [x] Hà Nội\n- [x] A=B\n\n\
    ## Ghép {#ghep .match}\n\n| A | B |\n|---|---|\n| mèo | cat |\n| chó | dog |\n|  | cow |\n";

const MORE: &str = "\n## Xếp {#xep .order}\n\n1. một\n2. hai\n3. ba\n\n\
    ## Điền {#dien .blanks}\n\nGõ [[câu lệnh|prompt]] rồi [[=15±1]] lần [[x]].\n\n\
    ## Chọn {#chon .blanks words=yes}\n\nMột [[mèo]] hai [[chó]].\n\n- [ ] gà\n";

#[test]
fn what_both_sides_know_stays() {
    let all = format!("{COMMON}{MORE}");
    for (bank, to, from) in [
        (COMMON, ExportFormat::Gift, Format::Gift),
        (&all, ExportFormat::MoodleXml, Format::MoodleXml),
        (&all, ExportFormat::Qti3, Format::Qti),
        (&all, ExportFormat::Qti2, Format::Qti),
    ] {
        let (before, after) = there_and_back(bank, to, from);
        assert_eq!(before, after, "{to:?}");
    }
}

#[test]
fn what_is_lost_is_said_question_by_question() {
    let bank = "# N\n\n## Một {#mot points=2}\n\n> [!TIP]\n> g\n\n- [x] a <!-- {why=nham} -->\n- [ ] b\n- [ ] ![dấu](../media/x.png)\n\n\
                ## Hai {#hai partial=exact}\n\n- [x] a\n- [x] b\n- [ ] c\n\n## Ba {#ba .text}\n\n- [x] Hà Nội\n- [x] `/h.*/`\n\n\
                ## Bốn {#bon .order}\n\n1. a\n2. b\n3. c\n\n## Năm {#nam .number unit=m}\n\n- [x] 5\n- [ ] 6\n";
    let lost = |format| {
        let exported = export(&course(bank), None, format, BTreeMap::new()).unwrap();
        exported
            .losses
            .iter()
            .map(|loss| format!("{} {}", loss.id, loss.what.trim_start_matches("exchange-export-")))
            .collect::<Vec<_>>()
    };
    assert_eq!(
        lost(ExportFormat::Gift),
        [
            "mot hints",
            "mot points",
            "mot choice-notes",
            "mot media",
            "hai partial",
            "ba accents",
            "ba regex",
            "bon type",
            "nam unit"
        ]
    );
    assert_eq!(
        lost(ExportFormat::MoodleXml),
        ["mot choice-notes", "mot media", "hai partial", "ba accents", "ba regex", "nam unit"]
    );
    assert_eq!(
        lost(ExportFormat::Qti3),
        [
            "mot hints",
            "mot choice-notes",
            "mot media",
            "ba accents",
            "ba regex",
            "bon partial",
            "nam unit",
            "nam foreseen"
        ]
    );
}

#[test]
fn one_file_of_a_course_can_be_exported() {
    let course = course(COMMON);
    assert_eq!(export(&course, Some("bank/a.md"), ExportFormat::Gift, BTreeMap::new()).unwrap().questions, 7);
    assert_eq!(export(&course, Some("bank/b.md"), ExportFormat::Gift, BTreeMap::new()).unwrap().questions, 0);
}

/// One question with these choices, the first always right, through every format that can be read back.
fn choices_come_back<'t>(stem: &str, texts: impl IntoIterator<Item = &'t str>, rights: &[bool]) {
    let mut lines = String::new();
    for (at, (text, right)) in texts.into_iter().zip(rights).enumerate() {
        let mark = if *right || at == 0 { 'x' } else { ' ' };
        lines.push_str(&format!("- [{mark}] {}{at}\n", crate::exchange::text::inline(text)));
    }
    let bank = format!("# N\n\n## {} {{#cau}}\n\n{lines}", crate::exchange::text::inline(stem));
    for (to, from) in [
        (ExportFormat::Gift, Format::Gift),
        (ExportFormat::MoodleXml, Format::MoodleXml),
        (ExportFormat::Qti3, Format::Qti),
        (ExportFormat::Qti2, Format::Qti),
    ] {
        let (before, after) = there_and_back(&bank, to, from);
        assert_eq!(before, after, "{to:?}");
    }
}

#[test]
fn braces_in_a_heading_are_no_settings() {
    choices_come_back("a{a=}a", ["a0", "ơ0"], &[false, false]);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_choices_come_back(
        texts in proptest::collection::btree_set("[a-zăâđêôơư0-9][a-z0-9 ~=#{}:<>&%*_.-]{0,12}[a-z0-9]", 2..6),
        rights in proptest::collection::vec(any::<bool>(), 6),
        stem in "[a-zđ][a-z ~=#{}:<>&%*_.-]{0,30}[a-z]",
    ) {
        choices_come_back(&stem, texts.iter().map(String::as_str), &rights);
    }
}
