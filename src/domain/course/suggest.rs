//! 'Did you mean': the nearest known word by edit distance, and what Vietnamese teachers write for our keys.

/// Words that are no typing mistakes but another name for a key of ours.
const SYNONYMS: &[(&str, &str)] = &[
    ("author", "authors"),
    ("chờ", "cooldown"),
    ("cập-nhật", "updated"),
    ("date", "updated"),
    ("description", "summary"),
    ("duration", "minutes"),
    ("đạt", "pass"),
    ("điểm-đạt", "pass"),
    ("điểm", "points"),
    ("điểm", "pass"),
    ("đóng", "close"),
    ("đối-tượng", "audience"),
    ("giấy-phép", "license"),
    ("hoàn-thành", "complete"),
    ("kỹ-năng", "skills"),
    ("kỹ-năng", "skill"),
    ("loại", "kind"),
    ("lần-làm", "attempts"),
    ("mã", "id"),
    ("mở", "open"),
    ("nghỉ", "cooldown"),
    ("nguồn", "source"),
    ("ngôn-ngữ", "languages"),
    ("ngôn-ngữ", "lang"),
    ("nháp", "draft"),
    ("phiên-bản", "version"),
    ("phút", "minutes"),
    ("phản-hồi", "feedback"),
    ("rút", "draw"),
    ("số-câu", "draw"),
    ("số-lần", "attempts"),
    ("tags", "skills"),
    ("thời-gian", "time-limit"),
    ("thứ-tự", "order"),
    ("tiêu-đề", "title"),
    ("toán", "math"),
    ("trọng-số", "weight"),
    ("trộn", "shuffle"),
    ("tác-giả", "authors"),
    ("tên", "title"),
    ("tóm-tắt", "summary"),
    ("xáo-trộn", "shuffle"),
    ("yêu-cầu", "requires"),
];

/// The word of `known` that was probably meant: another name for it, or at most two slips away.
pub(super) fn nearest<'a>(written: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let written: String = written.to_lowercase().split([' ', '_', '-']).collect::<Vec<_>>().join("-");
    let allowed = if written.chars().count() <= 3 { 1 } else { 2 };
    let rank = |word: &str| {
        if SYNONYMS.iter().any(|(other, key)| *other == written && *key == word) {
            return Some(0);
        }
        let distance = strsim::osa_distance(&written, &word.to_lowercase());
        (distance <= allowed && distance < word.chars().count()).then_some(distance)
    };
    known.into_iter().filter_map(|word| Some((rank(word)?, word))).min().map(|(_, word)| word)
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn slips_and_vietnamese_names_find_the_key() {
        let keys = ["title", "pass", "pass-skill", "skills", "time-limit", "id", "draw"];
        for (written, meant) in [
            ("tiltle", Some("title")),
            ("Title", Some("title")),
            ("time_limit", Some("time-limit")),
            ("điểm", Some("pass")),
            ("kỹ năng", Some("skills")),
            ("số_câu", Some("draw")),
            ("rdaw", Some("draw")),
            ("layout", None),
            ("xy", None),
            ("", None),
        ] {
            assert_eq!(nearest(written, keys), meant, "{written}");
        }
    }
}
