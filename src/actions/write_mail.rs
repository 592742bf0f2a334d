//! What a mail of the outbox says: from the facts that are kept of it to words in the reader's language. For sending it and
//! for looking at it.

use super::ActionError;
use super::answer_recheck::policy_of;
use crate::app::App;
use crate::catalog::LiveCourse;
use crate::locales::{LANGUAGES, REFERENCE};
use crate::mail::message::{DueLine, FigureLine, LetterView, Part, Words, change};
use crate::numbers::{percent, whole};
use serde_json::Value;
use std::sync::Arc;
use xutra_domain::competency::Policy;
use xutra_domain::instant::Instant;
use xutra_domain::mailing::Topic;
use xutra_domain::people::Account;
use xutra_domain::recheck::form_of;
use xutra_domain::unit::Unit;
use xutra_store::outbox::Mail;
use xutra_store::{StoreError, unit};

/// The language in which somebody is written to.
#[must_use]
pub fn language_of(app: &App, account: &Account) -> &'static str {
    let known = |tag: &str| LANGUAGES.iter().copied().find(|one| *one == tag);
    account.locale.as_deref().and_then(known).or_else(|| known(&app.config.site.locale)).unwrap_or(REFERENCE)
}

/// What a row of the outbox tells; none where what it is about is there no more.
///
/// # Errors
/// Where the store fails.
pub async fn part_of(app: &App, lang: &str, mail: &Mail) -> Result<Option<Part>, StoreError> {
    Ok(match mail.topic {
        Topic::Lesson => lesson(app, lang, &mail.facts),
        Topic::Flag => flag(app, lang, &mail.facts),
        Topic::Figures => figures(app, lang, &mail.facts).await?,
        Topic::Recheck => recheck(app, lang, &mail.facts).await?,
        Topic::Retry => retry(app, lang, &mail.facts),
    })
}

/// The words of a mail.
///
/// # Errors
/// `Internal` where a template fails.
pub fn words_of(app: &App, account: &Account, parts: Vec<Part>, stop_url: &str) -> Result<Words, ActionError> {
    let view = LetterView {
        lang: language_of(app, account).to_owned(),
        site: app.config.site.name.clone(),
        name: account.display_name.clone(),
        parts,
        stop_url: stop_url.to_owned(),
        data_url: format!("{}/me/data", app.public_url()),
    };
    app.mailer.write(&view).map_err(ActionError::Internal)
}

fn text<'a>(facts: &'a Value, name: &str) -> Option<&'a str> {
    facts.get(name)?.as_str()
}

fn number(facts: &Value, name: &str) -> Option<u32> {
    u32::try_from(facts.get(name)?.as_u64()?).ok()
}

fn lesson(app: &App, lang: &str, facts: &Value) -> Option<Part> {
    let (course, item) = (text(facts, "course")?, text(facts, "item")?);
    let live = app.catalog.course(course)?;
    Some(Part::Lesson {
        course: live.course.title.get(lang).clone(),
        title: live.course.item(item)?.head().title.get(lang).clone(),
        url: format!("{}/courses/{course}/{item}", app.public_url()),
        minutes: number(facts, "minutes")?,
        left: number(facts, "left")?,
    })
}

fn flag(app: &App, lang: &str, facts: &Value) -> Option<Part> {
    let flag = text(facts, "flag")?;
    let courses = app.catalog.courses();
    let live = courses.iter().find(|live| live.course.policies.iter().any(|policy| policy.flag == flag))?;
    Some(Part::Flag {
        course: live.course.title.get(lang).clone(),
        url: format!("{}/courses/{}", app.public_url(), live.course.id),
        until: app.zone.date(Instant(facts.get("until")?.as_i64()?), lang),
    })
}

async fn recheck(app: &App, lang: &str, facts: &Value) -> Result<Option<Part>, StoreError> {
    let (Some(code), Some(flag)) = (text(facts, "unit"), text(facts, "flag")) else { return Ok(None) };
    let (unit, known) = (unit::find(app.store.reader(), code).await?, policy_of(app, flag));
    let part = |(unit, (live, policy)): (Unit, (Arc<LiveCourse>, Policy))| Part::Recheck {
        unit: unit.name,
        course: live.course.title.get(lang).clone(),
        questions: form_of(&policy).exam.questions,
        url: format!("{}/recheck", app.public_url()),
        practice_url: format!("{}/practice/{}", app.public_url(), live.course.id),
    };
    Ok(unit.zip(known).map(part))
}

fn retry(app: &App, lang: &str, facts: &Value) -> Option<Part> {
    let (course, quiz) = (text(facts, "course")?, text(facts, "quiz")?);
    let live = app.catalog.course(course)?;
    Some(Part::Retry {
        course: live.course.title.get(lang).clone(),
        title: live.course.item(quiz)?.head().title.get(lang).clone(),
        url: format!("{}/courses/{course}/{quiz}", app.public_url()),
        from: app.zone.date(Instant(facts.get("from")?.as_i64()?), lang),
    })
}

async fn figures(app: &App, lang: &str, facts: &Value) -> Result<Option<Part>, StoreError> {
    let (Some(code), Some(told)) = (text(facts, "unit"), facts.get("figures").and_then(Value::as_array)) else {
        return Ok(None);
    };
    let Some(unit) = unit::find(app.store.reader(), code).await? else { return Ok(None) };
    let url = format!("{}/units/{code}/figures", app.public_url());
    let figures = told.iter().filter_map(|one| line(lang, one)).collect();
    let list = |name: &str| facts.get(name).and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    let behind =
        list("behind").iter().filter_map(|one| Some((text(one, "word")?.to_owned(), one.get("days")?.as_u64()?)));
    let due = list("due").iter().filter_map(|one| {
        Some(DueLine {
            title: text(one, "title")?.to_owned(),
            unit: text(one, "unit")?.to_owned(),
            day: app.zone.date(Instant(one.get("until")?.as_i64()?).plus(-1), lang),
            late: one.get("late")?.as_bool()?,
        })
    });
    Ok(Some(Part::Figures {
        unit: unit.name,
        url,
        figures,
        plan_url: format!("{}/units/{code}/plan", app.public_url()),
        behind: behind.collect(),
        due: due.collect(),
    }))
}

fn line(lang: &str, told: &Value) -> Option<FigureLine> {
    let word = text(told, "word")?;
    let share = |name: &str| told.get(name).and_then(Value::as_f64);
    Some(FigureLine {
        word: word.to_owned(),
        percent: share("percent").map(|value| percent(lang, value)),
        target: number(told, "target")?,
        gap: told.get("gap").and_then(Value::as_u64).filter(|gap| *gap > 0).map(|gap| whole(lang, gap)),
        counts: match word {
            "p5" | "p6" | "p9" => "places",
            "p10" => "milestones",
            _ => "people",
        },
        change: share("change").map(|value| change(lang, value)),
        untold: text(told, "untold").map(str::to_owned),
    })
}
