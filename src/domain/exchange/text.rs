//! Plain text as Markdown in which nothing can turn into a heading, a choice, a setting, a blank or HTML.

use crate::course::question::NumberRange;

/// Inline Markdown on one line that shows exactly this text.
pub(super) fn inline(text: &str) -> String {
    let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
    escaped(&words, true)
}

/// Paragraphs: a blank line parts them, a line end breaks the line.
pub(super) fn blocks(text: &str) -> String {
    let paragraphs = text.split("\n\n").map(|paragraph| {
        let lines = paragraph.lines().map(inline).filter(|line| !line.is_empty());
        lines.collect::<Vec<_>>().join("\\\n")
    });
    paragraphs.filter(|paragraph| !paragraph.is_empty()).collect::<Vec<_>>().join("\n\n")
}

/// Text with every character escaped that Markdown would read otherwise; `start` where a line begins with it.
pub(super) fn escaped(text: &str, start: bool) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    let mut before = '\n';
    let mut digits = start;
    let mut chars = text.chars().peekable();
    let mut first = start;
    while let Some(character) = chars.next() {
        let after = chars.peek().copied();
        let needs = match character {
            '\\' | '`' | '*' | '[' | ']' | '<' | '|' | '~' | '{' | '}' | '$' => true,
            '_' => !(before.is_alphanumeric() && after.is_some_and(char::is_alphanumeric)),
            '&' => after.is_some_and(|after| after == '#' || after.is_ascii_alphabetic()),
            '#' => first || before == ' ' || after.is_none(),
            '>' | '-' | '+' | '=' | ':' => first,
            '.' | ')' => digits && before.is_ascii_digit(),
            _ => false,
        };
        if needs {
            out.push('\\');
        }
        out.push(character);
        digits = digits && character.is_ascii_digit();
        first = first && character == ' ';
        before = character;
    }
    out
}

/// Text between accents grave, whatever it holds; on one line.
pub(super) fn code(text: &str) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if text.is_empty() {
        return String::new();
    }
    let longest = longest_run(&text, '`');
    let fence = "`".repeat(longest + 1);
    // A bar would part the cells of a table; a blank is never read in code.
    let pad = if text.starts_with('`') || text.ends_with('`') { " " } else { "" };
    format!("{fence}{pad}{text}{pad}{fence}")
}

/// A fenced block.
pub(super) fn fence(text: &str) -> String {
    let fence = "`".repeat((longest_run(text, '`') + 1).max(3));
    format!("{fence}\n{}\n{fence}", text.trim_matches('\n'))
}

fn longest_run(text: &str, wanted: char) -> usize {
    let (mut longest, mut run) = (0, 0);
    for character in text.chars() {
        run = if character == wanted { run + 1 } else { 0 };
        longest = longest.max(run);
    }
    longest
}

/// A blank of a stem. Its texts are plain; what would end the blank or part its texts is left out.
pub(super) fn blank(texts: &[String]) -> String {
    let keep = |character: &char| !matches!(character, '[' | ']' | '|' | '\\' | '`' | '<' | '>' | '{' | '}');
    let plain = texts.iter().map(|text| {
        let text: String = text.chars().filter(keep).collect();
        text.split_whitespace().collect::<Vec<_>>().join(" ").trim_start_matches('=').trim().to_owned()
    });
    let plain: Vec<String> = plain.filter(|text| !text.is_empty()).collect();
    if plain.is_empty() { "\\_\\_\\_".to_owned() } else { format!("[[{}]]", plain.join("|")) }
}

/// A blank for numbers.
pub(super) fn number_blank(range: NumberRange) -> String {
    format!("[[={}]]", range_text(range))
}

/// A range as the course format writes it.
pub(super) fn range_text(range: NumberRange) -> String {
    let NumberRange { low, high } = range;
    if low >= high { number(low) } else { format!("{}..{}", number(low), number(high)) }
}

/// The range around a number, without what binary fractions add.
pub(super) fn around(value: f64, below: f64, above: f64) -> NumberRange {
    let rounded = |exact: f64| format!("{exact:.12e}").parse().unwrap_or(exact);
    NumberRange { low: rounded(value - below), high: rounded(value + above) }
}

/// A number that cannot be taken for one with groups of thousands.
pub(super) fn number(value: f64) -> String {
    let shown = format!("{value}");
    let bare = shown.trim_start_matches('-');
    match bare.split_once('.') {
        Some((whole, decimals)) if decimals.len() == 3 && whole.len() <= 3 && !whole.starts_with('0') => {
            format!("{shown}0")
        }
        _ => shown,
    }
}

/// A percentage with at most five decimals.
pub(super) fn percent(value: f64) -> String {
    let shown = format!("{value:.5}");
    let shown = shown.trim_end_matches('0').trim_end_matches('.');
    if shown == "-0" { "0".to_owned() } else { shown.to_owned() }
}

/// At most 80 characters of one line, for messages.
pub(super) fn shortened(text: &str) -> String {
    let mut words = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if let Some((end, _)) = words.char_indices().nth(80) {
        words.truncate(end);
        words.push('…');
    }
    words
}

/// A decimal number as these formats write it: with a point, perhaps with an exponent.
pub(super) fn decimal(text: &str) -> Option<f64> {
    let text = text.trim();
    let plain = text.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b'-' | b'+' | b'e' | b'E'));
    let value = text.parse::<f64>().ok().filter(|_| plain)?;
    (value.is_finite() && value.abs() < 1e15).then_some(value)
}
