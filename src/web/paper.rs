//! The printed certificate as an answer.

use super::actor::Visitor;
use super::error::AppError;
use crate::certificate_paper::{Paper, PaperError, PaperSite, Words};
use actix_web::http::StatusCode;
use xutra_domain::certificate::Certificate;

/// Prints a certificate in the site's language.
///
/// # Errors
/// 503 when too many are printed at once.
pub(super) async fn print(visitor: &Visitor, certificate: &Certificate) -> Result<Vec<u8>, AppError> {
    let app = &visitor.app;
    let public_url = app.public_url();
    let site = PaperSite { name: &app.config.site.name, place: None, public_url: &public_url, zone: app.zone.inner() };
    let language = &app.config.site.locale;
    let paper = Paper::of(certificate, site, language);
    let words = Words::collect(&paper, |key, args| app.locales.text(language, key, args));
    app.press.print(paper, words).await.map_err(|error| match error {
        PaperError::Busy => {
            let mut busy = AppError::new(StatusCode::SERVICE_UNAVAILABLE, "error-busy");
            busy.retry_after = Some(5);
            busy
        }
        other => AppError::internal(other),
    })
}
