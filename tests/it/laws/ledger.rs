//! Law 2, the other half: what the flag was decided from cannot be changed without a trace.

use crate::support::course::Fixture;
use crate::support::{TestApp, both};
use xutra::actions::sign_ledger::sign_days;
use xutra::actions::verify_audit::{DayFault, Verdict, verify_audit};
use xutra_domain::instant::{DAY, HOUR};
use xutra_store::ledger_check::Fault;

async fn verdict(app: &TestApp) -> Verdict {
    verify_audit(&app.app).await.unwrap()
}

/// What somebody with the keys of the database could do.
async fn tamper(app: &TestApp, sql: &str) {
    for table in ["ledger", "ledger_root", "evidence"] {
        if app.app.store.is_sqlite() {
            for event in ["update", "delete"] {
                app.sql(&format!("DROP TRIGGER IF EXISTS {table}_no_{event}")).await.unwrap();
            }
        } else {
            app.sql(&format!("ALTER TABLE {table} DISABLE TRIGGER USER")).await.unwrap();
        }
    }
    assert!(app.sql(sql).await.unwrap() > 0, "{sql}");
}

both! {
    async fn a_changed_event_names_whose_chain_and_which_place(app) {
        let an = app.learner("an").await;
        an.become_capable().await;
        let whole = verdict(&app).await;
        assert_eq!((whole.wrong(), whole.ledger.people, whole.ledger.events), (vec![], 1, 4));
        assert_eq!(whole.ledger.evidence, app.count("SELECT COUNT(*) FROM evidence").await.unsigned_abs());
        tamper(&app, "UPDATE ledger SET body = '{}' WHERE kind = 'flag_decided' AND seq = 4").await;
        let found = verdict(&app).await;
        assert_eq!(found.ledger.faults, [Fault::Chain { account: an.id(), seq: 4 }]);
        assert!(found.wrong()[0].contains(&format!("ledger of {}, event 4", an.id())), "{:?}", found.wrong());
    }

    async fn evidence_that_somebody_wrote_changed_or_took_away_is_found(app) {
        let an = app.learner("an").await;
        an.work(Fixture::QUIZ, true).await;
        an.work(Fixture::PRACTICAL, true).await;
        an.work(Fixture::EXAM, false).await;
        assert_eq!(verdict(&app).await.wrong(), Vec::<String>::new());
        tamper(&app, "UPDATE evidence SET points = 1 WHERE item = 'cuoi-khoa'").await;
        assert!(matches!(verdict(&app).await.ledger.faults[..], [Fault::Evidence { .. }]));
        tamper(&app, "DELETE FROM evidence WHERE item = 'cuoi-khoa'").await;
        assert!(matches!(verdict(&app).await.ledger.faults[..], [Fault::Evidence { .. }]));
    }

    async fn each_day_that_ended_is_signed_once_and_a_chain_made_anew_shows(app) {
        let (an, binh) = (app.learner("an").await, app.learner("binh").await);
        an.become_capable().await;
        assert_eq!(sign_days(&app.app).await.unwrap(), 0, "the day goes on");
        app.wait(2 * DAY);
        let binh = app.signed_in(binh.id()).await;
        binh.become_capable().await;
        app.wait(DAY + 2 * HOUR);
        let other = app.beside(|_| {}).await;
        let (one, two) = (sign_days(&app.app).await.unwrap(), sign_days(&other.app).await.unwrap());
        assert_eq!((one, two), (2, 0), "two days with events, each by one of the servers");
        assert_eq!(app.count("SELECT COUNT(*) FROM ledger_root").await, 2);
        let whole = verdict(&app).await;
        assert_eq!((whole.roots, whole.wrong()), (2, vec![]));
        // The last event of the first day's only person is cut off, and where the chain ended is forged, too: then the
        // chain shows nothing, and the signed root does.
        tamper(&app, &format!("DELETE FROM ledger WHERE seq = 4 AND recorded_at < {}", crate::support::NOW.plus(DAY).0)).await;
        let cut = verdict(&app).await;
        assert_eq!(cut.ledger.faults, [Fault::Cut { account: an.id(), seq: 4 }]);
        tamper(&app, "UPDATE ledger_head SET seq = 3, hash = (SELECT l.hash FROM ledger l WHERE l.account_id = ledger_head.account_id AND l.seq = 3) WHERE NOT EXISTS (SELECT 1 FROM ledger n WHERE n.account_id = ledger_head.account_id AND n.seq = 4)").await;
        let cut = verdict(&app).await;
        assert_eq!((cut.ledger.faults, cut.days), (vec![], vec![("2027-01-15".to_owned(), DayFault::Root)]));
    }

    async fn a_chain_that_is_cut_before_its_day_is_signed_shows(app) {
        let an = app.learner("an").await;
        an.become_capable().await;
        tamper(&app, "DELETE FROM ledger WHERE seq = 4").await;
        let found = verdict(&app).await;
        assert_eq!((found.roots, &found.ledger.faults[..]), (0, &[Fault::Cut { account: an.id(), seq: 4 }][..]));
        assert!(found.wrong()[0].contains("does not end with event 4"), "{:?}", found.wrong());
    }

    async fn a_root_that_was_changed_or_taken_away_shows(app) {
        let an = app.learner("an").await;
        an.become_capable().await;
        app.wait(2 * DAY);
        let an = app.signed_in(an.id()).await;
        an.work(Fixture::PRACTICAL, true).await;
        app.wait(2 * DAY);
        assert_eq!(sign_days(&app.app).await.unwrap(), 2);
        tamper(&app, "UPDATE ledger_root SET people = 7 WHERE day = '2027-01-17'").await;
        assert_eq!(verdict(&app).await.days, [("2027-01-17".to_owned(), DayFault::Signature)]);
        tamper(&app, "UPDATE ledger_root SET people = 1 WHERE day = '2027-01-17'").await;
        assert_eq!(verdict(&app).await.days, []);
        tamper(&app, "DELETE FROM ledger_root WHERE day = '2027-01-15'").await;
        let gone = [("2027-01-15".to_owned(), DayFault::Missing), ("2027-01-17".to_owned(), DayFault::Signature)];
        assert_eq!(verdict(&app).await.days, gone);
    }

    async fn a_row_of_the_ledger_can_neither_be_changed_nor_taken_away(app) {
        app.learner("an").await.become_capable().await;
        for sql in ["UPDATE ledger SET body = '{}'", "DELETE FROM ledger"] {
            assert!(app.sql(sql).await.is_err(), "{sql}");
        }
        assert_eq!(app.count("SELECT COUNT(*) FROM ledger").await, 4);
    }
}
