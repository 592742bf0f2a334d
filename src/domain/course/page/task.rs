//! `.task`: practical work; its last table is the rubric by which people mark it.

use super::document::{Kind, Node};
use super::pass::Pass;
use super::question::{Asked, trimmed};
use super::tables::cell_text;
use super::{ParsedAnswers, ParsedCriterion, number};
use crate::course::question::Submit;

/// Files and characters where the author does not say how many.
const MAX_FILES: u32 = 3;
const MAX_CHARS: u32 = 3_000;

/// No task takes more files or characters than these.
const MOST_FILES: u32 = 20;
const MOST_CHARS: u32 = 10_000;

impl Pass<'_, '_> {
    /// Reads the rubric: E250, W241, E251.
    pub(crate) fn task(&mut self, asked: &Asked<'_>, table: &Node, solution: &[Node]) -> Option<ParsedAnswers> {
        let columns = match &table.kind {
            Kind::Table(columns) => columns.len(),
            _ => 0,
        };
        let submit = self.submit(asked);
        let max_files = self.limit(asked, "max-files", MOST_FILES).unwrap_or(MAX_FILES);
        let max_chars = self.limit(asked, "max-chars", MOST_CHARS).unwrap_or(MAX_CHARS);
        let Some((head, rows)) = table.children.split_first().filter(|(_, rows)| columns > 1 && !rows.is_empty())
        else {
            let span = trimmed(self.input.text, &table.span);
            self.findings.report("E250", span).variant("small");
            return None;
        };
        self.check_rows(table, columns);
        let titles: Vec<Option<(String, f64)>> = head.children[1..].iter().map(|cell| self.level(cell)).collect();
        let titles: Vec<(String, f64)> = titles.into_iter().collect::<Option<_>>()?;
        let mut rubric = Vec::new();
        for row in rows {
            let Some((name, cells)) = row.children.split_first() else { continue };
            let says: Vec<String> = cells.iter().map(|cell| self.cell_html(cell)).collect();
            let levels = titles.iter().zip(says).map(|((title, points), says)| (title.clone(), *points, says));
            let (name, levels) = (self.cell_html(name), levels.collect());
            rubric.push(ParsedCriterion { name, levels });
        }
        let solution = Some(self.fragment(solution)).filter(|html| !html.trim().is_empty());
        Some(ParsedAnswers::Task { submit, max_files, max_chars, rubric, solution })
    }

    /// Title and points of a column `Đạt (2)`.
    fn level(&mut self, cell: &Node) -> Option<(String, f64)> {
        let text = cell_text(cell);
        let parts = text.strip_suffix(')').and_then(|rest| rest.rsplit_once('('));
        let points = parts.and_then(|(_, points)| number::number(points).ok()).filter(|points| *points >= 0.0);
        let (Some((title, _)), Some(points)) = (parts, points) else {
            self.findings.report("E251", self.cell_span(cell)).arg("text", text);
            return None;
        };
        Some((title.trim().to_owned(), points))
    }

    /// `submit=`: what may be handed in.
    fn submit(&mut self, asked: &Asked<'_>) -> Vec<Submit> {
        let words = [("text", Submit::Text), ("image", Submit::Image), ("file", Submit::File), ("link", Submit::Link)];
        let standard = vec![Submit::Text];
        if self.input.translation {
            return standard;
        }
        let Some(setting) = self.words(asked.settings, asked.place, "submit") else { return standard };
        let known = |word: &str| words.iter().find(|(known, _)| *known == word.trim()).map(|(_, submit)| *submit);
        let Some(mut submit) = setting.value.split(',').map(known).collect::<Option<Vec<_>>>() else {
            self.bad_value(setting, "one-of", "text, image, file, link");
            return standard;
        };
        submit.sort_unstable();
        submit.dedup();
        submit
    }

    /// A whole number from 1 to `most`.
    fn limit(&mut self, asked: &Asked<'_>, key: &str, most: u32) -> Option<u32> {
        let (count, _) = self.count(asked.settings, asked.place, key)?;
        if count > most
            && let Some(setting) = asked.settings.key(key)
        {
            self.bad_value(setting, "most", &most.to_string());
            return None;
        }
        Some(count)
    }
}

/// What a task can earn: the most of each criterion.
pub(crate) fn total(rubric: &[ParsedCriterion]) -> f64 {
    rubric.iter().map(|row| row.levels.iter().map(|(_, points, _)| *points).fold(0.0, f64::max)).sum()
}
