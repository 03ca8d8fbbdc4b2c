//! What leaders require of matters: the red list, and the steps on it.

use std::sync::Arc;

use async_trait::async_trait;
use domain::access::{Action, Staff};
use domain::event::{Actor, Event, EventKind};
use domain::matter::OfficeStep;
use domain::ports::{DeskError, Internal, Overseeing, Supervised, Supervision};
use domain::track::{due_day, local_date};
use jiff::Timestamp;
use storage::{Appended, Change, MatterRow, View};

use crate::casework::{TRIES, too_busy};
use crate::clock::{Random, new_id};
use crate::ledgers::{Books, invalid};

/// 督办台账
pub struct RedList {
    pub books: Books,
    pub random: Arc<dyn Random>,
}

#[async_trait]
impl Supervision for RedList {
    async fn list(&self, staff: &Staff) -> Result<Vec<Supervised>, DeskError> {
        staff.may_ever(Action::ReadMatter)?;
        let view = View::of(staff);
        let rows = self.books.store.supervised(&view).await.map_err(Internal::from)?;
        let mut list = Vec::new();
        for row in rows.into_iter().filter(|row| staff.may(Action::ReadMatter, &row.scope()).is_ok()) {
            list.extend(self.of_matter(staff, &row).await?);
        }
        list.sort_by(|a, b| (a.until, &a.number).cmp(&(b.until, &b.number)));
        Ok(list)
    }

    async fn take(&self, staff: &Staff, number: &str, step: Overseeing, at: Timestamp) -> Result<(), DeskError> {
        let action = match step {
            Overseeing::Progress { .. } => Action::Handle,
            Overseeing::Require { .. } | Overseeing::Lift { .. } | Overseeing::Escalate { .. } => Action::Supervise,
        };
        staff.may_ever(action)?;
        if let Overseeing::Require { until, .. } = &step
            && *until < local_date(at)
        {
            return Err(invalid("until", "要求完成的日期不能早于今天"));
        }
        let kind = EventKind::Office(self.office_step(step, at));
        for _ in 0..TRIES {
            let row = self.books.matter(staff, number, "number").await?;
            staff.may(action, &row.scope())?;
            let event = Event { at, actor: staff.actor(action, &row.scope()), kind: kind.clone() };
            let next = row.state.apply(&event, &self.books.calendar, &self.books.laws)?;
            let due = due_day(&next, &self.books.laws, &self.books.calendar);
            let change = Change { events: std::slice::from_ref(&event), due, ..Change::default() };
            match self.books.store.append(&row, change).await.map_err(Internal::from)? {
                Appended::Done(_) | Appended::Repeated => return Ok(()),
                Appended::Conflict => {}
            }
        }
        Err(too_busy())
    }
}

impl RedList {
    async fn of_matter(&self, staff: &Staff, row: &MatterRow) -> Result<Vec<Supervised>, DeskError> {
        let events = self.books.store.events(row.id).await.map_err(Internal::from)?;
        let reports = staff.may(Action::Handle, &row.scope()).is_ok();
        let supervisions = row.state.office.supervisions.iter().map(|one| Supervised {
            id: one.id,
            number: row.number.clone(),
            region_name: self.books.regions.full_name(&row.facts.region),
            unit: row.state.unit.clone(),
            listed: one.listed,
            requirement: one.requirement.clone(),
            until: one.until,
            own: one.by == Some(staff.id),
            reports,
            progress: events.iter().filter_map(|event| progress(event, one.id)).collect(),
            escalated_to: row.state.office.escalated_to.clone(),
        });
        Ok(supervisions.collect())
    }

    fn office_step(&self, step: Overseeing, at: Timestamp) -> OfficeStep {
        match step {
            Overseeing::Require { listed, requirement, until } => {
                OfficeStep::Supervised { supervision: new_id(&*self.random, at), listed, requirement, until }
            }
            Overseeing::Progress { supervision, note } => OfficeStep::SupervisionProgress { supervision, note },
            Overseeing::Lift { supervision, note } => OfficeStep::SupervisionLifted { supervision, note },
            Overseeing::Escalate { to, reason } => OfficeStep::Escalated { to, reason },
        }
    }
}

fn progress(event: &Event, id: uuid::Uuid) -> Option<(Timestamp, String, String)> {
    let EventKind::Office(OfficeStep::SupervisionProgress { supervision, note }) = &event.kind else { return None };
    let who = match &event.actor {
        Actor::Staff { name, .. } => name.clone(),
        Actor::Reporter | Actor::System => "系统".to_owned(),
    };
    (*supervision == id).then(|| (event.at, who, note.clone()))
}
