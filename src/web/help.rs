//! Help: who looks after the place one lives in, and what to do in what happens often.

use super::actor::Visitor;
use super::error::AppError;
use super::page;
use super::view::people::{FacilitatorView, HelpPage};
use actix_web::HttpResponse;
use xutra_store::{people, unit};

/// More names than these help nobody.
const MOST: u64 = 5;

/// `/help`
///
/// # Errors
/// Where the store fails.
pub async fn show_help(visitor: Visitor) -> Result<HttpResponse, AppError> {
    let mut view = HelpPage { unit: None, facilitators: Vec::new() };
    if let Some(account) = visitor.account() {
        let reader = visitor.app.store.reader();
        if let Some(code) = &account.unit {
            view.unit = unit::find(reader, code).await?.map(|unit| unit.name);
        }
        // Names alone: a number is given to the server for signing in, and not for showing it around.
        let found = people::list_facilitators(reader, account.id, MOST, visitor.now).await?;
        view.facilitators = found.into_iter().map(|one| FacilitatorView { name: one.name, unit: one.unit }).collect();
    }
    page::show(&visitor, "people/help.html", &view)
}
