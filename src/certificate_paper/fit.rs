//! SVG has neither line breaks nor "as large as fits": texts are measured with the very fonts that draw them, made smaller,
//! broken in two, and at the very end cut short.

use serde::Serialize;
use std::sync::Arc;
use usvg::{Node, Options, Tree};

/// A line that shrinks to less than this is rather broken in two, where it may be.
const SHRINK: f64 = 0.85;
/// Distance of two lines, in sizes of their font.
const STEP: f64 = 1.2;
/// The size that is measured at; widths grow with the size.
const MEASURED: f64 = 100.0;

/// The faces of the one family.
const FACES: [&[u8]; 3] = [
    include_bytes!("../../static/fonts/Tinos-Regular.ttf"),
    include_bytes!("../../static/fonts/Tinos-Bold.ttf"),
    include_bytes!("../../static/fonts/Tinos-Italic.ttf"),
];

/// How to read a template: with no font but our own, and no file at all.
pub(super) fn options() -> Options<'static> {
    let mut fonts = usvg::fontdb::Database::new();
    for face in FACES {
        fonts.load_font_source(usvg::fontdb::Source::Binary(Arc::new(face)));
    }
    fonts.set_serif_family("Tinos");
    Options {
        resources_dir: None,
        font_family: "Tinos".to_owned(),
        fontdb: Arc::new(fonts),
        image_href_resolver: usvg::ImageHrefResolver {
            resolve_data: usvg::ImageHrefResolver::default_data_resolver(),
            resolve_string: Box::new(|_, _| None),
        },
        ..Options::default()
    }
}

/// What a text looks like.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Face {
    pub(super) bold: bool,
    pub(super) italic: bool,
}

/// The room for a text.
#[derive(Debug, Clone, Copy)]
pub(super) struct Room {
    /// Width of a line.
    pub(super) width: f64,
    /// The size it has where it fits.
    pub(super) size: f64,
    /// The smallest size; what does not fit then is cut short.
    pub(super) least: f64,
    /// Whether it may be broken in two lines.
    pub(super) two_lines: bool,
}

/// A text that fits.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(super) struct Fitted {
    /// Its lines; none for an empty text.
    pub(super) lines: Vec<String>,
    /// Size of the font.
    pub(super) size: f64,
    /// From one line to the next.
    pub(super) step: f64,
}

/// Measures and fits texts.
pub(super) struct Measure(pub(super) Arc<Options<'static>>);

impl Measure {
    /// The width of a text at size 1.
    pub(super) fn width(&self, text: &str, face: Face) -> f64 {
        let weight = if face.bold { "bold" } else { "normal" };
        let style = if face.italic { "italic" } else { "normal" };
        let text = text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
        let svg = format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"1\" height=\"1\"><text font-family=\"Tinos\" \
             font-size=\"{MEASURED}\" font-weight=\"{weight}\" font-style=\"{style}\">{text}</text></svg>"
        );
        // A text that cannot be read is not drawn either.
        let Ok(tree) = Tree::from_str(&svg, &self.0) else { return 0.0 };
        let widest = tree.root().children().iter().filter_map(|node| match node {
            Node::Text(text) => Some(f64::from(text.bounding_box().width())),
            _ => None,
        });
        widest.fold(0.0, f64::max) / MEASURED
    }

    /// Fits a text into its room.
    pub(super) fn fit(&self, text: &str, face: Face, room: Room) -> Fitted {
        if text.is_empty() {
            return Fitted { lines: Vec::new(), size: room.size, step: 0.0 };
        }
        let shrunk = |width: f64| if width * room.size <= room.width { room.size } else { room.width / width };
        let whole = shrunk(self.width(text, face));
        let (mut lines, mut size) = (vec![text.to_owned()], whole);
        if room.two_lines
            && whole < room.size * SHRINK
            && let Some((first, second, widest)) = self.halves(text, face)
        {
            lines = vec![first, second];
            size = shrunk(widest);
        }
        if size < room.least {
            size = room.least;
            lines = lines.iter().map(|line| self.cut(line, face, room.width / size)).collect();
        }
        // Hundredths of a point are enough, and a smaller number keeps the template readable.
        let size = (size * 100.0).floor() / 100.0;
        Fitted { lines, size, step: (size * STEP * 100.0).round() / 100.0 }
    }

    /// The text in two lines of nearly the same width, and the width of the wider one at size 1; none for a single word.
    fn halves(&self, text: &str, face: Face) -> Option<(String, String, f64)> {
        let words: Vec<&str> = text.split(' ').collect();
        let widths: Vec<f64> = words.iter().map(|word| self.width(word, face)).collect();
        let total: f64 = widths.iter().sum();
        let mut before = 0.0;
        let mut best = (f64::INFINITY, 0);
        for (index, width) in widths.iter().enumerate().take(words.len().saturating_sub(1)) {
            before += width;
            let wider = before.max(total - before);
            if wider < best.0 {
                best = (wider, index + 1);
            }
        }
        let (first, second) = words.split_at_checked(best.1).filter(|(first, _)| !first.is_empty())?;
        let (first, second) = (first.join(" "), second.join(" "));
        let widest = self.width(&first, face).max(self.width(&second, face));
        Some((first, second, widest))
    }

    /// As much of a line as fits a width at size 1, and an ellipsis.
    fn cut(&self, line: &str, face: Face, width: f64) -> String {
        if self.width(line, face) <= width {
            return line.to_owned();
        }
        let characters: Vec<char> = line.chars().collect();
        let shortened = |length: usize| format!("{}…", characters[..length].iter().collect::<String>().trim_end());
        let (mut fits, mut fails) = (0, characters.len());
        while fails - fits > 1 {
            let middle = usize::midpoint(fits, fails);
            if self.width(&shortened(middle), face) <= width {
                fits = middle;
            } else {
                fails = middle;
            }
        }
        shortened(fits)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const BOLD: Face = Face { bold: true, italic: false };

    fn measure() -> Measure {
        Measure(Arc::new(options()))
    }

    #[test]
    fn a_bold_text_is_wider_and_accents_are_not() {
        let measure = measure();
        assert!(measure.width("Nguyen", BOLD) > measure.width("Nguyen", Face::default()));
        let (bare, marked) = (measure.width("AEOAE", BOLD), measure.width("ẴỄỘẶỆ", BOLD));
        assert!((bare - marked).abs() < 0.01, "{bare} {marked}");
        assert!(measure.width("", BOLD).abs() < f64::EPSILON);
    }

    #[test]
    fn a_text_keeps_its_size_then_shrinks_then_breaks_then_is_cut() {
        let measure = measure();
        let room = Room { width: 200.0, size: 20.0, least: 10.0, two_lines: false };
        let fit = |text: &str, two_lines| measure.fit(text, BOLD, Room { two_lines, ..room });
        assert_eq!(fit("Lê An", false).size, 20.0);
        let shrunk = fit("Nguyễn Thị Ngọc Ánh Vỹ Ẵm", false);
        assert!(shrunk.lines.len() == 1 && (10.0..20.0).contains(&shrunk.size), "{shrunk:?}");
        let broken = fit("Ban Chỉ đạo Bình dân học AI tỉnh Thái Nguyên", true);
        assert_eq!(broken.lines.len(), 2, "{broken:?}");
        assert_eq!(broken.lines.join(" "), "Ban Chỉ đạo Bình dân học AI tỉnh Thái Nguyên");
        let cut = fit(&"rất dài ".repeat(30), false);
        assert!(cut.size == 10.0 && cut.lines[0].ends_with('…'), "{cut:?}");
        assert!(measure.width(&cut.lines[0], BOLD) * cut.size <= 200.0);
        let single = fit(&"x".repeat(300), true);
        assert!(single.lines.len() == 1 && single.lines[0].ends_with('…'), "{single:?}");
    }
}
