//! From a paper to the bytes of a PDF: the template is filled, read as an SVG and drawn, with a text layer and subsets of the
//! fonts inside. The same paper always gives the same bytes.

use super::fit::{self, Face, Measure, Room};
use super::plain::plain;
use super::qr::qr_path;
use super::{Paper, PaperError, Words};
use krilla::Document;
use krilla::geom::Size;
use krilla::metadata::{DateTime, Metadata};
use krilla::page::PageSettings;
use krilla_svg::{SurfaceExt as _, SvgSettings};
use std::collections::BTreeMap;
use std::sync::Arc;
use tera::{Context, Kwargs, State, Tera, TeraResult, Value};
use usvg::{Options, Tree};
use xutra_domain::certificate::Achievement;

const TEMPLATE: &str = include_str!("../../templates/certificate/paper.svg");
const NAME: &str = "paper.svg";
/// A4 landscape in points.
const PAGE: (f32, f32) = (841.89, 595.28);
/// The title, and the room it may take.
const TITLE: Room = Room { width: 660.0, size: 36.0, least: 16.0, two_lines: false };

/// Draws certificates. Made once: it holds the fonts and the template.
pub struct PaperDrawing {
    options: Arc<Options<'static>>,
    measure: Arc<Measure>,
    tera: Tera,
}

impl PaperDrawing {
    /// With the template that comes with the program.
    ///
    /// # Errors
    /// Where the template is not understood.
    pub fn new() -> Result<Self, PaperError> {
        Self::with_template(TEMPLATE)
    }

    /// With a template of the site's own. It can reach no file and no font but those inside it.
    ///
    /// # Errors
    /// Where the template is not understood.
    pub fn with_template(template: &str) -> Result<Self, PaperError> {
        let options = Arc::new(fit::options());
        let measure = Arc::new(Measure(Arc::clone(&options)));
        let mut tera = Tera::new();
        tera.autoescape_on([".svg"]);
        let fitting = Arc::clone(&measure);
        tera.register_function("fit", move |arguments: Kwargs, _: &State<'_>| fit_in_template(&fitting, &arguments));
        let measuring = Arc::clone(&measure);
        tera.register_function("width", move |arguments: Kwargs, _: &State<'_>| {
            width_in_template(&measuring, &arguments)
        });
        tera.add_raw_template(NAME, template).map_err(PaperError::Template)?;
        Ok(Self { options, measure, tera })
    }

    /// Draws one certificate as a PDF.
    ///
    /// # Errors
    /// Where the template does not fit the paper, or the QR code has too much to hold.
    pub fn draw(&self, paper: &Paper, words: &Words) -> Result<Vec<u8>, PaperError> {
        let svg = self.fill(paper, words)?;
        let tree = Tree::from_str(&svg, &self.options).map_err(PaperError::Svg)?;
        let settings = PageSettings::from_wh(PAGE.0, PAGE.1).ok_or_else(|| PaperError::Pdf("page size".to_owned()))?;
        let size = Size::from_wh(PAGE.0, PAGE.1).ok_or_else(|| PaperError::Pdf("page size".to_owned()))?;
        let mut document = Document::new();
        let mut page = document.start_page_with(settings);
        let mut surface = page.surface();
        surface.draw_svg(&tree, size, SvgSettings::default());
        surface.finish();
        page.finish();
        document.set_metadata(metadata(paper, words));
        document.finish().map_err(|error| PaperError::Pdf(format!("{error:?}")))
    }

    /// The filled template: what a browser can show as a preview.
    ///
    /// # Errors
    /// As [`Self::draw`].
    pub fn fill(&self, paper: &Paper, words: &Words) -> Result<String, PaperError> {
        let words: BTreeMap<&str, String> = words.0.iter().map(|(key, word)| (*key, plain(word))).collect();
        let qr = qr_path(&paper.qr_payload)?;
        let title = words.get("title").map_or("", String::as_str);
        let title_size = self.measure.fit(title, Face { bold: true, italic: false }, TITLE).size;
        let mut context = Context::new();
        context.insert("number", &plain(&paper.number));
        context.insert("capability", &(paper.kind == Achievement::Capability));
        context.insert("holder", &plain(&paper.holder));
        context.insert("course_title", &plain(&paper.course_title));
        context.insert("course_title_below", &paper.course_title_below.as_deref().map(plain));
        context.insert("issuer_capitals", &plain(&paper.issuer).to_uppercase());
        context.insert("site_name", &plain(&paper.site_name));
        context.insert("verify_url", &plain(&paper.verify_url));
        context.insert("language", &paper.language);
        context.insert("title_size", &title_size);
        context.insert("qr_modules", &qr.modules);
        context.insert("qr_path", &qr.path);
        context.insert("words", &words);
        self.tera.render(NAME, &context).map_err(PaperError::Template)
    }
}

fn metadata(paper: &Paper, words: &Words) -> Metadata {
    let title = words.0.get("document_title").map_or_else(|| plain(&paper.number), |title| plain(title));
    let date = paper.issued;
    let year = DateTime::new(u16::try_from(date.year).unwrap_or_default());
    let created = year.month(date.month.unsigned_abs()).day(date.day.unsigned_abs());
    Metadata::new()
        .title(title)
        .authors(vec![plain(&paper.issuer)])
        .creator(plain(&paper.site_name))
        .language(paper.language.clone())
        .document_id(plain(&paper.number))
        .creation_date(created)
}

/// `weight="bold"` and `style="italic"`.
fn face(arguments: &Kwargs) -> TeraResult<Face> {
    Ok(Face {
        bold: arguments.get::<&str>("weight")? == Some("bold"),
        italic: arguments.get::<&str>("style")? == Some("italic"),
    })
}

/// `fit(text, width, size, least, lines?, weight?, style?)` gives `lines`, `size` and `step`.
fn fit_in_template(measure: &Measure, arguments: &Kwargs) -> TeraResult<Value> {
    let room = Room {
        width: arguments.must_get("width")?,
        size: arguments.must_get("size")?,
        least: arguments.must_get("least")?,
        two_lines: arguments.get::<u64>("lines")?.unwrap_or(1) > 1,
    };
    let fitted = measure.fit(arguments.must_get::<&str>("text")?, face(arguments)?, room);
    Value::try_from_serializable(&fitted)
}

/// `width(text, size, weight?, style?)` in points.
fn width_in_template(measure: &Measure, arguments: &Kwargs) -> TeraResult<f64> {
    let size: f64 = arguments.must_get("size")?;
    Ok(measure.width(arguments.must_get::<&str>("text")?, face(arguments)?) * size)
}
