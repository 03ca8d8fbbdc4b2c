use std::sync::Arc;

use async_trait::async_trait;
use domain::access::Staff;
use domain::calendar::Calendar;
use domain::desk_step::DeskStep;
use domain::law::Laws;
use domain::matter::office::Person;
use domain::ports::{AttachmentFile, Casework, DeskError, DeskMatter, ExportRow, Filter, Inbox, Internal, SavedFilter};
use domain::region::Regions;
use domain::report::Reporter;
use domain::site::Site;
use jiff::Timestamp;
use storage::Store;
use uuid::Uuid;

use crate::clock::Random;
use crate::keys::Keyring;
use crate::media::Gallery;

/// The matters of one installation, as staff work on them.
pub struct Caseload {
    pub store: Store,
    pub site: Arc<Site>,
    pub laws: Arc<Laws>,
    pub regions: Arc<Regions>,
    pub calendar: Arc<Calendar>,
    pub keys: Arc<Keyring>,
    pub gallery: Gallery,
    pub random: Arc<dyn Random>,
}

#[async_trait]
impl Casework for Caseload {
    async fn inbox(&self, staff: &Staff, filter: &Filter, at: Timestamp) -> Result<Inbox, DeskError> {
        self.list(staff, filter, at).await
    }

    async fn matter(&self, staff: &Staff, number: &str, at: Timestamp) -> Result<DeskMatter, DeskError> {
        self.read(staff, number, at).await
    }

    async fn view_identity(
        &self,
        staff: &Staff,
        number: &str,
        reason: &str,
        at: Timestamp,
    ) -> Result<Option<Reporter>, DeskError> {
        self.open_identity(staff, number, reason, at).await
    }

    async fn act(
        &self,
        staff: &Staff,
        number: &str,
        step: DeskStep,
        seen: u32,
        at: Timestamp,
    ) -> Result<(), DeskError> {
        self.take(staff, number, step, seen, at).await
    }

    async fn act_on_each(
        &self,
        staff: &Staff,
        numbers: &[String],
        step: &DeskStep,
        at: Timestamp,
    ) -> Result<Vec<(String, Result<(), DeskError>)>, Internal> {
        self.take_on_each(staff, numbers, step, at).await
    }

    async fn colleagues(&self, staff: &Staff, number: &str) -> Result<Vec<Person>, DeskError> {
        self.people(staff, number).await
    }

    async fn export(&self, staff: &Staff, filter: &Filter, at: Timestamp) -> Result<Vec<ExportRow>, DeskError> {
        self.table(staff, filter, at).await
    }

    async fn saved_filters(&self, staff: &Staff) -> Result<Vec<SavedFilter>, Internal> {
        Ok(self.store.saved_filters(staff.id).await?)
    }

    async fn save_filter(&self, staff: &Staff, name: &str, query: &str, at: Timestamp) -> Result<(), DeskError> {
        self.keep_filter(staff, name, query, at).await
    }

    async fn forget_filter(&self, staff: &Staff, id: Uuid) -> Result<(), Internal> {
        Ok(self.store.forget_filter(staff.id, id).await?)
    }

    async fn message(&self, staff: &Staff, number: &str, text: &str, at: Timestamp) -> Result<(), DeskError> {
        self.write_to_reporter(staff, number, text, at).await
    }

    async fn attachment(&self, staff: &Staff, number: &str, attachment: Uuid) -> Result<AttachmentFile, DeskError> {
        self.picture(staff, number, attachment).await
    }

    async fn voice(&self, staff: &Staff, number: &str, place: u32, at: Timestamp) -> Result<AttachmentFile, DeskError> {
        self.recording(staff, number, place, at).await
    }
}
