//! Accounts and the roles they hold.

use crate::sql::{self, Parts, get, instant, maybe_instant, values, word};
use crate::{StoreError, affiliation, unit};
use sea_orm::{ConnectionTrait, QueryResult};
use xutra_domain::ids::AccountId;
use xutra_domain::instant::Instant;
use xutra_domain::people::{Account, Audience, Role, RoleGrant, search_key};

pub use crate::account_list::{AccountFilter, AccountOrder, page_accounts};

/// An account to be made; login, e-mail and phone in their canonical form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewAccount {
    /// Identity.
    pub id: AccountId,
    /// Sign-in name.
    pub login: Option<String>,
    /// Name as it stands on a certificate.
    pub display_name: String,
    /// Argon2 hash; none where the person signs in otherwise, or not yet.
    pub password_hash: Option<String>,
    /// Who they are in the programme.
    pub audience: Audience,
    /// Code of the unit they live in.
    pub unit: Option<String>,
    /// E-mail.
    pub email: Option<String>,
    /// Phone.
    pub phone: Option<String>,
    /// Chosen language.
    pub locale: Option<String>,
    /// Year of birth.
    pub birth_year: Option<u32>,
    /// When it is made.
    pub created_at: Instant,
}

/// Makes an account.
///
/// # Errors
/// Conflict `login`, `email` or `phone`; NotFound where there is no such unit.
pub async fn insert_account(db: &impl ConnectionTrait, account: &NewAccount) -> Result<(), StoreError> {
    let unit = unit::id_of(db, account.unit.as_deref()).await?;
    let values = values![
        account.id,
        &account.login,
        &account.email,
        &account.phone,
        &account.display_name,
        search_key(&account.display_name),
        &account.password_hash,
        account.audience.word(),
        unit,
        &account.locale,
        account.created_at,
        account.birth_year,
    ];
    let inserted = sql::execute(
        db,
        "INSERT INTO account (id, login, email, phone, display_name, search_key, password_hash, audience, unit_id, \
         locale, disabled, created_at, birth_year) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, FALSE, $11, $12) \
         ON CONFLICT DO NOTHING",
        values,
    )
    .await?;
    if inserted != 1 {
        return Err(which_clashes(db, account).await?);
    }
    if unit.is_some() { affiliation::begin_first(db, account.id, account.created_at).await } else { Ok(()) }
}

async fn which_clashes(db: &impl ConnectionTrait, account: &NewAccount) -> Result<StoreError, StoreError> {
    let columns = [("login", &account.login), ("email", &account.email), ("phone", &account.phone)];
    for (column, value) in columns {
        let taken = format!("SELECT 1 FROM account WHERE {column} = $1");
        if value.is_some() && sql::exists(db, &taken, values![value]).await? {
            return Ok(StoreError::clash(column));
        }
    }
    Ok(StoreError::clash("unique"))
}

/// The account with the roles that have not expired.
///
/// # Errors
/// Database trouble.
pub async fn find_account(
    db: &impl ConnectionTrait,
    id: AccountId,
    now: Instant,
) -> Result<Option<Account>, StoreError> {
    let mut query = Parts::default();
    with_roles(&mut query, "account", Vec::new(), now).add(" WHERE a.id = ?", values![id]);
    query.add(" ORDER BY g.id", Vec::new());
    Ok(gather(&query.all(db).await?)?.pop())
}

/// Who signs in by that login, e-mail or phone (already canonical): id, password hash, whether disabled.
///
/// # Errors
/// Database trouble.
pub async fn find_sign_in(
    db: &impl ConnectionTrait,
    identifier: &str,
) -> Result<Option<(AccountId, Option<String>, bool)>, StoreError> {
    let row = sql::one(
        db,
        "SELECT id, password_hash, disabled FROM account WHERE login = $1 OR email = $1 OR phone = $1 \
         ORDER BY CASE WHEN login = $1 THEN 0 WHEN email = $1 THEN 1 ELSE 2 END LIMIT 1",
        values![identifier],
    )
    .await?;
    row.map(|row| Ok((sql::account(&row, "id")?, get(&row, "password_hash")?, get(&row, "disabled")?))).transpose()
}

/// Selects accounts from a source (whose values come first) with one row for each role.
pub(crate) fn with_roles<'a>(
    query: &'a mut Parts,
    source: &str,
    values: Vec<sea_orm::Value>,
    now: Instant,
) -> &'a mut Parts {
    query.values = values;
    query.sql = format!(
        "SELECT a.id, a.login, a.display_name, a.audience, u.code AS unit, a.email, a.phone, a.locale, a.disabled, \
         a.created_at, g.role, s.code AS grant_unit, s.path AS grant_scope, g.expires_at \
         FROM {source} a LEFT JOIN unit u ON u.id = a.unit_id"
    );
    query.add(
        " LEFT JOIN role_grant g ON g.account_id = a.id AND (g.expires_at IS NULL OR g.expires_at > ?) \
         LEFT JOIN unit s ON s.id = g.unit_id",
        values![now],
    )
}

/// Accounts from rows that stand together by account.
pub(crate) fn gather(rows: &[QueryResult]) -> Result<Vec<Account>, StoreError> {
    let mut accounts: Vec<Account> = Vec::new();
    for row in rows {
        let id = sql::account(row, "id")?;
        if accounts.last().is_none_or(|last| last.id != id) {
            accounts.push(bare_account(row, id)?);
        }
        let Some(role) = get::<Option<String>>(row, "role")? else { continue };
        if let Some(last) = accounts.last_mut() {
            last.roles.push(RoleGrant {
                role: word(&role, Role::parse)?,
                unit: get(row, "grant_unit")?,
                scope: get(row, "grant_scope")?,
                expires_at: maybe_instant(row, "expires_at")?,
            });
        }
    }
    Ok(accounts)
}

fn bare_account(row: &QueryResult, id: AccountId) -> Result<Account, StoreError> {
    Ok(Account {
        id,
        login: get(row, "login")?,
        display_name: get(row, "display_name")?,
        audience: word(&get::<String>(row, "audience")?, Audience::parse)?,
        unit: get(row, "unit")?,
        email: get(row, "email")?,
        phone: get(row, "phone")?,
        locale: get(row, "locale")?,
        disabled: get(row, "disabled")?,
        created_at: instant(row, "created_at")?,
        roles: Vec::new(),
    })
}

/// The account that was the first to run the server; none where nobody does.
///
/// # Errors
/// Database trouble.
pub async fn first_administrator(db: &impl ConnectionTrait) -> Result<Option<AccountId>, StoreError> {
    let sql = "SELECT account_id FROM role_grant WHERE role = 'administrator' ORDER BY id LIMIT 1";
    sql::one(db, sql, Vec::new()).await?.as_ref().map(|row| sql::account(row, "account_id")).transpose()
}

/// Gives a role over a subtree of units, or everywhere; replaces an earlier grant of the same role.
///
/// # Errors
/// NotFound where there is no such account or unit.
pub async fn grant_role(
    db: &impl ConnectionTrait,
    id: AccountId,
    role: Role,
    unit_code: Option<&str>,
    expires_at: Option<Instant>,
    by: AccountId,
    now: Instant,
) -> Result<(), StoreError> {
    let unit = unit::id_of(db, unit_code).await?;
    let granted = sql::execute(
        db,
        "INSERT INTO role_grant (account_id, role, unit_id, expires_at, granted_by, granted_at) \
         SELECT id, $2, $3, $4, $5, $6 FROM account WHERE id = $1 \
         ON CONFLICT (account_id, role) DO UPDATE SET unit_id = excluded.unit_id, expires_at = excluded.expires_at, \
         granted_by = excluded.granted_by, granted_at = excluded.granted_at",
        values![id, role.word(), unit, expires_at, by, now],
    )
    .await?;
    if granted == 1 { Ok(()) } else { Err(StoreError::NotFound) }
}

/// Takes a role away; whether it was held.
///
/// # Errors
/// Database trouble.
pub async fn remove_role(db: &impl ConnectionTrait, id: AccountId, role: Role) -> Result<bool, StoreError> {
    let sql = "DELETE FROM role_grant WHERE account_id = $1 AND role = $2";
    Ok(sql::execute(db, sql, values![id, role.word()]).await? > 0)
}

/// Shuts an account out, or lets it in again; whether that changed anything. One that was joined to another stays shut.
///
/// # Errors
/// Database trouble.
pub async fn set_disabled(db: &impl ConnectionTrait, id: AccountId, disabled: bool) -> Result<bool, StoreError> {
    let sql = "UPDATE account SET disabled = $2 WHERE id = $1 AND disabled <> $2 AND merged_into IS NULL";
    Ok(sql::execute(db, sql, values![id, disabled]).await? > 0)
}

/// Sets the password's hash.
///
/// # Errors
/// NotFound where there is no such account.
pub async fn set_password(db: &impl ConnectionTrait, id: AccountId, hash: &str) -> Result<(), StoreError> {
    must_change(db, "UPDATE account SET password_hash = $2 WHERE id = $1", id, hash).await
}

/// Sets the chosen language.
///
/// # Errors
/// NotFound where there is no such account.
pub async fn set_locale(db: &impl ConnectionTrait, id: AccountId, locale: &str) -> Result<(), StoreError> {
    must_change(db, "UPDATE account SET locale = $2 WHERE id = $1", id, locale).await
}

async fn must_change(db: &impl ConnectionTrait, sql: &str, id: AccountId, value: &str) -> Result<(), StoreError> {
    match sql::execute(db, sql, values![id, value]).await? {
        0 => Err(StoreError::NotFound),
        _ => Ok(()),
    }
}

/// Whether anybody runs the server, even where the role has run out: then the first-run link stays shut.
///
/// # Errors
/// Database trouble.
pub async fn has_administrator(db: &impl ConnectionTrait) -> Result<bool, StoreError> {
    let sql = "SELECT 1 FROM role_grant g JOIN account a ON a.id = g.account_id \
               WHERE g.role = $1 AND a.disabled = FALSE LIMIT 1";
    sql::exists(db, sql, values![Role::Administrator.word()]).await
}

/// The path of the unit somebody lives in: outer none where there is no such account, inner none without a unit.
///
/// # Errors
/// Database trouble.
pub async fn unit_path_of(db: &impl ConnectionTrait, id: AccountId) -> Result<Option<Option<String>>, StoreError> {
    let sql = "SELECT u.path FROM account a LEFT JOIN unit u ON u.id = a.unit_id WHERE a.id = $1";
    sql::one(db, sql, values![id]).await?.map(|row| get(&row, "path")).transpose()
}

/// Somebody whose duty it is to help.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Facilitator {
    /// Name.
    pub name: String,
    /// Name of the unit that they look after.
    pub unit: String,
}

/// Who looks after the unit that somebody lives in, or one that it lies in; the nearest first, at most so many. Who may not
/// sign in is left out.
///
/// # Errors
/// Database trouble.
pub async fn list_facilitators(
    db: &impl ConnectionTrait,
    of: AccountId,
    most: u64,
    now: Instant,
) -> Result<Vec<Facilitator>, StoreError> {
    let sql = "SELECT f.display_name, s.name FROM account a \
               JOIN unit w ON w.id = a.unit_id \
               JOIN unit s ON substr(w.path, 1, length(s.path)) = s.path \
               JOIN role_grant g ON g.unit_id = s.id AND g.role = $1 AND (g.expires_at IS NULL OR g.expires_at > $2) \
               JOIN account f ON f.id = g.account_id AND f.disabled = FALSE AND f.id <> a.id \
               WHERE a.id = $3 ORDER BY length(s.path) DESC, f.display_name LIMIT $4";
    let rows = sql::all(db, sql, values![Role::Facilitator.word(), now, of, most]).await?;
    rows.iter().map(|row| Ok(Facilitator { name: get(row, "display_name")?, unit: get(row, "name")? })).collect()
}
