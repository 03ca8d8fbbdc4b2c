use domain::access::{Action, Staff};
use domain::audit::{Act, Deed};
use domain::ports::{DeskError, ErrandTo, FormId, GivenErrand, NewErrand};
use domain::region::RegionCode;
use jiff::Timestamp;
use storage::GivenRow;
use uuid::Uuid;

use super::{FieldOffice, inside, invalid};

/// The newest that are listed.
const LISTED: u32 = 100;

impl FieldOffice {
    pub(super) async fn given(&self, staff: &Staff) -> Result<Vec<GivenErrand>, DeskError> {
        let area = self.area(staff, Action::ManageOfficers)?;
        let rows = self.store.errands_given(area, LISTED).await.map_err(inside)?;
        Ok(rows.into_iter().map(|row| self.given_row(row)).collect())
    }

    pub(super) async fn given_one(&self, staff: &Staff, id: Uuid) -> Result<(GivenErrand, Vec<ErrandTo>), DeskError> {
        let all = self.given(staff).await?;
        let errand = all.into_iter().find(|errand| errand.id == id).ok_or(DeskError::NotFound)?;
        let to = self.store.errand_to(id).await.map_err(inside)?.into_iter();
        let to = to.map(|row| ErrandTo {
            name: row.name,
            read_at: row.read_at,
            done_at: row.done_at,
            note: row.note,
            taken_off: row.taken_off,
        });
        Ok((errand, to.collect()))
    }

    pub(super) async fn give_out(
        &self,
        staff: &Staff,
        FormId(id): FormId,
        new: NewErrand,
        at: Timestamp,
    ) -> Result<usize, DeskError> {
        staff.may_ever(Action::ManageOfficers)?;
        let prefix = new.region.prefix().to_owned();
        let own = self.area(staff, Action::ManageOfficers)?;
        // A station's coordinator speaks to its townships, one after the other; the county to all.
        if !own.iter().any(|area| prefix.starts_with(area.as_str())) {
            return Err(invalid("region", "这个地方不归您管，请重新选择"));
        }
        let officers = self.store.officers(std::slice::from_ref(&prefix)).await.map_err(inside)?;
        let to: Vec<Uuid> =
            officers.iter().filter(|officer| officer.disabled_at.is_none()).map(|officer| officer.id).collect();
        if to.is_empty() {
            return Err(invalid("region", "这个地方还没有信息员"));
        }
        let count = to.len();
        let errand = storage::NewErrand {
            id,
            kind: new.kind,
            urgent: new.urgent,
            title: new.title,
            body: new.text,
            giver: staff.name.clone(),
            region: prefix,
            until: new.until,
            to,
        };
        let act = Act::new(at, staff, Deed::ErrandGiven, &errand.title).with_detail(format!("{count} 人"));
        self.store.give_errand(&errand, &act).await.map_err(inside)?;
        Ok(count)
    }

    fn given_row(&self, row: GivenRow) -> GivenErrand {
        let code = RegionCode::parse(&format!("{:0<12}", row.region)).unwrap_or_else(|_| RegionCode::nowhere());
        GivenErrand {
            id: row.errand.id,
            kind: row.errand.kind,
            urgent: row.errand.urgent,
            title: row.errand.title,
            text: row.errand.body,
            giver: row.errand.giver,
            region_name: self.name_of(&code),
            given_at: row.errand.given_at,
            until: row.errand.until,
            to: row.to,
            read: row.read,
            done: row.done,
        }
    }
}
