use std::sync::Arc;

use async_trait::async_trait;
use domain::access::Staff;
use domain::calendar::Calendar;
use domain::law::Laws;
use domain::matter::Status;
use domain::ports::{AttachmentFile, Casework, DeskError, DeskMatter, Filter, Inbox};
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

    async fn assign(&self, staff: &Staff, number: &str, unit: &str, at: Timestamp) -> Result<(), DeskError> {
        self.hand_to(staff, number, unit, at).await
    }

    async fn set_status(
        &self,
        staff: &Staff,
        number: &str,
        status: Status,
        note: &str,
        at: Timestamp,
    ) -> Result<(), DeskError> {
        self.decide(staff, number, status, note, at).await
    }

    async fn message(&self, staff: &Staff, number: &str, text: &str, at: Timestamp) -> Result<(), DeskError> {
        self.write_to_reporter(staff, number, text, at).await
    }

    async fn attachment(&self, staff: &Staff, number: &str, attachment: Uuid) -> Result<AttachmentFile, DeskError> {
        self.picture(staff, number, attachment).await
    }
}
