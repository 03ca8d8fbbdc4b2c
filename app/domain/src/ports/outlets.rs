use async_trait::async_trait;
use uuid::Uuid;

use super::Internal;
use super::field_desk::OutletCheck;
use crate::field::PlaceKind;
use crate::region::RegionCode;

/// The directory of outlets as residents see it: those of the ledger the bureau chose to show, and no
/// others.
#[async_trait]
pub trait Outlets: Send + Sync {
    async fn shown(&self, asked: &OutletsAsked) -> Result<OutletList, Internal>;

    /// Where and what any outlet of the ledger is, shown or not, for a report about it.
    async fn whereabouts(&self, id: Uuid) -> Result<Option<OutletPlace>, Internal>;
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OutletsAsked {
    pub town: Option<RegionCode>,
    /// Part of a name; empty: all.
    pub name: String,
    /// Counted from 1.
    pub page: u32,
}

#[derive(Clone, Debug)]
pub struct OutletList {
    /// By township, then by village and name.
    pub rows: Vec<ShownOutlet>,
    pub total: u64,
    pub page_size: u32,
    /// Townships that have any, whatever was asked.
    pub towns: Vec<TownOutlets>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TownOutlets {
    pub code: RegionCode,
    pub name: String,
    pub outlets: u64,
}

/// What residents are told about an outlet. Neither its keeper nor a telephone number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShownOutlet {
    pub id: Uuid,
    pub kind: PlaceKind,
    pub name: String,
    pub town: String,
    /// From the township down.
    pub region_name: String,
    pub address: String,
    pub licence_no: String,
    pub check: OutletCheck,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OutletPlace {
    pub id: Uuid,
    pub name: String,
    pub region: RegionCode,
    pub address: String,
}
