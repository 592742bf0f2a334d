//! Looks for patterns in exams that people should look at, and keeps what it finds. It decides nothing: no mark, no flag
//! and no certificate follows from it.

use super::ActionError;
use crate::app::App;
use std::collections::{BTreeMap, BTreeSet};
use xutra_domain::assessment::{Answer, FormItem};
use xutra_domain::competency::Policy;
use xutra_domain::ids::SittingId;
use xutra_domain::instant::{DAY, HOUR, Instant};
use xutra_domain::item_analysis::time_spent;
use xutra_domain::signals::{
    Compared, Missed, Population, Signal, effort, is_nightly, is_outlier, is_too_perfect, mean_score, proportion_score,
    similarity,
};
use xutra_store::item_stats;
use xutra_store::signal::{self, ExamAttempt, Found};

/// How far back exams are looked at.
const SPAN: i64 = 30 * DAY;
/// Most exams that are looked at.
const MOST: u64 = 5_000;
/// Only exams that ended this close together are compared.
const CLOSE: i64 = 48 * HOUR;
/// Most exams of a unit that are compared with one another.
const CLASS: usize = 200;

/// Looks at the exams of every policy; says how many new signals it found.
///
/// # Errors
/// Where the store fails.
pub async fn find_signals(app: &App) -> Result<u64, ActionError> {
    let now = app.clock.now();
    let mut found = Vec::new();
    for live in app.catalog.courses() {
        let course = &live.course.id;
        for policy in live.course.policies.iter().filter(|policy| policy.course == *course) {
            let (reader, exam) = (app.store.reader(), &policy.exam.item);
            let exams = signal::ended_exams(reader, course, exam, now.plus(-SPAN), MOST).await?;
            let versions: BTreeSet<i64> =
                exams.iter().flat_map(|exam| &exam.form.items).map(|item| item.version).collect();
            let versions: Vec<i64> = versions.into_iter().collect();
            let known = Known {
                medians: item_stats::medians(reader, &versions).await?,
                picked: item_stats::picked(reader, &versions).await?,
            };
            found.extend(exams.iter().flat_map(|exam| of_attempt(exam, policy, &known)));
            found.extend(of_pairs(&exams, course, &known));
            found.extend(of_units(app, &exams, course, now));
        }
    }
    let kept = app.store.write(move |tx| {
        let found = found.clone();
        Box::pin(async move {
            let mut new = 0;
            for one in &found {
                new += u64::from(signal::record(tx, one, now).await?);
            }
            Ok::<_, ActionError>(new)
        })
    });
    kept.await
}

/// What is known of questions, by version.
struct Known {
    medians: BTreeMap<i64, i64>,
    picked: BTreeMap<i64, BTreeMap<u32, i64>>,
}

fn found(signal: Signal, subject: String, course: &str, figures: &[(&str, String)]) -> Found {
    let figures = figures.iter().map(|(name, value)| ((*name).to_owned(), value.clone())).collect();
    Found { signal, subject, course: course.to_owned(), figures }
}

/// An exam by itself: too fast, or too good for its speed.
fn of_attempt(exam: &ExamAttempt, policy: &Policy, known: &Known) -> Vec<Found> {
    let spent = time_spent(&exam.times);
    let median = |(place, item): (usize, &FormItem)| Some((place.to_string(), *known.medians.get(&item.version)?));
    let medians: BTreeMap<String, i64> = (1..).zip(&exam.form.items).filter_map(median).collect();
    let mut all = Vec::new();
    let effort = effort(&spent, &medians, &policy.effort);
    let (subject, course) = (exam.id.to_string(), policy.course.as_str());
    if effort.is_signal(&policy.effort) {
        let figures = [("rapid", effort.rapid.to_string()), ("count", effort.timed.to_string())];
        all.push(found(Signal::Rapid, subject.clone(), course, &figures));
    }
    let count = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
    let right = count(exam.result.marks.iter().filter(|mark| mark.correct).count());
    if is_too_perfect(right, count(exam.form.items.len()), &spent, &medians) {
        all.push(found(Signal::Perfect, subject, course, &[("count", right.to_string())]));
    }
    all
}

/// Exams of one unit, or of one sitting, that ended close together and share rare mistakes. People of several hamlets sit
/// in one room; whoever has the same form there was asked the same, which chance counts on already.
fn of_pairs(exams: &[ExamAttempt], course: &str, known: &Known) -> Vec<Found> {
    let mut all = Vec::new();
    for class in by_unit(exams).values().chain(by_sitting(exams).values()) {
        let missed: Vec<(&&ExamAttempt, Missed)> = class.iter().take(CLASS).map(|exam| (exam, missed(exam))).collect();
        for (at, (one, mine)) in missed.iter().enumerate() {
            for (other, yours) in &missed[at + 1..] {
                if (one.ended_at.0 - other.ended_at.0).abs() > CLOSE {
                    continue;
                }
                let alike = similarity(&Compared { one: mine, other: yours, picked: &known.picked });
                if alike.is_signal() {
                    let mut pair = [one.id.to_string(), other.id.to_string()];
                    pair.sort();
                    let expected = format!("{:.2}", alike.expected);
                    let figures =
                        [("same", alike.same.to_string()), ("count", alike.both.to_string()), ("expected", expected)];
                    all.push(found(Signal::Similar, pair.join(" "), course, &figures));
                }
            }
        }
    }
    all
}

fn by_unit(exams: &[ExamAttempt]) -> BTreeMap<&str, Vec<&ExamAttempt>> {
    let mut units: BTreeMap<&str, Vec<&ExamAttempt>> = BTreeMap::new();
    for exam in exams {
        if let Some(unit) = &exam.unit {
            units.entry(unit).or_default().push(exam);
        }
    }
    units
}

fn by_sitting(exams: &[ExamAttempt]) -> BTreeMap<SittingId, Vec<&ExamAttempt>> {
    let mut sittings: BTreeMap<SittingId, Vec<&ExamAttempt>> = BTreeMap::new();
    for exam in exams {
        if let Some(sitting) = exam.sitting {
            sittings.entry(sitting).or_default().push(exam);
        }
    }
    sittings
}

/// The one wrong choice of each question that was missed by picking one.
fn missed(exam: &ExamAttempt) -> Missed {
    let wrong = |(place, (item, mark)): (usize, (&FormItem, &xutra_domain::assessment::Mark))| {
        let Answer::Choices { choices } = exam.answers.get(&place.to_string())? else { return None };
        let [picked] = choices.as_slice() else { return None };
        let shown = item.choices.iter().find(|shown| shown.id == *picked)?;
        (!mark.correct && item.variant.is_none()).then_some((item.version, shown.source))
    };
    (1..).zip(exam.form.items.iter().zip(&exam.result.marks)).filter_map(wrong).collect()
}

/// Seconds that an exam took for each of its answers; none where no times are known.
fn pace(exam: &ExamAttempt) -> Option<f64> {
    let spent = time_spent(&exam.times);
    let count = f64::from(u32::try_from(spent.len()).ok().filter(|count| *count > 0)?);
    let seconds = u32::try_from(spent.values().sum::<i64>() / 1_000).ok()?;
    Some(f64::from(seconds) / count)
}

/// A unit whose exams took much more or much less time than all.
fn of_pace(class: &[&ExamAttempt], all: Population) -> Option<Vec<(&'static str, String)>> {
    let paces: Vec<f64> = class.iter().filter_map(|exam| pace(exam)).collect();
    let count = u32::try_from(paces.len()).ok().filter(|count| *count > 0)?;
    let mean = paces.iter().sum::<f64>() / f64::from(count);
    let score = mean_score(mean, count, all).filter(|score| is_outlier(*score))?;
    Some(vec![
        ("seconds", format!("{mean:.1}")),
        ("usual", format!("{:.1}", all.mean)),
        ("count", count.to_string()),
        ("score", format!("{score:.1}")),
    ])
}

/// Units whose exams differ from all: at night, by how many pass, or by how long they take.
fn of_units(app: &App, exams: &[ExamAttempt], course: &str, now: Instant) -> Vec<Found> {
    let count = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
    let passed = |exams: &[&ExamAttempt]| count(exams.iter().filter(|exam| exam.result.passed).count());
    let all: Vec<&ExamAttempt> = exams.iter().collect();
    let share = f64::from(passed(&all)) / f64::from(count(all.len()).max(1));
    let (_, month, year) = app.zone.day_month_year(now);
    let paces = Population::of(&exams.iter().filter_map(pace).collect::<Vec<f64>>());
    let mut signals = Vec::new();
    for (unit, class) in by_unit(exams) {
        let (n, subject) = (count(class.len()), format!("{unit} {year}-{month:02}"));
        let hours: Vec<u8> = class.iter().map(|exam| app.zone.hour(exam.ended_at)).collect();
        if is_nightly(&hours) {
            let night = hours.iter().filter(|hour| **hour >= 22 || **hour < 5).count();
            let figures = [("night", night.to_string()), ("count", n.to_string())];
            signals.push(found(Signal::Night, subject.clone(), course, &figures));
        }
        if let Some(figures) = paces.and_then(|paces| of_pace(&class, paces)) {
            signals.push(found(Signal::Pace, subject.clone(), course, &figures));
        }
        if let Some(score) = proportion_score(passed(&class), n, share).filter(|score| is_outlier(*score)) {
            let figures =
                [("passed", passed(&class).to_string()), ("count", n.to_string()), ("score", format!("{score:.1}"))];
            signals.push(found(Signal::PassRate, subject, course, &figures));
        }
    }
    signals
}
