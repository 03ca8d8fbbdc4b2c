use domain::access::{Action, Staff};
use domain::audit::{Act, Deed};
use domain::ports::{BindCode, BoundPhone, DeskError, FormId, Internal, NewOfficer, OfficerFile, OfficerLine};
use domain::question::{PersonName, Phone};
use jiff::{SignedDuration, Timestamp};
use storage::{OfficerActivity, OfficerRow};
use uuid::Uuid;

use super::{FieldOffice, inside, invalid};
use crate::field_work::code_mac;
use crate::keys::Purpose;

/// A code is meant for somebody standing there, or a few villages away.
const CODE_LIFE: SignedDuration = SignedDuration::from_hours(48);
/// Villages of one officer.
const VILLAGES_MAX: usize = 12;

impl FieldOffice {
    pub(super) async fn officer_lines(&self, staff: &Staff, at: Timestamp) -> Result<Vec<OfficerLine>, DeskError> {
        let area = self.area(staff, Action::ReadField)?;
        let activity = self.activity(at).await?;
        let rows = self.store.officers(area).await.map_err(inside)?;
        Ok(rows.iter().map(|row| self.line(row, &activity)).collect())
    }

    pub(super) fn line(&self, row: &OfficerRow, activity: &[OfficerActivity]) -> OfficerLine {
        let active = activity.iter().find(|one| one.officer == row.id);
        OfficerLine {
            id: row.id,
            name: row.name.clone(),
            villages: row.villages.iter().map(|code| self.name_of(code)).collect(),
            conflict: row.conflict.clone(),
            let_in: row.disabled_at.is_none(),
            trained: row.certificate.is_some(),
            last: active.map(|one| one.last),
            reports: active.map_or(0, |one| one.recent),
            open: active.map_or(0, |one| one.open),
        }
    }

    pub(super) async fn officer_file(&self, staff: &Staff, id: Uuid, at: Timestamp) -> Result<OfficerFile, DeskError> {
        let row = self.officer_row(staff, Action::ManageOfficers, id).await?;
        let activity = self.activity(at).await?;
        let mut phones = Vec::new();
        for device in self.store.devices_of(id).await.map_err(inside)? {
            let bound = self.store.bindings(device.id).await.map_err(inside)?;
            phones.push(BoundPhone {
                id: device.id,
                bound_at: device.bound_at,
                seen_at: device.seen_at,
                revoked_at: device.revoked_at,
                shared_with: bound.len().saturating_sub(1),
            });
        }
        let phone = self.phone_of(&row)?;
        let (codes, certificate) = (row.villages.clone(), row.certificate.clone());
        Ok(OfficerFile { line: self.line(&row, &activity), codes, phone, certificate, phones })
    }

    pub(super) async fn keep(
        &self,
        staff: &Staff,
        FormId(id): FormId,
        new: NewOfficer,
        at: Timestamp,
    ) -> Result<(), DeskError> {
        staff.may_ever(Action::ManageOfficers)?;
        if self.store.officer(id).await.map_err(inside)?.is_some() {
            self.officer_row(staff, Action::ManageOfficers, id).await?;
        }
        let name = PersonName::parse(&new.name).map_err(|why| invalid("name", why.0))?;
        let name = name.ok_or_else(|| invalid("name", "请填写姓名"))?.into_string();
        let phone = Phone::parse(&new.phone).map_err(|why| invalid("phone", why.0))?;
        let phone = phone.ok_or_else(|| invalid("phone", "请填写手机号"))?.into_string();
        let mut villages = new.villages;
        villages.dedup();
        if villages.is_empty() || villages.len() > VILLAGES_MAX {
            return Err(invalid("villages", format!("请选择负责的村，最多 {VILLAGES_MAX} 个")));
        }
        for village in &villages {
            let known = self.regions.get(village).is_some_and(|one| one.level == domain::region::Level::Village);
            if !known || self.holds(staff, Action::ManageOfficers, village).is_err() {
                return Err(invalid("villages", "有的村不在您管的地方，请重新选择"));
            }
        }
        let sealed = self.keys.seal(Purpose::OfficerPhone, id, phone.as_bytes()).map_err(Internal::new)?;
        let phone_mac = self.keys.mac("officer-phone", phone.as_bytes());
        let row = storage::NewOfficer { id, name, phone: sealed, phone_mac, villages, conflict: new.conflict };
        let act = Act::new(at, staff, Deed::OfficerKept, &row.name);
        match self.store.keep_officer(&row, at, &act).await.map_err(inside)? {
            true => Ok(()),
            false => Err(invalid("phone", "这个手机号已经登记在另一位信息员名下")),
        }
    }

    pub(super) async fn code(&self, staff: &Staff, officer: Uuid, at: Timestamp) -> Result<BindCode, DeskError> {
        let row = self.officer_row(staff, Action::ManageOfficers, officer).await?;
        if row.disabled_at.is_some() {
            return Err(DeskError::NotReady("这位信息员已经停用，要先恢复才能绑定手机"));
        }
        let digits = self.eight_digits();
        let expires_at = at.saturating_add(CODE_LIFE).unwrap_or(at);
        let act = Act::new(at, staff, Deed::OfficerCode, &row.name);
        let mac = code_mac(&self.keys, &digits);
        self.store.keep_officer_code(&mac, officer, expires_at, &act).await.map_err(inside)?;
        let url = self.site.url(&format!("officer/bind?code={digits}"));
        Ok(BindCode { digits, url, expires_at })
    }

    /// Even over all eight-digit numbers: what would not be is drawn again.
    fn eight_digits(&self) -> String {
        const EVEN: u64 = u64::MAX - u64::MAX % 100_000_000;
        loop {
            let mut bytes = [0; 8];
            self.random.fill(&mut bytes);
            let drawn = u64::from_be_bytes(bytes);
            if drawn < EVEN {
                return format!("{:08}", drawn % 100_000_000);
            }
        }
    }

    pub(super) async fn revoke(
        &self,
        staff: &Staff,
        officer: Uuid,
        phone: Uuid,
        at: Timestamp,
    ) -> Result<(), DeskError> {
        let row = self.officer_row(staff, Action::ManageOfficers, officer).await?;
        let bound = self.store.devices_of(officer).await.map_err(inside)?;
        if !bound.iter().any(|device| device.id == phone) {
            return Err(DeskError::NotFound);
        }
        let act = Act::new(at, staff, Deed::PhoneRevoked, &row.name);
        self.store.revoke_device(phone, at, &act).await.map_err(inside)?;
        Ok(())
    }

    pub(super) async fn admit(
        &self,
        staff: &Staff,
        officer: Uuid,
        let_in: bool,
        at: Timestamp,
    ) -> Result<(), DeskError> {
        let row = self.officer_row(staff, Action::ManageOfficers, officer).await?;
        let detail = if let_in { "恢复" } else { "停用" };
        let act = Act::new(at, staff, Deed::OfficerKept, &row.name).with_detail(detail);
        let since = (!let_in).then_some(at);
        self.store.disable_officer(officer, since, &act).await.map_err(inside)?;
        if let_in {
            return Ok(());
        }
        for device in self.store.devices_of(officer).await.map_err(inside)? {
            if self.store.bindings(device.id).await.map_err(inside)?.len() == 1 {
                let act = Act::new(at, staff, Deed::PhoneRevoked, &row.name);
                self.store.revoke_device(device.id, at, &act).await.map_err(inside)?;
            }
        }
        Ok(())
    }
}
