//! Signals: found once, looked at once.

use super::both;
use super::fixtures::{NOW, person};
use crate::signal::{self, Found, Seen};
use std::collections::BTreeMap;
use xutra_domain::signals::Signal;

fn night(subject: &str) -> Found {
    let figures = BTreeMap::from([("night".to_owned(), "20".to_owned())]);
    Found { signal: Signal::Night, subject: subject.into(), course: "ai".into(), figures }
}

both! {
    async fn a_signal_is_found_once_and_looked_at_once(store, db) {
        let by = person(db, 1).await;
        assert!(signal::record(db, &night("A 2027-01"), NOW).await.unwrap());
        assert!(!signal::record(db, &night("A 2027-01"), NOW.plus(5)).await.unwrap());
        assert!(signal::record(db, &night("B 2027-01"), NOW).await.unwrap());
        let open = signal::page(db, false, None, 10).await.unwrap();
        assert_eq!(open.iter().map(|row| &row.found).collect::<Vec<_>>(), [&night("B 2027-01"), &night("A 2027-01")]);
        assert_eq!(signal::page(db, false, Some(open[0].id), 10).await.unwrap(), open[1..]);
        assert!(signal::set_seen(db, open[0].id, by, "a class", NOW).await.unwrap());
        assert!(!signal::set_seen(db, open[0].id, by, "again", NOW).await.unwrap());
        assert!(!signal::set_seen(db, 999, by, "", NOW).await.unwrap());
        assert_eq!(signal::page(db, false, None, 10).await.unwrap(), open[1..]);
        let seen = signal::page(db, true, None, 10).await.unwrap();
        let expected = Seen { by: "Nguyễn Thị 1".into(), at: NOW, note: "a class".into() };
        assert_eq!((seen.len(), &seen[0].seen), (1, &Some(expected)));
        assert!(signal::ended_exams(db, "ai", "exam", NOW, 10).await.unwrap().is_empty());
    }
}
