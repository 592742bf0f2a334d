//! The addresses of administrators and certifiers, as in `routes.rs`.

use super::routes::{Route, Who};
use super::{
    administration, boundary, certificate, duplicates, imports, mail, my_people, people_export, personal_data, route,
    signals, unit,
};
use actix_web::web::{self, ServiceConfig};

route::routes! {
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
    "/admin/duplicates" { GET Administrator duplicates::list: "Accounts that may be one person" }
    "/admin/duplicates/{account}" {
        GET Administrator duplicates::show_merge: "Two accounts side by side, before they are joined";
        POST Administrator duplicates::post_merge: "Join two accounts of one person";
    }
    "/admin/duplicates/{account}/different" { POST Administrator duplicates::post_different: "Say that they are two people" }
    "/admin/requests" { GET Administrator personal_data::desk::list: "What people ask about their data, with its clock" }
    "/admin/requests/{request}" {
        GET Administrator personal_data::desk::show_request: "What somebody asks, before it is answered";
        POST Administrator personal_data::desk::post_request: "Do it, or refuse with a reason";
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
    "/admin/boundaries" {
        GET Administrator boundary::list: "Maps of units, and files of boundaries that wait";
        POST Administrator boundary::post_upload: "Upload a file of boundaries, to be looked at";
    }
    "/admin/boundaries/{draft}" {
        GET Administrator boundary::show_draft: "What a file of boundaries would draw";
        POST Administrator boundary::post_keep: "Keep the boundaries of a file";
    }
    "/admin/boundaries/{draft}/removal" { POST Administrator boundary::post_discard: "Throw a file of boundaries away" }
    "/admin/units/{unit}/boundaries" {
        GET Administrator boundary::show_removal: "Ask before the map of a unit is taken away";
        POST Administrator boundary::post_removal: "Take the map of a unit away";
    }
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
}
