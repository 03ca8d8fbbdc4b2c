//! The port as the desk calls it: who may, then what.

use async_trait::async_trait;
use domain::access::{Action, Staff};
use domain::audit::{Act, Deed};
use domain::event::EventKind;
use domain::ports::{
    AttachmentFile, BatchReport, DeskError, ExportedBatch, Forwarding, Internal, PacketView, StuckJob, Update,
    UpdateError,
};
use domain::report::FieldError;
use jiff::Timestamp;
use storage::{MatterRow, StuckRow};
use uuid::Uuid;

use super::{Forwarder, registration_no};

#[async_trait]
impl Forwarding for Forwarder {
    async fn packet(
        &self,
        staff: &Staff,
        number: &str,
        reason: Option<&str>,
        at: Timestamp,
    ) -> Result<PacketView, DeskError> {
        let row = self.permitted(staff, Action::HandOver, number).await?;
        self.packet_of(staff, row, reason, at).await
    }

    async fn attachments_zip(&self, staff: &Staff, number: &str, at: Timestamp) -> Result<AttachmentFile, DeskError> {
        let row = self.permitted(staff, Action::HandOver, number).await?;
        let file = self.zip_of(&row).await?;
        let act = Act::new(at, staff, Deed::Exported, &row.number).with_detail(format!("附件 {}", file.name));
        self.note(&act).await?;
        Ok(file)
    }

    async fn register(
        &self,
        staff: &Staff,
        number: &str,
        registration_no: &str,
        registered_at: Timestamp,
        at: Timestamp,
    ) -> Result<(), DeskError> {
        let row = self.permitted(staff, Action::HandOver, number).await?;
        let checked = registration_no::parse(registration_no);
        let mut faults = Vec::new();
        if let Err(why) = &checked {
            faults.push(fault("registration_no", why));
        }
        if registered_at > at {
            faults.push(fault("registered_at", "录入时间在现在以后，请核对"));
        }
        if registered_at < row.state.received_at {
            faults.push(fault("registered_at", "录入时间早于收到的时间，请核对"));
        }
        let registration_no = match checked {
            Ok(number) if faults.is_empty() => number,
            _ => return Err(DeskError::Invalid(faults)),
        };
        if let Some(other) = self.holder(&registration_no, &row).await? {
            let message = format!("这个登记编号已经记在 {other} 上，请核对");
            return Err(DeskError::Invalid(vec![fault("registration_no", &message)]));
        }
        let event = EventKind::Registered { registration_no: registration_no.clone(), registered_at };
        let actor = staff.actor(Action::HandOver, &row.scope());
        self.append(row, &actor, at, |row| {
            let known = row.state.registration_no.as_deref() == Some(&registration_no);
            Ok::<_, DeskError>(if known { Vec::new() } else { vec![event.clone()] })
        })
        .await?;
        Ok(())
    }

    async fn export_batch(&self, staff: &Staff, at: Timestamp) -> Result<ExportedBatch, DeskError> {
        staff.may_ever(Action::HandOver)?;
        let batch = self.export(staff, at).await?;
        let detail = format!("批量录入表，{} 行", batch.rows);
        self.note(&Act::new(at, staff, Deed::Exported, &batch.name).with_detail(detail)).await?;
        Ok(batch)
    }

    async fn import_batch(&self, staff: &Staff, file: &[u8], at: Timestamp) -> Result<BatchReport, DeskError> {
        staff.may_ever(Action::HandOver)?;
        self.import(staff, file, at).await
    }

    async fn update(&self, webhook_id: &str, update: Update, at: Timestamp) -> Result<(), UpdateError> {
        self.take_update(webhook_id, update, at).await
    }

    async fn stuck(&self, staff: &Staff) -> Result<Vec<StuckJob>, DeskError> {
        staff.may_ever(Action::HandOver)?;
        let mut jobs = Vec::new();
        for row in self.store.stuck_jobs().await.map_err(Internal::from)? {
            if self.may_retry(staff, &row).await? {
                jobs.push(StuckJob {
                    id: row.id,
                    number: row.number.unwrap_or_default(),
                    attempts: row.attempts,
                    last_error: row.last_error,
                    since: row.created_at,
                });
            }
        }
        Ok(jobs)
    }

    async fn retry(&self, staff: &Staff, job: Uuid, at: Timestamp) -> Result<(), DeskError> {
        staff.may_ever(Action::HandOver)?;
        let rows = self.store.stuck_jobs().await.map_err(Internal::from)?;
        let row = rows.iter().find(|row| row.id == job).ok_or(DeskError::NotFound)?;
        if !self.may_retry(staff, row).await? {
            return Err(DeskError::NotFound);
        }
        self.note(&Act::new(at, staff, Deed::Retried, row.number.as_deref().unwrap_or_default())).await?;
        self.store.requeue(job, at).await.map_err(Internal::from)?;
        Ok(())
    }
}

impl Forwarder {
    /// The matter, if this person may do that to it. A matter outside the person's area is as good
    /// as not there.
    pub(super) async fn permitted(&self, staff: &Staff, action: Action, number: &str) -> Result<MatterRow, DeskError> {
        staff.may_ever(action)?;
        let row = self.store.matter_by_number(number).await.map_err(Internal::from)?;
        row.filter(|row| staff.may(action, &row.scope()).is_ok()).ok_or(DeskError::NotFound)
    }

    /// Written down before anything is handed out.
    async fn note(&self, act: &Act) -> Result<(), Internal> {
        Ok(self.store.note(act).await?)
    }

    /// The number of another matter that has this registration number.
    pub(super) async fn holder(&self, registration_no: &str, row: &MatterRow) -> Result<Option<String>, Internal> {
        let holder = self.store.matter_by_registration(registration_no).await?;
        Ok(holder.filter(|holder| holder.id != row.id).map(|holder| holder.number))
    }

    async fn may_retry(&self, staff: &Staff, row: &StuckRow) -> Result<bool, DeskError> {
        let Some(matter) = row.matter else {
            return Ok(false);
        };
        let matter = self.store.matter(matter).await.map_err(Internal::from)?;
        Ok(matter.is_some_and(|matter| staff.may(Action::HandOver, &matter.scope()).is_ok()))
    }
}

pub(super) fn fault(field: &str, message: &str) -> FieldError {
    FieldError { field: field.to_owned(), message: message.to_owned() }
}
