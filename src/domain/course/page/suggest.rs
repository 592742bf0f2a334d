//! 'Did you mean': the nearest of the words that are allowed here, by edit distance and by what a Vietnamese teacher
//! would call it.

use unicode_normalization::UnicodeNormalization as _;

/// What people write instead, in their own words; compared without regard to case, `-` and `_`.
const SYNONYMS: &[(&str, &str)] = &[
    ("điểm", "points"),
    ("điểmsố", "points"),
    ("kỹnăng", "skill"),
    ("kĩnăng", "skill"),
    ("skills", "skill"),
    ("đạt", "pass"),
    ("trộn", "shuffle"),
    ("xáotrộn", "shuffle"),
    ("đơnvị", "unit"),
    ("saisố", "tolerance"),
    ("dungsai", "tolerance"),
    ("chữhoa", "case"),
    ("hoathường", "case"),
    ("dấu", "accents"),
    ("rút", "draw"),
    ("sốcâu", "draw"),
    ("từ", "from"),
    ("nguồn", "from"),
    ("nộp", "submit"),
    ("ghim", "pin"),
    ("cốđịnh", "pin"),
    ("tỷlệ", "worth"),
    ("lýdo", "why"),
    ("vìsao", "why"),
    ("nhiều", "multi"),
    ("multiple", "multi"),
    ("một", "single"),
    ("số", "number"),
    ("numeric", "number"),
    ("chữ", "text"),
    ("vănbản", "text"),
    ("nhóm", "group"),
    ("kho", "pool"),
    ("ngânhàng", "pool"),
    ("phần", "section"),
    ("tựkiểmtra", "check"),
    ("kiểmtra", "check"),
    ("ghép", "match"),
    ("matching", "match"),
    ("sắpxếp", "order"),
    ("ordering", "order"),
    ("điềntừ", "blanks"),
    ("thựchành", "task"),
    ("khảosát", "survey"),
    ("biếnthể", "variants"),
    ("bàimẫu", "solution"),
];

/// The candidate that was probably meant: a synonym, else the nearest at an edit distance of at most 2.
pub(crate) fn nearest<'c>(word: &str, candidates: impl IntoIterator<Item = &'c str>) -> Option<&'c str> {
    let word: String = word.nfc().flat_map(char::to_lowercase).take(64).collect();
    let bare: String = word.chars().filter(|character| !matches!(character, '-' | '_' | ' ')).collect();
    let synonym = SYNONYMS.iter().find(|(vietnamese, _)| *vietnamese == bare).map(|(_, meant)| *meant);
    let length = word.chars().count();
    candidates
        .into_iter()
        .filter_map(|candidate| {
            if Some(candidate) == synonym {
                return Some((0, candidate));
            }
            let distance = strsim::osa_distance(&word, candidate);
            (distance <= 2 && distance < length.max(2)).then_some((distance, candidate))
        })
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn the_nearest_word_is_found_by_distance_or_by_its_vietnamese_name() {
        let words = ["points", "skill", "shuffle", "pin"];
        for (written, meant) in [
            ("pionts", Some("points")),
            ("Point", Some("points")),
            ("điểm", Some("points")),
            ("kỹ-năng", Some("skill")),
            ("kỹ_năng", Some("skill")),
            ("xyz", None),
            ("p", None),
            ("", None),
        ] {
            assert_eq!(nearest(written, words), meant, "{written}");
        }
    }
}
