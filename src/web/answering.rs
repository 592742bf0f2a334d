//! How each type of question is answered in a plain form: its fields, filled again with what was said before, and the
//! answer that a sent form gives. Attempts and self-checks share it.

use super::form::Form;
use super::result::{escape, plain};
use super::show;
use super::view::assessment::{CriterionView, LegendView, LevelView, OptionView, PartsView, PickView, WorkView};
use crate::message::Message;
use serde_json::{Value, json};
use std::fmt::Write as _;
use xutra_domain::assessment::{Answer, FormItem, MAX_BLANK, ShownChoice};
use xutra_domain::course::question::{Answers, Criterion, Question, Submit, blank_mark};
use xutra_domain::language::Localized;

/// What ids and names of a question's fields begin with, so that those of one page are kept apart.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Prefix<'a> {
    /// Of ids.
    pub(super) id: &'a str,
    /// Of names.
    pub(super) name: &'a str,
}

/// Ids of an attempt with their safe HTML, in shown order.
pub(super) type Shown = Vec<(String, String)>;

/// What fills the fields: a form that was sent, or what was saved.
#[derive(Debug, Clone, Copy)]
pub(super) enum Filled<'a> {
    /// A form, as it was sent.
    Sent(&'a Form),
    /// A saved answer; none where there is none.
    Saved(Option<&'a Answer>),
}

impl Filled<'_> {
    /// Ids of picked choices.
    pub(super) fn picked(&self) -> Vec<&str> {
        match self {
            Self::Sent(form) => form.all("choice").collect(),
            Self::Saved(Some(Answer::Choices { choices })) => choices.iter().map(String::as_str).collect(),
            Self::Saved(_) => Vec::new(),
        }
    }

    /// A typed number or text.
    pub(super) fn typed(&self) -> &str {
        match self {
            Self::Sent(form) => typed_in(form),
            Self::Saved(Some(Answer::Number { number: text } | Answer::Text { text } | Answer::Task { text, .. })) => {
                text
            }
            Self::Saved(_) => "",
        }
    }

    fn blank(&self, number: usize) -> &str {
        match self {
            Self::Sent(form) => form.get_named("blank-", &number.to_string()),
            Self::Saved(Some(Answer::Blanks { blanks })) => blanks.get(&number.to_string()).map_or("", String::as_str),
            Self::Saved(_) => "",
        }
    }

    fn pair(&self, left: &str) -> &str {
        match self {
            Self::Sent(form) => form.get_named("pair-", left),
            Self::Saved(Some(Answer::Pairs { pairs })) => pairs.get(left).map_or("", String::as_str),
            Self::Saved(_) => "",
        }
    }

    fn place(&self, id: &str) -> String {
        match self {
            Self::Sent(form) => form.get_named("place-", id).to_owned(),
            Self::Saved(Some(Answer::Order { order })) => {
                order.iter().position(|one| one == id).map(|at| (at + 1).to_string()).unwrap_or_default()
            }
            Self::Saved(_) => String::new(),
        }
    }
}

fn typed_in(form: &Form) -> &str {
    ["number", "text", "typed"].map(|name| form.get(name)).into_iter().find(|text| !text.is_empty()).unwrap_or_default()
}

/// The answer in a sent form, in the shape of the API.
///
/// # Errors
/// A sentence, where two items of an order were given one place.
pub(super) fn value_of(question: &Question, item: &FormItem, form: &Form) -> Result<Value, Message> {
    Ok(match &question.answers {
        Answers::Number { .. } => json!({ "number": typed_in(form) }),
        Answers::Text { .. } => json!({ "text": typed_in(form) }),
        Answers::Task { .. } => json!({ "text": typed_in(form), "files": [] }),
        Answers::Blanks { blanks, .. } => {
            let names = (1..=blanks.len()).map(|number| number.to_string());
            let filled = names.map(|name| (name.clone(), form.get_named("blank-", &name)));
            json!({ "blanks": filled.filter(|(_, text)| !text.is_empty()).map(|(name, text)| (name, json!(text))).collect::<serde_json::Map<_, _>>() })
        }
        Answers::Match { .. } => {
            let joined = item.left.iter().map(|left| (left.id.clone(), form.get_named("pair-", &left.id)));
            json!({ "pairs": joined.filter(|(_, right)| !right.is_empty()).map(|(left, right)| (left, json!(right))).collect::<serde_json::Map<_, _>>() })
        }
        Answers::Order { .. } => {
            let place = |shown: &ShownChoice| form.get_named("place-", &shown.id).parse::<usize>().ok();
            let mut placed: Vec<(usize, &str)> =
                item.choices.iter().filter_map(|shown| Some((place(shown)?, shown.id.as_str()))).collect();
            placed.sort_unstable();
            if placed.windows(2).any(|two| two[0].0 == two[1].0) {
                return Err(Message::new("answer-same-place"));
            }
            json!({ "order": placed.iter().map(|(_, id)| *id).collect::<Vec<_>>() })
        }
        _ => json!({ "choices": form.all("choice").collect::<Vec<_>>() }),
    })
}

/// The stem with a field in place of each blank.
pub(super) fn prompt_html(
    question: &Question,
    item: &FormItem,
    filled: Filled<'_>,
    prefix: Prefix<'_>,
    lang: &str,
) -> String {
    let mut html = question.stem.get(lang).clone();
    let Answers::Blanks { blanks, words, .. } = &question.answers else { return html };
    for number in 1..=blanks.len() {
        let typed = filled.blank(number);
        let Prefix { id, name } = prefix;
        let named = format!(
            "class=\"blank\" id=\"{id}blank-{number}\" name=\"{name}blank-{number}\" aria-label=\"\u{E000}blank-label\u{E001} {number}\""
        );
        let field = match words {
            None => format!(
                "<input {named} value=\"{}\" maxlength=\"{MAX_BLANK}\" size=\"12\" autocomplete=\"off\" autocapitalize=\"none\" spellcheck=\"false\">",
                escape(typed)
            ),
            Some(_) => {
                let mut select = format!("<select {named}><option value=\"\">…</option>");
                for word in bank(question, item, lang) {
                    let chosen = if word == typed { " selected" } else { "" };
                    let word = escape(&word);
                    let _ = write!(select, "<option value=\"{word}\"{chosen}>{word}</option>");
                }
                select + "</select>"
            }
        };
        html = html.replace(&blank_mark(number), &field);
    }
    html
}

/// The words of a bank in shown order.
pub(super) fn bank(question: &Question, item: &FormItem, lang: &str) -> Vec<String> {
    let Answers::Blanks { words: Some(words), .. } = &question.answers else { return Vec::new() };
    shown(words, &item.choices, lang).into_iter().map(|(_, word)| word).collect()
}

/// Texts with their ids in the order in which an item shows them.
pub(super) fn shown(texts: &[Localized], order: &[ShownChoice], lang: &str) -> Shown {
    let text = |one: &ShownChoice| {
        let text = texts.get(usize::try_from(one.source).ok()?)?;
        Some((one.id.clone(), text.get(lang).clone()))
    };
    order.iter().filter_map(text).collect()
}

/// Left and right items of a match as an item shows them; empty for other types.
pub(super) fn sides(question: &Question, item: &FormItem, lang: &str) -> (Shown, Shown) {
    let Answers::Match { left, right, .. } = &question.answers else { return (Vec::new(), Vec::new()) };
    let left: Vec<Localized> = left.iter().map(|one| one.html.clone()).collect();
    (shown(&left, &item.left, lang), shown(right, &item.choices, lang))
}

/// What a question has beside choices and typed fields.
pub(super) fn parts_view(
    question: &Question,
    item: &FormItem,
    filled: Filled<'_>,
    prefix: Prefix<'_>,
    lang: &str,
) -> PartsView {
    let mut view = PartsView::default();
    match &question.answers {
        Answers::Match { .. } => {
            let (left, right) = sides(question, item, lang);
            let letter =
                |at: usize| char::from_u32(u32::from('A') + u32::try_from(at % 26).unwrap_or(0)).unwrap_or('A');
            let name = |at: usize, html: &str| format!("{}. {}", letter(at), plain(html)).trim().to_owned();
            for (id, html) in left {
                let chosen = filled.pair(&id);
                let option = |(at, (right, html)): (usize, &(String, String))| OptionView {
                    value: right.clone(),
                    text: name(at, html),
                    chosen: chosen == right,
                };
                let options = right.iter().enumerate().map(option).collect();
                view.picks.push(pick(prefix, &format!("pair-{id}"), html, options));
            }
            if right.iter().any(|(_, html)| html.contains('<')) {
                let row = |(at, (_, html)): (usize, &(String, String))| LegendView {
                    letter: letter(at).to_string(),
                    html: html.clone(),
                };
                view.legend = right.iter().enumerate().map(row).collect();
            }
        }
        Answers::Order { items, .. } => {
            for (id, html) in shown(items, &item.choices, lang) {
                let chosen = filled.place(&id);
                let option = |place: usize| OptionView {
                    value: place.to_string(),
                    text: place.to_string(),
                    chosen: chosen == place.to_string(),
                };
                let options = (1..=items.len()).map(option).collect();
                view.picks.push(pick(prefix, &format!("place-{id}"), html, options));
            }
        }
        Answers::Task { rubric, max_chars, submit, .. } => {
            view.work = Some(WorkView {
                id: format!("{}text", prefix.id),
                name: format!("{}text", prefix.name),
                prefix: prefix.name.to_owned(),
                typed: filled.typed().to_owned(),
                max_chars: *max_chars,
                takes_text: submit.iter().any(|one| matches!(one, Submit::Text | Submit::Link)),
                links_only: submit.contains(&Submit::Link) && !submit.contains(&Submit::Text),
                files: None,
                rubric: rubric.iter().map(|row| criterion(row, lang)).collect(),
            });
        }
        _ => {}
    }
    view
}

fn pick(prefix: Prefix<'_>, name: &str, html: String, options: Vec<OptionView>) -> PickView {
    PickView { id: format!("{}{name}", prefix.id), name: format!("{}{name}", prefix.name), html, options }
}

/// A row of a rubric.
pub(super) fn criterion(row: &Criterion, lang: &str) -> CriterionView {
    let level = |level: &xutra_domain::course::question::Level| LevelView {
        title: level.title.get(lang).clone(),
        points: show::number(lang, level.points),
        value: level.points.to_string(),
        says_html: level.says.get(lang).clone(),
    };
    CriterionView { html: row.name.get(lang).clone(), levels: row.levels.iter().map(level).collect() }
}

/// Whether several choices may be picked.
pub(super) fn takes_several(question: &Question) -> bool {
    matches!(question.answers, Answers::Multiple { .. } | Answers::Survey { several: true, .. })
}
