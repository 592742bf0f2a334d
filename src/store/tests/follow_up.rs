//! Whom a facilitator's list names: by scope, by what is searched for, by how they stand; counted as they are listed.

use super::both;
use super::fixtures::{NOW, account, id, published, standing};
use crate::follow_up::{self, ExamGate, FollowFilter};
use crate::people::{AccountOrder, NewAccount};
use crate::{Reader, competency, learning, people, unit};
use xutra_domain::follow_up::Follow;
use xutra_domain::instant::DAY;
use xutra_domain::unit::UnitKind;

async fn lives(db: &Reader, number: u128, unit: &str, name: &str) {
    let one = NewAccount { unit: Some(unit.into()), display_name: name.into(), ..account(number) };
    people::insert_account(db, &one).await.unwrap();
}

async fn scene(db: &Reader) -> FollowFilter {
    published(db).await;
    unit::put(db, "T", "Tỉnh", UnitKind::Province, None, NOW).await.unwrap();
    for code in ["A", "B"] {
        unit::put(db, code, &format!("Xã {code}"), UnitKind::Commune, Some("T"), NOW).await.unwrap();
    }
    for (number, unit, name) in [(1, "A", "Đỗ Thị Ánh"), (2, "A", "Lý Páo"), (3, "A", "Bế Văn Đàn"), (4, "B", "Hà Lan")]
    {
        lives(db, number, unit, name).await;
    }
    let path = unit::find(db, "A").await.unwrap().unwrap().path;
    let gate = ExamGate { course: "ai".into(), lessons: vec!["a".into(), "b".into()], quizzes: Vec::new() };
    FollowFilter { scopes: Some(vec![path]), exams: vec![gate], order: AccountOrder::Name, ..FollowFilter::default() }
}

async fn listed(db: &Reader, filter: &FollowFilter, follow: Option<Follow>, after: i64) -> Vec<u128> {
    let filter = FollowFilter { follow, ..filter.clone() };
    let page = follow_up::page(db, &filter, None, 10, NOW.plus(after)).await.unwrap();
    page.into_iter().map(|one| one.account.0.as_u128()).collect()
}

both! {
    async fn each_stands_as_they_have_learned(store, db) {
        let filter = scene(db).await;
        assert_eq!(listed(db, &filter, None, 0).await, [3, 1, 2], "by name, within the scope");
        assert_eq!(listed(db, &filter, Some(Follow::NotStarted), 0).await, [3, 1, 2]);
        for (number, lessons) in [(1, &["a"][..]), (2, &["a", "b"]), (3, &["a", "b", "c"])] {
            for lesson in lessons {
                learning::complete_lesson(db, id(number), "ai", lesson, NOW).await.unwrap();
            }
        }
        let capable = standing(true, Some(NOW.plus(30 * DAY)));
        competency::set_standing(db, id(3), "basic", &capable, NOW).await.unwrap();
        for (follow, now, later) in [
            (Follow::NotStarted, &[][..], &[][..]),
            (Follow::Stuck, &[], &[1, 2]),
            (Follow::Ready, &[2], &[2]),
            (Follow::Capable, &[3], &[3]),
            (Follow::NoPassword, &[], &[]),
        ] {
            assert_eq!(listed(db, &filter, Some(follow), 1).await, now, "{follow:?}");
            assert_eq!(listed(db, &filter, Some(follow), 8 * DAY).await, later, "{follow:?} after a week");
        }
        assert_eq!(listed(db, &filter, Some(Follow::Capable), 31 * DAY).await, [0_u128; 0], "it ran out");
        assert_eq!(listed(db, &filter, Some(Follow::Ready), 31 * DAY).await, [3, 2]);
        let counts = follow_up::count(db, &filter, NOW.plus(8 * DAY)).await.unwrap();
        let of: Vec<u64> = counts.of.iter().map(|(_, count)| *count).collect();
        assert_eq!((counts.all, of), (3, vec![0, 2, 1, 1, 0]), "as they are listed");
    }

    async fn a_search_needs_no_accents_and_pages_lose_nobody(store, db) {
        let filter = scene(db).await;
        let found = FollowFilter { query: Some("do thi".into()), ..filter.clone() };
        assert_eq!(listed(db, &found, None, 0).await, [1]);
        assert_eq!(follow_up::count(db, &found, NOW).await.unwrap().all, 1);
        let wild = FollowFilter { query: Some("%".into()), ..filter.clone() };
        assert_eq!(listed(db, &wild, None, 0).await, [0_u128; 0], "a sign is a sign");
        let everywhere = FollowFilter { scopes: None, ..filter.clone() };
        assert_eq!(listed(db, &everywhere, None, 0).await.len(), 4);
        let nowhere = FollowFilter { scopes: Some(Vec::new()), ..filter.clone() };
        assert_eq!(listed(db, &nowhere, None, 0).await, [0_u128; 0]);
        let (mut seen, mut cursor) = (Vec::new(), None);
        loop {
            let page = follow_up::page(db, &filter, cursor, 1, NOW).await.unwrap();
            let Some(one) = page.first() else { break };
            seen.push(one.account.0.as_u128());
            cursor = Some(one.account);
        }
        assert_eq!(seen, [3, 1, 2]);
        let first = follow_up::page(db, &filter, None, 1, NOW).await.unwrap().remove(0);
        assert_eq!((first.lessons, first.last_at, first.has_password, first.capable), (0, None, true, false));
        assert_eq!(first.unit.as_deref(), Some("Xã A"));
    }
}
