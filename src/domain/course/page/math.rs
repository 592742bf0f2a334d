//! Formulas: LaTeX -> MathML Core, which browsers and screen readers read by themselves.
//!
//! The converter goes down one level of the stack for each level of the formula, so a formula is bounded and is converted
//! on a stack that holds the deepest one that the bounds let through.

use super::Span;
use super::pass::Pass;
use super::sanitize::{escape, stand_in_entities};
use math_core::{LatexToMathML, MathCoreConfig, MathDisplay};
use std::fmt::Write as _;
use std::sync::LazyLock;
use std::thread;

/// Longest formula, in bytes.
const LONGEST: usize = 2_000;
/// Most signs in a formula that may open a level (a debug build needs some 40 KB of stack for each).
const MOST_SIGNS: usize = 400;
/// Stack of the conversion. Only what is used of it is ever taken from memory.
const STACK: usize = 64 << 20;
/// Formulas of a page that are converted; the rest is shown as it is written.
const MOST_FORMULAS: usize = 2_000;
/// MathML is longer than LaTeX, but not longer than so many times.
const MOST_GROWTH: usize = 100;

static CONVERTER: LazyLock<Option<LatexToMathML>> =
    LazyLock::new(|| LatexToMathML::new(MathCoreConfig::default()).ok());

impl Pass<'_, '_> {
    /// Writes a formula; what cannot be read is shown as it is written (W418).
    pub(crate) fn formula(&mut self, latex: &str, display: bool, span: Span, out: &mut String) {
        self.page.words += 1;
        self.formulas_written += 1;
        let converted = if self.formulas_written > MOST_FORMULAS { None } else { mathml(latex, display) };
        if let Some(mathml) = converted {
            out.push_str(&mathml);
            return;
        }
        self.findings.report("W418", span);
        let class = if display { "math display" } else { "math" };
        let _ = write!(out, "<code class=\"{class}\">{}</code>", escape(latex));
    }
}

/// The formula as MathML; none where it is no LaTeX, or beyond all bounds.
fn mathml(latex: &str, display: bool) -> Option<String> {
    let latex: String = latex.chars().filter(|c| !c.is_control() && !('\u{E000}'..='\u{F8FF}').contains(c)).collect();
    let signs = latex.bytes().filter(u8::is_ascii_punctuation).count();
    if latex.len() > LONGEST || signs > MOST_SIGNS {
        return None;
    }
    let length = latex.len();
    let kind = if display { MathDisplay::Block } else { MathDisplay::Inline };
    let convert = move || Some(CONVERTER.as_ref()?.convert_with_local_state(&latex, kind).ok()?.mathml);
    let thread = thread::Builder::new().stack_size(STACK).spawn(convert).ok()?;
    let mathml = thread.join().ok()??;
    (mathml.len() <= (length + 20) * MOST_GROWTH).then(|| stand_in_entities(&mathml))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::course::page::sanitize::clean;
    use proptest::prelude::*;

    fn shown(latex: &str) -> Option<String> {
        mathml(latex, false).map(|mathml| clean(&mathml))
    }

    #[test]
    fn formulas_become_mathml_without_styles_or_links() {
        assert_eq!(
            shown("\\frac{a}{b} < x^2").as_deref(),
            Some("<math><mfrac><mi>a</mi><mi>b</mi></mfrac><mo>&lt;</mo><msup><mi>x</mi><mn>2</mn></msup></math>")
        );
        assert!(shown("\\text{số \"học\" & <b>}").is_none_or(|html| !html.contains("<b>")));
        let table = shown("\\begin{matrix}1&2\\\\3&4\\end{matrix}").unwrap();
        assert!(table.contains("<mtr><mtd><mn>1</mn></mtd>"), "{table}");
        let aligned = mathml("\\begin{align}a&=b\\\\c&=d\\end{align}", true).map(|mathml| clean(&mathml)).unwrap();
        assert!(!aligned.contains("style=\"w") && !aligned.contains(" style"), "{aligned}");
    }

    #[test]
    fn what_is_no_latex_is_none() {
        for latex in ["\\foo", "{", "\\frac{1}", "}", &"x".repeat(LONGEST + 1), &"{".repeat(MOST_SIGNS + 1)] {
            assert_eq!(shown(latex), None, "{latex}");
        }
    }

    #[test]
    fn the_deepest_formula_fits_on_its_stack() {
        let open = |unit: &str| {
            let signs = unit.bytes().filter(u8::is_ascii_punctuation).count();
            let count = (MOST_SIGNS / signs).min(LONGEST / unit.len());
            unit.repeat(count)
        };
        for unit in
            ["{", "\\sqrt ", "\\frac1", "\\left(", "\\overline", "\\overset a", "\\begin{matrix}", "x_{", "\\sqrt["]
        {
            let _ = shown(&open(unit));
        }
        let _ = shown(&format!("{}x{}", "{".repeat(MOST_SIGNS / 2), "}".repeat(MOST_SIGNS / 2)));
        let _ = shown(&format!("{}x", "\\sqrt ".repeat(LONGEST / 7)));
    }

    const PIECES: &[&str] = &[
        "x",
        "1",
        "{",
        "}",
        "\\frac",
        "\\sqrt",
        "[",
        "]",
        "^",
        "_",
        "\\left(",
        "\\right)",
        "\\begin{matrix}",
        "\\end{matrix}",
        "&",
        "\\\\",
        "\\text{",
        "ữ",
        "\\sum",
        "\\limits",
        "'",
        "$",
        "\\def",
        "\\newcommand",
        "\\x",
        "#1",
        "\\operatorname{",
        "\\not",
        "\\hspace{1em}",
        "%",
        "\\begin{array}{c|c}",
        "\\end{array}",
        "\\tag{1}",
        "\\label{a}",
        "\\ref{a}",
        "\\href{javascript:x}{y}",
        "<script>",
        "\"",
        "\0",
        "\u{e000}",
        "\\color{red}",
        "\\begin{align}",
        "\\end{align}",
        "\\mathrm",
        "\\middle|",
        "\\xrightarrow",
        "\\rule{1em}{2em}",
        " ",
    ];

    proptest! {
        #![proptest_config(ProptestConfig { cases: 600, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn no_formula_panics_or_brings_in_anything_else(pieces in prop::collection::vec(prop::sample::select(PIECES), 0..25)) {
            if let Some(html) = shown(&pieces.concat()) {
                prop_assert!(html.starts_with("<math"), "{}", html);
                let tags = html.split('<').skip(1).map(|tag| tag.split('>').next().unwrap_or_default());
                for tag in tags {
                    prop_assert!(tag.trim_start_matches('/').starts_with('m'), "{}", html);
                    for bad in [" href", " style", " on", "javascript:"] {
                        prop_assert!(!tag.contains(bad), "{}", html);
                    }
                }
            }
        }
    }
}
