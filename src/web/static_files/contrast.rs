//! The colours of the style sheet, by its own tokens: whatever is read stands out from what is behind it, in both themes.

use super::StaticFiles;
use std::collections::BTreeMap;

/// Text and what is behind it: 7:1 (WCAG 1.4.6).
const TEXTS: &[(&str, &str)] = &[
    ("ink", "paper"),
    ("ink", "card"),
    ("ink", "wash"),
    ("ink", "sun"),
    ("ink", "blush"),
    ("soft", "paper"),
    ("soft", "card"),
    ("soft", "wash"),
    ("soft", "sun"),
    ("soft", "blush"),
    ("leaf", "paper"),
    ("leaf", "card"),
    ("leaf", "wash"),
    ("leaf", "sun"),
    ("on", "leaf"),
    ("lit", "top"),
    ("top", "lit"),
    ("red", "paper"),
    ("red", "card"),
    ("red", "blush"),
    ("paper", "red"),
];
/// Edges, bars and marks of what can be pressed or means something: 3:1 (WCAG 1.4.11).
const SHAPES: &[(&str, &str)] = &[
    ("edge", "paper"),
    ("edge", "card"),
    ("edge", "wash"),
    ("leaf", "line"),
    ("leaf", "wash"),
    ("amber", "line"),
    ("amber", "paper"),
    ("amber", "card"),
    ("ink", "line"),
];

type Tokens = BTreeMap<String, String>;

/// The tokens that follow a selector.
fn tokens(css: &str, selector: &str) -> Tokens {
    let (_, rest) = css.split_once(&format!("{selector}{{")).unwrap_or_else(|| panic!("{selector} is not there"));
    let (block, _) = rest.split_once('}').expect("an end of the block");
    let pairs = block.split(';').filter_map(|one| one.trim().strip_prefix("--")?.split_once(':'));
    pairs.map(|(name, value)| (name.to_owned(), value.to_owned())).collect()
}

/// Relative luminance of `#rrggbb`.
fn luminance(colour: &str) -> f64 {
    let digits = colour.strip_prefix('#').filter(|digits| digits.len() == 6).unwrap_or_else(|| panic!("{colour}"));
    let part = |at: usize| {
        let value = f64::from(u8::from_str_radix(&digits[at..at + 2], 16).expect("two digits")) / 255.0;
        if value <= 0.03928 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
    };
    0.2126 * part(0) + 0.7152 * part(2) + 0.0722 * part(4)
}

fn contrast(one: &str, other: &str) -> f64 {
    let (one, other) = (luminance(one) + 0.05, luminance(other) + 0.05);
    if one > other { one / other } else { other / one }
}

fn style() -> String {
    let files = StaticFiles::embedded();
    let url = files.url("style.css");
    let file = files.find(url.trim_start_matches("/static/")).expect("the style sheet");
    String::from_utf8(file.bytes.to_vec()).expect("text")
}

#[test]
fn contrast_is_reckoned_as_it_is_defined() {
    assert!((contrast("#000000", "#ffffff") - 21.0).abs() < 1e-9);
    assert!((contrast("#777777", "#ffffff") - 4.48).abs() < 0.01);
}

#[test]
fn texts_and_shapes_stand_out_in_both_themes() {
    let css = style();
    for selector in [":root", ":root[data-theme=dark]"] {
        let colours = tokens(&css, selector);
        for (pairs, least) in [(TEXTS, 7.0), (SHAPES, 3.0)] {
            for (front, back) in pairs {
                let reached = contrast(&colours[*front], &colours[*back]);
                assert!(reached >= least, "{selector}: {front} on {back} reaches {reached:.2}");
            }
        }
    }
}

#[test]
fn dark_by_choice_is_dark_by_the_device() {
    let css = style();
    let (chosen, device) = (tokens(&css, ":root[data-theme=dark]"), tokens(&css, ":root:not([data-theme=light])"));
    assert_eq!(chosen, device);
    let light = tokens(&css, ":root");
    let colours = |of: &Tokens| -> Vec<String> {
        of.iter().filter(|(_, value)| value.starts_with('#')).map(|(name, _)| name.clone()).collect()
    };
    assert_eq!(colours(&light), colours(&chosen), "every colour has both");
}

#[test]
fn colours_are_named_once() {
    let css = style();
    let (_, rest) = css.split_once("[data-text=large]").expect("the end of the tokens");
    let (screen, _) = rest.split_once("@media print").expect("print comes last");
    let loose: Vec<&str> = screen.lines().filter(|line| line.contains(":#") || line.contains(" #")).collect();
    // A picture is made for paper; the meter of forced colours keeps its own.
    let known = ["#fffefa", "#fff", "#waiting"];
    assert!(loose.iter().all(|line| known.iter().any(|one| line.contains(one))), "{loose:?}");
}
