//! Every page of the table of routes is looked at by a test: a new page without one fails here.

use xutra::web::routes::ROUTES;

/// Pages that tests look at.
const COVERED: &[&str] = &[
    "/",
    "/courses",
    "/courses/{course}",
    "/courses/{course}/{item}",
    "/attempts/{attempt}",
    "/me",
    "/work-records",
    "/work-records/new",
    "/work-records/to-confirm",
    "/work-records/{record}",
    "/work-records/{record}/improvement",
    "/work-records/{record}/confirmation",
    "/inspection/work-records",
    "/inspection/work-records/{record}",
    "/me/data",
    "/me/data/erasure",
    "/admin/requests",
    // With a request, in `personal_data.rs`.
    "/admin/requests/{request}",
    "/me/competency",
    "/classes",
    "/classes/{class}",
    "/classes/{class}/poster",
    "/classes/{class}/close",
    "/classes/{class}/sessions/{class_session}",
    "/classes/{class}/sessions/{class_session}/list",
    "/classes/{class}/sessions/{class_session}/end",
    "/attend",
    "/people",
    "/people/sheet",
    "/people/new",
    "/people/{account}",
    "/card",
    "/card/{code}",
    "/attend/{class_session}",
    "/join",
    "/join/{code}",
    "/sitting",
    "/sitting/{sitting}",
    "/sittings",
    "/sittings/{sitting}",
    "/sittings/{sitting}/end",
    "/accounts/{account}/competency",
    "/accounts/{account}/competency/acts",
    "/accounts/{account}/competency/session",
    "/practice",
    "/practice/{course}",
    "/register",
    "/login",
    "/help",
    "/settings/display",
    "/set-password/{secret}",
    "/verify",
    "/verify/{number}",
    "/admin/certificates",
    "/admin/certificates/{number}/revocation",
    "/admin/accounts",
    "/admin/accounts/{account}",
    "/admin/accounts/{account}/affiliations",
    "/admin/units",
    "/admin/units/{unit}",
    "/admin/units/{unit}/end",
    "/admin/imports",
    // With lines in it, in `imports.rs`.
    "/admin/imports/{import}",
    "/admin/signals",
    "/teach",
    "/teach/courses/{course}",
    "/teach/courses/{course}/questions",
    "/teach/courses/{course}/questions/{version}",
    "/teach/courses/{course}/questions/{version}/withdrawal",
    "/teach/courses/{course}/revisions/{revision}",
    "/teach/submissions",
    "/teach/agreement",
    // With work in it, in `marking.rs`.
    "/teach/submissions/{submission}",
    // These two with an upload, in `teach.rs`.
    "/teach/drafts/{draft}",
    "/teach/drafts/{draft}/items/{item}",
    // These in `mail_pages.rs`.
    "/mail/stop/{token}",
    "/admin/mail",
    "/admin/mail/{mail}",
    // These in `figure_pages.rs`.
    "/units",
    "/units/{unit}/figures",
    "/units/{unit}/figures/{figure}",
    "/api/docs",
    // These without anything of a person, in `offline.rs`.
    "/offline",
    "/offline/{course}/contents",
    "/offline/{course}/lessons/{lesson}",
];

/// Addresses that give no page.
const NO_PAGES: &[&str] = &[
    // A file, in `accounts.rs`.
    "/admin/accounts.csv",
    "/units/{unit}/figures.csv",
    "/units/{unit}/figures.xlsx",
    "/me/data/export",
    "/manifest.webmanifest",
    "/service-worker.js",
    "/offline/{course}",
    "/certificates/{file}",
    "/admin/imports/{import}/results.csv",
    "/teach/courses/{course}/revisions/{revision}/sources",
    "/credentials/{number}",
    "/keys/{kid}",
    "/issuer",
    "/status/{list}",
    "/achievements/{id}",
    "/achievements/{id}/criteria",
    "/.well-known/jwks.json",
    "/.well-known/did.json",
    "/static/{name}",
    "/task-files/{task_file}",
    "/teach/drafts/{draft}/media/{path:.*}",
    "/media/{course}/{path:.*}",
    "/healthz",
    "/readyz",
];

#[test]
fn every_page_of_the_table_is_looked_at() {
    for route in ROUTES.iter().filter(|route| route.method == "GET" && !route.path.starts_with("/api/v1/")) {
        assert!(
            COVERED.contains(&route.path) || NO_PAGES.contains(&route.path),
            "{} is a page that no test looks at",
            route.path
        );
    }
}
