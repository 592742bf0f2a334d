//! The signed token that names a session: 15 minutes for programs, as long as the session may idle for browsers' cookies.
//! It grants nothing by itself: the session it names must still stand in the database.

use super::crypto;
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header, Validation};
use ring::hmac;
use serde::{Deserialize, Serialize};
use uuid::Uuid;
use xutra_domain::ids::{AccountId, SessionId};
use xutra_domain::instant::{DAY, Instant, MINUTE, SECOND};

/// How long a program's access token holds.
pub const ACCESS_LIFE: i64 = 15 * MINUTE;
/// A session that nobody used for so long has ended.
pub const IDLE_LIMIT: i64 = 30 * DAY;
/// On a phone that several people share, a session that nobody used for so long has ended.
pub const SHARED_IDLE_LIMIT: i64 = 10 * MINUTE;
/// A session ends after so long in any case.
pub const ABSOLUTE_LIMIT: i64 = 180 * DAY;
/// A browser's cookie is made anew when it is older than this.
pub const COOKIE_RENEWAL: i64 = DAY;

/// What a token is for; one kind is never taken for another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Purpose {
    /// `Authorization: Bearer`.
    Access,
    /// The cookie.
    Browser,
}

/// What a good token says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Claims {
    /// The session.
    pub session: SessionId,
    /// Whose it is.
    pub account: AccountId,
    /// When it was made.
    pub issued: Instant,
}

/// Times are seconds and must be whole numbers: a text, a fraction or a missing field makes the token worthless.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Payload {
    iss: String,
    aud: Purpose,
    sid: Uuid,
    sub: Uuid,
    iat: i64,
    exp: i64,
}

const ISSUER: &str = "xutra";

/// Makes and reads tokens, with a key that all servers share.
pub struct Tokens {
    encoding: EncodingKey,
    decoding: DecodingKey,
    refresh: hmac::Key,
}

impl Tokens {
    /// With a secret of at least 32 random bytes.
    #[must_use]
    pub fn new(secret: &[u8]) -> Self {
        crypto::install();
        Self {
            encoding: EncodingKey::from_secret(secret),
            decoding: DecodingKey::from_secret(secret),
            refresh: hmac::Key::new(hmac::HMAC_SHA256, secret),
        }
    }

    /// A token for a session.
    ///
    /// # Errors
    /// Where signing fails, which a good key does not let happen.
    pub fn issue(&self, purpose: Purpose, claims: &Claims) -> Result<String, jsonwebtoken::errors::Error> {
        let life = match purpose {
            Purpose::Access => ACCESS_LIFE,
            Purpose::Browser => IDLE_LIMIT,
        };
        let payload = Payload {
            iss: ISSUER.into(),
            aud: purpose,
            sid: claims.session.0,
            sub: claims.account.0,
            iat: claims.issued.0.div_euclid(SECOND),
            exp: claims.issued.plus(life).0.div_euclid(SECOND),
        };
        jsonwebtoken::encode(&Header::new(Algorithm::HS256), &payload, &self.encoding)
    }

    /// Reads a token of that purpose; none where anything about it is not as it should be.
    #[must_use]
    pub fn read(&self, purpose: Purpose, token: &str, now: Instant) -> Option<Claims> {
        if token.len() > 1_024 {
            return None;
        }
        let mut validation = Validation::new(Algorithm::HS256);
        // Times are compared below with the clock that is handed in.
        validation.validate_exp = false;
        validation.validate_aud = false;
        validation.required_spec_claims.clear();
        let payload = jsonwebtoken::decode::<Payload>(token, &self.decoding, &validation).ok()?.claims;
        let now = now.0.div_euclid(SECOND);
        let holds = payload.iss == ISSUER && payload.aud == purpose && payload.iat <= now + 60 && now < payload.exp;
        holds.then(|| Claims {
            session: SessionId(payload.sid),
            account: AccountId(payload.sub),
            issued: Instant(payload.iat.saturating_mul(SECOND)),
        })
    }

    /// The refresh token of a session and a random part: `SESSION.RANDOM.MAC`. The MAC keeps guesses away from the database.
    #[must_use]
    pub fn refresh_token(&self, session: SessionId, random: [u8; 24]) -> String {
        use base64::Engine as _;
        let body = format!("{}.{}", session.0.simple(), base64::prelude::BASE64_URL_SAFE_NO_PAD.encode(random));
        let mac = hmac::sign(&self.refresh, format!("refresh:{body}").as_bytes());
        format!("{body}.{}", base64::prelude::BASE64_URL_SAFE_NO_PAD.encode(&mac.as_ref()[..16]))
    }

    /// The session that a refresh token names; none where it was not made here.
    #[must_use]
    pub fn session_of_refresh(&self, token: &str) -> Option<SessionId> {
        use base64::Engine as _;
        let (body, mac) = token.rsplit_once('.')?;
        let expected = hmac::sign(&self.refresh, format!("refresh:{body}").as_bytes());
        let given = base64::prelude::BASE64_URL_SAFE_NO_PAD.decode(mac).ok()?;
        let same: bool = subtle::ConstantTimeEq::ct_eq(&expected.as_ref()[..16], given.as_slice()).into();
        same.then(|| Uuid::try_parse(body.split('.').next()?).ok().map(SessionId)).flatten()
    }
}

/// What is stored of a secret that is handed out: its SHA-256 in hex. The secrets are random, so no salt is needed.
#[must_use]
pub fn stored_hash(secret: &str) -> String {
    use std::fmt::Write as _;
    ring::digest::digest(&ring::digest::SHA256, secret.as_bytes()).as_ref().iter().fold(
        String::new(),
        |mut hex, byte| {
            let _ = write!(hex, "{byte:02x}");
            hex
        },
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    const NOW: Instant = Instant(1_800_000_000_000);

    fn claims() -> Claims {
        Claims { session: SessionId(Uuid::from_u128(1)), account: AccountId(Uuid::from_u128(2)), issued: NOW }
    }

    #[test]
    fn a_token_serves_its_purpose_until_its_time() {
        let tokens = Tokens::new(&[7; 32]);
        let token = tokens.issue(Purpose::Access, &claims()).expect("a token");
        assert_eq!(tokens.read(Purpose::Access, &token, NOW), Some(claims()));
        assert_eq!(tokens.read(Purpose::Access, &token, NOW.plus(ACCESS_LIFE - SECOND)), Some(claims()));
        assert_eq!(tokens.read(Purpose::Access, &token, NOW.plus(ACCESS_LIFE)), None);
        assert_eq!(tokens.read(Purpose::Browser, &token, NOW), None, "an access token is no cookie");
        assert_eq!(Tokens::new(&[8; 32]).read(Purpose::Access, &token, NOW), None, "another key");
    }

    #[test]
    fn forged_tokens_are_worthless() {
        let tokens = Tokens::new(&[7; 32]);
        let second = NOW.0 / SECOND;
        let good = json!({"iss": "xutra", "aud": "access", "sid": Uuid::from_u128(1), "sub": Uuid::from_u128(2),
            "iat": second, "exp": second + 60});
        let sign = |payload: &serde_json::Value| {
            jsonwebtoken::encode(&Header::new(Algorithm::HS256), payload, &EncodingKey::from_secret(&[7; 32]))
                .expect("signed")
        };
        assert!(tokens.read(Purpose::Access, &sign(&good), NOW).is_some());
        for (field, value) in [
            ("exp", json!(second - 1)),
            ("exp", json!("2099-01-01")),
            ("exp", json!(-1)),
            ("exp", json!(1e300)),
            ("exp", json!(null)),
            ("iat", json!(second + 3_600)),
            ("iat", json!("now")),
            ("iss", json!("evil")),
            ("aud", json!("reset")),
            ("sid", json!("x")),
            ("admin", json!(true)),
        ] {
            let mut bad = good.clone();
            bad[field] = value.clone();
            assert_eq!(tokens.read(Purpose::Access, &sign(&bad), NOW), None, "{field} = {value}");
        }
        let token = sign(&good);
        let unsigned = format!("eyJhbGciOiJub25lIn0.{}.", token.split('.').nth(1).expect("a payload"));
        for bad in [unsigned.as_str(), "", "a.b.c", &"x".repeat(4_096), &token[..token.len() - 2]] {
            assert_eq!(tokens.read(Purpose::Access, bad, NOW), None);
        }
    }

    #[test]
    fn a_refresh_token_names_its_session_and_cannot_be_made_up() {
        let tokens = Tokens::new(&[7; 32]);
        let token = tokens.refresh_token(SessionId(Uuid::from_u128(9)), [3; 24]);
        assert_eq!(tokens.session_of_refresh(&token), Some(SessionId(Uuid::from_u128(9))));
        let other = token.replacen("0", "1", 1);
        for bad in [other.as_str(), "", "a", "a.b", "a.b.c"] {
            assert_eq!(tokens.session_of_refresh(bad), None, "{bad}");
        }
    }
}
