//! The pages of mail, looked at as all others are.

use super::pages::look;
use crate::support::both;
use crate::support::page::texts;
use serde_json::json;
use xutra_domain::mailing::Topic;
use xutra_domain::personal_data::Purpose;
use xutra_store::outbox::{self, NewMail};

both! {
    async fn the_pages_of_mail_are_whole_in_both_languages(app) {
        let (an, admin) = (app.learner("an").await, app.administrator().await);
        let (now, to, id) = (app.app.clock.now(), an.id(), app.app.new_uuid());
        let facts = json!({ "course": "ai-thu", "item": "bai-mot", "minutes": 3, "left": 9 });
        let mail = NewMail { id, account: to, topic: Topic::Lesson, key: "x".into(), facts, created_at: now, due_at: now };
        app.app.store.write(move |tx| {
            let mail = mail.clone();
            Box::pin(async move { outbox::insert(tx, &mail).await })
        }).await.unwrap();
        let others = [
            (Topic::Recheck, json!({ "draw": app.app.new_uuid(), "unit": "A", "flag": "ai-thu" })),
            (Topic::Retry, json!({ "course": "ai-thu", "quiz": "cuoi-khoa", "flag": "ai-thu", "attempt": "x", "from": now.0 })),
        ];
        app.units().await;
        let mut invitations = Vec::new();
        for (topic, facts) in others {
            let id = app.app.new_uuid();
            let mail = NewMail { id, account: to, topic, key: topic.word().into(), facts, created_at: now, due_at: now };
            app.app.store.write(move |tx| {
                let mail = mail.clone();
                Box::pin(async move { outbox::insert(tx, &mail).await })
            }).await.unwrap();
            let page = admin.page(&format!("/admin/mail/{id}")).await.is(200);
            assert_eq!(texts(&page, "pre").len(), 1, "what it says can be put together");
            invitations.push(format!("/admin/mail/{id}"));
        }
        let stop = format!("/mail/stop/{}", app.app.stops.make(to, &[Purpose::Reminders]));
        let count = look(&app, &[("visitor", app.visitor())], &[stop]).await;
        let lists = ["/admin/mail".to_owned(), "/admin/mail?state=failed".to_owned(), format!("/admin/mail/{id}")];
        let paths: Vec<String> = lists.into_iter().chain(invitations).collect();
        let count = count + look(&app, &[("administrator", admin)], &paths).await;
        assert_eq!(count, 12);
    }
}
