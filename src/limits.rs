//! How often one address or one account may try: they leave room for a class of forty phones behind one address.

use governor::clock::{Clock as _, DefaultClock};
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};
use std::net::IpAddr;
use std::num::NonZeroU32;
use std::time::Duration;

/// Failed sign-ins that an address may make in a row, and how fast it gets them back (one in a second).
const FAILURES_OF_ADDRESS: u32 = 60;
/// Failed sign-ins into one account in a row; one comes back in twenty seconds.
const FAILURES_OF_ACCOUNT: u32 = 8;
/// Registrations of an address in a row; one comes back in a second.
const REGISTRATIONS: u32 = 120;
/// Look-ups of certificates by an address in a row; two come back in a second.
const LOOKUPS: u32 = 240;

/// The limits of this process.
pub struct Limits {
    per_address: bool,
    addresses: DefaultKeyedRateLimiter<IpAddr>,
    accounts: DefaultKeyedRateLimiter<String>,
    registrations: DefaultKeyedRateLimiter<IpAddr>,
    lookups: DefaultKeyedRateLimiter<IpAddr>,
    blocked_addresses: moka::sync::Cache<IpAddr, ()>,
    blocked_accounts: moka::sync::Cache<String, ()>,
}

const ADDRESS_PAUSE: Duration = Duration::from_secs(10);
const ACCOUNT_PAUSE: Duration = Duration::from_secs(20);

impl Limits {
    /// With or without limits by address; the one by account always stands.
    #[must_use]
    pub fn new(per_address: bool) -> Self {
        Self {
            per_address,
            addresses: RateLimiter::keyed(quota(Duration::from_secs(1), FAILURES_OF_ADDRESS)),
            accounts: RateLimiter::keyed(quota(ACCOUNT_PAUSE, FAILURES_OF_ACCOUNT)),
            registrations: RateLimiter::keyed(quota(Duration::from_secs(1), REGISTRATIONS)),
            lookups: RateLimiter::keyed(quota(Duration::from_millis(500), LOOKUPS)),
            blocked_addresses: moka::sync::Cache::builder().max_capacity(100_000).time_to_live(ADDRESS_PAUSE).build(),
            blocked_accounts: moka::sync::Cache::builder().max_capacity(100_000).time_to_live(ACCOUNT_PAUSE).build(),
        }
    }

    /// Whether a sign-in may be tried now. Only failures count, so that good ones are never held up by their number.
    ///
    /// # Errors
    /// Seconds to wait.
    pub fn may_sign_in(&self, account: &str, from: Option<IpAddr>) -> Result<(), u64> {
        if self.blocked_accounts.contains_key(account) {
            return Err(ACCOUNT_PAUSE.as_secs());
        }
        match from {
            Some(address) if self.per_address && self.blocked_addresses.contains_key(&address) => {
                Err(ADDRESS_PAUSE.as_secs())
            }
            _ => Ok(()),
        }
    }

    /// Counts a failed sign-in.
    pub fn sign_in_failed(&self, account: &str, from: Option<IpAddr>) {
        if self.accounts.check_key(&account.to_owned()).is_err() {
            self.blocked_accounts.insert(account.to_owned(), ());
        }
        if let Some(address) = from.filter(|_| self.per_address)
            && self.addresses.check_key(&address).is_err()
        {
            self.blocked_addresses.insert(address, ());
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

    /// Forgets the addresses and accounts that have all their tries again, so that memory stays bounded.
    pub fn tidy(&self) {
        for limiter in [&self.addresses, &self.registrations, &self.lookups] {
            limiter.retain_recent();
        }
        self.accounts.retain_recent();
    }

    fn take(&self, limiter: &DefaultKeyedRateLimiter<IpAddr>, from: Option<IpAddr>) -> Result<(), u64> {
        let Some(address) = from.filter(|_| self.per_address) else { return Ok(()) };
        limiter.check_key(&address).map_err(|busy| busy.wait_time_from(DefaultClock::default().now()).as_secs() + 1)
    }
}

fn quota(period: Duration, burst: u32) -> Quota {
    let burst = NonZeroU32::new(burst).unwrap_or(NonZeroU32::MIN);
    Quota::with_period(period).unwrap_or_else(|| Quota::per_second(burst)).allow_burst(burst)
}

#[cfg(test)]
mod tests {
    use super::*;

    const CLASS: IpAddr = IpAddr::V4(std::net::Ipv4Addr::new(203, 0, 113, 9));

    #[test]
    fn an_account_rests_after_failures_and_others_do_not() {
        let limits = Limits::new(true);
        for _ in 0..=FAILURES_OF_ACCOUNT {
            assert!(limits.may_sign_in("an", Some(CLASS)).is_ok());
            limits.sign_in_failed("an", Some(CLASS));
        }
        assert!(limits.may_sign_in("an", None).is_err(), "from whatever address");
        assert!(limits.may_sign_in("binh", Some(CLASS)).is_ok());
    }

    #[test]
    fn an_address_that_guesses_rests_and_a_class_registers() {
        let limits = Limits::new(true);
        for number in 0..=FAILURES_OF_ADDRESS {
            limits.sign_in_failed(&format!("guess{number}"), Some(CLASS));
        }
        assert!(limits.may_sign_in("binh", Some(CLASS)).is_err());
        assert!((0..80).all(|_| limits.may_register(Some(CLASS)).is_ok()), "two classes of forty");
        assert!((0..1_000).any(|_| limits.may_register(Some(CLASS)).is_err()));
        let none = Limits::new(false);
        assert!((0..1_000).all(|_| none.may_register(Some(CLASS)).is_ok()));
    }
}
