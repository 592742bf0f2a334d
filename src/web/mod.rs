//! What people see: the only user of actix. Handlers parse, call an action or the store, and show.

pub mod account;
pub mod actor;
pub mod administration;
pub mod api;
pub mod assessment;
pub mod catalog;
pub mod certificate;
pub mod competency;
pub mod credential;
pub mod error;
pub mod finish;
pub mod form;
pub mod health;
pub mod learning;
pub mod lesson_pages;
pub mod page;
pub mod paper;
pub mod result;
pub mod routes;
pub mod show;
pub mod static_files;
pub mod teach;
pub mod templates;
pub mod upload;
pub mod view;

use crate::app::App;
use actix_web::web::{self, Data, JsonConfig, PathConfig, QueryConfig, ServiceConfig};
use error::AppError;
use std::sync::Arc;

/// Largest body of a request, in bytes.
pub const LARGEST_BODY: usize = 64 * 1_024;

/// Everything a server or a test needs; wrap it in `App::new().wrap(from_fn(finish::finish)).configure(...)`.
pub fn configure(app: &Arc<App>) -> impl FnOnce(&mut ServiceConfig) + Clone + use<> {
    let data = Data::from(Arc::clone(app));
    move |config| {
        config
            .app_data(data)
            .app_data(web::PayloadConfig::new(LARGEST_BODY))
            .app_data(JsonConfig::default().limit(LARGEST_BODY))
            .app_data(PathConfig::default().error_handler(|_, _| AppError::not_found().into()))
            .app_data(QueryConfig::default().error_handler(|_, _| AppError::bad_request().into()));
        routes::configure(config);
    }
}
