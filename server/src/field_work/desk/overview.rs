use std::collections::BTreeSet;

use domain::access::{Action, Staff};
use domain::ports::{DeskError, TownOverview};
use domain::region::{Region, RegionCode};
use jiff::Timestamp;
use storage::{OfficerActivity, OfficerRow};

use super::{FieldOffice, inside};

impl FieldOffice {
    pub(super) async fn towns(&self, staff: &Staff, at: Timestamp) -> Result<Vec<TownOverview>, DeskError> {
        let area = self.area(staff, Action::ReadField)?;
        let activity = self.activity(at).await?;
        let officers = self.store.officers(area).await.map_err(inside)?;
        let covered: BTreeSet<RegionCode> =
            self.store.villages_with_officers().await.map_err(inside)?.into_iter().collect();
        let towns = self.regions.townships(&self.site.region);
        let seen = towns.filter(|town| area.iter().any(|prefix| sees(town, prefix)));
        Ok(seen.map(|town| self.town(town, &officers, &activity, &covered)).collect())
    }

    fn town(
        &self,
        town: &Region,
        officers: &[OfficerRow],
        activity: &[OfficerActivity],
        covered: &BTreeSet<RegionCode>,
    ) -> TownOverview {
        let here = officers.iter().filter(|officer| officer.region.is_within(town.code.prefix()));
        let own: Vec<&OfficerRow> = here.filter(|officer| officer.disabled_at.is_none()).collect();
        let of = |officer: &OfficerRow| activity.iter().find(|one| one.officer == officer.id);
        let (reporting, silent): (Vec<&OfficerRow>, Vec<&OfficerRow>) =
            own.iter().copied().partition(|officer| of(officer).is_some_and(|active| active.recent > 0));
        let villages: Vec<&Region> = self.regions.villages(town.code.prefix()).collect();
        let uncovered = villages.iter().filter(|village| !covered.contains(&village.code));
        TownOverview {
            code: town.code.clone(),
            name: town.name.clone(),
            officers: number(own.len()),
            reporting: number(reporting.len()),
            silent: silent.iter().map(|officer| officer.name.clone()).collect(),
            reports: own.iter().filter_map(|officer| of(officer)).map(|active| active.recent).sum(),
            open: own.iter().filter_map(|officer| of(officer)).map(|active| active.open).sum(),
            villages: number(villages.len()),
            uncovered: uncovered.map(|village| village.name.clone()).collect(),
        }
    }
}

/// A township under the prefix, or the one it narrows down.
pub(super) fn sees(town: &Region, prefix: &str) -> bool {
    town.code.is_within(prefix) || prefix.starts_with(town.code.prefix())
}

fn number(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}
