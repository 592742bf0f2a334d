//! Every page with rich data, in both languages, for the tests and for looking at.

use crate::web::view::{ErrorPage, FormState, Layout, Link, Look, Person, When};
use serde::Serialize;
use serde_json::Value;

mod accounts;
mod assessment;
mod boundary;
mod catalog;
mod certificate;
mod class;
mod competency;
mod duplicates;
mod emulation;
mod exemplar;
mod figures;
mod front;
mod imports;
mod inspection;
mod lesson;
mod mail;
mod marking;
mod my_people;
mod offline;
mod one_page;
mod oversight;
mod people;
mod personal_data;
mod plan;
mod practice;
mod preview;
mod questions;
mod recheck;
mod result;
mod signals;
mod sitting;
mod teach;
mod today;
mod unit;
mod work_record;

/// A page: name for the file, template, layout and data.
pub(super) struct Sample {
    pub(super) name: String,
    pub(super) template: &'static str,
    pub(super) layout: Layout,
    pub(super) page: Value,
}

/// Picks the text of a language.
#[derive(Clone, Copy)]
struct Say(bool);

impl Say {
    fn of(self, vi: &str, en: &str) -> String {
        if self.0 { vi.to_owned() } else { en.to_owned() }
    }
}

/// All samples of a language.
pub(super) fn all(lang: &str) -> Vec<Sample> {
    let say = Say(lang == "vi");
    let mut samples = Vec::new();
    catalog::add_all(say, &mut samples);
    lesson::add_all(say, &mut samples);
    assessment::add_all(say, &mut samples);
    result::add_all(say, &mut samples);
    competency::add_all(say, &mut samples);
    people::add_all(say, &mut samples);
    accounts::add_all(say, &mut samples);
    duplicates::add_all(say, &mut samples);
    certificate::add_all(say, &mut samples);
    errors(say, &mut samples);
    front::add_all(say, &mut samples);
    offline::add_all(say, &mut samples);
    preview::preview(say, &mut samples);
    imports::add_all(say, &mut samples);
    inspection::inspection(say, &mut samples);
    questions::add_all(say, &mut samples);
    signals::add_all(say, &mut samples);
    teach::add_all(say, &mut samples);
    personal_data::add_all(say, &mut samples);
    today::add_all(say, &mut samples);
    marking::add_all(say, &mut samples);
    mail::add_all(say, &mut samples);
    sitting::add_all(say, &mut samples);
    class::add_all(say, &mut samples);
    my_people::add_all(say, &mut samples);
    practice::add_all(say, &mut samples);
    unit::add_all(say, &mut samples);
    boundary::add_all(say, &mut samples);
    figures::add_all(say, &mut samples);
    work_record::add_all(say, &mut samples);
    recheck::add_all(say, &mut samples);
    oversight::add_all(say, &mut samples);
    plan::add_all(say, &mut samples);
    emulation::add_all(say, &mut samples);
    exemplar::add_all(say, &mut samples);
    samples
}

#[derive(Clone, Copy, PartialEq)]
enum Who {
    Visitor,
    Learner,
    Staff,
}

fn layout(say: Say, who: Who, section: &str) -> Layout {
    let name = if who == Who::Staff { "Trần Văn Bình" } else { "Nguyễn Thị Hoa" };
    Layout {
        lang: say.of("vi", "en"),
        site: "Bình dân học AI".into(),
        other_lang_url: say.of("/?lang=en", "/?lang=vi"),
        look: Look::default(),
        display_url: "/settings/display?next=%2F".into(),
        person: (who != Who::Visitor).then(|| Person {
            name: name.into(),
            tag: "q7w3".into(),
            certifier: who == Who::Staff,
            administrator: who == Who::Staff,
            instructor: who == Who::Staff,
            facilitator: who == Who::Staff,
            observer: who == Who::Staff,
            inspector: who == Who::Staff,
            chief_inspector: who == Who::Staff,
            shared: false,
        }),
        csrf: "k3y<&\"'>".into(),
        flash: None,
        css: "/static/style.css".into(),
        js: "/static/app.js".into(),
        icon: "/static/icon.svg".into(),
        section: section.into(),
    }
}

fn add<T: Serialize>(samples: &mut Vec<Sample>, name: &str, template: &'static str, layout: Layout, page: &T) {
    let page = serde_json::to_value(page).unwrap();
    samples.push(Sample { name: name.into(), template, layout, page });
}

fn link(title: String, url: &str) -> Link {
    Link { title, url: url.into() }
}

fn when(say: Say) -> When {
    When { iso: "2027-03-05T12:42:00Z".into(), text: say.of("19:42 ngày 05/03/2027", "5 March 2027, 19:42") }
}

fn course_link(say: Say) -> Link {
    link(say.of("AI cơ bản cho mọi người", "Basic AI for everyone"), "/courses/ai-co-ban")
}

fn mended(say: Say, fields: &[(&str, &str)], errors: &[(&str, &str, &str)]) -> FormState {
    FormState {
        values: fields.iter().map(|(name, value)| ((*name).into(), (*value).into())).collect(),
        errors: errors.iter().map(|(name, vi, en)| ((*name).into(), say.of(vi, en))).collect(),
    }
}

fn errors(say: Say, samples: &mut Vec<Sample>) {
    let page = ErrorPage {
        status: 404,
        title: say.of("Không thấy trang này", "This page was not found"),
        message: say.of(
            "Có thể địa chỉ bị gõ nhầm, hoặc trang đã chuyển chỗ. Bạn về trang chủ rồi tìm lại nhé.",
            "The address may be mistyped, or the page has moved.",
        ),
        request_id: "0190-77aa-3f".into(),
        links: vec![link(say.of("Về trang chủ", "To the front page"), "/")],
    };
    add(samples, "error", "error/error.html", layout(say, Who::Visitor, "x"), &page);
    let operation = |method: &str, path: &str, summary: &str, signed: bool| serde_json::json!({ "method": method, "path": path, "summary": summary, "signed": signed });
    let page = serde_json::json!({ "operations": [
        operation("POST", "/session", "Sign in", false),
        operation("PUT", "/attempts/{id}/answers/{question}", "Save an answer", true),
    ]});
    add(samples, "api", "api/docs.html", layout(say, Who::Visitor, "api"), &page);
}
