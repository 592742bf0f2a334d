//! Counters against a count by hand: whatever happens in whatever order, they are what the other tables say.

use super::fixtures::{NOW, account, id, new_attempt, published, standing as flag};
use super::leaves::{below, told_as_kept};
use super::{both, in_tx};
use crate::people::{self, NewAccount};
use crate::standing::{differences, merge_unit, rebuild, refresh, refresh_all};
use crate::{
    Reader, Store, StoreError, about_person, affiliation, assessment, competency, completion, duplicate, learning, sql,
    standing, unit, unit_end, work_record,
};
use std::collections::BTreeMap;
use xutra_domain::affiliation::AffiliationKind;
use xutra_domain::assessment::AttemptResult;
use xutra_domain::competency::Supervision;
use xutra_domain::ids::AccountId;
use xutra_domain::instant::{DAY, Instant};
use xutra_domain::people::Audience;
use xutra_domain::reporting::{Age, Basis, COUNT, Counts, Place, Programme};
use xutra_domain::unit::UnitKind;
use xutra_domain::work_record::effective::{APART, WINDOW};
use xutra_domain::work_record::{State, Task};

const PEOPLE: u128 = 6;
const UNITS: [(&str, UnitKind, Option<&str>); 7] = [
    ("T", UnitKind::Province, None),
    ("A", UnitKind::Commune, Some("T")),
    ("B", UnitKind::Commune, Some("T")),
    ("A1", UnitKind::Hamlet, Some("A")),
    ("A2", UnitKind::Hamlet, Some("A")),
    ("S", UnitKind::Agency, Some("T")),
    ("S1", UnitKind::Division, Some("S")),
];

pub(super) fn basis(now: Instant) -> Basis {
    let programme =
        Programme { flag: "basic".into(), core: "ai".into(), officials: "officials".into(), business: "ai".into() };
    Basis { now, year: 2027, working_from: 15, working_to: 60, programme }
}

pub(super) async fn province(db: &Reader) -> i64 {
    for (code, kind, parent) in UNITS {
        unit::put(db, code, code, kind, parent, NOW).await.unwrap();
    }
    published(db).await
}

/// A number of the test's own, so that a history can be told again.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, below: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % below
    }

    fn of<'a, T>(&mut self, list: &'a [T]) -> &'a T {
        &list[usize::try_from(self.roll(list.len() as u64)).unwrap()]
    }
}

/// Something happens to somebody, and they are counted anew.
async fn happen(db: &Reader, dice: &mut Dice, revision: i64, at: Instant) -> Result<(), StoreError> {
    let who = id(u128::from(dice.roll(u64::try_from(PEOPLE).unwrap())) + 1);
    let homes = ["T", "A", "B", "A1", "A2"];
    match dice.roll(16) {
        0 | 1 => {
            let lesson = format!("l{}", dice.roll(5));
            learning::complete_lesson(db, who, "ai", &lesson, at).await?;
        }
        2 => attempt(db, dice, who, revision, at).await?,
        3 => {
            let mut decided = flag(dice.roll(4) > 0, Some(at.plus(i64::try_from(dice.roll(40)).unwrap())));
            decided.grade = Some(*dice.of(&[Supervision::A, Supervision::B]));
            competency::set_standing(db, who, "basic", &decided, at).await?;
        }
        4 | 5 => drop(affiliation::begin(db, who, dice.of::<&str>(&homes), AffiliationKind::Resident, at).await),
        6 => {
            let (unit, kind) = *dice.of(&[
                ("S", AffiliationKind::Staff),
                ("S1", AffiliationKind::Staff),
                ("S", AffiliationKind::Owner),
                ("B", AffiliationKind::Owner),
            ]);
            if dice.roll(3) == 0 {
                affiliation::end(db, who, unit, kind, at).await?;
            } else {
                drop(affiliation::begin(db, who, unit, kind, at).await);
            }
        }
        7 => {
            let born = (dice.roll(3) > 0).then(|| u32::try_from(1950 + dice.roll(70)).unwrap());
            about_person::set(db, who, born, *dice.of(Audience::ALL)).await.map(drop)?;
        }
        8 => people::set_disabled(db, who, dice.roll(3) == 0).await.map(drop)?,
        11..=14 => record(db, dice, who, at).await?,
        15 => joined(db, who, id(u128::from(dice.roll(u64::try_from(PEOPLE).unwrap())) + 1), at).await?,
        9 if dice.roll(2) == 0 => completion::delete(db, who, "ai").await?,
        9 => completion::record(db, who, "ai", at).await.map(drop)?,
        _ => affiliation::end(db, who, dice.of::<&str>(&homes), AffiliationKind::Resident, at).await.map(drop)?,
    }
    refresh(db, who, &basis(at)).await
}

/// Two accounts turn out to be one person, unless they are one account, or one of them went before.
async fn joined(db: &Reader, goes: AccountId, stays: AccountId, at: Instant) -> Result<(), StoreError> {
    for one in [goes, stays] {
        if goes == stays || duplicate::merged_into(db, one).await?.is_some() {
            return Ok(());
        }
    }
    duplicate::merge(db, goes, stays, at).await
}

/// Somebody tells of a use of AI, a while ago, that is confirmed or not; some of it is about to leave the window.
async fn record(db: &Reader, dice: &mut Dice, who: AccountId, at: Instant) -> Result<(), StoreError> {
    let number = u128::from(dice.roll(1 << 30));
    let age = *dice.of(&[0, DAY, 8 * DAY, 15 * DAY, 40 * DAY, WINDOW - 30, WINDOW - 3, WINDOW + DAY]);
    let mut told = super::work_record::record(number, who, at.plus(-age));
    told.told.task = *dice.of(&[Task::Document, Task::Reply]);
    told.told.after = *dice.of(&[10, 48, 49, 90]);
    told.told.product = (*dice.of(&["", "bài đăng"])).into();
    work_record::insert(db, &told).await?;
    if dice.roll(5) > 0 {
        let quality = Some(1 + u32::try_from(dice.roll(4)).unwrap());
        work_record::set_state(db, told.id, State::Declared, State::Confirmed, quality, at).await?;
    }
    Ok(())
}

/// What records say of somebody, by plain words: applies, effective as an official, as an owner.
async fn worked(db: &Reader, who: AccountId, now: Instant) -> [bool; 3] {
    let all = work_record::page_of(db, who, None, 1_000).await.unwrap();
    let counts = |one: &&work_record::WorkRecord| one.state == State::Confirmed && now.since(one.declared_at) < WINDOW;
    let all: Vec<_> = all.iter().filter(counts).collect();
    let kinds: std::collections::BTreeSet<&str> = all.iter().map(|one| one.told.task.word()).collect();
    let weeks: std::collections::BTreeSet<u32> = all.iter().map(|one| one.week).collect();
    let lower = |mut values: Vec<i64>| {
        values.sort_unstable();
        values.get(values.len().saturating_sub(1) / 2).copied().unwrap_or(0)
    };
    // In thousandths of the time before.
    let saved = |one: &&work_record::WorkRecord| {
        (i64::from(one.told.before) - i64::from(one.told.after)) * 1_000 / i64::from(one.told.before)
    };
    let time = lower(all.iter().map(saved).collect());
    let quality = lower(all.iter().map(|one| i64::from(one.quality.unwrap())).collect());
    let effective = all.len() >= 3 && kinds.len() >= 2 && weeks.len() >= 2 && (time >= 200 || quality >= 3);
    let uses: Vec<Instant> = all.iter().filter(|one| !one.told.product.is_empty()).map(|one| one.declared_at).collect();
    let apart = uses.iter().any(|one| uses.iter().any(|other| other.since(*one) >= APART));
    [!all.is_empty(), effective, apart]
}

/// Somebody begins an attempt, or one of theirs ends or becomes void.
async fn attempt(db: &Reader, dice: &mut Dice, who: AccountId, revision: i64, at: Instant) -> Result<(), StoreError> {
    let heads = assessment::list_attempts(db, who, "ai", "quiz", None).await?;
    match heads.last() {
        Some(last) if last.state == assessment::AttemptState::Open => {
            assessment::close(db, last.id, at.plus(i64::try_from(dice.roll(2)).unwrap() * DAY)).await?;
            let passed = dice.roll(2) == 0;
            let result = AttemptResult { score: 1.0, max_score: 1.0, percent: 100.0, passed, marks: Vec::new() };
            assessment::set_result(db, last.id, &result).await
        }
        Some(last) if dice.roll(2) == 0 => assessment::void(db, last.id).await.map(drop),
        last => {
            let number = last.map_or(1, |last| last.number + 1);
            assessment::insert_attempt(db, &new_attempt(number, who, revision)).await
        }
    }
}

type Classes = BTreeMap<(String, String, String, String), [i64; COUNT]>;

/// The counters by hand: every person is looked at by plain questions, one after the other.
async fn by_hand(db: &Reader, now: Instant) -> Classes {
    let mut found = Classes::new();
    for number in 1..=PEOPLE {
        let who = id(number);
        let person = people::find_account(db, who, now).await.unwrap().unwrap();
        if person.disabled {
            continue;
        }
        let count = async |sql: &str| sql::count(db, sql, sql::values![who]).await.unwrap();
        let lessons = count("SELECT COUNT(*) FROM lesson_completion WHERE account_id = $1").await;
        let handed = count(
            "SELECT COUNT(*) FROM attempt WHERE (account_id = $1 OR account_id IN (SELECT id FROM account WHERE merged_into = $1)) \
             AND (state = 'submitted' OR state = 'expired' AND passed = TRUE)",
        )
        .await;
        let takes_part = lessons >= 3 || handed > 0;
        let decided = competency::standing(db, who, "basic").await.unwrap().map(|(standing, _)| standing);
        let held = decided.filter(|one| one.capable && one.until.is_none_or(|until| now < until));
        let grade = held.filter(|_| takes_part).and_then(|one| one.grade);
        let core = completion::exists(db, who, "ai").await.unwrap();
        let holds = competency::standing(db, who, "basic")
            .await
            .unwrap()
            .is_some_and(|(one, _)| one.capable && one.until.is_none_or(|until| now < until));
        let [applies, as_official, as_owner] = worked(db, who, now).await;
        let born = about_person::birth_year(db, who).await.unwrap();
        let age = match born.map(|born| 2027 - born) {
            None => "unknown",
            Some(15..=60) => "working",
            Some(_) => "other",
        };
        for one in affiliation::list_of(db, who).await.unwrap().into_iter().filter(|one| one.until.is_none()) {
            let in_agency = one.unit.starts_with('S');
            let (place, age, track, effective) = match one.kind {
                AffiliationKind::Resident => ("home", age, false, false),
                AffiliationKind::Staff => ("staff", "any", false, as_official && holds),
                AffiliationKind::Owner => (if in_agency { "firm" } else { "household" }, "any", true, as_owner && core),
            };
            let key = (one.unit, place.to_owned(), person.audience.word().to_owned(), age.to_owned());
            let cell = found.entry(key).or_default();
            let (a, b) = (grade == Some(Supervision::A), grade == Some(Supervision::B));
            let adds = [true, takes_part, a, b, core, core && track, applies, effective];
            for (sum, add) in cell.iter_mut().zip(adds) {
                *sum += i64::from(add);
            }
        }
    }
    found
}

pub(super) async fn kept(db: &Reader) -> Classes {
    let sql = "SELECT u.code, t.place, t.audience, t.age, t.people, t.taking_part, t.capable_a, t.capable_b, t.core, t.trained, \
               t.applies, t.effective FROM tally t JOIN unit u ON u.id = t.unit_id";
    let mut found = Classes::new();
    for row in sql::all(db, sql, Vec::new()).await.unwrap() {
        let text = |column| sql::get::<String>(&row, column).unwrap();
        let counts = standing::COUNTS.map(|name| sql::get::<i64>(&row, name).unwrap());
        if counts != [0; COUNT] {
            found.insert((text("code"), text("place"), text("audience"), text("age")), counts);
        }
    }
    found
}

pub(super) async fn somebody(db: &Reader, number: u128, unit: Option<&str>, born: Option<u32>) {
    let new = NewAccount { unit: unit.map(str::to_owned), birth_year: born, ..account(number) };
    people::insert_account(db, &new).await.unwrap();
    refresh(db, id(number), &basis(NOW)).await.unwrap();
}

async fn history(store: &Store, seed: u64) {
    let db = &store.writer().clone();
    let revision = province(db).await;
    for number in 1..=PEOPLE {
        somebody(db, number, (number % 2 == 0).then_some("A1"), Some(1990)).await;
    }
    let mut dice = Dice(seed);
    for step in 1..=120 {
        let at = NOW.plus(step);
        happen(db, &mut dice, revision, at).await.unwrap();
        let late = standing::list_outdated(db, &basis(at), 100).await.unwrap();
        refresh_all(db, &late, &basis(at)).await.unwrap();
        if step % 15 == 0 {
            assert_eq!(kept(db).await, by_hand(db, at).await, "seed {seed}, step {step}");
            told_as_kept(store).await;
            assert_eq!(differences(db, &basis(at)).await.unwrap(), [""; 0], "seed {seed}, step {step}");
        }
    }
    let (end, before) = (basis(NOW.plus(120)), kept(db).await);
    rebuild(db, &end).await.unwrap();
    assert_eq!(kept(db).await, before, "made anew: seed {seed}");
    told_as_kept(store).await;
    assert_eq!(differences(db, &end).await.unwrap(), [""; 0]);
}

both! {
    async fn counters_are_what_a_count_by_hand_says_whatever_happens(store, db) {
        history(&store, 1).await;
    }

    async fn and_after_another_history(store, db) {
        history(&store, 77).await;
    }

    async fn a_counter_that_was_tampered_with_is_found(store, db) {
        province(db).await;
        somebody(db, 1, Some("A1"), Some(1990)).await;
        let now = basis(NOW);
        assert_eq!(differences(db, &now).await.unwrap(), [""; 0]);
        for sql in ["UPDATE tally SET taking_part = 1", "UPDATE standing SET since = 5", "DELETE FROM standing_place"] {
            sql::execute(db, sql, Vec::new()).await.unwrap();
            assert!(!differences(db, &now).await.unwrap().is_empty(), "{sql}");
            rebuild(db, &now).await.unwrap();
            assert_eq!(differences(db, &now).await.unwrap(), [""; 0]);
        }
    }

    async fn a_merged_unit_hands_its_counters_over_and_nobody_counts_twice(store, db) {
        province(db).await;
        for (number, unit) in [(1, "A"), (2, "B"), (3, "A1")] {
            somebody(db, number, Some(unit), Some(1990)).await;
        }
        for unit in ["A", "B"] {
            affiliation::begin(db, id(3), unit, AffiliationKind::Owner, NOW).await.unwrap();
        }
        refresh(db, id(3), &basis(NOW)).await.unwrap();
        told_as_kept(&store).await;
        unit_end::merge(db, "A", "B", NOW.plus(5)).await.unwrap();
        merge_unit(db, "A", "B", &basis(NOW.plus(5))).await.unwrap();
        let cell = |unit: &str, place: &str, age: &str, people| {
            ((unit.to_owned(), place.to_owned(), "resident".to_owned(), age.to_owned()), [people, 0, 0, 0, 0, 0, 0, 0])
        };
        let expected = Classes::from([cell("A1", "home", "working", 1), cell("B", "home", "working", 2), cell("B", "household", "any", 1)]);
        assert_eq!(kept(db).await, expected);
        told_as_kept(&store).await;
        assert_eq!(differences(db, &basis(NOW.plus(5))).await.unwrap(), [""; 0]);
    }

    async fn many_at_once_are_counted_once_each(store, db) {
        province(db).await;
        for number in 1..=8 {
            people::insert_account(db, &NewAccount { unit: Some("A1".into()), ..account(number) }).await.unwrap();
        }
        let tasks: Vec<_> = (0..24u128).map(|task| {
            let store = store.clone();
            tokio::spawn(async move {
                let who = [id(task % 8 + 1), id((task * 3) % 8 + 1)];
                let done: Result<(), StoreError> = in_tx!(store, [who], |tx| refresh_all(tx, &who, &basis(NOW)).await).await;
                done.unwrap();
            })
        }).collect();
        for task in tasks {
            task.await.unwrap();
        }
        assert_eq!(kept(db).await.values().map(|counts| counts[0]).sum::<i64>(), 8);
    }

    async fn sums_are_those_of_everything_below(store, db) {
        province(db).await;
        for (number, unit) in [(1, "A1"), (2, "A2"), (3, "A"), (4, "T"), (5, "S1"), (6, "B")] {
            somebody(db, number, Some(unit), Some(1990)).await;
        }
        about_person::set(db, id(5), Some(1990), Audience::Official).await.unwrap();
        refresh(db, id(5), &basis(NOW)).await.unwrap();
        let sums = below(&store, "T").await;
        let people = |code: &str, wanted| sums[code].of(|place, _, _| place == wanted).people;
        assert_eq!((people("A", Place::Home), people("B", Place::Home), people("T", Place::Home), people("S", Place::Staff)), (3, 1, 5, 1));
        assert_eq!(below(&store, "A").await["A2"].at_home(Age::Working), Counts { people: 1, ..Counts::default() });
    }
}

#[tokio::test]
async fn flags_and_ages_run_out_by_time_alone() {
    let (store, _folder): (Store, _) = crate::testing::sqlite().await;
    let db = &store.writer().clone();
    province(db).await;
    somebody(db, 1, Some("A1"), Some(1967)).await;
    for lesson in ["a", "b", "c"] {
        learning::complete_lesson(db, id(1), "ai", lesson, NOW).await.unwrap();
    }
    competency::set_standing(db, id(1), "basic", &flag(true, Some(NOW.plus(10))), NOW).await.unwrap();
    refresh(db, id(1), &basis(NOW)).await.unwrap();
    let capable = async || below(&store, "A").await["A1"].at_home(Age::Working).capable();
    assert_eq!(capable().await, 1);
    let later = basis(NOW.plus(10));
    assert_eq!(standing::list_outdated(db, &basis(NOW.plus(9)), 9).await.unwrap(), []);
    assert_eq!(standing::list_outdated(db, &later, 9).await.unwrap(), [id(1)]);
    assert_eq!(differences(db, &later).await.unwrap(), [""; 0], "not counted as wrong before the job has come round");
    refresh(db, id(1), &later).await.unwrap();
    assert_eq!(capable().await, 0);
    let next_year = Basis { year: 2028, ..later };
    assert_eq!(standing::list_outdated(db, &next_year, 9).await.unwrap(), [id(1)]);
    refresh(db, id(1), &next_year).await.unwrap();
    assert_eq!(standing::list_outdated(db, &next_year, 9).await.unwrap(), []);
}

#[tokio::test]
async fn records_leave_the_window_by_time_alone() {
    let (store, _folder): (Store, _) = crate::testing::sqlite().await;
    let db = &store.writer().clone();
    province(db).await;
    somebody(db, 1, Some("S"), None).await;
    about_person::set(db, id(1), None, Audience::Official).await.unwrap();
    for (number, age) in [(1, 80 * DAY), (2, 20 * DAY)] {
        let told = super::work_record::record(number, id(1), NOW.plus(-age));
        work_record::insert(db, &told).await.unwrap();
        work_record::set_state(db, told.id, State::Declared, State::Confirmed, Some(3), NOW).await.unwrap();
    }
    refresh(db, id(1), &basis(NOW)).await.unwrap();
    let applying = async || below(&store, "T").await["S"].officials().applies;
    assert_eq!(applying().await, 1);
    for (days, still) in [(10, 1), (70, 0)] {
        let (before, then) = (basis(NOW.plus(days * DAY - 1)), basis(NOW.plus(days * DAY)));
        assert_eq!(standing::list_outdated(db, &before, 9).await.unwrap(), []);
        assert_eq!(standing::list_outdated(db, &then, 9).await.unwrap(), [id(1)]);
        assert_eq!(differences(db, &then).await.unwrap(), [""; 0], "not wrong before the job has come round");
        assert!(!differences(db, &basis(then.now.plus(DAY))).await.unwrap().is_empty(), "wrong where it never comes");
        refresh(db, id(1), &then).await.unwrap();
        assert_eq!(applying().await, still, "day {days}");
        assert_eq!(differences(db, &then).await.unwrap(), [""; 0]);
    }
}
