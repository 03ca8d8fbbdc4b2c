use domain::matter::{MatterState, Stage};
use domain::region::RegionCode;

use crate::db::Tx;
use crate::error::StorageError;

/// What lists distinguish: matters alike in all of it are counted together.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Sort {
    pub town: String,
    pub unit: String,
    /// The handler's id; empty while nobody has it.
    pub handler: String,
    pub kind: &'static str,
    pub status: &'static str,
    pub stage: String,
    /// Entered in 12315, or nothing 12315 gives a number to.
    pub registered: bool,
    /// Something waits for a head's approval.
    pub asks: bool,
    pub open: bool,
}

/// Digits of a region code that name the township.
pub(crate) const TOWN_DIGITS: usize = 9;

impl Sort {
    pub(crate) fn of(region: &RegionCode, state: &MatterState) -> Self {
        Self {
            town: region.as_str().chars().take(TOWN_DIGITS).collect(),
            unit: state.unit.clone().unwrap_or_default(),
            handler: handler(state),
            kind: state.kind.as_str(),
            status: state.status().as_str(),
            stage: stage(state.stage),
            registered: !state.waits_for_12315(),
            asks: asks(state),
            open: !state.status().is_end(),
        }
    }
}

/// As the column of that name holds it.
pub(crate) fn handler(state: &MatterState) -> String {
    state.office.handler.as_ref().map(|handler| handler.id.to_string()).unwrap_or_default()
}

/// The word a stage is kept under, in the matter's own state as in lists.
pub(crate) fn stage(stage: Stage) -> String {
    serde_json::to_value(stage).ok().and_then(|word| word.as_str().map(str::to_owned)).unwrap_or_default()
}

/// Whether something waits for a head: an extension, an opinion on filing.
pub(crate) fn asks(state: &MatterState) -> bool {
    let asked = !state.history.asked.is_empty() || state.office.proposed.is_some();
    asked && !state.stage.is_end()
}

/// Counts matters in (or out, when negative) and answers the id of their sort. Whoever changes
/// several sorts in one transaction does it in their order, so that no two wait for each other.
pub(crate) async fn add(tx: &mut Tx, sort: &Sort, matters: i64) -> Result<i64, StorageError> {
    let (id,): (i64,) = on!(tx, tx => {
        sqlx::query_as(
            "INSERT INTO tally (town, unit, handler, kind, status, stage, registered, asks, open, n)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
             ON CONFLICT (town, unit, handler, kind, status, stage, registered, asks) DO UPDATE SET n = tally.n + excluded.n
             RETURNING id",
        )
        .bind(&sort.town)
        .bind(&sort.unit)
        .bind(&sort.handler)
        .bind(sort.kind)
        .bind(sort.status)
        .bind(&sort.stage)
        .bind(sort.registered)
        .bind(sort.asks)
        .bind(sort.open)
        .bind(matters)
        .fetch_one(&mut **tx)
        .await
    })?;
    Ok(id)
}
