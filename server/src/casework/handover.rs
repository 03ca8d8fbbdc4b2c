//! Somebody leaves: what they still have goes to a named colleague or back to their unit.

use domain::calendar::Calendar;
use domain::event::{Actor, Event, EventKind};
use domain::law::Laws;
use domain::matter::OfficeStep;
use domain::matter::office::Person;
use domain::ports::{DeskError, Filter, HandledBy, Internal};
use domain::track::due_day;
use jiff::Timestamp;
use storage::{Appended, Change, MatterRow, Store, View};
use uuid::Uuid;

/// Matters read at once.
const STRETCH: u32 = 200;

/// What a handover needs of the house; the command line has no more.
#[derive(Clone, Copy)]
pub struct Handover<'a> {
    pub store: &'a Store,
    pub laws: &'a Laws,
    pub calendar: &'a Calendar,
    /// Region prefix of the site.
    pub region: &'a str,
}

impl Handover<'_> {
    /// The open matters somebody handles.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn open_matters(self, of: Uuid) -> Result<Vec<MatterRow>, Internal> {
        let view = View { regions: vec![self.region.to_owned()], unit: None };
        let mut rows = Vec::new();
        for page in 1.. {
            let filter = Filter { handler: Some(HandledBy::Person(of)), open: true, page, ..Filter::default() };
            let found = self.store.inbox(&view, &filter, None, STRETCH).await?;
            let last = found.rows.len() < usize::try_from(STRETCH).unwrap_or(usize::MAX);
            rows.extend(found.rows);
            if last {
                break;
            }
        }
        Ok(rows)
    }

    /// Moves each of them on, one event a matter; `to` nobody gives it back to the unit. Answers how
    /// many were moved. Whoever was quicker on one of them keeps what they did.
    ///
    /// # Errors
    /// A colleague who is involved in one of them, or a database that cannot be written.
    pub async fn move_on(
        self,
        rows: Vec<MatterRow>,
        to: Option<&Person>,
        reason: &str,
        at: Timestamp,
    ) -> Result<usize, DeskError> {
        let mut moved = 0;
        for row in rows {
            let step = match to {
                Some(person) => OfficeStep::Taken { staff: person.id, name: person.name.clone() },
                None => OfficeStep::Released { reason: reason.to_owned() },
            };
            let event = Event { at, actor: Actor::System, kind: EventKind::Office(step) };
            let next = row.state.apply(&event, self.calendar, self.laws)?;
            let due = due_day(&next, self.laws, self.calendar);
            let change = Change { events: std::slice::from_ref(&event), due, ..Change::default() };
            let appended = self.store.append(&row, change).await.map_err(Internal::from)?;
            moved += usize::from(matches!(appended, Appended::Done(_)));
        }
        Ok(moved)
    }
}
