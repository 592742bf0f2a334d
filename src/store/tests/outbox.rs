//! The outbox: nobody is told twice, one server sends at a time, tries come again; and who is to be reminded.

use super::both;
use super::fixtures::{NOW, id, person, published};
use crate::outbox::{self, NewMail, Taken};
use crate::personal_data::{Consent, record_consent};
use crate::{Reader, learning, reminder, sql};
use serde_json::json;
use uuid::Uuid;
use xutra_domain::ids::AccountId;
use xutra_domain::instant::{DAY, Instant, MINUTE};
use xutra_domain::mailing::{MailState, Topic};
use xutra_domain::personal_data::Purpose;

fn new(number: u128, of: AccountId, due_at: Instant) -> NewMail {
    NewMail {
        id: Uuid::from_u128(number),
        account: of,
        topic: Topic::Lesson,
        key: format!("key {number}"),
        facts: json!({ "course": "ai" }),
        created_at: NOW,
        due_at,
    }
}

async fn put(db: &Reader, number: u128, of: AccountId, due_at: Instant) {
    assert!(outbox::insert(db, &new(number, of, due_at)).await.unwrap());
}

async fn take(db: &Reader, now: Instant) -> Option<Taken> {
    outbox::take(db, now, now.plus(10 * MINUTE)).await.unwrap()
}

fn numbers(taken: &Taken) -> Vec<u128> {
    taken.mails.iter().map(|mail| mail.id.as_u128()).collect()
}

async fn says(db: &Reader, of: AccountId, purpose: Purpose, given: bool, version: u32) {
    record_consent(db, of, Consent { purpose, version, given, at: NOW }).await.unwrap();
}

async fn reachable(db: &Reader, number: u128) -> AccountId {
    let who = person(db, number).await;
    let sql = "UPDATE account SET email = $2 WHERE id = $1";
    sql::execute(db, sql, sql::values![who, format!("p{number}@vi.du")]).await.unwrap();
    who
}

both! {
    async fn the_same_reason_makes_no_second_mail(_store, db) {
        let who = person(db, 1).await;
        put(db, 1, who, NOW).await;
        let same = NewMail { id: Uuid::from_u128(2), ..new(1, who, NOW.plus(1)) };
        assert!(!outbox::insert(db, &same).await.unwrap());
        assert_eq!(outbox::list_of(db, who).await.unwrap().len(), 1);
        assert!(outbox::insert(db, &new(3, id(99), NOW)).await.is_err(), "there is no such person");
    }

    async fn what_is_due_to_one_person_goes_as_one_mail_and_one_server_has_it(_store, db) {
        let (an, binh) = (person(db, 1).await, person(db, 2).await);
        put(db, 1, an, NOW).await;
        put(db, 2, binh, NOW.plus(1)).await;
        put(db, 3, an, NOW.plus(2)).await;
        put(db, 4, an, NOW.plus(DAY)).await;
        assert_eq!(take(db, NOW.plus(-1)).await, None, "nothing is due yet");
        let first = take(db, NOW.plus(2)).await.unwrap();
        assert_eq!((first.letter.as_u128(), numbers(&first)), (1, vec![1, 3]));
        put(db, 5, an, NOW).await;
        let second = take(db, NOW.plus(2)).await.unwrap();
        assert_eq!((second.account, numbers(&second)), (binh, vec![2]), "what is new to who is being written to waits");
        assert_eq!(take(db, NOW.plus(3)).await, None);
        assert!(outbox::set_sent(db, &first, NOW.plus(4)).await.unwrap());
        assert!(!outbox::set_sent(db, &first, NOW.plus(5)).await.unwrap(), "sent is sent");
        let third = take(db, NOW.plus(6)).await.unwrap();
        assert_eq!(numbers(&third), [5]);
        assert!(outbox::has_got_one(db, &third, NOW).await.unwrap());
        assert!(!outbox::has_got_one(db, &third, NOW.plus(5)).await.unwrap(), "that was before");
        assert!(!outbox::has_got_one(db, &second, NOW).await.unwrap(), "that was another");
        outbox::set_put_off(db, &third, NOW.plus(DAY)).await.unwrap();
        assert_eq!(take(db, NOW.plus(6)).await, None);
        let found = outbox::find(db, Uuid::from_u128(5)).await.unwrap().unwrap();
        assert_eq!((found.tries, found.due_at, found.state), (0, NOW.plus(DAY), MailState::Waiting));
    }

    async fn a_try_that_failed_goes_again_as_it_was_and_at_last_no_more(_store, db) {
        let an = person(db, 1).await;
        put(db, 1, an, NOW).await;
        let first = take(db, NOW).await.unwrap();
        outbox::set_trouble(db, &first, "later 451", Some(NOW.plus(MINUTE))).await.unwrap();
        put(db, 2, an, NOW).await;
        let other = take(db, NOW.plus(1)).await.unwrap();
        assert_eq!(numbers(&other), [2], "what is new does not wait for it");
        outbox::set_put_off(db, &other, NOW.plus(DAY)).await.unwrap();
        let again = take(db, NOW.plus(MINUTE)).await.unwrap();
        assert_eq!((again.letter, numbers(&again), again.mails[0].tries), (first.letter, vec![1], 1));
        assert_eq!(again.mails[0].trouble.as_deref(), Some("later 451"));
        outbox::set_trouble(db, &first, "late", None).await.unwrap();
        assert_eq!(outbox::find(db, first.letter).await.unwrap().unwrap().state, MailState::Waiting, "whose hold has ended says nothing");
        outbox::set_trouble(db, &again, "refused 550", None).await.unwrap();
        let failed = outbox::find(db, first.letter).await.unwrap().unwrap();
        assert_eq!((failed.state, failed.tries, failed.trouble.as_deref()), (MailState::Failed, 2, Some("refused 550")));
        assert_eq!(outbox::page(db, Some(MailState::Failed), None, 9).await.unwrap(), std::slice::from_ref(&failed));
        let counts = outbox::count(db).await.unwrap();
        assert_eq!((counts[&MailState::Failed], counts[&MailState::Waiting]), (1, 1));
        assert!(outbox::set_again(db, failed.id, NOW.plus(2 * MINUTE)).await.unwrap());
        let once_more = take(db, NOW.plus(2 * MINUTE)).await.unwrap();
        assert!(!outbox::set_again(db, failed.id, NOW).await.unwrap(), "it is on its way");
        assert!(outbox::set_sent(db, &once_more, NOW.plus(DAY)).await.unwrap());
        assert!(!outbox::set_again(db, failed.id, NOW).await.unwrap(), "it was sent");
    }

    async fn a_server_that_vanished_leaves_its_mail_to_another(_store, db) {
        let an = person(db, 1).await;
        put(db, 1, an, NOW).await;
        let lost = take(db, NOW).await.unwrap();
        assert_eq!(take(db, NOW.plus(10 * MINUTE - 1)).await, None);
        let found = take(db, NOW.plus(10 * MINUTE)).await.unwrap();
        assert_eq!((found.letter, numbers(&found)), (lost.letter, vec![1]));
        assert!(!outbox::set_sent(db, &lost, NOW.plus(11 * MINUTE)).await.unwrap(), "too late");
        outbox::set_dropped(db, Uuid::from_u128(1), "came-back").await.unwrap();
        assert!(!outbox::set_sent(db, &found, NOW.plus(12 * MINUTE)).await.unwrap());
        assert_eq!(outbox::list_of(db, an).await.unwrap()[0].state, MailState::Dropped);
    }

    async fn who_last_said_yes_to_the_words_of_today_and_has_an_address_is_written_to(_store, db) {
        let version = Purpose::Reminders.version();
        for number in 1..=7 {
            reachable(db, number).await;
        }
        for number in [1, 2, 3, 4, 5, 6] {
            says(db, id(number), Purpose::Reminders, true, if number == 3 { version - 1 } else { version }).await;
        }
        says(db, id(2), Purpose::Reminders, false, version).await;
        says(db, id(1), Purpose::WeeklyFigures, false, 1).await;
        sql::execute(db, "UPDATE account SET email = NULL WHERE id = $1", sql::values![id(4)]).await.unwrap();
        sql::execute(db, "UPDATE account SET disabled = TRUE WHERE id = $1", sql::values![id(5)]).await.unwrap();
        assert_eq!(reminder::page_agreed(db, Purpose::Reminders, None).await.unwrap(), [id(1), id(6)]);
        assert_eq!(reminder::page_agreed(db, Purpose::Reminders, Some(id(1))).await.unwrap(), [id(6)]);
        assert_eq!(reminder::page_agreed(db, Purpose::WeeklyFigures, None).await.unwrap(), []);
        for (number, agrees) in [(1, true), (2, false), (3, false), (7, false)] {
            assert_eq!(reminder::agrees(db, id(number), Purpose::Reminders).await.unwrap(), agrees, "{number}");
        }
    }

    async fn a_reminder_goes_by_the_last_sign_of_life_and_by_earlier_ones(_store, db) {
        published(db).await;
        let an = reachable(db, 1).await;
        says(db, an, Purpose::Reminders, true, Purpose::Reminders.version()).await;
        let found = reminder::page_learners(db, None).await.unwrap();
        assert_eq!((found[0].last_here, found[0].reminded.count), (NOW, 0), "the account was made then");
        learning::complete_lesson(db, an, "ai", "a", NOW.plus(5)).await.unwrap();
        for number in 1..=4_i64 {
            let mail = NewMail { created_at: NOW.plus(number * 10), ..new(number.unsigned_abs().into(), an, NOW) };
            outbox::insert(db, &mail).await.unwrap();
        }
        outbox::set_dropped(db, Uuid::from_u128(4), "came-back").await.unwrap();
        let found = reminder::page_learners(db, None).await.unwrap().remove(0);
        assert_eq!((found.last_here, found.reminded.count), (NOW.plus(5), 3), "what was dropped was no reminder");
        assert_eq!(found.reminded.newest, [NOW.plus(30), NOW.plus(20)]);
        assert_eq!(reminder::find_last_here(db, an).await.unwrap(), Some(NOW.plus(5)));
        assert_eq!(reminder::find_last_here(db, id(9)).await.unwrap(), None);
    }

    async fn flags_that_run_out_are_found_in_time(_store, db) {
        let an = reachable(db, 1).await;
        says(db, an, Purpose::Reminders, true, Purpose::Reminders.version()).await;
        let insert = "INSERT INTO capability (account_id, flag, capable, since, until, rule, standing, decided_at) \
                      VALUES ($1, $2, $3, 0, $4, 'r', '{}', 0)";
        for (flag, capable, until) in [("a", true, 5), ("b", true, 500), ("c", false, 5), ("d", true, -5)] {
            sql::execute(db, insert, sql::values![an, flag, capable, NOW.plus(until)]).await.unwrap();
        }
        let found = reminder::page_flags(db, (NOW, NOW.plus(100)), None).await.unwrap();
        assert_eq!(found, [(an, "a".into(), NOW.plus(5))]);
        assert_eq!(reminder::page_flags(db, (NOW, NOW.plus(100)), Some(an)).await.unwrap(), []);
        assert_eq!(reminder::find_flag_end(db, an, "a").await.unwrap(), Some(NOW.plus(5)));
        assert_eq!(reminder::find_flag_end(db, an, "c").await.unwrap(), None);
    }
}
