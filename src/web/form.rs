//! Forms as browsers send them, with the check of the form token where nothing else tells where the form stood.

use super::actor::{Examinee, Visitor};
use super::body;
use super::error::AppError;
use super::finish::{Outgoing, form_token_fits};
use actix_web::dev::Payload;
use actix_web::http::StatusCode;
use actix_web::{FromRequest, HttpRequest};
use std::collections::BTreeMap;
use std::future::Future;
use std::pin::Pin;

/// Most fields of a form.
const MOST_FIELDS: usize = 1_000;

/// The fields of a form, in their order; a name may come several times.
#[derive(Debug, Clone, Default)]
pub struct Form {
    fields: Vec<(String, String)>,
}

impl Form {
    /// The first value of a field; empty where it is missing.
    #[must_use]
    pub fn get(&self, name: &str) -> &str {
        self.fields.iter().find(|(key, _)| key == name).map_or("", |(_, value)| value)
    }

    /// The first value of the field whose name is these two together; empty where it is missing.
    #[must_use]
    pub fn get_named(&self, prefix: &str, name: &str) -> &str {
        let fits = |key: &str| key.strip_prefix(prefix) == Some(name);
        self.fields.iter().find(|(key, _)| fits(key)).map_or("", |(_, value)| value)
    }

    /// Fields that were read otherwise.
    #[must_use]
    pub(super) fn of_fields(fields: Vec<(String, String)>) -> Self {
        Self { fields }
    }

    /// The fields whose names begin with `prefix`, without it.
    #[must_use]
    pub(super) fn under(&self, prefix: &str) -> Self {
        let own = |(key, value): &(String, String)| Some((key.strip_prefix(prefix)?.to_owned(), value.clone()));
        Self { fields: self.fields.iter().filter_map(own).collect() }
    }

    /// Names of the fields.
    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        self.fields.iter().map(|(key, _)| key.as_str())
    }

    /// The fields of a query.
    #[must_use]
    pub fn of_query(query: &str) -> Self {
        Self { fields: pairs(query.as_bytes()) }
    }

    /// Every value of a field.
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.fields.iter().filter(move |(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    /// The fields that are an answer to a question that is told at once.
    pub(super) fn answer_fields(&self) -> impl Iterator<Item = (&str, &str)> {
        let answers = |name: &str| {
            matches!(name, "pick" | "typed") || ["blank-", "pair-", "place-"].iter().any(|kind| name.starts_with(kind))
        };
        let fields = self.fields.iter().map(|(name, value)| (name.as_str(), value.as_str()));
        fields.filter(move |(name, _)| answers(name))
    }

    /// What was typed, for showing the form again; passwords and the form token are left out.
    #[must_use]
    pub fn values(&self) -> BTreeMap<String, String> {
        let shown = self.fields.iter().filter(|(key, _)| key != "password" && key != "csrf");
        shown.map(|(key, value)| (key.clone(), value.clone())).collect()
    }
}

/// Pairs of a query or a form body, decoded; broken escapes stand as they are.
pub(super) fn pairs(bytes: &[u8]) -> Vec<(String, String)> {
    form_urlencoded::parse(bytes)
        .take(MOST_FIELDS + 1)
        .map(|(key, value)| (key.into_owned(), value.into_owned()))
        .collect()
}

impl FromRequest for Form {
    type Error = AppError;
    type Future = Pin<Box<dyn Future<Output = Result<Self, AppError>>>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let body = body::read(request, payload, body::Kind::Form);
        let request = request.clone();
        Box::pin(async move {
            let body = body.await?;
            let fields = pairs(&body);
            if fields.len() > MOST_FIELDS || fields.iter().any(|(_, value)| value.contains('\0')) {
                return Err(AppError::bad_request());
            }
            let form = Self { fields };
            if Outgoing::with(&request, |outgoing| outgoing.needs_form_token) {
                // Who is signed in decides what the token is tied to, so that is found out first.
                let app = match Examinee::extract(&request).await {
                    Ok(examinee) => examinee.app.clone(),
                    Err(_) => Visitor::extract(&request).await?.app,
                };
                if !form_token_fits(&app, &request, form.get("csrf")) {
                    return Err(AppError::new(StatusCode::FORBIDDEN, "error-csrf"));
                }
            }
            Ok(form)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_come_several_times_and_secrets_are_not_shown_again() {
        let form = Form { fields: pairs("choice=a&choice=b&password=x&login=%C4%90%E1%BB%97+A&bad=%zz".as_bytes()) };
        assert_eq!(form.all("choice").collect::<Vec<_>>(), ["a", "b"]);
        assert_eq!((form.get("login"), form.get("none"), form.get("bad")), ("Đỗ A", "", "%zz"));
        assert!(!form.values().contains_key("password"));
    }
}
