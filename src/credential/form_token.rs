//! The token in every form, for the browsers that send neither `Origin` nor `Sec-Fetch-Site`: a MAC over what the browser
//! is known by (its session, or a random cookie before the sign-in).

use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use ring::hmac;

/// Makes and checks form tokens.
pub struct FormTokens(hmac::Key);

impl FormTokens {
    /// With a secret that all servers share.
    #[must_use]
    pub fn new(secret: &[u8]) -> Self {
        Self(hmac::Key::new(hmac::HMAC_SHA256, secret))
    }

    /// The token for a browser known by `binding`.
    #[must_use]
    pub fn make(&self, binding: &str) -> String {
        BASE64_URL_SAFE_NO_PAD.encode(hmac::sign(&self.0, format!("form:{binding}").as_bytes()).as_ref())
    }

    /// Whether the token was made for that browser.
    #[must_use]
    pub fn fits(&self, binding: &str, token: &str) -> bool {
        BASE64_URL_SAFE_NO_PAD
            .decode(token)
            .is_ok_and(|mac| hmac::verify(&self.0, format!("form:{binding}").as_bytes(), &mac).is_ok())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_fits_its_own_browser_alone() {
        let tokens = FormTokens::new(&[1; 32]);
        let token = tokens.make("session-a");
        assert!(tokens.fits("session-a", &token));
        assert!(!tokens.fits("session-b", &token) && !tokens.fits("session-a", "") && !tokens.fits("session-a", "x"));
        assert!(!FormTokens::new(&[2; 32]).fits("session-a", &token));
    }
}
