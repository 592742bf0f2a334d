//! The complete table of addresses: path, method, who may call, what it does. Routes are registered from it, and tests
//! walk it: a route that is not here does not exist.

use super::{
    account, administration, api, assessment, catalog, certificate, class, competency, credential, display,
    facilitation, figures, hand_in, health, help, imports, inspection, learning, mail, media, my_people, offline,
    one_page, people_export, personal_data, practice, registration, route, signals, sitting, submission, teach, today,
    unit, work_record,
};
use actix_web::web::{self, ServiceConfig};

pub use super::route::{Route, Who};

macro_rules! routes {
    ($( $path:literal { $( $method:ident $who:ident $handler:path : $does:literal );+ $(;)? } )+) => {
        /// Every route.
        pub const ROUTES: &[Route] = &[$( $( Route {
            method: stringify!($method),
            path: $path,
            who: Who::$who,
            does: $does,
        } ),+ ),+];

        /// Registers every route.
        pub fn configure(config: &mut ServiceConfig) {
            $( config.service(web::resource($path)$( .route(route::method(stringify!($method)).to($handler)) )+); )+
            config.default_service(web::to(api::nothing));
        }
    };
}

routes! {
    "/" { GET Visitor catalog::home: "Landing page, or today" }
    "/courses" { GET Visitor catalog::courses: "All courses" }
    "/courses/{course}" { GET Visitor catalog::course: "A course" }
    "/courses/{course}/{item}" {
        GET Visitor learning::item: "A lesson, or the front page of a quiz";
        POST Learner catalog::post_enrollment: "Take part";
    }
    "/courses/{course}/{item}/completion" { POST Learner learning::post_completion: "Complete a lesson" }
    "/courses/{course}/{item}/attempts" { POST Learner assessment::post_start: "Start an attempt" }
    "/attempts/{attempt}" { GET Learner assessment::show_attempt: "A question, the review or the result" }
    "/attempts/{attempt}/answers" { POST Learner one_page::post_answers: "Save all answers of one page" }
    "/attempts/{attempt}/work" { POST Learner one_page::post_work: "Save all answers of one page, with files" }
    "/attempts/{attempt}/answers/{place}" { POST Learner assessment::post_answer: "Save an answer" }
    "/attempts/{attempt}/questions/{place}/hint" { POST Learner assessment::post_hint: "Take a hint" }
    "/attempts/{attempt}/questions/{place}/work" { POST Learner hand_in::post_work: "Save practical work with its files" }
    "/attempts/{attempt}/questions/{place}/files/{task_file}/removal" {
        POST Learner hand_in::post_removal: "Take a file back";
    }
    "/task-files/{task_file}" { GET Learner hand_in::show_file: "A file of practical work" }
    "/attempts/{attempt}/submission" { POST Learner submission::post_submission: "Hand in" }
    "/sitting" {
        GET Learner sitting::join::show_enter: "Type the code of a supervised sitting";
        POST Learner sitting::join::post_enter: "Join a supervised sitting by its code";
    }
    "/sitting/{sitting}" { GET Learner sitting::join::show_joined: "A sitting that one joined" }
    "/sitting/{sitting}/attempts" { POST Learner sitting::join::post_start: "Start the exam under supervision" }
    "/sittings" {
        GET Facilitator sitting::list: "My supervised sittings";
        POST Facilitator sitting::post_open: "Open a supervised sitting";
    }
    "/sittings/{sitting}" { GET Facilitator sitting::desk: "The code of the minute, and who joined" }
    "/sittings/{sitting}/people/{account}/exit" { POST Facilitator sitting::post_exit: "Let somebody out, or in again" }
    "/sittings/{sitting}/end" {
        GET Facilitator sitting::show_end: "Ask before a sitting ends";
        POST Facilitator sitting::post_end: "End a sitting";
    }
    "/join" {
        GET Visitor class::join::show_enter: "Type the code of a class";
        POST Visitor class::join::post_enter: "Look for a class by its code";
    }
    "/join/{code}" {
        GET Visitor class::join::show_join: "Which class it is, and the way in";
        POST Visitor class::join::post_join: "Make an account and join the class";
    }
    "/join/{code}/membership" { POST Learner class::join::post_membership: "Join the class with one's account" }
    "/classes" {
        GET Facilitator class::list: "My classes";
        POST Facilitator class::post_open: "Open a class";
    }
    "/classes/{class}" { GET Facilitator class::desk: "The code of a class, and who joined" }
    "/classes/{class}/poster" { GET Facilitator class::poster: "A sheet for the wall with the code" }
    "/classes/{class}/close" {
        GET Facilitator class::show_close: "Ask before a class is closed";
        POST Facilitator class::post_close: "Close a class";
    }
    "/classes/{class}/sessions" { POST Facilitator class::session::post_start: "Start a session of a class" }
    "/classes/{class}/sessions/{class_session}" {
        GET Facilitator class::session::desk: "The code of the minute, and who is there";
    }
    "/classes/{class}/sessions/{class_session}/list" {
        GET Facilitator class::session::show_list: "The list to tick by hand";
    }
    "/classes/{class}/sessions/{class_session}/attendance" {
        POST Facilitator class::session::post_attendance: "Note who is there without a phone";
    }
    "/classes/{class}/sessions/{class_session}/end" {
        GET Facilitator class::session::show_end: "Ask before a session of a class ends";
        POST Facilitator class::session::post_end: "End a session of a class";
    }
    "/attend" {
        GET Visitor class::attend::show_enter: "Type the code of a session of a class";
        POST Visitor class::attend::post_enter: "Show that one is in the room";
    }
    "/attend/{class_session}" {
        GET Visitor class::attend::show_attend: "Which session it is, for who has shown its code";
        POST Learner class::attend::post_attend: "Note that one is there";
    }
    "/people" { GET Facilitator my_people::list: "The people of my scope, by how they stand" }
    "/people/sheet" { GET Facilitator my_people::sheet: "The same on a sheet, to print and to call by" }
    "/people/new" {
        GET Facilitator my_people::person::show_new: "Register somebody without a phone";
        POST Facilitator my_people::person::post_new: "Register somebody without a phone";
    }
    "/people/cards" { POST Facilitator my_people::cards::post_cards: "Make cards, shown once" }
    "/people/{account}" { GET Facilitator my_people::person::one: "How far somebody is, and what comes next" }
    "/card" {
        GET Visitor my_people::cards::show_enter: "Type the code of a card";
        POST Visitor my_people::cards::post_enter: "Look for a card by its code";
    }
    "/card/{code}" {
        GET Visitor my_people::cards::show_card: "Whose card it is, and a password";
        POST Visitor my_people::cards::post_card_use: "Set a password by a card";
    }
    "/practice" { GET Learner practice::home: "What is due to be practised" }
    "/practice/{course}" {
        GET Learner practice::show: "The next question to practise, or what an answer was worth";
        POST Learner practice::post: "Answer a question that counts for nothing";
    }
    "/work-records" { GET Learner work_record::list: "My use of AI, and how far I am" }
    "/work-records/new" {
        GET Learner work_record::show_new: "Tell of a use of AI";
        POST Learner work_record::post_new: "Tell of a use of AI";
    }
    "/work-records/to-confirm" { GET Learner work_record::confirm::list: "Records that I was drawn to confirm" }
    "/work-records/{record}" { GET Learner work_record::show_record: "A record of mine, and where it stands" }
    "/work-records/{record}/improvement" {
        GET Learner work_record::show_improvement: "Improve a record that came back";
        POST Learner work_record::post_improvement: "Improve a record that came back";
    }
    "/work-records/{record}/appeal" { POST Learner work_record::post_appeal: "Appeal once" }
    "/work-records/{record}/confirmation" {
        GET Learner work_record::confirm::show_record: "A record that I was drawn to confirm";
        POST Learner work_record::confirm::post_record: "Confirm it, or give it back with a reason";
    }
    "/inspection/work-records" { GET Inspector work_record::audit::list: "Confirmed records to look at again" }
    "/inspection/work-records/{record}" {
        GET Inspector work_record::audit::show_record: "A confirmed record to look at again";
        POST Inspector work_record::audit::post_record: "Say what came of looking";
    }
    "/me" { GET Learner today::show_today: "Today" }
    "/me/competency" { GET Learner competency::own: "Why, and what is left" }
    "/me/data" {
        GET Learner personal_data::show_data: "What is kept of me";
        POST Learner personal_data::post_correction: "Put my name, phone and e-mail right";
    }
    "/me/data/export" { GET Learner personal_data::export: "Everything that is kept of me, as a file" }
    "/me/data/consents" { POST Learner personal_data::post_consent: "Agree to a purpose, or no longer" }
    "/me/data/requests" { POST Learner personal_data::post_request: "Ask for something to be put right" }
    "/me/data/erasure" {
        GET Learner personal_data::show_erasure: "Ask before I am erased";
        POST Learner personal_data::post_erasure: "Ask to be erased";
    }
    "/accounts/{account}/competency" { GET Overseer competency::of_account: "Why, for those whose duty it is" }
    "/accounts/{account}/competency/acts" {
        GET Inspector inspection::show_act: "Ask before an attempt is made void, or a flag suspended or reinstated";
        POST Inspector inspection::post_act: "Make an attempt void, suspend or reinstate a flag";
    }
    "/accounts/{account}/competency/session" {
        GET Overseer facilitation::show_session: "Ask before a session with a facilitator is recorded";
        POST Overseer facilitation::post_session: "Record a session: tries are counted from then on";
    }
    "/register" { GET Visitor registration::show_register: "Register"; POST Visitor registration::post_register: "Register" }
    "/login" { GET Visitor account::show_login: "Sign in"; POST Visitor account::post_login: "Sign in" }
    "/help" { GET Visitor help::show_help: "Who helps, and what to do" }
    "/settings/display" {
        GET Visitor display::show_display: "Light or dark, size of the letters";
        POST Visitor display::post_display: "Choose them on this device";
    }
    "/logout" { POST Visitor account::post_logout: "Sign out" }
    "/set-password/{secret}" {
        GET Visitor account::show_set_password: "Set a password by a one-time link";
        POST Visitor account::post_set_password: "Set a password by a one-time link";
    }
    "/verify" { GET Visitor certificate::verify: "Check a certificate" }
    "/verify/{number}" { GET Visitor certificate::show_certificate: "A certificate" }
    "/certificates/{file}" { GET Learner certificate::pdf: "A certificate as PDF" }
    "/teach" { GET Instructor teach::courses: "Courses and what was published of them" }
    "/teach/uploads" { POST Instructor teach::post_upload: "Upload a course" }
    "/teach/courses/{course}" { GET Instructor teach::course: "Revisions and questions of a course" }
    "/teach/courses/{course}/questions" { GET Instructor teach::questions::list: "What answers say about the questions" }
    "/teach/courses/{course}/questions/{version}" { GET Instructor teach::questions::one: "What answers say about a question" }
    "/teach/courses/{course}/questions/{version}/withdrawal" {
        GET Instructor teach::questions::show_withdrawal: "Ask before a question is drawn no more, or again";
        POST Instructor teach::questions::post_withdrawal: "Draw a question no more, or again";
    }
    "/teach/courses/{course}/revisions/{revision}" {
        GET Instructor teach::show_rollback: "Ask before going back to a revision";
        POST Instructor teach::post_rollback: "Go back to a revision";
    }
    "/teach/courses/{course}/revisions/{revision}/sources" { GET Instructor teach::sources: "Sources of a revision" }
    "/teach/drafts/{draft}" { GET Instructor teach::draft::show_draft: "An uploaded course, findings and changes" }
    "/teach/drafts/{draft}/items/{item}" { GET Instructor teach::show_item: "A lesson or quiz of an uploaded course" }
    "/teach/drafts/{draft}/media/{path:.*}" { GET Instructor teach::item::show_medium: "A picture of an uploaded course" }
    "/teach/drafts/{draft}/confirm" { POST Instructor teach::draft::post_confirm: "Try, and ask before publishing" }
    "/teach/drafts/{draft}/publication" { POST Instructor teach::draft::post_publication: "Publish" }
    "/teach/drafts/{draft}/removal" { POST Instructor teach::draft::post_removal: "Throw an upload away" }
    "/teach/submissions" { GET Instructor teach::marking::submissions: "Practical work to mark" }
    "/teach/submissions/next" { POST Instructor teach::marking::post_next: "Take what has waited longest" }
    "/teach/submissions/{submission}" { GET Instructor teach::marking::submission: "Practical work, without a name" }
    "/teach/submissions/{submission}/reservation" { POST Instructor teach::marking::post_take: "Take this one" }
    "/teach/submissions/{submission}/grade" { POST Instructor teach::marking::post_grade: "Mark it, or return it" }
    "/teach/agreement" { GET Instructor teach::marking::agreement: "How far markers agree" }
    "/units" { GET Observer figures::list: "Units whose figures I see" }
    "/units/{unit}/figures" { GET Observer figures::show_board: "The figures of a unit and of those below" }
    "/units/{unit}/figures.csv" { GET Observer figures::export::csv: "The same as CSV, with the definitions" }
    "/units/{unit}/figures.xlsx" { GET Observer figures::export::xlsx: "The same as a workbook, with the definitions" }
    "/units/{unit}/figures/{figure}" { GET Observer figures::one::show_figure: "What a figure counts, whom, and since when" }
    "/admin/certificates" {
        GET Certifier certificate::desk: "Who is ready, what was issued";
        POST Certifier certificate::post_issue: "Issue";
    }
    "/admin/certificates/confirm" { POST Certifier certificate::post_confirm: "Ask before issuing" }
    "/admin/certificates/{number}/revocation" {
        GET Certifier certificate::show_revocation: "Ask before revoking";
        POST Certifier certificate::post_revocation: "Revoke";
    }
    "/admin/signals" { GET ChiefInspector signals::list: "Patterns in exams that people should look at" }
    "/admin/signals/{signal}" { POST ChiefInspector signals::post_review: "Say what came of looking" }
    "/admin/accounts" { GET Administrator administration::accounts: "Accounts" }
    "/admin/accounts.csv" { GET Administrator people_export::people: "The same people as a file, sent while it is read" }
    "/admin/accounts/{account}" { GET Administrator administration::account: "An account" }
    "/admin/accounts/{account}/roles" { POST Administrator administration::post_role: "Give a role" }
    "/admin/accounts/{account}/roles/remove" { POST Administrator administration::post_role_removal: "Take a role away" }
    "/admin/accounts/{account}/card" { POST Administrator my_people::cards::post_card: "Make a card, shown once" }
    "/admin/accounts/{account}/affiliations" {
        GET Administrator unit::affiliation::list: "Where somebody lives and works, and did";
        POST Administrator unit::affiliation::post_begin: "Say where somebody lives or works now";
    }
    "/admin/accounts/{account}/affiliations/end" {
        POST Administrator unit::affiliation::post_end: "Say that somebody belongs there no more";
    }
    "/admin/requests" { GET Administrator personal_data::desk::list: "What people ask about their data, with its clock" }
    "/admin/requests/{request}" {
        GET Administrator personal_data::desk::show_request: "What somebody asks, before it is answered";
        POST Administrator personal_data::desk::post_request: "Do it, or refuse with a reason";
    }
    "/mail/stop/{token}" {
        GET Visitor mail::show_stop: "Ask before mails stop, by the token of a mail";
        POST Visitor mail::post_stop: "Stop them";
    }
    "/admin/mail" { GET Administrator mail::list: "Mails that wait, were sent or failed" }
    "/admin/mail/{mail}" {
        GET Administrator mail::one: "What a mail says, and what became of it";
        POST Administrator mail::post_again: "Send a mail again";
    }
    "/admin/imports" {
        GET Administrator imports::list: "Lists that were uploaded";
        POST Administrator imports::post_upload: "Upload a list, to be tried";
    }
    "/admin/imports/{import}" { GET Administrator imports::one: "What comes of the lines of a list" }
    "/admin/imports/{import}/results.csv" { GET Administrator imports::results: "What came of every line, as CSV" }
    "/admin/imports/{import}/run" { POST Administrator imports::post_run: "Take a list in that was tried" }
    "/admin/imports/{import}/removal" { POST Administrator imports::post_removal: "Throw a list away" }
    "/admin/units" {
        GET Administrator unit::list: "The tree of units, with a search";
        POST Administrator unit::post_new: "Add a unit";
    }
    "/admin/units/{unit}" {
        GET Administrator unit::one: "A unit, its population and its parts";
        POST Administrator unit::post_change: "Rename or move a unit";
    }
    "/admin/units/{unit}/end" {
        GET Administrator unit::show_end: "Ask before a unit ends";
        POST Administrator unit::post_end: "Merge a unit into another, or end it";
    }
    "/admin/units/{unit}/population" { POST Administrator unit::post_population: "Enter how many people a unit has" }
    "/admin/units/{unit}/population/{figure}/approval" {
        POST Administrator unit::post_approval: "Approve what somebody else entered";
    }
    "/admin/accounts/{account}/about" { POST Administrator administration::post_about: "Say when somebody was born and who they are" }
    "/admin/accounts/{account}/disabled" { POST Administrator administration::post_disabled: "Disable or enable" }
    "/credentials/{number}" { GET Visitor credential::credential: "The signed credential" }
    "/keys/{kid}" { GET Visitor credential::key: "A public key" }
    "/issuer" { GET Visitor credential::issuer: "Who issues" }
    "/status/{list}" { GET Visitor credential::status: "A signed list of revocations" }
    "/achievements/{id}" { GET Visitor credential::achievement_page: "What can be achieved" }
    "/achievements/{id}/criteria" { GET Visitor credential::criteria: "How it is achieved" }
    "/.well-known/jwks.json" { GET Visitor credential::key_set: "All public keys" }
    "/.well-known/did.json" { GET Visitor credential::did: "The issuer as a DID document" }
    "/static/{name}" { GET Visitor health::static_file: "Style sheet, script, icon" }
    "/media/{course}/{path:.*}" { GET Visitor media::show: "A picture or recording of a course" }
    "/manifest.webmanifest" { GET Visitor offline::files::manifest: "What a phone shows of the site on its home screen" }
    "/service-worker.js" { GET Visitor offline::files::service_worker: "Serves what was kept on a device while there is no network" }
    "/offline" { GET Visitor offline::no_network: "What is shown in place of a page while there is no network" }
    "/offline/{course}" { GET Visitor offline::list: "What there is to keep of a course" }
    "/offline/{course}/contents" { GET Visitor offline::contents: "The contents of a course, to be kept" }
    "/offline/{course}/lessons/{lesson}" { GET Visitor offline::lesson: "A lesson without anything personal, to be kept" }
    "/healthz" { GET Visitor health::live: "The process lives" }
    "/readyz" { GET Visitor health::ready: "The database answers" }
    "/api/docs" { GET Visitor api::openapi::docs: "The API for people" }
    "/api/v1/openapi.json" { GET Visitor api::openapi::document: "The API as OpenAPI 3.1" }
    "/api/v1/accounts" {
        GET Overseer api::account::list: "Accounts inside the scope";
        POST Visitor api::account::register: "Register";
    }
    "/api/v1/accounts/{account}" {
        GET Overseer api::account::one: "An account inside the scope";
        PATCH Administrator api::account::change: "Disable or enable an account";
    }
    "/api/v1/accounts/{account}/roles" { POST Administrator api::account::grant: "Give a role" }
    "/api/v1/accounts/{account}/roles/{role}" { DELETE Administrator api::account::remove: "Take a role away" }
    "/api/v1/accounts/{account}/competency" { GET Overseer api::competency::of_account: "Somebody's flag, inside the scope" }
    "/api/v1/session" {
        POST Visitor api::session::create: "Sign in";
        DELETE Learner api::session::end: "Sign out";
    }
    "/api/v1/session/refresh" { POST Visitor api::session::refresh: "Get new tokens for the newest refresh token" }
    "/api/v1/me" { GET Learner api::account::me: "My account" }
    "/api/v1/me/competency" { GET Learner api::competency::own: "My flag, why, and what is left" }
    "/api/v1/courses" { GET Visitor api::course::list: "All courses" }
    "/api/v1/courses/{course}" { GET Visitor api::course::one: "A course" }
    "/api/v1/courses/{course}/enrollment" { PUT Learner api::course::put_enrollment: "Take part" }
    "/api/v1/courses/{course}/lessons/{lesson}" { GET Visitor api::course::lesson: "A lesson" }
    "/api/v1/courses/{course}/lessons/{lesson}/completion" { PUT Learner api::course::put_completion: "Complete a lesson" }
    "/api/v1/courses/{course}/progress" { GET Learner api::course::progress: "How far I am" }
    "/api/v1/courses/{course}/quizzes/{quiz}/attempts" { POST Learner api::attempt::start: "Start an attempt, or find the open one" }
    "/api/v1/attempts/{attempt}" { GET Learner api::attempt::one: "An attempt of mine" }
    "/api/v1/attempts/{attempt}/answers/{question}" { PUT Learner api::attempt::put_answer: "Save an answer" }
    "/api/v1/attempts/{attempt}/questions/{question}/hint" { POST Learner api::attempt::hint: "Take the next hint" }
    "/api/v1/attempts/{attempt}/questions/{question}/files" { POST Learner api::work::post_file: "Add a file to a task" }
    "/api/v1/attempts/{attempt}/questions/{question}/files/{task_file}" {
        DELETE Learner api::work::delete_file: "Take a file back";
    }
    "/api/v1/attempts/{attempt}/submission" { POST Learner api::attempt::submit: "Hand in; sent again, the same result" }
    "/api/v1/certificates" { POST Certifier api::certificate::issue: "Issue a certificate" }
    "/api/v1/certificates/{number}" { GET Visitor api::certificate::one: "A certificate" }
    "/api/v1/certificates/{number}/revocation" { POST Certifier api::certificate::revoke: "Revoke a certificate" }
    "/api/v1/teach/courses/{course}/questions" { GET Instructor api::teach::questions: "What answers say about the questions" }
    "/api/v1/teach/submissions" { GET Instructor api::work::list: "Practical work to mark, the oldest first" }
    "/api/v1/teach/submissions/{submission}/reservation" {
        PUT Instructor api::work::put_reservation: "Take practical work for an hour";
    }
    "/api/v1/teach/submissions/{submission}/grade" { POST Instructor api::work::grade: "Mark it, or return it" }
    "/api/v1/reports/kpi" { GET Observer api::report::kpi: "The figures of a unit and of those below" }
    "/api/v1/units" { GET Visitor api::unit::list: "Units" }
    "/api/v1/units/{unit}" {
        GET Visitor api::unit::one: "A unit";
        PUT Administrator api::unit::put: "Make or change a unit";
    }
}
