//! The QR code as one path of an SVG: level M, one unit for one module; the quiet zone is the template's.

use super::PaperError;
use fast_qr::{ECL, QRBuilder};
use std::fmt::Write as _;

/// A code: how many modules it is wide, and its dark ones as the `d` of a path.
pub(crate) struct QrPath {
    pub(crate) modules: usize,
    pub(crate) path: String,
}

/// The code of a text.
pub(crate) fn qr_path(text: &str) -> Result<QrPath, PaperError> {
    let too_long = |_| PaperError::QrTooLong { length: text.len() };
    let code = QRBuilder::new(text).ecl(ECL::M).build().map_err(too_long)?;
    let mut path = String::new();
    for y in 0..code.size {
        let mut x = 0;
        while x < code.size {
            let run = code[y][x..].iter().take_while(|module| module.value()).count();
            if run > 0 {
                // Writing to a String cannot fail.
                let _ = write!(path, "M{x} {y}h{run}v1h-{run}z");
            }
            x += run.max(1);
        }
    }
    Ok(QrPath { modules: code.size, path })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_makes_a_small_code_and_a_novel_none() {
        let code = qr_path("https://hoc.thainguyen.gov.vn/verify/TN26-0004217-T").expect("a code");
        assert!((29..=37).contains(&code.modules), "{}", code.modules);
        assert!(code.path.starts_with("M0 0h7v1h-7z"), "the finder's first row: {}", &code.path[..20]);
        assert!(matches!(qr_path(&"x".repeat(4_000)), Err(PaperError::QrTooLong { length: 4_000 })));
    }
}
