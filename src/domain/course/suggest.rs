//! 'Did you mean': the nearest known word by edit distance, and what Vietnamese teachers write for our keys, classes
//! and settings.

use unicode_normalization::UnicodeNormalization as _;

/// Words that are no typing mistakes but another name for a word of ours; compared without spaces, `-` and `_`.
const SYNONYMS: &[(&str, &str)] = &[
    ("author", "authors"),
    ("bàimẫu", "solution"),
    ("biếnthể", "variants"),
    ("cảnhbáo", "warning"),
    ("canhbao", "warning"),
    ("chờ", "cooldown"),
    ("chúý", "note"),
    ("chuy", "note"),
    ("chữ", "text"),
    ("chữhoa", "case"),
    ("cốđịnh", "pin"),
    ("cậpnhật", "updated"),
    ("danger", "caution"),
    ("date", "updated"),
    ("description", "summary"),
    ("dungsai", "tolerance"),
    ("duration", "minutes"),
    ("dấu", "accents"),
    ("dễ", "easy"),
    ("đạt", "pass"),
    ("độkhó", "difficulty"),
    ("điềntừ", "blanks"),
    ("điểm", "pass"),
    ("điểm", "points"),
    ("điểmsố", "points"),
    ("điểmđạt", "pass"),
    ("đóng", "close"),
    ("đơnvị", "unit"),
    ("đốitượng", "audience"),
    ("ghichú", "note"),
    ("ghichu", "note"),
    ("ghim", "pin"),
    ("ghép", "match"),
    ("giấyphép", "license"),
    ("gợiý", "tip"),
    ("goiy", "tip"),
    ("hint", "tip"),
    ("hoathường", "case"),
    ("hoànthành", "complete"),
    ("info", "note"),
    ("kho", "pool"),
    ("khó", "hard"),
    ("khảosát", "survey"),
    ("kiểmtra", "check"),
    ("kĩnăng", "skill"),
    ("kĩnăng", "skills"),
    ("kỹnăng", "skill"),
    ("kỹnăng", "skills"),
    ("loại", "kind"),
    ("lưuý", "note"),
    ("luuy", "note"),
    ("lýdo", "why"),
    ("lầnlàm", "attempts"),
    ("matching", "match"),
    ("mã", "id"),
    ("mẹo", "tip"),
    ("mở", "open"),
    ("multiple", "multi"),
    ("một", "single"),
    ("nghỉ", "cooldown"),
    ("nguyhiểm", "caution"),
    ("nguồn", "from"),
    ("nguồn", "source"),
    ("ngânhàng", "pool"),
    ("ngônngữ", "lang"),
    ("ngônngữ", "languages"),
    ("nhiều", "multi"),
    ("nháp", "draft"),
    ("nhóm", "group"),
    ("numeric", "number"),
    ("nộp", "submit"),
    ("ordering", "order"),
    ("phiênbản", "version"),
    ("phút", "minutes"),
    ("phảnhồi", "feedback"),
    ("phần", "section"),
    ("quantrọng", "important"),
    ("quantrong", "important"),
    ("rút", "draw"),
    ("saisố", "tolerance"),
    ("skills", "skill"),
    ("số", "number"),
    ("sốcâu", "draw"),
    ("sốlần", "attempts"),
    ("sắpxếp", "order"),
    ("tags", "skills"),
    ("thờigian", "time-limit"),
    ("thựchành", "task"),
    ("thứtự", "order"),
    ("tiêuđề", "title"),
    ("toán", "math"),
    ("trungbình", "medium"),
    ("trọngsố", "weight"),
    ("trộn", "shuffle"),
    ("tácgiả", "authors"),
    ("tên", "title"),
    ("tómtắt", "summary"),
    ("tỷlệ", "worth"),
    ("từ", "from"),
    ("tựkiểmtra", "check"),
    ("vìsao", "why"),
    ("vừa", "medium"),
    ("vănbản", "text"),
    ("xáotrộn", "shuffle"),
    ("yêucầu", "requires"),
];

/// A longer word is no slip of anything.
const LONGEST: usize = 200;

/// The word of `known` that was probably meant: another name for it, or at most two slips away.
#[must_use]
pub fn nearest<'a>(written: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let written: String = written.nfc().flat_map(char::to_lowercase).take(LONGEST + 1).collect();
    let joined = written.replace([' ', '_'], "-");
    let bare = joined.replace('-', "");
    let length = joined.chars().count();
    let allowed: u8 = if length <= 3 { 1 } else { 2 };
    let letters = letters_of(joined.chars());
    let rank = |word: &str| {
        if SYNONYMS.iter().any(|(other, meant)| *other == bare && *meant == word) {
            return Some(0);
        }
        let width = word.chars().count();
        let most = usize::from(allowed);
        if width.abs_diff(length) > most || length > LONGEST {
            return None;
        }
        // A slip changes at most two of the letters that occur.
        let slips = (letters ^ letters_of(word.chars().flat_map(char::to_lowercase))).count_ones();
        if slips > 2 * u32::from(allowed) {
            return None;
        }
        let distance = strsim::osa_distance(&joined, &word.to_lowercase().replace([' ', '_'], "-"));
        (distance <= most && distance < width).then_some(distance)
    };
    known.into_iter().filter_map(|word| Some((rank(word)?, word))).min().map(|(_, word)| word)
}

/// Which letters occur, 64 kinds of them; ` `, `_` and `-` are one.
fn letters_of(letters: impl Iterator<Item = char>) -> u64 {
    letters.fold(0, |set, letter| {
        let letter = if matches!(letter, ' ' | '_') { '-' } else { letter };
        set | 1 << (u32::from(letter) % 64)
    })
}

#[cfg(test)]
mod tests {
    use super::nearest;
    use proptest::prelude::*;

    #[test]
    fn slips_and_vietnamese_names_find_the_word() {
        let keys = ["title", "pass", "pass-skill", "skills", "time-limit", "id", "draw"];
        let settings = ["points", "skill", "shuffle", "pin"];
        for (written, known, meant) in [
            ("tiltle", &keys[..], Some("title")),
            ("Title", &keys, Some("title")),
            ("time_limit", &keys, Some("time-limit")),
            ("điểm", &keys, Some("pass")),
            ("kỹ năng", &keys, Some("skills")),
            ("số_câu", &keys, Some("draw")),
            ("rdaw", &keys, Some("draw")),
            ("layout", &keys, None),
            ("xy", &keys, None),
            ("", &keys, None),
            ("pionts", &settings, Some("points")),
            ("Point", &settings, Some("points")),
            ("điểm", &settings, Some("points")),
            ("độ_khó", &["difficulty"], Some("difficulty")),
            ("dễ", &["easy", "medium", "hard"], Some("easy")),
            ("kỹ-năng", &settings, Some("skill")),
            ("kỹ_năng", &settings, Some("skill")),
            ("xyz", &settings, None),
            ("p", &settings, None),
            ("GỢI Ý", &["note", "tip"], Some("tip")),
        ] {
            assert_eq!(nearest(written, known.iter().copied()), meant, "{written}");
        }
    }

    proptest! {
        #[test]
        fn what_is_two_slips_away_is_found(word in "[a-yàáạảãăâđêôơư]{5,12}", slips in prop::collection::vec((0_usize..12, "[a-zàáạảãăâđêôơư]"), 0..=2)) {
            let mut written: Vec<char> = word.chars().collect();
            for (at, letter) in slips {
                let at = at % written.len();
                written[at] = letter.chars().next().unwrap_or('x');
            }
            let written: String = written.into_iter().collect();
            let normal: String = unicode_normalization::UnicodeNormalization::nfc(word.as_str()).collect();
            prop_assert_eq!(nearest(&written, [normal.as_str()]), Some(normal.as_str()));
        }
    }

    #[test]
    fn capitals_of_file_names_do_not_count_as_slips() {
        assert_eq!(nearest("Media/Anh_1.PNG", ["media/anh-1.png", "media/anh-2.png"]), Some("media/anh-1.png"));
        assert_eq!(nearest(&"a".repeat(100_000), ["a"]), None);
    }
}
