//! Mail from beginning to end: who is written to, what a mail server hears, what happens where it fails, and how it stops.

use crate::support::course::Fixture;
use crate::support::page::{attributes, texts};
use crate::support::smtp::Peer;
use crate::support::{Actor, Call, TestApp, both};
use xutra::actions::deliver_mail::deliver_mail;
use xutra::actions::remind_learners::remind_learners;
use xutra::actions::tell_leaders::tell_leaders;
use xutra_domain::instant::{DAY, HOUR, MINUTE};
use xutra_domain::people::Role;

/// An application that sends to a mail server, which misbehaves so often.
pub async fn with_peer(app: &TestApp, times: u32) -> (TestApp, Peer) {
    let peer = Peer::start(times);
    let url = peer.url.clone();
    let change = |config: &mut xutra::config::Config| {
        config.mail_url = url;
        config.public_url = Some("https://ai.example.vn".into());
    };
    (app.beside(change).await, peer)
}

pub async fn reachable(app: &TestApp, who: &Actor, email: &str, purpose: &str) {
    let email = email.replace('\'', "''");
    app.sql(&format!("UPDATE account SET email = '{email}' WHERE login = '{}'", login(app, who).await)).await.unwrap();
    who.post("/me/data/consents", &[("purpose", purpose), ("given", "yes")]).await.is(303);
}

async fn login(app: &TestApp, who: &Actor) -> String {
    let found = xutra_store::people::find_account(app.app.store.reader(), who.id(), app.app.clock.now()).await.unwrap();
    found.unwrap().login.unwrap()
}

/// Somebody who takes part, agreed to be reminded, and was last here a week ago.
async fn left_off(app: &TestApp, name: &str, email: &str) -> Actor {
    let person = app.learner(name).await;
    reachable(app, &person, email, "reminders").await;
    person.api("PUT", &format!("/courses/{}/enrollment", Fixture::ID), None).await.expect(201);
    person
}

async fn remind(app: &TestApp) -> usize {
    remind_learners(&app.app).await.unwrap()
}

pub async fn deliver(app: &TestApp) -> usize {
    deliver_mail(&app.app).await.unwrap()
}

pub async fn in_state(app: &TestApp, state: &str) -> i64 {
    app.count(&format!("SELECT COUNT(*) FROM outbox WHERE state = '{state}'")).await
}

/// The path of the link that stops mails.
pub fn stop_path(text: &str) -> String {
    let from = text.find("/mail/stop/").unwrap();
    text[from..].split_whitespace().next().unwrap().trim_end_matches('>').to_owned()
}

both! {
    async fn a_reminder_reaches_its_person_once_as_text_and_html(app) {
        let (app, peer) = with_peer(&app, 0).await;
        let an = left_off(&app, "an", "an@vi.du").await;
        app.sql("UPDATE account SET display_name = 'Nguyễn <Ân>\r\nBcc: evil@x.vn'").await.unwrap();
        app.wait(7 * DAY - 1);
        assert_eq!(remind(&app).await, 0, "a week is not over");
        app.wait(1);
        assert_eq!((remind(&app).await, remind(&app).await), (1, 0), "the same reason makes no second mail");
        assert_eq!((deliver(&app).await, deliver(&app).await), (1, 0));
        let heard = peer.heard();
        assert_eq!(heard.len(), 1);
        let mail = &heard[0];
        assert_eq!(mail.to.len(), 1);
        assert!(mail.to[0].contains("<an@vi.du>"), "{:?}", mail.to);
        assert_eq!(mail.header("bcc"), "");
        assert!(mail.header("from").contains("xutra@ai.example.vn"), "{}", mail.data);
        assert_eq!(mail.header("list-unsubscribe-post"), "List-Unsubscribe=One-Click");
        assert_eq!(mail.header("auto-submitted"), "auto-generated");
        assert!(mail.header("message-id").ends_with("@ai.example.vn>"));
        let (text, html) = (mail.part("text/plain"), mail.part("text/html"));
        for said in [&text, &html] {
            assert!(said.contains("https://ai.example.vn/courses/ai-thu/"), "{said}");
            assert!(said.contains("https://ai.example.vn/mail/stop/"), "{said}");
        }
        assert!(html.contains("&lt;Ân&gt;") && !html.contains("<Ân>") && text.contains("Chào Nguyễn <Ân>"), "{html}");
        let unsubscribe = mail.header("list-unsubscribe");
        assert!(unsubscribe.starts_with("<https://") && text.contains(&stop_path(&unsubscribe)), "{unsubscribe}");
        assert_eq!(in_state(&app, "sent").await, 1);
        // Away for good: once more after two weeks, and then no more.
        app.wait(14 * DAY);
        assert_eq!((remind(&app).await, deliver(&app).await), (1, 1));
        app.wait(200 * DAY);
        assert_eq!(remind(&app).await, 0);
        let taken = app.signed_in(an.id()).await.page("/me/data/export").await.is(200).json();
        assert_eq!(taken["mails"].as_array().unwrap().len(), 2);
    }

    async fn nobody_is_written_to_who_did_not_agree_or_cannot_be_reached(app) {
        let (app, peer) = with_peer(&app, 0).await;
        for name in ["khong-noi", "khong-thu", "khoa", "da-rut", "da-xoa"] {
            left_off(&app, name, &format!("{name}@vi.du")).await;
        }
        let done = left_off(&app, "xong", "xong@vi.du").await;
        done.read_all().await;
        app.sql("DELETE FROM enrollment WHERE account_id = (SELECT id FROM account WHERE login = 'xong')").await.unwrap();
        let silent = app.learner("im-lang").await;
        silent.api("PUT", &format!("/courses/{}/enrollment", Fixture::ID), None).await.expect(201);
        app.sql("UPDATE account SET email = 'im@vi.du' WHERE login = 'im-lang'").await.unwrap();
        app.wait(7 * DAY);
        assert_eq!(remind(&app).await, 5, "those who agreed and take part");
        // Between the reason and the mail things change.
        app.sql("UPDATE account SET email = NULL WHERE login = 'khong-thu'").await.unwrap();
        app.sql("UPDATE account SET disabled = TRUE WHERE login = 'khoa'").await.unwrap();
        let by = |login: &str| format!("(SELECT id FROM account WHERE login = '{login}')");
        app.sql(&format!("INSERT INTO consent (account_id, purpose, version, given, said_at) VALUES ({}, 'reminders', 2, FALSE, 1)", by("da-rut"))).await.unwrap();
        let admin = app.administrator().await;
        let erased = app.count("SELECT COUNT(*) FROM outbox").await;
        let id = xutra_store::people::find_sign_in(app.app.store.reader(), "da-xoa").await.unwrap().unwrap().0;
        let (by, now) = (admin.id(), app.app.clock.now());
        app.app.store.write(move |tx| Box::pin(async move { xutra_store::erasure::erase(tx, id, by, "x", now).await })).await.unwrap();
        assert_eq!(app.count("SELECT COUNT(*) FROM outbox").await, erased - 1, "nothing is left of the erased");
        assert_eq!(deliver(&app).await, 1);
        assert_eq!(peer.heard().len(), 1);
        assert!(peer.heard()[0].to[0].contains("khong-noi@vi.du"));
        assert_eq!(in_state(&app, "dropped").await, 3);
        let page = admin.page("/admin/mail?state=dropped").await.is(200);
        assert_eq!(texts(&page, "tbody tr").len(), 3);
    }

    async fn who_comes_back_is_left_in_peace(app) {
        let (app, peer) = with_peer(&app, 0).await;
        let an = left_off(&app, "an", "an@vi.du").await;
        app.wait(7 * DAY);
        remind(&app).await;
        app.wait(1);
        an.begin(Fixture::QUIZ).await;
        assert_eq!((deliver(&app).await, peer.heard().len()), (0, 0));
        assert_eq!(in_state(&app, "dropped").await, 1);
        app.wait(7 * DAY);
        assert_eq!((remind(&app).await, deliver(&app).await), (1, 1), "and is reminded another time");
    }

    async fn a_server_that_asks_to_come_again_gets_the_same_mail_later(app) {
        let (app, peer) = with_peer(&app, 1).await;
        left_off(&app, "an", "defer@vi.du").await;
        left_off(&app, "binh", "binh@vi.du").await;
        app.wait(7 * DAY);
        remind(&app).await;
        assert_eq!(deliver(&app).await, 1, "the others do not wait for it");
        assert_eq!((in_state(&app, "waiting").await, peer.heard().len()), (1, 1));
        assert_eq!(app.count("SELECT tries FROM outbox WHERE state = 'waiting' AND trouble = 'later 451'").await, 1);
        app.wait(MINUTE - 1);
        assert_eq!(deliver(&app).await, 0, "a minute is waited for");
        app.wait(1);
        assert_eq!(deliver(&app).await, 1);
        assert!(peer.heard()[1].to[0].contains("defer@vi.du"));
    }

    async fn a_mail_whose_receipt_is_lost_comes_again_with_the_same_id(app) {
        let (app, peer) = with_peer(&app, 1).await;
        left_off(&app, "an", "vanish@vi.du").await;
        app.wait(7 * DAY);
        remind(&app).await;
        assert_eq!((deliver(&app).await, in_state(&app, "waiting").await), (0, 1), "nobody said that it was taken");
        app.wait(MINUTE);
        assert_eq!(deliver(&app).await, 1);
        let heard = peer.heard();
        assert_eq!(heard.len(), 2);
        assert_eq!(heard[0].header("message-id"), heard[1].header("message-id"));
        assert_eq!(heard[0].part("text/plain"), heard[1].part("text/plain"));
        app.wait(DAY);
        assert_eq!((deliver(&app).await, peer.heard().len()), (0, 2));
    }

    async fn a_refusal_ends_it_and_an_administrator_may_have_it_sent_again(app) {
        let (app, peer) = with_peer(&app, 1).await;
        let an = left_off(&app, "an", "reject@vi.du").await;
        app.wait(7 * DAY);
        remind(&app).await;
        assert_eq!((deliver(&app).await, in_state(&app, "failed").await), (0, 1));
        app.wait(2 * DAY);
        assert_eq!(deliver(&app).await, 0);
        assert_eq!(app.count("SELECT COUNT(*) FROM outbox WHERE trouble LIKE '%that.very%'").await, 0, "what servers say names people");
        let admin = app.administrator().await;
        let desk = admin.page("/admin/mail?state=failed").await.is(200);
        assert!(desk.text().contains("550"), "{}", desk.text());
        let one = attributes(&desk, "table a", "href").remove(0);
        let page = admin.page(&one).await.is(200);
        let text = texts(&page, "pre").remove(0);
        assert!(text.contains("Chào Nguyễn an") && !text.contains("/mail/stop/"), "the link is its reader's own: {text}");
        assert!(!page.text().contains("reject@vi.du"), "the page needs no address");
        admin.page(&one).await.is(200);
        let me = app.signed_in(an.id()).await;
        assert_eq!(texts(&me.page("/me/data").await.is(200), "section[aria-labelledby=looks] li").len(), 1);
        // Looking at one's data is a sign of life; the mail is about a time when there was none.
        app.sql("DELETE FROM session WHERE account_id = (SELECT id FROM account WHERE login = 'an')").await.unwrap();
        admin.post(&one, &[]).await.is(303);
        assert_eq!((deliver(&app).await, peer.heard().len()), (1, 1));
        admin.post(&one, &[]).await.is(409);
        assert!(admin.page(&one).await.is(200).text().contains("Đã gửi"));
        admin.page("/admin/mail/01890000-0000-7000-8000-000000000000").await.is(404);
    }

    async fn a_server_that_is_not_there_holds_nothing_back_for_good(app) {
        let closed = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("smtp://{}", closed.local_addr().unwrap());
        drop(closed);
        let app = app.beside(|config| config.mail_url = url).await;
        for name in ["an", "binh", "chi"] {
            left_off(&app, name, &format!("{name}@vi.du")).await;
        }
        app.wait(7 * DAY);
        assert_eq!((remind(&app).await, deliver(&app).await), (3, 0));
        assert_eq!(app.count("SELECT COUNT(*) FROM outbox WHERE tries = 1").await, 1, "one try shows that it is not there");
        let (app, peer) = with_peer(&app, 0).await;
        app.wait(MINUTE);
        assert_eq!((deliver(&app).await, peer.heard().len()), (3, 3));
    }

    async fn nothing_leaves_at_night(app) {
        let (app, peer) = with_peer(&app, 1).await;
        left_off(&app, "an", "an@vi.du").await;
        left_off(&app, "binh", "defer@vi.du").await;
        // The clock stands at 15:00 there. At 20:59:30 one leaves, the other is to come again in the night.
        app.wait(7 * DAY + 6 * HOUR - 30_000);
        remind(&app).await;
        assert_eq!(deliver(&app).await, 1);
        app.wait(2 * HOUR);
        assert_eq!(deliver(&app).await, 0);
        left_off(&app, "chi", "chi@vi.du").await;
        app.sql("UPDATE account SET created_at = 0; UPDATE session SET seen_at = 0").await.unwrap();
        remind(&app).await;
        app.wait(8 * HOUR - 1);
        assert_eq!(deliver(&app).await, 0, "06:59");
        app.wait(30_001);
        assert_eq!((deliver(&app).await, peer.heard().len()), (2, 3), "07:00");
    }

    async fn a_person_gets_one_mail_a_day_with_all_that_is_due(app) {
        let (app, peer) = with_peer(&app, 0).await;
        let an = left_off(&app, "an", "an@vi.du").await;
        an.become_capable().await;
        app.wait(7 * DAY);
        let until = app.app.clock.now().plus(20 * DAY).0;
        assert_eq!(app.sql(&format!("UPDATE capability SET until = {until}")).await.unwrap(), 1);
        let made = remind(&app).await;
        assert!(made >= 1, "{made}");
        assert_eq!(deliver(&app).await, 1);
        let text = peer.heard()[0].part("text/plain");
        assert!(text.contains("Công nhận kỹ năng"), "{text}");
        assert_eq!(text.matches("/mail/stop/").count(), 1);
        assert_eq!(in_state(&app, "sent").await, i64::try_from(made).unwrap());
        // Something new on the same day waits until the next morning.
        app.sql(&format!("UPDATE capability SET until = {}", until + 1)).await.unwrap();
        assert_eq!((remind(&app).await, deliver(&app).await), (1, 0));
        app.wait(16 * HOUR - 1);
        assert_eq!(deliver(&app).await, 0);
        app.wait(1);
        assert_eq!((deliver(&app).await, peer.heard().len()), (1, 2));
    }

    async fn one_tap_stops_and_looking_does_not(app) {
        let (app, peer) = with_peer(&app, 0).await;
        left_off(&app, "an", "an@vi.du").await;
        left_off(&app, "binh", "binh@vi.du").await;
        app.wait(7 * DAY);
        remind(&app).await;
        deliver(&app).await;
        let paths: Vec<String> = peer.heard().iter().map(|mail| stop_path(&mail.header("list-unsubscribe"))).collect();
        let consents = || app.count("SELECT COUNT(*) FROM consent");
        let before = consents().await;
        let nobody = app.visitor();
        let page = nobody.page(&paths[0]).await.is(200);
        assert!(page.text().contains("Nhắc học"), "{}", page.text());
        assert_eq!(consents().await, before, "programs look at links, too");
        // As a mail program sends it: no cookie, no origin, a body that says nothing more.
        let one_click = |path: &str| Call::post(path).form(&[("List-Unsubscribe", "One-Click")]);
        let done = nobody.send(one_click(&paths[0])).await.is(200);
        assert!(done.text().contains("Đã dừng"), "{}", done.text());
        nobody.send(one_click(&paths[0])).await.is(200);
        assert_eq!(consents().await, before + 1, "once is enough");
        let parts = Call::post(&paths[1]).body("multipart/form-data; boundary=x", "--x--").header("origin", "https://mail.example");
        nobody.send(parts).await.is(200);
        for bad in ["x", &paths[0]["/mail/stop/".len()..paths[0].len() - 2]] {
            nobody.page(&format!("/mail/stop/{bad}")).await.is(404);
            nobody.send(one_click(&format!("/mail/stop/{bad}"))).await.is(404);
        }
        app.wait(14 * DAY);
        assert_eq!((remind(&app).await, deliver(&app).await), (0, 0));
    }

    async fn leaders_get_the_figures_of_their_unit_on_monday_morning(app) {
        let (app, peer) = with_peer(&app, 0).await;
        app.units().await;
        for number in 0..6 {
            app.person(&format!("dan-{number}"), Some("A1"), &[]).await.read_all().await;
        }
        let leader = app.person("lanh-dao", None, &[(Role::Leader, Some("A"))]).await;
        let page = leader.page("/me/data").await.is(200);
        assert!(page.text().contains("Số liệu hằng tuần"), "{}", page.text());
        assert!(!app.learner("thuong").await.page("/me/data").await.text().contains("Số liệu hằng tuần"));
        let other = app.person("lanh-dao-b", None, &[(Role::Leader, Some("B"))]).await;
        let former = app.person("het-viec", None, &[(Role::Leader, Some("A"))]).await;
        for (who, name) in [(&leader, "a"), (&other, "b"), (&former, "c")] {
            reachable(&app, who, &format!("{name}@vi.du"), "weekly-figures").await;
        }
        let of_t = app.person("lanh-dao-tinh", None, &[(Role::Leader, Some("T"))]).await;
        let soon = [("title", "Mở hai lớp ở xóm 4"), ("day", "2027-01-28"), ("source", "KH 12")];
        of_t.post("/units/A/plan/milestones", &soon).await.is(303);
        let later = [("title", "Tổng kết cả năm"), ("day", "2027-12-28"), ("source", "KH 12")];
        of_t.post("/units/A/plan/milestones", &later).await.is(303);
        // From Friday, 15:00, to Monday, 07:29:59.999.
        app.wait(2 * DAY + 16 * HOUR + 30 * MINUTE - 1);
        assert_eq!(tell_leaders(&app.app).await.unwrap(), 0);
        app.wait(1);
        assert_eq!(tell_leaders(&app.app).await.unwrap(), 3);
        assert_eq!(tell_leaders(&app.app).await.unwrap(), 0);
        app.sql("DELETE FROM role_grant WHERE account_id = (SELECT id FROM account WHERE login = 'het-viec')").await.unwrap();
        assert_eq!(deliver(&app).await, 2);
        let heard = peer.heard();
        let of = |name: &str| heard.iter().find(|mail| mail.to[0].contains(&format!("<{name}@"))).unwrap().part("text/plain");
        let (mine, theirs) = (of("a"), of("b"));
        assert!(mine.contains("Xã A") && !mine.contains("Xã B") && mine.contains("chưa có mẫu số"), "{mine}");
        assert!(mine.contains("https://ai.example.vn/units/A/figures") && theirs.contains("Xã B"), "{theirs}");
        assert!(mine.contains("Mở hai lớp ở xóm 4") && !mine.contains("Tổng kết") && !theirs.contains("Mở hai lớp"), "{mine}");
        assert_eq!(in_state(&app, "dropped").await, 1, "who leads no more gets no figures");
        app.wait(7 * DAY);
        assert_eq!(tell_leaders(&app.app).await.unwrap(), 2);
    }

    async fn without_a_mail_server_mails_are_files(app) {
        let folder = tempfile::tempdir().unwrap();
        let url = format!("file://{}", folder.path().join("mail").display());
        let app = app.beside(|config| config.mail_url = url).await;
        left_off(&app, "an", "an@vi.du").await;
        app.wait(7 * DAY);
        assert_eq!((remind(&app).await, deliver(&app).await), (1, 1));
        let files: Vec<_> = std::fs::read_dir(folder.path().join("mail")).unwrap().flatten().collect();
        assert_eq!(files.len(), 1);
        assert!(files[0].path().extension().is_some_and(|end| end == "eml"));
        let text = std::fs::read_to_string(files[0].path()).unwrap();
        assert!(text.contains("an@vi.du") && text.contains("xutra@localhost"), "{text}");
    }
}
