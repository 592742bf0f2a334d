//! Re-checks of the quarter: draws with their seeds, rooms that were held by somebody of another commune, what came of people.

use super::write;
use crate::actions::ActionError;
use crate::actions::draw_recheck::{name, quarter};
use crate::app::App;
use crate::demo::dice::Dice;
use crate::demo::lots::{self, MadeLot, Way};
use crate::demo::papers::{Papers, papers};
use crate::demo::world::World;
use std::collections::BTreeMap;
use std::sync::Arc;
use uuid::Uuid;
use xutra_domain::ids::{AccountId, RecheckId, RecheckSessionId};
use xutra_domain::instant::{DAY, HOUR, Instant, MINUTE, SECOND};
use xutra_domain::minute_code::Hidden;
use xutra_domain::recheck::{FIRST, Session};
use xutra_domain::window::Window;
use xutra_store::bulk_rechecks::{self, Absence, Sat};
use xutra_store::draw::{self, Draw};
use xutra_store::{Tx, secret};

/// How long a room is held.
const HELD: i64 = 90 * MINUTE;
/// Less of a quarter is too little to have asked anybody.
const TIME: i64 = 5 * DAY;

/// Everything that is stored of a lot.
struct Filled {
    draw: Draw,
    lot: MadeLot,
    sessions: Vec<Session>,
    /// Who sat, with the place of their paper: among those that confirm, or those that do not.
    sat: Vec<(bool, usize, Sat)>,
    absences: Vec<Absence>,
}

/// When things happen.
#[derive(Clone, Copy)]
struct Times {
    /// The draw.
    drawn: Instant,
    /// The first room; the second is a day later.
    first: Instant,
    now: Instant,
}

/// Makes them.
pub(super) async fn make(app: &App, world: &World) -> Result<(), ActionError> {
    let courses = app.catalog.courses();
    let live = courses.iter().find(|live| live.course.id == world.course);
    let Some((live, policy)) = live.and_then(|live| Some((live, live.course.policies.first()?))) else { return Ok(()) };
    let Some(papers) = papers(live, policy) else { return Ok(()) };
    let (now, begin) = (world.now, quarter_begin(app, world.now));
    let span = now.since(begin);
    let holders = bulk_rechecks::holders(app.store.reader(), &policy.flag, begin.plus(span / 8)).await?;
    let times = Times { drawn: begin.plus(span / 8), first: begin.plus(span / 2), now };
    let time = span >= TIME;
    let (mut all, mut place) = (Vec::new(), 0);
    for (rank, index) in world.pilots.iter().chain(&world.order).enumerate() {
        let commune = &world.tree.communes[*index];
        let Some(people) = holders.get(&commune.code) else { continue };
        let pilot = rank < world.pilots.len();
        let way = lots::way(place, pilot, time);
        // Ways go round among the communes where anybody holds the flag.
        place += usize::from(!pilot);
        let number = u64::try_from(*index).unwrap_or(0);
        if let Some(lot) = lots::make(number, people, way) {
            all.push(fill(app, world, (*index, way), lot, &policy.flag, times));
        }
    }
    let both = Arc::new((all, papers));
    write(app, &both, move |tx, (all, papers)| Box::pin(store(tx, all, papers, now))).await
}

/// When the quarter began where people are.
fn quarter_begin(app: &App, now: Instant) -> Instant {
    let (_, month, year) = app.zone.day_month_year(now);
    let first = format!("{year}-{:02}-01", month.saturating_sub(1) / 3 * 3 + 1);
    app.zone.end_of(&first).and_then(|end| app.zone.day(end.plus(-1))).map_or(now, |(_, begin, _)| begin)
}

fn identity(at: Instant, dice: &mut Dice) -> Uuid {
    let milliseconds = u64::try_from(at.0).unwrap_or(0);
    uuid::Builder::from_unix_timestamp_millis(milliseconds, &dice.bytes()).into_uuid()
}

/// Names, rooms and hours of a lot.
fn fill(app: &App, world: &World, (index, way): (usize, Way), lot: MadeLot, flag: &str, times: Times) -> Filled {
    let mut dice = Dice::of("rooms", u64::try_from(index).unwrap_or(0));
    let inspector = world.duties.inspectors.first().copied();
    let id = identity(times.drawn, &mut dice);
    let draw = Draw {
        id,
        unit: world.tree.communes[index].code.clone(),
        quarter: quarter(app),
        flag: flag.to_owned(),
        commitment: lot.commitment.clone(),
        population_hash: lot.population_hash.clone(),
        count: usize::try_from(FIRST).unwrap_or(usize::MAX).min(lot.members.len()),
        made_by: inspector,
        made_at: times.drawn,
        seed: None,
    };
    let mut filled = Filled { draw, lot, sessions: Vec::new(), sat: Vec::new(), absences: Vec::new() };
    let Some(watcher) = watcher(world, index) else { return filled };
    let first = times.first.plus(dice.between(0, 20) * HOUR);
    for room in 0..2_i64 {
        let opened_at = first.plus(room * (DAY + 2 * HOUR));
        let here = filled.lot.sat.iter().any(|(_, one, _)| i64::try_from(*one) == Ok(room));
        if here {
            filled.sessions.push(held(id, watcher, opened_at, &mut dice));
        }
    }
    // A room that is open now, in one of the communes whose lot is under way.
    if way == Way::UnderWay && filled.lot.sat.len() > 1 && index.is_multiple_of(2) {
        let opened_at = times.now.plus(-20 * MINUTE);
        let mut open = held(id, watcher, opened_at, &mut dice);
        open.window.ended_at = None;
        filled.sessions.push(open);
    }
    seat(&mut filled, times.now, &mut dice);
    let by = inspector.unwrap_or(watcher);
    for (who, replaced) in &filled.lot.absent {
        let calls = if *replaced { 2 } else { 1 };
        let noted = (1_u32..).zip([first.plus(HOUR), first.plus(DAY + HOUR)]).take(calls);
        filled.absences.extend(noted.map(|(number, at)| (id, *who, number, *replaced && number == 2, by, at)));
    }
    filled
}

/// Somebody of another commune.
fn watcher(world: &World, index: usize) -> Option<AccountId> {
    let place = world.order.iter().position(|one| *one == index).unwrap_or(0);
    let other = world.order.get((place + 1) % world.order.len().max(1)).filter(|other| **other != index)?;
    world.duties.facilitators.get(other).copied()
}

fn held(draw: Uuid, supervisor: AccountId, opened_at: Instant, dice: &mut Dice) -> Session {
    Session {
        id: RecheckSessionId(identity(opened_at, dice)),
        draw,
        supervisor,
        secret: Hidden(dice.bytes()),
        window: Window::of(opened_at, 2 * HOUR).ended(opened_at.plus(HELD)),
    }
}

/// Everybody takes a seat; where a room is open, the last one still answers in it.
fn seat(filled: &mut Filled, now: Instant, dice: &mut Dice) {
    let open = filled.sessions.iter().find(|one| one.window.ended_at.is_none()).cloned();
    let last = filled.lot.sat.last().map(|(who, ..)| *who);
    for (place, (who, room, confirmed)) in (0_i64..).zip(&filled.lot.sat) {
        let answering = open.as_ref().filter(|_| Some(*who) == last);
        let Some(session) = answering.or_else(|| filled.sessions.get(*room).or(filled.sessions.first())) else {
            continue;
        };
        let started_at = session.window.opened_at.plus(5 * MINUTE + place * 20 * SECOND);
        let submitted_at = started_at.plus(dice.between(11, 28) * MINUTE);
        let sat = Sat {
            id: RecheckId(identity(started_at, dice)),
            draw: filled.draw.id,
            account: *who,
            session: session.id,
            started_at,
            submitted_at: (answering.is_none() && submitted_at < now).then_some(submitted_at),
        };
        filled.sat.push((*confirmed, dice.below(usize::MAX), sat));
    }
}

async fn store(tx: &Tx, all: &[Filled], papers: &Papers, now: Instant) -> Result<(), ActionError> {
    let mut sat: BTreeMap<(bool, usize), Vec<Sat>> = BTreeMap::new();
    for one in all {
        let (made_at, seed) = (one.draw.made_at, one.lot.seed);
        draw::record(tx, &one.draw, &one.lot.members).await?;
        secret::get_or_insert(tx, &name(one.draw.id), &seed.0, made_at).await?;
        draw::record_seed(tx, one.draw.id, &seed.text(), made_at.plus(MINUTE).min(now)).await?;
        bulk_rechecks::insert_sessions(tx, &one.sessions).await?;
        for (confirmed, place, own) in &one.sat {
            let count = if *confirmed { papers.confirmed.len() } else { papers.missed.len() };
            sat.entry((*confirmed, place % count.max(1))).or_default().push(*own);
        }
    }
    for ((confirmed, place), sat) in &sat {
        let paper = if *confirmed { papers.confirmed.get(*place) } else { papers.missed.get(*place) };
        if let Some(paper) = paper {
            bulk_rechecks::insert_rechecks(tx, paper, sat).await?;
        }
    }
    let absences: Vec<Absence> = all.iter().flat_map(|one| one.absences.iter().copied()).collect();
    Ok(bulk_rechecks::insert_absences(tx, &absences).await?)
}
