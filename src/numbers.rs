//! Numbers as people write them, in the language of the reader.

/// A whole number with its thousands apart.
#[must_use]
pub fn whole(lang: &str, number: u64) -> String {
    let digits = number.to_string();
    let mark = if lang == "vi" { '.' } else { ',' };
    let mut shown = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            shown.push(mark);
        }
        shown.push(digit);
    }
    shown
}

/// A share to one decimal, rounded down: nobody reads 80% who has not reached it.
#[must_use]
pub fn percent(lang: &str, value: f64) -> String {
    let tenths = (value * 10.0 + 1e-6).floor() / 10.0;
    number(lang, tenths) + "%"
}

/// A number without needless zeros, with a decimal comma in Vietnamese.
#[must_use]
pub fn number(lang: &str, value: f64) -> String {
    let mut text = format!("{value:.2}");
    if text.contains('.') {
        text.truncate(text.trim_end_matches('0').trim_end_matches('.').len());
    }
    if lang == "vi" { text.replace('.', ",") } else { text }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_read_as_people_write_them() {
        for (number, vi, en) in
            [(0, "0", "0"), (999, "999", "999"), (1_000, "1.000", "1,000"), (1_050_212, "1.050.212", "1,050,212")]
        {
            assert_eq!((whole("vi", number).as_str(), whole("en", number).as_str()), (vi, en));
        }
        for (value, vi) in [(79.99, "79,9%"), (80.0, "80%"), (58.85, "58,8%"), (120.0, "120%"), (0.04, "0%")] {
            assert_eq!(percent("vi", value), vi);
        }
    }
}
