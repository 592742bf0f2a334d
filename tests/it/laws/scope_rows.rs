//! Whose affair each route is: a new route without a row fails here.

use std::collections::BTreeSet;
use xutra::web::routes::{ROUTES, Route};

/// Nobody's: the same for everybody, or for what stands in the request alone.
const ANYBODY: &[&str] = &[
    "/",
    "/courses",
    "/courses/{course}",
    "/courses/{course}/{item}",
    "/help",
    "/register",
    "/report",
    "/login",
    "/settings/display",
    "/verify",
    "/keys/{kid}",
    "/issuer",
    "/status/{list}",
    // Communes by their bands, the same for all who look at figures; nobody has a name on it.
    "/emulation",
    // Published cards are for everybody who is signed in; others for the leader of the unit and inspectors of elsewhere.
    "/practice-cards",
    "/practice-cards/{card}",
    "/practice-cards/{card}/edit",
    "/practice-cards/{card}/check",
    "/practice-cards/{card}/trial",
    "/achievements/{id}",
    "/achievements/{id}/criteria",
    "/.well-known/jwks.json",
    "/.well-known/did.json",
    "/static/{name}",
    "/media/{course}/{path:.*}",
    "/manifest.webmanifest",
    "/service-worker.js",
    "/offline",
    "/offline/{course}",
    "/offline/{course}/contents",
    "/offline/{course}/lessons/{lesson}",
    "/healthz",
    "/readyz",
    "/api/docs",
    "/api/v1/openapi.json",
    "/api/v1/session",
    "/api/v1/session/refresh",
    "/api/v1/courses",
    "/api/v1/courses/{course}",
    "/api/v1/courses/{course}/lessons/{lesson}",
    "/api/v1/units",
    "/api/v1/units/{unit}",
];

/// Shown to whoever holds the number or the code, as a certificate is.
const BEARER: &[&str] = &[
    "/verify/{number}",
    "/credentials/{number}",
    "/api/v1/certificates/{number}",
    "/join/{code}",
    "/join/{code}/membership",
    "/card",
    "/card/{code}",
    "/pin/{secret}",
    "/set-password/{secret}",
    "/attend",
    "/attend/{class_session}",
    "/mail/stop/{token}",
    "/report/{code}",
];

/// One's own: what somebody else has does not exist.
const OWN: &[&str] = &[
    "/courses/{course}/{item}/completion",
    "/courses/{course}/{item}/attempts",
    "/attempts/{attempt}",
    "/attempts/{attempt}/answers",
    "/attempts/{attempt}/work",
    "/attempts/{attempt}/answers/{place}",
    "/attempts/{attempt}/questions/{place}/hint",
    "/attempts/{attempt}/questions/{place}/work",
    "/attempts/{attempt}/questions/{place}/files/{task_file}/removal",
    "/attempts/{attempt}/submission",
    "/task-files/{task_file}",
    "/sitting",
    "/sitting/{sitting}",
    "/sitting/{sitting}/attempts",
    "/join",
    "/practice",
    "/practice/{course}",
    "/recheck",
    "/recheck/{recheck}",
    "/recheck-sessions/{recheck_session}",
    "/recheck-sessions/{recheck_session}/end",
    "/work-records",
    "/work-records/new",
    "/work-records/to-confirm",
    "/work-records/{record}",
    "/work-records/{record}/improvement",
    "/work-records/{record}/appeal",
    "/work-records/{record}/confirmation",
    "/me",
    "/me/competency",
    "/me/data",
    "/me/data/export",
    "/me/data/consents",
    "/me/data/requests",
    "/me/data/erasure",
    "/logout",
    "/api/v1/me",
    "/api/v1/me/competency",
    "/api/v1/courses/{course}/enrollment",
    "/api/v1/courses/{course}/lessons/{lesson}/completion",
    "/api/v1/courses/{course}/progress",
    "/api/v1/courses/{course}/quizzes/{quiz}/attempts",
    "/api/v1/attempts/{attempt}",
    "/api/v1/attempts/{attempt}/answers/{question}",
    "/api/v1/attempts/{attempt}/questions/{question}/hint",
    "/api/v1/attempts/{attempt}/questions/{question}/files",
    "/api/v1/attempts/{attempt}/questions/{question}/files/{task_file}",
    "/api/v1/attempts/{attempt}/submission",
];

/// A duty towards people and units: it ends at the scope.
const SCOPED: &[&str] = &[
    "/sittings",
    "/sittings/{sitting}",
    "/sittings/{sitting}/people/{account}/exit",
    "/sittings/{sitting}/end",
    "/classes",
    "/classes/{class}",
    "/classes/{class}/poster",
    "/classes/{class}/close",
    "/classes/{class}/pack",
    "/classes/{class}/paper",
    "/classes/{class}/sittings",
    "/classes/{class}/sessions",
    "/classes/{class}/sessions/{class_session}",
    "/classes/{class}/sessions/{class_session}/list",
    "/classes/{class}/sessions/{class_session}/attendance",
    "/classes/{class}/sessions/{class_session}/end",
    "/people",
    "/people/sheet",
    "/people/new",
    "/people/cards",
    "/people/{account}",
    "/people/{account}/pin",
    "/accounts/{account}/competency",
    "/accounts/{account}/competency/acts",
    "/accounts/{account}/competency/session",
    "/certificates/{file}",
    "/inspection/findings",
    "/inspection/findings/new",
    "/inspection/findings/{finding}",
    "/inspection/reports",
    "/inspection/reports/{report}",
    "/units/{unit}/findings",
    "/units/{unit}/findings/{finding}",
    "/inspection/rechecks",
    "/inspection/rechecks/{unit}",
    "/inspection/rechecks/{unit}/draw",
    "/inspection/rechecks/{unit}/draw.json",
    "/inspection/rechecks/{unit}/sessions",
    "/inspection/rechecks/{unit}/people/{account}/absence",
    "/inspection/work-records",
    "/inspection/work-records/{record}",
    "/units",
    "/units/{unit}/figures",
    "/units/{unit}/figures.csv",
    "/units/{unit}/figures.xlsx",
    "/units/{unit}/figures/{figure}",
    "/units/{unit}/plan",
    "/units/{unit}/plan/behind",
    "/units/{unit}/plan/targets",
    "/units/{unit}/plan/milestones",
    "/units/{unit}/plan/milestones/{milestone}",
    "/units/{unit}/decisions",
    "/units/{unit}/practice-cards",
    "/admin/certificates",
    "/admin/certificates/confirm",
    "/admin/certificates/{number}/revocation",
    "/api/v1/accounts",
    "/api/v1/accounts/{account}",
    "/api/v1/accounts/{account}/competency",
    "/api/v1/certificates",
    "/api/v1/certificates/{number}/revocation",
    "/api/v1/reports/kpi",
];

/// A duty towards courses, in which nobody has a name.
const COURSES: &[&str] = &[
    "/teach",
    "/teach/uploads",
    "/teach/courses/{course}",
    "/teach/courses/{course}/questions",
    "/teach/courses/{course}/questions/{version}",
    "/teach/courses/{course}/questions/{version}/withdrawal",
    "/teach/courses/{course}/revisions/{revision}",
    "/teach/courses/{course}/revisions/{revision}/sources",
    "/teach/drafts/{draft}",
    "/teach/drafts/{draft}/items/{item}",
    "/teach/drafts/{draft}/media/{path:.*}",
    "/teach/drafts/{draft}/confirm",
    "/teach/drafts/{draft}/publication",
    "/teach/drafts/{draft}/removal",
    "/teach/submissions",
    "/teach/submissions/next",
    "/teach/submissions/{submission}",
    "/teach/submissions/{submission}/reservation",
    "/teach/submissions/{submission}/grade",
    "/teach/agreement",
    "/api/v1/teach/courses/{course}/questions",
    "/api/v1/teach/submissions",
    "/api/v1/teach/submissions/{submission}/reservation",
    "/api/v1/teach/submissions/{submission}/grade",
];

/// A duty towards the whole server: a role over a unit is not enough.
const SERVER: &[&str] = &[
    "/admin/signals",
    "/admin/signals/{signal}",
    "/admin/accounts",
    "/admin/accounts.csv",
    "/admin/accounts/{account}",
    "/admin/accounts/{account}/roles",
    "/admin/accounts/{account}/roles/remove",
    "/admin/accounts/{account}/card",
    "/admin/accounts/{account}/affiliations",
    "/admin/accounts/{account}/affiliations/end",
    "/admin/accounts/{account}/about",
    "/admin/accounts/{account}/disabled",
    "/admin/duplicates",
    "/admin/duplicates/{account}",
    "/admin/duplicates/{account}/different",
    "/admin/requests",
    "/admin/requests/{request}",
    "/admin/mail",
    "/admin/mail/{mail}",
    "/admin/imports",
    "/admin/imports/{import}",
    "/admin/imports/{import}/results.csv",
    "/admin/imports/{import}/run",
    "/admin/imports/{import}/removal",
    "/admin/boundaries",
    "/admin/boundaries/{draft}",
    "/admin/boundaries/{draft}/removal",
    "/admin/units/{unit}/boundaries",
    "/admin/units",
    "/admin/units/{unit}",
    "/admin/units/{unit}/end",
    "/admin/units/{unit}/population",
    "/admin/units/{unit}/population/{figure}/approval",
    "/api/v1/accounts/{account}/roles",
    "/api/v1/accounts/{account}/roles/{role}",
];

/// Addresses that stand in the table of the server's duties for one method alone.
const SERVER_METHODS: &[(&str, &str)] = &[("PATCH", "/api/v1/accounts/{account}"), ("PUT", "/api/v1/units/{unit}")];

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reach {
    Anybody,
    Bearer,
    Own,
    Scoped,
    Courses,
    Server,
}

/// The row of a route.
pub fn reach(route: &Route) -> Reach {
    if SERVER_METHODS.contains(&(route.method, route.path)) {
        return Reach::Server;
    }
    let rows = [
        (ANYBODY, Reach::Anybody),
        (BEARER, Reach::Bearer),
        (OWN, Reach::Own),
        (SCOPED, Reach::Scoped),
        (COURSES, Reach::Courses),
        (SERVER, Reach::Server),
    ];
    let found: Vec<Reach> =
        rows.into_iter().filter(|(paths, _)| paths.contains(&route.path)).map(|(_, reach)| reach).collect();
    assert_eq!(found.len(), 1, "{} {} needs one row, and has {found:?}", route.method, route.path);
    found[0]
}

#[test]
fn every_route_has_its_row() {
    for route in ROUTES {
        reach(route);
    }
    let known: BTreeSet<&str> = ROUTES.iter().map(|route| route.path).collect();
    for path in [ANYBODY, BEARER, OWN, SCOPED, COURSES, SERVER].concat() {
        assert!(known.contains(path), "{path} is no route any more");
    }
}
