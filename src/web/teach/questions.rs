//! What answers say about the questions of a course: the list, a question, and drawing it no more.

use crate::actions::withdraw_question::withdraw_question;
use crate::catalog::LiveCourse;
use crate::message::Message;
use crate::web::actor::Instructor;
use crate::web::error::AppError;
use crate::web::form::Form;
use crate::web::question_figures::{CourseFigures, QuestionFigures, of_course};
use crate::web::result::plain;
use crate::web::view::questions::{
    Choice, ChoiceRow, Plot, PlotPoint, QuestionStatPage, QuestionStatRow, QuestionsPage, QuizRow, WithdrawalPage,
};
use crate::web::view::{Link, SortHead};
use crate::web::{page, show};
use actix_web::HttpResponse;
use actix_web::web::Path;
use std::cmp::Ordering;
use std::sync::Arc;
use xutra_domain::course::Difficulty;
use xutra_domain::item_analysis::Flag;
use xutra_store::publication;

/// Questions on a page.
const PAGE: usize = 50;
/// Months in a picture.
const MONTHS: usize = 12;
/// Words of a title.
const TITLE: usize = 90;

/// In which order the list stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sort {
    Place,
    Flags,
    Difficulty,
    Discrimination,
    Asked,
}

impl Sort {
    const ALL: [Self; 5] = [Self::Place, Self::Flags, Self::Difficulty, Self::Discrimination, Self::Asked];

    fn word(self) -> &'static str {
        match self {
            Self::Place => "place",
            Self::Flags => "flags",
            Self::Difficulty => "difficulty",
            Self::Discrimination => "discrimination",
            Self::Asked => "asked",
        }
    }

    /// What wants a look comes first; what is not known comes last.
    fn compare(self, one: &QuestionFigures<'_>, other: &QuestionFigures<'_>) -> Ordering {
        let known = |value: Option<f64>| value.unwrap_or(f64::INFINITY);
        let gravest = |question: &QuestionFigures<'_>| {
            question
                .figures
                .flags
                .iter()
                .find(|flag| **flag != Flag::NotEnough)
                .copied()
                .map_or((1, None), |flag| (0, Some(flag)))
        };
        let (a, b) = (&one.figures, &other.figures);
        match self {
            Self::Place => Ordering::Equal,
            Self::Flags => gravest(one).cmp(&gravest(other)),
            Self::Difficulty => known(a.difficulty).total_cmp(&known(b.difficulty)),
            Self::Discrimination => known(a.discrimination).total_cmp(&known(b.discrimination)),
            Self::Asked => b.n.cmp(&a.n),
        }
    }
}

/// What the list is narrowed to.
struct Filter {
    quiz: String,
    skill: String,
    flag: Option<Flag>,
    sort: Sort,
    page: usize,
}

impl Filter {
    fn of(instructor: &Instructor) -> Self {
        let query = Form::of_query(instructor.request().query_string());
        Self {
            quiz: query.get("quiz").to_owned(),
            skill: query.get("skill").to_owned(),
            flag: Flag::parse(query.get("flag")),
            sort: Sort::ALL.into_iter().find(|sort| sort.word() == query.get("sort")).unwrap_or(Sort::Place),
            page: query.get("page").parse().unwrap_or(0),
        }
    }

    fn takes(&self, one: &QuestionFigures<'_>) -> bool {
        (self.quiz.is_empty() || one.quizzes.iter().any(|quiz| quiz.head.id == self.quiz))
            && (self.skill.is_empty() || one.question.skills.contains(&self.skill))
            && self.flag.is_none_or(|flag| one.figures.flags.contains(&flag))
    }

    /// The same questions in an order, from a page on.
    fn address(&self, url: &str, sort: Sort, page: usize) -> String {
        let mut query = form_urlencoded::Serializer::new(String::new());
        let flag = self.flag.map_or("", Flag::word);
        for (name, value) in [("quiz", self.quiz.as_str()), ("skill", &self.skill), ("flag", flag)] {
            if !value.is_empty() {
                query.append_pair(name, value);
            }
        }
        query.append_pair("sort", sort.word());
        if page > 0 {
            query.append_pair("page", &page.to_string());
        }
        format!("{url}?{}", query.finish())
    }

    /// The head of a column: what wants a look first, pressed again as they stand in the files.
    fn head(&self, url: &str, by: Sort) -> SortHead {
        let now = match by {
            _ if by != self.sort => "none",
            Sort::Asked => "descending",
            _ => "ascending",
        };
        SortHead { url: self.address(url, if now == "none" { by } else { Sort::Place }, 0), now }
    }
}

fn find(instructor: &Instructor, course: &str) -> Result<Arc<LiveCourse>, AppError> {
    instructor.app.catalog.course(course).ok_or_else(AppError::not_found)
}

/// `/teach/courses/{course}/questions?quiz=&skill=&flag=&sort=&page=`
///
/// # Errors
/// 404.
pub async fn list(instructor: Instructor, id: Path<String>) -> Result<HttpResponse, AppError> {
    let live = find(&instructor, &id)?;
    let (filter, course, lang) = (Filter::of(&instructor), &live.course, instructor.lang);
    let CourseFigures { questions, quizzes } = of_course(&instructor.app, &live).await?;
    let url = format!("/teach/courses/{}/questions", course.id);
    let mut fitting: Vec<&QuestionFigures<'_>> = questions.iter().filter(|one| filter.takes(one)).collect();
    fitting.sort_by(|one, other| filter.sort.compare(one, other));
    let from = filter.page.saturating_mul(PAGE).min(fitting.len());
    let rows = &fitting[from..fitting.len().min(from + PAGE)];
    let choice = |value: &str, title: &str, chosen: &str| Choice {
        value: value.to_owned(),
        title: title.to_owned(),
        chosen: value == chosen,
    };
    let mut skills: Vec<&String> = questions.iter().flat_map(|one| &one.question.skills).collect();
    skills.sort();
    skills.dedup();
    let view = QuestionsPage {
        up: Link { title: course.title.get(lang).clone(), url: format!("/teach/courses/{}", course.id) },
        quizzes: quizzes
            .iter()
            .map(|quiz| QuizRow {
                title: quiz.quiz.head.title.get(lang).clone(),
                forms: quiz.forms,
                reliability: quiz.reliability.map(|(value, name)| format!("{} ({name})", show::number(lang, value))),
                discrimination: quiz.discrimination.map(|value| show::number(lang, value)),
            })
            .collect(),
        by_quiz: quizzes
            .iter()
            .map(|quiz| choice(&quiz.quiz.head.id, quiz.quiz.head.title.get(lang), &filter.quiz))
            .collect(),
        by_skill: skills.iter().map(|skill| choice(skill, course.skill_name(skill, lang), &filter.skill)).collect(),
        flags: Flag::ALL.map(|flag| choice(flag.word(), "", filter.flag.map_or("", Flag::word))).into(),
        sorts: Sort::ALL.map(|sort| choice(sort.word(), "", filter.sort.word())).into(),
        count: fitting.len(),
        rows: rows.iter().map(|one| row(one, &course.id, lang)).collect(),
        next_url: (from + rows.len() < fitting.len()).then(|| filter.address(&url, filter.sort, filter.page + 1)),
        by_asked: filter.head(&url, Sort::Asked),
        by_difficulty: filter.head(&url, Sort::Difficulty),
        by_discrimination: filter.head(&url, Sort::Discrimination),
        by_flags: filter.head(&url, Sort::Flags),
        narrowed: !(filter.quiz.is_empty() && filter.skill.is_empty() && filter.flag.is_none()),
        url,
    };
    page::show(&instructor, "teach/questions.html", &view)
}

fn row(one: &QuestionFigures<'_>, course: &str, lang: &str) -> QuestionStatRow {
    QuestionStatRow {
        link: Link {
            title: title(one.question.stem.get(lang)),
            url: format!("/teach/courses/{course}/questions/{}", one.version),
        },
        id: one.question.id.clone(),
        asked: one.figures.n,
        difficulty: one.figures.difficulty.map(|share| percent(share, lang)),
        discrimination: one.figures.discrimination.map(|value| show::number(lang, value)),
        flags: one.figures.flags.iter().map(|flag| flag.word()).collect(),
        withdrawn: one.withdrawn.is_some(),
    }
}

fn percent(share: f64, lang: &str) -> String {
    format!("{}%", show::number(lang, (share * 1_000.0).round() / 10.0))
}

/// The first lines of a question, as text.
fn title(stem: &str) -> String {
    let text = plain(stem.split("</p>").next().unwrap_or_default());
    let mut title: String = text.chars().take(TITLE).collect();
    if title.len() < text.len() {
        title.push('…');
    }
    title
}

/// `/teach/courses/{course}/questions/{version}`
///
/// # Errors
/// 404.
pub async fn one(instructor: Instructor, path: Path<(String, i64)>) -> Result<HttpResponse, AppError> {
    let live = find(&instructor, &path.0)?;
    let all = of_course(&instructor.app, &live).await?;
    let one = all.questions.iter().find(|one| one.version == path.1).ok_or_else(AppError::not_found)?;
    let heads = publication::page_revisions(instructor.app.store.reader(), &live.course.id, None, 20).await?;
    let revision = heads.iter().find(|head| head.live && head.has_source);
    let view = question_page(&instructor, &live, one, revision.map(|head| head.number));
    page::show(&instructor, "teach/question.html", &view)
}

fn question_page(
    instructor: &Instructor,
    live: &LiveCourse,
    one: &QuestionFigures<'_>,
    revision: Option<i64>,
) -> QuestionStatPage {
    let (lang, question, figures) = (instructor.lang, one.question, &one.figures);
    let url = format!("/teach/courses/{}", live.course.id);
    let number = |value: Option<f64>| value.map(|value| show::number(lang, value));
    let choices = question.choices().iter().zip(&figures.choices).map(|(choice, figures)| ChoiceRow {
        html: choice.html.get(lang).clone(),
        right: choice.right,
        count: figures.n,
        share: percent(figures.share, lang),
        discrimination: number(figures.discrimination),
    });
    let groups: Vec<(String, f64)> = figures
        .groups
        .iter()
        .enumerate()
        .filter_map(|(at, share)| Some((format!("{}–{}%", at * 20, (at + 1) * 20), (*share)?)))
        .collect();
    let months = figures.windows.iter().rev().take(MONTHS).rev();
    let months: Vec<(String, f64)> =
        months.map(|window| (show::day(instructor, window.from).text, window.difficulty)).collect();
    let translated = question.stem.is_translated(lang);
    QuestionStatPage {
        up: Link { title: live.course.title.get(lang).clone(), url: format!("{url}/questions") },
        row: row(one, &live.course.id, lang),
        skill: question.skills.first().map(|skill| live.course.skill_name(skill, lang).to_owned()),
        place: format!("{}:{}", question.file, question.line),
        number: one.number,
        expected: question.difficulty.map(Difficulty::word),
        stem_html: question.stem.get(lang).clone(),
        text_lang: if translated { lang } else { show::original_language(live) }.to_owned(),
        error: number(figures.error),
        skipped: percent(figures.skipped, lang),
        median: figures
            .median
            .and_then(|median| i32::try_from(median).ok())
            .map(|median| show::number(lang, f64::from(median) / 1_000.0)),
        choices: choices.collect(),
        groups: plot(&groups, lang),
        months: plot(&months, lang),
        quizzes: one.quizzes.iter().map(|quiz| quiz.head.title.get(lang).clone()).collect(),
        withdrawn: one.withdrawn.map(|withdrawal| show::when(instructor, withdrawal.at)),
        action: format!("{url}/questions/{}/withdrawal", one.version),
        source_url: revision.map_or(url.clone(), |number| format!("{url}/revisions/{number}/sources")),
    }
}

/// A line from left to right in a picture 280 wide and 120 high; none of fewer than two points.
fn plot(shares: &[(String, f64)], lang: &str) -> Option<Plot> {
    let steps = i64::try_from(shares.len()).ok()?.checked_sub(1).filter(|steps| *steps > 0)?;
    let points: Vec<PlotPoint> = shares
        .iter()
        .zip(0..)
        .map(|((label, share), at): (_, i64)| {
            #[expect(clippy::cast_possible_truncation, reason = "a share of 100")]
            let height = (share.clamp(0.0, 1.0) * 100.0).round() as i64;
            PlotPoint { x: 10 + 260 * at / steps, y: 110 - height, label: label.clone(), value: percent(*share, lang) }
        })
        .collect();
    let line = points.iter().map(|point| format!("{},{}", point.x, point.y)).collect::<Vec<_>>().join(" ");
    Some(Plot { line, points })
}

/// `/teach/courses/{course}/questions/{version}/withdrawal`: asks before it is drawn no more, or again.
///
/// # Errors
/// 404.
pub async fn show_withdrawal(instructor: Instructor, path: Path<(String, i64)>) -> Result<HttpResponse, AppError> {
    let live = find(&instructor, &path.0)?;
    let all = of_course(&instructor.app, &live).await?;
    let one = all.questions.iter().find(|one| one.version == path.1).ok_or_else(AppError::not_found)?;
    let row = row(one, &live.course.id, instructor.lang);
    let action = format!("{}/withdrawal", row.link.url);
    let view = WithdrawalPage { up: row.link, id: row.id, back: one.withdrawn.is_some(), action };
    page::show(&instructor, "teach/withdrawal.html", &view)
}

/// POST `/teach/courses/{course}/questions/{version}/withdrawal`
///
/// # Errors
/// 404; 409 where a quiz needs the question.
pub async fn post_withdrawal(
    instructor: Instructor,
    path: Path<(String, i64)>,
    form: Form,
) -> Result<HttpResponse, AppError> {
    let back = form.get("back") == "yes";
    withdraw_question(&instructor.app, instructor.id(), &path.0, path.1, back).await?;
    let live = find(&instructor, &path.0)?;
    let url = format!("/teach/courses/{}/questions/{}", live.course.id, path.1);
    let said = if back { "flash-question-back" } else { "flash-question-withdrawn" };
    Ok(page::see_other_saying(&instructor, &url, "good", &Message::new(said)))
}
