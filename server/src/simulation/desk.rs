//! A step at the desk: who may, whether the rules let it happen, the event and the day it leads to.

use domain::access::{Scope, Staff};
use domain::desk_step::DeskStep;
use domain::event::Event;
use domain::ports::{DeskError, Internal};
use domain::track::due_day;
use jiff::Timestamp;
use storage::{Appended, Change, MatterRow};

use crate::services::Services;

/// # Errors
/// As [`domain::ports::Casework`]'s steps.
pub async fn act(
    services: &Services,
    staff: &Staff,
    row: &MatterRow,
    step: &DeskStep,
    at: Timestamp,
) -> Result<(), DeskError> {
    let scope = Scope {
        region: row.facts.region.clone(),
        unit: row.state.unit.clone(),
        conflicts: row.state.office.conflicts.clone(),
    };
    staff.may(step.action(), &scope)?;
    let event = Event { at, actor: staff.actor(step.action(), &scope), kind: step.event(staff) };
    let next = row.state.apply(&event, &services.calendar, &services.laws)?;
    let due = due_day(&next, &services.laws, &services.calendar);
    let change = Change { events: std::slice::from_ref(&event), due, ..Change::default() };
    match services.store.append(row, change).await.map_err(Internal::from)? {
        Appended::Done(_) | Appended::Repeated => Ok(()),
        Appended::Conflict => Err(DeskError::NotReady("别人刚刚更新过")),
    }
}
