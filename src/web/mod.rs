//! What people see: the only user of actix. Handlers parse, call an action or the store, and show.

pub mod account;
pub mod actor;
pub mod administration;
mod answering;
pub mod api;
mod asking;
pub mod assessment;
mod body;
pub mod boundary;
pub mod catalog;
pub mod certificate;
pub mod class;
pub mod competency;
pub mod credential;
mod csv_file;
mod data_saver;
pub mod display;
pub mod duplicates;
pub mod emulation;
pub mod error;
pub mod exemplar;
pub mod facilitation;
pub mod figures;
pub mod finish;
pub mod form;
mod glossary;
pub mod hand_in;
pub mod health;
pub mod help;
pub mod imports;
pub mod inspection;
mod language;
pub mod learning;
pub mod lesson_pages;
pub mod mail;
mod marked;
pub mod media;
pub mod my_people;
pub mod offline;
pub mod one_page;
pub mod oversight;
pub mod page;
pub mod paper;
pub mod people_export;
pub mod personal_data;
pub mod plan;
pub mod practice;
pub mod preview;
mod qr;
pub mod question_figures;
pub mod recheck;
pub mod registration;
pub mod result;
mod route;
pub mod routes;
mod routes_admin;
mod saving;
mod self_check;
pub mod show;
pub mod signals;
pub mod sitting;
pub mod static_files;
pub mod submission;
pub mod teach;
pub mod templates;
pub mod today;
pub mod unit;
mod unit_choice;
pub mod upload;
pub mod view;
pub mod work_record;

use crate::app::App;
use actix_web::web::{Data, PathConfig, QueryConfig, ServiceConfig};
use error::AppError;
use std::sync::Arc;

/// Everything a server or a test needs; wrap it in `App::new().wrap(from_fn(finish::finish)).configure(...)`.
pub fn configure(app: &Arc<App>) -> impl FnOnce(&mut ServiceConfig) + Clone + use<> {
    let data = Data::from(Arc::clone(app));
    move |config| {
        config
            .app_data(data)
            .app_data(PathConfig::default().error_handler(|_, _| AppError::not_found().into()))
            .app_data(QueryConfig::default().error_handler(|_, _| AppError::bad_request().into()));
        routes::configure(config);
    }
}
