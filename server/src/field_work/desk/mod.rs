//! The coordinator's side: every call holds the person to their area before it reads or writes.

mod bringing;
mod errands;
mod merits;
mod month;
mod officers;
mod outlets;
mod overview;
mod points;
mod records;
mod spreadsheet;

use std::sync::Arc;

use async_trait::async_trait;
use domain::access::{Action, Scope, Staff};
use domain::field::Month;
use domain::law::Laws;
use domain::ports::{
    AttachmentFile, BindCode, DeskError, ErrandTo, FieldDesk, FormId, GivenErrand, MeritSheet, MonthSheet, NewErrand,
    NewOfficer, NewOutlet, NewPoint, OfficerFile, OfficerLine, Outlet, OutletCheck, RecordFile, RecordList,
    RecordsAsked, TakeBackPoint, TownOverview,
};
use domain::region::{RegionCode, Regions};
use domain::report::FieldError;
use domain::site::Site;
use jiff::{SignedDuration, Timestamp};
use storage::{OfficerActivity, OfficerRow, Store};
use uuid::Uuid;

use crate::clock::Random;
use crate::field_work::Phones;
use crate::keys::{Keyring, Purpose};
use crate::media::Gallery;
use crate::newsroom::PressRoom;
use crate::uploads::{FieldShelf, Uploads};

/// An officer is silent who sent nothing for so long.
const SILENT: SignedDuration = SignedDuration::from_hours(24 * 30);

/// Answers the desk.
pub struct FieldOffice {
    pub store: Store,
    pub keys: Arc<Keyring>,
    pub gallery: Gallery,
    pub laws: Arc<Laws>,
    pub regions: Arc<Regions>,
    pub site: Arc<Site>,
    pub random: Arc<dyn Random>,
    pub press: PressRoom,
    /// What a phone could not send is taken in as if it had.
    pub phones: Arc<Phones>,
    pub uploads: Uploads<FieldShelf>,
}

impl FieldOffice {
    /// The prefixes a person sees, for a role that may.
    fn area<'a>(&self, staff: &'a Staff, action: Action) -> Result<&'a [String], DeskError> {
        staff.may_ever(action)?;
        Ok(staff.seen_regions())
    }

    /// Holds a person to a place. Officers belong to the area, not to a unit.
    fn holds(&self, staff: &Staff, action: Action, region: &RegionCode) -> Result<(), DeskError> {
        let scope = Scope { region: region.clone(), unit: Some(staff.unit.clone()), conflicts: Vec::new() };
        Ok(staff.may(action, &scope)?)
    }

    /// An officer of the person's area; another's is not there.
    async fn officer_row(&self, staff: &Staff, action: Action, id: Uuid) -> Result<OfficerRow, DeskError> {
        staff.may_ever(action)?;
        let row = self.store.officer(id).await.map_err(inside)?.ok_or(DeskError::NotFound)?;
        let own = row.villages.iter().any(|village| self.holds(staff, action, village).is_ok());
        if own { Ok(row) } else { Err(DeskError::NotFound) }
    }

    async fn activity(&self, at: Timestamp) -> Result<Vec<OfficerActivity>, DeskError> {
        let since = at.saturating_sub(SILENT).unwrap_or(at);
        self.store.officer_activity(since).await.map_err(inside)
    }

    fn phone_of(&self, row: &OfficerRow) -> Result<String, DeskError> {
        let plain = self.keys.open(Purpose::OfficerPhone, row.id, &row.phone).map_err(domain::ports::Internal::new)?;
        Ok(String::from_utf8_lossy(&plain).trim().to_owned())
    }

    fn name_of(&self, code: &RegionCode) -> String {
        self.regions.get(code).map_or_else(|| code.to_string(), |region| region.name.clone())
    }
}

#[async_trait]
impl FieldDesk for FieldOffice {
    async fn overview(&self, staff: &Staff, at: Timestamp) -> Result<Vec<TownOverview>, DeskError> {
        self.towns(staff, at).await
    }

    async fn officers(&self, staff: &Staff, at: Timestamp) -> Result<Vec<OfficerLine>, DeskError> {
        self.officer_lines(staff, at).await
    }

    async fn officer(&self, staff: &Staff, id: Uuid, at: Timestamp) -> Result<OfficerFile, DeskError> {
        self.officer_file(staff, id, at).await
    }

    async fn keep_officer(&self, staff: &Staff, form: FormId, new: NewOfficer, at: Timestamp) -> Result<(), DeskError> {
        self.keep(staff, form, new, at).await
    }

    async fn new_code(&self, staff: &Staff, officer: Uuid, at: Timestamp) -> Result<BindCode, DeskError> {
        self.code(staff, officer, at).await
    }

    async fn revoke_phone(&self, staff: &Staff, officer: Uuid, phone: Uuid, at: Timestamp) -> Result<(), DeskError> {
        self.revoke(staff, officer, phone, at).await
    }

    async fn let_in(&self, staff: &Staff, officer: Uuid, let_in: bool, at: Timestamp) -> Result<(), DeskError> {
        self.admit(staff, officer, let_in, at).await
    }

    async fn records(&self, staff: &Staff, asked: &RecordsAsked) -> Result<RecordList, DeskError> {
        self.record_list(staff, asked).await
    }

    async fn record(&self, staff: &Staff, id: Uuid) -> Result<RecordFile, DeskError> {
        self.record_file_of(staff, id).await
    }

    async fn record_file(&self, staff: &Staff, id: Uuid, place: u32) -> Result<AttachmentFile, DeskError> {
        self.photo(staff, id, place).await
    }

    async fn bring_in(&self, staff: &Staff, file: &[u8], at: Timestamp) -> Result<Uuid, DeskError> {
        self.take_shipment(staff, file, at).await
    }

    async fn reply(&self, staff: &Staff, id: Uuid, text: &str, at: Timestamp) -> Result<(), DeskError> {
        self.answer(staff, id, text, at).await
    }

    async fn errands(&self, staff: &Staff) -> Result<Vec<GivenErrand>, DeskError> {
        self.given(staff).await
    }

    async fn errand(&self, staff: &Staff, id: Uuid) -> Result<(GivenErrand, Vec<ErrandTo>), DeskError> {
        self.given_one(staff, id).await
    }

    async fn give(&self, staff: &Staff, form: FormId, new: NewErrand, at: Timestamp) -> Result<usize, DeskError> {
        self.give_out(staff, form, new, at).await
    }

    async fn month(&self, staff: &Staff, month: Month) -> Result<MonthSheet, DeskError> {
        self.sheet(staff, month).await
    }

    async fn merits(&self, staff: &Staff, month: Month) -> Result<MeritSheet, DeskError> {
        self.merit_sheet(staff, month).await
    }

    async fn outlets(&self, staff: &Staff, at: Timestamp) -> Result<Vec<Outlet>, DeskError> {
        self.outlet_list(staff, at).await
    }

    async fn outlet(&self, staff: &Staff, id: Uuid, at: Timestamp) -> Result<Outlet, DeskError> {
        self.one_outlet(staff, id, at).await
    }

    async fn show_outlet(
        &self,
        staff: &Staff,
        id: Uuid,
        check: Option<OutletCheck>,
        at: Timestamp,
    ) -> Result<(), DeskError> {
        self.show(staff, id, check, at).await
    }

    async fn keep_outlet(&self, staff: &Staff, form: FormId, new: NewOutlet, at: Timestamp) -> Result<(), DeskError> {
        self.keep_one(staff, form, new, at).await
    }

    async fn points(&self, staff: &Staff) -> Result<Vec<TakeBackPoint>, DeskError> {
        self.point_list(staff).await
    }

    async fn point(&self, staff: &Staff, id: Uuid) -> Result<TakeBackPoint, DeskError> {
        self.one_point(staff, id).await
    }

    async fn keep_point(&self, staff: &Staff, form: FormId, new: NewPoint, at: Timestamp) -> Result<(), DeskError> {
        self.keep_this(staff, form, new, at).await
    }

    async fn import_outlets(&self, staff: &Staff, name: &str, bytes: &[u8], at: Timestamp) -> Result<u64, DeskError> {
        self.import(staff, name, bytes, at).await
    }
}

fn inside(error: storage::StorageError) -> DeskError {
    DeskError::Internal(error.into())
}

fn invalid(field: &str, message: impl Into<String>) -> DeskError {
    DeskError::Invalid(vec![FieldError { field: field.to_owned(), message: message.into() }])
}
