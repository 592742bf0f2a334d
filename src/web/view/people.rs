//! Accounts: register, sign in, one's own page, and the administrator's list.

use super::{FormState, Link, SortHead, When};
use serde::Serialize;

/// `people/register.html`: posts `display_name`, `login`, `password`, `audience`, `unit` or `unit_search`, `phone`,
/// `email`, `next`.
#[derive(Debug, Clone, Serialize)]
pub struct RegisterPage {
    /// What was typed, what is wrong.
    pub form: FormState,
    /// Where to go afterwards.
    pub next: String,
    /// The sign-in, which leads there, too.
    pub login_url: String,
    /// Where one lives or works.
    pub unit: UnitField,
}

/// The field for a unit; it is left out where there are no units.
#[derive(Debug, Clone, Default, Serialize)]
pub struct UnitField {
    /// Every unit where there are few: code as address.
    pub options: Vec<Link>,
    /// There are many: they are searched.
    pub search: bool,
    /// What the search found.
    pub found: Vec<Link>,
    /// It found more than is shown.
    pub more: bool,
}

/// `people/login.html`: posts `login`, `password`, `next`. An error of the whole form stands under `form`.
#[derive(Debug, Clone, Serialize)]
pub struct LoginPage {
    /// What was typed, what is wrong.
    pub form: FormState,
    /// Where to go afterwards.
    pub next: String,
    /// The registration, which leads there, too.
    pub register_url: String,
    /// Several people share this device.
    pub shared: bool,
}

/// `people/help.html`
#[derive(Debug, Clone, Serialize)]
pub struct HelpPage {
    /// Name of the unit that one lives in, where it is known.
    pub unit: Option<String>,
    /// Who looks after it, the nearest first.
    pub facilitators: Vec<FacilitatorView>,
}

/// Somebody whose duty it is to help.
#[derive(Debug, Clone, Serialize)]
pub struct FacilitatorView {
    /// Name.
    pub name: String,
    /// What they look after.
    pub unit: String,
}

/// `people/display.html`: posts `theme` or `text`, and `next`.
#[derive(Debug, Clone, Serialize)]
pub struct DisplayPage {
    /// `system`, `light` or `dark`.
    pub theme: &'static str,
    /// `normal`, `large` or `largest`.
    pub text: &'static str,
    /// `ask`, `tap` or `always`.
    pub pictures: &'static str,
    /// Where one came from; may be empty.
    pub next: String,
    /// Where the page leads back to.
    pub back: String,
}

/// `people/set_password.html`: posts `password` to its own address.
#[derive(Debug, Clone, Serialize)]
pub struct SetPasswordPage {
    /// What is wrong.
    pub form: FormState,
    /// Address of the form.
    pub action: String,
}

/// `people/accounts.html`: `/admin/accounts?q=&role=&audience=&unit=&state=&sort=`. What is chosen stands as the value of
/// its field; empty means all.
#[derive(Debug, Clone, Serialize)]
pub struct AccountsPage {
    /// Search text.
    pub query: String,
    /// Chosen role.
    pub role: &'static str,
    /// Chosen audience.
    pub audience: &'static str,
    /// Code of the chosen unit; people of units below it are shown, too.
    pub unit: String,
    /// `open`, `disabled` or empty.
    pub state: &'static str,
    /// Word of the order.
    pub sort: &'static str,
    /// Words of all roles.
    pub roles: Vec<&'static str>,
    /// Words of all audiences.
    pub audiences: Vec<&'static str>,
    /// Words of all orders.
    pub sorts: Vec<&'static str>,
    /// Every unit where there are few: code as address. Else its name or code is typed.
    pub units: Vec<Link>,
    /// Key of what is wrong with what was typed there.
    pub unit_error: Option<&'static str>,
    /// Something is chosen that leaves people out.
    pub narrowed: bool,
    /// Sorts by name.
    pub by_name: SortHead,
    /// Sorts by when they were made.
    pub by_created: SortHead,
    /// One page.
    pub accounts: Vec<AccountRow>,
    /// The next page.
    pub next_url: Option<String>,
    /// All of them as a file.
    pub csv_url: String,
}

/// An account in the list.
#[derive(Debug, Clone, Serialize)]
pub struct AccountRow {
    /// Name and address.
    pub link: Link,
    /// Login.
    pub login: String,
    /// Audience.
    pub audience: &'static str,
    /// Name of the unit.
    pub unit: String,
    /// Words of the roles.
    pub roles: Vec<&'static str>,
    /// May not sign in.
    pub disabled: bool,
    /// When it was made.
    pub created: When,
}

/// `people/account.html`: `/admin/accounts/{id}`. Posts to `.../roles` (`role`, `unit` or
/// `unit_search`, `until`), `.../roles/remove` (`role`),
/// `.../disabled` (`disabled` = `yes` or `no`, `sure` = `yes`).
#[derive(Debug, Clone, Serialize)]
pub struct AccountPage {
    /// Id.
    pub id: String,
    /// The account.
    pub row: AccountRow,
    /// Its roles.
    pub roles: Vec<RoleView>,
    /// Words of all roles, for the form.
    pub all_roles: Vec<&'static str>,
    /// Where a role to be given ends; everywhere where none is chosen.
    pub scope: UnitField,
    /// Year of birth, where it is known.
    pub birth_year: Option<u32>,
    /// Words of all audiences, for the form.
    pub audiences: Vec<&'static str>,
    /// What is known of both, or what was typed.
    pub about: FormState,
    /// The flag's page of this person.
    pub why_url: String,
    /// The account that goes on for this one, where it was joined to it.
    pub merged_url: Option<String>,
    /// It is the reader's own account, which nobody changes here.
    pub own: bool,
    /// What is wrong.
    pub form: FormState,
}

/// A role with its scope.
#[derive(Debug, Clone, Serialize)]
pub struct RoleView {
    /// Its word.
    pub role: &'static str,
    /// Code of the unit; empty means everywhere.
    pub unit: String,
    /// Until when.
    pub until: Option<When>,
}
