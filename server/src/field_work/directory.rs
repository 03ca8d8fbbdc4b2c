use std::sync::Arc;

use async_trait::async_trait;
use domain::ports::{Internal, OutletCheck, OutletList, OutletPlace, Outlets, OutletsAsked, ShownOutlet, TownOutlets};
use domain::region::{RegionCode, Regions};
use domain::site::Site;
use storage::{OutletRow, ShownAsked, Store};
use uuid::Uuid;

/// Rows of a page.
const PAGE_SIZE: u32 = 20;

/// Shows residents what the bureau chose to show of the ledger.
pub struct OutletDirectory {
    pub store: Store,
    pub regions: Arc<Regions>,
    pub site: Arc<Site>,
}

#[async_trait]
impl Outlets for OutletDirectory {
    async fn shown(&self, asked: &OutletsAsked) -> Result<OutletList, Internal> {
        let asked = ShownAsked {
            prefix: asked.town.as_ref().map_or_else(String::new, |town| town.prefix().to_owned()),
            name: asked.name.clone(),
            skip: asked.page.saturating_sub(1).saturating_mul(PAGE_SIZE),
            most: PAGE_SIZE,
        };
        let (rows, total) = self.store.shown_outlets(&asked).await?;
        let towns = self.store.shown_outlet_towns().await?;
        let towns = towns.into_iter().filter_map(|(prefix, outlets)| self.town(&prefix, outlets)).collect();
        Ok(OutletList {
            rows: rows.into_iter().filter_map(|row| self.seen(row)).collect(),
            total,
            page_size: PAGE_SIZE,
            towns,
        })
    }

    async fn whereabouts(&self, id: Uuid) -> Result<Option<OutletPlace>, Internal> {
        let row = self.store.outlet(id).await?;
        let row = row.filter(|row| self.site.covers(&row.region) && self.regions.get(&row.region).is_some());
        Ok(row.map(|row| OutletPlace { id, name: row.name, region: row.region, address: row.address }))
    }
}

impl OutletDirectory {
    fn town(&self, prefix: &str, outlets: u64) -> Option<TownOutlets> {
        let code = RegionCode::parse(&format!("{prefix}000")).ok()?;
        Some(TownOutlets { name: self.name_of(&code), code, outlets })
    }

    /// What was never checked cannot be shown, whatever stands in the column.
    fn seen(&self, row: OutletRow) -> Option<ShownOutlet> {
        let (on, what) = row.checked?;
        let town = row.region.township().map_or_else(String::new, |town| self.name_of(&town));
        let village = self.name_of(&row.region);
        Some(ShownOutlet {
            id: row.id,
            kind: row.kind,
            name: row.name,
            region_name: if village == town { town.clone() } else { format!("{town}{village}") },
            town,
            address: row.address,
            licence_no: row.licence_no,
            check: OutletCheck { on, what },
        })
    }

    fn name_of(&self, code: &RegionCode) -> String {
        self.regions.get(code).map_or_else(|| code.to_string(), |region| region.name.clone())
    }
}
