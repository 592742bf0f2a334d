//! The token in the link that stops mails: it takes back what its person agreed to, and opens nothing else. A MAC over the
//! account and the purposes; it never runs out, as a mail may be read years later.

use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use ring::hmac;
use uuid::Uuid;
use xutra_domain::ids::AccountId;
use xutra_domain::personal_data::Purpose;

/// Makes and reads them.
pub struct StopTokens(hmac::Key);

impl StopTokens {
    /// With a secret that all servers share.
    #[must_use]
    pub fn new(secret: &[u8]) -> Self {
        Self(hmac::Key::new(hmac::HMAC_SHA256, secret))
    }

    /// The token by which a person stops mails of these purposes.
    #[must_use]
    pub fn make(&self, account: AccountId, purposes: &[Purpose]) -> String {
        let told = [account.0.as_bytes(), &[bits(purposes)][..]].concat();
        let mac = hmac::sign(&self.0, &message(&told));
        BASE64_URL_SAFE_NO_PAD.encode([&told, mac.as_ref()].concat())
    }

    /// Who stops what; none where it was not made here.
    #[must_use]
    pub fn read(&self, token: &str) -> Option<(AccountId, Vec<Purpose>)> {
        let token = BASE64_URL_SAFE_NO_PAD.decode(token).ok()?;
        let (told, mac) = token.split_at_checked(17)?;
        hmac::verify(&self.0, &message(told), mac).ok()?;
        let account = AccountId(Uuid::from_slice(&told[..16]).ok()?);
        Some((account, Purpose::ALL.into_iter().filter(|purpose| told[16] & bit(*purpose) != 0).collect()))
    }
}

/// Begins with a word of its own: the secret signs form tokens as well.
fn message(told: &[u8]) -> Vec<u8> {
    [b"mail-stop:", told].concat()
}

/// Stands in mails that were sent: it never changes.
fn bit(purpose: Purpose) -> u8 {
    match purpose {
        Purpose::Reminders => 1,
        Purpose::Improvement => 2,
        Purpose::WeeklyFigures => 4,
    }
}

fn bits(purposes: &[Purpose]) -> u8 {
    purposes.iter().fold(0, |bits, purpose| bits | bit(*purpose))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_stops_its_own_purposes_of_its_own_person_alone() {
        let (tokens, an) = (StopTokens::new(&[1; 32]), AccountId(Uuid::from_u128(7)));
        for purposes in [vec![Purpose::Reminders], vec![Purpose::Reminders, Purpose::WeeklyFigures], Vec::new()] {
            assert_eq!(tokens.read(&tokens.make(an, &purposes)), Some((an, purposes)));
        }
        let token = tokens.make(an, &[Purpose::Reminders]);
        assert_eq!(StopTokens::new(&[2; 32]).read(&token), None);
        for at in 0..token.len() {
            let mut forged = token.clone().into_bytes();
            forged[at] = if forged[at] == b'A' { b'B' } else { b'A' };
            let forged = String::from_utf8(forged).expect("letters");
            assert!(forged == token || tokens.read(&forged).is_none(), "{at}");
        }
        for broken in ["", "x", "AAAA", &token[..22], &"A".repeat(10_000)] {
            assert_eq!(tokens.read(broken), None);
        }
    }
}
