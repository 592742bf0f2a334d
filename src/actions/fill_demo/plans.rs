//! Plans of the province and of the communes that are ahead: targets that some reach and some do not, milestones that stand
//! everywhere one can stand, decisions. What a figure decides is decided by the same job as everybody's.

use super::write;
use crate::actions::ActionError;
use crate::actions::draw_recheck::quarter;
use crate::app::App;
use crate::demo::dice::Dice;
use crate::demo::plan_samples::{DECISIONS, MILESTONES, PLAN, REFUSED};
use crate::demo::tree::PROVINCE;
use crate::demo::world::World;
use std::collections::BTreeMap;
use std::sync::Arc;
use uuid::Uuid;
use xutra_domain::ids::{AccountId, MilestoneId};
use xutra_domain::instant::{DAY, HOUR, Instant};
use xutra_domain::people::Role;
use xutra_domain::plan::{Happened, Milestone, Target, Version, Way};
use xutra_domain::reporting::{Age, Facts};
use xutra_domain::unit::Unit;
use xutra_store::decision::{self, Decision};
use xutra_store::milestone::{self, MilestoneEvent};
use xutra_store::{Tx, board, plan, unit};

/// Communes that plan, beside those that tried it first.
const PLANNING: usize = 30;
/// How long ago plans were made.
const MADE: i64 = 200 * DAY;

/// A milestone, with what happened to it and by whom.
type Step = (MilestoneId, Milestone, Vec<(MilestoneEvent, AccountId)>);

/// A unit that plans.
struct Planner {
    code: String,
    /// Scope of who leads it; none of everything.
    scope: Option<String>,
    by: AccountId,
    targets: Vec<Target>,
    milestones: Vec<Step>,
    decisions: Vec<Decision>,
}

/// Makes them.
pub(super) async fn make(app: &App, world: &World) -> Result<(), ActionError> {
    let Some(chief) = world.duties.named.get(Role::Leader.word()).copied() else { return Ok(()) };
    let Some(province) = unit::find(app.store.reader(), PROVINCE.0).await? else { return Ok(()) };
    let told = board::read(&app.store, &province, None, (world.now, &quarter(app))).await?;
    let below: BTreeMap<String, (Unit, Facts)> =
        told.children.into_iter().map(|(unit, facts)| (unit.code.clone(), (unit, facts))).collect();
    let part = |code: &str| {
        let home = below.get(code).map(|(_, facts)| facts.sums.at_home(Age::Working)).unwrap_or_default();
        (home.taking_part.unsigned_abs(), home.capable().unsigned_abs())
    };
    let communes = &world.tree.communes;
    let (all, learning, able) = communes.iter().fold((0, 0, 0), |(all, learning, able), commune| {
        let (more, fit) = part(&commune.code);
        (all + commune.people, learning + more, able + fit)
    });
    let mut planners = vec![planner(app, world, 0, (PROVINCE.0, None, chief), (learning, able, all), chief)];
    for (rank, index) in (1..).zip(world.pilots.iter().chain(world.order.iter().take(PLANNING))) {
        let (commune, Some(leader)) = (&communes[*index], world.duties.leaders.get(index)) else { continue };
        let (learning, able) = part(&commune.code);
        let pilot = world.pilots.contains(index).then(|| world.pilot_people());
        let own = (commune.code.as_str(), below.get(&commune.code).map(|(unit, _)| unit.path.clone()), *leader);
        planners.push(planner(app, world, rank, own, (learning, able, pilot.unwrap_or(commune.people)), chief));
    }
    write(app, &Arc::new(planners), |tx, planners| Box::pin(store(tx, planners))).await
}

/// The last day of a quarter that is so many after this one.
fn quarter_end(world: &World, later: i64) -> (String, Instant) {
    let (_, month, year) = world.zone.day_month_year(world.now);
    let quarter = i64::from(year) * 4 + i64::from(month.saturating_sub(1) / 3) + later;
    let (year, quarter) = (quarter.div_euclid(4), quarter.rem_euclid(4));
    let day = format!("{year}-{}", ["03-31", "06-30", "09-30", "12-31"][usize::try_from(quarter).unwrap_or(0)]);
    let due = world.zone.end_of(&day).unwrap_or(world.now);
    (day, due)
}

/// What a unit plans, by where it stands: who take part and who are capable, of so many.
fn planner(
    app: &App,
    world: &World,
    rank: u64,
    (code, scope, by): (&str, Option<String>, AccountId),
    (learning, able, all): (u64, u64, u64),
    chief: AccountId,
) -> Planner {
    let set_at = world.now.plus(-MADE);
    // Some planned less than they reached, some more.
    let ambition = [90, 140, 110, 220][usize::try_from(rank % 4).unwrap_or(0)];
    let mut targets = Vec::new();
    for (figure, count) in [("P1", learning), ("P2p", able)] {
        for (later, percent) in [(-1, 60), (0, 100), (1, 130), (2, 160)] {
            let share = count * 100 * ambition * percent / all.max(1) / 10_000;
            let value = u32::try_from(share.clamp(1, 100)).unwrap_or(100);
            targets.push(target(world, (figure, value, later), scope.as_ref(), set_at));
        }
    }
    if scope.is_none() {
        for (figure, value, later) in
            [("P3a", 60, 1), ("P3a", 100, 3), ("P5", 100, 0), ("P6", 50, 2), ("P7", 20, 1), ("P9", 5, 1)]
        {
            targets.push(target(world, (figure, value, later), scope.as_ref(), set_at));
        }
    }
    let code = code.to_owned();
    let milestones = milestones(app, world, rank, by, chief);
    let decisions = decisions(app, world, rank, &milestones);
    Planner { code, scope, by, targets, milestones, decisions }
}

fn target(world: &World, of: (&str, u32, i64), scope: Option<&String>, set_at: Instant) -> Target {
    let (figure, value, later) = of;
    let (day, due) = quarter_end(world, later);
    let (base, source, scope) = (Some(0), PLAN.to_owned(), scope.cloned());
    Target { figure: figure.to_owned(), day, due, value, base, set_at, source, scope }
}

fn day_of(app: &App, at: Instant) -> (String, Instant) {
    app.zone.day(at).map_or((String::new(), at), |(day, _, end)| (day, end))
}

/// Milestones of a unit: some are done, some wait, some are late; two wait for a figure, one of them until the last frozen day.
fn milestones(app: &App, world: &World, rank: u64, by: AccountId, chief: AccountId) -> Vec<Step> {
    let mut dice = Dice::of("milestone", rank);
    let inspector = world.duties.inspectors.first().copied().unwrap_or(chief);
    let accepts = if by == chief { inspector } else { chief };
    let set_at = u64::try_from(world.now.plus(-MADE).0).unwrap_or(0);
    let mut made = Vec::new();
    for place in 0..3_u64 {
        let (title, proof) = MILESTONES[usize::try_from((rank + place) % 5).unwrap_or(0)];
        let days = [-70, -20, 25][usize::try_from(place).unwrap_or(0)];
        let (day, due) = day_of(app, world.now.plus(days * DAY));
        let event = |happened, note: &str, at| MilestoneEvent { happened, note: note.to_owned(), frozen: None, at };
        let mark = |at| (event(Happened::Marked(by), proof, at), by);
        let accept = |marked: Instant| (event(Happened::Accepted(marked), "", marked.plus(2 * DAY)), accepts);
        let (early, late) = (due.plus(-5 * DAY - HOUR), due.plus(6 * DAY));
        let events = match (place, (rank + place) % 5) {
            (2, 0) => vec![mark(world.now.plus(-2 * DAY))],
            (2, _) => Vec::new(),
            (_, 0 | 1) => vec![mark(early), accept(early)],
            (_, 2) => vec![mark(late), accept(late)],
            (_, 3) => vec![mark(early), (event(Happened::Refused, REFUSED, early.plus(DAY)), accepts)],
            _ => vec![mark(late)],
        };
        let source = PLAN.to_owned();
        let milestone = Milestone { title: title.to_owned(), day, due, way: Way::Mark, source };
        made.push((identity(set_at, &mut dice), milestone, events));
    }
    for (figure, value, days, title) in [
        ("P1", 1 + u32::try_from(rank % 3).unwrap_or(0) * 20, -1, "Đủ người tham gia học theo kế hoạch"),
        ("P2p", 10, 40, "Đủ người đạt kỹ năng theo kế hoạch"),
    ] {
        let (day, due) = day_of(app, world.now.plus(days * DAY));
        let (way, source) = (Way::Figure(figure.to_owned(), value), PLAN.to_owned());
        let milestone = Milestone { title: title.to_owned(), day, due, way, source };
        made.push((identity(set_at, &mut dice), milestone, Vec::new()));
    }
    made
}

fn identity(milliseconds: u64, dice: &mut Dice) -> MilestoneId {
    let id: Uuid = uuid::Builder::from_unix_timestamp_millis(milliseconds, &dice.bytes()).into_uuid();
    MilestoneId(id)
}

/// Decisions of a unit; the last puts the first right.
fn decisions(app: &App, world: &World, rank: u64, milestones: &[Step]) -> Vec<Decision> {
    let start = usize::try_from(rank).unwrap_or(0);
    let decision = |place: usize| {
        let written_at = world.now.plus(-[120, 60, 9][place] * DAY);
        Decision {
            number: 0,
            day: day_of(app, written_at).0,
            what: DECISIONS[(start + place) % DECISIONS.len()].to_owned(),
            office: "Thường trực Ủy ban nhân dân".to_owned(),
            paper: format!("Thông báo số {}/TB-UBND (số liệu thử)", 20 + 7 * place),
            figure: (place == 0).then(|| "P1".to_owned()),
            milestone: milestones.first().filter(|_| place == 1).map(|(id, ..)| *id),
            corrects: (place == 2).then_some(1),
            written_at,
        }
    };
    (0..3).map(decision).collect()
}

async fn store(tx: &Tx, planners: &[Planner]) -> Result<(), ActionError> {
    for one in planners {
        for target in &one.targets {
            let version = Version { target: target.clone(), withdrawn: false };
            plan::record_target(tx, &one.code, &version, one.by).await?;
        }
        let set_at = one.targets.first().map_or(Instant(0), |target| target.set_at);
        for (id, new, events) in &one.milestones {
            milestone::insert(tx, *id, &one.code, new, one.scope.as_deref(), one.by, set_at).await?;
            for (event, by) in events {
                milestone::record_event(tx, *id, event, Some(*by)).await?;
            }
        }
        for decision in &one.decisions {
            decision::record(tx, &one.code, decision, one.by).await?;
        }
    }
    Ok(())
}
