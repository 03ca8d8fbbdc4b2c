use domain::access::{Action, Scope, Staff};
use domain::desk_step::{Desk, offers};
use domain::ledger::Book;
use domain::ports::{AttachmentInfo, DeskError, DeskMatter, Internal, Shown};
use domain::quality::flags;
use domain::track::{NextStep, local_date, next_step};
use jiff::Timestamp;
use storage::{AttachmentRow, LedgerRow, MatterRow};

use super::caseload::Caseload;

/// The books that have records about matters, and what reading them needs.
const BOOKS: [(Book, Action); 3] =
    [(Book::Transfer, Action::ReadMatter), (Book::Risk, Action::ManageRisks), (Book::Reward, Action::Reward)];

impl Caseload {
    pub(super) async fn read(&self, staff: &Staff, number: &str, at: Timestamp) -> Result<DeskMatter, DeskError> {
        let row = self.reach(staff, number, Action::ReadMatter).await?;
        let events = self.store.events(row.id).await.map_err(Internal::from)?;
        let conversation = self.store.messages(row.id).await.map_err(Internal::from)?;
        let attachments = self.store.attachments(row.id).await.map_err(Internal::from)?;
        let voices = self.voices(staff, &row, &attachments).await?;
        let next = self.next(&row);
        let desk = Desk { laws: &self.laws, calendar: &self.calendar, at, heard: !voices.is_empty() };
        Ok(DeskMatter {
            version: row.version,
            clocks: row.state.clocks(&self.laws, &self.calendar),
            offers: offers(staff, &row.state, &row.scope(), desk),
            flags: flags(&row.state, &row.facts, row.linked.is_some(), &self.laws, &self.calendar),
            records: self.records(staff, &row).await?,
            id: row.id,
            number: row.number,
            kind: row.kind,
            region_name: self.regions.full_name(&row.facts.region),
            facts: row.facts,
            state: row.state,
            events,
            conversation,
            attachments: attachments.into_iter().filter(|one| one.shown != Shown::Sound).map(info).collect(),
            voices,
            has_identity: row.has_identity,
            linked: row.linked,
            days_left: self.days_left(next.as_ref(), at),
            next,
        })
    }

    /// The officer's, and the resident's for those who may hear who speaks.
    pub(super) async fn voices(
        &self,
        staff: &Staff,
        row: &MatterRow,
        attachments: &[AttachmentRow],
    ) -> Result<Vec<u32>, Internal> {
        let officers = self.store.voices_of(row.id).await?.into_iter().map(|part| part.ordinal);
        let heard = staff.may(Action::ViewIdentity, &row.scope()).is_ok();
        let said = attachments.iter().filter(|one| heard && one.shown == Shown::Sound).map(|one| one.ordinal);
        Ok(officers.chain(said).collect())
    }

    async fn records(&self, staff: &Staff, row: &MatterRow) -> Result<Vec<(Book, String)>, Internal> {
        let mut records = Vec::new();
        for (book, read) in BOOKS {
            let found = self.store.ledgers_of(book, row.id).await?;
            let opens = |record: &LedgerRow| {
                let scope = Scope { unit: record.unit_for(staff), region: record.region.clone(), ..row.scope() };
                staff.may(read, &scope).is_ok()
            };
            records.extend(found.into_iter().filter(opens).map(|record| (book, record.number)));
        }
        Ok(records)
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
