//! Everything that must be true of a house after a year, looked up in the house itself.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use domain::matter::{MatterKind, MatterState, Moment, Stage, Status};
use domain::ports::{Filter, Internal};
use domain::quality::{Mark, late_since};
use domain::track::due_day;
use jiff::Timestamp;
use jiff::civil::Date;
use storage::{DueMatter, FlagQuestion, MatterRow, View};

use super::people::People;
use super::report::{CANARY, batch_no};
use super::year::Year;
use crate::assemble::House;

const PAGE: u32 = 500;
/// One matter in so many is looked for by its words.
const SAMPLE: usize = 97;

/// A sentence that turned out not to be true.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Broken {
    pub what: &'static str,
    /// Of which matter, or what else.
    pub where_: String,
}

struct Check<'a> {
    house: &'a House,
    people: &'a People,
    at: Timestamp,
    broken: Vec<Broken>,
    numbers: BTreeSet<String>,
    counts: BTreeMap<(&'static str, &'static str), u64>,
    late: BTreeSet<String>,
}

pub async fn everything(house: &House, people: &People, year: &Year<'_>) -> Result<Vec<Broken>, Internal> {
    let mut check = Check {
        house,
        people,
        at: year.end(),
        broken: Vec::new(),
        numbers: BTreeSet::new(),
        counts: BTreeMap::new(),
        late: BTreeSet::new(),
    };
    check.matters().await?;
    let expected: BTreeSet<String> = year.cases.iter().map(|case| case.number.clone()).collect();
    check.holds(
        check.numbers == expected,
        "every matter that got a receipt or was found within is there, and no other",
        "",
    );
    let slipped = &year.summary.slipped;
    check.holds(slipped.is_empty(), "what must be refused is refused", &slipped.join("；"));
    check.tally().await?;
    check.flags().await?;
    check.search(year).await?;
    check.trail().await?;
    Ok(check.broken)
}

impl Check<'_> {
    fn holds(&mut self, so: bool, what: &'static str, place: &str) {
        if !so {
            self.broken.push(Broken { what, where_: place.to_owned() });
        }
    }

    async fn matters(&mut self) -> Result<(), Internal> {
        let mut after = None;
        loop {
            let page = self.house.services.store.due_until(Date::MAX, after, PAGE).await?;
            let Some(last) = page.last() else { return Ok(()) };
            after = Some(last.place);
            for matter in page {
                self.matter(&matter).await?;
            }
        }
    }

    async fn matter(&mut self, matter: &DueMatter) -> Result<(), Internal> {
        let services = &self.house.services;
        let row = &matter.row;
        let number = row.number.clone();
        let events = services.store.events(row.id).await?;
        let messages = services.store.messages(row.id).await?;
        let replayed = MatterState::replay(row.kind, &events);
        let due = due_day(&row.state, &services.laws, &services.calendar);
        let told: Vec<String> = messages.iter().map(|message| message.text.clone()).collect();
        let open = serde_json::to_string(&(&row.facts, &row.state, &events, &told)).map_err(Internal::new)?;
        let late = late_since(&row.state, &services.laws, &services.calendar).is_some();
        self.holds(replayed.as_ref() == Some(&row.state), "the state is what the events give", &number);
        self.holds(
            usize::try_from(row.version).is_ok_and(|n| n == events.len()),
            "the version counts the events",
            &number,
        );
        self.holds(due == matter.due, "the kept day is the counted one", &number);
        self.holds(!open.contains(CANARY), "nobody's identity stands outside its seal", &number);
        self.ending(row);
        self.clues(row).await?;
        if late {
            self.late.insert(number.clone());
        }
        *self.counts.entry((row.kind.as_str(), row.state.status().as_str())).or_default() += 1;
        let new = self.numbers.insert(number.clone());
        self.holds(new, "a number is given once", &number);
        Ok(())
    }

    /// A sign of a violation is a matter of its own (令121 §27), and each of the two names the other.
    async fn clues(&mut self, row: &MatterRow) -> Result<(), Internal> {
        let found = row.state.history.last(Moment::ClueFound).is_some();
        let named = &row.state.office.clues;
        self.holds(!found || !named.is_empty(), "a clue found is opened as a matter", &row.number);
        for number in named {
            let other = self.house.services.store.matter_by_number(number).await?;
            let other = other.filter(|other| other.state.office.clues.contains(&row.number));
            let pair = other.map(|other| [other.state.found_within, row.state.found_within]);
            let paired = pair.is_some_and(|[other, own]| other != own);
            self.holds(paired, "a clue and the matter it was found in name each other", &row.number);
        }
        Ok(())
    }

    /// What must have happened before a matter was closed (令121 §23, §27).
    fn ending(&mut self, row: &MatterRow) {
        let history = &row.state.history;
        if row.state.stage != Stage::Closed {
            return;
        }
        let untold = history.is_open(Moment::Terminated, Moment::PartiesTold);
        self.holds(!untold, "both sides were told before the matter was closed", &row.number);
        let clue = history.is_open(Moment::ClueFound, Moment::ClueSettled);
        self.holds(!clue, "no matter is closed over an open clue", &row.number);
        self.holds(row.state.office.supervisions.is_empty(), "no matter is closed under supervision", &row.number);
    }

    /// The desk's counts are the matters'.
    async fn tally(&mut self) -> Result<(), Internal> {
        for kind in [MatterKind::Complaint, MatterKind::Tip] {
            for status in Status::ALL {
                let filter = Filter { kind: Some(kind), status: Some(status), ..Filter::default() };
                let found = self.house.services.casework.inbox(&self.people.leader, &filter, self.at).await;
                let total = found.map_err(|error| Internal::new(error.to_string()))?.total;
                let counted = self.counts.get(&(kind.as_str(), status.as_str())).copied().unwrap_or(0);
                let place = format!("{} {}：{total}，实有 {counted}", kind.words(), status.words());
                self.holds(total == counted, "the desk counts what is there", &place);
            }
        }
        Ok(())
    }

    /// Whoever was late is flagged, and nobody else.
    async fn flags(&mut self) -> Result<(), Internal> {
        let services = &self.house.services;
        let view = View { regions: vec![services.site.region.clone()], unit: None };
        let question = FlagQuestion { mark: Some(Mark::Late), ..FlagQuestion::default() };
        let flagged = services.store.flags(&view, &question, u32::try_from(i32::MAX).unwrap_or(PAGE)).await?;
        let mut numbers = BTreeSet::new();
        for flag in flagged {
            numbers.extend(services.store.matter(flag.matter).await?.map(|row| row.number));
        }
        let differing: Vec<_> = numbers.symmetric_difference(&self.late).cloned().collect();
        self.holds(differing.is_empty(), "every limit was kept or is flagged as late", &differing.join(" "));
        Ok(())
    }

    async fn search(&mut self, year: &Year<'_>) -> Result<(), Internal> {
        for case in year.cases.iter().step_by(SAMPLE) {
            for words in [batch_no(case.report), case.number.clone()] {
                let found = self.found(&words).await?;
                self.holds(found.contains(&case.number), "search finds a matter by its words and number", &case.number);
            }
        }
        let named = self.found(CANARY).await?;
        self.holds(named.is_empty(), "search finds nobody by name", &named.join(" "));
        Ok(())
    }

    async fn found(&self, words: &str) -> Result<Vec<String>, Internal> {
        let filter = Filter { words: Some(words.to_owned()), ..Filter::default() };
        let found = self.house.services.casework.inbox(&self.people.leader, &filter, self.at).await;
        let rows = found.map_err(|error| Internal::new(error.to_string()))?.rows;
        Ok(rows.into_iter().map(|row| row.number).collect())
    }

    async fn trail(&mut self) -> Result<(), Internal> {
        let verified = self.house.keeper.verify().await?;
        let faults: Vec<_> = verified.checked.findings.faults.iter().map(|fault| format!("{fault:?}")).collect();
        self.holds(verified.checked.findings.is_whole(), "the audit trail is whole", &faults.join("；"));
        Ok(())
    }
}

impl fmt::Display for Broken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}：{}", self.what, self.where_)
    }
}
