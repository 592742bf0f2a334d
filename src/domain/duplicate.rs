//! Two accounts that are probably one person: what speaks for it, which of the two goes on, and when they are not joined.
//! Only people decide that they are one: a name, a year and a village are shared by many.

use crate::ids::AccountId;
use std::collections::{BTreeMap, BTreeSet};

/// From how many points on two accounts are shown as a pair.
pub const SHOWN: i32 = 60;
/// From how many points on they are very likely one person.
pub const LIKELY: i32 = 90;
/// How many digits of a number stay when its prefix is written, or was given, otherwise.
const SUBSCRIBER: usize = 7;

/// What is compared of an account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Traits {
    /// Identity.
    pub id: AccountId,
    /// Name, as search compares it.
    pub name: String,
    /// Year of birth, where it is known.
    pub birth_year: Option<u32>,
    /// Path of the unit they live in.
    pub path: Option<String>,
    /// Sign-in name: often a phone number or an e-mail address.
    pub login: Option<String>,
    /// Phone.
    pub phone: Option<String>,
    /// E-mail.
    pub email: Option<String>,
}

/// What speaks for one person, or against it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reason {
    /// The same number, written or kept differently.
    Phone,
    /// The same address, written or kept differently.
    Email,
    /// The same name, however it is accented.
    Name,
    /// Born in the same year.
    BirthYear,
    /// The same hamlet, or whatever unit they were put into.
    Hamlet,
    /// The same commune.
    Commune,
    /// Numbers that differ in their prefix alone.
    PhoneTail,
    /// Born in different years, as far as is known.
    YearsDiffer,
}

impl Reason {
    /// The word for it; the end of a message key.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Phone => "phone",
            Self::Email => "email",
            Self::Name => "name",
            Self::BirthYear => "birth-year",
            Self::Hamlet => "hamlet",
            Self::Commune => "commune",
            Self::PhoneTail => "phone-tail",
            Self::YearsDiffer => "years-differ",
        }
    }

    fn points(self) -> i32 {
        match self {
            Self::Phone | Self::Email => 60,
            Self::Name | Self::Hamlet | Self::PhoneTail => 30,
            Self::BirthYear => 20,
            Self::Commune => 10,
            Self::YearsDiffer => -40,
        }
    }
}

/// How alike two accounts are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Likeness {
    /// Why, in the order of [`Reason`].
    pub reasons: Vec<Reason>,
    /// The sum of what the reasons weigh.
    pub points: i32,
}

/// A number without what stands before it in one way of writing and not in another.
fn phone_key(text: &str) -> Option<String> {
    let fits = text.chars().all(|c| c.is_ascii_digit() || c == '+');
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    (fits && digits.len() >= 8).then(|| digits[digits.len().saturating_sub(9)..].to_owned())
}

/// An address without what its provider does not look at.
fn email_key(text: &str) -> Option<String> {
    let lower = text.to_lowercase();
    let (user, host) = lower.split_once('@')?;
    let user = user.split('+').next().unwrap_or_default();
    let google = matches!(host, "gmail.com" | "googlemail.com");
    let user = if google { user.replace('.', "") } else { user.to_owned() };
    Some(format!("{user}@{}", if google { "gmail.com" } else { host }))
}

impl Traits {
    fn phones(&self) -> BTreeSet<String> {
        [&self.phone, &self.login].into_iter().flatten().filter_map(|text| phone_key(text)).collect()
    }

    fn emails(&self) -> BTreeSet<String> {
        [&self.email, &self.login].into_iter().flatten().filter_map(|text| email_key(text)).collect()
    }

    fn tails(&self) -> BTreeSet<String> {
        self.phones().iter().map(|key| key[key.len().saturating_sub(SUBSCRIBER)..].to_owned()).collect()
    }

    /// The commune, or what stands in its place: the second unit of the path.
    fn commune(&self) -> Option<String> {
        let ids: Vec<&str> = self.path.as_deref()?.split('/').filter(|id| !id.is_empty()).take(2).collect();
        (ids.len() == 2).then(|| ids.join("/"))
    }
}

fn share<T: Ord>(one: &BTreeSet<T>, other: &BTreeSet<T>) -> bool {
    !one.is_disjoint(other)
}

/// How alike two accounts are.
#[must_use]
pub fn compare(one: &Traits, other: &Traits) -> Likeness {
    let years = one.birth_year.zip(other.birth_year);
    let same_phone = share(&one.phones(), &other.phones());
    let same_place = one.path.is_some() && one.path == other.path;
    let reasons: Vec<Reason> = [
        (Reason::Phone, same_phone),
        (Reason::Email, share(&one.emails(), &other.emails())),
        (Reason::Name, one.name == other.name),
        (Reason::BirthYear, years.is_some_and(|(a, b)| a == b)),
        (Reason::Hamlet, same_place),
        (Reason::Commune, !same_place && one.commune().is_some() && one.commune() == other.commune()),
        (Reason::PhoneTail, !same_phone && share(&one.tails(), &other.tails())),
        (Reason::YearsDiffer, years.is_some_and(|(a, b)| a != b)),
    ]
    .into_iter()
    .filter_map(|(reason, holds)| holds.then_some(reason))
    .collect();
    let points = reasons.iter().map(|reason| reason.points()).sum();
    Likeness { reasons, points }
}

/// The pairs among people of one name, the most alike first. Compared are only those who share what makes them a pair: in
/// a province thousands bear one name.
#[must_use]
pub fn pairs(group: &[Traits]) -> Vec<(usize, usize, Likeness)> {
    let mut together: BTreeMap<(u8, String), Vec<usize>> = BTreeMap::new();
    for (index, one) in group.iter().enumerate() {
        let mut put = |kind: u8, key: String| together.entry((kind, key)).or_default().push(index);
        one.path.iter().for_each(|path| put(0, path.clone()));
        if let (Some(year), Some(commune)) = (one.birth_year, one.commune()) {
            put(1, format!("{year} {commune}"));
        }
        one.tails().into_iter().for_each(|tail| put(2, tail));
        one.emails().into_iter().for_each(|email| put(3, email));
    }
    let mut met = BTreeSet::new();
    for indices in together.values() {
        for (at, first) in indices.iter().enumerate() {
            met.extend(indices[at + 1..].iter().map(|second| (*first.min(second), *first.max(second))));
        }
    }
    let alike = met.into_iter().map(|(first, second)| (first, second, compare(&group[first], &group[second])));
    let mut found: Vec<_> = alike.filter(|(.., likeness)| likeness.points >= SHOWN).collect();
    found.sort_by_key(|(first, second, likeness)| (-likeness.points, *first, *second));
    found
}

/// What an account has, as far as it says which of two goes on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Side {
    /// Identity.
    pub id: AccountId,
    /// May not sign in.
    pub disabled: bool,
    /// It was joined to another before.
    pub merged: bool,
    /// Some flag of capability holds.
    pub holds_flag: bool,
    /// Answers that count as evidence.
    pub evidence: u64,
    /// Attempts.
    pub attempts: u64,
    /// Lessons that were read.
    pub lessons: u64,
}

/// Why two accounts are not joined; the word is the end of a message key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct Refusal(pub &'static str);

/// Whether one account may go on for both. What was shown in exams stays where it was shown, so that nobody is joined to
/// an account that makes them lose a flag.
///
/// # Errors
/// `self`, `before`, `disabled`, `flag`.
pub fn may_merge(stays: &Side, goes: &Side) -> Result<(), Refusal> {
    for (refused, why) in [
        (stays.id == goes.id, "self"),
        (stays.merged || goes.merged, "before"),
        (stays.disabled, "disabled"),
        (goes.holds_flag && !stays.holds_flag, "flag"),
    ] {
        if refused {
            return Err(Refusal(why));
        }
    }
    Ok(())
}

/// Which of two should go on: who may sign in, who holds a flag, who has shown more, who came first.
#[must_use]
pub fn stays<'a>(one: &'a Side, other: &'a Side) -> &'a Side {
    let weight = |side: &Side| (!side.disabled, side.holds_flag, side.evidence, side.attempts, side.lessons);
    match weight(one).cmp(&weight(other)) {
        std::cmp::Ordering::Less => other,
        std::cmp::Ordering::Greater => one,
        std::cmp::Ordering::Equal if other.id < one.id => other,
        std::cmp::Ordering::Equal => one,
    }
}

/// How somebody who signs in to the account that went is told of the one that goes on: enough to know it by, and no whole
/// number or address.
#[must_use]
pub fn hint(login: Option<&str>, phone: Option<&str>, email: Option<&str>) -> String {
    if let Some(login) = login {
        return login.to_owned();
    }
    let ends = |text: &str, first: usize, last: usize| {
        let letters: Vec<char> = text.chars().collect();
        let tail = letters.len().saturating_sub(last);
        format!("{}…{}", letters.iter().take(first).collect::<String>(), letters[tail..].iter().collect::<String>())
    };
    match (phone, email.and_then(|email| email.split_once('@'))) {
        (Some(phone), _) => ends(phone, 3, 3),
        (None, Some((user, host))) => format!("{}@{host}", ends(user, 1, 0)),
        (None, None) => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use uuid::Uuid;

    fn who(number: u128) -> Traits {
        Traits {
            id: AccountId(Uuid::from_u128(number)),
            name: "nguyen thi hoa".into(),
            birth_year: None,
            path: None,
            login: None,
            phone: None,
            email: None,
        }
    }

    fn at(path: &str, year: u32) -> Traits {
        Traits { path: Some(path.into()), birth_year: (year > 0).then_some(year), ..who(1) }
    }

    fn phone(text: &str) -> Traits {
        Traits { phone: Some(text.into()), ..who(1) }
    }

    #[test]
    fn what_makes_two_accounts_a_pair() {
        use Reason::{BirthYear, Commune, Email, Hamlet, Name, Phone, PhoneTail, YearsDiffer};
        let other = |one: Traits| Traits { name: "tran van binh".into(), ..one };
        let email = |text: &str| Traits { email: Some(text.into()), ..who(1) };
        let login = |text: &str| Traits { login: Some(text.into()), ..who(1) };
        let cases: Vec<(&str, Traits, Traits, &[Reason], bool)> = vec![
            ("a name alone", who(1), who(2), &[Name], false),
            ("name and commune", at("/1/2/3/", 0), at("/1/2/4/", 0), &[Name, Commune], false),
            ("name, year, commune", at("/1/2/3/", 1980), at("/1/2/4/", 1980), &[Name, BirthYear, Commune], true),
            ("name, year, elsewhere", at("/1/2/3/", 1980), at("/1/5/6/", 1980), &[Name, BirthYear], false),
            ("one province is no commune", at("/1/", 1980), at("/1/5/", 1980), &[Name, BirthYear], false),
            ("name and hamlet", at("/1/2/3/", 0), at("/1/2/3/", 1980), &[Name, Hamlet], true),
            ("mother and daughter", at("/1/2/3/", 1955), at("/1/2/3/", 1980), &[Name, Hamlet, YearsDiffer], false),
            ("a number with its country", phone("84912345678"), other(phone("0912345678")), &[Phone], true),
            ("a number as a login", phone("0912345678"), other(login("0912345678")), &[Phone], true),
            ("an older prefix", phone("01692345678"), phone("0392345678"), &[Name, PhoneTail], true),
            ("other numbers", phone("0912345678"), phone("0912345679"), &[Name], false),
            ("an address with a tag", email("Hoa.n+ai@gmail.com"), other(email("hoan@googlemail.com")), &[Email], true),
            ("dots count elsewhere", email("hoa.n@example.vn"), email("hoan@example.vn"), &[Name], false),
            ("an address as a login", email("hoa@example.vn"), login("hoa@example.vn"), &[Email, Name], true),
            ("logins are no numbers", login("hoa12345678"), other(phone("0912345678")), &[], false),
        ];
        for (name, one, two, reasons, shown) in cases {
            let found = compare(&one, &two);
            assert_eq!(found, compare(&two, &one), "{name}");
            assert_eq!((found.reasons.as_slice(), found.points >= SHOWN), (reasons, shown), "{name}: {}", found.points);
        }
    }

    fn some() -> impl Strategy<Value = Traits> {
        let digits = prop::sample::select(vec!["0912345678", "84912345678", "01692345678", "0392345678", "0987654321"]);
        let mails = prop::sample::select(vec!["a@b.vn", "a+x@b.vn", "c@gmail.com", "c.@gmail.com"]);
        let paths = prop::sample::select(vec!["/1/", "/1/2/", "/1/2/3/", "/1/2/4/", "/1/5/6/"]);
        let logins = prop::sample::select(vec!["hoa", "0912345678", "a@b.vn"]);
        let years = prop::option::of(1979_u32..1982);
        (prop::option::of(digits), prop::option::of(mails), prop::option::of(paths), prop::option::of(logins), years)
            .prop_map(|(phone, email, path, login, birth_year)| Traits {
                birth_year,
                phone: phone.map(str::to_owned),
                email: email.map(str::to_owned),
                path: path.map(str::to_owned),
                login: login.map(str::to_owned),
                ..who(1)
            })
    }

    proptest! {
        #[test]
        fn pairs_are_those_that_comparing_all_with_all_finds(group in prop::collection::vec(some(), 0..9)) {
            let mut brute = BTreeSet::new();
            for first in 0..group.len() {
                for second in first + 1..group.len() {
                    if compare(&group[first], &group[second]).points >= SHOWN {
                        brute.insert((first, second));
                    }
                }
            }
            let found = pairs(&group);
            prop_assert!(found.is_sorted_by(|a, b| a.2.points >= b.2.points));
            prop_assert_eq!(found.into_iter().map(|(first, second, _)| (first, second)).collect::<BTreeSet<_>>(), brute);
        }
    }

    fn side(number: u128) -> Side {
        Side {
            id: AccountId(Uuid::from_u128(number)),
            disabled: false,
            merged: false,
            holds_flag: false,
            evidence: 0,
            attempts: 0,
            lessons: 0,
        }
    }

    #[test]
    fn nobody_loses_a_flag_and_nobody_goes_twice() {
        let holder = Side { holds_flag: true, ..side(2) };
        let shut = Side { disabled: true, ..side(3) };
        let merged = Side { merged: true, disabled: true, ..side(4) };
        for (stays, goes, outcome) in [
            (side(1), side(2), Ok(())),
            (side(1), side(1), Err(Refusal("self"))),
            (side(1), holder, Err(Refusal("flag"))),
            (holder, side(1), Ok(())),
            (holder, Side { holds_flag: true, ..side(5) }, Ok(())),
            (shut, side(1), Err(Refusal("disabled"))),
            (side(1), shut, Ok(())),
            (side(1), merged, Err(Refusal("before"))),
            (merged, side(1), Err(Refusal("before"))),
        ] {
            assert_eq!(may_merge(&stays, &goes), outcome, "{stays:?} {goes:?}");
        }
    }

    #[test]
    fn a_hint_is_enough_to_know_an_account_by() {
        assert_eq!(hint(Some("hoa.tc"), Some("0912345678"), None), "hoa.tc");
        assert_eq!(hint(None, Some("0912345678"), Some("hoa@example.vn")), "091…678");
        assert_eq!(hint(None, None, Some("hoa@example.vn")), "h…@example.vn");
        assert_eq!(hint(None, None, None), "");
    }

    #[test]
    fn who_has_shown_more_goes_on() {
        let rich = Side { evidence: 10, ..side(9) };
        let holder = Side { holds_flag: true, ..side(8) };
        let shut = Side { disabled: true, ..holder };
        for (one, other, expected) in
            [(side(1), side(2), 1), (side(2), side(1), 1), (side(1), rich, 9), (rich, holder, 8), (shut, side(1), 1)]
        {
            assert_eq!(stays(&one, &other).id, AccountId(Uuid::from_u128(expected)));
        }
    }
}
