use domain::access::{Action, Staff};
use domain::desk_step::DeskStep;
use domain::event::{Event, EventKind};
use domain::matter::office::Person;
use domain::matter::{OfficeStep, TipStep};
use domain::ports::{DeskError, Internal};
use jiff::Timestamp;
use storage::MatterRow;

use super::caseload::Caseload;
use super::change::{TRIES, too_busy};
use super::note::refused;
use super::reach::written;

impl Caseload {
    pub(super) async fn take(
        &self,
        staff: &Staff,
        number: &str,
        step: DeskStep,
        seen: u32,
        at: Timestamp,
    ) -> Result<(), DeskError> {
        let row = self.reach(staff, number, step.action()).await?;
        self.take_on(staff, row, step, Some(seen), at).await
    }

    /// One after the other; what happened to each in the meantime is for its own rules to judge.
    pub(super) async fn take_on_each(
        &self,
        staff: &Staff,
        numbers: &[String],
        step: &DeskStep,
        at: Timestamp,
    ) -> Result<Vec<(String, Result<(), DeskError>)>, Internal> {
        let mut results = Vec::with_capacity(numbers.len());
        for number in numbers {
            let done = match self.reach(staff, number, step.action()).await {
                Ok(row) => self.take_on(staff, row, step.clone(), None, at).await,
                Err(error) => Err(error),
            };
            match done {
                Err(DeskError::Internal(error)) => return Err(error),
                done => results.push((written(number), done)),
            }
        }
        Ok(results)
    }

    async fn take_on(
        &self,
        staff: &Staff,
        row: MatterRow,
        step: DeskStep,
        seen: Option<u32>,
        at: Timestamp,
    ) -> Result<(), DeskError> {
        let step = self.complete(staff, &row, step).await?;
        let kind = step.event(staff);
        if is_so_already(&row, &kind) {
            return Ok(());
        }
        if let EventKind::Office(OfficeStep::SameFact { other }) = &kind {
            return self.link(staff, row, other, at).await;
        }
        self.append_seen(staff, row, step.action(), kind, seen, at).await
    }

    /// Appends the event unless something happened since `seen` that the person must know first.
    async fn append_seen(
        &self,
        staff: &Staff,
        mut row: MatterRow,
        action: Action,
        kind: EventKind,
        seen: Option<u32>,
        at: Timestamp,
    ) -> Result<(), DeskError> {
        for _ in 0..TRIES {
            if let Some(seen) = seen.filter(|seen| *seen != row.version) {
                if self.was_just_done(&row, staff, &kind, at).await? {
                    return Ok(());
                }
                self.is_fresh(staff, &row, seen).await?;
            }
            match self.append_once(staff, &row, action, kind.clone(), at).await? {
                None => return Ok(()),
                Some(newer) => row = newer,
            }
        }
        Err(too_busy())
    }

    /// What the person did themselves in the meantime is no news to them.
    async fn is_fresh(&self, staff: &Staff, row: &MatterRow, seen: u32) -> Result<(), DeskError> {
        let events = self.store.events(row.id).await.map_err(Internal::from)?;
        let later = events.into_iter().skip(usize::try_from(seen).unwrap_or(usize::MAX));
        let since: Vec<Event> =
            later.filter(|event| event.actor.staff() != Some(staff.id) && event.kind.changes_the_ground()).collect();
        if since.is_empty() { Ok(()) } else { Err(DeskError::Stale { since }) }
    }

    /// What only the house knows: units, people, other matters.
    async fn complete(&self, staff: &Staff, row: &MatterRow, step: DeskStep) -> Result<DeskStep, DeskError> {
        match step {
            DeskStep::Dispatch { unit } => {
                let known = self.site.unit(&unit).ok_or_else(|| refused("unit", "请选择一个单位"))?;
                if !known.regions.iter().any(|prefix| row.facts.region.is_within(prefix)) {
                    return Err(refused("unit", format!("这件事发生的地方不归{}管，请选别的单位", known.name)));
                }
                Ok(DeskStep::Dispatch { unit })
            }
            DeskStep::NameHandler { person } => {
                let people = self.people_of(row).await?;
                let found = people.into_iter().find(|one| one.id == person.id);
                let person = found.ok_or_else(|| refused("staff", "请选择本单位在岗的承办人"))?;
                Ok(DeskStep::NameHandler { person })
            }
            DeskStep::Office(OfficeStep::Transcribed { words }) => {
                let attachments = self.store.attachments(row.id).await.map_err(Internal::from)?;
                if self.voices(staff, row, &attachments).await?.is_empty() {
                    return Err(refused("words", "这件事没有您能听的录音"));
                }
                Ok(DeskStep::Office(OfficeStep::Transcribed { words }))
            }
            DeskStep::Tip(TipStep::Repeat { earlier, note }) => {
                let earlier = self.earlier_of(row, &earlier).await?;
                Ok(DeskStep::Tip(TipStep::Repeat { earlier, note }))
            }
            other => Ok(other),
        }
    }

    /// A repeat is of a matter that came in before and happened in the same county.
    async fn earlier_of(&self, row: &MatterRow, typed: &str) -> Result<String, DeskError> {
        let found = self.store.matter_by_number(&written(typed)).await.map_err(Internal::from)?;
        let found = found.filter(|found| found.kind == row.kind && self.site.covers(&found.facts.region));
        let found = found.ok_or_else(|| refused("earlier", "没有这个编号的举报，请核对"))?;
        let earlier = found.id != row.id && found.state.received_at <= row.state.received_at;
        if earlier {
            Ok(found.number)
        } else {
            Err(refused("earlier", "要填比这件更早收到的举报的编号"))
        }
    }

    /// Two reporters, one fact: said on both matters, each of which goes on.
    async fn link(&self, staff: &Staff, row: MatterRow, typed: &str, at: Timestamp) -> Result<(), DeskError> {
        let other = match self.reach(staff, typed, Action::Handle).await {
            Ok(other) if other.id != row.id => other,
            Ok(_) => return Err(refused("other", "这就是本件，请填另一件的编号")),
            Err(DeskError::NotFound | DeskError::Denied(_)) => {
                return Err(refused("other", "没有这个编号的事项，或者不归您的单位管"));
            }
            Err(error) => return Err(error),
        };
        if other.submission == row.submission {
            return Err(refused("other", "这两件是同一个人同一次提交的，已经关联"));
        }
        let (here, there) = (row.number.clone(), other.number.clone());
        for (row, other) in [(row, there), (other, here)] {
            if !row.state.office.same_fact.contains(&other) {
                let kind = EventKind::Office(OfficeStep::SameFact { other });
                self.append_seen(staff, row, Action::Handle, kind, None, at).await?;
            }
        }
        Ok(())
    }

    pub(super) async fn people(&self, staff: &Staff, number: &str) -> Result<Vec<Person>, DeskError> {
        let row = self.reach(staff, number, Action::ReadMatter).await?;
        self.people_of(&row).await
    }

    /// Who of the unit that has it may handle it.
    async fn people_of(&self, row: &MatterRow) -> Result<Vec<Person>, DeskError> {
        let Some(unit) = row.state.unit.as_deref() else {
            return Ok(Vec::new());
        };
        let all = self.store.list_staff().await.map_err(Internal::from)?;
        let apart = row.scope().conflicts;
        let fits = all.into_iter().filter(|one| one.unit == unit && !one.disabled && one.role.handles_matters());
        let people = fits.filter(|one| !apart.contains(&one.id));
        Ok(people.map(|one| Person { id: one.id, name: one.name }).collect())
    }
}

/// Given to the unit, or to the person, that has it.
fn is_so_already(row: &MatterRow, kind: &EventKind) -> bool {
    let state = &row.state;
    match kind {
        EventKind::Assigned { unit } => state.unit.as_ref() == Some(unit),
        EventKind::Office(OfficeStep::Taken { staff, .. }) => {
            state.office.handler.as_ref().is_some_and(|handler| handler.id == *staff)
        }
        _ => false,
    }
}
