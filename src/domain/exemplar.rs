//! Practice cards: what a unit tells others on one page, checked by an inspector of elsewhere before anybody reads it.

use crate::people::{Account, Role, Unfit};
use crate::plan::typed::{Faults, line, passage};
use crate::words::words;

/// The fields of a card, in their order.
pub const FIELDS: [&str; 7] = ["title", "problem", "steps", "cost", "people", "proof", "contact"];

/// What a card says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Page {
    /// What it is about, in a line.
    pub title: String,
    /// Which problem there was.
    pub problem: String,
    /// What was done, step by step.
    pub steps: String,
    /// What it cost.
    pub cost: String,
    /// Who it takes.
    pub people: String,
    /// How one sees that it worked.
    pub proof: String,
    /// Which office to ask.
    pub contact: String,
}

/// Where a card stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// It waits to be checked.
    Waiting,
    /// It came back with a reason.
    Returned,
    /// Everybody may read it.
    Published,
}

words!(State {
    Waiting => "waiting",
    Returned => "returned",
    Published => "published",
});

/// Reads what was typed, by the name of each field.
///
/// # Errors
/// By field, why it does not fit.
pub fn read(typed: impl Fn(&str) -> String) -> Result<Page, Faults> {
    let mut faults = Faults::new();
    let mut keep = |field: &'static str, found: Result<String, Unfit>| {
        found.unwrap_or_else(|fault| {
            faults.insert(field, fault);
            String::new()
        })
    };
    let page = Page {
        title: keep("title", line(&typed("title"), 3)),
        problem: keep("problem", passage(&typed("problem"), 10)),
        steps: keep("steps", passage(&typed("steps"), 10)),
        cost: keep("cost", line(&typed("cost"), 3)),
        people: keep("people", line(&typed("people"), 3)),
        proof: keep("proof", passage(&typed("proof"), 10)),
        contact: keep("contact", line(&typed("contact"), 3)),
    };
    if faults.is_empty() { Ok(page) } else { Err(faults) }
}

/// Whether somebody may check a card of the unit of a path: an inspector whose scope does not end at that unit or inside it,
/// who neither leads it nor wrote the card, and whose home is elsewhere.
#[must_use]
pub fn may_check(
    by: &Account,
    home: Option<&str>,
    author: crate::ids::AccountId,
    path: &str,
    now: crate::instant::Instant,
) -> bool {
    let from_elsewhere = |grant: &crate::people::RoleGrant| {
        grant.role == Role::Inspector
            && grant.holds_at(now)
            && grant.scope.as_ref().is_none_or(|scope| !scope.starts_with(path))
    };
    by.id != author
        && by.roles.iter().any(from_elsewhere)
        && !by.has_role_over(Role::Leader, path, now)
        && home.is_none_or(|home| !home.starts_with(path))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ids::AccountId;
    use crate::instant::Instant;
    use crate::people::{Audience, RoleGrant};
    use uuid::Uuid;

    fn who(id: u128, roles: &[(Role, Option<&str>)]) -> Account {
        let grant = |(role, scope): &(Role, Option<&str>)| RoleGrant {
            role: *role,
            unit: scope.map(|_| "A".into()),
            scope: scope.map(str::to_owned),
            expires_at: None,
        };
        Account {
            id: AccountId(Uuid::from_u128(id)),
            login: None,
            display_name: "An".into(),
            audience: Audience::Official,
            unit: None,
            email: None,
            phone: None,
            locale: None,
            disabled: false,
            created_at: Instant(0),
            roles: roles.iter().map(grant).collect(),
        }
    }

    #[test]
    fn a_card_is_checked_by_an_inspector_of_elsewhere() {
        let author = AccountId(Uuid::from_u128(9));
        let inspector = Role::Inspector;
        for (id, roles, home, may) in [
            (1, vec![(inspector, None)], None, true),
            (1, vec![(inspector, Some("/1/"))], Some("/1/8/"), true),
            (1, vec![(inspector, Some("/1/8/"))], Some("/1/70/"), true),
            (1, vec![(inspector, Some("/1/7/"))], None, false),
            (1, vec![(inspector, Some("/1/7/3/"))], None, false),
            (1, vec![(inspector, None)], Some("/1/7/3/"), false),
            (1, vec![(inspector, None), (Role::Leader, Some("/1/"))], None, false),
            (9, vec![(inspector, None)], None, false),
            (1, vec![(Role::Leader, Some("/1/8/"))], None, false),
            (1, vec![(Role::Administrator, None)], None, false),
        ] {
            assert_eq!(may_check(&who(id, &roles), home, author, "/1/7/", Instant(5)), may, "{id} {roles:?} {home:?}");
        }
    }

    #[test]
    fn a_card_is_whole_and_names_no_person() {
        let text = |field: &str| format!("Mười hai bước của {field}");
        assert!(read(text).is_ok_and(|page| page.cost.ends_with("cost") && page.contact.ends_with("contact")));
        let faults =
            read(|field| if field == "contact" { "0912345678".into() } else { String::new() }).expect_err("faults");
        assert_eq!(faults.keys().copied().collect::<Vec<_>>().len(), FIELDS.len());
        assert_eq!(faults["contact"], Unfit("plan-names-somebody"));
    }
}
