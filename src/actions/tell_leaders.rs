//! The weekly mail to leaders: on Monday morning the figures of their unit, with what changed since the Monday before,
//! what is behind the plan and what is due soon. Small
//! cells are hidden in it as in files: a mail leaves the hands of those whose duty it is.

use super::ActionError;
use super::draw_recheck::quarter;
use super::remind_learners::{mail, put};
use crate::app::App;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use xutra_domain::instant::{DAY, HOUR, Instant, MINUTE};
use xutra_domain::mailing::Topic;
use xutra_domain::people::Role;
use xutra_domain::personal_data::Purpose;
use xutra_domain::plan::{Target, Version, current, standing};
use xutra_domain::reporting::{Definition, Definitions, Facts, Part, Reading, SMALL, Untold, read};
use xutra_domain::unit::Unit;
use xutra_store::{StoreError, board, milestone, people, plan, reminder, snapshot, unit};

/// When the week's mail is written, after midnight on Monday.
const WRITTEN: i64 = 7 * HOUR + 30 * MINUTE;
/// Until when it is still written where no server ran on Monday.
const LATEST: i64 = 2 * DAY;
/// How far ahead milestones are told.
const SOON: i64 = 14 * DAY;
/// Milestones of one mail.
const MILESTONES: u64 = 12;
/// Frozen days among which that of a week ago is looked for.
const DAYS: u64 = 14;

/// Writes to the leaders where it is time to; how many mails were made. What a job does.
///
/// # Errors
/// Where the store fails.
pub async fn tell_leaders(app: &App) -> Result<usize, ActionError> {
    let now = app.clock.now();
    let monday = app.zone.day(now.plus(-i64::from(app.zone.weekday(now)) * DAY));
    let Some((week, begin, _)) = monday else { return Ok(0) };
    if now < begin.plus(WRITTEN) || now >= begin.plus(LATEST) {
        return Ok(0);
    }
    let before = app.zone.day(begin.plus(-7 * DAY - HOUR)).map(|(day, ..)| day).unwrap_or_default();
    let (mut made, mut after) = (0, None);
    let mut known: BTreeMap<String, Option<Value>> = BTreeMap::new();
    loop {
        let page = reminder::page_agreed(app.store.reader(), Purpose::WeeklyFigures, after).await?;
        let Some(last) = page.last().copied() else { return Ok(made) };
        let mut mails = Vec::new();
        for id in page {
            for code in led_by(app, id, now).await? {
                if !known.contains_key(&code) {
                    let figures = figures_of(app, &code, &before, now).await?;
                    known.insert(code.clone(), figures);
                }
                let Some(figures) = known.get(&code).cloned().flatten() else { continue };
                let mut facts = figures;
                facts["unit"] = json!(code);
                mails.push(mail(app, id, Topic::Figures, &format!("{code}:{week}"), facts));
            }
        }
        made += put(app, mails).await?;
        after = Some(last);
    }
}

/// Codes of the units that somebody leads. Who leads everything is told of the roots.
async fn led_by(app: &App, id: xutra_domain::ids::AccountId, now: Instant) -> Result<Vec<String>, StoreError> {
    let Some(account) = people::find_account(app.store.reader(), id, now).await? else { return Ok(Vec::new()) };
    let mut codes = Vec::new();
    for grant in account.roles.iter().filter(|grant| grant.role == Role::Leader && grant.holds_at(now)) {
        match &grant.unit {
            Some(code) => codes.push(code.clone()),
            None => {
                let roots = unit::list_lasting(app.store.reader(), now).await?;
                codes.extend(roots.into_iter().filter(|unit| unit.parent.is_none()).map(|unit| unit.code));
            }
        }
    }
    codes.sort();
    codes.dedup();
    Ok(codes)
}

/// What there is to tell of a unit; nothing of one that ended.
async fn figures_of(app: &App, code: &str, before: &str, now: Instant) -> Result<Option<Value>, StoreError> {
    let reader = app.store.reader();
    let Some(unit) = unit::find(reader, code).await?.filter(|unit| unit.lasts_at(now)) else { return Ok(None) };
    let facts = board::read(&app.store, &unit, None, (now, &quarter(app))).await?.facts;
    let frozen = snapshot::list_of(reader, code, DAYS).await?;
    let past = frozen.into_iter().rev().find(|(day, _)| day.as_str() <= before).map(|(_, facts)| facts);
    let soon = milestone::list_due(reader, &unit, now.plus(SOON), MILESTONES).await?;
    let due = soon
        .into_iter()
        .map(|(unit, title, until)| json!({ "unit": unit, "title": title, "until": until.0, "late": until <= now }));
    let versions: Vec<Version> = plan::list_targets(reader, code).await?.into_iter().map(|one| one.version).collect();
    Ok(Some(json!({
        "figures": lines(&unit, &facts, past.as_ref()),
        "behind": behind(&current(&versions), &facts, now),
        "due": due.collect::<Value>(),
    })))
}

/// Figures that are behind the plan, with days behind. Small numbers do not leave here either.
fn behind(targets: &[Target], facts: &Facts, now: Instant) -> Value {
    let line = |figure: &'static Definition| {
        let own: Vec<Target> = targets.iter().filter(|one| one.figure == figure.id).cloned().collect();
        let reading = read(figure, facts);
        let actual = match figure.denominator.is_planned() {
            true => reading.numerator.and_then(|count| u32::try_from(count).ok()).map(f64::from),
            false => reading.percent(),
        };
        let found = standing(&own, actual.filter(|_| is_told(figure, &reading))?, now)?;
        (found.missing > 0.0).then(|| json!({ "word": figure.word(), "days": found.days }))
    };
    Definitions::current().figures.iter().filter_map(line).collect()
}

/// A line for each figure of which something is collected.
fn lines(unit: &Unit, facts: &Facts, past: Option<&Facts>) -> Value {
    let figures = Definitions::current().figures.iter().filter(|one| one.fits(unit.kind));
    let line = |figure: &'static Definition| {
        let reading = read(figure, facts);
        if matches!(reading.untold, Some(Untold::NoData | Untold::NotRechecked | Untold::NoPlan | Untold::NothingDue)) {
            return None;
        }
        let past = past.map(|past| read(figure, past)).filter(|past| is_told(figure, past));
        let told = is_told(figure, &reading);
        let share = reading.percent().filter(|_| told);
        let untold = reading.untold.map(Untold::word).or((!told).then_some("small"));
        Some(json!({
            "word": figure.word(),
            "target": reading.target,
            "percent": share,
            "gap": reading.gap().filter(|_| told),
            "change": share.zip(past.and_then(|past| past.percent())).map(|(now, then)| now - then),
            "untold": untold,
        }))
    };
    figures.filter_map(line).collect()
}

/// Whether a figure may leave: no number of people in it is small.
fn is_told(figure: &Definition, reading: &Reading) -> bool {
    let large = |number: Option<u64>| number.is_none_or(|number| number >= SMALL);
    !figure.numerator.is_of_people()
        || large(reading.numerator) && (figure.denominator != Part::TakingPart || large(reading.denominator))
}

#[cfg(test)]
mod tests {
    use super::*;
    use xutra_domain::people::Audience;
    use xutra_domain::population::PopulationClass;
    use xutra_domain::reporting::{Age, Counts, Place};
    use xutra_domain::unit::UnitKind;

    fn facts(taking_part: i64, capable: i64) -> Facts {
        let mut facts = Facts::default();
        let counts = Counts { people: 900, taking_part, capable_a: capable, ..Counts::default() };
        facts.sums.add(Place::Home, Audience::Resident.word(), Age::Working, counts);
        facts.register.insert(PopulationClass::WorkingAge, 1_000);
        facts
    }

    fn told(word: &str, now: &Facts, past: Option<&Facts>) -> Value {
        let unit = Unit {
            code: "A".into(),
            name: "Xã A".into(),
            kind: UnitKind::Commune,
            parent: None,
            path: "/1/".into(),
            valid_from: Instant(0),
            ended_at: None,
            successor: None,
        };
        let all = lines(&unit, now, past);
        let found = all.as_array().expect("lines").iter().find(|line| line["word"] == word).cloned();
        found.unwrap_or(Value::Null)
    }

    #[test]
    fn a_mail_tells_the_share_the_change_and_how_many_are_missing() {
        let line = told("p1", &facts(588, 100), Some(&facts(576, 90)));
        assert_eq!((line["percent"].as_f64(), line["gap"].as_u64()), (Some(58.8), Some(212)));
        assert!(line["change"].as_f64().is_some_and(|change| (change - 1.2).abs() < 1e-9), "{line}");
        assert_eq!(told("p1", &facts(588, 100), None)["change"], Value::Null);
        assert_eq!(told("p2v", &facts(588, 100), None), Value::Null, "what nobody collects is left out");
    }

    #[test]
    fn small_numbers_do_not_leave() {
        for (now, past) in [(facts(4, 4), facts(100, 50)), (facts(100, 3), facts(100, 50))] {
            let line = told("p2p", &now, Some(&past));
            assert_eq!((&line["percent"], &line["gap"], &line["change"]), (&Value::Null, &Value::Null, &Value::Null));
            assert_eq!(line["untold"], "small");
        }
        let line = told("p2p", &facts(100, 50), Some(&facts(100, 3)));
        assert!(line["percent"].is_number() && line["change"].is_null(), "what it was is no less small: {line}");
    }
}
