//! Keys that sign credentials: ECDSA over P-256. The private half never leaves this type but to be stored; the public half
//! is served for ever, so that old credentials stay checkable.

use super::crypto;
use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header, Validation};
use ring::rand::SecureRandom;
use ring::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair as _};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

/// Bytes of an uncompressed point of P-256: the form, x and y.
const POINT: usize = 65;

/// What the names of keys for printed codes begin with.
pub const PRINTED: &str = "qr-";

/// Why a key does not serve.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum KeyError {
    /// The source of randomness gave none.
    #[error("there is no randomness for a key")]
    Randomness,
    /// The bytes are no PKCS#8 private key of P-256.
    #[error("the bytes are no private key of P-256")]
    Unreadable,
}

/// A key that signs credentials.
#[derive(Clone)]
pub struct SigningKey {
    /// Its short name (`2026-1`), the end of the address it is served at.
    pub kid: String,
    /// The private key, PKCS#8 in DER. To be stored, and shown to nobody.
    pub pkcs8: Vec<u8>,
    /// The public key: an uncompressed point.
    pub public: Vec<u8>,
}

impl std::fmt::Debug for SigningKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("SigningKey").field("kid", &self.kid).finish_non_exhaustive()
    }
}

impl SigningKey {
    /// Makes a new key.
    ///
    /// # Errors
    /// Where there is no randomness.
    pub fn generate(kid: &str, random: &dyn SecureRandom) -> Result<Self, KeyError> {
        let document =
            EcdsaKeyPair::generate_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, random).map_err(|_| KeyError::Randomness)?;
        Self::load(kid, document.as_ref(), random)
    }

    /// Reads a stored key. Randomness is asked for because every signature takes some.
    ///
    /// # Errors
    /// Where the bytes are no such key.
    pub fn load(kid: &str, pkcs8: &[u8], random: &dyn SecureRandom) -> Result<Self, KeyError> {
        let pair = EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, pkcs8, random)
            .map_err(|_| KeyError::Unreadable)?;
        let public = pair.public_key().as_ref().to_vec();
        if public.len() != POINT {
            return Err(KeyError::Unreadable);
        }
        Ok(Self { kid: kid.to_owned(), pkcs8: pkcs8.to_vec(), public })
    }

    /// Its public half.
    #[must_use]
    pub fn verifying(&self) -> VerifyingKey {
        VerifyingKey { kid: self.kid.clone(), public: self.public.clone() }
    }

    /// The public half as a JWK, as `/keys/{kid}` serves it.
    #[must_use]
    pub fn jwk(&self, base_url: &str) -> Value {
        self.verifying().jwk(base_url)
    }

    /// Signs claims as a compact JWS. Its header says `alg`, `kid` (the address of the JWK) and `typ`, nothing else.
    ///
    /// # Errors
    /// Where the key cannot sign, which one that was loaded can.
    pub fn sign<T: Serialize>(&self, base_url: &str, claims: &T) -> Result<String, jsonwebtoken::errors::Error> {
        crypto::install();
        let mut header = Header::new(Algorithm::ES256);
        header.kid = Some(key_address(base_url, &self.kid));
        jsonwebtoken::encode(&header, claims, &EncodingKey::from_ec_der(&self.pkcs8))
    }
}

/// The public half of a key: all that is kept of one that no longer signs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VerifyingKey {
    /// Its short name.
    pub kid: String,
    /// An uncompressed point.
    pub public: Vec<u8>,
}

impl VerifyingKey {
    /// As a JWK: one object, so that a verifier who follows `kid` finds `kty` at its top. Its `kid` is what signatures
    /// call it: its address in credentials, the short name in printed codes (`qr-…`).
    #[must_use]
    pub fn jwk(&self, base_url: &str) -> Value {
        let name = if self.kid.starts_with(PRINTED) { self.kid.clone() } else { key_address(base_url, &self.kid) };
        let coordinate =
            |range: std::ops::Range<usize>| BASE64_URL_SAFE_NO_PAD.encode(self.public.get(range).unwrap_or_default());
        json!({
            "kty": "EC", "crv": "P-256", "x": coordinate(1..33), "y": coordinate(33..POINT),
            "kid": name, "use": "sig", "alg": "ES256",
        })
    }

    /// For checking signatures made with it.
    #[must_use]
    pub fn decoding(&self) -> DecodingKey {
        crypto::install();
        DecodingKey::from_ec_der(&self.public)
    }
}

/// The claims of a compact JWS that one of the keys signed; none where it is no such thing. Only the name of the key in
/// its header counts, not the address that the server had then.
#[must_use]
pub fn read_signed<T: DeserializeOwned>(token: &str, keys: &[VerifyingKey]) -> Option<T> {
    crypto::install();
    let name = jsonwebtoken::decode_header(token).ok()?.kid?;
    let kid = name.rsplit('/').next()?;
    let key = keys.iter().find(|key| key.kid == kid)?;
    let mut validation = Validation::new(Algorithm::ES256);
    validation.required_spec_claims.clear();
    (validation.validate_exp, validation.validate_aud) = (false, false);
    jsonwebtoken::decode(token, &key.decoding(), &validation).ok().map(|read| read.claims)
}

/// Where a key is served.
#[must_use]
pub fn key_address(base_url: &str, kid: &str) -> String {
    format!("{base_url}/keys/{kid}")
}

/// `/.well-known/jwks.json`: all keys, present and past.
#[must_use]
pub fn jwks(base_url: &str, keys: &[VerifyingKey]) -> Value {
    json!({ "keys": keys.iter().map(|key| key.jwk(base_url)).collect::<Vec<_>>() })
}

/// The `did:web` of a server: a port's colon is escaped, a path's slashes become colons.
#[must_use]
pub fn did_web(base_url: &str) -> String {
    let host = base_url.split_once("://").map_or(base_url, |(_, host)| host);
    format!("did:web:{}", host.trim_end_matches('/').replace(':', "%3A").replace('/', ":"))
}

/// `/.well-known/did.json`: the same keys for those who resolve `did:web`.
#[must_use]
pub fn did_document(base_url: &str, keys: &[VerifyingKey]) -> Value {
    let did = did_web(base_url);
    let names: Vec<String> = keys.iter().map(|key| format!("{did}#{}", key.kid)).collect();
    let methods: Vec<Value> = keys
        .iter()
        .zip(&names)
        .map(|(key, name)| json!({ "id": name, "type": "JsonWebKey", "controller": did, "publicKeyJwk": key.jwk(base_url) }))
        .collect();
    json!({
        "@context": ["https://www.w3.org/ns/did/v1", "https://w3id.org/security/jwk/v1"],
        "id": did,
        "alsoKnownAs": [format!("{base_url}/issuer")],
        "verificationMethod": methods,
        "assertionMethod": names,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use ring::rand::SystemRandom;

    const BASE: &str = "https://hoc.example";

    #[test]
    fn a_key_is_stored_and_read_again() {
        let random = SystemRandom::new();
        let key = SigningKey::generate("2026-1", &random).expect("a key");
        let again = SigningKey::load("2026-1", &key.pkcs8, &random).expect("the same key");
        assert_eq!((again.public.as_slice(), again.jwk(BASE)), (key.public.as_slice(), key.jwk(BASE)));
        assert!(!format!("{key:?}").contains("pkcs8"), "its private half is not printed");
        for bad in [&key.pkcs8[1..], b"", &key.public] {
            assert_eq!(SigningKey::load("x", bad, &random).err(), Some(KeyError::Unreadable));
        }
    }

    #[test]
    fn a_jwk_is_public_and_whole() {
        let key = SigningKey::generate("2026-1", &SystemRandom::new()).expect("a key");
        let jwk = key.jwk(BASE);
        let mut names: Vec<&String> = jwk.as_object().expect("an object").keys().collect();
        names.sort();
        assert_eq!(names, ["alg", "crv", "kid", "kty", "use", "x", "y"]);
        for coordinate in ["x", "y"] {
            let bytes = BASE64_URL_SAFE_NO_PAD.decode(jwk[coordinate].as_str().expect("a text")).expect("base64url");
            assert_eq!(bytes.len(), 32);
        }
        assert_eq!(jwk["kid"], "https://hoc.example/keys/2026-1");
        let printed = SigningKey { kid: "qr-2026".to_owned(), ..key.clone() };
        assert_eq!(printed.jwk(BASE)["kid"], "qr-2026");
        assert_eq!(jwks(BASE, &[key.verifying()]), json!({ "keys": [jwk] }));
    }

    #[test]
    fn the_did_of_a_server_names_every_key() {
        assert_eq!(did_web("https://hoc.example"), "did:web:hoc.example");
        assert_eq!(did_web("http://127.0.0.1:8080/a/"), "did:web:127.0.0.1%3A8080:a");
        let random = SystemRandom::new();
        let keys = ["2026-1", "2027-1"].map(|kid| SigningKey::generate(kid, &random).expect("a key").verifying());
        let document = did_document(BASE, &keys);
        assert_eq!(document["id"], "did:web:hoc.example");
        assert_eq!(document["assertionMethod"], json!(["did:web:hoc.example#2026-1", "did:web:hoc.example#2027-1"]));
        assert_eq!(document["verificationMethod"][1]["publicKeyJwk"], keys[1].jwk(BASE));
        assert_eq!(document["verificationMethod"][1]["type"], "JsonWebKey");
    }
}
