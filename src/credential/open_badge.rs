//! Certificates as Open Badges 3.0: a verifiable credential (VCDM 2.0) signed as a compact JWS. Pure functions of what is
//! stored. No field that the contexts do not know: expanding the JSON-LD would silently drop it.

use super::keys::SigningKey;
use super::status_list::{list_address, place};
use serde_json::{Value, json};
use time::format_description::well_known::Rfc3339;
use xutra_domain::certificate::{Achievement, Certificate};
use xutra_domain::instant::{Instant, SECOND};

const CREDENTIALS: &str = "https://www.w3.org/ns/credentials/v2";
const OPEN_BADGES: &str = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json";
const SCHEMA: &str = "https://purl.imsglobal.org/spec/ob/v3p0/schema/json/ob_v3p0_achievementcredential_schema.json";

/// Who issues.
#[derive(Debug, Clone, Copy)]
pub struct IssuerFacts<'a> {
    /// What the server's addresses begin with, without a slash at the end.
    pub base_url: &'a str,
    /// Name of the issuer.
    pub name: &'a str,
}

impl IssuerFacts<'_> {
    /// The address of its profile, which is its identity.
    #[must_use]
    pub fn id(self) -> String {
        format!("{}/issuer", self.base_url)
    }
}

/// What can be achieved: the same for everyone who did it under the same rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AchievementFacts {
    /// Course id.
    pub course: String,
    /// What is attested.
    pub kind: Achievement,
    /// The rule (`R1@2026-12`), for a capability.
    pub rule: Option<String>,
    /// Questions of the exam, and right answers that pass, for a capability.
    pub exam: Option<(u32, u32)>,
    /// Title of the course in the language of the words.
    pub course_title: String,
}

impl AchievementFacts {
    /// What a certificate attests.
    #[must_use]
    pub fn of(certificate: &Certificate, language: &str) -> Self {
        let statement = &certificate.statement;
        let capability = certificate.achievement == Achievement::Capability;
        Self {
            course: certificate.course.clone(),
            kind: certificate.achievement,
            rule: statement.rule.clone().filter(|_| capability),
            exam: statement.questions.zip(statement.pass).filter(|_| capability),
            course_title: statement.course_title.get(language).clone(),
        }
    }

    /// Its name in addresses: `ai-co-ban-completion`, `ai-co-ban-capability-R1-2026-12`.
    #[must_use]
    pub fn id(&self) -> String {
        let rule = self.rule.as_deref().map(|rule| format!("-{}", rule.replace(|c: char| !c.is_alphanumeric(), "-")));
        format!("{}-{}{}", self.course, self.kind.word(), rule.unwrap_or_default())
    }

    fn address(&self, base_url: &str) -> String {
        format!("{base_url}/achievements/{}", self.id())
    }
}

/// The words of an achievement, taken from the locale beforehand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BadgeWords {
    /// Language tag of the words.
    pub language: String,
    /// What the achievement is called.
    pub name: String,
    /// What it says of its holder.
    pub description: String,
    /// What had to be done for it.
    pub narrative: String,
    /// What the score is called.
    pub score: String,
}

impl BadgeWords {
    /// Asks `text` for every word, by message key and arguments.
    #[must_use]
    pub fn collect(facts: &AchievementFacts, language: &str, text: impl Fn(&str, &[(&str, &str)]) -> String) -> Self {
        let (questions, pass) = facts.exam.unwrap_or_default();
        let (questions, pass) = (questions.to_string(), pass.to_string());
        let arguments = [
            ("course", facts.course_title.as_str()),
            ("rule", facts.rule.as_deref().unwrap_or_default()),
            ("of", questions.as_str()),
            ("pass", pass.as_str()),
        ];
        let narrative = match (facts.kind, facts.exam) {
            (Achievement::Completion, _) => "badge-completion-narrative",
            (Achievement::Capability, Some(_)) => "badge-capability-narrative",
            (Achievement::Capability, None) => "badge-capability-narrative-bare",
        };
        let kind = facts.kind.word();
        Self {
            language: language.to_owned(),
            name: text(&format!("badge-{kind}-name"), &arguments),
            description: text(&format!("badge-{kind}-description"), &arguments),
            narrative: text(narrative, &arguments),
            score: text("badge-score", &[]),
        }
    }
}

/// A second of UTC in RFC 3339, without fractions.
#[must_use]
pub fn plain_instant(instant: Instant) -> String {
    Instant(numeric_date(instant).saturating_mul(SECOND))
        .to_utc()
        .and_then(|at| at.format(&Rfc3339).ok())
        .unwrap_or_default()
}

/// The same second as a number.
#[must_use]
pub fn numeric_date(instant: Instant) -> i64 {
    instant.0.div_euclid(SECOND)
}

/// An object as it is served at an address of its own (`/issuer`, `/achievements/{id}`).
#[must_use]
pub fn document(mut object: Value) -> Value {
    object["@context"] = json!([CREDENTIALS, OPEN_BADGES]);
    object
}

/// The profile of the issuer.
#[must_use]
pub fn issuer_profile(issuer: IssuerFacts<'_>) -> Value {
    json!({ "id": issuer.id(), "type": ["Profile"], "name": issuer.name, "url": issuer.base_url })
}

/// An achievement.
#[must_use]
pub fn achievement(facts: &AchievementFacts, words: &BadgeWords, base_url: &str) -> Value {
    let address = facts.address(base_url);
    let kind = match facts.kind {
        Achievement::Completion => "CertificateOfCompletion",
        Achievement::Capability => "Competency",
    };
    let mut achievement = json!({
        "id": address,
        "type": ["Achievement"],
        "achievementType": kind,
        "inLanguage": words.language,
        "name": words.name,
        "description": words.description,
        "criteria": { "id": format!("{address}/criteria"), "narrative": words.narrative },
    });
    if let Some(rule) = &facts.rule {
        achievement["version"] = json!(rule);
    }
    if let Some((questions, pass)) = facts.exam {
        achievement["resultDescription"] = json!([{
            "id": format!("{address}#score"),
            "type": ["ResultDescription"],
            "name": words.score,
            "resultType": "RawScore",
            "valueMin": "0",
            "valueMax": questions.to_string(),
            "requiredValue": pass.to_string(),
        }]);
    }
    achievement
}

/// The credential of a certificate.
#[must_use]
pub fn credential(certificate: &Certificate, issuer: IssuerFacts<'_>, words: &BadgeWords) -> Value {
    let base = issuer.base_url;
    let facts = AchievementFacts::of(certificate, &words.language);
    let (list, index) = place(certificate.status_index);
    let list = list_address(base, list);
    let mut credential = json!({
        "@context": [CREDENTIALS, OPEN_BADGES],
        "id": format!("{base}/credentials/{}", certificate.number),
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "name": words.name,
        "issuer": issuer_profile(issuer),
        "validFrom": plain_instant(certificate.issued_at),
        "awardedDate": plain_instant(certificate.issued_at),
        "credentialSubject": {
            "id": certificate.subject.urn().to_string(),
            "type": ["AchievementSubject"],
            "identifier": [{
                "type": "IdentityObject",
                "hashed": false,
                "identityHash": certificate.statement.holder,
                "identityType": "name",
            }],
            "licenseNumber": certificate.number.as_str(),
            "achievement": achievement(&facts, words, base),
        },
        "credentialStatus": {
            "id": format!("{list}#{index}"),
            "type": "BitstringStatusListEntry",
            "statusPurpose": "revocation",
            "statusListIndex": index.to_string(),
            "statusListCredential": list,
        },
        "credentialSchema": [{ "id": SCHEMA, "type": "1EdTechJsonSchemaValidator2019" }],
    });
    if let Some(end) = certificate.expires_at {
        credential["validUntil"] = json!(plain_instant(end));
    }
    if let (Some(_), Some(score)) = (facts.exam, certificate.statement.score) {
        credential["credentialSubject"]["result"] = json!([{
            "type": ["Result"],
            "resultDescription": format!("{}#score", facts.address(base)),
            "value": score.to_string(),
        }]);
    }
    credential
}

/// The credential as a compact JWS: the credential itself is the payload, with `iss`, `jti`, `sub`, `nbf` and, where it
/// runs out, `exp`.
///
/// # Errors
/// Where the key cannot sign, which one that was loaded can.
pub fn sign(
    certificate: &Certificate,
    issuer: IssuerFacts<'_>,
    words: &BadgeWords,
    key: &SigningKey,
) -> Result<String, jsonwebtoken::errors::Error> {
    let mut claims = credential(certificate, issuer, words);
    claims["iss"] = claims["issuer"]["id"].clone();
    claims["jti"] = claims["id"].clone();
    claims["sub"] = claims["credentialSubject"]["id"].clone();
    claims["nbf"] = numeric_date(certificate.issued_at).into();
    if let Some(end) = certificate.expires_at {
        claims["exp"] = numeric_date(end).into();
    }
    key.sign(issuer.base_url, &claims)
}

#[cfg(test)]
mod tests;
