//! Joining a class: the code is typed or read from a poster; then with the account that one has, or with a new one.

use super::course_of;
use crate::actions::ActionError;
use crate::actions::join_class::{Newcomer, find_class, join_class, register_in_class};
use crate::message::Message;
use crate::web::account::{begin_here, form_errors, welcome, with_next};
use crate::web::actor::{Learner, Visitor, query_value};
use crate::web::error::AppError;
use crate::web::form::Form;
use crate::web::page;
use crate::web::view::FormState;
use crate::web::view::class::{EnterClassPage, JoinPage};
use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::Path;
use xutra_domain::spoken_code::ClassCode;
use xutra_store::class::PlacedClass;

/// Where a class is joined.
pub(super) fn url(code: &ClassCode) -> String {
    format!("/join/{}", code.as_str())
}

/// `/join`: where the code is typed.
///
/// # Errors
/// Where the template fails.
pub async fn show_enter(visitor: Visitor) -> Result<HttpResponse, AppError> {
    page::show(&visitor, "class/enter.html", &EnterClassPage { form: FormState::default() })
}

/// POST `/join`: looks for the class.
///
/// # Errors
/// 422 for a wrong code, 429 after too many.
pub async fn post_enter(visitor: Visitor, form: Form) -> Result<HttpResponse, AppError> {
    match find_class(&visitor.app, visitor.address, form.get("code")).await {
        Ok(placed) => Ok(page::see_other(&url(&placed.class.code))),
        Err(error) => refused(&visitor, error, FormState { values: form.values(), ..FormState::default() }),
    }
}

/// The form for the code again, saying what is wrong with the one that was typed.
fn refused(visitor: &Visitor, error: ActionError, form: FormState) -> Result<HttpResponse, AppError> {
    let (status, errors) = form_errors(visitor, error)?;
    page::show_with(visitor, status, "class/enter.html", &EnterClassPage { form: FormState { errors, ..form } })
}

/// The class of an address; a code that is wrong or over leads to the form for codes.
async fn wanted(visitor: &Visitor, code: &str) -> Result<Result<PlacedClass, HttpResponse>, AppError> {
    match find_class(&visitor.app, visitor.address, code).await {
        Ok(placed) => Ok(Ok(placed)),
        Err(error) => {
            let values = [("code".to_owned(), code.chars().take(12).collect())].into();
            refused(visitor, error, FormState { values, ..FormState::default() }).map(Err)
        }
    }
}

/// `/join/{code}?next=`: which class it is, and the way in.
///
/// # Errors
/// 422 for a wrong code, 429 after too many.
pub async fn show_join(visitor: Visitor, code: Path<String>) -> Result<HttpResponse, AppError> {
    match wanted(&visitor, &code).await? {
        Ok(placed) => {
            let next = query_value(visitor.request().query_string(), "next").unwrap_or_default();
            show(&visitor, &placed, StatusCode::OK, FormState::default(), &next)
        }
        Err(refused) => Ok(refused),
    }
}

fn show(
    visitor: &Visitor,
    placed: &PlacedClass,
    status: StatusCode,
    form: FormState,
    next: &str,
) -> Result<HttpResponse, AppError> {
    let own = url(&placed.class.code);
    let next = page::next_or(next, "");
    let view = JoinPage {
        title: placed.class.title.clone(),
        unit: placed.unit_name.clone(),
        course: course_of(visitor, &placed.class),
        facilitator: placed.facilitator_name.clone(),
        form,
        join_url: format!("{own}/membership"),
        login_url: with_next("/login", &with_next(&own, next)),
        next: next.to_owned(),
        action: own,
    };
    page::show_with(visitor, status, "class/join.html", &view)
}

/// Where one goes who joined: where one wanted to, else to the course.
fn onward(visitor: &Visitor, placed: &PlacedClass, next: &str) -> String {
    let course = course_of(visitor, &placed.class).map_or_else(|| "/".to_owned(), |link| link.url);
    page::next_or(next, &course).to_owned()
}

/// POST `/join/{code}`: makes an account in the place of the class, and joins.
///
/// # Errors
/// What does not fit, and what cannot be done now, is said in the form.
pub async fn post_join(visitor: Visitor, code: Path<String>, form: Form) -> Result<HttpResponse, AppError> {
    let placed = match wanted(&visitor, &code).await? {
        Ok(placed) => placed,
        Err(refused) => return Ok(refused),
    };
    if visitor.account().is_some() {
        return Ok(page::see_other(&url(&placed.class.code)));
    }
    let next = form.get("next");
    let made = match visitor.app.limits.may_register(visitor.address) {
        Ok(()) => register_in_class(&visitor.app, &newcomer(&visitor, &form), &placed).await,
        Err(wait) => Err(ActionError::TooMany(wait)),
    };
    match made {
        Ok(account) => {
            let signed = begin_here(&visitor, account.id).await?;
            let message = Message::new("flash-class-joined").with("class", &placed.class.title);
            welcome(&visitor, &signed, &onward(&visitor, &placed, next), &message)
        }
        Err(error) => {
            let (status, errors) = form_errors(&visitor, error)?;
            show(&visitor, &placed, status, FormState { values: form.values(), errors }, next)
        }
    }
}

fn newcomer(visitor: &Visitor, form: &Form) -> Newcomer {
    Newcomer {
        display_name: form.get("display_name").to_owned(),
        identifier: form.get("identifier").to_owned(),
        password: form.get("password").to_owned(),
        locale: visitor.lang.to_owned(),
        birth_year: form.get("birth_year").to_owned(),
    }
}

/// POST `/join/{code}/membership`: joins with the account that one has.
///
/// # Errors
/// 401; a wrong code and one's own class are said in the form.
pub async fn post_membership(learner: Learner, code: Path<String>, form: Form) -> Result<HttpResponse, AppError> {
    let placed = match wanted(&learner, &code).await? {
        Ok(placed) => placed,
        Err(refused) => return Ok(refused),
    };
    match join_class(&learner.app, learner.me(), &placed).await {
        Ok(()) => {
            let message = Message::new("flash-class-joined").with("class", &placed.class.title);
            let url = onward(&learner, &placed, form.get("next"));
            Ok(page::see_other_saying(&learner, &url, "good", &message))
        }
        Err(error) => {
            let (status, errors) = form_errors(&learner, error)?;
            show(&learner, &placed, status, FormState { values: form.values(), errors }, form.get("next"))
        }
    }
}
