use async_trait::async_trait;
use jiff::civil::Date;
use uuid::Uuid;

use super::Internal;
use crate::field::{Month, Opening};
use crate::region::RegionCode;

/// 过期药回收 as residents see it.
#[async_trait]
pub trait TakeBacks: Send + Sync {
    /// Points that have not been closed, by place and name.
    async fn points(&self) -> Result<Vec<TakeBackPoint>, Internal>;

    /// What officers took back in whole months, the last of them that before `today`; the newest first.
    async fn weights(&self, today: Date, months: i32) -> Result<Vec<MonthWeight>, Internal>;
}

/// Where old medicine is taken in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TakeBackPoint {
    pub id: Uuid,
    pub name: String,
    pub code: RegionCode,
    pub town: RegionCode,
    pub town_name: String,
    /// From the township down.
    pub region_name: String,
    pub address: String,
    /// Who takes it in, as residents would ask for them.
    pub receiver: String,
    pub phone: String,
    pub opening: Opening,
    pub note: String,
    pub closed: bool,
}

/// As a form asks for it.
#[derive(Clone, Debug)]
pub struct NewPoint {
    pub name: String,
    pub region: RegionCode,
    pub address: String,
    pub receiver: String,
    pub phone: String,
    pub opening: Opening,
    pub note: String,
    pub closed: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MonthWeight {
    pub month: Month,
    pub grams: u64,
}
