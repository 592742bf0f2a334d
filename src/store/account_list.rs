//! Lists of accounts: who is in them, in which order, a page at a time.

use crate::sql::{self, Parts, contains, path_end, values};
use crate::{StoreError, people};
use sea_orm::{ConnectionTrait, DbBackend};
use serde::Deserialize;
use xutra_domain::ids::AccountId;
use xutra_domain::instant::Instant;
use xutra_domain::people::{Account, Audience, Role};

/// Which accounts a page shows.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AccountFilter {
    /// Only units below these paths; none means everybody, also people without a unit.
    pub scopes: Option<Vec<String>>,
    /// Only units below this path.
    pub unit_path: Option<String>,
    /// Part of a name (folded by `search_key`), login or phone.
    pub query: Option<String>,
    /// Only who holds this role now, wherever it holds.
    pub role: Option<Role>,
    /// Only people of this audience.
    pub audience: Option<Audience>,
    /// Only who may not sign in, or only who may.
    pub disabled: Option<bool>,
    /// In which order.
    pub order: AccountOrder,
}

/// In which order accounts stand. Identities go up with time, so that they tell who came first.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum AccountOrder {
    /// Who came first comes first.
    #[default]
    Oldest,
    /// Who came last comes first.
    Newest,
    /// By name, from A.
    Name,
    /// By name, from Z.
    NameBack,
}

impl AccountOrder {
    /// Every order.
    pub const ALL: [Self; 4] = [Self::Newest, Self::Oldest, Self::Name, Self::NameBack];

    /// The word for it in addresses.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Oldest => "oldest",
            Self::Newest => "newest",
            Self::Name => "name",
            Self::NameBack => "name-back",
        }
    }

    /// What lets a page begin after an account, and the order of an account's own columns (`{}` stands for its table).
    pub(crate) fn sql(self) -> (&'static str, &'static str) {
        const AFTER: &str = " AND (p.search_key, p.id) > (SELECT c.search_key, c.id FROM account c WHERE c.id = ?)";
        const BEFORE: &str = " AND (p.search_key, p.id) < (SELECT c.search_key, c.id FROM account c WHERE c.id = ?)";
        match self {
            Self::Oldest => (" AND p.id > ?", "{}.id"),
            Self::Newest => (" AND p.id < ?", "{}.id DESC"),
            Self::Name => (AFTER, "{}.search_key, {}.id"),
            Self::NameBack => (BEFORE, "{}.search_key DESC, {}.id DESC"),
        }
    }
}

/// A page of accounts after the cursor, in the filter's order.
///
/// # Errors
/// Database trouble.
pub async fn page_accounts(
    db: &impl ConnectionTrait,
    filter: &AccountFilter,
    cursor: Option<AccountId>,
    limit: u64,
    now: Instant,
) -> Result<Vec<Account>, StoreError> {
    let mut page =
        Parts::new("(SELECT p.* FROM account p LEFT JOIN unit w ON w.id = p.unit_id WHERE p.erased_at IS NULL");
    let (begin, order) = filter.order.sql();
    if let Some(after) = cursor {
        page.add(begin, values![after]);
    }
    narrow(&mut page, filter, now);
    page.add(&format!(" ORDER BY {} LIMIT ?)", order.replace("{}", "p")), values![limit]);
    let mut query = Parts::default();
    people::with_roles(&mut query, &page.sql, page.values, now)
        .add(&format!(" ORDER BY {}, g.id", order.replace("{}", "a")), Vec::new());
    people::gather(&query.all(db).await?)
}

/// Leaves out of accounts `p` at home in `w` who does not fit.
fn narrow(page: &mut Parts, filter: &AccountFilter, now: Instant) {
    if let Some(audience) = filter.audience {
        page.add(" AND p.audience = ?", values![audience.word()]);
    }
    if let Some(disabled) = filter.disabled {
        page.add(" AND p.disabled = ?", values![disabled]);
    }
    if let Some(role) = filter.role {
        page.add(
            " AND EXISTS (SELECT 1 FROM role_grant h WHERE h.account_id = p.id AND h.role = ? \
             AND (h.expires_at IS NULL OR h.expires_at > ?))",
            values![role.word(), now],
        );
    }
    if let Some(path) = &filter.unit_path {
        page.add(" AND w.path >= ? AND w.path < ?", values![path, path_end(path)]);
    }
    if let Some(query) = filter.query.as_deref().filter(|query| !query.is_empty()) {
        let pattern = contains(query);
        page.add(
            r" AND (p.search_key LIKE ? ESCAPE '\' OR p.login LIKE ? ESCAPE '\' OR p.phone LIKE ? ESCAPE '\')",
            values![&pattern, &pattern, &pattern],
        );
    }
    page.within("w.path", filter.scopes.as_deref());
}

/// Somebody as a list of people shows them: what is known of them, and what they count for.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Listed {
    /// Identity.
    pub id: AccountId,
    /// Sign-in name.
    pub login: Option<String>,
    /// Name.
    pub name: String,
    /// Phone.
    pub phone: Option<String>,
    /// E-mail.
    pub email: Option<String>,
    /// Who they are in the programme, by its word.
    pub audience: String,
    /// Code of the unit they live in.
    pub unit: Option<String>,
    /// Name of that unit.
    pub unit_name: Option<String>,
    /// Year of birth.
    pub birth_year: Option<u32>,
    /// When the account was made.
    pub created_at: Instant,
    /// Since when they take part.
    pub since: Option<Instant>,
    /// Capable by evidence of this grade, `A` or `B`.
    pub grade: Option<String>,
    /// Until when.
    pub until: Option<Instant>,
}

/// The next people of a list after somebody, in the order of their identities: whole lists go out so, piece by piece.
///
/// # Errors
/// Database trouble.
pub async fn page_listed(
    db: &impl ConnectionTrait,
    filter: &AccountFilter,
    after: Option<AccountId>,
    limit: u64,
    now: Instant,
) -> Result<Vec<Listed>, StoreError> {
    let mut page = Parts::new(
        "SELECT p.id, p.login, p.display_name, p.phone, p.email, p.audience, w.code, w.name, p.birth_year, p.created_at, \
         s.since, s.grade, s.until FROM account p LEFT JOIN unit w ON w.id = p.unit_id \
         LEFT JOIN standing s ON s.account_id = p.id WHERE p.erased_at IS NULL",
    );
    if let Some(after) = after {
        page.add(" AND p.id > ?", values![after]);
    }
    narrow(&mut page, filter, now);
    page.add(&format!(" ORDER BY p.id LIMIT {limit}"), Vec::new());
    let id = match db.get_database_backend() {
        DbBackend::Postgres => "f.id",
        // It holds the bytes.
        _ => "lower(hex(f.id))",
    };
    let columns = format!(
        "{id}, f.login, f.display_name, f.phone, f.email, f.audience, f.code, f.name, f.birth_year, f.created_at, f.since, \
         f.grade, f.until"
    );
    sql::packed(db, &columns, &page.sql, page.values).await
}
