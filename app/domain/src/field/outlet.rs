use jiff::civil::Date;
use uuid::Uuid;

use super::choice::{Opt, choices};
use super::patrol::PlaceKind;
use crate::region::RegionCode;

choices! {
    /// What the bureau looked at before it showed an outlet to residents.
    Checked {
        Licence = "licence", "看了证的原件";
        Valid = "valid", "证在有效期内";
        Name = "name", "店名和证上一致";
        Address = "address", "地址和证上一致";
        Running = "running", "当天开着门";
    }
}

/// An outlet of the coordinator's ledger, as village officers know it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LedgerOutlet {
    pub id: Uuid,
    pub kind: PlaceKind,
    pub name: String,
    pub village: RegionCode,
    /// Street and number; empty where none is known.
    pub address: String,
    /// Last day an officer was there.
    pub visited_on: Option<Date>,
}

/// What an officer answers where the ledger does not have the place.
pub const NOT_LISTED: Opt = Opt { key: "not_listed", words: "不在名单上" };

impl PlaceKind {
    /// Those residents may be shown in a directory: places that hold a licence for drugs or for treating
    /// people.
    pub const LICENSED: [Self; 3] = [Self::Pharmacy, Self::VillageClinic, Self::Clinic];
    /// Those that stand in the ledger: a walk through the village is none.
    pub const IN_LEDGER: [Self; 5] = [Self::Pharmacy, Self::VillageClinic, Self::Clinic, Self::Shop, Self::Stall];
}
