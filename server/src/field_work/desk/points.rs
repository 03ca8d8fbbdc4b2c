use domain::access::{Action, Staff};
use domain::audit::{Act, Deed};
use domain::ports::{DeskError, FormId, NewPoint, TakeBackPoint};
use jiff::Timestamp;
use storage::PointRow;
use uuid::Uuid;

use super::{FieldOffice, inside, invalid};
use crate::field_work::points::{point_of, row_of};

impl FieldOffice {
    pub(super) async fn point_list(&self, staff: &Staff) -> Result<Vec<TakeBackPoint>, DeskError> {
        let area = self.area(staff, Action::ReadField)?;
        let rows = self.store.points(area).await.map_err(inside)?;
        Ok(rows.into_iter().map(|row| point_of(&self.regions, row)).collect())
    }

    pub(super) async fn one_point(&self, staff: &Staff, id: Uuid) -> Result<TakeBackPoint, DeskError> {
        let row = self.own_point(staff, Action::ReadField, id).await?.ok_or(DeskError::NotFound)?;
        Ok(point_of(&self.regions, row))
    }

    pub(super) async fn keep_this(
        &self,
        staff: &Staff,
        FormId(id): FormId,
        new: NewPoint,
        at: Timestamp,
    ) -> Result<(), DeskError> {
        self.own_point(staff, Action::ManageOfficers, id).await?;
        let known = self.regions.get(&new.region).is_some();
        if !known || self.holds(staff, Action::ManageOfficers, &new.region).is_err() {
            return Err(invalid("region", "这个地方不归您管，请重新选择"));
        }
        let act = Act::new(at, staff, Deed::PointKept, &new.name);
        let act = if new.closed { act.with_detail("不再回收") } else { act };
        self.store.keep_point(&row_of(id, new), &act).await.map_err(inside)?;
        self.redraw().await;
        Ok(())
    }

    /// A point of the person's area, if there is one of that id; another's is not there.
    async fn own_point(&self, staff: &Staff, action: Action, id: Uuid) -> Result<Option<PointRow>, DeskError> {
        staff.may_ever(action)?;
        let Some(row) = self.store.point(id).await.map_err(inside)? else { return Ok(None) };
        self.holds(staff, action, &row.region).map_err(|_| DeskError::NotFound)?;
        Ok(Some(row))
    }
}
