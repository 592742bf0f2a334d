//! Who sees what of a course: drafts are hidden from all learners, the rest by the `audience` of the course and its items
//! (format, section 2). What somebody does not see does not exist for them.

use super::{CompiledCourse, Item, Module};
use crate::instant::Instant;
use crate::people::{Account, Audience, Role};

/// Somebody who looks at courses, as far as it decides what they see.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Viewer(u8);

impl Viewer {
    /// Somebody who has not signed in: sees what is meant for everyone.
    pub const ANYONE: Self = Self(0);

    /// The holder of an account: their own audience, and facilitators' where they hold that role. Other roles widen nothing,
    /// so that what a teacher or certifier has to do as a learner is no more than what their colleagues have to do.
    #[must_use]
    pub fn of(account: &Account, now: Instant) -> Self {
        let facilitates = account.has_role(Role::Facilitator, now);
        Self(bit(account.audience) | if facilitates { bit(Audience::Facilitator) } else { 0 })
    }

    /// Whether something meant for these audiences is for this viewer; for none named it is for everyone.
    #[must_use]
    pub fn belongs_to(self, audiences: &[String]) -> bool {
        audiences.is_empty()
            || audiences.iter().filter_map(|word| Audience::parse(word)).any(|audience| self.0 & bit(audience) != 0)
    }

    /// Whether the item exists for this viewer.
    #[must_use]
    pub fn sees(self, item: &Item) -> bool {
        !item.head().draft && self.belongs_to(&item.head().audience)
    }
}

fn bit(audience: Audience) -> u8 {
    match audience {
        Audience::Resident => 1,
        Audience::Official => 2,
        Audience::Business => 4,
        Audience::Facilitator => 8,
    }
}

impl CompiledCourse {
    /// Whether the course exists for a viewer.
    #[must_use]
    pub fn is_for(&self, viewer: Viewer) -> bool {
        viewer.belongs_to(&self.audience)
    }

    /// The items that a viewer sees, in order.
    pub fn visible_items(&self, viewer: Viewer) -> impl DoubleEndedIterator<Item = &Item> {
        self.modules.iter().flat_map(|module| &module.items).filter(move |item| viewer.sees(item))
    }

    /// The item of that id, where the viewer sees it.
    #[must_use]
    pub fn visible_item(&self, id: &str, viewer: Viewer) -> Option<&Item> {
        self.item(id).filter(|item| viewer.sees(item))
    }

    /// The modules that a viewer sees, in order: those with something for them, and those that are text alone.
    pub fn visible_modules(&self, viewer: Viewer) -> impl Iterator<Item = &Module> {
        let shows =
            move |module: &&Module| module.items.is_empty() || module.items.iter().any(|item| viewer.sees(item));
        self.modules.iter().filter(shows)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::assessment::samples;
    use crate::people::RoleGrant;

    fn account(audience: Audience, role: Option<Role>) -> Account {
        let grant = |role| RoleGrant { role, unit: None, scope: None, expires_at: Some(Instant(10)) };
        Account { roles: role.map(grant).into_iter().collect(), ..samples::account(audience) }
    }

    #[test]
    fn everybody_sees_what_is_meant_for_them() {
        use Audience::{Business, Facilitator, Official, Resident};
        let now = Instant(5);
        let table: [(Viewer, [bool; 4]); 6] = [
            (Viewer::ANYONE, [false; 4]),
            (Viewer::of(&account(Resident, None), now), [true, false, false, false]),
            (Viewer::of(&account(Business, None), now), [false, false, true, false]),
            (Viewer::of(&account(Official, Some(Role::Facilitator)), now), [false, true, false, true]),
            (Viewer::of(&account(Official, Some(Role::Facilitator)), Instant(10)), [false, true, false, false]),
            (Viewer::of(&account(Official, Some(Role::Certifier)), now), [false, true, false, false]),
        ];
        for (viewer, expected) in table {
            let sees =
                [Resident, Official, Business, Facilitator].map(|one| viewer.belongs_to(&[one.word().to_owned()]));
            assert_eq!(sees, expected, "{viewer:?}");
            assert!(viewer.belongs_to(&[]), "{viewer:?} sees what is for everyone");
        }
        assert!(Viewer::of(&account(Resident, None), now).belongs_to(&["official".into(), "resident".into()]));
    }
}
