//! The ledger of outlets as officers see it: for choosing where a patrol went, and for going there.

use domain::field::{Given, LedgerOutlet, Patrol};
use domain::ports::{DeviceOfficer, Internal};
use domain::region::RegionCode;
use storage::{OutletRow, StorageError, Store};

use super::Phones;

/// More than the villages of any officer have; a phone carries them all.
const CARRIED: u32 = 300;

impl Phones {
    pub(super) async fn outlets_of(&self, officer: &DeviceOfficer) -> Result<Vec<LedgerOutlet>, Internal> {
        let villages: Vec<RegionCode> = officer.villages.iter().map(|village| village.code.clone()).collect();
        let rows = self.store.open_outlets(&villages, CARRIED).await?;
        Ok(rows.into_iter().map(listed).collect())
    }
}

/// The outlet a patrol's answers choose, wherever it stands.
pub(super) async fn chosen(store: &Store, given: &Given) -> Result<Option<LedgerOutlet>, StorageError> {
    match Patrol::outlet_chosen(given) {
        Some(id) => Ok(store.outlet(id).await?.map(listed)),
        None => Ok(None),
    }
}

fn listed(row: OutletRow) -> LedgerOutlet {
    LedgerOutlet {
        id: row.id,
        kind: row.kind,
        name: row.name,
        village: row.region,
        address: row.address,
        visited_on: row.visited_on,
    }
}
