//! Addresses for people in a room: as a picture that a phone reads, and as one says them.

use super::error::AppError;
use super::view::class::QrView;
use crate::app::App;
use crate::certificate_paper::qr::qr_path;

/// The picture of an address of this site.
///
/// # Errors
/// Where the address is too long for one.
pub(super) fn picture(app: &App, path: &str) -> Result<QrView, AppError> {
    let code = qr_path(&format!("{}{path}", app.public_url())).map_err(AppError::internal)?;
    Ok(QrView { modules: code.modules, path: code.path })
}

/// An address of this site without what nobody says.
pub(super) fn spoken(app: &App, path: &str) -> String {
    let public = app.public_url();
    let host = public.split_once("://").map_or(public.as_str(), |(_, host)| host).trim_end_matches('/');
    format!("{host}{path}")
}
