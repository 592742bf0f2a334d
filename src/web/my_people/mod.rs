//! The people of a facilitator: who has not begun, who is stuck, who may take the exam; the same on a sheet, to call by.

pub mod cards;
pub mod person;
pub mod pin;

use super::actor::{Facilitator, query_value};
use super::error::AppError;
use super::form::Form;
use super::view::my_people::{FollowTab, FollowedPage, FollowedRow, SheetPage};
use super::view::{FormState, Link};
use super::{page, show};
use crate::numbers::whole;
use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use std::collections::BTreeMap;
use xutra_domain::course::{CompiledCourse, Item, Viewer};
use xutra_domain::follow_up::Follow;
use xutra_domain::ids::AccountId;
use xutra_domain::people::search_key;
use xutra_store::follow_up::{self, ExamGate, FollowFilter, Followed};
use xutra_store::people::AccountOrder;

/// People of a page.
const PAGE: u64 = 50;
/// People of a sheet.
const SHEET: u64 = 500;
/// The orders that the list offers; the first is its own.
const ORDERS: [AccountOrder; 2] = [AccountOrder::Name, AccountOrder::Newest];

/// What the list is narrowed to, and in which order it stands; words that mean nothing count as not said.
struct Narrowed {
    query: String,
    follow: Option<Follow>,
    order: AccountOrder,
}

impl Narrowed {
    fn of(facilitator: &Facilitator) -> Self {
        let query = Form::of_query(facilitator.request().query_string());
        Self {
            query: query.get("q").trim().to_owned(),
            follow: Follow::parse(query.get("show")),
            order: ORDERS.into_iter().find(|one| one.word() == query.get("sort")).unwrap_or(ORDERS[0]),
        }
    }

    fn follow(&self) -> &'static str {
        self.follow.map_or("all", Follow::word)
    }

    /// An address with the same people, or with those of another standing, from somebody on.
    fn address(&self, path: &str, follow: Option<Follow>, after: Option<AccountId>) -> String {
        let after = after.map(|id| id.to_string()).unwrap_or_default();
        let sort = if self.order == ORDERS[0] { "" } else { self.order.word() };
        let fields =
            [("q", self.query.as_str()), ("show", follow.map_or("", Follow::word)), ("sort", sort), ("after", &after)];
        let mut query = form_urlencoded::Serializer::new(String::new());
        query.extend_pairs(fields.iter().filter(|(_, value)| !value.is_empty()));
        let query = query.finish();
        if query.is_empty() { path.to_owned() } else { format!("{path}?{query}") }
    }

    fn filter(&self, facilitator: &Facilitator) -> FollowFilter {
        FollowFilter {
            scopes: facilitator.scopes(),
            query: Some(search_key(&self.query)).filter(|query| !query.is_empty()),
            follow: self.follow,
            exams: facilitator.app.catalog.courses_for(Viewer::ANYONE).flat_map(|live| gates(&live.course)).collect(),
            order: self.order,
        }
    }
}

/// What the exams of a course ask for beforehand.
fn gates(course: &CompiledCourse) -> Vec<ExamGate> {
    let exams = course.visible_items(Viewer::ANYONE).filter(|item| matches!(item, Item::Quiz(quiz) if quiz.exam));
    exams
        .map(|exam| {
            let mut gate = ExamGate { course: course.id.clone(), ..ExamGate::default() };
            for needed in exam.head().requires.iter().filter_map(|id| course.visible_item(id, Viewer::ANYONE)) {
                let ids = match needed {
                    Item::Lesson(_) => &mut gate.lessons,
                    Item::Quiz(_) => &mut gate.quizzes,
                };
                if !ids.contains(&needed.head().id) {
                    ids.push(needed.head().id.clone());
                }
            }
            gate
        })
        .collect()
}

/// `/people?q=&show=&sort=&after=`
///
/// # Errors
/// 404 for who is no facilitator.
pub async fn list(facilitator: Facilitator) -> Result<HttpResponse, AppError> {
    show_list(&facilitator, StatusCode::OK, BTreeMap::new()).await
}

async fn show_list(
    facilitator: &Facilitator,
    status: StatusCode,
    errors: BTreeMap<String, String>,
) -> Result<HttpResponse, AppError> {
    let narrowed = Narrowed::of(facilitator);
    let (filter, reader) = (narrowed.filter(facilitator), facilitator.app.store.reader());
    let after = query_value(facilitator.request().query_string(), "after").and_then(|id| AccountId::parse(&id));
    let mut found = follow_up::page(reader, &filter, after, PAGE + 1, facilitator.now).await?;
    let more = found.len() as u64 > PAGE;
    found.truncate(usize::try_from(PAGE).unwrap_or(usize::MAX));
    let counts = follow_up::count(reader, &filter, facilitator.now).await?;
    let tab = |follow: Option<Follow>, count| FollowTab {
        word: follow.map_or("all", Follow::word),
        url: narrowed.address("/people", follow, None),
        count: whole(facilitator.lang, count),
        current: follow == narrowed.follow,
    };
    let all = std::iter::once(tab(None, counts.all));
    let last = found.last().filter(|_| more);
    let view = FollowedPage {
        tabs: all.chain(counts.of.iter().map(|(follow, count)| tab(Some(*follow), *count))).collect(),
        follow: narrowed.follow(),
        sort: narrowed.order.word(),
        sorts: ORDERS.map(AccountOrder::word).into(),
        next_url: last.map(|last| narrowed.address("/people", narrowed.follow, Some(last.account))),
        list_url: narrowed.address("/people/sheet", narrowed.follow, None),
        rows: found.into_iter().map(|one| row(facilitator, one)).collect(),
        form: FormState { errors, ..FormState::default() },
        query: narrowed.query,
    };
    page::show_with(facilitator, status, "people/followed.html", &view)
}

fn row(facilitator: &Facilitator, one: Followed) -> FollowedRow {
    FollowedRow {
        id: one.account.to_string(),
        link: Link { title: one.name, url: person::url(one.account) },
        unit: one.unit,
        phone: one.phone,
        lessons: one.lessons,
        last: one.last_at.map(|at| show::day(facilitator, at)),
        capable: one.capable,
        has_password: one.has_password,
    }
}

/// `/people/sheet?q=&show=&sort=`: the list to print and to call by.
///
/// # Errors
/// 404 for who is no facilitator.
pub async fn sheet(facilitator: Facilitator) -> Result<HttpResponse, AppError> {
    let narrowed = Narrowed::of(&facilitator);
    let (filter, reader) = (narrowed.filter(&facilitator), facilitator.app.store.reader());
    let mut found = follow_up::page(reader, &filter, None, SHEET + 1, facilitator.now).await?;
    let more = found.len() as u64 > SHEET;
    found.truncate(usize::try_from(SHEET).unwrap_or(usize::MAX));
    let view = SheetPage {
        back_url: narrowed.address("/people", narrowed.follow, None),
        follow: narrowed.follow(),
        rows: found.into_iter().map(|one| row(&facilitator, one)).collect(),
        more,
    };
    page::show(&facilitator, "people/sheet.html", &view)
}
