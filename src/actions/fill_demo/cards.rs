//! Practice cards: of communes that lead, and of others; some wait to be checked, some came back. Other communes try them.

use super::write;
use crate::actions::ActionError;
use crate::app::App;
use crate::demo::dice::Dice;
use crate::demo::plan_samples::{CARD_BACK, CARDS, CONTACT, OUTCOME};
use crate::demo::world::World;
use std::sync::Arc;
use uuid::Uuid;
use xutra_domain::emulation::{Known, LotResult, is_exemplary, place};
use xutra_domain::exemplar::Page;
use xutra_domain::ids::{AccountId, ExemplarId};
use xutra_domain::instant::{DAY, HOUR, Instant};
use xutra_domain::reporting::{Definitions, Facts, read};
use xutra_store::exemplar::{self, CardEvent};
use xutra_store::{Tx, snapshot};

/// Cards beside those of the communes that tried it first.
const OTHERS: usize = 6;

/// A card with what happened to it.
struct Told {
    id: ExemplarId,
    unit: String,
    page: Page,
    by: AccountId,
    written_at: Instant,
    /// Who checked it, when, and how: published from a unit that leads or from another, or sent back.
    checked: Option<(AccountId, Instant, Option<bool>)>,
    /// Code of the unit, who leads it, when it promised, when it had done so.
    trials: Vec<(String, AccountId, Instant, Option<Instant>)>,
}

/// Makes them, after a day was frozen.
pub(super) async fn make(app: &App, world: &World) -> Result<(), ActionError> {
    let mut cards = Vec::new();
    for (rank, index) in world.pilots.iter().chain(world.order.iter().take(OTHERS)).enumerate() {
        let leading = leads(app, &world.tree.communes[*index].code).await?;
        cards.extend(card(world, rank, *index, leading));
    }
    write(app, &Arc::new(cards), |tx, cards| Box::pin(store(tx, cards))).await
}

/// Whether a commune led on the last frozen day.
async fn leads(app: &App, code: &str) -> Result<bool, ActionError> {
    let frozen = snapshot::list_of(app.store.reader(), code, 1).await?;
    Ok(frozen.first().is_some_and(|(_, facts)| is_leading(facts)))
}

fn is_leading(facts: &Facts) -> bool {
    let known = |id: &str| Definitions::current().find(id);
    let (Some(plain), Some(borne)) = (known("P2p"), known("P2v")) else { return false };
    let reading = read(plain, facts);
    let known = Known {
        working_age: reading.denominator,
        capable: reading.counted.unwrap_or(0),
        lot: Some(LotResult::frozen(facts.rechecks)),
    };
    place(&[known], f64::from(borne.target)).first().is_some_and(|placed| is_exemplary(placed.band))
}

fn card(world: &World, rank: usize, index: usize, leading: bool) -> Option<Told> {
    let by = *world.duties.leaders.get(&index)?;
    let inspector = *world.duties.inspectors.last()?;
    let [title, problem, steps, cost, people, proof] = CARDS[rank % CARDS.len()].map(str::to_owned);
    let page = Page { title, problem, steps, cost, people, proof, contact: CONTACT.to_owned() };
    let written_at = world.now.plus(-(20 + 3 * i64::try_from(rank).unwrap_or(0)) * DAY);
    let mut dice = Dice::of("card", u64::try_from(rank).unwrap_or(0));
    let milliseconds = u64::try_from(written_at.0).unwrap_or(0);
    let id: Uuid = uuid::Builder::from_unix_timestamp_millis(milliseconds, &dice.bytes()).into_uuid();
    let at = written_at.plus(3 * DAY + HOUR);
    let pilot = rank < world.pilots.len();
    let checked = match rank % 3 {
        _ if pilot => Some((inspector, at, Some(leading))),
        0 => None,
        1 => Some((inspector, at, None)),
        _ => Some((inspector, at, Some(leading))),
    };
    let published = matches!(checked, Some((.., Some(_))));
    let others = world.order.iter().filter(|other| published && **other != index).skip(rank * 4).take(5);
    let trial = |(place, other): (i64, &usize)| {
        let (unit, leader) = (world.tree.communes[*other].code.clone(), *world.duties.leaders.get(other)?);
        let promised = at.plus((1 + place) * DAY);
        Some((unit, leader, promised, (place % 2 == 0).then(|| promised.plus(8 * DAY))))
    };
    let trials = (0..).zip(others).filter_map(trial).collect();
    let unit = world.tree.communes[index].code.clone();
    Some(Told { id: ExemplarId(id), unit, page, by, written_at, checked, trials })
}

async fn store(tx: &Tx, cards: &[Told]) -> Result<(), ActionError> {
    for one in cards {
        exemplar::insert(tx, one.id, &one.unit, &one.page, one.by, one.written_at).await?;
        exemplar::record_event(tx, one.id, CardEvent::Written, "", one.by, one.written_at).await?;
        if let Some((inspector, at, published)) = one.checked {
            exemplar::set_checked(tx, one.id, published, at).await?;
            let (event, reason) = match published {
                Some(_) => (CardEvent::Published, ""),
                None => (CardEvent::Returned, CARD_BACK),
            };
            exemplar::record_event(tx, one.id, event, reason, inspector, at).await?;
        }
        for (unit, leader, promised, done) in &one.trials {
            exemplar::insert_trial(tx, one.id, unit, *leader, *promised).await?;
            if let Some(at) = done {
                exemplar::set_done(tx, one.id, unit, OUTCOME, *at).await?;
            }
        }
    }
    Ok(())
}
