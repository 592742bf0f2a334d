//! How often one address or one account may try: they leave room for a class of forty phones behind one address, and a
//! stranger cannot shut a person out.

mod bucket;

use crate::clock::Clock;
use bucket::{Buckets, Quota};
use std::net::{IpAddr, Ipv6Addr};
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use xutra_domain::ids::AccountId;
use xutra_domain::instant::{MINUTE, SECOND};

/// Wrong passwords for one account from one address: eight in a row, then one in a minute.
const PAIR: Quota = Quota { burst: 8, refill: MINUTE };
/// Wrong passwords for one account from everywhere. One address alone, at one in a minute, never uses these up; many do.
const ACCOUNT: Quota = Quota { burst: 40, refill: 15 * SECOND };
/// Wrong passwords from one address, into whatever accounts: a class mistypes.
const ADDRESS: Quota = Quota { burst: 90, refill: SECOND };
/// Registrations of an address.
const REGISTRATIONS: Quota = Quota { burst: 120, refill: SECOND };
/// Look-ups of certificates by an address.
const LOOKUPS: Quota = Quota { burst: 240, refill: SECOND / 2 };
/// Wrong codes of sittings by one account: ten in a row, then one in half a minute.
const CODES: Quota = Quota { burst: 10, refill: 30 * SECOND };
/// Wrong codes from one address, by whatever accounts: a class mistypes, and a guesser has many accounts.
const CODES_OF_ADDRESS: Quota = Quota { burst: 90, refill: 5 * SECOND };
/// Wrong codes of classes and cards from one address: a class of forty mistypes, and right ones count for nothing. What is
/// left to a guesser, one in five seconds, finds one of some hundred classes in weeks, which says no more than its poster
/// does, and a card in thousands of years.
const TYPED_CODES: Quota = Quota { burst: 120, refill: 5 * SECOND };
/// Passwords of one account, and of one address, that are checked at the same time; the others wait in line.
const AT_ONCE_OF_ACCOUNT: usize = 4;
/// See there.
const AT_ONCE_OF_ADDRESS: usize = 24;
/// How long one waits in that line.
const PATIENCE: Duration = Duration::from_secs(10);
/// For how long an address counts as one of the account's own after a good sign-in.
const OWN_FOR: Duration = Duration::from_secs(90 * 24 * 3_600);

type Pair = (String, Option<IpAddr>);
type Line<K> = moka::sync::Cache<K, Arc<Semaphore>>;

/// The limits of this process.
pub struct Limits {
    per_address: bool,
    clock: Clock,
    pairs: Buckets<Pair>,
    accounts: Buckets<String>,
    addresses: Buckets<IpAddr>,
    registrations: Buckets<IpAddr>,
    lookups: Buckets<IpAddr>,
    codes: Buckets<AccountId>,
    codes_of_address: Buckets<IpAddr>,
    typed_codes: Buckets<IpAddr>,
    own: moka::sync::Cache<Pair, ()>,
    line_of_account: Line<String>,
    line_of_address: Line<IpAddr>,
}

/// Leave to check one password. It has been paid for: dropped, it counts as a wrong one.
#[must_use]
pub struct Try<'l> {
    limits: &'l Limits,
    pair: Pair,
    address: Option<IpAddr>,
    took_of_account: bool,
    _places: (OwnedSemaphorePermit, Option<OwnedSemaphorePermit>),
}

/// Why a password is not checked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refused {
    /// Too many wrong ones; seconds to wait.
    TooMany(u64),
    /// Too many wait to be checked.
    Busy,
}

impl Limits {
    /// With or without limits by address; those by account always stand.
    #[must_use]
    pub fn new(per_address: bool, clock: Clock) -> Self {
        Self {
            per_address,
            clock,
            pairs: Buckets::new(PAIR),
            accounts: Buckets::new(ACCOUNT),
            addresses: Buckets::new(ADDRESS),
            registrations: Buckets::new(REGISTRATIONS),
            lookups: Buckets::new(LOOKUPS),
            codes: Buckets::new(CODES),
            codes_of_address: Buckets::new(CODES_OF_ADDRESS),
            typed_codes: Buckets::new(TYPED_CODES),
            own: moka::sync::Cache::builder().max_capacity(200_000).time_to_live(OWN_FOR).build(),
            line_of_account: line(),
            line_of_address: line(),
        }
    }

    /// Asks to check a password for an account, whether there is such an account or not. What is taken is taken before
    /// the password is looked at, so that neither many at once nor who hangs up gets more tries.
    ///
    /// # Errors
    /// Says how long to wait.
    pub async fn try_sign_in(&self, account: &str, from: Option<IpAddr>) -> Result<Try<'_>, Refused> {
        let from = from.map(network);
        let address = from.filter(|_| self.per_address);
        let of_account = place(&self.line_of_account, account.to_owned(), AT_ONCE_OF_ACCOUNT).await?;
        let of_address = match address {
            Some(address) => Some(place(&self.line_of_address, address, AT_ONCE_OF_ADDRESS).await?),
            None => None,
        };
        let (now, pair) = (self.clock.now(), (account.to_owned(), from));
        self.pairs.take(pair.clone(), now).map_err(Refused::TooMany)?;
        // Whoever guesses from many addresses must not keep the owner out who signs in from where he always does.
        let took_of_account = !self.own.contains_key(&pair);
        if took_of_account && let Err(wait) = self.accounts.take(account.to_owned(), now) {
            self.pairs.give_back(&pair);
            return Err(Refused::TooMany(wait));
        }
        let granted = Try { limits: self, pair, address, took_of_account, _places: (of_account, of_address) };
        match address.map_or(Ok(()), |address| self.addresses.take(address, now)) {
            Ok(()) => Ok(granted),
            Err(wait) => {
                granted.return_to_account();
                Err(Refused::TooMany(wait))
            }
        }
    }

    /// Counts a registration.
    ///
    /// # Errors
    /// Seconds to wait.
    pub fn may_register(&self, from: Option<IpAddr>) -> Result<(), u64> {
        self.take(&self.registrations, from)
    }

    /// Counts a look-up of a certificate.
    ///
    /// # Errors
    /// Seconds to wait.
    pub fn may_look_up(&self, from: Option<IpAddr>) -> Result<(), u64> {
        self.take(&self.lookups, from)
    }

    /// Counts a code of a sitting as a wrong one, before it is looked at.
    ///
    /// # Errors
    /// Seconds to wait.
    pub fn try_code(&self, account: AccountId, from: Option<IpAddr>) -> Result<(), u64> {
        self.codes.take(account, self.clock.now())?;
        self.take(&self.codes_of_address, from).inspect_err(|_| self.codes.give_back(&account))
    }

    /// The code was right: it does not count.
    pub fn code_was_right(&self, account: AccountId, from: Option<IpAddr>) {
        self.codes.give_back(&account);
        if let Some(address) = from.filter(|_| self.per_address) {
            self.codes_of_address.give_back(&network(address));
        }
    }

    /// Counts a code of a class or a card as a wrong one, before it is looked at; nobody is signed in yet.
    ///
    /// # Errors
    /// Seconds to wait.
    pub fn try_typed_code(&self, from: Option<IpAddr>) -> Result<(), u64> {
        self.take(&self.typed_codes, from)
    }

    /// The code was right: it does not count.
    pub fn typed_code_was_right(&self, from: Option<IpAddr>) {
        if let Some(address) = from.filter(|_| self.per_address) {
            self.typed_codes.give_back(&network(address));
        }
    }

    fn take(&self, buckets: &Buckets<IpAddr>, from: Option<IpAddr>) -> Result<(), u64> {
        let Some(address) = from.filter(|_| self.per_address) else { return Ok(()) };
        buckets.take(network(address), self.clock.now())
    }
}

impl Try<'_> {
    /// The password was right: nothing counts, and the address becomes one of the account's own.
    pub fn was_right(self) {
        self.limits.own.insert(self.pair.clone(), ());
        self.was_not_made();
    }

    /// The password was not looked at: nothing counts.
    pub fn was_not_made(self) {
        if let Some(address) = &self.address {
            self.limits.addresses.give_back(address);
        }
        self.return_to_account();
    }

    fn return_to_account(&self) {
        self.limits.pairs.give_back(&self.pair);
        if self.took_of_account {
            self.limits.accounts.give_back(&self.pair.0);
        }
    }
}

fn line<K: std::hash::Hash + Eq + Send + Sync + 'static>() -> Line<K> {
    moka::sync::Cache::builder().max_capacity(100_000).time_to_idle(Duration::from_secs(60)).build()
}

async fn place<K>(line: &Line<K>, key: K, places: usize) -> Result<OwnedSemaphorePermit, Refused>
where
    K: std::hash::Hash + Eq + Send + Sync + 'static,
{
    let places = line.get_with(key, || Arc::new(Semaphore::new(places)));
    match tokio::time::timeout(PATIENCE, places.acquire_owned()).await {
        Ok(Ok(place)) => Ok(place),
        Ok(Err(_)) | Err(_) => Err(Refused::Busy),
    }
}

/// What counts as one address: all that a household is given of IPv6.
fn network(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(long) => IpAddr::V6(Ipv6Addr::from_bits(long.to_bits() & !u128::from(u64::MAX))),
        short => short,
    }
}

#[cfg(test)]
mod tests;
