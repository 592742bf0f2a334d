//! Certificates: issued, printed, checked by anybody, revoked.

use crate::support::course::Fixture;
use crate::support::page::{attributes, form, texts};
use crate::support::{Actor, Answer, Call, TestApp, Value, both, json};
use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use jsonwebtoken::{Algorithm, DecodingKey, Validation, decode, decode_header};
use std::io::Read as _;
use xutra_domain::instant::DAY;
use xutra_domain::people::Role;

async fn capable(app: &TestApp, login: &str) -> Actor {
    let person = app.learner(login).await;
    person.become_capable().await;
    person
}

/// The claims of a compact JWS, checked with the key that its header names.
async fn verified(app: &TestApp, token: &str) -> Value {
    let kid = decode_header(token).unwrap().kid.unwrap();
    let path = kid.strip_prefix("http://127.0.0.1:8080").expect("a key of this server");
    let key = app.call(Call::get(path)).await.expect(200);
    assert_eq!((&key["kty"], &key["crv"], &key["kid"]), (&json!("EC"), &json!("P-256"), &json!(kid)));
    assert!(key.get("d").is_none(), "the private half stays here");
    let public = DecodingKey::from_ec_components(key["x"].as_str().unwrap(), key["y"].as_str().unwrap()).unwrap();
    let mut validation = Validation::new(Algorithm::ES256);
    validation.required_spec_claims.clear();
    (validation.validate_exp, validation.validate_aud) = (false, false);
    decode::<Value>(token, &public, &validation).unwrap().claims
}

/// The bit of a place in a status list.
async fn revoked_bit(app: &TestApp, credential: &Value) -> bool {
    let status = &credential["credentialStatus"];
    let index: usize = status["statusListIndex"].as_str().unwrap().parse().unwrap();
    let address = status["statusListCredential"].as_str().unwrap();
    let token = app.call(Call::get(address.strip_prefix("http://127.0.0.1:8080").unwrap())).await.is(200).text();
    let list = verified(app, &token).await;
    let encoded = list["credentialSubject"]["encodedList"].as_str().unwrap();
    let packed = BASE64_URL_SAFE_NO_PAD.decode(encoded.strip_prefix('u').expect("multibase")).unwrap();
    let mut bits = Vec::new();
    flate2::read::GzDecoder::new(packed.as_slice()).read_to_end(&mut bits).unwrap();
    assert!(bits.len() >= 16_384, "{} bytes hide nobody", bits.len());
    bits[index / 8] & (0x80 >> (index % 8)) != 0
}

fn desk_boxes(desk: &Answer) -> Vec<String> {
    attributes(desk, "input[name=person]", "value")
}

both! {
    async fn a_certifier_sees_who_is_ready_is_asked_and_issues(app) {
        let (an, binh) = (capable(&app, "an").await, app.learner("binh").await);
        let certifier = app.certifier().await;
        let desk = certifier.page("/admin/certificates").await.is(200);
        assert_eq!(desk_boxes(&desk), [an.id().to_string()], "who is not capable is not offered");
        let nobody = certifier.submit_and_follow(&form(&desk, "/confirm")).await;
        assert_eq!(texts(&nobody, "[role=alert]").len(), 1, "nobody was chosen");
        let confirm = certifier.submit(&form(&desk, "/confirm").tick("person", &an.id().to_string())).await.is(200);
        assert!(texts(&confirm, "main").concat().contains("Nguyễn an"));
        assert_eq!(app.count("SELECT COUNT(*) FROM certificate").await, 0, "nothing is issued before it was confirmed");
        let issue = form(&confirm, "/admin/certificates");
        let done = certifier.submit_and_follow(&issue).await;
        assert_eq!(texts(&done, "[role=status]").len(), 1, "{}", done.text());
        assert_eq!(app.count("SELECT COUNT(*) FROM certificate").await, 1);
        assert!(desk_boxes(&done).is_empty(), "and is ready no more");
        let again = certifier.submit_and_follow(&issue).await;
        assert_eq!(texts(&again, ".flash[role=alert]").len(), 1, "sent again it issues nothing");
        assert_eq!(app.count("SELECT COUNT(*) FROM certificate").await, 1);
        let forged = [("course", Fixture::ID.to_owned()), ("person", binh.id().to_string()), ("person", certifier.id().to_string()), ("person", "x".into())];
        let fields: Vec<(&str, &str)> = forged.iter().map(|(name, value)| (*name, value.as_str())).collect();
        certifier.post("/admin/certificates", &fields).await.is(303);
        assert_eq!(app.count("SELECT COUNT(*) FROM certificate").await, 1, "who is not ready gets none");
    }

    async fn what_stands_in_the_way_is_said(app) {
        let (an, binh, certifier) = (capable(&app, "an").await, app.learner("binh").await, app.certifier().await);
        let ask = async |account: String, course: &str, kind: Option<&str>| {
            certifier.api("POST", "/certificates", Some(json!({ "account": account, "course": course, "achievement": kind }))).await
        };
        let refused = ask(binh.id().to_string(), Fixture::ID, None).await.expect(409);
        let why = binh.ask("/me/competency").await.expect(200)["missing"].clone();
        for missing in why.as_array().unwrap() {
            assert!(refused["detail"].as_str().unwrap().contains(missing.as_str().unwrap()), "{missing}: {refused}");
        }
        assert!(!why.as_array().unwrap().is_empty());
        ask(an.id().to_string(), Fixture::ID, Some("completion")).await.expect(409);
        ask(an.id().to_string(), "none", None).await.expect(404);
        ask("x".into(), Fixture::ID, None).await.expect(404);
        ask("01890000-0000-7000-8000-000000000000".into(), Fixture::ID, None).await.expect(404);
        ask(an.id().to_string(), Fixture::ID, Some("mastery")).await.expect(422);
        let number = certifier.issue_to(&an).await;
        ask(an.id().to_string(), Fixture::ID, None).await.expect(409);
        an.read_all().await;
        an.work(Fixture::TIMED, true).await;
        assert_eq!(ask(an.id().to_string(), Fixture::ID, Some("completion")).await.expect(201)["achievement"]["kind"], "completion");
        certifier.api("POST", &format!("/certificates/{number}/revocation"), Some(json!({ "reason": "nhầm tên" }))).await.expect(200);
        assert_eq!(ask(an.id().to_string(), Fixture::ID, None).await.status, 201, "after a revocation a new one can be issued");
        let racing = capable(&app, "chi").await;
        let body = json!({ "account": racing.id().to_string(), "course": Fixture::ID });
        let at_once = futures_util::future::join_all((0..6).map(|_| certifier.api("POST", "/certificates", Some(body.clone())))).await;
        assert_eq!(at_once.iter().filter(|one| one.status == 201).count(), 1, "of six at once");
    }

    async fn nobody_certifies_himself(app) {
        let chief = app.person("truong", None, &[(Role::Certifier, None), (Role::Administrator, None)]).await;
        chief.become_capable().await;
        let body = json!({ "account": chief.id().to_string(), "course": Fixture::ID });
        chief.api("POST", "/certificates", Some(body)).await.expect(403);
        chief.post("/admin/certificates", &[("course", Fixture::ID), ("person", &chief.id().to_string())]).await.is(303);
        assert_eq!(app.count("SELECT COUNT(*) FROM certificate").await, 0);
    }

    async fn the_paper_is_for_its_holder_and_for_certifiers(app) {
        let (an, binh, certifier) = (capable(&app, "an").await, app.learner("binh").await, app.certifier().await);
        let number = certifier.issue_to(&an).await;
        let path = format!("/certificates/{number}.pdf");
        for actor in [&an, &certifier, &app.administrator().await] {
            let paper = actor.page(&path).await.is(200);
            assert_eq!(paper.header("content-type"), "application/pdf");
            assert!(paper.body.starts_with(b"%PDF-") && paper.body.len() > 5_000);
            assert_eq!(paper.header("cache-control"), "no-store");
            let by_token = Call::get(&path).header("authorization", &format!("Bearer {}", actor.token().unwrap()));
            assert_eq!(app.call(by_token).await.status, 200);
        }
        let (stranger, absent) = (binh.page(&path).await, binh.page("/certificates/TN27-0000000-0.pdf").await);
        assert_eq!((stranger.status, absent.status), (404, 404));
        assert_eq!(app.visitor().page(&path).await.status, 303);
        for bad in [format!("/certificates/{number}"), format!("/certificates/{number}.svg"), "/certificates/.pdf".into()] {
            assert_eq!(an.page(&bad).await.status, 404, "{bad}");
        }
    }

    async fn anybody_checks_a_certificate_in_either_language(app) {
        let (an, certifier) = (capable(&app, "an").await, app.certifier().await);
        let number = certifier.issue_to(&an).await;
        let visitor = app.visitor();
        for lang in ["vi", "en"] {
            let page = visitor.page(&format!("/verify/{number}?lang={lang}")).await.is(200);
            let main = texts(&page, "main").concat();
            let title = if lang == "vi" { "Khóa thử" } else { "A trial course" };
            assert!(main.contains("Nguyễn an") && main.contains(&number) && main.contains(title), "{main}");
            assert!(main.contains("2027") && main.contains("2029"), "{main}");
            assert_eq!(texts(&page, ".note.good").len(), 1, "{lang}");
            assert_eq!(attributes(&page, "a[href$='.pdf']", "href"), Vec::<String>::new(), "no paper for a visitor");
        }
        let bare: String = number.chars().filter(char::is_ascii_alphanumeric).collect();
        for typed in [bare.to_lowercase(), format!(" {number} "), number.replace('-', " ")] {
            let query = form_urlencoded::Serializer::new(String::new()).append_pair("number", &typed).finish();
            let found = visitor.page(&format!("/verify?{query}")).await.is(303);
            assert_eq!(found.header("location"), format!("/verify/{number}"), "{typed}");
        }
        let api = visitor.ask(&format!("/certificates/{number}")).await.expect(200);
        assert_eq!((&api["status"], &api["revoked_reason"], &api["holder"]), (&json!("valid"), &Value::Null, &json!("Nguyễn an")));
        let (stem, last) = number.split_at(number.len() - 1);
        let other = "0123456789ABCDEFGHJKMNPQRSTVWXYZ".chars().find(|c| !last.contains(*c)).unwrap();
        for wrong in [format!("{stem}{other}"), "TN27-0000000-0".into(), "x".into(), "x".repeat(3_000)] {
            assert_eq!(visitor.page(&format!("/verify/{wrong}")).await.status, 404, "{wrong}");
            visitor.ask(&format!("/certificates/{wrong}")).await.expect(404);
            assert_eq!(visitor.page(&format!("/credentials/{wrong}")).await.status, 404);
        }
        app.wait(731 * DAY);
        assert_eq!(visitor.ask(&format!("/certificates/{number}")).await.expect(200)["status"], "expired");
        assert_eq!(texts(&visitor.page(&format!("/verify/{number}")).await, ".note.warn").len(), 1);
    }

    async fn a_revocation_needs_a_reason_and_everybody_sees_it(app) {
        let (an, certifier) = (capable(&app, "an").await, app.certifier().await);
        let number = certifier.issue_to(&an).await;
        let path = format!("/admin/certificates/{number}/revocation");
        let page = certifier.page(&path).await.is(200);
        let unsure = certifier.submit(&form(&page, "/revocation").fill("reason", "Nhầm người nhận")).await.is(422);
        assert_eq!(attributes(&unsure, "input[name=sure]", "aria-invalid"), ["true"], "what cannot be undone asks first");
        assert_eq!(app.visitor().ask(&format!("/certificates/{number}")).await.expect(200)["status"], "valid");
        let empty = certifier.submit(&form(&page, "/revocation").fill("reason", " x ").tick("sure", "yes")).await.is(422);
        assert_eq!(attributes(&empty, "#reason", "aria-invalid"), ["true"]);
        for bad in [json!({ "reason": "" }), json!({ "reason": "x".repeat(301) }), json!({}), json!({ "reason": "a\u{0}bcd" })] {
            certifier.api("POST", &format!("/certificates/{number}/revocation"), Some(bad)).await.expect(422);
        }
        let reason = "Nhầm <b>người</b> nhận";
        let done = certifier.submit_and_follow(&form(&page, "/revocation").fill("reason", reason).tick("sure", "yes")).await;
        assert_eq!(done.status, 200);
        for lang in ["vi", "en"] {
            let page = app.visitor().page(&format!("/verify/{number}?lang={lang}")).await.is(200);
            assert!(texts(&page, ".note.bad").concat().contains(reason), "{}", page.text());
        }
        let told = app.visitor().ask(&format!("/certificates/{number}")).await.expect(200);
        assert_eq!((&told["status"], &told["revoked_reason"]), (&json!("revoked"), &json!(reason)));
        certifier.api("POST", &format!("/certificates/{number}/revocation"), Some(json!({ "reason": "lần nữa" }))).await.expect(409);
        certifier.api("POST", "/certificates/TN27-0000000-0/revocation", Some(json!({ "reason": "lần nữa" }))).await.expect(404);
        assert_eq!(app.count("SELECT COUNT(*) FROM certificate").await, 1, "never deleted");
        assert_eq!(app.count("SELECT COUNT(*) FROM audit WHERE action LIKE 'certificate.%'").await, 2);
    }

    async fn the_credential_is_signed_and_its_revocation_can_be_read(app) {
        let (an, certifier) = (capable(&app, "an").await, app.certifier().await);
        let other = certifier.issue_to(&capable(&app, "binh").await).await;
        let number = certifier.issue_to(&an).await;
        let token = app.call(Call::get(&format!("/credentials/{number}"))).await.is(200);
        assert!(token.header("content-type").starts_with("text/plain"));
        let claims = verified(&app, &token.text()).await;
        let credential = claims.get("vc").unwrap_or(&claims).clone();
        assert!(credential.to_string().contains(&number) && credential.to_string().contains("Nguyễn an"), "{credential}");
        assert!(!credential.to_string().contains(&an.id().to_string()), "no account in it");
        assert_eq!(app.visitor().ask(&format!("/certificates/{number}")).await.expect(200)["credential"].as_str().map(str::len), Some(token.text().len()));
        let mut broken = token.text();
        broken.replace_range(60..61, if &broken[60..61] == "A" { "B" } else { "A" });
        let jwks = app.call(Call::get("/.well-known/jwks.json")).await.expect(200);
        assert_eq!(jwks["keys"].as_array().unwrap().len(), 1);
        let key = &jwks["keys"][0];
        let public = DecodingKey::from_ec_components(key["x"].as_str().unwrap(), key["y"].as_str().unwrap()).unwrap();
        let mut validation = Validation::new(Algorithm::ES256);
        validation.required_spec_claims.clear();
        assert!(decode::<Value>(&broken, &public, &validation).is_err(), "a changed credential is none");
        assert!(!revoked_bit(&app, &credential).await);
        certifier.api("POST", &format!("/certificates/{number}/revocation"), Some(json!({ "reason": "nhầm tên" }))).await.expect(200);
        assert!(revoked_bit(&app, &credential).await);
        let untouched = app.call(Call::get(&format!("/credentials/{other}"))).await.text();
        let claims = verified(&app, &untouched).await;
        assert!(!revoked_bit(&app, claims.get("vc").unwrap_or(&claims)).await, "of this one alone");
        for path in ["/issuer", "/.well-known/did.json"] {
            app.call(Call::get(path)).await.expect(200);
        }
        for path in ["/status/0", "/status/2", "/status/x", "/keys/none", "/achievements/none"] {
            assert_eq!(app.call(Call::get(path)).await.status, 404, "{path}");
        }
        let page = app.visitor().page(&format!("/credentials/{number}")).await.is(303);
        assert_eq!(page.header("location"), format!("/verify/{number}"));
    }
}
