use domain::access::{Action, Staff};
use domain::ports::{AttachmentInfo, DeskError, DeskMatter, Internal};
use domain::track::{NextStep, local_date, next_step};
use jiff::Timestamp;
use storage::{AttachmentRow, MatterRow};

use super::caseload::Caseload;

impl Caseload {
    pub(super) async fn read(&self, staff: &Staff, number: &str, at: Timestamp) -> Result<DeskMatter, DeskError> {
        let row = self.reach(staff, number, Action::ReadMatter).await?;
        let events = self.store.events(row.id).await.map_err(Internal::from)?;
        let conversation = self.store.messages(row.id).await.map_err(Internal::from)?;
        let attachments = self.store.attachments(row.id).await.map_err(Internal::from)?;
        let next = self.next(&row);
        Ok(DeskMatter {
            id: row.id,
            number: row.number,
            kind: row.kind,
            region_name: self.regions.full_name(&row.facts.region),
            facts: row.facts,
            state: row.state,
            events,
            conversation,
            attachments: attachments.into_iter().map(info).collect(),
            has_identity: row.has_identity,
            linked: row.linked,
            days_left: self.days_left(next.as_ref(), at),
            next,
        })
    }

    pub(super) fn next(&self, row: &MatterRow) -> Option<NextStep> {
        next_step(&row.state, &self.laws, &self.calendar)
    }

    pub(super) fn days_left(&self, next: Option<&NextStep>, at: Timestamp) -> Option<i32> {
        next.map(|next| self.calendar.working_days_left(local_date(at), next.due.date))
    }
}

fn info(row: AttachmentRow) -> AttachmentInfo {
    AttachmentInfo {
        id: row.id,
        ordinal: row.ordinal,
        media_type: row.media_type,
        size: row.size,
        sha256: row.sha256,
        shown: row.shown,
        message: row.message,
    }
}
