//! Records of work with AI in an invented province: every way that a record can go, one after the other, so that even a small
//! province has them all. Who confirms could know of the work: a colleague of the same office, else who facilitates there.

use super::dice::Dice;
use super::people::floor;
use super::work_samples::{APPEALS, JUDGED, RETURNED, SAMPLES, TOOLS};
use super::world::World;
use std::collections::BTreeMap;
use uuid::Uuid;
use xutra_domain::ids::{AccountId, WorkRecordId};
use xutra_domain::instant::{DAY, HOUR, Instant, MINUTE};
use xutra_domain::people::Role;
use xutra_domain::work_record::{ANSWER_WITHIN, Stage, State, Tie, Told};
use xutra_store::bulk_work::{Looked, WholeRecord};
use xutra_store::work_confirmation::{Asked, Outcome};
use xutra_store::work_record::{WorkEvent, WorkRecord};

/// Of so many confirmed records one is looked at again.
const AUDITED: u64 = 20;

/// Which way the records of somebody go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Way {
    /// Three are confirmed, of different tasks and weeks.
    Effective,
    /// One is confirmed.
    Once,
    /// One waits for who was drawn.
    Waiting,
    /// One came back.
    Returned,
    /// Who was drawn did not answer, and another was.
    Escalated,
    /// Neither they nor the leader answered: it is the leader's above.
    Above,
    /// One came back, and its author appealed.
    Appealed,
    /// The appeal was refused.
    Refused,
}

const WAYS: [Way; 12] = [
    Way::Effective,
    Way::Waiting,
    Way::Appealed,
    Way::Once,
    Way::Above,
    Way::Effective,
    Way::Returned,
    Way::Escalated,
    Way::Effective,
    Way::Refused,
    Way::Once,
    Way::Effective,
];

impl Way {
    /// Since how many days somebody must be there.
    fn days(self) -> i64 {
        match self {
            Self::Effective => 50,
            Self::Once | Self::Returned => 14,
            Self::Waiting => 3,
            Self::Escalated | Self::Appealed => 11,
            Self::Above => 21,
            Self::Refused => 31,
        }
    }
}

/// Whose records they are.
#[derive(Debug, Clone, Copy)]
pub(super) struct Author {
    /// Who.
    pub(super) account: AccountId,
    /// Since when they have an account.
    pub(super) since: Instant,
    /// The commune that they live in.
    pub(super) commune: usize,
    /// Row number of the office that they work in; none of owners.
    pub(super) office: Option<i64>,
}

/// Tells them, each author's in turn.
#[derive(Debug, Default)]
pub(super) struct Teller {
    told: usize,
    confirmed: u64,
    /// The last official of each office.
    colleagues: BTreeMap<i64, AccountId>,
}

impl Teller {
    /// Somebody works in an office, and may confirm what those who come later did.
    pub(super) fn works(&mut self, office: i64, who: AccountId) {
        self.colleagues.insert(office, who);
    }

    /// What somebody did; nothing of who came too late for it.
    pub(super) fn tell(&mut self, world: &World, author: &Author, dice: &mut Dice) -> Vec<WholeRecord> {
        let way = WAYS[self.told % WAYS.len()];
        let records = self.go(world, author, way, dice);
        self.told += usize::from(!records.is_empty());
        records
    }

    /// What the account shows that anybody looks around with: one of each that an author still has to do something about.
    pub(super) fn of_guest(&mut self, world: &World) -> Vec<WholeRecord> {
        let Some(account) = world.duties.named.get("learner") else { return Vec::new() };
        let commune = world.order.first().copied().unwrap_or(0);
        let author = Author { account: *account, since: Instant(0), commune, office: None };
        let mut dice = Dice::of("guest", 0);
        let ways = [Way::Once, Way::Waiting, Way::Returned, Way::Appealed];
        ways.into_iter().flat_map(|way| self.go(world, &author, way, &mut dice)).collect()
    }

    fn go(&mut self, world: &World, author: &Author, way: Way, dice: &mut Dice) -> Vec<WholeRecord> {
        let Some(peer) = self.peer(world, author) else { return Vec::new() };
        if world.now.since(author.since) < (way.days() + 2) * DAY {
            return Vec::new();
        }
        let mut days = vec![way.days() - 1];
        if way == Way::Effective {
            days = vec![48, 33, 18];
        }
        let first = dice.below(SAMPLES.len());
        let drafts = days.into_iter().enumerate().map(|(place, days)| {
            let at = floor(world.now).plus(2 * HOUR - days * DAY + dice.between(0, 8 * 60) * MINUTE);
            draft(world, author, first + place, at, dice)
        });
        let drafts: Vec<WholeRecord> = drafts.collect();
        drafts.into_iter().map(|one| self.lead(world, author, way, one, peer)).collect()
    }

    /// Who could know of somebody's work.
    fn peer(&self, world: &World, author: &Author) -> Option<(AccountId, Tie)> {
        let colleague = author.office.and_then(|office| self.colleagues.get(&office));
        let colleague = colleague.filter(|one| **one != author.account).map(|one| (*one, Tie::Colleague));
        colleague.or_else(|| Some((facilitator(world, author.commune)?, Tie::Facilitator)))
    }

    /// Leads a record the whole way.
    fn lead(
        &mut self,
        world: &World,
        author: &Author,
        way: Way,
        mut one: WholeRecord,
        peer: (AccountId, Tie),
    ) -> WholeRecord {
        let leader = world.duties.leaders.get(&author.commune).copied();
        let chief = world.duties.named.get(Role::Leader.word()).copied();
        let at = one.record.declared_at;
        ask(&mut one, peer, Stage::First, at);
        let reason = RETURNED[self.told % RETURNED.len()];
        match way {
            Way::Effective | Way::Once => {
                let quality = if self.told.is_multiple_of(2) { 3 } else { 4 };
                let (outcome, event) = (Outcome::Confirmed, WorkEvent::Confirmed(quality));
                answer(&mut one, (outcome, event, State::Confirmed), "", at.plus(DAY + HOUR));
                one.record.quality = Some(quality);
                self.audit(world, &mut one);
            }
            Way::Waiting => {}
            Way::Returned => {
                answer(&mut one, (Outcome::Returned, WorkEvent::Returned, State::Returned), reason, at.plus(DAY));
            }
            Way::Escalated => {
                let other = facilitator(world, author.commune).filter(|_| peer.1 == Tie::Colleague);
                let second = other.map(|who| (who, Tie::Facilitator, Stage::Second));
                let next = second.or(leader.map(|who| (who, Tie::Leader, Stage::Leader)));
                pass(&mut one, next);
            }
            Way::Above => {
                pass(&mut one, leader.map(|who| (who, Tie::Leader, Stage::Leader)));
                pass(&mut one, chief.map(|who| (who, Tie::Leader, Stage::Leader)));
            }
            Way::Appealed | Way::Refused => {
                answer(&mut one, (Outcome::Returned, WorkEvent::Returned, State::Returned), reason, at.plus(DAY));
                let why = APPEALS[self.told % APPEALS.len()];
                let decides = if self.told.is_multiple_of(2) { chief.or(leader) } else { leader.or(chief) };
                appeal(&mut one, author.account, why, decides, at.plus(4 * DAY));
                if way == Way::Refused {
                    let refused = (Outcome::Refused, WorkEvent::Refused, State::Refused);
                    answer(&mut one, refused, RETURNED[0], at.plus(6 * DAY));
                }
            }
        }
        one
    }

    /// Draws one confirmed record of so many to be looked at again; some wait for that.
    fn audit(&mut self, world: &World, one: &mut WholeRecord) {
        let number = self.confirmed / AUDITED;
        let drawn = self.confirmed.is_multiple_of(AUDITED);
        self.confirmed += 1;
        let (Some(drawn_at), true) = (one.record.settled_at, drawn) else { return };
        let at = drawn_at.plus(2 * DAY);
        let inspector = world.duties.inspectors.first().filter(|_| !number.is_multiple_of(5) && at < world.now);
        let (passed, judged) = (number % 9 != 4, JUDGED[usize::from(number % 9 == 4)]);
        one.events.extend(inspector.map(|by| (WorkEvent::Audited(passed), Some(*by), at)));
        one.looked = Some(Looked { drawn_at, judged: inspector.map(|by| (*by, passed, judged.to_owned(), at)) });
    }
}

/// Who helps people learn in a commune: where the account is that anybody looks around with, that one.
fn facilitator(world: &World, commune: usize) -> Option<AccountId> {
    let front = world.duties.named.get(Role::Facilitator.word());
    let front = front.filter(|_| world.order.first() == Some(&commune));
    front.or_else(|| world.duties.facilitators.get(&commune)).copied()
}

/// A record as it was declared.
fn draft(world: &World, author: &Author, sample: usize, at: Instant, dice: &mut Dice) -> WholeRecord {
    let sample = &SAMPLES[sample % SAMPLES.len()];
    let milliseconds = u64::try_from(at.0).unwrap_or(0);
    let id: Uuid = uuid::Builder::from_unix_timestamp_millis(milliseconds, &dice.bytes()).into_uuid();
    let record = WorkRecord {
        id: WorkRecordId(id),
        author: author.account,
        recipient: None,
        told: Told {
            task: sample.task,
            tool: (*dice.one(&TOOLS)).to_owned(),
            asked: sample.asked.to_owned(),
            changed: sample.changed.to_owned(),
            before: sample.minutes.0,
            after: sample.minutes.1,
            product: sample.product.to_owned(),
        },
        week: world.zone.week(at),
        state: State::Declared,
        quality: None,
        appeal: None,
        declared_at: at,
        settled_at: None,
    };
    WholeRecord {
        events: vec![(WorkEvent::Declared, Some(author.account), at)],
        record,
        asked: Vec::new(),
        looked: None,
    }
}

/// Somebody is drawn.
fn ask(one: &mut WholeRecord, (confirmer, tie): (AccountId, Tie), stage: Stage, at: Instant) {
    let number = i64::try_from(one.asked.len() + 1).unwrap_or(i64::MAX);
    let (record, due_at) = (one.record.id, at.plus(ANSWER_WITHIN));
    one.asked.push((Asked { record, number, confirmer, tie, stage, drawn_at: at, due_at }, None));
    one.events.push((WorkEvent::Drawn(confirmer), None, at));
}

/// Who was asked last says something.
fn answer(one: &mut WholeRecord, (outcome, event, state): (Outcome, WorkEvent, State), reason: &str, at: Instant) {
    let Some((asked, answer)) = one.asked.last_mut() else { return };
    *answer = Some((outcome, reason.to_owned(), at));
    one.events.push((event, Some(asked.confirmer), at));
    one.record.state = state;
    one.record.settled_at = matches!(state, State::Confirmed | State::Refused).then_some(at);
}

/// Who was asked last did not answer in time; somebody else is drawn, where there is anybody.
fn pass(one: &mut WholeRecord, next: Option<(AccountId, Tie, Stage)>) {
    let (Some((asked, answer)), Some((who, tie, stage))) = (one.asked.last_mut(), next) else { return };
    let at = asked.due_at;
    *answer = Some((Outcome::Unanswered, String::new(), at));
    one.events.push((WorkEvent::Escalated(asked.confirmer), None, at));
    ask(one, (who, tie), stage, at);
}

/// The author appeals, and somebody who leads is asked.
fn appeal(one: &mut WholeRecord, author: AccountId, why: &str, decides: Option<AccountId>, at: Instant) {
    let Some(decides) = decides else { return };
    one.events.push((WorkEvent::Appealed, Some(author), at));
    one.record.state = State::Appealed;
    one.record.appeal = Some(why.to_owned());
    ask(one, (decides, Tie::Leader), Stage::Appeal, at);
}
