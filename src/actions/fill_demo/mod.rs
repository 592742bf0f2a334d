//! Fills an empty database with an invented province: units, the register, people, what they did. Some hundreds of people go
//! into a transaction; the next ones are made up while those are stored, so that memory stays flat.

mod accounts;
mod cards;
mod edges;
mod oversight;
mod past;
mod plans;
mod rechecks;

use super::ActionError;
use super::decide_flag::by_flag;
use super::freeze_figures::freeze_figures;
use super::meet_milestone::decide_milestones;
use super::reckon::recount;
use crate::app::App;
use crate::demo::history::scripts;
use crate::demo::people::{Batch, People, VOIDED};
use crate::demo::tree::{Planned, Tree, plant};
use crate::demo::world::World;
use accounts::Staff;
pub use accounts::WithPassword;
use serde_json::json;
use std::collections::BTreeMap;
use std::sync::Arc;
use xutra_domain::ids::{AccountId, AttemptId};
use xutra_domain::instant::{DAY, Instant};
use xutra_domain::population::PopulationClass;
use xutra_domain::unit::UnitKind;
use xutra_store::audit::{self, AuditEntry};
use xutra_store::bulk::{NewPopulation, NewUnit, Register};
use xutra_store::{Tx, bulk, bulk_exams, bulk_work, course, references, unit};

/// People of a transaction.
const BATCH: u64 = 1_000;
/// How long the province was there before the day of the data.
const PAST: i64 = 400 * DAY;
/// The hamlet of which the register says less than there are learners.
const FEW: u64 = 2;

/// What was made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Filled {
    /// Learners.
    pub learners: u64,
    /// Units.
    pub units: usize,
    /// Accounts to look around with, one for each role.
    pub accounts: Vec<WithPassword>,
}

/// Why nothing was made.
#[derive(Debug, thiserror::Error)]
pub enum DemoError {
    /// Somebody uses the database.
    #[error("the database is in use")]
    InUse,
    /// No course is published.
    #[error("there is no course")]
    NoCourse,
    /// The rest.
    #[error(transparent)]
    Action(#[from] ActionError),
}

/// Fills it. `tell` hears how many learners are stored.
///
/// # Errors
/// [`DemoError`]; what was stored until then stays, and keeps a second call from adding to it.
pub async fn fill_demo(app: &App, learners: u64, mut tell: impl FnMut(u64)) -> Result<Filled, DemoError> {
    if bulk::is_in_use(app.store.reader()).await.map_err(ActionError::from)? {
        return Err(DemoError::InUse);
    }
    if app.catalog.courses().is_empty() {
        return Err(DemoError::NoCourse);
    }
    let (now, tree) = (app.clock.now(), plant());
    let rows = store_units(app, &tree, now).await?;
    let planned = tree.units.clone();
    let mut world = World::new(learners, now, &app.zone, tree, &rows);
    prepare(app, &mut world).await?;
    let Staff { administrator, approver, duties, with_password } = accounts::make(app, &world).await?;
    world.duties = duties;
    store_register(app, &world, &planned, &rows, (administrator, approver)).await?;
    let world = Arc::new(world);
    let loosened = references::loosen(&app.store).await.map_err(ActionError::from)?;
    let voided = store_people(app, Arc::clone(&world), &mut tell).await;
    // Whatever became of it.
    references::fasten(&app.store, loosened).await.map_err(ActionError::from)?;
    let voided = voided?;
    edges::make(app, administrator, approver, voided).await?;
    analyze(app).await?;
    // Standings and tallies, once, from what was stored.
    recount(app).await?;
    analyze(app).await?;
    steer(app, &world).await?;
    note(app, administrator, learners).await?;
    Ok(Filled { learners, units: planned.len(), accounts: with_password })
}

/// Nothing of this size came by ones and twos, so that the database has not noticed it by itself.
async fn analyze(app: &App) -> Result<(), ActionError> {
    write(app, &Arc::new(()), |tx, ()| Box::pin(async move { Ok(bulk::analyze(tx).await?) })).await
}

/// What those do who watch over it: re-checks, findings, plans, frozen days, and what follows of that.
async fn steer(app: &App, world: &World) -> Result<(), ActionError> {
    rechecks::make(app, world).await?;
    oversight::make(app, world).await?;
    plans::make(app, world).await?;
    past::make(app).await?;
    freeze_figures(app).await?;
    decide_milestones(app).await?;
    cards::make(app, world).await
}

/// The scripts and the policies of the course that has an exam, else of any.
async fn prepare(app: &App, world: &mut World) -> Result<(), ActionError> {
    let courses = app.catalog.courses();
    let live = courses.iter().find(|live| !live.course.policies.is_empty()).or(courses.first());
    let Some(live) = live else { return Ok(()) };
    let policies = by_flag(course::all_policies(app.store.reader()).await?, &live.course.id);
    world.scripts = scripts(live);
    world.exam = live.course.policies.first().map(|policy| (live.course.id.clone(), policy.exam.item.clone()));
    world.course.clone_from(&live.course.id);
    world.policies = policies;
    Ok(())
}

/// Units level by level, as each needs the one above; their row numbers by code.
async fn store_units(app: &App, tree: &Tree, now: Instant) -> Result<BTreeMap<String, i64>, ActionError> {
    let levels: [&[UnitKind]; 3] =
        [&[UnitKind::Province], &[UnitKind::Commune, UnitKind::Agency], &[UnitKind::Hamlet, UnitKind::Division]];
    let valid_from = now.plus(-PAST);
    let new = |one: &Planned| NewUnit {
        code: one.code.clone(),
        name: one.name.clone(),
        kind: one.kind,
        parent: one.parent.clone(),
        valid_from,
    };
    for kinds in levels {
        let units: Vec<NewUnit> = tree.units.iter().filter(|one| kinds.contains(&one.kind)).map(new).collect();
        let units = Arc::new(units);
        write(app, &units, |tx, units| Box::pin(async move { Ok(bulk::insert_units(tx, units).await?) })).await?;
    }
    write(app, &Arc::new(()), |tx, ()| Box::pin(async move { Ok(bulk::record_unit_names(tx).await?) })).await?;
    app.sessions.changed_everybody();
    let known = unit::list_all(app.store.reader()).await?;
    // The row number is the last part of the path.
    let row = |path: &str| path.trim_end_matches('/').rsplit('/').next().and_then(|last| last.parse::<i64>().ok());
    Ok(known.into_iter().filter_map(|one| Some((one.code, row(&one.path)?))).collect())
}

/// The register: with one unit that has more learners than people, one figure that nobody approved, one that is missing.
async fn store_register(
    app: &App,
    world: &World,
    planned: &[Planned],
    rows: &BTreeMap<String, i64>,
    (entered_by, approved_by): (AccountId, AccountId),
) -> Result<(), ActionError> {
    let hamlets = |place: usize| world.order.get(place).map(|index| &world.tree.communes[*index].hamlets);
    let code = |place: usize, hamlet: usize| hamlets(place).and_then(|all| all.get(hamlet)).map(|(code, _)| code);
    let (few, waiting, missing) = (code(0, 0), code(1, 0), code(2, 0));
    let pilots = pilots(world);
    let mut figures = Vec::new();
    for one in planned.iter().filter(|one| Some(&one.code) != missing) {
        let Some(unit) = rows.get(&one.code) else { continue };
        for (class, value) in &one.counts {
            let value = match pilots.get(&one.code) {
                Some(people) if *class == PopulationClass::WorkingAge => *people,
                _ if Some(&one.code) == few && *class == PopulationClass::WorkingAge => FEW,
                _ => *value,
            };
            let approved = Some(&one.code) != waiting;
            figures.push(NewPopulation { unit: *unit, class: *class, value, approved });
        }
    }
    let now = app.clock.now();
    let register = Register {
        as_of: format!("{}-01-01", app.zone.year(now)),
        source: "Số liệu thử, không phải số thật".to_owned(),
        valid_from: now.plus(-PAST),
        entered_by,
        approved_by,
    };
    write(app, &Arc::new((register, figures)), |tx, (register, figures)| {
        Box::pin(async move { Ok(bulk::insert_population(tx, register, figures).await?) })
    })
    .await
}

/// People of working age in the communes that tried it first, and in their hamlets, by code.
fn pilots(world: &World) -> BTreeMap<String, u64> {
    let mut found = BTreeMap::new();
    for commune in world.pilots.iter().map(|index| &world.tree.communes[*index]).filter(|_| world.pilot_people() > 0) {
        let hamlets = u64::try_from(commune.hamlets.len()).unwrap_or(1);
        let share = world.pilot_people().div_ceil(hamlets.max(1));
        found.insert(commune.code.clone(), world.pilot_people());
        found.extend(commune.hamlets.iter().map(|(code, _)| (code.clone(), share)));
    }
    found
}

/// Everybody, a batch in a transaction; gives whose attempt is to be made void.
async fn store_people(
    app: &App,
    world: Arc<World>,
    tell: &mut impl FnMut(u64),
) -> Result<Option<(AccountId, AttemptId)>, ActionError> {
    let mut people = People::of(Arc::clone(&world));
    let mut made = people.batch(BATCH);
    let (mut stored, mut voided) = (0, None);
    while let Some(batch) = made {
        stored += u64::try_from(batch.people.len()).unwrap_or(0);
        voided = voided.or_else(|| exam_of(&batch, VOIDED));
        let next = tokio::task::spawn_blocking(move || {
            let next = people.batch(BATCH);
            (people, next)
        });
        let both = Arc::new((Arc::clone(&world), batch));
        let done = write(app, &both, |tx, (world, batch)| Box::pin(store(tx, world, batch))).await;
        let (same, next) = next.await.map_err(|error| ActionError::Internal(error.to_string()))?;
        done?;
        (people, made) = (same, next);
        tell(stored);
    }
    Ok(voided)
}

/// The last attempt of the person at that place of the first batch.
fn exam_of(batch: &Batch, place: u64) -> Option<(AccountId, AttemptId)> {
    let account = batch.people.get(usize::try_from(place).ok()?)?.id;
    let takers = batch.attempts.values().flatten().filter(|taker| taker.account == account);
    takers.max_by_key(|taker| taker.started_at).map(|taker| (account, taker.attempt))
}

async fn store(tx: &Tx, world: &World, batch: &Batch) -> Result<(), ActionError> {
    bulk::insert_people(tx, &batch.people).await?;
    for (script, people) in &batch.began {
        bulk::insert_learning(tx, &world.course, &world.scripts[*script].lessons, people).await?;
    }
    bulk_exams::insert_sittings(tx, &batch.sittings).await?;
    bulk_exams::insert_members(tx, &batch.members).await?;
    for ((script, place), takers) in &batch.attempts {
        bulk_exams::insert_attempts(tx, &world.scripts[*script].taken[*place].1, takers).await?;
    }
    bulk_exams::insert_ledgers(tx, &batch.ledgers).await?;
    bulk_exams::insert_standings(tx, &batch.standings).await?;
    Ok(bulk_work::insert_records(tx, &batch.records).await?)
}

async fn note(app: &App, by: AccountId, learners: u64) -> Result<(), ActionError> {
    let entry = AuditEntry {
        at: app.clock.now(),
        actor: Some(by),
        action: "demo.filled".into(),
        subject: "accounts".into(),
        detail: json!({ "learners": learners }),
    };
    app.sessions.changed_everybody();
    write(app, &Arc::new(entry), |tx, entry| Box::pin(async move { Ok(audit::append(tx, entry).await?) })).await
}

type Writing<'t> = std::pin::Pin<Box<dyn Future<Output = Result<(), ActionError>> + Send + 't>>;

/// One transaction over something that is shared, as it may be run again.
async fn write<T: Send + Sync + 'static>(
    app: &App,
    what: &Arc<T>,
    work: impl for<'t> Fn(&'t Tx, &'t T) -> Writing<'t> + Send + Sync + 'static,
) -> Result<(), ActionError> {
    let (what, work) = (Arc::clone(what), Arc::new(work));
    app.store
        .write(move |tx| {
            let (what, work) = (Arc::clone(&what), Arc::clone(&work));
            Box::pin(async move { work(tx, &what).await })
        })
        .await
}
