//! Village officers: their phones, what they send, what they hear of it.
//!
//! **Invariant:** a report is answered only when it is durable, with everything that comes of it; the
//! same bytes again are the same answer, and other bytes under its id are kept beside it, never mixed in.

mod binding;
mod body;
mod desk;
mod directory;
mod merits;
mod outlets;
mod points;
mod reading;
mod shipment;
mod taking;
mod training;

use std::sync::Arc;

use async_trait::async_trait;
use domain::calendar::Calendar;
use domain::field::{LedgerOutlet, MeritRules, Merits, Month};
use domain::law::Laws;
use domain::ports::{
    BindError, Binding, Device, DeviceOfficer, DeviceToken, Errand, FieldReceipt, FieldWork, Internal, OwnReport,
    OwnReports, PinError, SealingKey, Sending, TakeError, Taken, TestResult, Training,
};
use domain::region::Regions;
use domain::site::Site;
use jiff::Timestamp;
use storage::Store;
use uuid::Uuid;

use crate::accounts::password::Hasher;
use crate::accounts::throttle::Throttle;
use crate::clock::Random;
use crate::intake::Reception;
use crate::keys::Keyring;

pub use binding::code_mac;
pub use desk::FieldOffice;
pub use directory::OutletDirectory;
pub use points::Points;
pub use shipment::Shipment;

/// Answers the phones.
pub struct Phones {
    pub store: Store,
    pub keys: Arc<Keyring>,
    pub laws: Arc<Laws>,
    pub calendar: Arc<Calendar>,
    pub regions: Arc<Regions>,
    pub site: Arc<Site>,
    pub random: Arc<dyn Random>,
    pub hasher: Hasher,
    pub throttle: Throttle,
    /// What a villager files with an officer's help goes the residents' way.
    pub reception: Arc<Reception>,
    pub training: Training,
    pub merits: MeritRules,
}

#[async_trait]
impl FieldWork for Phones {
    fn sealing_key(&self) -> SealingKey {
        self.keys.sealing_key().clone()
    }

    async fn bind(&self, binding: Binding, at: Timestamp) -> Result<DeviceToken, BindError> {
        self.bind_phone(binding, at).await
    }

    async fn device(&self, token: &DeviceToken, at: Timestamp) -> Result<Option<Device>, Internal> {
        self.phone_of(token, at).await
    }

    async fn switch(&self, device: &Device, officer: Uuid, pin: &str, at: Timestamp) -> Result<(), PinError> {
        self.hand_over(device, officer, pin, at).await
    }

    async fn take_in(&self, device: &Device, sending: Sending, at: Timestamp) -> Result<Taken, TakeError> {
        self.take(device, sending, at).await
    }

    async fn receipt(&self, device: &Device, report: Uuid, at: Timestamp) -> Result<Option<FieldReceipt>, Internal> {
        match self.store.report(report).await? {
            Some(row) if row.device == device.id || device.officers.iter().any(|one| one.id == row.officer) => {
                self.receipt_of(&row, at).await.map(Some)
            }
            _ => Ok(None),
        }
    }

    async fn outlets(&self, officer: &DeviceOfficer) -> Result<Vec<LedgerOutlet>, Internal> {
        self.outlets_of(officer).await
    }

    async fn own_reports(&self, officer: Uuid, page: u32) -> Result<OwnReports, Internal> {
        self.reports_of(officer, page).await
    }

    async fn own_report(&self, officer: Uuid, report: Uuid) -> Result<Option<OwnReport>, Internal> {
        self.report_of(officer, report).await
    }

    async fn errands(&self, officer: Uuid) -> Result<Vec<Errand>, Internal> {
        self.errands_of(officer).await
    }

    async fn errand_read(&self, officer: Uuid, errand: Uuid, at: Timestamp) -> Result<(), Internal> {
        Ok(self.store.errand_read(errand, officer, at).await?)
    }

    async fn errand_done(&self, officer: Uuid, errand: Uuid, note: &str, at: Timestamp) -> Result<(), TakeError> {
        self.finish_errand(officer, errand, note, at).await
    }

    async fn errand_back(&self, officer: Uuid, errand: Uuid, note: &str, at: Timestamp) -> Result<(), TakeError> {
        self.give_back(officer, errand, note, at).await
    }

    async fn merits(&self, officer: Uuid, month: Month) -> Result<Merits, Internal> {
        self.merits_of(officer, month).await
    }

    fn training(&self) -> &Training {
        &self.training
    }

    async fn take_test(&self, officer: Uuid, chosen: &[Option<usize>], at: Timestamp) -> Result<TestResult, Internal> {
        self.mark_test(officer, chosen, at).await
    }
}
