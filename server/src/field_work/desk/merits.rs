use domain::access::{Action, Staff};
use domain::field::Month;
use domain::ports::{DeskError, MeritRow, MeritSheet};

use super::{FieldOffice, inside};

impl FieldOffice {
    /// Everybody of the person's area, most points first.
    pub(super) async fn merit_sheet(&self, staff: &Staff, month: Month) -> Result<MeritSheet, DeskError> {
        let area = self.area(staff, Action::ReadField)?;
        let officers = self.store.officers(area).await.map_err(inside)?;
        let credited = self.store.credited(None, month.first_day(), month.last_day()).await.map_err(inside)?;
        let rows = officers.into_iter().filter(|officer| officer.disabled_at.is_none()).map(|officer| {
            let own = credited.iter().filter(|row| row.officer == officer.id);
            let records: Vec<_> = own.map(|row| (row.form, row.records)).collect();
            MeritRow {
                region_name: self.regions.full_name(&officer.region),
                merits: self.phones.merits.merits(&records),
                officer: officer.id,
                name: officer.name,
                records,
            }
        });
        let mut rows: Vec<_> = rows.collect();
        rows.sort_by(|one, other| other.merits.points.cmp(&one.merits.points).then_with(|| one.name.cmp(&other.name)));
        Ok(MeritSheet { month, rules: self.phones.merits.clone(), rows })
    }
}
