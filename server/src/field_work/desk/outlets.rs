use domain::access::{Action, Staff};
use domain::audit::{Act, Deed};
use domain::field::PlaceKind;
use domain::ports::{DeskError, FormId, NewOutlet, Outlet};
use domain::printed_number::{Fault, Kind, recognise};
use domain::track::local_date;
use jiff::Timestamp;
use storage::OutletRow;

use super::spreadsheet;
use super::{FieldOffice, inside, invalid};
use crate::clock::new_id;

/// The most that are listed.
const LISTED: u32 = 2_000;

impl FieldOffice {
    pub(super) async fn outlet_list(&self, staff: &Staff, at: Timestamp) -> Result<Vec<Outlet>, DeskError> {
        let area = self.area(staff, Action::ReadField)?;
        let rows = self.store.outlets(area, LISTED).await.map_err(inside)?;
        let year = local_date(at).year();
        let outlet = |row: OutletRow| Outlet {
            region_name: self.name_of(&row.region),
            licence_note: licence_note(row.kind, &row.licence_no, year),
            id: row.id,
            kind: row.kind,
            name: row.name,
            code: row.region,
            licence_no: row.licence_no,
            keeper: row.keeper,
            phone: row.phone,
            visited_on: row.visited_on,
            closed: row.closed,
        };
        Ok(rows.into_iter().map(outlet).collect())
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
        let act = Act::new(at, staff, Deed::OutletKept, &new.name);
        let row = OutletRow {
            id,
            kind: new.kind,
            name: new.name,
            region: new.region,
            licence_no: new.licence_no,
            keeper: new.keeper,
            phone: new.phone,
            visited_on: None,
            closed: new.closed,
        };
        self.store.keep_outlets(&[row], &act).await.map_err(inside)?;
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
        self.store.keep_outlets(&rows, &act).await.map_err(inside)
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
