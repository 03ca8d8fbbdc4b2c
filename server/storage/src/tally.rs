use domain::matter::MatterState;
use domain::region::RegionCode;

use crate::db::Tx;
use crate::error::StorageError;

/// What lists distinguish: matters alike in all of it are counted together.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Sort {
    pub town: String,
    pub unit: String,
    pub kind: &'static str,
    pub status: &'static str,
    pub registered: bool,
    pub open: bool,
}

/// Digits of a region code that name the township.
pub(crate) const TOWN_DIGITS: usize = 9;

impl Sort {
    pub(crate) fn of(region: &RegionCode, state: &MatterState) -> Self {
        Self {
            town: region.as_str().chars().take(TOWN_DIGITS).collect(),
            unit: state.unit.clone().unwrap_or_default(),
            kind: state.kind.as_str(),
            status: state.status().as_str(),
            registered: state.registration_no.is_some(),
            open: !state.status().is_end(),
        }
    }
}

/// Counts matters in (or out, when negative) and answers the id of their sort. Whoever changes
/// several sorts in one transaction does it in their order, so that no two wait for each other.
pub(crate) async fn add(tx: &mut Tx, sort: &Sort, matters: i64) -> Result<i64, StorageError> {
    let (id,): (i64,) = on!(tx, tx => {
        sqlx::query_as(
            "INSERT INTO tally (town, unit, kind, status, registered, open, n)
             VALUES ($1, $2, $3, $4, $5, $6, $7)
             ON CONFLICT (town, unit, kind, status, registered) DO UPDATE SET n = tally.n + excluded.n
             RETURNING id",
        )
        .bind(&sort.town)
        .bind(&sort.unit)
        .bind(sort.kind)
        .bind(sort.status)
        .bind(sort.registered)
        .bind(sort.open)
        .bind(matters)
        .fetch_one(&mut **tx)
        .await
    })?;
    Ok(id)
}
