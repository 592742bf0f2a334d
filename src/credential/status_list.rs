//! The list of revoked certificates: one bit for each, signed and open to all (Bitstring Status List). A list says nothing
//! of persons; places in it are drawn at random.

use super::keys::SigningKey;
use super::open_badge::{IssuerFacts, numeric_date, plain_instant};
use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use flate2::{Compression, GzBuilder};
use serde_json::{Value, json};
use std::io::{self, Write as _};
use xutra_domain::instant::Instant;

/// Bits in a list: the fewest that the standard allows, so that one bit hides among many.
pub const LIST_LENGTH: u32 = 131_072;

/// Why a list was not made.
#[derive(Debug, thiserror::Error)]
pub enum ListError {
    /// The bits cannot be packed.
    #[error("the bits of a status list cannot be packed")]
    Pack(#[source] io::Error),
    /// The list cannot be signed.
    #[error("a status list cannot be signed")]
    Sign(#[source] jsonwebtoken::errors::Error),
}

/// Where a status index stands: the number of its list, from 1, and its place in it.
#[must_use]
pub fn place(status_index: u32) -> (u32, u32) {
    (status_index / LIST_LENGTH + 1, status_index % LIST_LENGTH)
}

/// Where a list is served.
#[must_use]
pub fn list_address(base_url: &str, list: u32) -> String {
    format!("{base_url}/status/{list}")
}

/// The bits of a list, `u` + base64url of their gzip; place 0 is the left-most bit. Places behind the end are left out.
///
/// # Errors
/// Where they cannot be packed.
pub fn encoded_list(revoked: &[u32]) -> Result<String, ListError> {
    let mut bits = vec![0_u8; LIST_LENGTH as usize / 8];
    for place in revoked {
        if let Some(byte) = bits.get_mut(*place as usize / 8) {
            *byte |= 1 << (7 - place % 8);
        }
    }
    // No time stamp: the same bits always give the same text.
    let mut packed = GzBuilder::new().mtime(0).write(Vec::new(), Compression::best());
    packed.write_all(&bits).map_err(ListError::Pack)?;
    Ok(format!("u{}", BASE64_URL_SAFE_NO_PAD.encode(packed.finish().map_err(ListError::Pack)?)))
}

/// The credential of list number `list`, with the places in it that are revoked. `ttl` is in milliseconds and goes with the
/// `Cache-Control` it is served under.
///
/// # Errors
/// Where the bits cannot be packed.
pub fn status_list_credential(
    issuer: IssuerFacts<'_>,
    list: u32,
    revoked: &[u32],
    now: Instant,
    ttl: i64,
) -> Result<Value, ListError> {
    let address = list_address(issuer.base_url, list);
    Ok(json!({
        "@context": ["https://www.w3.org/ns/credentials/v2"],
        "id": address,
        "type": ["VerifiableCredential", "BitstringStatusListCredential"],
        "issuer": issuer.id(),
        "validFrom": plain_instant(now),
        "credentialSubject": {
            "id": format!("{address}#list"),
            "type": "BitstringStatusList",
            "statusPurpose": "revocation",
            "encodedList": encoded_list(revoked)?,
            "ttl": ttl,
        },
    }))
}

/// The same, signed as `/status/{n}` serves it.
///
/// # Errors
/// Where it cannot be packed or signed.
pub fn sign_status_list(
    issuer: IssuerFacts<'_>,
    list: u32,
    revoked: &[u32],
    now: Instant,
    ttl: i64,
    key: &SigningKey,
) -> Result<String, ListError> {
    let mut claims = status_list_credential(issuer, list, revoked, now, ttl)?;
    claims["iss"] = claims["issuer"].clone();
    claims["jti"] = claims["id"].clone();
    claims["sub"] = claims["credentialSubject"]["id"].clone();
    claims["nbf"] = numeric_date(now).into();
    key.sign(issuer.base_url, &claims).map_err(ListError::Sign)
}

#[cfg(test)]
mod tests {
    use super::*;
    use flate2::read::GzDecoder;
    use ring::rand::SystemRandom;
    use std::io::Read as _;

    const ISSUER: IssuerFacts<'_> = IssuerFacts { base_url: "https://hoc.example", name: "Ban Chỉ đạo" };
    const NOW: Instant = Instant(1_800_000_000_123);

    fn bits(encoded: &str) -> Vec<u8> {
        let packed = BASE64_URL_SAFE_NO_PAD.decode(encoded.strip_prefix('u').expect("multibase")).expect("base64url");
        let mut bits = Vec::new();
        GzDecoder::new(packed.as_slice()).read_to_end(&mut bits).expect("gzip");
        bits
    }

    #[test]
    fn an_index_has_one_place_in_one_list() {
        assert_eq!([0, 131_071, 131_072, 700_000].map(place), [(1, 0), (1, 131_071), (2, 0), (6, 44_640)]);
    }

    #[test]
    fn the_first_bit_is_the_left_most_one() {
        let bits = bits(&encoded_list(&[0, 9, 4_217, 131_071, 131_072]).expect("a list"));
        assert_eq!(bits.len(), 16_384);
        assert_eq!((bits[0], bits[1], bits[527], bits[16_383]), (0b1000_0000, 0b0100_0000, 0b0100_0000, 1));
        assert_eq!(bits.iter().map(|byte| byte.count_ones()).sum::<u32>(), 4, "nothing behind the end");
    }

    #[test]
    fn a_list_is_a_signed_credential_of_the_issuer() {
        let key = SigningKey::generate("2026-1", &SystemRandom::new()).expect("a key");
        let token = sign_status_list(ISSUER, 2, &[5], NOW, 60_000, &key).expect("a token");
        let mut validation = jsonwebtoken::Validation::new(jsonwebtoken::Algorithm::ES256);
        validation.required_spec_claims.clear();
        let list =
            jsonwebtoken::decode::<Value>(&token, &key.verifying().decoding(), &validation).expect("good").claims;
        assert_eq!((&list["id"], &list["jti"]), (&json!("https://hoc.example/status/2"), &list["id"]));
        assert_eq!((&list["iss"], &list["issuer"]), (&json!("https://hoc.example/issuer"), &list["iss"]));
        assert_eq!(list["type"], json!(["VerifiableCredential", "BitstringStatusListCredential"]));
        assert_eq!(list["validFrom"], "2027-01-15T08:00:00Z");
        let subject = &list["credentialSubject"];
        assert_eq!(
            (&subject["type"], &subject["statusPurpose"]),
            (&json!("BitstringStatusList"), &json!("revocation"))
        );
        assert_eq!(bits(subject["encodedList"].as_str().expect("a text"))[0], 0b0000_0100);
    }
}
