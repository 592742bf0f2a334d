//! `{{= gia * thang}}`: numbers, the names of columns, + - * / ( ) and round. Nothing else can be said in it.

/// Why an expression has no value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Wrong {
    /// It cannot be read.
    Syntax,
    /// Something is divided by zero.
    Zero,
    /// The result is beyond all numbers.
    Large,
    /// No column of that name.
    Unknown(String),
    /// A column whose cell is no number: name and cell.
    NotANumber(String, String),
}

/// Brackets are not nested deeper.
const DEEPEST: usize = 32;

/// Looks a name up.
pub(crate) type Lookup<'l> = &'l dyn Fn(&str) -> Result<f64, Wrong>;

/// Functions that other programs have beside ours; none where it is unknown or has no value.
pub(crate) type Functions<'l> = &'l dyn Fn(&str, &[f64]) -> Option<f64>;

/// The value of an expression.
pub(crate) fn evaluate(text: &str, lookup: Lookup<'_>) -> Result<f64, Wrong> {
    evaluate_with(text, lookup, &|_, _| None)
}

/// The value of an expression with functions that a course cannot have.
pub(crate) fn evaluate_with(text: &str, lookup: Lookup<'_>, functions: Functions<'_>) -> Result<f64, Wrong> {
    let mut reader = Reader { rest: text, lookup, functions, depth: 0 };
    let value = reader.sum()?;
    reader.skip();
    if !reader.rest.is_empty() {
        return Err(Wrong::Syntax);
    }
    if value.is_finite() { Ok(value) } else { Err(Wrong::Large) }
}

/// A number as text that the course format reads back as that number: without exponent, needless zeros, or three digits
/// after the point, which might be read as thousands.
pub(crate) fn written(value: f64) -> String {
    let text = format!("{value:.6}");
    let text = text.trim_end_matches('0').trim_end_matches('.');
    let ambiguous = text.rsplit_once('.').is_some_and(|(_, fraction)| fraction.len() == 3);
    match text {
        "-0" => "0".to_owned(),
        _ if ambiguous => format!("{text}0"),
        _ => text.to_owned(),
    }
}

struct Reader<'t> {
    rest: &'t str,
    lookup: Lookup<'t>,
    functions: Functions<'t>,
    depth: usize,
}

impl<'t> Reader<'t> {
    fn skip(&mut self) {
        self.rest = self.rest.trim_start();
    }

    fn take(&mut self, signs: &[char]) -> Option<char> {
        self.skip();
        let first = self.rest.chars().next().filter(|first| signs.contains(first))?;
        self.rest = &self.rest[first.len_utf8()..];
        Some(first)
    }

    fn expect(&mut self, sign: char) -> Result<(), Wrong> {
        self.take(&[sign]).map(drop).ok_or(Wrong::Syntax)
    }

    fn sum(&mut self) -> Result<f64, Wrong> {
        let mut value = self.product()?;
        while let Some(sign) = self.take(&['+', '-', '\u{2212}']) {
            let other = self.product()?;
            value = if sign == '+' { value + other } else { value - other };
        }
        Ok(value)
    }

    fn product(&mut self) -> Result<f64, Wrong> {
        let mut value = self.factor()?;
        while let Some(sign) = self.take(&['*', '/', '×', '÷']) {
            let other = self.factor()?;
            if matches!(sign, '*' | '×') {
                value *= other;
            } else if other == 0.0 {
                return Err(Wrong::Zero);
            } else {
                value /= other;
            }
        }
        Ok(value)
    }

    fn factor(&mut self) -> Result<f64, Wrong> {
        self.depth += 1;
        if self.depth > DEEPEST {
            return Err(Wrong::Syntax);
        }
        let value = self.atom();
        self.depth -= 1;
        value
    }

    fn atom(&mut self) -> Result<f64, Wrong> {
        if self.take(&['-', '\u{2212}']).is_some() {
            return self.factor().map(|value| -value);
        }
        if self.take(&['(']).is_some() {
            let value = self.sum()?;
            self.expect(')')?;
            return Ok(value);
        }
        self.skip();
        let number = self.word(|character| character.is_ascii_digit() || character == '.');
        if !number.is_empty() {
            return number.parse().map_err(|_| Wrong::Syntax);
        }
        let name = self.word(|character| character.is_alphanumeric() || character == '_');
        match name {
            "" => Err(Wrong::Syntax),
            "round" => self.round(),
            name => match (self.lookup)(name) {
                Err(unknown @ Wrong::Unknown(_)) => self.call(name).unwrap_or(Err(unknown)),
                found => found,
            },
        }
    }

    /// `pow(x, 2)`; none where no bracket follows, or nobody knows the function.
    fn call(&mut self, name: &str) -> Option<Result<f64, Wrong>> {
        self.take(&['('])?;
        let mut values = Vec::new();
        while self.take(&[')']).is_none() {
            match self.sum() {
                Ok(value) => values.push(value),
                Err(wrong) => return Some(Err(wrong)),
            }
            self.take(&[',']);
        }
        (self.functions)(name, &values).map(Ok)
    }

    fn word(&mut self, belongs: fn(char) -> bool) -> &'t str {
        let end = self.rest.find(|character| !belongs(character)).unwrap_or(self.rest.len());
        let (word, rest) = self.rest.split_at(end);
        self.rest = rest;
        word
    }

    /// `round(x)` and `round(x, digits)`.
    fn round(&mut self) -> Result<f64, Wrong> {
        self.expect('(')?;
        let value = self.sum()?;
        let digits = if self.take(&[',', ';']).is_some() { self.sum()? } else { 0.0 };
        self.expect(')')?;
        if digits.fract() != 0.0 || !(0.0..=6.0).contains(&digits) {
            return Err(Wrong::Syntax);
        }
        let factor = 10_f64.powf(digits);
        Ok((value * factor).round() / factor)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn value(text: &str) -> Result<f64, Wrong> {
        evaluate(text, &|name| match name {
            "gia" => Ok(60_000.0),
            "số_tháng" => Ok(12.0),
            "chữ" => Err(Wrong::NotANumber("chữ".into(), "x".into())),
            other => Err(Wrong::Unknown(other.into())),
        })
    }

    #[test]
    fn arithmetic_is_that_of_school() {
        for (text, expected) in [
            ("1 + 2 * 3", 7.0),
            ("(1+2)*3", 9.0),
            ("10 - 4 - 3", 3.0),
            ("12/4/3", 1.0),
            ("-3 + 5", 2.0),
            ("2 * -3", -6.0),
            ("gia * số_tháng", 720_000.0),
            ("round(10 / 3)", 3.0),
            ("round(10/3, 2)", 3.33),
            ("round(2.5) + round(-2.5)", 0.0),
            ("1.5", 1.5),
        ] {
            assert_eq!(value(text), Ok(expected), "{text}");
        }
        for (text, wrong) in [
            ("", Wrong::Syntax),
            ("1 +", Wrong::Syntax),
            ("1 2", Wrong::Syntax),
            ("(1", Wrong::Syntax),
            ("1..2", Wrong::Syntax),
            ("round 1", Wrong::Syntax),
            ("round(1, 0.5)", Wrong::Syntax),
            ("gia ^ 2", Wrong::Syntax),
            ("1 / 0", Wrong::Zero),
            ("1 / (gia - 60000)", Wrong::Zero),
            ("sin", Wrong::Unknown("sin".into())),
            ("chữ + 1", Wrong::NotANumber("chữ".into(), "x".into())),
        ] {
            assert_eq!(value(text), Err(wrong), "{text}");
        }
        assert_eq!(value(&"(".repeat(100_000)), Err(Wrong::Syntax));
        assert_eq!(value(&"-".repeat(100_000)), Err(Wrong::Syntax));
        let huge = "9".repeat(300);
        assert_eq!(value(&format!("{huge} * {huge}")), Err(Wrong::Large));
    }

    #[test]
    fn results_are_read_back_as_they_are() {
        for (value, text) in [
            (720_000.0, "720000"),
            (12.5, "12.5"),
            (1.125, "1.1250"),
            (-0.0, "0"),
            (1.0 / 3.0, "0.333333"),
            (0.1 + 0.2, "0.3"),
        ] {
            assert_eq!(written(value), text);
        }
    }

    proptest! {
        #[test]
        fn anything_has_a_value_or_none(text in ".{0,40}", sums in "[-+*/() 0-9a-z.,]{0,40}") {
            let _ = value(&text);
            if let Ok(value) = value(&sums) {
                prop_assert!(value.is_finite());
                prop_assert!(!matches!(super::super::number::number(&written(value)), Err(super::super::number::Wrong::Ambiguous)));
            }
        }
    }
}
