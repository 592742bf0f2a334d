//! A page as a browser without script sees it: its forms, with what they carry, and its links.

use super::Answer;
use scraper::{ElementRef, Html, Selector};

/// A form of a page.
#[derive(Debug, Clone)]
pub struct FormOnPage {
    pub method: String,
    pub action: String,
    /// What is sent if nobody touches it.
    pub fields: Vec<(String, String)>,
    /// Names of everything that can be filled in, with the value a tick stands for.
    pub inputs: Vec<(String, String, String)>,
}

pub fn selector(css: &str) -> Selector {
    Selector::parse(css).expect("a selector")
}

pub fn parse(answer: &Answer) -> Html {
    Html::parse_document(&answer.text())
}

/// Every element that the selector finds, as text.
pub fn texts(answer: &Answer, css: &str) -> Vec<String> {
    parse(answer).select(&selector(css)).map(text_of).collect()
}

pub fn text_of(element: ElementRef<'_>) -> String {
    element.text().collect::<Vec<_>>().join(" ").split_whitespace().collect::<Vec<_>>().join(" ")
}

/// An attribute of every element that the selector finds.
pub fn attributes(answer: &Answer, css: &str, name: &str) -> Vec<String> {
    parse(answer).select(&selector(css)).filter_map(|one| one.attr(name).map(str::to_owned)).collect()
}

/// Every form of a page.
pub fn forms(answer: &Answer) -> Vec<FormOnPage> {
    parse(answer).select(&selector("form")).map(form_of).collect()
}

/// The form that is sent to an address with that end.
#[track_caller]
pub fn form(answer: &Answer, end: &str) -> FormOnPage {
    let found = forms(answer).into_iter().find(|form| form.action.ends_with(end));
    found.unwrap_or_else(|| panic!("no form to …{end} on this page ({}): {}", answer.status, answer.text()))
}

fn form_of(form: ElementRef<'_>) -> FormOnPage {
    let attr = |element: ElementRef<'_>, name: &str| element.attr(name).unwrap_or_default().to_owned();
    let (mut fields, mut inputs) = (Vec::new(), Vec::new());
    for element in form.select(&selector("input, textarea, select")) {
        let (name, value, kind) = (attr(element, "name"), attr(element, "value"), attr(element, "type"));
        let ticked = element.attr("checked").is_some();
        match (element.value().name(), kind.as_str()) {
            ("input", "checkbox" | "radio") if !ticked => {}
            ("textarea", _) => fields.push((name.clone(), text_of(element))),
            ("select", _) => {
                let options: Vec<_> = element.select(&selector("option")).collect();
                let chosen = options.iter().find(|one| one.attr("selected").is_some()).or(options.first());
                fields.push((name.clone(), chosen.map(|one| attr(*one, "value")).unwrap_or_default()));
            }
            _ => fields.push((name.clone(), value.clone())),
        }
        inputs.push((name, kind, value));
    }
    FormOnPage { method: attr(form, "method"), action: attr(form, "action"), fields, inputs }
}

impl FormOnPage {
    /// Fills a field in, as typing or picking does.
    #[track_caller]
    pub fn fill(mut self, name: &str, value: &str) -> Self {
        assert!(self.inputs.iter().any(|(one, ..)| one == name), "no field {name} in {self:?}");
        self.fields.retain(|(one, _)| one != name);
        self.fields.push((name.into(), value.into()));
        self
    }

    /// Ticks a box beside those that are ticked.
    #[track_caller]
    pub fn tick(mut self, name: &str, value: &str) -> Self {
        let known = self.inputs.iter().any(|(one, _, what)| one == name && what == value);
        assert!(known, "no box {name}={value} in {self:?}");
        self.fields.push((name.into(), value.into()));
        self
    }

    /// What is sent under a name as it stands.
    pub fn values(&self, name: &str) -> Vec<&str> {
        self.fields.iter().filter(|(one, _)| one == name).map(|(_, value)| value.as_str()).collect()
    }

    /// Presses a button that says something.
    pub fn press(mut self, name: &str, value: &str) -> Self {
        self.fields.push((name.into(), value.into()));
        self
    }
}
