//! The result of an attempt: by skill and question by question, as far as the quiz's settings let it be seen.

use super::actor::Learner;
use super::assessment::head;
use super::competency::lessons_for;
use super::error::AppError;
use super::submission::show_void;
use super::view::assessment::{JudgedView, ResultPage, ResultQuestion, SkillBar};
use super::{answering, marked, page, show};
use crate::actions::answer_question::Pinned;
use crate::catalog::LiveCourse;
use actix_web::HttpResponse;
use std::collections::BTreeMap;
use xutra_domain::assessment::{Answer, AttemptResult, FeedbackRef, FormItem, Mark, Rules};
use xutra_domain::course::question::{Answers, Blank, NumberRange, Question, blank_mark};
use xutra_domain::course::{FeedbackTime, ShowAnswers};
use xutra_domain::learning as rules;
use xutra_store::assessment::{Attempt, AttemptState};
use xutra_store::{learning, regrade};

/// Whether feedback and explanations are shown after the submission.
#[must_use]
pub fn shows_feedback(rules: &Rules) -> bool {
    rules.feedback != FeedbackTime::None
}

/// Whether right answers are shown after the submission.
#[must_use]
pub fn shows_answers(rules: &Rules, passed: bool) -> bool {
    match rules.show_answers {
        ShowAnswers::Never => false,
        ShowAnswers::Passed => passed,
        ShowAnswers::Always => true,
    }
}

/// The page.
///
/// # Errors
/// Where the store or the template fails.
pub async fn show(learner: &Learner, attempt: &Attempt, pinned: &Pinned) -> Result<HttpResponse, AppError> {
    // What counts no longer is not shown as a result either.
    let counted = attempt.result.as_ref().filter(|_| attempt.state != AttemptState::Void);
    let Some(result) = counted else { return show_void(learner, attempt).await };
    let lang = learner.lang;
    let live = learner.app.catalog.course(&attempt.course);
    let rows = attempt.form.items.iter().zip(&result.marks).enumerate();
    let mut works = marked::views(learner, attempt, pinned).await?;
    let in_state = |state| works.values().any(|work| work.state == state);
    let (waiting, returned) = (in_state("waiting"), in_state("returned"));
    let view = ResultPage {
        head: head(learner, attempt),
        state: attempt.state.word(),
        passed: result.passed,
        score: show::number(lang, result.score),
        max_score: show::number(lang, result.max_score),
        percent: show::percent(result.percent),
        skills: skills(learner, attempt, result),
        reread: reread(learner, attempt, result),
        judged: judged(learner, attempt, result).await?,
        questions: rows
            .filter_map(|(index, (item, mark))| {
                let question = pinned.questions.get(&item.version)?;
                let place = (index + 1).to_string();
                let answer = attempt.answers.get(&place);
                let mut row = row(index + 1, question, item, mark, answer, &attempt.rules, result.passed, lang);
                row.work = works.remove(&place);
                if row.work.as_ref().is_some_and(|work| work.state == "returned") {
                    row.outcome = "returned";
                }
                row.edited = live.as_ref().is_some_and(|live| is_edited(live, question));
                Some(row)
            })
            .collect(),
        waiting,
        returned,
        answers_withheld: !shows_answers(&attempt.rules, result.passed),
        why_url: attempt.rules.policy.as_ref().map(|_| "/me/competency".into()),
        next: next(learner, attempt).await?,
    };
    page::show(learner, "assessment/result.html", &view)
}

/// Whether another key holds for the question than the one that judged.
fn is_edited(live: &LiveCourse, question: &Question) -> bool {
    live.course.questions.get(&question.id).is_some_and(|now| now.key_hash != question.key_hash)
}

/// What the newest judgement gave, where the attempt was judged anew.
async fn judged(learner: &Learner, attempt: &Attempt, result: &AttemptResult) -> Result<Option<JudgedView>, AppError> {
    let found = regrade::rejudgements(learner.app.store.reader(), &[attempt.id]).await?;
    let all = found.get(&attempt.id).map_or(&[][..], Vec::as_slice);
    Ok(all.last().map(|last| JudgedView {
        when: show::when(learner, last.judged_at),
        percent: show::percent(last.result.percent),
        passed: result.passed || all.iter().any(|one| one.result.passed),
    }))
}

async fn next(learner: &Learner, attempt: &Attempt) -> Result<Option<super::view::Link>, AppError> {
    let Some(live) = learner.app.catalog.course(&attempt.course) else { return Ok(None) };
    let record = learning::record(learner.app.store.reader(), learner.id(), &attempt.course, learner.now).await?;
    let progress = rules::progress(&live.course, learner.viewer(), &record);
    let item = progress.next().and_then(|next| live.course.item(next));
    Ok(item.map(|item| show::item_link(&attempt.course, item, learner.lang)))
}

/// Right answers by skill, where several skills were drawn.
fn skills(learner: &Learner, attempt: &Attempt, result: &AttemptResult) -> Vec<SkillBar> {
    let Some(live) = learner.app.catalog.course(&attempt.course) else { return Vec::new() };
    let mut order: Vec<&str> = attempt.rules.floors.iter().map(|(skill, _)| skill.as_str()).collect();
    let mut counted: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for (item, mark) in attempt.form.items.iter().zip(&result.marks) {
        let Some(skill) = item.skill.as_deref() else { continue };
        if !order.contains(&skill) {
            order.push(skill);
        }
        let (right, of) = counted.entry(skill).or_default();
        *right += usize::from(mark.correct);
        *of += 1;
    }
    if order.len() < 2 {
        return Vec::new();
    }
    let bar = |skill: &&str| {
        let (right, of) = counted.get(*skill).copied().unwrap_or_default();
        let floor =
            attempt.rules.floors.iter().find(|(id, _)| id == skill).and_then(|(_, floor)| usize::try_from(*floor).ok());
        SkillBar {
            name: live.course.skill_name(skill, learner.lang).to_owned(),
            earned: right.to_string(),
            of: of.to_string(),
            required: floor.map(|floor| floor.to_string()).unwrap_or_default(),
            percent: (right * 100).checked_div(of).unwrap_or(0),
            mark: floor.map_or(0, |floor| (floor * 100).checked_div(of).unwrap_or(0)),
            met: floor.is_none_or(|floor| right >= floor),
        }
    };
    order.iter().map(bar).collect()
}

/// Lessons on the skills below their floor: to read again before the next attempt. That is offered, not enforced: nobody can
/// tell who has read.
fn reread(learner: &Learner, attempt: &Attempt, result: &AttemptResult) -> Vec<super::view::Link> {
    let Some(live) = learner.app.catalog.course(&attempt.course).filter(|_| !result.passed) else { return Vec::new() };
    let right = |skill: &str| {
        let rows = attempt.form.items.iter().zip(&result.marks);
        rows.filter(|(item, mark)| item.skill.as_deref() == Some(skill) && mark.correct).count()
    };
    let below =
        attempt.rules.floors.iter().filter(|(skill, floor)| right(skill) < usize::try_from(*floor).unwrap_or(0));
    let weak: Vec<&str> = below.map(|(skill, _)| skill.as_str()).collect();
    lessons_for(&live, &weak, learner)
}

#[expect(clippy::too_many_arguments, reason = "the facts of one row; one caller")]
fn row(
    place: usize,
    question: &Question,
    item: &FormItem,
    mark: &Mark,
    answer: Option<&Answer>,
    rules: &Rules,
    passed: bool,
    lang: &str,
) -> ResultQuestion {
    let answers = answer.map(|answer| answer_html(question, item, answer, lang)).unwrap_or_default();
    let told = shows_feedback(rules);
    ResultQuestion {
        place,
        prompt_html: prompt_shown(question, lang),
        outcome: match mark {
            _ if answers.is_empty() => "unanswered",
            Mark { waiting: true, .. } => "waiting",
            _ if !is_scored(question) => "noted",
            Mark { correct: true, .. } => "right",
            Mark { points, .. } if *points > 0.0 => "part",
            _ => "wrong",
        },
        points: show::number(lang, mark.points),
        max_points: show::number(lang, item.points),
        scored: is_scored(question),
        edited: false,
        answers,
        correct: if shows_answers(rules, passed) { correct_html(question, lang) } else { Vec::new() },
        feedback: if told { feedback_html(question, mark, lang) } else { Vec::new() },
        explanation_html: question.explanation.as_ref().filter(|_| told).map(|text| text.get(lang).clone()),
        work: None,
    }
}

/// Every feedback that a mark points at.
#[must_use]
pub fn feedback_html(question: &Question, mark: &Mark, lang: &str) -> Vec<String> {
    mark.feedback.iter().filter_map(|place| feedback(question, place, lang)).collect()
}

/// Safe HTML of a feedback of a question.
#[must_use]
pub fn feedback(question: &Question, place: &FeedbackRef, lang: &str) -> Option<String> {
    let at = |index: &u32| usize::try_from(*index).unwrap_or(usize::MAX);
    let text = match (place, &question.answers) {
        (FeedbackRef::Choice(index), _) => question.choices().get(at(index))?.feedback.as_ref(),
        (FeedbackRef::Accepted(_), Answers::Number { feedback, .. }) => feedback.as_ref(),
        (FeedbackRef::Foreseen(index), Answers::Number { foreseen, .. }) => foreseen.get(at(index))?.feedback.as_ref(),
        (FeedbackRef::Accepted(index), Answers::Text { accepted, .. }) => accepted.get(at(index))?.feedback.as_ref(),
        (FeedbackRef::Foreseen(index), Answers::Text { foreseen, .. }) => foreseen.get(at(index))?.feedback.as_ref(),
        _ => None,
    };
    text.map(|text| text.get(lang).clone())
}

/// What was answered, as safe HTML; empty for an answer that says nothing.
fn answer_html(question: &Question, item: &FormItem, answer: &Answer, lang: &str) -> Vec<String> {
    if answer.is_empty() {
        return Vec::new();
    }
    match answer {
        Answer::Choices { choices } => item
            .choices
            .iter()
            .filter(|shown| choices.contains(&shown.id))
            .filter_map(|shown| question.choices().get(usize::try_from(shown.source).ok()?))
            .map(|choice| choice.html.get(lang).clone())
            .collect(),
        Answer::Number { number: text } | Answer::Text { text } => vec![escape(text)],
        Answer::Blanks { blanks } => {
            let filled = |(name, text): (&String, &String)| {
                (!text.trim().is_empty()).then(|| format!("({}) {}", escape(name), escape(text)))
            };
            let mut blanks: Vec<_> = blanks.iter().collect();
            blanks.sort_by_key(|(name, _)| name.parse::<usize>().unwrap_or(usize::MAX));
            blanks.into_iter().filter_map(filled).collect()
        }
        Answer::Pairs { pairs } => {
            let (left, right) = answering::sides(question, item, lang);
            let text = |id: &String| right.iter().find(|(one, _)| one == id).map(|(_, html)| html);
            left.iter().filter_map(|(id, html)| Some(pair_html(html, text(pairs.get(id)?)?))).collect()
        }
        Answer::Order { order } => {
            let Answers::Order { items, .. } = &question.answers else { return Vec::new() };
            let items = answering::shown(items, &item.choices, lang);
            let text = |id: &String| items.iter().find(|(one, _)| one == id).map(|(_, html)| html.clone());
            order.iter().filter_map(text).enumerate().map(numbered).collect()
        }
        Answer::Task { text, .. } => vec![marked::text_html(text)],
    }
}

fn pair_html(left: &str, right: &str) -> String {
    format!("{left} → {right}")
}

fn numbered((at, html): (usize, String)) -> String {
    format!("{}. {html}", at + 1)
}

/// Whether anything can be earned.
#[must_use]
pub fn is_scored(question: &Question) -> bool {
    !matches!(question.answers, Answers::Survey { .. })
}

/// The stem with the number of each blank in its place.
fn prompt_shown(question: &Question, lang: &str) -> String {
    let mut html = question.stem.get(lang).clone();
    if let Answers::Blanks { blanks, .. } = &question.answers {
        for number in 1..=blanks.len() {
            html = html.replace(&blank_mark(number), &format!("<b class=\"blank\">({number}) …</b>"));
        }
    }
    html
}

/// The first right answer of a blank, as text.
#[must_use]
pub fn blank_text(blank: &Blank, lang: &str) -> String {
    let text = blank.texts.get(lang).first().or(blank.texts.original.first()).cloned();
    text.or_else(|| blank.numbers.first().map(|range| range_text(range, lang))).unwrap_or_default()
}

/// HTML as plain text.
#[must_use]
pub fn plain(html: &str) -> String {
    let mut text = String::with_capacity(html.len());
    let mut in_tag = false;
    for character in html.chars() {
        match character {
            '<' => in_tag = true,
            '>' if in_tag => in_tag = false,
            _ if in_tag => {}
            character => text.push(character),
        }
    }
    let entities =
        [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&nbsp;", "\u{a0}"), ("&amp;", "&")];
    entities.iter().fold(text, |text, (entity, character)| text.replace(entity, character))
}

/// The right answers, as safe HTML.
#[must_use]
pub fn correct_html(question: &Question, lang: &str) -> Vec<String> {
    match &question.answers {
        Answers::Single { choices } | Answers::Multiple { choices, .. } | Answers::TrueFalse { choices } => {
            choices.iter().filter(|choice| choice.right).map(|choice| choice.html.get(lang).clone()).collect()
        }
        Answers::Number { accepted, .. } => accepted.iter().map(|range| range_text(range, lang)).collect(),
        Answers::Text { accepted, .. } => {
            accepted.iter().filter(|key| !key.regex).map(|key| escape(key.pattern.get(lang))).collect()
        }
        Answers::Blanks { blanks, .. } => (1..)
            .zip(blanks)
            .map(|(at, one): (usize, _)| format!("({at}) {}", escape(&blank_text(one, lang))))
            .collect(),
        Answers::Match { left, right, .. } => {
            let partner = |at: u32| right.get(usize::try_from(at).ok()?);
            left.iter().filter_map(|one| Some(pair_html(one.html.get(lang), partner(one.right)?.get(lang)))).collect()
        }
        Answers::Order { items, .. } => {
            items.iter().map(|one| one.get(lang).clone()).enumerate().map(numbered).collect()
        }
        Answers::Task { .. } | Answers::Survey { .. } => Vec::new(),
    }
}

/// A range as people write it.
#[must_use]
pub fn range_text(range: &NumberRange, lang: &str) -> String {
    let (low, high) = (show::number(lang, range.low), show::number(lang, range.high));
    if low == high { low } else { format!("{low} – {high}") }
}

/// A text as HTML.
#[must_use]
pub fn escape(text: &str) -> String {
    text.chars().fold(String::with_capacity(text.len()), |mut html, c| {
        match c {
            '&' => html.push_str("&amp;"),
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            '"' => html.push_str("&quot;"),
            '\'' => html.push_str("&#39;"),
            c => html.push(c),
        }
        html
    })
}
