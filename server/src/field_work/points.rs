use std::sync::Arc;

use async_trait::async_trait;
use domain::field::{FormKind, Month};
use domain::ports::{Internal, MonthWeight, NewPoint, TakeBackPoint, TakeBacks};
use domain::region::{RegionCode, Regions};
use domain::site::Site;
use jiff::civil::Date;
use storage::{PointRow, Store};
use uuid::Uuid;

/// Tells residents where old medicine is taken back, and how much was.
pub struct Points {
    pub store: Store,
    pub regions: Arc<Regions>,
    pub site: Arc<Site>,
}

#[async_trait]
impl TakeBacks for Points {
    async fn points(&self) -> Result<Vec<TakeBackPoint>, Internal> {
        let rows = self.store.points(std::slice::from_ref(&self.site.region)).await?;
        Ok(rows.into_iter().filter(|row| !row.closed).map(|row| point_of(&self.regions, row)).collect())
    }

    async fn weights(&self, today: Date, months: i32) -> Result<Vec<MonthWeight>, Internal> {
        let area = std::slice::from_ref(&self.site.region);
        let mut weights = Vec::new();
        for back in 1..=months {
            let month = Month::of(today).before(back);
            let sums = self.store.month_sums(area, month.first_day(), month.last_day()).await?;
            let taken = sums.iter().filter(|sum| sum.form == FormKind::TakeBack);
            weights.push(MonthWeight { month, grams: taken.map(|sum| sum.grams).sum() });
        }
        Ok(weights)
    }
}

pub(super) fn point_of(regions: &Regions, row: PointRow) -> TakeBackPoint {
    let name = |code: &RegionCode| regions.get(code).map_or_else(|| code.to_string(), |region| region.name.clone());
    let town = row.region.township().unwrap_or_else(|| row.region.clone());
    let (town_name, village) = (name(&town), name(&row.region));
    TakeBackPoint {
        id: row.id,
        name: row.name,
        region_name: if town == row.region { village } else { format!("{town_name}{village}") },
        town_name,
        town,
        code: row.region,
        address: row.address,
        receiver: row.receiver,
        phone: row.phone,
        opening: row.opening,
        note: row.note,
        closed: row.closed,
    }
}

pub(super) fn row_of(id: Uuid, new: NewPoint) -> PointRow {
    PointRow {
        id,
        name: new.name,
        region: new.region,
        address: new.address,
        receiver: new.receiver,
        phone: new.phone,
        opening: new.opening,
        note: new.note,
        closed: new.closed,
    }
}
