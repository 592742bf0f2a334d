//! What a file's name says: number, language suffix, ending, slug; and the natural order of names.

use sha2::{Digest, Sha256};
use std::cmp::Ordering;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Lower case, accents removed, `đ` as `d`, anything else one `-`. May be empty.
pub(crate) fn slug(text: &str) -> String {
    let mut slug = String::new();
    for c in text.nfd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase) {
        let c = if c == 'đ' { 'd' } else { c };
        if c.is_ascii_alphanumeric() {
            slug.push(c);
        } else if !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
    }
    slug.truncate(slug.trim_end_matches('-').len());
    slug
}

/// A slug that is never empty: names of other scripts get a number of their own.
pub(super) fn slug_or_hash(text: &str) -> String {
    let slug = slug(text);
    if slug.is_empty() { format!("p-{}", &hex(&Sha256::digest(text.as_bytes()))[..8]) } else { slug }
}

/// `01-ai-la-gi` without `01-`; the whole where nothing would remain.
pub(super) fn without_number(name: &str) -> &str {
    let rest = name.trim_start_matches(|c: char| c.is_ascii_digit());
    if rest.len() == name.len() {
        return name;
    }
    let bare = rest.trim_start_matches(['-', '_', '.', ' ']);
    if bare.len() == rest.len() || bare.is_empty() { name } else { bare }
}

/// Name without `.md` or `.mdx`; none for other files.
pub(super) fn markdown_stem(name: &str) -> Option<&str> {
    name.strip_suffix(".md").or_else(|| name.strip_suffix(".mdx")).filter(|stem| !stem.is_empty())
}

/// Folder (empty for the root) and name of a path.
pub(super) fn split(path: &str) -> (&str, &str) {
    path.rsplit_once('/').unwrap_or(("", path))
}

/// A readable name: `01-cau_lenh` is `Cau lenh`; where somebody wrote blanks, hyphens are meant.
pub(super) fn readable(name: &str) -> String {
    let bare: String = without_number(name).nfc().collect();
    let words = if bare.contains(' ') { bare } else { bare.replace(['-', '_'], " ") };
    let mut chars = words.trim().chars();
    chars.next().map_or_else(|| name.to_owned(), |first| first.to_uppercase().chain(chars).collect())
}

/// Compares names as people do: 2 before 10, capitals and the form of accents aside.
pub(super) fn natural(one: &str, other: &str) -> Ordering {
    let (mut left, mut right) = (one.nfc().peekable(), other.nfc().peekable());
    loop {
        let (Some(a), Some(b)) = (left.peek().copied(), right.peek().copied()) else {
            return left.peek().is_some().cmp(&right.peek().is_some()).then_with(|| one.cmp(other));
        };
        let order = if a.is_ascii_digit() && b.is_ascii_digit() {
            number(&mut left).cmp(&number(&mut right))
        } else {
            left.next();
            right.next();
            a.to_lowercase().cmp(b.to_lowercase())
        };
        if order != Ordering::Equal {
            return order;
        }
    }
}

fn number(chars: &mut std::iter::Peekable<impl Iterator<Item = char>>) -> (usize, String) {
    let mut digits = String::new();
    while let Some(digit) = chars.next_if(char::is_ascii_digit) {
        if digit != '0' || !digits.is_empty() {
            digits.push(digit);
        }
    }
    (digits.len(), digits)
}

/// Bytes as lower-case hexadecimal.
pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn vietnamese_names_become_plain_slugs() {
        for (name, expected) in [
            ("Đánh giá cuối khóa", "danh-gia-cuoi-khoa"),
            ("AI là gì?", "ai-la-gi"),
            ("đ", "d"),
            ("--a__b--", "a-b"),
            ("C++", "c"),
            ("日本", ""),
            ("Ữ ữ", "u-u"),
        ] {
            assert_eq!(slug(name), expected);
        }
        assert_eq!(slug_or_hash("日本").len(), 10);
    }

    #[test]
    fn numbers_before_a_name_go_unless_nothing_remains() {
        for (name, expected) in
            [("01-a", "a"), ("1", "1"), ("10_b c", "b c"), ("3d", "3d"), ("01-", "01-"), ("2. x", "x"), ("", "")]
        {
            assert_eq!(without_number(name), expected);
        }
        assert_eq!(readable("02-cau_lenh"), "Cau lenh");
        assert_eq!(readable("transitions"), "Transitions");
    }

    #[test]
    fn two_comes_before_ten() {
        let mut names = vec!["10-b", "2-a", "b", "A", "02-a", "1.mdx", "a1b", "a01c"];
        names.sort_by(|a, b| natural(a, b));
        assert_eq!(names, ["1.mdx", "02-a", "2-a", "10-b", "A", "a1b", "a01c", "b"]);
    }
}
