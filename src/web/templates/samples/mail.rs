//! The outbox with mails of every state, and the page that stops mails.

use super::{Sample, Say, Who, add, layout, link, when};
use crate::web::view::mail::*;

const TROUBLES: [(&str, &str); 4] =
    [("waiting", "later"), ("sent", ""), ("failed", "refused"), ("dropped", "came-back")];

/// All of them.
pub(super) fn add_all(say: Say, samples: &mut Vec<Sample>) {
    let staff = || layout(say, Who::Staff, "mail");
    for (name, purposes, done) in
        [("mail-stop", vec!["reminders"], false), ("mail-stopped", vec!["reminders", "weekly-figures"], true)]
    {
        let page = StopPage { purposes, done, action: "/mail/stop/tok".into() };
        add(samples, name, "outbox/stop.html", layout(say, Who::Visitor, "mail"), &page);
    }
    let rows: Vec<MailRow> = TROUBLES.iter().map(|(state, trouble)| row(say, state, trouble)).collect();
    let states = vec![("waiting", 12), ("sent", 345), ("failed", 1), ("dropped", 0)];
    for (name, state, rows, next) in [("mails", None, rows, true), ("mails-none", Some("failed"), Vec::new(), false)] {
        let next_url = next.then(|| "/admin/mail?before=0190".into());
        let page = MailsPage { state, states: states.clone(), rows, next_url };
        add(samples, name, "outbox/mails.html", staff(), &page);
    }
    for (state, trouble) in TROUBLES {
        let again = matches!(state, "waiting" | "failed");
        let text = say.of("Chào Hoa,\n\nBài tiếp theo: <b>", "Hello Hoa,\n\nNext: <b>");
        let page = MailPage {
            row: row(say, state, trouble),
            account: link("Nguyễn Thị <Hoa>".into(), "/admin/accounts/1"),
            with: if again { vec!["flag", "figures"] } else { Vec::new() },
            preview: (state != "dropped").then(|| (say.of("Bài <tiếp>", "Next <lesson>"), text)),
            again_url: again.then(|| "/admin/mail/1".into()),
        };
        add(samples, &format!("mail-{state}"), "outbox/mail.html", staff(), &page);
    }
}

fn row(say: Say, state: &'static str, trouble: &str) -> MailRow {
    MailRow {
        person: link("Nguyễn Thị <Hoa>".into(), "/admin/mail/1"),
        topic: "lesson",
        state,
        made: when(say),
        due: (state == "waiting").then(|| when(say)),
        sent: (state == "sent").then(|| when(say)),
        tries: u32::from(!trouble.is_empty()),
        trouble: (!trouble.is_empty()).then(|| trouble.to_owned()),
        code: (trouble == "refused").then(|| "550".into()),
    }
}
