//! A question's blocks in their order: stem, hints, answers, explanation.

use super::attributes::Settings;
use super::choices::{self, Entry};
use super::document::{Kind, Node, plain};
use super::headings::{HeadingData, slug};
use super::pass::Pass;
use super::quiz::id_of;
use super::sanitize::clean;
use super::settings::{Place, Type, named_type, type_of};
use super::{ParsedAnswers, ParsedContent, ParsedQuestion, Span, blanks, task};
use crate::course::page::attributes::comment_inside;

/// Where a question stands.
pub(crate) struct Source<'n> {
    /// Its heading.
    pub(crate) heading: &'n Node,
    /// What is known of the heading.
    pub(crate) data: &'n HeadingData,
    /// Everything up to the next question.
    pub(crate) blocks: &'n [Node],
    /// Whether it is a self-check of a lesson.
    pub(crate) check: bool,
}

/// A question as it is read: without its table of variants and its model answer, its blanks marked, in one row of the
/// variants.
pub(crate) struct Written {
    /// Its heading.
    pub(crate) heading: Node,
    /// Stem, answers, explanation.
    pub(crate) blocks: Vec<Node>,
    /// The model answer of a task.
    pub(crate) solution: Vec<Node>,
}

/// What reading the answers needs to know of the question.
#[derive(Clone, Copy)]
pub(crate) struct Asked<'s> {
    /// Its settings.
    pub(crate) settings: &'s Settings,
    /// Its type.
    pub(crate) kind: Type,
    /// Where it stands.
    pub(crate) place: Place,
}

/// The lists of choices (several where they fell apart), and the block after them.
struct Lists<'n> {
    lists: Vec<&'n Node>,
    end: usize,
}

impl Pass<'_, '_> {
    /// Reads a question; gives its index.
    pub(crate) fn question(&mut self, source: &Source<'_>) -> usize {
        let settings = &source.data.settings;
        let kind = self.type_of(source);
        let place = Place::Question(kind, source.check);
        self.check_settings(settings, place);
        let asides = self.asides(source, kind);
        for block in &asides.blocks {
            if let Kind::Heading(data) = &block.kind {
                self.check_settings(&data.settings, Place::Heading);
            }
        }
        let (heading, blocks) = (source.heading.clone(), asides.blocks);
        let mut written = Written { heading, blocks, solution: asides.solution };
        let mut slug = source.data.slug.clone();
        if kind == Type::Blanks {
            self.mark_blanks(&mut written, named_type(settings).is_some());
            slug = unmarked_slug(&written.heading).unwrap_or(slug);
        }
        let asked = Asked { settings, kind, place };
        let mut variants = Vec::new();
        let content = match asides.variants {
            None => self.content(&asked, &written),
            Some(table) => {
                variants = self.variants(&asked, &written, &table);
                variants.first().map_or_else(|| self.content(&asked, &written), ParsedContent::clone)
            }
        };
        let was = self.words(settings, place, "was").map(|was| (was.value.clone(), was.value_span.clone()));
        let question = ParsedQuestion {
            id: id_of(source.data),
            slug,
            was,
            span: source.heading.span.clone(),
            stem_html: content.stem_html,
            points: self.points(&asked, content.answers.as_ref()),
            skills: self.skills(settings, place),
            difficulty: self.difficulty(settings, place),
            shuffle: self.yes_no(settings, place, "shuffle"),
            hints: content.hints,
            explanation: content.explanation,
            answers: content.answers,
            answers_span: content.answers_span,
            variants,
            end: source.blocks.last().map_or(source.heading.span.end, |block| block.span.end),
        };
        self.page.questions.push(question);
        self.page.questions.len() - 1
    }

    /// The type that the classes name, or blanks where the stem has some and no choice is marked as right.
    fn type_of(&self, source: &Source<'_>) -> Type {
        if named_type(&source.data.settings).is_some() {
            return type_of(&source.data.settings);
        }
        let list = source.blocks.iter().position(|block| choices::is_choice_list(block, self.input.text));
        let stem = &source.blocks[..list.unwrap_or(source.blocks.len())];
        let right = list.is_some_and(|list| choices::has_right(&source.blocks[list], self.input.text));
        let has_blanks =
            || blanks::has_blank(&source.heading.children, self.input.text) || blanks::has_blank(stem, self.input.text);
        if !right && has_blanks() { Type::Blanks } else { Type::Choices }
    }

    /// `points=`; for a task what its rubric gives (E252), for a survey nothing.
    fn points(&mut self, asked: &Asked<'_>, answers: Option<&ParsedAnswers>) -> Option<f64> {
        let set = self.positive(asked.settings, asked.place, "points");
        match (asked.kind, answers) {
            (Type::Survey, _) => Some(0.0),
            (Type::Task, Some(ParsedAnswers::Task { rubric, .. })) => {
                let total = task::total(rubric);
                if let (Some(set), Some(setting)) = (set, asked.settings.key("points"))
                    && (set - total).abs() > 1e-9
                {
                    let found = self.findings.report("E252", setting.value_span.clone());
                    found.arg("points", setting.value.as_str()).arg("total", total.to_string());
                }
                Some(total)
            }
            _ => set,
        }
    }

    /// Stem, hints, answers and explanation.
    pub(crate) fn content(&mut self, asked: &Asked<'_>, written: &Written) -> ParsedContent {
        let blocks = written.blocks.as_slice();
        let first = self.answer_block(asked.kind, blocks);
        let stem = match first {
            None if asked.kind == Type::Blanks => blanks::end_of_stem(blocks),
            first => first.unwrap_or(blocks.len()),
        };
        let (stem_html, hints) = self.stem(&written.heading, &blocks[..stem]);
        let (answers, answers_span, end) = match first {
            Some(first) => self.answers(asked, written, first),
            None if asked.kind == Type::Blanks => {
                let answers = self.blanks(asked, written, Vec::new());
                (answers, written.heading.span.clone(), stem)
            }
            None => {
                self.no_answers(asked.kind, written);
                (None, written.heading.span.clone(), blocks.len())
            }
        };
        let explanation = Some(self.fragment(&blocks[end..])).filter(|html| !html.trim().is_empty());
        ParsedContent { stem_html, hints, explanation, answers, answers_span }
    }

    /// The block in which the answers stand.
    fn answer_block(&self, kind: Type, blocks: &[Node]) -> Option<usize> {
        let columns = |block: &Node| match &block.kind {
            Kind::Table(columns) => columns.len(),
            _ => 0,
        };
        match kind {
            Type::Match => {
                let two = blocks.iter().position(|block| columns(block) == 2);
                two.or_else(|| blocks.iter().position(|block| columns(block) > 0))
            }
            Type::Order => blocks.iter().position(|block| matches!(block.kind, Kind::List(Some(_)))),
            Type::Task => blocks.iter().rposition(|block| columns(block) > 0),
            _ => blocks.iter().position(|block| choices::is_choice_list(block, self.input.text)),
        }
    }

    /// The heading and the blocks before the answers; hints apart.
    fn stem(&mut self, heading: &Node, blocks: &[Node]) -> (String, Vec<String>) {
        let outer = self.open_fragment();
        let mut html = String::from("<p class=\"stem\">");
        self.nodes(&heading.children, &mut html);
        html.push_str("</p>\n");
        let mut hints = Vec::new();
        for block in blocks {
            if matches!(block.kind, Kind::Quote(Some("tip"))) {
                hints.push(self.fragment(&block.children));
            } else {
                self.node(block, &mut html);
            }
        }
        self.write_notes(&mut html);
        self.scope = outer;
        (clean(&html), hints)
    }

    /// The answers are missing: E200, with advice where they are written as in a Word file, or what the type asks for.
    fn no_answers(&mut self, kind: Type, written: &Written) {
        let heading = written.heading.span.clone();
        let code = match kind {
            Type::Match => "E240",
            Type::Order => "E243",
            Type::Task => "E250",
            _ => "E200",
        };
        let end = written.blocks.last().map_or(heading.end, |block| block.span.end);
        let lettered = looks_like_aiken(self.source(heading.end..end.max(heading.end)));
        let found = self.findings.report(code, heading);
        if lettered && code == "E200" {
            found.variant("aiken");
        }
    }

    /// The answers, their place, and where the explanation begins.
    fn answers(&mut self, asked: &Asked<'_>, written: &Written, first: usize) -> (Option<ParsedAnswers>, Span, usize) {
        let block = &written.blocks[first];
        let span = trimmed(self.input.text, &block.span);
        match asked.kind {
            Type::Match => return (self.pairs(asked, block), span, first + 1),
            Type::Order => return (self.order(asked, block), span, first + 1),
            Type::Task => return (self.task(asked, block, &written.solution), span, first + 1),
            _ => {}
        }
        let Lists { lists, end } = self.lists(&written.blocks, first);
        let is_choices = matches!(asked.kind, Type::Choices | Type::Survey);
        let place = if is_choices { Place::Choice } else { Place::Answer };
        let mut entries: Vec<Entry> = Vec::new();
        for item in lists.iter().flat_map(|list| &list.children) {
            entries.extend(self.entry(item, place));
        }
        let answers = match asked.kind {
            Type::Number => Some(self.numbers(asked.settings, asked.place, entries)),
            Type::Text => Some(self.texts(asked.settings, asked.place, entries)),
            Type::Survey => self.survey(asked.settings, entries, &span),
            Type::Blanks => self.blanks(asked, written, entries),
            _ => self.choices(asked.settings, asked.place, entries, &span),
        };
        (answers, span, end)
    }

    /// Follows a list of choices over what tore it apart (E202).
    fn lists<'n>(&mut self, blocks: &'n [Node], first: usize) -> Lists<'n> {
        let mut lists = vec![&blocks[first]];
        let mut end = first + 1;
        loop {
            let mut next = end;
            while blocks.get(next).is_some_and(|block| self.tears(block)) {
                next += 1;
            }
            let Some(list) = blocks.get(next).filter(|block| choices::is_choice_list(block, self.input.text)) else {
                return Lists { lists, end };
            };
            let item = list.children.first().map_or(&list.span, |item| &item.span);
            let causes: Vec<Span> = blocks[end..next].iter().map(|block| block.span.clone()).collect();
            let labels: Vec<_> =
                causes.iter().map(|span| self.findings.position(trimmed(self.input.text, span))).collect();
            let variant = blocks.get(end).filter(|_| end < next).map_or("marker", |block| match block.kind {
                Kind::Quote(_) => "feedback",
                _ => "comment",
            });
            let found = self.findings.report("E202", choices::first_line(self.input.text, item)).variant(variant);
            for position in labels {
                found.label(self.input.file, position);
            }
            lists.push(list);
            end = next + 1;
        }
    }

    /// Whether a block between two lists only looks like a part of the choices.
    fn tears(&self, block: &Node) -> bool {
        match &block.kind {
            Kind::Quote(None) => true,
            Kind::HtmlBlock(_) => {
                let source = self.source(block.span.clone()).trim();
                source.starts_with("<!--") || comment_inside(self.input.text, block.span.clone()).is_some()
            }
            _ => false,
        }
    }
}

/// The span without the white space at its end.
pub(crate) fn trimmed(text: &str, span: &Span) -> Span {
    span.start..span.start + text[span.clone()].trim_end().len()
}

/// GitHub's slug of a heading without what stands in its blanks, where it has any: an id must not give them away.
fn unmarked_slug(heading: &Node) -> Option<String> {
    let has_blanks = blanks::any_blank(&heading.children);
    let slug = slug(plain(&heading.children).trim());
    let slug = slug.trim_matches('-');
    has_blanks.then(|| if slug.is_empty() { "blank" } else { slug }.to_owned())
}

/// Whether lines begin with `A.` and `B.`, as in question files from Word.
fn looks_like_aiken(source: &str) -> bool {
    let begins = |letter: char| {
        source.lines().any(|line| {
            let line = line.trim_start_matches(['*', '-', ' ', '\t']);
            line.strip_prefix(letter).is_some_and(|rest| rest.starts_with(['.', ')', ':']))
        })
    };
    (begins('A') && begins('B')) || source.contains("Đáp án:") || source.contains("ANSWER:")
}
