//! A row of the table of addresses, and how it is matched.

use actix_web::guard::{self, Guard as _};
use actix_web::http::Method;
use actix_web::web;

/// Who may call a route.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
pub enum Who {
    /// Anybody.
    Visitor,
    /// Whoever is signed in.
    Learner,
    /// Facilitators, certifiers, inspectors and administrators, within their scope.
    Overseer,
    /// Instructors and administrators; for anybody else it does not exist.
    Instructor,
    /// Facilitators; for anybody else it does not exist.
    Facilitator,
    /// Leaders, facilitators, inspectors and administrators, within their scope; for anybody else it does not exist.
    Observer,
    /// Inspectors and administrators, within their scope.
    Inspector,
    /// Inspectors and administrators of everything.
    ChiefInspector,
    /// Certifiers and administrators.
    Certifier,
    /// Administrators.
    Administrator,
}

/// A row of the table.
#[derive(Debug, Clone, Copy)]
pub struct Route {
    /// HTTP method.
    pub method: &'static str,
    /// Path with its parameters in braces.
    pub path: &'static str,
    /// Who may call it.
    pub who: Who,
    /// What it does, in a few words.
    pub does: &'static str,
}

/// A route of a method; what answers GET answers HEAD.
pub(super) fn method(name: &str) -> actix_web::Route {
    match name {
        "GET" => {
            web::route().guard(guard::fn_guard(|context| guard::Get().check(context) || guard::Head().check(context)))
        }
        "POST" => web::post(),
        "PUT" => web::put(),
        "PATCH" => web::patch(),
        "DELETE" => web::delete(),
        other => web::method(Method::from_bytes(other.as_bytes()).unwrap_or(Method::OPTIONS)),
    }
}

/// A table of addresses: `TABLE` has its rows, `register` makes routes of them.
macro_rules! routes {
    ($( $path:literal { $( $method:ident $who:ident $handler:path : $does:literal );+ $(;)? } )+) => {
        /// Every row.
        pub(in crate::web) const TABLE: &[Route] = &[$( $( Route {
            method: stringify!($method),
            path: $path,
            who: Who::$who,
            does: $does,
        } ),+ ),+];

        /// Registers every row.
        pub(in crate::web) fn register(config: &mut ServiceConfig) {
            $( config.service(web::resource($path)$( .route(route::method(stringify!($method)).to($handler)) )+); )+
        }
    };
}
pub(super) use routes;
