//! The signed code on a printed certificate: an address whose part behind `#` never reaches the server, so that the page at
//! `/v` can check name and number without a network. A key of its own (`qr-…`) signs it.

use super::keys::{KeyError, PRINTED, SigningKey};
use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use jiff::tz::TimeZone;
use ring::rand::SecureRandom;
use ring::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair};
use unicode_normalization::UnicodeNormalization;
use xutra_domain::certificate::Certificate;
use xutra_domain::instant::{DAY, Instant};

/// What is signed begins with this, so that such a signature serves for nothing else.
const DOMAIN: &[u8] = b"BDHAI-QR-v1\0";
/// The first field.
const VERSION: &str = "1";

/// `v|kid|number|name|birth year|course|level|issued|expires`: days since 1970 in the time zone of the site, the last one
/// on which it holds; what is not known is empty. The level is the rule of a capability, else `completion`.
#[must_use]
pub fn payload(certificate: &Certificate, kid: &str, birth_year: Option<u16>, zone: &TimeZone) -> String {
    let statement = &certificate.statement;
    let name = statement.holder.nfc().map(|c| if c == '|' || c.is_control() { ' ' } else { c }).collect::<String>();
    let level = statement.rule.as_deref().unwrap_or(certificate.achievement.word());
    [
        VERSION,
        kid,
        certificate.number.as_str(),
        name.trim(),
        &birth_year.map(|year| year.to_string()).unwrap_or_default(),
        &certificate.course,
        level,
        &day(certificate.issued_at, zone).to_string(),
        &certificate.expires_at.map(|end| day(end.plus(-1), zone).to_string()).unwrap_or_default(),
    ]
    .join("|")
}

/// `ADDRESS#PAYLOAD.SIGNATURE`, both in base64url.
///
/// # Errors
/// Where the key is none for printed codes, or cannot sign.
pub fn signed_address(
    address: &str,
    payload: &str,
    key: &SigningKey,
    random: &dyn SecureRandom,
) -> Result<String, KeyError> {
    if !key.kid.starts_with(PRINTED) {
        return Err(KeyError::Unreadable);
    }
    let pair = EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, &key.pkcs8, random)
        .map_err(|_| KeyError::Unreadable)?;
    let message = [DOMAIN, payload.as_bytes()].concat();
    let signature = pair.sign(random, &message).map_err(|_| KeyError::Randomness)?;
    let [payload, signature] =
        [payload.as_bytes(), signature.as_ref()].map(|bytes| BASE64_URL_SAFE_NO_PAD.encode(bytes));
    Ok(format!("{address}#{payload}.{signature}"))
}

/// Days since 1970-01-01 of the calendar of a time zone.
fn day(instant: Instant, zone: &TimeZone) -> i64 {
    let at = jiff::Timestamp::from_millisecond(instant.0).unwrap_or_default();
    let offset = i64::from(zone.to_offset(at).seconds()) * 1_000;
    instant.plus(offset).0.div_euclid(DAY)
}

#[cfg(test)]
mod tests {
    use super::*;
    use ring::rand::SystemRandom;
    use ring::signature::{ECDSA_P256_SHA256_FIXED, UnparsedPublicKey};
    use xutra_domain::certificate::{Achievement, CertificateNumber, Statement};
    use xutra_domain::ids::AccountId;
    use xutra_domain::language::Localized;

    fn certificate(holder: &str) -> Certificate {
        Certificate {
            number: CertificateNumber::new("TN", 26, 4217),
            account: AccountId(uuid::Uuid::from_u128(1)),
            course: "ai-co-ban".to_owned(),
            achievement: Achievement::Capability,
            statement: Statement {
                holder: holder.to_owned(),
                course_title: Localized::new("AI cơ bản".to_owned()),
                issuer: "Ban Chỉ đạo".to_owned(),
                rule: Some("R1@2026-12".to_owned()),
                score: Some(27),
                questions: Some(30),
                pass: Some(24),
            },
            // The 5th of March in Viet Nam, still the 4th in UTC.
            issued_at: Instant::parse_rfc3339("2027-03-04T17:00:00Z").expect("an instant"),
            expires_at: Some(Instant::parse_rfc3339("2029-03-04T17:00:00Z").expect("an instant")),
            status_index: 0,
            subject: uuid::Uuid::from_u128(2),
            revoked: None,
        }
    }

    #[test]
    fn a_payload_has_nine_fields_whatever_the_name() {
        let zone = TimeZone::get("Asia/Ho_Chi_Minh").expect("a zone");
        assert_eq!(
            payload(&certificate("Nguyễn Thị Ẵm"), "qr-2026", Some(1970), &zone),
            "1|qr-2026|TN26-0004217-T|Nguyễn Thị Ẵm|1970|ai-co-ban|R1@2026-12|20882|21612"
        );
        let odd = payload(&certificate("A|B\n"), "qr-2026", None, &TimeZone::UTC);
        assert_eq!(odd, "1|qr-2026|TN26-0004217-T|A B||ai-co-ban|R1@2026-12|20881|21612");
    }

    #[test]
    fn a_code_is_signed_for_its_own_purpose_and_fits_a_small_picture() {
        let random = SystemRandom::new();
        let key = SigningKey::generate("qr-2026", &random).expect("a key");
        let payload = payload(&certificate("Nguyễn Thị Ngọc Ánh Vỹ Ẵm"), "qr-2026", None, &TimeZone::UTC);
        let code = signed_address("https://hoc.thainguyen.gov.vn/v", &payload, &key, &random).expect("a code");
        assert!(code.len() < 300, "{}", code.len());
        let (_, fragment) = code.split_once('#').expect("a fragment");
        let (body, signature) = fragment.split_once('.').expect("a signature");
        let [body, signature] = [body, signature].map(|part| BASE64_URL_SAFE_NO_PAD.decode(part).expect("base64url"));
        assert_eq!((body.as_slice(), signature.len()), (payload.as_bytes(), 64));
        let public = UnparsedPublicKey::new(&ECDSA_P256_SHA256_FIXED, &key.public);
        assert!(public.verify(&[DOMAIN, &body].concat(), &signature).is_ok());
        assert!(public.verify(&body, &signature).is_err(), "without the domain it says nothing");
        let other = SigningKey { kid: "2026-1".to_owned(), ..key };
        assert_eq!(signed_address("x", &payload, &other, &random), Err(KeyError::Unreadable));
    }
}
