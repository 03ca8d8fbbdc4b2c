use domain::access::{Action, Staff};
use domain::field::{FormKind, Month};
use domain::ports::{DeskError, MonthSheet, MonthTown};
use storage::MonthRow;

use super::overview::sees;
use super::{FieldOffice, inside};

impl FieldOffice {
    pub(super) async fn sheet(&self, staff: &Staff, month: Month) -> Result<MonthSheet, DeskError> {
        let area = self.area(staff, Action::ReadField)?;
        let sums = self.store.month_sums(area, month.first_day(), month.last_day()).await.map_err(inside)?;
        let officers = self.store.officers(area).await.map_err(inside)?;
        let mut rows = Vec::new();
        for town in self.regions.townships(&self.site.region) {
            if !area.iter().any(|prefix| sees(town, prefix)) {
                continue;
            }
            let own =
                officers.iter().filter(|one| one.disabled_at.is_none() && one.region.is_within(town.code.prefix()));
            let mut row = MonthTown { name: town.name.clone(), ..MonthTown::default() };
            row.officers = u64::try_from(own.count()).unwrap_or_default();
            for sum in sums.iter().filter(|sum| sum.town == town.code.prefix()) {
                add(&mut row, sum);
            }
            rows.push(row);
        }
        let mut sum = MonthTown { name: "合计".to_owned(), ..MonthTown::default() };
        rows.iter().for_each(|row| sum.add(row));
        let area = self.site.unit(&staff.unit).map_or_else(String::new, |unit| unit.name.clone());
        Ok(MonthSheet { month, area, rows, sum })
    }
}

fn add(row: &mut MonthTown, sum: &MonthRow) {
    match sum.form {
        FormKind::Patrol => (row.patrols, row.problems) = (sum.reports, sum.problems),
        FormKind::Clue => (row.clues, row.confirmed) = (sum.reports, sum.confirmed),
        FormKind::Reaction => row.reactions = sum.reports,
        FormKind::Publicity => (row.publicity, row.people) = (sum.reports, sum.people),
        FormKind::Household => row.households = sum.reports,
        FormKind::TakeBack => (row.take_backs, row.boxes, row.grams) = (sum.reports, sum.boxes, sum.grams),
        FormKind::Help => row.helped = sum.reports,
    }
}
