//! Numbers as authors write them: `60000`, `12,5`, `15 ± 0.5`, `15 +- 5%`, `10..20`.

use crate::course::question::NumberRange;

/// Why something is no number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Wrong {
    /// It cannot be read.
    NotANumber,
    /// `1.000` may be a thousand or one.
    Ambiguous,
    /// The range's end is below its beginning.
    UpsideDown,
    /// A tolerance below 0.
    Negative,
}

/// How far off an answer may be.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Tolerance {
    /// By so much.
    Absolute(f64),
    /// By so many percent of the number.
    Percent(f64),
}

impl Tolerance {
    /// The range around a number.
    pub(crate) fn around(self, number: f64) -> NumberRange {
        let far = match self {
            Self::Absolute(far) => far,
            Self::Percent(percent) => number.abs() * percent / 100.0,
        };
        NumberRange { low: number - far, high: number + far }
    }
}

/// Reads an accepted value; `tolerance` is for a number that has none of its own and is no range.
pub(crate) fn range(text: &str, tolerance: Option<Tolerance>) -> Result<NumberRange, Wrong> {
    let text = text.trim();
    if let Some((low, high)) = text.split_once("..") {
        let (low, high) = (number(low)?, number(high.trim_start_matches('.'))?);
        return if low > high { Err(Wrong::UpsideDown) } else { Ok(NumberRange { low, high }) };
    }
    for sign in ["±", "+-", "+/-"] {
        if let Some((value, far)) = text.split_once(sign) {
            let value = number(value)?;
            return Ok(self::tolerance(far)?.around(value));
        }
    }
    let value = number(text)?;
    Ok(tolerance.unwrap_or(Tolerance::Absolute(0.0)).around(value))
}

/// Reads a tolerance: `0.5` or `5%`.
pub(crate) fn tolerance(text: &str) -> Result<Tolerance, Wrong> {
    let text = text.trim();
    let percent = text.strip_suffix('%');
    let far = number(percent.unwrap_or(text))?;
    if far < 0.0 {
        return Err(Wrong::Negative);
    }
    Ok(if percent.is_some() { Tolerance::Percent(far) } else { Tolerance::Absolute(far) })
}

/// Reads a number with a decimal point or comma; spaces between digits are dropped.
pub(crate) fn number(text: &str) -> Result<f64, Wrong> {
    let bare: String = text.chars().filter(|character| !character.is_whitespace()).collect();
    let bare = bare.replace('\u{2212}', "-");
    let digits = bare.strip_prefix(['-', '+']).unwrap_or(&bare);
    let separators = digits.bytes().filter(|byte| matches!(byte, b'.' | b',')).count();
    let allowed = digits.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b','));
    if !allowed || !digits.starts_with(|first: char| first.is_ascii_digit()) || digits.len() > 40 {
        return Err(Wrong::NotANumber);
    }
    let groups: Vec<&str> = digits.split(['.', ',']).collect();
    let grouped = groups[1..].iter().all(|group| group.len() == 3) && groups[0].len() <= 3;
    if separators > 0 && grouped && !groups[0].starts_with('0') {
        return Err(Wrong::Ambiguous);
    }
    if separators > 1 || digits.ends_with(['.', ',']) {
        return Err(Wrong::NotANumber);
    }
    bare.replace(',', ".").parse::<f64>().ok().filter(|number| number.is_finite()).ok_or(Wrong::NotANumber)
}
