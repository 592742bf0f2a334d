//! What the tests of the server share: an application on a fresh database, people who use it, a course to learn from.

pub mod actors;
pub mod app;
pub mod course;
pub mod http;
pub mod page;
pub mod process;
pub mod sitting;
pub mod smtp;
pub mod story;

pub use actors::Actor;
pub use app::{NOW, TestApp};
pub use http::{Answer, Call};
pub use serde_json::{Value, json};

/// Tests over an application on a fresh database: each is written once and runs on SQLite and, where it is installed,
/// on PostgreSQL (law 10).
macro_rules! both {
    ($(async fn $name:ident($app:ident) $body:block)+) => {$(
        mod $name {
            #[allow(unused_imports, reason = "not every test needs everything")]
            use super::*;

            async fn case($app: crate::support::TestApp) $body

            #[actix_web::test]
            async fn sqlite() {
                case(crate::support::TestApp::on_sqlite().await).await;
            }

            #[actix_web::test]
            async fn postgres() {
                if let Some(app) = crate::support::TestApp::on_postgres().await {
                    case(app).await;
                }
            }
        }
    )+};
}
pub(crate) use both;
