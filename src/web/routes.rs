//! The complete table of addresses: path, method, who may call, what it does. Routes are registered from it, and tests
//! walk it: a route that is not here does not exist. Those of administrators and certifiers
//! stand in `routes_admin.rs`, those of the JSON API in `api/routes.rs`.

use super::{
    account, api, assessment, catalog, certificate, class, competency, credential, display, emulation, exemplar,
    facilitation, figures, hand_in, health, help, inspection, learning, mail, media, my_people, offline, one_page,
    oversight, personal_data, plan, practice, recheck, registration, route, routes_admin, sitting, submission, teach,
    today, work_record,
};
use actix_web::web::{self, ServiceConfig};

pub use super::route::{Route, Who};

/// Every route: the pages, then the JSON API.
pub const ROUTES: &[Route] = &joined();

const PARTS: [&[Route]; 3] = [TABLE, routes_admin::TABLE, api::routes::TABLE];

const fn joined() -> [Route; TABLE.len() + routes_admin::TABLE.len() + api::routes::TABLE.len()] {
    let mut all = [TABLE[0]; TABLE.len() + routes_admin::TABLE.len() + api::routes::TABLE.len()];
    let (mut at, mut part) = (0, 0);
    while part < PARTS.len() {
        let mut row = 0;
        while row < PARTS[part].len() {
            all[at] = PARTS[part][row];
            (at, row) = (at + 1, row + 1);
        }
        part += 1;
    }
    all
}

/// Registers every route.
pub fn configure(config: &mut ServiceConfig) {
    register(config);
    routes_admin::register(config);
    api::routes::register(config);
    config.default_service(web::to(api::nothing));
}

route::routes! {
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
    "/classes/{class}/pack" { GET Facilitator class::pack::show_pack: "Sheets to take along to a class" }
    "/classes/{class}/paper" {
        GET Facilitator class::pack::show_paper: "A list on paper of who was there";
        POST Facilitator class::pack::post_paper: "Enter a list on paper";
    }
    "/classes/{class}/sittings" { POST Facilitator class::exam::post_open: "Open a supervised exam for a class" }
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
    "/people/{account}/pin" { POST Facilitator my_people::pin::post_pin: "Make a PIN for somebody, shown once" }
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
    "/inspection/rechecks" { GET Inspector recheck::list: "Communes with their re-checks of this quarter" }
    "/inspection/rechecks/{unit}" { GET Inspector recheck::show_lot: "Whom the draw of a commune called, and what it says" }
    "/inspection/rechecks/{unit}/draw" { POST Inspector recheck::post_draw: "Draw who of a commune is asked again" }
    "/inspection/rechecks/{unit}/draw.json" { GET Inspector recheck::draw_file: "The published draw, to be verified" }
    "/inspection/rechecks/{unit}/sessions" { POST Inspector recheck::post_session: "Open a session under somebody from elsewhere" }
    "/inspection/rechecks/{unit}/people/{account}/absence" {
        POST Inspector recheck::post_absence: "Note that somebody who was drawn did not come";
    }
    "/inspection/findings" {
        GET Inspector oversight::finding::list: "What was found in units";
        POST Inspector oversight::finding::post_new: "Record what was found";
    }
    "/inspection/findings/new" { GET Inspector oversight::finding::show_new: "Record what was found" }
    "/inspection/findings/{finding}" {
        GET Inspector oversight::finding::show_one: "What was found, and where it stands";
        POST Inspector oversight::finding::post_settle: "Close a finding, or send it back";
    }
    "/units/{unit}/findings" { GET Observer oversight::finding::list_of_unit: "What was found in a unit, for its leaders" }
    "/units/{unit}/findings/{finding}" {
        GET Observer oversight::finding::show_of_unit: "What was found in a unit, and where it stands";
        POST Observer oversight::finding::post_answer: "Say what was done about it";
    }
    "/inspection/reports" { GET Inspector oversight::report::list: "What was told without a name" }
    "/inspection/reports/{report}" {
        GET Inspector oversight::report::show_report: "What somebody told without a name";
        POST Inspector oversight::report::post_set_aside: "Set a report aside with a reason";
    }
    "/report" {
        GET Visitor oversight::tell::show_tell: "Tell of learning for form's sake, without a name";
        POST Visitor oversight::tell::post_tell: "Tell of learning for form's sake, without a name";
    }
    "/report/{code}" { GET Visitor oversight::tell::show_receipt: "What became of it, by the receipt" }
    "/recheck-sessions/{recheck_session}" { GET Learner recheck::desk::show_desk: "The code of the minute, for who watches" }
    "/recheck-sessions/{recheck_session}/end" { POST Learner recheck::desk::post_end: "End a session of re-checks" }
    "/recheck" {
        GET Learner recheck::answer::show_enter: "Type the code of a re-check";
        POST Learner recheck::answer::post_enter: "Begin a re-check by its code";
    }
    "/recheck/{recheck}" {
        GET Learner recheck::answer::show_recheck: "The questions of a re-check, or its result";
        POST Learner recheck::answer::post_answers: "Answer a re-check";
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
    "/pin/{secret}" {
        GET Visitor my_people::pin::show_choose: "Choose a PIN of one's own";
        POST Visitor my_people::pin::post_choose: "Choose a PIN of one's own";
    }
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
    "/practice-cards" { GET Learner exemplar::list: "What leading units tell others" }
    "/practice-cards/{card}" { GET Learner exemplar::show_card: "A practice card, and who tries it" }
    "/practice-cards/{card}/edit" {
        GET Observer exemplar::show_edit: "Put a card right that came back";
        POST Observer exemplar::post_edit: "Put a card right that came back";
    }
    "/practice-cards/{card}/check" { POST Observer exemplar::post_check: "Publish a card, or give it back" }
    "/practice-cards/{card}/trial" { POST Observer exemplar::post_trial: "Say that a unit will try it, or has" }
    "/units/{unit}/practice-cards" {
        GET Observer exemplar::show_new: "Write a practice card of a unit";
        POST Observer exemplar::post_new: "Write a practice card of a unit";
    }
    "/emulation" { GET Observer emulation::show_board: "The communes in bands" }
    "/units/{unit}/plan" { GET Observer plan::show_plan: "What a unit plans, and how far it is" }
    "/units/{unit}/plan/behind" { GET Observer plan::behind::show_behind: "Which units below are behind their plan" }
    "/units/{unit}/plan/targets" {
        GET Observer plan::target::show_form: "Set what a figure is to be by a day";
        POST Observer plan::target::post_form: "Set what a figure is to be by a day";
    }
    "/units/{unit}/plan/milestones" {
        GET Observer plan::milestone::show_form: "Name a milestone";
        POST Observer plan::milestone::post_form: "Name a milestone";
    }
    "/units/{unit}/plan/milestones/{milestone}" {
        GET Observer plan::milestone::show_one: "A milestone, and what happened to it";
        POST Observer plan::milestone::post_one: "Say that it is done, accept that, or take it back";
    }
    "/units/{unit}/decisions" {
        GET Observer plan::decisions::list: "The log of decisions about a unit";
        POST Observer plan::decisions::post_new: "Write a decision down";
    }
    "/mail/stop/{token}" {
        GET Visitor mail::show_stop: "Ask before mails stop, by the token of a mail";
        POST Visitor mail::post_stop: "Stop them";
    }
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
}
