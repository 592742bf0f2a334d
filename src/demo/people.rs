//! The people of an invented province, some hundreds at a time: where they live and work, and what they did. The same number
//! of people on the same day is the same people.

use super::dice::Dice;
use super::names;
use super::records::{Author, Teller};
use super::told::{Told, tell};
use super::world::World;
use std::collections::BTreeMap;
use std::ops::RangeInclusive;
use std::sync::Arc;
use uuid::Uuid;
use xutra_domain::affiliation::AffiliationKind;
use xutra_domain::assessment::FormLetter;
use xutra_domain::competency::Standing;
use xutra_domain::ids::{AccountId, AttemptId, SittingId};
use xutra_domain::instant::{DAY, HOUR, Instant, MINUTE, SECOND};
use xutra_domain::people::Audience;
use xutra_domain::sitting::{Hidden, Sitting};
use xutra_domain::window::Window;
use xutra_store::bulk::{Belonging, NewPerson};
use xutra_store::bulk_exams::Taker;
use xutra_store::bulk_work::WholeRecord;
use xutra_store::ledger::Event;

/// Lives alone in the hamlet where nobody else learns.
pub const ALONE: u64 = 0;
/// Works in two places.
pub const TWO_JOBS: u64 = 1;
/// Their flag runs out on the day of the data.
pub const EXPIRING: u64 = 2;
/// Their exam is made void when everything stands.
pub const VOIDED: u64 = 3;
/// Of a thousand officials and owners, so many keep records of their work.
const RECORDS: usize = 300;
/// Live in the hamlet of which the register says less than there are learners.
pub const CROWD: RangeInclusive<u64> = 4..=7;

/// Some hundreds of people with all that is known of them, in the order in which it is to be stored.
#[derive(Debug, Default)]
pub struct Batch {
    /// The people.
    pub people: Vec<NewPerson>,
    /// By script, who began it when.
    pub began: BTreeMap<usize, Vec<(AccountId, Instant)>>,
    /// Sittings that somebody of the batch is the first of.
    pub sittings: Vec<Sitting>,
    /// Who joined sittings.
    pub members: Vec<(SittingId, AccountId, u64, FormLetter, Instant)>,
    /// By script and place in it, the attempts.
    pub attempts: BTreeMap<(usize, usize), Vec<Taker>>,
    /// What happened to their flags.
    pub ledgers: Vec<(AccountId, Vec<(Instant, Event)>)>,
    /// Their flags.
    pub standings: Vec<(AccountId, String, Standing, Instant)>,
    /// What they did with AI at work.
    pub records: Vec<WholeRecord>,
}

/// Makes them one after the other.
#[derive(Debug)]
pub struct People {
    world: Arc<World>,
    next: u64,
    /// Sittings that were held, with how many joined.
    held: BTreeMap<SittingId, (Sitting, u64)>,
    teller: Teller,
}

/// Where somebody lives: the commune's place in the list, and the hamlet's row.
struct Home {
    commune: usize,
    hamlet: i64,
}

impl People {
    /// Begins with the first.
    #[must_use]
    pub fn of(world: Arc<World>) -> Self {
        Self { world, next: 0, held: BTreeMap::new(), teller: Teller::default() }
    }

    /// The next so many; none when everybody was made.
    pub fn batch(&mut self, size: u64) -> Option<Batch> {
        let end = self.world.learners.min(self.next + size);
        if self.next >= end {
            return None;
        }
        let mut batch = Batch::default();
        if self.next == 0 {
            batch.records = self.teller.of_guest(&self.world);
        }
        for number in self.next..end {
            self.person(number, &mut batch);
        }
        self.next = end;
        Some(batch)
    }

    fn person(&mut self, number: u64, batch: &mut Batch) {
        let world = Arc::clone(&self.world);
        let mut dice = Dice::of("person", number);
        let created_at = if number == EXPIRING { world.expiring_since() } else { world.joined(number) };
        let milliseconds = u64::try_from(created_at.0).unwrap_or(0);
        let id = uuid::Builder::from_unix_timestamp_millis(milliseconds, &dice.bytes()).into_uuid();
        let home = home(&world, number, &mut dice);
        let (audience, belongs) = places(&world, number, &home, created_at, &mut dice);
        let office = belongs.iter().find(|one| one.kind == AffiliationKind::Staff).map(|one| one.unit);
        // Every two-hundredth is somebody who registered a second time.
        let twin = number % 200 == 7;
        let name = names::person(&mut Dice::of("name", if twin { number - 1 } else { number }));
        let has_phone = dice.chance(700);
        let person = NewPerson {
            id: AccountId(id),
            // No network gives out numbers that begin like this.
            phone: has_phone.then(|| format!("0009{number:07}")),
            login: (!has_phone).then(|| format!("hv{number:07}")),
            name,
            audience,
            birth_year: dice.chance(940).then(|| world.year.saturating_sub(16 + birth(&mut dice))),
            unit: Some(home.hamlet),
            created_at,
            belongs,
        };
        batch.people.push(person);
        if let Some(script) = world.script_of(number, home.commune, audience, &mut dice) {
            self.play(&world, (AccountId(id), number, created_at, home.commune), script, &mut dice, batch);
        }
        let author = Author { account: AccountId(id), since: created_at, commune: home.commune, office };
        self.work(&world, (&author, number, audience), batch);
    }

    /// Officials and owners tell what they used AI for.
    fn work(&mut self, world: &World, (author, number, audience): (&Author, u64, Audience), batch: &mut Batch) {
        let mut dice = Dice::of("work", number);
        if matches!(audience, Audience::Official | Audience::Business) && dice.chance(RECORDS) {
            batch.records.extend(self.teller.tell(world, author, &mut dice));
        }
        if let (Some(office), Audience::Official) = (author.office, audience) {
            self.teller.works(office, author.account);
        }
    }

    /// Somebody follows a script.
    fn play(
        &mut self,
        world: &World,
        (account, number, created_at, commune): (AccountId, u64, Instant, usize),
        script: usize,
        dice: &mut Dice,
        batch: &mut Batch,
    ) {
        let played = &world.scripts[script];
        let morning = floor(created_at).plus(DAY + HOUR + dice.between(0, 8 * 60) * MINUTE);
        let mut begins = if number == EXPIRING { created_at.plus(MINUTE) } else { morning };
        let mut seat = None;
        if let Some(exam_at) = played.exam_at {
            let start = world.sitting_day(commune, morning.plus(exam_at)).plus(dice.between(0, 20 * 60) * SECOND);
            begins = start.plus(-exam_at);
            if begins.plus(played.length) < world.now {
                seat = self.seat(world, commune, start, batch);
            }
        }
        if begins.plus(played.length) >= world.now || (played.exam_at.is_some() && seat.is_none()) {
            // No time is left for all that: who came so late has only begun.
            let Some(short) = world.shortest() else { return };
            let begins = created_at.plus(MINUTE);
            if begins.plus(world.scripts[short].length) < world.now {
                batch.began.entry(short).or_default().push((account, begins));
            }
            return;
        }
        batch.began.entry(script).or_default().push((account, begins));
        let mut takers = Vec::new();
        for (place, (at, taken)) in played.taken.iter().enumerate() {
            let started_at = begins.plus(*at);
            let milliseconds = u64::try_from(started_at.0).unwrap_or(0);
            let attempt = uuid::Builder::from_unix_timestamp_millis(milliseconds, &dice.bytes()).into_uuid();
            let sitting = seat.as_ref().filter(|_| played.exam_at == Some(*at)).map(|(sitting, ..)| sitting.id);
            let taker = Taker { attempt: AttemptId(attempt), account, started_at, sitting };
            batch.attempts.entry((script, place)).or_default().push(taker);
            takers.push((taken, taker));
        }
        if let Some((sitting, place)) = &seat {
            let joined =
                (sitting.id, account, *place, sitting.letter(*place, 0), begins.plus(played.exam_at.unwrap_or(0)));
            batch.members.push(joined);
        }
        let Told { events, standings } = tell(&world.policies, &takers, seat.as_ref().map(|(sitting, _)| sitting));
        if !events.is_empty() {
            batch.ledgers.push((account, events));
        }
        batch.standings.extend(standings.into_iter().map(|(flag, standing, at)| (account, flag, standing, at)));
    }

    /// A seat in the commune's sitting of that day; none where nobody supervises there.
    fn seat(&mut self, world: &World, commune: usize, start: Instant, batch: &mut Batch) -> Option<(Sitting, u64)> {
        let facilitator = *world.duties.facilitators.get(&commune)?;
        let (course, quiz) = world.exam.clone()?;
        let opened_at = floor(start).plus(world.hour - 10 * MINUTE);
        let number = u64::try_from(opened_at.0 / DAY).unwrap_or(0) * 1_000 + u64::try_from(commune).unwrap_or(0);
        let mut dice = Dice::of("sitting", number);
        let milliseconds = u64::try_from(opened_at.0).unwrap_or(0);
        let id: Uuid = uuid::Builder::from_unix_timestamp_millis(milliseconds, &dice.bytes()).into_uuid();
        let id = SittingId(id);
        let (sitting, joined) = self.held.entry(id).or_insert_with(|| {
            let sitting = Sitting {
                id,
                course,
                quiz,
                unit: world.tree.communes[commune].code.clone(),
                facilitator,
                secret: Hidden(dice.bytes()),
                seed: Hidden(dice.bytes()),
                window: Window::of(opened_at, 2 * HOUR),
            };
            batch.sittings.push(sitting.clone());
            (sitting, 0)
        });
        let place = *joined;
        *joined += 1;
        Some((sitting.clone(), place))
    }
}

/// The beginning of the day, in UTC.
#[must_use]
pub fn floor(at: Instant) -> Instant {
    at.plus(-at.0.rem_euclid(DAY))
}

/// Years above sixteen: most learners are of working age.
fn birth(dice: &mut Dice) -> u32 {
    u32::try_from(dice.below(44) + if dice.chance(90) { 12 } else { 0 }).unwrap_or(0)
}

fn home(world: &World, number: u64, dice: &mut Dice) -> Home {
    if let Some(pilot) = world.pilot_of(number) {
        let commune = world.pilots[pilot];
        return Home { commune, hamlet: *dice.one(&world.hamlets[commune]) };
    }
    let commune = world.commune(dice);
    let hamlets = &world.hamlets[commune];
    if number == ALONE {
        let (commune, hamlet) = world.lonely;
        return Home { commune, hamlet };
    }
    if CROWD.contains(&number) {
        let (commune, hamlet) = world.crowded;
        return Home { commune, hamlet };
    }
    // Some hamlets are far ahead of others.
    let skewed = dice.below(hamlets.len()).min(dice.below(hamlets.len()));
    let hamlet = hamlets[skewed];
    if hamlet == world.lonely.1 { Home { commune, hamlet: hamlets[0] } } else { Home { commune, hamlet } }
}

/// Where somebody lives, lived, works and owns, and who they are by that.
fn places(world: &World, number: u64, home: &Home, since: Instant, dice: &mut Dice) -> (Audience, Vec<Belonging>) {
    let belonging = |unit, kind, since, until| Belonging { unit, kind, since, until };
    let mut belongs = Vec::new();
    let moved = dice.chance(30) && number != ALONE;
    let left = since.plus(world.now.since(since) / 2);
    if moved {
        let earlier = world.hamlets[world.commune(dice)][0];
        if earlier != home.hamlet {
            belongs.push(belonging(earlier, AffiliationKind::Resident, since, Some(left)));
        }
    }
    let here = if belongs.is_empty() { since } else { left };
    belongs.push(belonging(home.hamlet, AffiliationKind::Resident, here, None));
    let works = dice.below(1_000);
    let mut audience = Audience::Resident;
    if works < 120 || number == TWO_JOBS {
        let official = works < 75 || number == TWO_JOBS;
        audience = if official { Audience::Official } else { Audience::Resident };
        let offices = if official { &world.offices } else { &world.enterprises };
        let first = *dice.one(offices);
        belongs.push(belonging(first, AffiliationKind::Staff, since, None));
        let second = *dice.one(&world.offices);
        if second != first && (dice.chance(20) || number == TWO_JOBS) {
            belongs.push(belonging(second, AffiliationKind::Staff, since, None));
        }
    } else if works < 160 {
        audience = Audience::Business;
        belongs.push(belonging(home.hamlet, AffiliationKind::Owner, since, None));
    }
    (audience, belongs)
}
