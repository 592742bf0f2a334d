//! What a badge says, and that nobody else can say it. `XUTRA_TEST_BADGES=DIR` keeps tokens for other verifiers.

use super::super::keys::{did_document, jwks};
use super::super::status_list::sign_status_list;
use super::*;
use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use jsonwebtoken::{Algorithm, DecodingKey, Validation};
use ring::rand::SystemRandom;
use xutra_domain::certificate::{CertificateNumber, Statement};
use xutra_domain::ids::AccountId;
use xutra_domain::language::Localized;

const ISSUER: IssuerFacts<'_> =
    IssuerFacts { base_url: "https://hoc.example", name: "Ban Chỉ đạo Bình dân học AI tỉnh Thái Nguyên" };

fn certificate(achievement: Achievement) -> Certificate {
    let capability = achievement == Achievement::Capability;
    Certificate {
        number: CertificateNumber::new("TN", 26, 4217),
        account: AccountId(uuid::Uuid::from_u128(1)),
        course: "ai-co-ban".to_owned(),
        achievement,
        statement: Statement {
            holder: "Nguyễn Thị Ngọc Ánh Vỹ Ẵm".to_owned(),
            course_title: Localized::new("AI cơ bản".to_owned()),
            issuer: ISSUER.name.to_owned(),
            rule: capability.then(|| "R1@2026-12".to_owned()),
            score: capability.then_some(27),
            questions: capability.then_some(30),
            pass: capability.then_some(24),
        },
        issued_at: Instant::parse_rfc3339("2026-03-05T02:03:04.567Z").expect("an instant"),
        expires_at: capability.then(|| Instant::parse_rfc3339("2099-03-05T02:03:04.567Z").expect("an instant")),
        status_index: 131_072 + 4_217,
        subject: uuid::Uuid::from_u128(0x0123_4567_89ab_4def_8123_4567_89ab_cdef),
        revoked: None,
    }
}

fn words(certificate: &Certificate) -> BadgeWords {
    let source = include_str!("../../../locales/vi/paper.ftl").to_owned();
    let mut bundle = fluent_bundle::FluentBundle::new(vec!["vi".parse().expect("a language")]);
    bundle.add_resource(fluent_bundle::FluentResource::try_new(source).expect("a locale")).expect("no key twice");
    bundle.set_use_isolating(false);
    BadgeWords::collect(&AchievementFacts::of(certificate, "vi"), "vi", |key, arguments| {
        let message = bundle.get_message(key).and_then(|message| message.value()).unwrap_or_else(|| panic!("{key}"));
        let arguments: fluent_bundle::FluentArgs<'_> = arguments.iter().copied().collect();
        bundle.format_pattern(message, Some(&arguments), &mut Vec::new()).into_owned()
    })
}

fn key() -> SigningKey {
    SigningKey::generate("2026-1", &SystemRandom::new()).expect("a key")
}

fn signed(certificate: &Certificate, key: &SigningKey) -> String {
    sign(certificate, ISSUER, &words(certificate), key).expect("a token")
}

fn read(token: &str, key: &DecodingKey) -> Result<Value, jsonwebtoken::errors::Error> {
    let mut validation = Validation::new(Algorithm::ES256);
    validation.required_spec_claims = ["iss", "sub", "nbf"].map(str::to_owned).into();
    validation.validate_nbf = true;
    jsonwebtoken::decode::<Value>(token, key, &validation).map(|data| data.claims)
}

fn part(token: &str, index: usize) -> Value {
    let part = token.split('.').nth(index).expect("a part");
    serde_json::from_slice(&BASE64_URL_SAFE_NO_PAD.decode(part).expect("base64url")).expect("JSON")
}

#[test]
fn a_token_is_the_credential_and_the_claims_that_repeat_it() {
    let key = key();
    for kind in [Achievement::Completion, Achievement::Capability] {
        let certificate = certificate(kind);
        let token = signed(&certificate, &key);
        let header = part(&token, 0);
        assert_eq!(header, json!({ "alg": "ES256", "kid": "https://hoc.example/keys/2026-1", "typ": "JWT" }));
        let mut claims = read(&token, &key.verifying().decoding()).expect("a good token");
        let map = claims.as_object_mut().expect("an object");
        assert_eq!(map.remove("iss"), Some(json!("https://hoc.example/issuer")));
        assert_eq!(map.remove("jti"), Some(json!("https://hoc.example/credentials/TN26-0004217-T")));
        assert_eq!(map.remove("sub"), Some(json!("urn:uuid:01234567-89ab-4def-8123-456789abcdef")));
        assert_eq!(map.remove("nbf"), Some(json!(1_772_676_184)));
        assert_eq!(map.remove("exp").is_some(), kind == Achievement::Capability);
        assert!(!map.contains_key("vc"));
        assert_eq!(claims, credential(&certificate, ISSUER, &words(&certificate)));
    }
}

#[test]
fn a_token_that_was_touched_is_refused() {
    let key = key();
    let token = signed(&certificate(Achievement::Capability), &key);
    let parts: Vec<&str> = token.split('.').collect();
    let mut payload = part(&token, 1);
    payload["credentialSubject"]["result"][0]["value"] = json!("30");
    let forged = BASE64_URL_SAFE_NO_PAD.encode(payload.to_string());
    let other = SigningKey::generate("2026-1", &SystemRandom::new()).expect("a key");
    let good = key.verifying().decoding();
    assert!(read(&format!("{}.{forged}.{}", parts[0], parts[2]), &good).is_err());
    assert!(read(&format!("{}.{}.{}", parts[0], parts[1], &parts[2][..80]), &good).is_err());
    assert!(read(&format!("eyJhbGciOiJub25lIn0.{}.", parts[1]), &good).is_err());
    assert!(read(&token, &other.verifying().decoding()).is_err());
    assert!(read(&token, &good).is_ok());
}

#[test]
fn all_that_the_standard_requires_is_there() {
    for kind in [Achievement::Completion, Achievement::Capability] {
        let certificate = certificate(kind);
        let credential = credential(&certificate, ISSUER, &words(&certificate));
        assert_eq!(credential["@context"], json!([CREDENTIALS, OPEN_BADGES]));
        assert_eq!(credential["type"], json!(["VerifiableCredential", "OpenBadgeCredential"]));
        assert_eq!(credential["validFrom"], "2026-03-05T02:03:04Z");
        assert_eq!(credential["issuer"]["type"], json!(["Profile"]));
        for pointer in [
            "/id",
            "/issuer/id",
            "/issuer/name",
            "/credentialSubject/id",
            "/credentialSubject/identifier/0/identityHash",
            "/credentialSubject/achievement/id",
            "/credentialSubject/achievement/name",
            "/credentialSubject/achievement/description",
            "/credentialSubject/achievement/criteria/narrative",
            "/credentialStatus/id",
        ] {
            let text = credential.pointer(pointer).and_then(Value::as_str).unwrap_or_default();
            assert!(!text.is_empty(), "{pointer}");
        }
        assert_eq!(
            credential["credentialStatus"],
            json!({
                "id": "https://hoc.example/status/2#4217",
                "type": "BitstringStatusListEntry",
                "statusPurpose": "revocation",
                "statusListIndex": "4217",
                "statusListCredential": "https://hoc.example/status/2",
            })
        );
    }
}

#[test]
fn a_capability_says_its_score_and_a_completion_has_none() {
    let certificate = certificate(Achievement::Capability);
    let capable = credential(&certificate, ISSUER, &words(&certificate));
    let subject = &capable["credentialSubject"];
    let id = "https://hoc.example/achievements/ai-co-ban-capability-R1-2026-12";
    assert_eq!((&subject["achievement"]["id"], &subject["achievement"]["version"]), (&json!(id), &json!("R1@2026-12")));
    assert_eq!(subject["achievement"]["achievementType"], "Competency");
    assert_eq!(subject["result"][0]["resultDescription"], subject["achievement"]["resultDescription"][0]["id"]);
    assert_eq!(subject["result"][0]["value"], "27");
    assert_eq!(subject["achievement"]["resultDescription"][0]["requiredValue"], "24");
    let narrative = subject["achievement"]["criteria"]["narrative"].as_str().expect("a text");
    assert!(narrative.contains("24/30") && narrative.contains("R1@2026-12"), "{narrative}");
    assert_eq!(capable["validUntil"], "2099-03-05T02:03:04Z");
    let certificate = self::certificate(Achievement::Completion);
    let complete = credential(&certificate, ISSUER, &words(&certificate));
    let subject = &complete["credentialSubject"];
    assert_eq!(subject["achievement"]["id"], "https://hoc.example/achievements/ai-co-ban-completion");
    assert_eq!(subject["achievement"]["achievementType"], "CertificateOfCompletion");
    assert!(subject.get("result").is_none() && complete.get("validUntil").is_none());
}

#[test]
fn tokens_for_other_verifiers_are_kept_where_asked() {
    let Some(folder) = std::env::var_os("XUTRA_TEST_BADGES").map(std::path::PathBuf::from) else { return };
    let key = key();
    let keep = |name: &str, text: &str| std::fs::write(folder.join(name), text).expect("written");
    for kind in [Achievement::Completion, Achievement::Capability] {
        keep(&format!("{}.jwt", kind.word()), &signed(&certificate(kind), &key));
    }
    let now = Instant::parse_rfc3339("2026-03-06T00:00:00Z").expect("an instant");
    for (name, revoked) in [("status-clear.jwt", &[][..]), ("status-revoked.jwt", &[4_217][..])] {
        keep(name, &sign_status_list(ISSUER, 2, revoked, now, 60_000, &key).expect("a list"));
    }
    let keys = [key.verifying()];
    keep("jwk.json", &key.jwk(ISSUER.base_url).to_string());
    keep("jwks.json", &jwks(ISSUER.base_url, &keys).to_string());
    keep("did.json", &did_document(ISSUER.base_url, &keys).to_string());
    keep("issuer.json", &document(issuer_profile(ISSUER)).to_string());
}
