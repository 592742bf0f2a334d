//! What the pages show: plain data, in the language and time zone of the reader, without a word of its own. Words stand in
//! `locales/`, looks in `templates/`; nothing here knows actix or SQL.

pub mod assessment;
pub mod boundary;
pub mod catalog;
pub mod certificate;
pub mod class;
pub mod class_pack;
pub mod class_session;
pub mod competency;
pub mod duplicates;
pub mod emulation;
pub mod ended;
pub mod exemplar;
pub mod figures;
pub mod imports;
pub mod inspection;
pub mod learning;
pub mod mail;
pub mod marking;
pub mod my_people;
pub mod offline;
pub mod one_page;
pub mod oversight;
pub mod people;
pub mod personal_data;
pub mod plan;
pub mod practice;
pub mod preview;
pub mod questions;
pub mod recheck;
pub mod signals;
pub mod sitting;
pub mod teach;
pub mod today;
pub mod unit;
pub mod work_record;

use serde::Serialize;
use std::collections::BTreeMap;

/// What every page is given besides its own data, as `layout`.
#[derive(Debug, Clone, Serialize)]
pub struct Layout {
    /// `vi` or `en`.
    pub lang: String,
    /// Name of the site.
    pub site: String,
    /// Path and query of this page in the other language.
    pub other_lang_url: String,
    /// What was chosen of looks.
    pub look: Look,
    /// Where one chooses them, and comes back from.
    pub display_url: String,
    /// Who is signed in.
    pub person: Option<Person>,
    /// Token for forms.
    pub csrf: String,
    /// Something that just happened.
    pub flash: Option<Flash>,
    /// Hashed address of the style sheet.
    pub css: String,
    /// Hashed address of the script.
    pub js: String,
    /// Hashed address of the icon.
    pub icon: String,
    /// First part of the path (`courses`, `me`, ...), of the administration the second (`accounts`), to mark where one is.
    pub section: String,
}

/// What somebody chose of looks, as attributes of the page; empty where the device decides.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Look {
    /// `light` or `dark`.
    pub theme: &'static str,
    /// `large` or `largest`.
    pub text: &'static str,
}

/// Who is signed in, for the header.
#[derive(Debug, Clone, Serialize)]
pub struct Person {
    /// Name.
    pub name: String,
    /// What tells this person from others on the same device, for what waits to be sent; it leads back to nobody.
    pub tag: String,
    /// May issue certificates.
    pub certifier: bool,
    /// Runs the server.
    pub administrator: bool,
    /// Publishes courses.
    pub instructor: bool,
    /// Opens supervised sittings.
    pub facilitator: bool,
    /// Sees figures of units.
    pub observer: bool,
    /// Looks into things, over some units or over everything.
    pub inspector: bool,
    /// Looks at patterns in exams, over everything.
    pub chief_inspector: bool,
    /// Several people share this device.
    pub shared: bool,
}

/// Something that just happened, said once.
#[derive(Debug, Clone, Serialize)]
pub struct Flash {
    /// `good` or `bad`.
    pub tone: &'static str,
    /// The sentence.
    pub text: String,
}

/// A link.
#[derive(Debug, Clone, Serialize)]
pub struct Link {
    /// Its words.
    pub title: String,
    /// Where it leads.
    pub url: String,
}

/// An instant, as `<time datetime="iso">text</time>`.
#[derive(Debug, Clone, Serialize)]
pub struct When {
    /// RFC 3339.
    pub iso: String,
    /// In the reader's language and the site's time zone, such as `19:42 ngày 05/03/2027`.
    pub text: String,
}

/// The head of a column that a list can be sorted by.
#[derive(Debug, Clone, Serialize)]
pub struct SortHead {
    /// The list sorted by it, or the other way round where it is.
    pub url: String,
    /// How the list stands now, as `aria-sort` says it: `ascending`, `descending` or `none`.
    pub now: &'static str,
}

/// How far one is.
#[derive(Debug, Clone, Copy, Serialize)]
pub struct Progress {
    /// Done.
    pub completed: usize,
    /// Of so many.
    pub total: usize,
    /// 0 to 100.
    pub percent: usize,
}

/// A form that was sent and has to be mended: what was typed, and what is wrong, by field. The errors are sentences.
#[derive(Debug, Clone, Default, Serialize)]
pub struct FormState {
    /// What was typed (never a password).
    pub values: BTreeMap<String, String>,
    /// What is wrong.
    pub errors: BTreeMap<String, String>,
}

/// `error/error.html`
#[derive(Debug, Clone, Serialize)]
pub struct ErrorPage {
    /// HTTP status.
    pub status: u16,
    /// One line.
    pub title: String,
    /// What happened and what to do.
    pub message: String,
    /// For asking the people who run the server.
    pub request_id: String,
    /// Where to go from here.
    pub links: Vec<Link>,
}
