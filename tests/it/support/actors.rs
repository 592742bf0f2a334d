//! People who use the server: a browser with its cookies, and a program with its token, for one account.

use super::app::TestApp;
use super::http::{Answer, Call};
use super::page::FormOnPage;
use serde_json::Value;
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;
use xutra::actions::sign_in::{SignedIn, begin};
use xutra::credential::session_token::{Claims, Purpose};
use xutra_domain::ids::AccountId;
use xutra_domain::people::{Audience, Role};
use xutra_domain::unit::UnitKind;
use xutra_store::people::{self, NewAccount};
use xutra_store::{standing, unit};

/// Somebody.
#[derive(Clone)]
pub struct Actor {
    pub app: TestApp,
    pub signed: Option<SignedIn>,
    pub jar: Rc<RefCell<BTreeMap<String, String>>>,
}

impl TestApp {
    /// Nobody in particular.
    pub fn visitor(&self) -> Actor {
        Actor { app: self.clone(), signed: None, jar: Rc::default() }
    }

    /// An account without a password, put past the forms, and signed in.
    pub async fn person(&self, login: &str, unit: Option<&str>, roles: &[(Role, Option<&str>)]) -> Actor {
        let id = self.app.new_account_id();
        let new = NewAccount {
            id,
            login: Some(login.into()),
            display_name: format!("Nguyễn {login}"),
            password_hash: None,
            audience: Audience::Resident,
            unit: unit.map(str::to_owned),
            email: None,
            phone: None,
            locale: None,
            birth_year: Some(1990),
            created_at: self.app.clock.now(),
        };
        let roles: Vec<(Role, Option<String>)> =
            roles.iter().map(|(role, unit)| (*role, unit.map(str::to_owned))).collect();
        let (now, basis) = (self.app.clock.now(), self.app.basis());
        self.app
            .store
            .write(move |tx| {
                let (new, roles, basis) = (new.clone(), roles.clone(), basis.clone());
                Box::pin(async move {
                    people::insert_account(tx, &new).await?;
                    standing::refresh(tx, id, &basis).await?;
                    for (role, unit) in &roles {
                        people::grant_role(tx, id, *role, unit.as_deref(), None, id, now).await?;
                    }
                    Ok::<(), xutra_store::StoreError>(())
                })
            })
            .await
            .unwrap();
        self.signed_in(id).await
    }

    pub async fn learner(&self, login: &str) -> Actor {
        self.person(login, None, &[]).await
    }

    pub async fn certifier(&self) -> Actor {
        self.person("certifier", None, &[(Role::Certifier, None)]).await
    }

    pub async fn administrator(&self) -> Actor {
        self.person("administrator", None, &[(Role::Administrator, None)]).await
    }

    /// Province T with the communes A and B, and the hamlet A1 in A.
    pub async fn units(&self) {
        let now = self.app.clock.now();
        self.app
            .store
            .write(move |tx| {
                Box::pin(async move {
                    unit::put(tx, "T", "Tỉnh", UnitKind::Province, None, now).await?;
                    unit::put(tx, "A", "Xã A", UnitKind::Commune, Some("T"), now).await?;
                    unit::put(tx, "B", "Xã B", UnitKind::Commune, Some("T"), now).await?;
                    unit::put(tx, "A1", "Thôn A1", UnitKind::Hamlet, Some("A"), now).await.map(drop)
                })
            })
            .await
            .unwrap();
    }

    /// A new session of an account.
    pub async fn signed_in(&self, id: AccountId) -> Actor {
        let signed = begin(&self.app, id).await.unwrap();
        let cookie = self.app.tokens.issue(Purpose::Browser, &signed.claims()).unwrap();
        let actor = Actor { signed: Some(signed), ..self.visitor() };
        actor.jar.borrow_mut().insert(xutra::web::actor::session_cookie(&self.app).into(), cookie);
        actor
    }
}

impl Actor {
    pub fn id(&self) -> AccountId {
        self.signed.as_ref().expect("somebody who is signed in").account.id
    }

    /// A program's token, fresh at the clock's present.
    pub fn token(&self) -> Option<String> {
        let signed = self.signed.as_ref()?;
        let claims = Claims { session: signed.session, account: signed.account.id, issued: self.app.app.clock.now() };
        Some(self.app.app.tokens.issue(Purpose::Access, &claims).unwrap())
    }

    /// Sends a request with the browser's cookies, and keeps those that come back.
    pub async fn send(&self, call: Call) -> Answer {
        let cookies = self.jar.borrow().iter().map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>();
        let call = if cookies.is_empty() { call } else { call.header("cookie", &cookies.join("; ")) };
        let answer = self.app.call(call).await;
        for line in answer.cookies() {
            let (name, rest) = line.split_once('=').expect("a cookie");
            let value = rest.split(';').next().unwrap_or_default();
            if line.contains("Max-Age=0") || value.is_empty() {
                self.jar.borrow_mut().remove(name);
            } else {
                self.jar.borrow_mut().insert(name.into(), value.into());
            }
        }
        answer
    }

    /// Opens a page.
    pub async fn page(&self, path: &str) -> Answer {
        self.send(Call::get(path).header("accept", "text/html")).await
    }

    /// Sends fields as a browser does that says where they come from.
    pub async fn post(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        self.send(Call::post(path).header("sec-fetch-site", "same-origin").form(fields)).await
    }

    /// Sends a form of a page as an old browser does, which says nothing of where it stood but what is in it.
    pub async fn submit(&self, form: &FormOnPage) -> Answer {
        let fields: Vec<(&str, &str)> =
            form.fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        assert_eq!(form.method, "post", "{form:?}");
        self.send(Call::post(&form.action).form(&fields)).await
    }

    /// Sends a form and opens the page that it leads to.
    pub async fn submit_and_follow(&self, form: &FormOnPage) -> Answer {
        let answer = self.submit(form).await.is(303);
        self.page(answer.header("location")).await
    }

    /// Calls the API with a bearer token.
    pub async fn api(&self, method: &str, path: &str, body: Option<Value>) -> Answer {
        let mut call = Call::new(method, &format!("/api/v1{path}"));
        if let Some(token) = self.token() {
            call = call.header("authorization", &format!("Bearer {token}"));
        }
        if let Some(body) = &body {
            call = call.json(body);
        }
        self.app.call(call).await
    }

    /// GET of the API.
    pub async fn ask(&self, path: &str) -> Answer {
        self.api("GET", path, None).await
    }
}
