//! Passwords: which are taken, and argon2id in a few threads of its own behind a bounded queue, so that a rush of sign-ins
//! answers 503 and page views stay fast.

use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use argon2::{Algorithm, Argon2, Params, Version};
use std::sync::mpsc::{Receiver, SyncSender, TrySendError, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};
use tokio::sync::oneshot;
use unicode_normalization::UnicodeNormalization;

/// How many may wait for a thread.
const QUEUE: usize = 256;
/// Longest password, in characters.
pub const LONGEST: usize = 128;
/// Shortest password, in characters (ASVS 5.0, 6.2.1).
pub const SHORTEST: usize = 8;
/// OWASP's parameters for argon2id: 19 MiB, 2 passes, 1 lane.
const MEMORY_KIB: u32 = 19_456;
const PASSES: u32 = 2;
/// The hash of a random password that nobody knows, with the parameters above: what a sign-in into an account that does
/// not exist is compared with, so that it takes as long.
const DECOY: &str = "$argon2id$v=19$m=19456,t=2,p=1$iKJrTslqyb2w8eds7gm86Q$zitpCHSwXN2b2SrMR8qGMOKriYkqd4zX/Xka2TbIbRY";

/// The queue is full, or the pool has ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("too many passwords wait to be checked")]
pub struct HasherBusy;

type Job = Box<dyn FnOnce(&Argon2<'_>) + Send>;

/// The pool.
#[derive(Clone)]
pub struct Hasher {
    queue: SyncSender<Job>,
}

impl Hasher {
    /// Starts `lanes` threads.
    ///
    /// # Errors
    /// Where a thread cannot be started.
    pub fn start(lanes: usize) -> std::io::Result<Self> {
        let (queue, jobs) = sync_channel::<Job>(QUEUE);
        let jobs = Arc::new(Mutex::new(jobs));
        for lane in 0..lanes.max(1) {
            let jobs = Arc::clone(&jobs);
            std::thread::Builder::new().name(format!("argon2-{lane}")).spawn(move || work(&jobs))?;
        }
        Ok(Self { queue })
    }

    /// Hashes a password into a PHC string.
    ///
    /// # Errors
    /// Where the queue is full.
    pub async fn hash(&self, password: &str) -> Result<String, HasherBusy> {
        let password = canonical(password);
        self.run(move |argon2| hash(argon2, &password)).await?.map_err(|_| HasherBusy)
    }

    /// Whether the password fits the hash. Without a hash (no such account) the same time is spent, and the answer is no.
    ///
    /// # Errors
    /// Where the queue is full.
    pub async fn verify(&self, password: &str, stored: Option<&str>) -> Result<bool, HasherBusy> {
        let password = canonical(password);
        let known = stored.is_some();
        let stored = stored.unwrap_or(DECOY).to_owned();
        self.run(move |argon2| {
            PasswordHash::new(&stored).is_ok_and(|hash| argon2.verify_password(password.as_bytes(), &hash).is_ok())
                && known
        })
        .await
    }

    async fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Argon2<'_>) -> T + Send + 'static,
    ) -> Result<T, HasherBusy> {
        let (answer, answered) = oneshot::channel();
        let job: Job = Box::new(move |argon2| {
            // Nobody may be waiting any more; that is no fault.
            drop(answer.send(work(argon2)));
        });
        self.queue.try_send(job).map_err(|(TrySendError::Full(_) | TrySendError::Disconnected(_))| HasherBusy)?;
        answered.await.map_err(|_| HasherBusy)
    }
}

fn work(jobs: &Mutex<Receiver<Job>>) {
    let argon2 = argon2();
    loop {
        let job = jobs.lock().unwrap_or_else(PoisonError::into_inner).recv();
        match job {
            Ok(job) => job(&argon2),
            Err(_) => return,
        }
    }
}

fn argon2() -> Argon2<'static> {
    let params = Params::new(MEMORY_KIB, PASSES, 1, None).unwrap_or_default();
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
}

fn hash(argon2: &Argon2<'_>, password: &str) -> Result<String, argon2::password_hash::Error> {
    argon2.hash_password(password.as_bytes()).map(|hash| hash.to_string())
}

/// The same password however a keyboard composes its accents.
fn canonical(password: &str) -> String {
    password.nfc().collect()
}

/// What is wrong with a new password; the end of a message key. No rule on kinds of characters, no expiry; what is easily
/// guessed is refused by zxcvbn, which knows the common lists and takes the person's own words into account.
///
/// # Errors
/// `password-short`, `password-long`, `password-common`.
pub fn check(password: &str, own_words: &[&str]) -> Result<(), &'static str> {
    match canonical(password).chars().count() {
        0..SHORTEST => return Err("password-short"),
        SHORTEST..=LONGEST => {}
        _ => return Err("password-long"),
    }
    let mut words = vec!["binhdanhoc", "binhdanhocai", "bình dân học", "xutra", "thainguyen", "matkhau"];
    words.extend_from_slice(own_words);
    let guesses = zxcvbn::zxcvbn(password, &words).guesses_log10();
    if guesses < 5.0 { Err("password-common") } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn guessable_passwords_are_refused_and_long_ones_taken() {
        for bad in ["1234567", "12345678", "password1", "binhdanhoc", "matkhau123", "nguyenvan.a1", "qwertyuiop"] {
            assert!(check(bad, &["nguyenvan.a1"]).is_err(), "{bad}");
        }
        let long = "cái nón lá ".repeat(11);
        for good in ["che-Tan-Cuong-9x", "ngựa đúng pin ghim", &"kq7-".repeat(16), &long] {
            assert_eq!(check(good, &[]), Ok(()), "{good}");
        }
        assert_eq!(check(&"x7".repeat(65), &[]), Err("password-long"));
    }

    #[tokio::test]
    async fn a_hash_is_argon2id_and_fits_however_the_accents_are_composed() {
        let hasher = Hasher::start(1).expect("threads");
        let hash = hasher.hash("Trà Tân Cương").await.expect("a hash");
        assert!(hash.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{hash}");
        let decomposed: String = "Trà Tân Cương".nfd().collect();
        assert_eq!(hasher.verify(&decomposed, Some(&hash)).await, Ok(true));
        assert_eq!(hasher.verify("trà tân cương", Some(&hash)).await, Ok(false));
        assert_eq!(hasher.verify("Trà Tân Cương", None).await, Ok(false));
        assert!(DECOY.starts_with("$argon2id$v=19$m=19456,t=2,p=1$") && PasswordHash::new(DECOY).is_ok());
    }
}
