//! The addresses of the JSON API, as in `routes.rs`.

use super::{account, attempt, certificate, competency, course, openapi, report, session, teach, unit, work};
use crate::web::route::{self, Route, Who};
use actix_web::web::{self, ServiceConfig};

route::routes! {
    "/api/docs" { GET Visitor openapi::docs: "The API for people" }
    "/api/v1/openapi.json" { GET Visitor openapi::document: "The API as OpenAPI 3.1" }
    "/api/v1/accounts" {
        GET Overseer account::list: "Accounts inside the scope";
        POST Visitor account::register: "Register";
    }
    "/api/v1/accounts/{account}" {
        GET Overseer account::one: "An account inside the scope";
        PATCH Administrator account::change: "Disable or enable an account";
    }
    "/api/v1/accounts/{account}/roles" { POST Administrator account::grant: "Give a role" }
    "/api/v1/accounts/{account}/roles/{role}" { DELETE Administrator account::remove: "Take a role away" }
    "/api/v1/accounts/{account}/competency" { GET Overseer competency::of_account: "Somebody's flag, inside the scope" }
    "/api/v1/session" {
        POST Visitor session::create: "Sign in";
        DELETE Learner session::end: "Sign out";
    }
    "/api/v1/session/refresh" { POST Visitor session::refresh: "Get new tokens for the newest refresh token" }
    "/api/v1/me" { GET Learner account::me: "My account" }
    "/api/v1/me/competency" { GET Learner competency::own: "My flag, why, and what is left" }
    "/api/v1/courses" { GET Visitor course::list: "All courses" }
    "/api/v1/courses/{course}" { GET Visitor course::one: "A course" }
    "/api/v1/courses/{course}/enrollment" { PUT Learner course::put_enrollment: "Take part" }
    "/api/v1/courses/{course}/lessons/{lesson}" { GET Visitor course::lesson: "A lesson" }
    "/api/v1/courses/{course}/lessons/{lesson}/completion" { PUT Learner course::put_completion: "Complete a lesson" }
    "/api/v1/courses/{course}/progress" { GET Learner course::progress: "How far I am" }
    "/api/v1/courses/{course}/quizzes/{quiz}/attempts" { POST Learner attempt::start: "Start an attempt, or find the open one" }
    "/api/v1/attempts/{attempt}" { GET Learner attempt::one: "An attempt of mine" }
    "/api/v1/attempts/{attempt}/answers/{question}" { PUT Learner attempt::put_answer: "Save an answer" }
    "/api/v1/attempts/{attempt}/questions/{question}/hint" { POST Learner attempt::hint: "Take the next hint" }
    "/api/v1/attempts/{attempt}/questions/{question}/files" { POST Learner work::post_file: "Add a file to a task" }
    "/api/v1/attempts/{attempt}/questions/{question}/files/{task_file}" {
        DELETE Learner work::delete_file: "Take a file back";
    }
    "/api/v1/attempts/{attempt}/submission" { POST Learner attempt::submit: "Hand in; sent again, the same result" }
    "/api/v1/certificates" { POST Certifier certificate::issue: "Issue a certificate" }
    "/api/v1/certificates/{number}" { GET Visitor certificate::one: "A certificate" }
    "/api/v1/certificates/{number}/revocation" { POST Certifier certificate::revoke: "Revoke a certificate" }
    "/api/v1/teach/courses/{course}/questions" { GET Instructor teach::questions: "What answers say about the questions" }
    "/api/v1/teach/submissions" { GET Instructor work::list: "Practical work to mark, the oldest first" }
    "/api/v1/teach/submissions/{submission}/reservation" {
        PUT Instructor work::put_reservation: "Take practical work for an hour";
    }
    "/api/v1/teach/submissions/{submission}/grade" { POST Instructor work::grade: "Mark it, or return it" }
    "/api/v1/reports/kpi" { GET Observer report::kpi: "The figures of a unit and of those below" }
    "/api/v1/units" { GET Visitor unit::list: "Units" }
    "/api/v1/units/{unit}" {
        GET Visitor unit::one: "A unit";
        PUT Administrator unit::put: "Make or change a unit";
    }
}
