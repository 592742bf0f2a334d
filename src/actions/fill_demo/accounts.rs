//! Who runs an invented province: one account of each role that can sign in, and a facilitator and a leader of each commune
//! who cannot. Nobody shares a password.

use super::write;
use crate::actions::ActionError;
use crate::app::App;
use crate::demo::dice::Dice;
use crate::demo::world::{Duties, World};
use base64::Engine as _;
use std::sync::Arc;
use xutra_domain::ids::AccountId;
use xutra_domain::instant::{DAY, Instant};
use xutra_domain::people::{Audience, Role};
use xutra_store::people::{self, NewAccount};

/// How long ago they were made.
const BEFORE: i64 = 390 * DAY;
/// Inspectors beside the one that can sign in: nobody closes what they found.
const INSPECTORS: u64 = 2;

/// An account whose password is told once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WithPassword {
    /// The role's word; `learner` where it has none.
    pub role: &'static str,
    /// Sign-in name.
    pub login: String,
    /// Password; none where the settings have it.
    pub password: Option<String>,
}

/// Those who run it.
pub(super) struct Staff {
    /// Enters figures.
    pub(super) administrator: AccountId,
    /// Approves them.
    pub(super) approver: AccountId,
    /// Who does what.
    pub(super) duties: Duties,
    /// Accounts to look around with.
    pub(super) with_password: Vec<WithPassword>,
}

/// An account with its role and the code of the unit over which it holds.
struct Wanted {
    account: NewAccount,
    role: Option<Role>,
    unit: Option<String>,
}

/// Makes them.
pub(super) async fn make(app: &App, world: &World) -> Result<Staff, ActionError> {
    let (mut wanted, mut with_password) = (Vec::new(), Vec::new());
    let administrator = first(app, &mut wanted, &mut with_password).await?;
    let since = world.now.plus(-BEFORE);
    let front = world.order.first().map(|index| world.tree.communes[*index].code.clone());
    let mut duties = Duties::default();
    for (place, role) in (1_u64..).zip([None].into_iter().chain(Role::ALL.iter().copied().map(Some))) {
        if role == Some(Role::Administrator) {
            continue;
        }
        let word = role.map_or("learner", Role::word);
        let id = identity("role", place, since);
        let local = matches!(role, None | Some(Role::Facilitator));
        let (login, secret) = (format!("demo-{word}"), secret(app));
        let unit = if local { front.clone() } else { None };
        let hash = app.hasher.hash(&secret).await?;
        wanted.push(Wanted { account: account(id, &login, &login, Some(hash), unit.clone(), since), role, unit });
        with_password.push(WithPassword { role: word, login, password: Some(secret) });
        duties.named.insert(word, id);
    }
    let approver = duties.named.get(Role::Inspector.word()).copied().unwrap_or(administrator);
    duties.inspectors.push(approver);
    for number in 1..=INSPECTORS {
        let (id, name) = (identity("tt", number, since), crate::demo::person_name("tt", number));
        let account = account(id, &format!("tt-{number}"), &name, None, None, since);
        wanted.push(Wanted { account, role: Some(Role::Inspector), unit: None });
        duties.inspectors.push(id);
    }
    by_commune(world, since, &mut wanted, &mut duties);
    write(app, &Arc::new((wanted, administrator)), |tx, (wanted, by)| {
        Box::pin(async move {
            for Wanted { account, role, unit } in wanted {
                people::insert_account(tx, account).await?;
                if let Some(role) = role {
                    people::grant_role(tx, account.id, *role, unit.as_deref(), None, *by, account.created_at).await?;
                }
            }
            Ok(())
        })
    })
    .await?;
    Ok(Staff { administrator, approver, duties, with_password })
}

/// A facilitator and a leader of each commune in which anybody learns.
fn by_commune(world: &World, since: Instant, wanted: &mut Vec<Wanted>, duties: &mut Duties) {
    for (index, commune) in world.tree.communes.iter().enumerate().filter(|(index, _)| *index != world.empty) {
        let number = u64::try_from(index).unwrap_or(0);
        for (role, topic) in [(Role::Facilitator, "cn"), (Role::Leader, "ld")] {
            let id = identity(topic, number, since);
            let name = crate::demo::person_name(topic, number);
            let login = format!("{topic}-{}", commune.code);
            let unit = Some(commune.code.clone());
            wanted.push(Wanted {
                account: account(id, &login, &name, None, unit.clone(), since),
                role: Some(role),
                unit,
            });
            let own = if role == Role::Facilitator { &mut duties.facilitators } else { &mut duties.leaders };
            own.insert(index, id);
        }
    }
}

/// The administrator: who is one already, else the one of the settings, with their password or one that is told.
async fn first(
    app: &App,
    wanted: &mut Vec<Wanted>,
    with_password: &mut Vec<WithPassword>,
) -> Result<AccountId, ActionError> {
    let now = app.clock.now();
    if let Some(id) = people::first_administrator(app.store.reader()).await? {
        return Ok(id);
    }
    let (login, id) = (app.config.admin_login.clone(), identity("role", 0, now.plus(-BEFORE)));
    let told = if app.config.admin_password.is_none() { Some(secret(app)) } else { None };
    let hash = match told.as_ref().or(app.config.admin_password.as_ref()) {
        Some(password) => Some(app.hasher.hash(password).await?),
        None => None,
    };
    let account = account(id, &login, &login, hash, None, now.plus(-BEFORE));
    wanted.push(Wanted { account, role: Some(Role::Administrator), unit: None });
    with_password.push(WithPassword { role: Role::Administrator.word(), login, password: told });
    Ok(id)
}

fn account(
    id: AccountId,
    login: &str,
    name: &str,
    password_hash: Option<String>,
    unit: Option<String>,
    created_at: Instant,
) -> NewAccount {
    NewAccount {
        id,
        login: Some(login.to_owned()),
        display_name: name.to_owned(),
        password_hash,
        audience: Audience::Official,
        birth_year: None,
        unit,
        email: None,
        phone: None,
        locale: None,
        created_at,
    }
}

fn identity(topic: &str, number: u64, at: Instant) -> AccountId {
    let milliseconds = u64::try_from(at.0).unwrap_or(0);
    let bytes = Dice::of(topic, number).bytes();
    AccountId(uuid::Builder::from_unix_timestamp_millis(milliseconds, &bytes).into_uuid())
}

/// A password that is told once: the only thing that differs from one time to the next.
fn secret(app: &App) -> String {
    base64::prelude::BASE64_URL_SAFE_NO_PAD.encode(app.random::<12>())
}
