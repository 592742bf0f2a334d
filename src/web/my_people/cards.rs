//! Cards: printed for people of one's scope, shown once; used by their holders to set a password.

use crate::actions::print_cards::{Printed, find_card, print_cards, refusal, use_card};
use crate::actions::sign_in::sign_out;
use crate::message::Message;
use crate::web::account::{begin_here, form_errors, welcome};
use crate::web::actor::{Administrator, Facilitator, Learner, Visitor};
use crate::web::error::AppError;
use crate::web::form::Form;
use crate::web::view::FormState;
use crate::web::view::my_people::{CardEnterPage, CardPage, CardView, CardsPage};
use crate::web::{page, qr, show};
use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::Path;
use std::collections::BTreeMap;
use xutra_domain::ids::AccountId;
use xutra_domain::spoken_code::CardCode;
use xutra_store::unit;

/// POST `/people/cards`: makes cards for everybody who is ticked (`person`), and shows them once: only hashes are kept.
///
/// # Errors
/// 404 for somebody outside of the scope; nobody ticked is said in the list.
pub async fn post_cards(facilitator: Facilitator, form: Form) -> Result<HttpResponse, AppError> {
    let of: Option<Vec<AccountId>> = form.all("person").map(AccountId::parse).collect();
    let of = of.ok_or_else(AppError::bad_request)?;
    match print_cards(&facilitator.app, facilitator.me(), &of).await {
        Ok(printed) => show_cards(&facilitator, printed, "/people".to_owned()).await,
        Err(error) => {
            let (status, errors) = form_errors(&facilitator, error)?;
            let said = errors.into_values().map(|said| ("form".to_owned(), said)).collect();
            super::show_list(&facilitator, status, said).await
        }
    }
}

/// POST `/admin/accounts/{account}/card`: a card for somebody of any unit.
///
/// # Errors
/// 404.
pub async fn post_card(admin: Administrator, id: Path<String>, _: Form) -> Result<HttpResponse, AppError> {
    let of = AccountId::parse(&id).ok_or_else(AppError::not_found)?;
    let printed = print_cards(&admin.app, admin.me(), &[of]).await?;
    show_cards(&admin, printed, format!("/admin/accounts/{of}")).await
}

async fn show_cards(learner: &Learner, printed: Printed, back_url: String) -> Result<HttpResponse, AppError> {
    let mut names: BTreeMap<String, Option<String>> = BTreeMap::new();
    let mut cards = Vec::new();
    for card in printed.cards {
        let place = match card.unit {
            None => None,
            Some(code) if names.contains_key(&code) => names[&code].clone(),
            Some(code) => {
                let name = unit::find(learner.app.store.reader(), &code).await?.map(|unit| unit.name);
                names.insert(code, name.clone());
                name
            }
        };
        cards.push(CardView {
            name: card.name,
            unit: place,
            identifier: card.identifier,
            code: card.code.shown(),
            qr: qr::picture(&learner.app, &url(&card.code))?,
        });
    }
    let view = CardsPage {
        cards,
        refused: (!printed.refused.is_empty()).then(|| learner.say(&refusal(&printed.refused))),
        address: qr::spoken(&learner.app, "/card"),
        until: show::day(learner, printed.until),
        back_url,
    };
    page::show(learner, "people/cards.html", &view)
}

fn url(code: &CardCode) -> String {
    format!("/card/{}", code.as_str())
}

/// `/card`: where the code of a card is typed.
///
/// # Errors
/// Where the template fails.
pub async fn show_enter(visitor: Visitor) -> Result<HttpResponse, AppError> {
    enter(&visitor, StatusCode::OK, FormState::default())
}

fn enter(visitor: &Visitor, status: StatusCode, form: FormState) -> Result<HttpResponse, AppError> {
    page::show_with(visitor, status, "people/card_enter.html", &CardEnterPage { form })
}

/// POST `/card`: looks for the card.
///
/// # Errors
/// 422 for a wrong code, 429 after too many.
pub async fn post_enter(visitor: Visitor, form: Form) -> Result<HttpResponse, AppError> {
    match find_card(&visitor.app, visitor.address, form.get("code")).await {
        Ok((code, _)) => Ok(page::see_other(&url(&code))),
        Err(error) => {
            let (status, errors) = form_errors(&visitor, error)?;
            enter(&visitor, status, FormState { values: form.values(), errors })
        }
    }
}

/// `/card/{code}`: whose card it is, and a password.
///
/// # Errors
/// 422 for a wrong code, 429 after too many.
pub async fn show_card(visitor: Visitor, code: Path<String>) -> Result<HttpResponse, AppError> {
    show_form(&visitor, &code, StatusCode::OK, BTreeMap::new()).await
}

async fn show_form(
    visitor: &Visitor,
    code: &str,
    status: StatusCode,
    errors: BTreeMap<String, String>,
) -> Result<HttpResponse, AppError> {
    let (code, account) = match find_card(&visitor.app, visitor.address, code).await {
        Ok(found) => found,
        Err(error) => {
            let (status, errors) = form_errors(visitor, error)?;
            return enter(visitor, status, FormState { errors, ..FormState::default() });
        }
    };
    let view = CardPage {
        identifier: account.login.or(account.phone).or(account.email).unwrap_or_default(),
        name: account.display_name,
        form: FormState { errors, ..FormState::default() },
        action: url(&code),
    };
    page::show_with(visitor, status, "people/card.html", &view)
}

/// POST `/card/{code}`: sets the password, and signs in.
///
/// # Errors
/// What does not fit is said in the form.
pub async fn post_card_use(visitor: Visitor, code: Path<String>, form: Form) -> Result<HttpResponse, AppError> {
    match use_card(&visitor.app, visitor.address, &code, form.get("password")).await {
        Ok(account) => {
            // The session that this browser had before goes: nobody carries one over a sign-in.
            if let Some(before) = &visitor.session {
                sign_out(&visitor.app, before.id).await?;
            }
            let signed = begin_here(&visitor, account).await?;
            welcome(&visitor, &signed, "/", &Message::new("flash-password-set"))
        }
        Err(error) => {
            let (status, errors) = form_errors(&visitor, error)?;
            show_form(&visitor, &code, status, errors).await
        }
    }
}
