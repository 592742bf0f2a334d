//! What makes a page hard to read or to load, looked for in the whole tree before anything is written: wide tables
//! (W409), marks that stayed literal (W414), addresses that are not safe (W415), quotations that swallow a line (W416).
//! It also notes every run of words with its place for the lints over questions.

use super::document::{Kind, Node, plain};
use super::pass::Pass;
use super::prose::bare_addresses;
use super::{Run, Span, Target};

/// More columns do not fit a phone.
const MOST_COLUMNS: usize = 5;

/// Sites whose films no page of ours plays; a link to them alone in its paragraph was meant to.
const OTHER_PLAYERS: &[&str] = &[
    "dailymotion.com",
    "dai.ly",
    "tiktok.com",
    "fb.watch",
    "facebook.com/watch",
    "drive.google.com/file",
    "loom.com/share",
    "bilibili.com/video",
    "zalo.video",
];

/// Endings of films and recordings.
const FILMS: &[&str] = &[".mp4", ".webm", ".mov", ".avi", ".mp3", ".m4a", ".ogg", ".wav"];

/// What surrounds the nodes that are looked at.
#[derive(Debug, Clone, Copy, Default)]
struct Around {
    /// Quotations that are open.
    quotes: usize,
    /// Whether the text is emphasised.
    strong: bool,
    /// Whether the text is a link.
    link: bool,
}

impl Pass<'_, '_> {
    /// Looks at all blocks of the page and at its footnotes.
    pub(crate) fn check_quality(&mut self, blocks: &[Node]) {
        let notes = std::rc::Rc::clone(&self.notes);
        self.look(blocks, Around::default());
        for note in notes.values() {
            self.look(&note.children, Around::default());
        }
        self.page.runs.sort_by_key(|run| run.span.start);
        self.report_formulas();
    }

    fn look(&mut self, nodes: &[Node], around: Around) {
        self.check_stars(nodes);
        for node in nodes {
            let mut inside = around;
            match &node.kind {
                Kind::Text(_) => {
                    self.run(node, around);
                    self.find_formulas(node.span.clone());
                    if !around.link {
                        self.check_bare_addresses(node.span.clone());
                    }
                }
                Kind::Code(_) => self.run(node, around),
                Kind::Table(columns) if columns.len() > MOST_COLUMNS => self.report_wide(node, columns.len()),
                Kind::Quote(_) => {
                    inside.quotes += 1;
                    self.check_lazy_lines(node, inside.quotes);
                }
                Kind::Strong | Kind::Emphasis => inside.strong = true,
                Kind::Link(destination) | Kind::Image(destination, _) => {
                    inside.link = true;
                    self.check_address(node, destination);
                }
                Kind::Paragraph => self.check_player(node),
                _ => {}
            }
            if !node.children.is_empty() {
                self.look(&node.children, inside);
            }
        }
    }

    fn run(&mut self, node: &Node, around: Around) {
        let quoted = around.quotes > 0;
        self.page.runs.push(Run { span: node.span.clone(), strong: around.strong, quoted });
    }

    fn report_wide(&mut self, table: &Node, columns: usize) {
        let head = table.children.first().map_or(&table.span, |row| &row.span);
        let span = head.start..head.start + self.source(head.clone()).trim_end().len();
        self.findings.report("W409", span).arg("count", columns.to_string());
    }

    /// W416: a line of a quotation that lacks its `>`.
    fn check_lazy_lines(&mut self, quote: &Node, depth: usize) {
        let mut at = quote.span.start;
        let mut lazy_before = false;
        for (number, line) in self.source(quote.span.clone()).split_inclusive('\n').enumerate() {
            let words = line.trim();
            let start = at + line.len() - line.trim_start().len();
            at += line.len();
            let signs = line.chars().take_while(|sign| matches!(sign, '>' | ' ' | '\t')).filter(|sign| *sign == '>');
            let lazy = number > 0 && !words.is_empty() && signs.count() < depth;
            if lazy && !lazy_before {
                self.findings.report("W416", start..start + words.len());
            }
            lazy_before = lazy;
        }
    }

    /// W415: an address without encryption.
    fn check_address(&mut self, node: &Node, destination: &str) {
        if is_unsafe(destination) && matches!(self.input.site.resolve(self.input.file, destination), Target::External) {
            let span = self.destination_span(node, destination);
            self.findings.report("W415", span).arg("link", destination);
        }
    }

    fn check_bare_addresses(&mut self, span: Span) {
        let source = self.source(span.clone());
        for place in bare_addresses(source) {
            if is_unsafe(&source[place.clone()]) {
                let at = span.start + place.start..span.start + place.end;
                self.findings.report("W415", at).arg("link", &source[place]);
            }
        }
    }

    /// W415: a film that was meant to be played and will only be a link.
    fn check_player(&mut self, paragraph: &Node) {
        let solid = |node: &&Node| {
            !matches!(node.kind, Kind::SoftBreak) && !plain(std::slice::from_ref(*node)).trim().is_empty()
                || matches!(node.kind, Kind::Link(_) | Kind::Image(..))
        };
        let mut things = paragraph.children.iter().filter(solid);
        let (Some(link), None) = (things.next(), things.next()) else { return };
        let Kind::Link(destination) = &link.kind else { return };
        let Some(bare) = without_scheme(destination) else { return };
        let path = bare.split(['?', '#']).next().unwrap_or_default();
        let film = path.contains('/') && FILMS.iter().any(|end| path.ends_with(end));
        let site = OTHER_PLAYERS.iter().any(|player| {
            let host = bare.strip_prefix("www.").or_else(|| bare.strip_prefix("m.")).unwrap_or(&bare);
            host.strip_prefix(player).is_some_and(|rest| rest.is_empty() || rest.starts_with(['/', '?', '#']))
        });
        if film || site {
            let span = self.destination_span(link, destination);
            self.findings.report("W415", span).variant("player").arg("link", destination);
        }
    }
}

/// The address in small letters without `https://`; none where it has no such scheme.
fn without_scheme(address: &str) -> Option<String> {
    let lower = address.to_ascii_lowercase();
    let bare = lower.strip_prefix("https://").or_else(|| lower.strip_prefix("http://"))?;
    Some(bare.to_owned())
}

/// Whether an address is one of plain http outside of the own machine.
fn is_unsafe(address: &str) -> bool {
    let lower = address.get(..7).map(str::to_ascii_lowercase).unwrap_or_default();
    let Some(host) = address.get(7..).filter(|_| lower == "http://") else { return false };
    let host = host.split(['/', ':', '?', '#']).next().unwrap_or_default().to_ascii_lowercase();
    !(host == "localhost" || host.starts_with("127.") || host.ends_with(".local"))
}
