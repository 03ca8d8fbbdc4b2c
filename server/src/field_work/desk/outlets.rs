use domain::access::{Action, Staff};
use domain::audit::{Act, Deed};
use domain::field::PlaceKind;
use domain::ports::{DeskError, FormId, NewOutlet, Outlet, OutletCheck};
use domain::printed_number::{Fault, Kind, recognise};
use domain::track::local_date;
use jiff::Timestamp;
use storage::OutletRow;
use uuid::Uuid;

use super::spreadsheet;
use super::{FieldOffice, inside, invalid};
use crate::clock::new_id;

/// The most that are listed.
const LISTED: u32 = 2_000;

impl FieldOffice {
    pub(super) async fn outlet_list(&self, staff: &Staff, at: Timestamp) -> Result<Vec<Outlet>, DeskError> {
        let area = self.area(staff, Action::ReadField)?;
        let rows = self.store.outlets(area, LISTED).await.map_err(inside)?;
        Ok(rows.into_iter().map(|row| self.outlet_of(row, at)).collect())
    }

    pub(super) async fn one_outlet(&self, staff: &Staff, id: Uuid, at: Timestamp) -> Result<Outlet, DeskError> {
        let row = self.own_outlet(staff, Action::ReadField, id).await?;
        Ok(self.outlet_of(row, at))
    }

    /// What residents see of a shop is the bureau's word, so it has to have been checked, and to be whole.
    pub(super) async fn show(
        &self,
        staff: &Staff,
        id: Uuid,
        check: Option<OutletCheck>,
        at: Timestamp,
    ) -> Result<(), DeskError> {
        let row = self.own_outlet(staff, Action::ShowOutlets, id).await?;
        let Some(check) = check else {
            let act = Act::new(at, staff, Deed::OutletKept, &row.name).with_detail("不再公开");
            self.store.show_outlet(id, None, &act).await.map_err(inside)?;
            self.redraw().await;
            return Ok(());
        };
        let licensed = PlaceKind::LICENSED.contains(&row.kind);
        match (&row, check.on > local_date(at), check.what.is_empty()) {
            _ if row.closed => return Err(DeskError::NotReady("这一家停业了，不能公开")),
            _ if !licensed => return Err(DeskError::NotReady("只公开药店、卫生室、诊所")),
            _ if row.licence_no.is_empty() || row.address.is_empty() => {
                return Err(DeskError::NotReady("先在台账里填上地址和许可证号，再公开"));
            }
            (_, true, _) => return Err(invalid("checked_on", "核对日期不能晚于今天")),
            (_, _, true) => return Err(invalid("checked", "请选择核对了什么")),
            _ => {}
        }
        let detail = format!("公开，{} 核对", check.on);
        let act = Act::new(at, staff, Deed::OutletKept, &row.name).with_detail(detail);
        if !self.store.show_outlet(id, Some(&(check.on, check.what)), &act).await.map_err(inside)? {
            return Err(DeskError::NotReady("这一家刚刚有人改成停业了"));
        }
        self.redraw().await;
        Ok(())
    }

    fn outlet_of(&self, row: OutletRow, at: Timestamp) -> Outlet {
        Outlet {
            region_name: self.name_of(&row.region),
            licence_note: licence_note(row.kind, &row.licence_no, local_date(at).year()),
            id: row.id,
            kind: row.kind,
            name: row.name,
            code: row.region,
            licence_no: row.licence_no,
            keeper: row.keeper,
            phone: row.phone,
            address: row.address,
            visited_on: row.visited_on,
            closed: row.closed,
            shown: row.shown,
            check: row.checked.map(|(on, what)| OutletCheck { on, what }),
        }
    }

    /// An outlet of the person's area; another's is not there.
    async fn own_outlet(&self, staff: &Staff, action: Action, id: Uuid) -> Result<OutletRow, DeskError> {
        staff.may_ever(action)?;
        let row = self.store.outlet(id).await.map_err(inside)?.ok_or(DeskError::NotFound)?;
        self.holds(staff, action, &row.region).map_err(|_| DeskError::NotFound)?;
        Ok(row)
    }

    pub(super) async fn keep_one(
        &self,
        staff: &Staff,
        FormId(id): FormId,
        new: NewOutlet,
        at: Timestamp,
    ) -> Result<(), DeskError> {
        staff.may_ever(Action::ManageOfficers)?;
        if self.regions.get(&new.region).is_none() || self.holds(staff, Action::ManageOfficers, &new.region).is_err() {
            return Err(invalid("region", "这个地方不归您管，请重新选择"));
        }
        if let Some(known) = self.store.outlet(id).await.map_err(inside)? {
            self.holds(staff, Action::ManageOfficers, &known.region).map_err(|_| DeskError::NotFound)?;
            let named = self.store.outlet_named(&new.region, &new.name).await.map_err(inside)?;
            if named.is_some_and(|named| named.id != id) {
                return Err(invalid("name", "这个村已经登记了一家叫这个名字的"));
            }
        }
        let act = Act::new(at, staff, Deed::OutletKept, &new.name);
        let row = OutletRow {
            id,
            kind: new.kind,
            name: new.name,
            region: new.region,
            licence_no: new.licence_no,
            keeper: new.keeper,
            phone: new.phone,
            address: new.address,
            visited_on: None,
            closed: new.closed,
            shown: false,
            checked: None,
        };
        self.store.keep_outlets(&[row], &act).await.map_err(inside)?;
        self.redraw().await;
        Ok(())
    }

    pub(super) async fn import(
        &self,
        staff: &Staff,
        name: &str,
        bytes: &[u8],
        at: Timestamp,
    ) -> Result<u64, DeskError> {
        let area = self.area(staff, Action::ManageOfficers)?;
        let read = spreadsheet::read(name, bytes, &self.regions, area).map_err(|why| invalid("file", why))?;
        let rows: Vec<OutletRow> =
            read.into_iter().map(|row| OutletRow { id: new_id(&*self.random, at), ..row }).collect();
        let act = Act::new(at, staff, Deed::OutletKept, format!("导入 {}", local_date(at)))
            .with_detail(format!("{} 家", rows.len()));
        let kept = self.store.keep_outlets(&rows, &act).await.map_err(inside)?;
        self.redraw().await;
        Ok(kept)
    }

    /// Kept public pages are drawn anew at once; were that to fail, the next look does it.
    pub(super) async fn redraw(&self) {
        if let Err(error) = self.press.refresh().await {
            tracing::warn!(%error, "a change of what residents are shown could not be shown at once");
        }
    }
}

/// What the shape of a licence's number tells.
///
/// Only pharmacies have a drug seller's licence (药品经营和使用质量监督管理办法 §76); others are kept as told.
fn licence_note(kind: PlaceKind, number: &str, year: i16) -> String {
    if kind != PlaceKind::Pharmacy {
        return String::new();
    }
    let found = recognise(number, year);
    match found.as_slice() {
        _ if number.is_empty() => "没有登记许可证号".to_owned(),
        [licence] if licence.kind == Kind::DrugSeller && licence.faults.is_empty() => String::new(),
        [licence] if licence.kind == Kind::DrugSeller && licence.faults == [Fault::OldStyle] => {
            "旧格式的证号，核对是否已换新证".to_owned()
        }
        _ => "证号格式不像药品经营许可证，请核对".to_owned(),
    }
}
