use domain::access::Staff;
use domain::audit::{Act, Deed};
use domain::ports::{AccountError, Colleague, DeputyNamed, Internal, NewDeputy};
use domain::track::local_date;
use jiff::Timestamp;
use jiff::civil::Date;
use storage::{DeputyRow, StaffRow};
use uuid::Uuid;

use super::directory::{Directory, refused};
use crate::clock::new_id;

/// Days of one leave: longer ones are a change of post.
const LONGEST_LEAVE: i32 = 92;

impl Directory {
    /// The person, and whom they stand in for today. Somebody who changed units or left is not
    /// stood in for any more.
    pub(super) async fn with_absent(&self, mut person: Staff, at: Timestamp) -> Result<Staff, Internal> {
        for row in self.store.stands_in_for(person.id, local_date(at)).await? {
            let absent = self.store.staff_by_id(row.absent).await?;
            let absent = absent.filter(|absent| !absent.disabled && fits(absent, &person));
            person.stands_in_for.extend(absent.map(|absent| self.person(&absent)));
        }
        Ok(person)
    }

    pub(super) async fn own_deputies(&self, staff: &Staff, at: Timestamp) -> Result<Vec<DeputyNamed>, Internal> {
        let mut named = Vec::new();
        for row in self.store.deputies_of(staff.id, local_date(at)).await? {
            let deputy = self.store.staff_by_id(row.deputy).await?;
            let name = deputy.map(|deputy| deputy.name).unwrap_or_default();
            named.push(DeputyNamed { id: row.id, name, from: row.from, to: row.to });
        }
        Ok(named)
    }

    /// Those of the same unit who work on matters.
    pub(super) async fn unit_mates(&self, staff: &Staff) -> Result<Vec<Colleague>, Internal> {
        let all = self.store.list_staff().await?;
        let mates = all.into_iter().filter(|one| one.id != staff.id && !one.disabled && fits(one, staff));
        Ok(mates.map(|one| Colleague { id: one.id, name: one.name, role: one.role }).collect())
    }

    pub(super) async fn name(&self, staff: &Staff, new: &NewDeputy, at: Timestamp) -> Result<(), AccountError> {
        let (from, to) = checked(new, local_date(at))?;
        let mates = self.unit_mates(staff).await?;
        let deputy = mates.into_iter().find(|mate| Some(mate.id) == new.deputy && staff.role.works_on_matters());
        let deputy = deputy.ok_or_else(|| refused("deputy", "请选择本单位办理投诉举报的同事"))?;
        let row = DeputyRow { id: new_id(&*self.random, at), absent: staff.id, deputy: deputy.id, from, to };
        let act = Act::new(at, staff, Deed::DeputyNamed, &staff.login)
            .with_detail(format!("{}，{from} 至 {to}", deputy.name));
        Ok(self.store.add_deputy(&row, at, &act).await.map_err(Internal::from)?)
    }

    pub(super) async fn end(&self, staff: &Staff, id: Uuid, at: Timestamp) -> Result<(), AccountError> {
        let act = Act::new(at, staff, Deed::DeputyEnded, &staff.login);
        self.store.end_deputy(id, staff.id, &act).await.map_err(Internal::from)?;
        Ok(())
    }
}

fn fits(row: &StaffRow, staff: &Staff) -> bool {
    row.unit == staff.unit && row.role.works_on_matters()
}

fn checked(new: &NewDeputy, today: Date) -> Result<(Date, Date), AccountError> {
    let from = new.from.ok_or_else(|| refused("from", "请填从哪天开始"))?;
    let to = new.to.ok_or_else(|| refused("to", "请填到哪天为止"))?;
    let days = from.until(to).map_or(-1, |span| span.get_days());
    match days {
        ..0 => Err(refused("to", "结束的日期不能早于开始的日期")),
        _ if to < today => Err(refused("to", "结束的日期已经过了")),
        0..LONGEST_LEAVE => Ok((from, to)),
        _ => Err(refused("to", format!("一次最多 {LONGEST_LEAVE} 天；更久请调整岗位"))),
    }
}
