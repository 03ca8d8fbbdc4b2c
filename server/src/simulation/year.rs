//! The year itself: reports come in, turns follow, the clock goes from one to the next.

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::sync::Arc;

use domain::access::Staff;
use domain::desk_step::DeskStep;
use domain::ports::{Addition, DeskError, IdempotencyKey, Internal, TrackError};
use domain::track::{beijing, local_date};
use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp, ToSpan};
use storage::MatterRow;

use super::case::Case;
use super::dice::{Dice, TurnedClock};
use super::people::{Pair, People};
use super::summary::{Summary, Tried};
use super::turn::{self, Move, Now, Who};
use super::{Plan, report};
use crate::assemble::House;
use crate::clock::Clock;

/// What only a reporter could do, of a matter nobody reported.
const NOBODY: Tried = Tried::Said("没有举报人");
/// The hours people work, in Beijing.
const OPENS: i8 = 8;
const HOURS: u64 = 10;

pub struct Year<'a> {
    house: &'a House,
    clock: Arc<TurnedClock>,
    plan: Plan,
    dice: Dice,
    end: Timestamp,
    pub cases: Vec<Case>,
    /// What happens when: the moment, a running number that keeps equal moments in order, and what.
    agenda: BinaryHeap<Reverse<(Timestamp, u64, Item)>>,
    planned: u64,
    today: Date,
    pub summary: Summary,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Item {
    /// The report of this number comes in.
    Report(u32),
    /// Something happens to the case at this place.
    Turn(usize),
}

impl<'a> Year<'a> {
    pub fn begin(house: &'a House, clock: Arc<TurnedClock>, plan: Plan) -> Option<Self> {
        let first = Date::new(plan.year, 1, 1).ok()?;
        let begin = moment(first, 0, 0)?;
        let end = moment(Date::new(plan.year, 12, 31).ok()?, 23, 59)?;
        clock.turn_to(begin);
        let dice = Dice::seeded(plan.seed);
        let agenda = BinaryHeap::new();
        let summary = Summary::new(plan);
        let mut year =
            Self { house, clock, plan, dice, end, cases: Vec::new(), agenda, planned: 0, today: first, summary };
        let minutes = u64::try_from(end.duration_since(begin).as_mins()).ok()?;
        for number in 1..=plan.reports {
            let minute = i64::try_from(year.dice.throw(minutes)).ok()?;
            year.agree(begin.checked_add(SignedDuration::from_mins(minute)).ok()?, Item::Report(number));
        }
        Some(year)
    }

    /// Everything in its order, up to the last minute of the year.
    pub async fn pass(&mut self, people: &People) -> Result<(), Internal> {
        self.house.ledger.plan(self.clock.now()).await?;
        while let Some(Reverse((at, _, item))) = self.agenda.pop() {
            if at > self.end {
                break;
            }
            self.turn_clock(at).await?;
            match item {
                Item::Report(number) => self.receive(number, at).await?,
                Item::Turn(place) => self.take_turn(people, place, at).await?,
            }
        }
        self.turn_clock(self.end).await
    }

    pub async fn into_summary(self, house: &House) -> Result<Summary, Internal> {
        self.summary.counted(house, local_date(self.end)).await
    }

    pub fn end(&self) -> Timestamp {
        self.end
    }

    /// A day that ends has had its jobs: reminders above all.
    async fn turn_clock(&mut self, at: Timestamp) -> Result<(), Internal> {
        while self.today < local_date(at) {
            let evening = moment(self.today, 23, 0).unwrap_or(at);
            self.clock.turn_to(evening);
            self.house.worker.run_due().await?;
            self.today = self.today.tomorrow().map_err(Internal::new)?;
        }
        self.clock.turn_to(at);
        Ok(())
    }

    async fn receive(&mut self, number: u32, at: Timestamp) -> Result<(), Internal> {
        let services = &self.house.services;
        let dice = Dice::of(self.plan.seed, u64::from(number) << 32);
        let submission = report::submission(number, &dice, &services.laws, &services.regions, &services.site)?;
        let receipt = services.intake.submit(submission, at).await;
        let receipt = receipt.map_err(|error| Internal::new(format!("第 {number} 件没有收下：{error}")))?;
        for matter in receipt.matters {
            let place = self.cases.len();
            self.cases.push(Case::new(matter.number, Some(receipt.code.clone()), number, self.plan.seed));
            self.plan_turn(place, at);
        }
        Ok(())
    }

    async fn take_turn(&mut self, people: &People, place: usize, at: Timestamp) -> Result<(), Internal> {
        let house = self.house;
        let Some(case) = self.cases.get_mut(place) else { return Ok(()) };
        case.turns += 1;
        let row = house.services.store.matter_by_number(&case.number).await?;
        let row = row.ok_or_else(|| Internal::new(format!("{} 不见了", case.number)))?;
        let now = Now { laws: &house.services.laws, at };
        let Some(step) = turn::next(case, &row.state, now) else { return Ok(()) };
        let tried = Tries { house, people, row: &row, at }.make(case, &step).await?;
        self.summary.note(&step, tried, &row.number);
        self.plan_turn(place, at);
        self.follow_clues(place, at).await
    }

    /// What was opened beside the case takes a course of its own from now on.
    async fn follow_clues(&mut self, place: usize, at: Timestamp) -> Result<(), Internal> {
        let Some(case) = self.cases.get(place) else { return Ok(()) };
        let report = case.report;
        let row = self.house.services.store.matter_by_number(&case.number).await?;
        let clues = row.filter(|row| !row.state.found_within).map(|row| row.state.office.clues).unwrap_or_default();
        for clue in clues {
            if self.cases.iter().rev().all(|case| case.number != clue) {
                self.cases.push(Case::new(clue, None, report, self.plan.seed));
                self.plan_turn(self.cases.len().saturating_sub(1), at);
            }
        }
        Ok(())
    }

    /// The next working hour after some time, which is long where nobody is in a hurry.
    fn plan_turn(&mut self, place: usize, after: Timestamp) {
        let Some(case) = self.cases.get(place) else { return };
        let hours = 2 + case.dice.throw(if case.slow { 24 * 12 } else { 30 });
        let hour = OPENS + i8::try_from(case.dice.throw(HOURS)).unwrap_or(0);
        let minute = i8::try_from(case.dice.throw(60)).unwrap_or(0);
        let earliest =
            after.saturating_add(SignedDuration::from_hours(i64::try_from(hours).unwrap_or(2))).unwrap_or(after);
        let days = local_date(earliest).series(1.day()).take(40);
        let mut hours = days
            .filter(|day| self.house.services.calendar.is_working(*day))
            .filter_map(|day| moment(day, hour, minute));
        if let Some(at) = hours.find(|at| *at > after) {
            self.agree(at, Item::Turn(place));
        }
    }

    fn agree(&mut self, at: Timestamp, item: Item) {
        self.planned += 1;
        self.agenda.push(Reverse((at, self.planned, item)));
    }
}

/// One move, made through the services as a person would make it.
struct Tries<'a> {
    house: &'a House,
    people: &'a People,
    row: &'a MatterRow,
    at: Timestamp,
}

impl Tries<'_> {
    async fn make(&self, case: &Case, step: &Move) -> Result<Tried, Internal> {
        let services = &self.house.services;
        let number = &self.row.number;
        match step {
            Move::Desk(who, step) | Move::Wrong(who, step) => self.at_desk(*who, step).await,
            Move::Register => {
                let digits = format!(
                    "5309220000000{}{:04}",
                    local_date(self.at).strftime("%Y%m%d"),
                    self.row_number(case) % 10_000
                );
                let done = services.forwarding.register(&self.people.clerk, number, &digits, self.at, self.at).await;
                of_desk(done)
            }
            Move::ViewIdentity => {
                let viewed = services.casework.view_identity(self.holder(), number, "核对联系方式", self.at).await;
                of_desk(viewed.map(drop))
            }
            Move::Tell if case.code.is_none() => Ok(NOBODY),
            Move::Tell => of_desk(services.casework.message(self.holder(), number, "请保留好购物凭证", self.at).await),
            Move::Add => {
                let Some(code) = &case.code else { return Ok(NOBODY) };
                let key = IdempotencyKey::parse(&format!("{number}-{:016}", case.turns)).map_err(Internal::new)?;
                let text = "补充一下：还有一张小票。".to_owned();
                let addition = Addition { number: number.clone(), key, text, photos: Vec::new() };
                of_track(services.tracking.add(code, addition, self.at).await)
            }
            Move::Withdraw => {
                let Some(code) = &case.code else { return Ok(NOBODY) };
                of_track(services.tracking.withdraw(code, number, self.at).await)
            }
            Move::Rate(grade) => {
                let Some(code) = &case.code else { return Ok(NOBODY) };
                of_track(services.tracking.rate(code, number, *grade, "", self.at).await)
            }
        }
    }

    async fn at_desk(&self, who: Who, step: &DeskStep) -> Result<Tried, Internal> {
        let step = match step {
            DeskStep::Dispatch { unit } if unit.is_empty() => DeskStep::Dispatch { unit: self.unit_of_place() },
            other => other.clone(),
        };
        let (staff, row) = (self.person(who), self.row);
        of_desk(self.house.services.casework.act(staff, &row.number, step, row.version, self.at).await)
    }

    fn person(&self, who: Who) -> &Staff {
        match who {
            Who::Clerk => &self.people.clerk,
            Who::Leader => &self.people.leader,
            Who::Handler => self.holder(),
            Who::Lead => self.pair().map_or(&self.people.leader, |pair| &pair.lead),
            Who::Stranger => {
                let own = self.row.state.unit.as_deref().unwrap_or_default();
                let other = self.people.units.iter().find(|(unit, _)| unit.as_str() != own);
                other.map_or(&self.people.leader, |(_, pair)| &pair.handler)
            }
        }
    }

    /// The clerk holds what was not given to a unit yet.
    fn holder(&self) -> &Staff {
        self.pair().map_or(&self.people.clerk, |pair| &pair.handler)
    }

    fn pair(&self) -> Option<&Pair> {
        self.people.units.get(self.row.state.unit.as_deref()?)
    }

    /// The station that owns the place, sometimes a section that owns them all.
    fn unit_of_place(&self) -> String {
        let region = &self.row.facts.region;
        let site = &self.house.services.site;
        let owns = |unit: &&domain::site::Unit| {
            self.people.units.contains_key(&unit.key) && unit.regions.iter().any(|prefix| region.is_within(prefix))
        };
        let mut units: Vec<_> = site.unit.iter().filter(owns).map(|unit| &unit.key).collect();
        units.sort_by_key(|key| !key.starts_with("suo"));
        let section = self.row.number.ends_with(['3', '7']);
        let chosen = if section { units.last() } else { units.first() };
        chosen.map_or_else(String::new, |key| (*key).clone())
    }

    fn row_number(&self, case: &Case) -> u32 {
        let digits: String = case.number.chars().rev().take(6).filter(char::is_ascii_digit).collect();
        digits.chars().rev().collect::<String>().parse().unwrap_or(case.report)
    }
}

fn of_desk(done: Result<(), DeskError>) -> Result<Tried, Internal> {
    Ok(match done {
        Ok(()) => Tried::Done,
        Err(DeskError::NotNow(refusal)) => Tried::Refused(refusal.rule),
        Err(DeskError::Denied(_)) => Tried::Said("岗位不能做"),
        Err(DeskError::NotFound) => Tried::Said("不归这个单位"),
        Err(DeskError::Invalid(_)) => Tried::Said("填写有误"),
        Err(DeskError::Internal(error)) => return Err(error),
        Err(_) => Tried::Said("页面过时或者还不能做"),
    })
}

fn of_track(done: Result<(), TrackError>) -> Result<Tried, Internal> {
    Ok(match done {
        Ok(()) => Tried::Done,
        Err(TrackError::NotNow(refusal)) => Tried::Refused(refusal.rule),
        Err(TrackError::NotFound) => Tried::Said("没有这个查询码"),
        Err(TrackError::Invalid(_)) => Tried::Said("填写有误"),
        Err(TrackError::Unavailable(error) | TrackError::Internal(error)) => return Err(error),
    })
}

fn moment(day: Date, hour: i8, minute: i8) -> Option<Timestamp> {
    Some(day.at(hour, minute, 0, 0).to_zoned(beijing()).ok()?.timestamp())
}
