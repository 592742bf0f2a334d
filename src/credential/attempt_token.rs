//! The token of one attempt: it lets answers of that attempt be saved and handed in after the sign-in has run out, and
//! opens nothing else. A MAC over the attempt, its account, and the session in which it was given.

use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use ring::hmac;
use uuid::Uuid;
use xutra_domain::ids::{AccountId, AttemptId, SessionId};

/// Makes and reads attempt tokens.
pub struct AttemptTokens(hmac::Key);

impl AttemptTokens {
    /// With a secret that all servers share.
    #[must_use]
    pub fn new(secret: &[u8]) -> Self {
        Self(hmac::Key::new(hmac::HMAC_SHA256, secret))
    }

    /// The token of an attempt, given in a session of its account.
    #[must_use]
    pub fn make(&self, attempt: AttemptId, account: AccountId, session: SessionId) -> String {
        let mac = hmac::sign(&self.0, &message(attempt, account, session));
        let token = [account.0.as_bytes(), &session.0.as_bytes()[..], mac.as_ref()].concat();
        BASE64_URL_SAFE_NO_PAD.encode(token)
    }

    /// Whose attempt it is, and in which session the token was given; none where it was not made here for that attempt.
    #[must_use]
    pub fn read(&self, attempt: AttemptId, token: &str) -> Option<(AccountId, SessionId)> {
        let token = BASE64_URL_SAFE_NO_PAD.decode(token).ok()?;
        let (ids, mac) = token.split_at_checked(32)?;
        let (account, session) = ids.split_at(16);
        let account = AccountId(Uuid::from_slice(account).ok()?);
        let session = SessionId(Uuid::from_slice(session).ok()?);
        hmac::verify(&self.0, &message(attempt, account, session), mac).ok()?;
        Some((account, session))
    }
}

/// Begins with a word of its own: the secret signs form tokens as well.
fn message(attempt: AttemptId, account: AccountId, session: SessionId) -> Vec<u8> {
    [b"attempt:", &attempt.0.as_bytes()[..], account.0.as_bytes(), session.0.as_bytes()].concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_opens_its_own_attempt_alone() {
        let id = Uuid::from_u128;
        let tokens = AttemptTokens::new(&[1; 32]);
        let (attempt, account, session) = (AttemptId(id(1)), AccountId(id(2)), SessionId(id(3)));
        let token = tokens.make(attempt, account, session);
        assert_eq!(tokens.read(attempt, &token), Some((account, session)));
        assert_eq!(tokens.read(AttemptId(id(4)), &token), None);
        assert_eq!(AttemptTokens::new(&[2; 32]).read(attempt, &token), None);
        for at in 0..token.len() {
            let mut forged = token.clone().into_bytes();
            forged[at] = if forged[at] == b'A' { b'B' } else { b'A' };
            let forged = String::from_utf8(forged).unwrap();
            assert!(forged == token || tokens.read(attempt, &forged).is_none(), "{at}");
        }
        for broken in ["", "x", "AAAA", &token[..20], &"A".repeat(10_000)] {
            assert_eq!(tokens.read(attempt, broken), None);
        }
    }
}
