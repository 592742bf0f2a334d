//! Accounts that may be one person: the list of pairs, and two side by side.

use super::{FormState, Link, When};
use serde::Serialize;

/// `people/duplicates.html`: `/admin/duplicates?by=&q=&after=`.
#[derive(Debug, Clone, Serialize)]
pub struct DuplicatesPage {
    /// By name, else by number and address.
    pub by_name: bool,
    /// Search text.
    pub query: String,
    /// A page of pairs.
    pub pairs: Vec<PairView>,
    /// The next page.
    pub next_url: Option<String>,
}

/// Two accounts that may be one person.
#[derive(Debug, Clone, Serialize)]
pub struct PairView {
    /// Both.
    pub people: Vec<CandidateView>,
    /// Words of what speaks for it, and against it.
    pub reasons: Vec<&'static str>,
    /// Very likely one person.
    pub likely: bool,
    /// Where they stand side by side.
    pub url: String,
}

/// An account of a pair.
#[derive(Debug, Clone, Serialize)]
pub struct CandidateView {
    /// Name.
    pub name: String,
    /// Name of the unit they live in.
    pub unit: Option<String>,
    /// Year of birth, as a text: it is no amount.
    pub birth_year: Option<String>,
    /// What they sign in by.
    pub identifier: String,
    /// When it was made.
    pub created: When,
    /// May not sign in.
    pub disabled: bool,
}

/// `people/merge.html`: `/admin/duplicates/{account}?with=`. Posts `with`, `stays`, `sure` to its own address, and `with` to
/// `.../different`.
#[derive(Debug, Clone, Serialize)]
pub struct MergePage {
    /// Id of the first, in the address of the forms.
    pub id: String,
    /// Id of the other.
    pub with: String,
    /// Both.
    pub sides: Vec<SideView>,
    /// Words of what speaks for one person.
    pub reasons: Vec<&'static str>,
    /// Id of the one that is proposed to go on.
    pub proposed: String,
    /// The one has shown something in an exam that the other has not.
    pub evidence: bool,
    /// One of the two is the reader's own.
    pub own: bool,
    /// What is wrong.
    pub form: FormState,
}

/// What one of two accounts has.
#[derive(Debug, Clone, Serialize)]
pub struct SideView {
    /// Id.
    pub id: String,
    /// Its page.
    pub link: Link,
    /// What is known.
    pub about: CandidateView,
    /// Phone.
    pub phone: Option<String>,
    /// E-mail.
    pub email: Option<String>,
    /// Words of the roles.
    pub roles: Vec<&'static str>,
    /// Some flag holds.
    pub holds_flag: bool,
    /// Courses that they take part in.
    pub courses: u64,
    /// Lessons read.
    pub lessons: u64,
    /// Attempts.
    pub attempts: u64,
    /// Certificates.
    pub certificates: u64,
    /// Classes.
    pub classes: u64,
    /// Records of work with AI.
    pub records: u64,
}
