//! Numbers as learners type them: `12,5`, `12.5`, `60 000`, `60.000`. What cannot be read is wrong, never an error.

use crate::course::question::NumberRange;

/// Whether the typed text, in any of its readings, lies in the range. Bounds are inclusive; the last bits that a float
/// loses in `15.2 + 0.5` are forgiven, and no more than they.
pub(super) fn lies_in(typed: &str, range: NumberRange) -> bool {
    let dust = 4.0 * f64::EPSILON * range.low.abs().max(range.high.abs());
    readings(typed).into_iter().any(|number| range.low - dust <= number && number <= range.high + dust)
}

/// Every number that the text may mean; none where it is no number. `60.000` is 60000 and 60.
fn readings(typed: &str) -> Vec<f64> {
    let mut text: String = typed.chars().filter(|c| !c.is_whitespace() && !is_invisible(*c)).collect();
    let negative = text.starts_with(['-', '\u{2212}']);
    if text.starts_with(['+', '-', '\u{2212}']) {
        text = text.chars().skip(1).collect();
    }
    if !text.contains(|c: char| c.is_ascii_digit()) || text.contains(|c: char| !c.is_ascii_digit() && !is_separator(c))
    {
        return Vec::new();
    }
    let plain = [as_decimal(&text), as_grouped(&text)];
    let numbers = plain.into_iter().flatten().filter_map(|digits| digits.parse::<f64>().ok());
    numbers.filter(|number| number.is_finite()).map(|number| if negative { -number } else { number }).collect()
}

fn is_separator(c: char) -> bool {
    matches!(c, '.' | ',')
}

/// What phones and copied texts leave between digits without showing it.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}')
}

/// The reading in which the last separator is the decimal one, and any before it, of the other kind, part groups.
fn as_decimal(text: &str) -> Option<String> {
    let Some(at) = text.rfind(is_separator) else { return Some(text.to_owned()) };
    let (whole, fraction) = (&text[..at], &text[at + 1..]);
    let decimal = &text[at..=at];
    let whole = if whole.contains(is_separator) { as_grouped(whole)? } else { whole.to_owned() };
    (!text[..at].contains(decimal)).then(|| format!("{whole}.{fraction}"))
}

/// The reading in which every separator parts groups of three digits; all of one kind.
fn as_grouped(text: &str) -> Option<String> {
    let separator = text.chars().find(|c| is_separator(*c))?;
    let mut groups = text.split(separator);
    let first = groups.next()?;
    let leads = (1..=3).contains(&first.len()) && !first.starts_with('0') && is_digits(first);
    (leads && groups.all(|group| group.len() == 3 && is_digits(group))).then(|| text.replace(separator, ""))
}

fn is_digits(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn learners_write_numbers_in_many_ways() {
        for (typed, expected) in [
            ("60", vec![60.0]),
            (" 60 000 ", vec![60_000.0]),
            ("60\u{a0}000", vec![60_000.0]),
            ("60\u{202f}000", vec![60_000.0]),
            ("60.000", vec![60.0, 60_000.0]),
            ("60,000", vec![60.0, 60_000.0]),
            ("12,5", vec![12.5]),
            ("12.5", vec![12.5]),
            ("12,50", vec![12.5]),
            ("+3", vec![3.0]),
            ("-3,5", vec![-3.5]),
            ("\u{2212}3", vec![-3.0]),
            ("- 3", vec![-3.0]),
            (",5", vec![0.5]),
            ("5.", vec![5.0]),
            ("0,125", vec![0.125]),
            ("0.000", vec![0.0]),
            ("1.000.000", vec![1_000_000.0]),
            ("1.234,5", vec![1234.5]),
            ("1,234.567", vec![1234.567]),
            ("1.234.567,89", vec![1_234_567.89]),
            ("007", vec![7.0]),
            ("1234.567", vec![1234.567]),
        ] {
            assert_eq!(readings(typed), expected, "{typed:?}");
        }
    }

    #[test]
    fn junk_is_no_number() {
        for typed in [
            "",
            " ",
            ".",
            ",",
            "-",
            "+-3",
            "--3",
            "3-",
            "NaN",
            "nan",
            "inf",
            "-inf",
            "infinity",
            "1e3",
            "1E3",
            "0x10",
            "12,5,3",
            "1.23.456",
            "1.234,5.6",
            "1.2,3,4",
            "12 kg",
            "60%",
            "mười",
            "٣",
            "1_000",
            "1'000",
            "½",
            "1/2",
            "1..2",
            "1.,2",
        ] {
            assert_eq!(readings(typed), Vec::<f64>::new(), "{typed:?}");
        }
        assert_eq!(readings(&"9".repeat(3_000)), Vec::<f64>::new(), "beyond every float");
    }

    #[test]
    fn bounds_are_inclusive_and_floats_do_not_bite() {
        let about = |centre: f64, by: f64| NumberRange { low: centre - by, high: centre + by };
        for (typed, range, expected) in [
            ("15,7", about(15.2, 0.5), true),
            ("14.7", about(15.2, 0.5), true),
            ("15,71", about(15.2, 0.5), false),
            ("15.7000001", about(15.2, 0.5), false),
            ("0,3", about(0.2, 0.1), true),
            ("0,1", about(0.2, 0.1), true),
            ("0,2", about(15.2, 15.0), true),
            ("10", NumberRange { low: 10.0, high: 20.0 }, true),
            ("20", NumberRange { low: 10.0, high: 20.0 }, true),
            ("20,0001", NumberRange { low: 10.0, high: 20.0 }, false),
            ("60.000", about(60_000.0, 0.0), true),
            ("60.000", about(60.0, 0.0), true),
            ("60.000", about(600.0, 0.0), false),
            ("123456789013", about(123_456_789_012.0, 0.0), false),
            ("0", about(0.0, 0.0), true),
            ("-0", about(0.0, 0.0), true),
            ("NaN", NumberRange { low: f64::NEG_INFINITY, high: f64::INFINITY }, false),
        ] {
            assert_eq!(lies_in(typed, range), expected, "{typed:?} in {range:?}");
        }
    }

    proptest! {
        #[test]
        fn nothing_typed_panics(typed in ".{0,30}", loose in "[-+0-9., ]{0,20}") {
            readings(&typed);
            readings(&loose);
        }

        #[test]
        fn a_number_is_right_with_either_separator(number in -1_000_000_i64..1_000_000, cents in 0_u32..100) {
            let whole = format!("{number}.{cents:02}");
            let exact: f64 = whole.parse().expect("a number");
            let range = NumberRange { low: exact, high: exact };
            prop_assert!(lies_in(&whole, range));
            prop_assert!(lies_in(&whole.replace('.', ","), range));
        }
    }
}
