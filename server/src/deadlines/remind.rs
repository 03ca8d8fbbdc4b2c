use async_trait::async_trait;
use domain::access::{Action, Staff};
use domain::deadline::{Deadline, deadlines};
use domain::matter::MatterState;
use domain::ports::{DeskError, Internal, Reminder};
use domain::track::local_date;
use jiff::Timestamp;
use jiff::civil::Date;
use storage::{Addressee, Job, JobKind, MatterRow, NewReminder, ReminderRow, StorageError};
use uuid::Uuid;

use super::Ledger;
use crate::clock::new_id;
use crate::jobs::{Attempt, Handler, Outcome};

/// Matters read at a time.
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
            let Some(last) = page.last() else { return Ok(made) };
            after = Some(last.place);
            let new: Vec<_> = page.iter().flat_map(|matter| self.reminders_of(&matter.row, today, at)).collect();
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
        let days = deadlines(&row.state, &self.laws, &self.calendar);
        days.iter().flat_map(|day| self.reminders_for(row, day, today, at)).collect()
    }

    /// The nearest span a day has come into: one that was missed (no server ran, the matter is new)
    /// is made up for, an earlier one is not.
    fn reminders_for(&self, row: &MatterRow, day: &Deadline, today: Date, at: Timestamp) -> Vec<NewReminder> {
        let Some(due) = day.due else { return Vec::new() };
        let left = self.calendar.working_days_left(today, due.date);
        let spans = self.site.desk.remind_days.iter().copied().filter(|span| i32::from(*span) >= left);
        let Some(span) = spans.min() else { return Vec::new() };
        let handler = row.state.office.handler.as_ref().map(|handler| handler.id);
        let reminder = |staff| NewReminder {
            id: new_id(&*self.random, at),
            matter: row.id,
            clock: day.id.clone(),
            due: due.date,
            days: span,
            unit: row.state.unit.clone(),
            staff,
            made_at: at,
        };
        match handler {
            None => vec![reminder(None)],
            Some(_) if span > 0 => vec![reminder(handler)],
            // On the day itself the handler's unit is told too.
            Some(_) => vec![reminder(handler), reminder(None)],
        }
    }

    pub(super) async fn waiting_reminders(&self, staff: &Staff, at: Timestamp) -> Result<Vec<Reminder>, DeskError> {
        let today = local_date(at);
        let mut waiting = Vec::new();
        for reminder in self.waiting(staff).await.map_err(Internal::from)? {
            let matter = self.store.matter(reminder.matter).await.map_err(Internal::from)?;
            let readable = matter.filter(|row| self.may_read(staff, row));
            waiting.extend(readable.and_then(|row| self.still_true(&reminder, &row, today)));
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
    fn still_true(&self, reminder: &ReminderRow, row: &MatterRow, today: Date) -> Option<Reminder> {
        let deadline = open(&row.state, self, reminder)?;
        Some(Reminder {
            id: reminder.id,
            number: row.number.clone(),
            days_left: self.calendar.working_days_left(today, reminder.due),
            unit: row.state.unit.clone(),
            own: reminder.staff.is_some(),
            made_at: reminder.made_at,
            deadline,
        })
    }
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

fn open(state: &MatterState, ledger: &Ledger, reminder: &ReminderRow) -> Option<Deadline> {
    let days = deadlines(state, &ledger.laws, &ledger.calendar);
    days.into_iter().find(|day| day.id == reminder.clock && day.due.is_some_and(|due| due.date == reminder.due))
}
