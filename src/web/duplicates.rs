//! `/admin/duplicates`: accounts that may be one person, side by side, joined into one or told apart for good.

use super::account::form_errors;
use super::actor::{Administrator, query_value};
use super::error::AppError;
use super::form::Form;
use super::view::duplicates::{CandidateView, DuplicatesPage, MergePage, PairView, SideView};
use super::view::{FormState, Link};
use super::{page, show};
use crate::actions::ask_about_data::note_look;
use crate::actions::merge_accounts::{merge_accounts, tell_apart};
use crate::message::Message;
use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::Path;
use std::collections::BTreeMap;
use xutra_domain::duplicate::{self as rules, LIKELY, Likeness, Reason, SHOWN, Side};
use xutra_domain::ids::AccountId;
use xutra_domain::people::search_key;
use xutra_store::duplicate::{self, Candidate, Holdings};
use xutra_store::people;

const ADDRESS: &str = "/admin/duplicates";
/// Pairs after which a page ends; the pairs of one name stand on one page.
const PAIRS: usize = 20;
/// Accounts that are read at once.
const BATCH: usize = 2_000;
/// Batches of a page: where few are alike, the way goes on by hand.
const BATCHES: usize = 10;
/// Pairs by address at most; there are few.
const ADDRESSES: u64 = 200;

type Pair = (Candidate, Candidate, Likeness);

/// `/admin/duplicates?by=name|address&q=&after=`
///
/// # Errors
/// Where the store fails.
pub async fn list(admin: Administrator) -> Result<HttpResponse, AppError> {
    let query = admin.request().query_string();
    let by_name = query_value(query, "by").as_deref() != Some("address");
    let wanted = query_value(query, "q").unwrap_or_default().trim().to_owned();
    let after = query_value(query, "after").and_then(|id| AccountId::parse(&id));
    let (pairs, next) =
        if by_name { by_names(&admin, &wanted, after).await? } else { (by_addresses(&admin).await?, None) };
    let next_url = next.map(|id| {
        let fields = [("q", wanted.as_str()), ("after", &id.to_string())];
        let query = form_urlencoded::Serializer::new(String::new())
            .extend_pairs(fields.iter().filter(|(_, value)| !value.is_empty()))
            .finish();
        format!("{ADDRESS}?{query}")
    });
    let pairs = pairs.iter().map(|pair| pair_view(&admin, pair)).collect();
    page::show(&admin, "people/duplicates.html", &DuplicatesPage { by_name, query: wanted, pairs, next_url })
}

/// Pairs of people of one name, and the account after whose name the next page begins.
async fn by_names(
    admin: &Administrator,
    query: &str,
    mut after: Option<AccountId>,
) -> Result<(Vec<Pair>, Option<AccountId>), AppError> {
    let (reader, query, mut pairs) = (admin.app.store.reader(), search_key(query), Vec::new());
    for _ in 0..BATCHES {
        let (found, more) = duplicate::page_by_name(reader, &query, after, BATCH).await?;
        after = found.last().map(|last| last.traits.id).or(after);
        for group in found.chunk_by(|one, other| one.traits.name == other.traits.name) {
            pairs.extend(among(group));
        }
        if !more {
            after = None;
        }
        if !more || pairs.len() >= PAIRS {
            break;
        }
    }
    let ids: Vec<AccountId> = pairs.iter().flat_map(|(one, other, _)| [one.traits.id, other.traits.id]).collect();
    let different = duplicate::list_different(reader, &ids).await?;
    pairs.retain(|(one, other, _)| {
        let (one, other) = (one.traits.id, other.traits.id);
        !different.contains(&(one.min(other), one.max(other)))
    });
    Ok((pairs, after))
}

fn among(group: &[Candidate]) -> Vec<Pair> {
    let traits: Vec<_> = group.iter().map(|one| one.traits.clone()).collect();
    let pair = |(one, other, likeness): (usize, usize, _)| (group[one].clone(), group[other].clone(), likeness);
    rules::pairs(&traits).into_iter().map(pair).collect()
}

async fn by_addresses(admin: &Administrator) -> Result<Vec<Pair>, AppError> {
    let found = duplicate::list_by_address(admin.app.store.reader(), ADDRESSES).await?;
    let alike = found.into_iter().map(|(one, other)| {
        let likeness = rules::compare(&one.traits, &other.traits);
        (one, other, likeness)
    });
    let mut pairs: Vec<Pair> = alike.filter(|(.., likeness)| likeness.points >= SHOWN).collect();
    pairs.sort_by_key(|(.., likeness)| -likeness.points);
    Ok(pairs)
}

fn words(likeness: &Likeness) -> Vec<&'static str> {
    likeness.reasons.iter().map(|reason| Reason::word(*reason)).collect()
}

fn pair_view(admin: &Administrator, (one, other, likeness): &Pair) -> PairView {
    PairView {
        people: vec![candidate_view(admin, one), candidate_view(admin, other)],
        reasons: words(likeness),
        likely: likeness.points >= LIKELY,
        url: address(one.traits.id, other.traits.id),
    }
}

fn address(one: AccountId, other: AccountId) -> String {
    format!("{ADDRESS}/{one}?with={other}")
}

fn candidate_view(admin: &Administrator, one: &Candidate) -> CandidateView {
    let traits = &one.traits;
    let identifier = traits.login.as_ref().or(traits.phone.as_ref()).or(traits.email.as_ref());
    CandidateView {
        name: one.name.clone(),
        unit: one.unit.clone(),
        birth_year: traits.birth_year.map(|year| year.to_string()),
        identifier: identifier.cloned().unwrap_or_default(),
        created: show::day(admin, one.created_at),
        disabled: one.disabled,
    }
}

/// Two accounts that may be joined, with what they have.
struct Both {
    people: [Candidate; 2],
    holdings: [Holdings; 2],
}

impl Both {
    async fn of(admin: &Administrator, one: &str, other: &str) -> Result<Self, AppError> {
        let (one, other) = AccountId::parse(one).zip(AccountId::parse(other)).ok_or_else(AppError::not_found)?;
        if one == other {
            return Err(AppError::not_found());
        }
        let reader = admin.app.store.reader();
        let person = async |id| duplicate::find(reader, id).await?.ok_or_else(AppError::not_found);
        let holdings = async |id| duplicate::holdings(reader, id, admin.now).await?.ok_or_else(AppError::not_found);
        Ok(Self {
            people: [person(one).await?, person(other).await?],
            holdings: [holdings(one).await?, holdings(other).await?],
        })
    }

    fn ids(&self) -> [AccountId; 2] {
        [self.people[0].traits.id, self.people[1].traits.id]
    }

    fn sides(&self) -> [&Side; 2] {
        [&self.holdings[0].side, &self.holdings[1].side]
    }
}

/// `/admin/duplicates/{account}?with=`: asks before two accounts are joined.
///
/// # Errors
/// 404 where one of them is not there, or was joined before.
pub async fn show_merge(admin: Administrator, id: Path<String>) -> Result<HttpResponse, AppError> {
    let with = query_value(admin.request().query_string(), "with").unwrap_or_default();
    let both = Both::of(&admin, &id, &with).await?;
    for id in both.ids() {
        note_look(&admin.app, admin.id(), id, "account").await?;
    }
    show_both(&admin, StatusCode::OK, &both, FormState::default()).await
}

async fn show_both(
    admin: &Administrator,
    status: StatusCode,
    both: &Both,
    form: FormState,
) -> Result<HttpResponse, AppError> {
    let [one, other] = both.ids();
    let [side, against] = both.sides();
    let mut sides = Vec::new();
    for (person, holdings) in both.people.iter().zip(&both.holdings) {
        sides.push(side_view(admin, person, holdings).await?);
    }
    let view = MergePage {
        id: one.to_string(),
        with: other.to_string(),
        sides,
        reasons: words(&rules::compare(&both.people[0].traits, &both.people[1].traits)),
        proposed: rules::stays(side, against).id.to_string(),
        evidence: side.attempts + against.attempts > 0,
        own: both.ids().contains(&admin.id()),
        form,
    };
    page::show_with(admin, status, "people/merge.html", &view)
}

async fn side_view(admin: &Administrator, person: &Candidate, holdings: &Holdings) -> Result<SideView, AppError> {
    let id = person.traits.id;
    let account =
        people::find_account(admin.app.store.reader(), id, admin.now).await?.ok_or_else(AppError::not_found)?;
    Ok(SideView {
        id: id.to_string(),
        link: Link { title: person.name.clone(), url: format!("/admin/accounts/{id}") },
        about: candidate_view(admin, person),
        phone: account.phone.clone(),
        email: account.email.clone(),
        roles: account.roles.iter().map(|grant| grant.role.word()).collect(),
        holds_flag: holdings.side.holds_flag,
        courses: holdings.courses,
        lessons: holdings.side.lessons,
        attempts: holdings.side.attempts,
        certificates: holdings.certificates,
        classes: holdings.classes,
        records: holdings.records,
    })
}

/// POST `/admin/duplicates/{account}`: joins them.
///
/// # Errors
/// 403 for one's own, 404, 409 where that may not be, 422 where nobody is sure.
pub async fn post_merge(admin: Administrator, id: Path<String>, form: Form) -> Result<HttpResponse, AppError> {
    let both = Both::of(&admin, &id, form.get("with")).await?;
    let [one, other] = both.ids();
    let stays = AccountId::parse(form.get("stays")).filter(|id| [one, other].contains(id));
    let mut errors = BTreeMap::new();
    if stays.is_none() {
        errors.insert("stays".to_owned(), admin.word("merge-choose"));
    }
    if form.get("sure") != "yes" {
        errors.insert("sure".to_owned(), admin.word("field-missing"));
    }
    let Some(stays) = stays.filter(|_| errors.is_empty()) else {
        let form = FormState { values: form.values(), errors };
        return show_both(&admin, StatusCode::UNPROCESSABLE_ENTITY, &both, form).await;
    };
    let goes = if stays == one { other } else { one };
    match merge_accounts(&admin.app, admin.id(), goes, stays).await {
        Ok(()) => {
            let url = format!("/admin/accounts/{stays}");
            Ok(page::see_other_saying(&admin, &url, "good", &Message::new("flash-merged")))
        }
        Err(error) => {
            let (status, errors) = form_errors(&admin, error)?;
            show_both(&admin, status, &both, FormState { values: form.values(), errors }).await
        }
    }
}

/// POST `/admin/duplicates/{account}/different`: they are two people.
///
/// # Errors
/// 404.
pub async fn post_different(admin: Administrator, id: Path<String>, form: Form) -> Result<HttpResponse, AppError> {
    let both = Both::of(&admin, &id, form.get("with")).await?;
    let [one, other] = both.ids();
    tell_apart(&admin.app, admin.id(), one, other).await?;
    Ok(page::see_other_saying(&admin, ADDRESS, "good", &Message::new("flash-told-apart")))
}
