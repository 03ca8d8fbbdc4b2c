use async_trait::async_trait;
use domain::access::{Action, Scope, Staff};
use domain::deadline::{Deadline, deadlines, open_limits};
use domain::ledger::Book;
use domain::ports::{DeskError, Internal, Reminder};
use domain::track::local_date;
use domain::transfer::Transfer;
use jiff::Timestamp;
use jiff::civil::Date;
use storage::{About, Addressee, Job, JobKind, LedgerRow, MatterRow, NewReminder, ReminderRow, StorageError};
use uuid::Uuid;

use super::Ledger;
use crate::clock::new_id;
use crate::jobs::{Attempt, Handler, Outcome};

/// Matters or transfers read at a time.
const PAGE: u32 = 500;
/// Reminders a person is shown and counted.
const SHOWN: u32 = 200;

/// Makes the day's reminders, and plans the next working day's.
pub struct Remind(pub Ledger);

#[async_trait]
impl Handler for Remind {
    fn kind(&self) -> JobKind {
        JobKind::Remind
    }

    /// Again does no harm: a reminder that is there is not made twice, nor a round planned twice.
    async fn run(&self, _: &Job, attempt: Attempt) -> Outcome {
        let Self(ledger) = self;
        // A round that fails must not keep tomorrow's from being planned.
        if let Err(error) = ledger.plan(attempt.at).await {
            return Outcome::again(error.to_string());
        }
        match ledger.remind(attempt.at).await {
            Ok(made) => {
                tracing::info!(made, "reminders made");
                Outcome::Done
            }
            Err(error) => Outcome::again(error.to_string()),
        }
    }
}

impl Ledger {
    /// Reminds of whatever falls due within the longest of the site's spans; answers how many
    /// reminders are new.
    ///
    /// # Errors
    /// When the database cannot be read or written.
    pub async fn remind(&self, at: Timestamp) -> Result<u64, StorageError> {
        let today = local_date(at);
        let Some(longest) = self.site.desk.remind_days.iter().max() else { return Ok(0) };
        let horizon = self.behind_working_days(today, *longest);
        self.store.forget_reminders(at).await?;
        let (mut after, mut made) = (None, 0);
        loop {
            let page = self.store.due_until(horizon, after, PAGE).await?;
            let Some(last) = page.last() else { break };
            after = Some(last.place);
            let new: Vec<_> = page.iter().flat_map(|matter| self.reminders_of(&matter.row, today, at)).collect();
            made += self.store.remind(&new).await?;
        }
        Ok(made + self.remind_of_transfers(horizon, today, at).await?)
    }

    /// The unit a transfer is with is reminded: nobody is the handler of one.
    async fn remind_of_transfers(&self, horizon: Date, today: Date, at: Timestamp) -> Result<u64, StorageError> {
        let (mut behind, mut made) = (None, 0);
        loop {
            let page = self.store.ledgers_due(Book::Transfer, (Date::ZERO, horizon), behind, PAGE).await?;
            let Some(last) = page.last() else { return Ok(made) };
            behind = last.due.map(|due| (due, last.number.clone()));
            let mut new = Vec::new();
            for row in &page {
                let about = Subject { about: About::Ledger(row.id), unit: row.unit.clone(), handler: None };
                let days = self.limits(&row.record()?);
                new.extend(days.iter().flat_map(|day| self.reminders_for(&about, day, today, at)));
            }
            made += self.store.remind(&new).await?;
        }
    }

    /// The last day that is no more than so many working days off.
    fn behind_working_days(&self, today: Date, days: u8) -> Date {
        let mut day = today;
        let mut left = i32::from(days);
        while left >= 0 {
            let Ok(next) = day.tomorrow() else { return day };
            left -= i32::from(self.calendar.is_working(next));
            if left >= 0 {
                day = next;
            }
        }
        day
    }

    fn reminders_of(&self, row: &MatterRow, today: Date, at: Timestamp) -> Vec<NewReminder> {
        let handler = row.state.office.handler.as_ref().map(|handler| handler.id);
        let about = Subject { about: About::Matter(row.id), unit: row.state.unit.clone(), handler };
        let days = deadlines(&row.state, &self.laws, &self.calendar);
        days.iter().flat_map(|day| self.reminders_for(&about, day, today, at)).collect()
    }

    /// The nearest span a day has come into: one that was missed (no server ran, the matter is new)
    /// is made up for, an earlier one is not.
    fn reminders_for(&self, of: &Subject, day: &Deadline, today: Date, at: Timestamp) -> Vec<NewReminder> {
        let Some(due) = day.due else { return Vec::new() };
        let left = self.calendar.working_days_left(today, due.date);
        let spans = self.site.desk.remind_days.iter().copied().filter(|span| i32::from(*span) >= left);
        let Some(span) = spans.min() else { return Vec::new() };
        let reminder = |staff| NewReminder {
            id: new_id(&*self.random, at),
            about: of.about,
            clock: day.id.clone(),
            due: due.date,
            days: span,
            unit: of.unit.clone(),
            staff,
            made_at: at,
        };
        match of.handler {
            None => vec![reminder(None)],
            Some(_) if span > 0 => vec![reminder(of.handler)],
            // On the day itself the handler's unit is told too.
            Some(_) => vec![reminder(of.handler), reminder(None)],
        }
    }

    pub(super) async fn waiting_reminders(&self, staff: &Staff, at: Timestamp) -> Result<Vec<Reminder>, DeskError> {
        let today = local_date(at);
        let mut waiting = Vec::new();
        for reminder in self.waiting(staff).await.map_err(Internal::from)? {
            let said = match reminder.about {
                About::Matter(id) => {
                    let matter = self.store.matter(id).await.map_err(Internal::from)?;
                    matter.filter(|row| self.may_read(staff, row)).and_then(|row| self.of_matter(&reminder, &row))
                }
                About::Ledger(id) => {
                    let row = self.store.ledger(id).await.map_err(Internal::from)?;
                    let readable = row.filter(|row| may_read_record(staff, row));
                    readable.map(|row| self.of_transfer(&reminder, &row)).transpose().map_err(Internal::from)?.flatten()
                }
            };
            waiting.extend(said.map(|said| self.said(&reminder, said, today)));
        }
        Ok(waiting)
    }

    pub(super) async fn waiting_count(&self, staff: &Staff) -> Result<u64, DeskError> {
        let rows = self.waiting(staff).await.map_err(Internal::from)?;
        Ok(u64::try_from(rows.len()).unwrap_or(u64::MAX))
    }

    pub(super) async fn put_reminders_away(
        &self,
        staff: &Staff,
        reminders: &[Uuid],
        at: Timestamp,
    ) -> Result<(), DeskError> {
        staff.may_ever(Action::ListMatters)?;
        for to in addressees(staff) {
            self.store.put_reminders_away(&to, reminders, at).await.map_err(Internal::from)?;
        }
        Ok(())
    }

    /// A person's reminders, and those of people on leave they stand in for.
    async fn waiting(&self, staff: &Staff) -> Result<Vec<ReminderRow>, StorageError> {
        let mut rows: Vec<ReminderRow> = Vec::new();
        for to in addressees(staff) {
            rows.extend(self.store.reminders(&to, SHOWN).await?);
        }
        rows.sort_by_key(|row| (row.due, row.id));
        rows.dedup_by_key(|row| row.id);
        Ok(rows)
    }

    /// What a reminder says now; nothing once its limit was met or moved.
    fn of_matter(&self, reminder: &ReminderRow, row: &MatterRow) -> Option<Said> {
        let deadline = open(deadlines(&row.state, &self.laws, &self.calendar), reminder)?;
        Some(Said { book: None, number: row.number.clone(), unit: row.state.unit.clone(), deadline })
    }

    fn of_transfer(&self, reminder: &ReminderRow, row: &LedgerRow) -> Result<Option<Said>, StorageError> {
        let deadline = open(self.limits(&row.record()?), reminder);
        let said =
            |deadline| Said { book: Some(row.book), number: row.number.clone(), unit: row.unit.clone(), deadline };
        Ok(deadline.map(said))
    }

    fn said(&self, reminder: &ReminderRow, said: Said, today: Date) -> Reminder {
        Reminder {
            id: reminder.id,
            book: said.book,
            number: said.number,
            days_left: self.calendar.working_days_left(today, reminder.due),
            unit: said.unit,
            own: reminder.staff.is_some(),
            made_at: reminder.made_at,
            deadline: said.deadline,
        }
    }

    fn limits(&self, transfer: &Transfer) -> Vec<Deadline> {
        open_limits(transfer.clocks(&self.laws, &self.calendar))
    }
}

/// What somebody is reminded of, and who that is.
struct Subject {
    about: About,
    unit: Option<String>,
    handler: Option<Uuid>,
}

struct Said {
    book: Option<Book>,
    number: String,
    unit: Option<String>,
    deadline: Deadline,
}

fn may_read_record(staff: &Staff, row: &LedgerRow) -> bool {
    let scope = Scope { region: row.region.clone(), unit: row.unit_for(staff), conflicts: Default::default() };
    staff.may(Action::ReadMatter, &scope).is_ok()
}

fn addressees(staff: &Staff) -> Vec<Addressee> {
    let people = std::iter::once(staff).chain(&staff.stands_in_for);
    let works = people.filter(|person| person.role.works_on_matters());
    let to = |person: &Staff| Addressee {
        staff: person.id,
        unit: person.unit.clone(),
        unassigned: person.may_ever(Action::Assign).is_ok(),
    };
    works.map(to).collect()
}

fn open(days: Vec<Deadline>, reminder: &ReminderRow) -> Option<Deadline> {
    days.into_iter().find(|day| day.id == reminder.clock && day.due.is_some_and(|due| due.date == reminder.due))
}
