//! Joining a class by its code: with the account that one has, or with a new one that lives where the class is held.

use super::ActionError;
use super::hold_class::is_still_held;
use super::reckon::Reckoner;
use crate::app::App;
use crate::credential::password;
use crate::message::Message;
use serde_json::json;
use std::collections::BTreeMap;
use std::net::IpAddr;
use xutra_domain::affiliation::{AffiliationKind, join as may_join};
use xutra_domain::course::Viewer;
use xutra_domain::ids::AccountId;
use xutra_domain::instant::Instant;
use xutra_domain::people::{self as rules, Account, Audience};
use xutra_domain::spoken_code::ClassCode;
use xutra_domain::unit::{Tree, UnitKind};
use xutra_store::audit::{self, AuditEntry};
use xutra_store::class::PlacedClass;
use xutra_store::people::{self, NewAccount};
use xutra_store::{StoreError, Tx, affiliation, class, learning, unit};

/// What somebody without an account typed.
#[derive(Debug, Clone, Default)]
pub struct Newcomer {
    /// Name.
    pub display_name: String,
    /// Phone, e-mail or a sign-in name: one is enough.
    pub identifier: String,
    /// Password.
    pub password: String,
    /// Language of the page.
    pub locale: String,
    /// Year of birth, or empty.
    pub birth_year: String,
}

/// The open class of a code.
///
/// # Errors
/// `TooMany` after too many wrong codes from an address; `Invalid` for a wrong one, or a class that is over.
pub async fn find_class(app: &App, from: Option<IpAddr>, typed: &str) -> Result<PlacedClass, ActionError> {
    // Paid for before it is looked at, whatever was typed.
    app.limits.try_typed_code(from).map_err(ActionError::TooMany)?;
    let (now, wrong) = (app.clock.now(), || ActionError::invalid("code", "class-code-wrong"));
    let code = ClassCode::parse(typed).ok_or_else(wrong)?;
    let placed = class::find_by_code(app.store.reader(), &code).await?.ok_or_else(wrong)?;
    if !placed.class.window.is_open(now) || !is_still_held(app, &placed, now).await? {
        return Err(wrong());
    }
    app.limits.typed_code_was_right(from);
    Ok(placed)
}

/// Lets somebody with an account join. Who belongs nowhere yet belongs to the place of the class from now on.
///
/// # Errors
/// `Conflict` where the class is over, and in one's own class.
pub async fn join_class(app: &App, learner: &Account, placed: &PlacedClass) -> Result<(), ActionError> {
    if placed.class.facilitator == learner.id {
        return Err(ActionError::conflict(Message::new("class-own")));
    }
    let now = app.clock.now();
    let home = home_for(app, learner.id, placed, now).await?;
    let course = course_for(app, placed, Viewer::of(learner, now));
    let (placed, account) = (placed.clone(), learner.id);
    let reckoner = Reckoner::new(app);
    app.store
        .write(move |tx| {
            let (placed, course, reckoner) = (placed.clone(), course.clone(), reckoner.clone());
            Box::pin(async move {
                if let Some(kind) = home {
                    affiliation::begin(tx, account, &placed.class.unit, kind, now).await?;
                    reckoner.person(tx, account).await?;
                }
                enter(tx, &placed, account, course.as_deref(), false, now).await
            })
        })
        .await?;
    app.sessions.changed(learner.id, now);
    Ok(())
}

/// How somebody who belongs nowhere comes to belong to the place of a class.
async fn home_for(
    app: &App,
    of: AccountId,
    placed: &PlacedClass,
    now: Instant,
) -> Result<Option<AffiliationKind>, ActionError> {
    let reader = app.store.reader();
    let known = affiliation::list_of(reader, of).await?;
    if known.iter().any(|one| one.until.is_none_or(|until| now < until)) {
        return Ok(None);
    }
    let Some(place) = unit::find(reader, &placed.class.unit).await?.filter(|unit| unit.lasts_at(now)) else {
        return Ok(None);
    };
    let kind = kind_in(place.kind);
    Ok(may_join(&known, (&place.code, place.kind), kind, now).is_ok().then_some(kind))
}

fn kind_in(kind: UnitKind) -> AffiliationKind {
    match kind.tree() {
        Tree::Residence => AffiliationKind::Resident,
        Tree::Workplace => AffiliationKind::Staff,
    }
}

/// The course of a class, where it exists for somebody.
fn course_for(app: &App, placed: &PlacedClass, viewer: Viewer) -> Option<String> {
    let course = placed.class.course.as_deref()?;
    app.catalog.course_for(course, viewer).map(|live| live.course.id.clone())
}

async fn enter(
    tx: &Tx,
    placed: &PlacedClass,
    account: AccountId,
    course: Option<&str>,
    is_new: bool,
    now: Instant,
) -> Result<(), ActionError> {
    let joined = class::join(tx, placed.class.id, account, is_new, now).await?;
    if let Some(course) = course {
        learning::enroll(tx, account, course, now).await?;
    }
    match joined {
        None => Err(ActionError::conflict(Message::new("class-over"))),
        Some(false) => Ok(()),
        Some(true) => {
            let entry = AuditEntry {
                at: now,
                actor: Some(account),
                action: "class.joined".into(),
                subject: format!("account:{account}"),
                detail: json!({ "class": placed.class.id, "new": is_new }),
            };
            audit::append(tx, &entry).await.map_err(ActionError::from)
        }
    }
}

/// Makes an account in the place of the class, and lets it join.
///
/// # Errors
/// `Invalid` names every field that does not fit; `Conflict` where the class is over.
pub async fn register_in_class(app: &App, typed: &Newcomer, placed: &PlacedClass) -> Result<Account, ActionError> {
    let now = app.clock.now();
    let mut account = check(app, typed, placed, now)?;
    account.password_hash = Some(app.hasher.hash(&typed.password).await?);
    let course = course_for(app, placed, Viewer::ANYONE);
    let (id, placed) = (account.id, placed.clone());
    let reckoner = Reckoner::new(app);
    app.store
        .write(move |tx| {
            let (account, placed, course, reckoner) =
                (account.clone(), placed.clone(), course.clone(), reckoner.clone());
            Box::pin(async move {
                match people::insert_account(tx, &account).await {
                    Err(StoreError::Conflict(_)) => return Err(taken()),
                    other => other?,
                }
                enter(tx, &placed, id, course.as_deref(), true, now).await?;
                reckoner.person(tx, id).await
            })
        })
        .await?;
    people::find_account(app.store.reader(), id, now).await?.ok_or(ActionError::NotFound)
}

fn taken() -> ActionError {
    ActionError::invalid("identifier", "identifier-taken")
}

/// Checks everything that can be checked without the database; all faults at once.
fn check(app: &App, typed: &Newcomer, placed: &PlacedClass, now: Instant) -> Result<NewAccount, ActionError> {
    let mut faults = BTreeMap::new();
    let mut fault = |field: &str, key: &'static str| {
        faults.insert(field.to_owned(), Message::new(key));
    };
    let name = rules::parse_name(&typed.display_name).map_err(|unfit| fault("display_name", unfit.0)).ok();
    let identifier = Identifier::parse(&typed.identifier).map_err(|unfit| fault("identifier", unfit.0)).ok();
    let birth_year = match typed.birth_year.trim() {
        "" => None,
        text => rules::parse_birth_year(text).map_err(|unfit| fault("birth_year", unfit.0)).ok(),
    };
    if let Err(key) = password::check(&typed.password, &[&typed.identifier, &typed.display_name]) {
        fault("password", key);
    }
    let (Some(display_name), Some(identifier), true) = (name, identifier, faults.is_empty()) else {
        return Err(ActionError::Invalid(faults));
    };
    // The first administrator's is nobody else's, before they are made, too.
    if identifier.login.as_deref() == Some(app.config.admin_login.as_str()) {
        return Err(taken());
    }
    let locale = Some(typed.locale.clone()).filter(|tag| crate::locales::LANGUAGES.contains(&tag.as_str()));
    Ok(NewAccount {
        id: app.new_account_id(),
        login: identifier.login,
        display_name,
        password_hash: None,
        audience: Audience::default(),
        birth_year,
        unit: Some(placed.class.unit.clone()),
        email: identifier.email,
        phone: identifier.phone,
        locale,
        created_at: now,
    })
}

/// What somebody signs in by: one of three.
#[derive(Debug, Default, PartialEq, Eq)]
struct Identifier {
    login: Option<String>,
    email: Option<String>,
    phone: Option<String>,
}

impl Identifier {
    /// Reads one as what it looks like, so that a sign-in name is never what could be somebody's phone or e-mail.
    fn parse(text: &str) -> Result<Self, rules::Unfit> {
        if text.contains('@') {
            return rules::parse_email(text).map(|email| Self { email: Some(email), ..Self::default() });
        }
        if let Ok(phone) = rules::parse_phone(text) {
            return Ok(Self { phone: Some(phone), ..Self::default() });
        }
        rules::parse_login(text).map(|login| Self { login: Some(login), ..Self::default() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_field_takes_a_phone_an_e_mail_or_a_name() {
        let phone = Identifier::parse("+84 912 345 678").unwrap();
        assert_eq!((phone.phone.as_deref(), phone.login), (Some("0912345678"), None));
        let email = Identifier::parse("Hoa@Example.vn").unwrap();
        assert_eq!((email.email.as_deref(), email.login), (Some("hoa@example.vn"), None));
        assert_eq!(Identifier::parse(" Hoa.TanCuong ").unwrap().login.as_deref(), Some("hoa.tancuong"));
        assert_eq!(Identifier::parse("hoa@"), Err(rules::Unfit("email-shape")));
        assert_eq!(Identifier::parse("ab"), Err(rules::Unfit("login-length")));
    }
}
