//! Guessing is slow from one address and from many; a class and the owner go on.

use super::*;
use xutra_domain::instant::Instant;

const HERE: IpAddr = IpAddr::V4(std::net::Ipv4Addr::new(203, 0, 113, 9));

fn elsewhere(number: u8) -> Option<IpAddr> {
    Some(IpAddr::V4(std::net::Ipv4Addr::new(198, 51, 100, number)))
}

fn limits() -> (Limits, Clock) {
    let clock = Clock::standing_at(Instant(1_800_000_000_000));
    (Limits::new(true, clock.clone()), clock)
}

/// A wrong password; whether it was looked at.
async fn wrong(limits: &Limits, account: &str, from: Option<IpAddr>) -> bool {
    limits.try_sign_in(account, from).await.is_ok()
}

async fn right(limits: &Limits, account: &str, from: Option<IpAddr>) -> bool {
    limits.try_sign_in(account, from).await.map(Try::was_right).is_ok()
}

#[tokio::test]
async fn a_stranger_holds_nobody_but_himself_up() {
    let (limits, clock) = limits();
    let mut looked_at = 0;
    for _ in 0..600 {
        looked_at += usize::from(wrong(&limits, "an", elsewhere(1)).await);
        clock.advance(6_000);
    }
    assert!((60..=70).contains(&looked_at), "{looked_at} in an hour");
    assert!(right(&limits, "an", Some(HERE)).await, "the owner, from an address never seen before");
}

#[tokio::test]
async fn who_guesses_from_many_addresses_is_held_and_the_owner_at_home_is_not() {
    let (limits, clock) = limits();
    assert!(right(&limits, "an", Some(HERE)).await);
    let mut looked_at = 0;
    for number in 0..200 {
        looked_at += usize::from(wrong(&limits, "an", elsewhere(number)).await);
    }
    assert_eq!(looked_at, 40);
    assert!(matches!(limits.try_sign_in("an", elsewhere(250)).await.err(), Some(Refused::TooMany(1..=15))));
    assert!(right(&limits, "an", Some(HERE)).await, "where he signed in before");
    assert!(right(&limits, "binh", elsewhere(7)).await, "and everybody else");
    clock.advance(15_000);
    assert!(right(&limits, "an", elsewhere(251)).await, "nobody is shut out for long");
}

#[tokio::test]
async fn a_class_of_forty_mistypes_and_signs_in_and_a_guesser_there_is_held() {
    let (limits, _) = limits();
    for pupil in 0..40 {
        let name = format!("hoc-vien-{pupil}");
        assert!(wrong(&limits, &name, Some(HERE)).await && wrong(&limits, &name, Some(HERE)).await, "{name}");
        assert!(right(&limits, &name, Some(HERE)).await, "{name}");
    }
    assert!((0..100).all(|_| limits.may_register(elsewhere(1)).is_ok()), "two classes of forty");
    assert!((0..1_000).any(|_| limits.may_register(elsewhere(1)).is_err()));
    let mut more = 0;
    while wrong(&limits, &format!("doan-{more}"), Some(HERE)).await {
        more += 1;
        assert!(more < 200, "nobody holds him");
    }
    assert!(right(&limits, "hoc-vien-1", elsewhere(1)).await);
    let free = Limits::new(false, Clock::standing_at(Instant(0)));
    assert!((0..1_000).all(|_| free.may_register(Some(HERE)).is_ok()));
}

#[tokio::test]
async fn a_try_is_paid_for_before_it_is_made_and_few_are_made_at_once() {
    let (limits, _) = limits();
    let mut made = Vec::new();
    for _ in 0..AT_ONCE_OF_ACCOUNT {
        let Ok(place) = limits.try_sign_in("an", Some(HERE)).await else { panic!("no place") };
        made.push(place);
    }
    let waits = tokio::time::timeout(Duration::from_millis(50), limits.try_sign_in("an", Some(HERE)));
    assert!(waits.await.is_err(), "the fifth waits in line");
    // Whoever hangs up has had his try.
    made.clear();
    for _ in 0..4 {
        assert!(wrong(&limits, "an", Some(HERE)).await);
    }
    assert!(!wrong(&limits, "an", Some(HERE)).await);
}

#[tokio::test]
async fn good_ones_are_never_held_up_by_their_number() {
    let (limits, _) = limits();
    let all = (0..400).map(|number| {
        let limits = &limits;
        async move { right(limits, &format!("hoc-vien-{}", number % 100), Some(HERE)).await }
    });
    assert!(futures_util::future::join_all(all).await.into_iter().all(|good| good));
}

#[test]
fn codes_are_not_guessed_and_a_class_mistypes() {
    let person = |number: u128| AccountId(uuid::Uuid::from_u128(number));
    let (limits, clock) = limits();
    assert_eq!((0..30).filter(|_| limits.try_code(person(1), elsewhere(1)).is_ok()).count(), 10);
    assert_eq!(limits.try_code(person(1), elsewhere(2)), Err(30), "one account, wherever it is");
    clock.advance(30_000);
    assert_eq!(limits.try_code(person(1), elsewhere(1)), Ok(()), "one more in half a minute");
    for number in 100..140 {
        let (pupil, here) = (person(number), Some(HERE));
        assert!(limits.try_code(pupil, here).is_ok() && limits.try_code(pupil, here).is_ok(), "{number}");
        assert!(limits.try_code(pupil, here).is_ok());
        limits.code_was_right(pupil, here);
    }
    let many = (1_000..1_200).filter(|number| limits.try_code(person(*number), Some(HERE)).is_ok()).count();
    assert_eq!(many, 10, "many accounts at one address are held by it");
    for _ in 0..20 {
        assert!(limits.try_code(person(2_000), Some(HERE)).is_err());
    }
    assert_eq!(limits.try_code(person(2_000), elsewhere(3)), Ok(()), "what was not looked at is not paid for");
    assert!(
        (0..500).all(|_| limits.try_code(person(3), None).map(|()| limits.code_was_right(person(3), None)).is_ok())
    );
}

#[test]
fn a_household_is_one_address() {
    let of = |text: &str| network(text.parse().unwrap());
    assert_eq!(of("2001:db8:1:2:3:4:5:6"), of("2001:db8:1:2:ffff::1"));
    assert_ne!(of("2001:db8:1:2::1"), of("2001:db8:1:3::1"));
    assert_eq!(of("::ffff:203.0.113.9"), HERE);
}
