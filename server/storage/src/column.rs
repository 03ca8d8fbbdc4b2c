//! How values of the domain stand in columns.

use domain::matter::MatterState;
use jiff::Timestamp;
use jiff::civil::Date;
use serde::Serialize;
use serde::de::DeserializeOwned;
use uuid::Uuid;

use crate::error::StorageError;

/// Stands in `matter.due` when nothing is due, so that it sorts last on both databases.
pub(crate) const NO_DUE: &str = "9999-12-31";

/// A row being read; names itself when a value cannot be.
#[derive(Clone, Copy)]
pub(crate) struct Reading<'a> {
    pub table: &'static str,
    pub row: &'a str,
}

impl Reading<'_> {
    pub(crate) fn corrupt(self, column: &'static str) -> StorageError {
        StorageError::Corrupt { table: self.table, column, row: self.row.to_owned() }
    }

    pub(crate) fn uuid(self, column: &'static str, text: &str) -> Result<Uuid, StorageError> {
        Uuid::parse_str(text).map_err(|_| self.corrupt(column))
    }

    pub(crate) fn time(self, column: &'static str, micros: i64) -> Result<Timestamp, StorageError> {
        Timestamp::from_microsecond(micros).map_err(|_| self.corrupt(column))
    }

    pub(crate) fn json<T: DeserializeOwned>(self, column: &'static str, text: &str) -> Result<T, StorageError> {
        serde_json::from_str(text).map_err(|_| self.corrupt(column))
    }

    pub(crate) fn number<T: TryFrom<i64>>(self, column: &'static str, number: i64) -> Result<T, StorageError> {
        T::try_from(number).map_err(|_| self.corrupt(column))
    }

    pub(crate) fn bytes32(self, column: &'static str, bytes: &[u8]) -> Result<[u8; 32], StorageError> {
        <[u8; 32]>::try_from(bytes).map_err(|_| self.corrupt(column))
    }

    /// A value kept under a short name, such as a status.
    pub(crate) fn named<T>(self, column: &'static str, value: Option<T>) -> Result<T, StorageError> {
        value.ok_or_else(|| self.corrupt(column))
    }
}

pub(crate) fn json(value: &impl Serialize) -> Result<String, StorageError> {
    Ok(serde_json::to_string(value)?)
}

pub(crate) fn micros(at: Timestamp) -> i64 {
    at.as_microsecond()
}

/// A time as it comes back from the database, so that what is answered now equals what is read later.
pub(crate) fn to_the_microsecond(at: Timestamp) -> Timestamp {
    Timestamp::from_microsecond(at.as_microsecond()).unwrap_or(at)
}

pub(crate) fn due(date: Option<Date>) -> String {
    date.map_or_else(|| NO_DUE.to_owned(), |date| date.to_string())
}

pub(crate) fn count(length: usize) -> i64 {
    i64::try_from(length).unwrap_or(i64::MAX)
}

pub(crate) fn size(bytes: u64) -> i64 {
    i64::try_from(bytes).unwrap_or(i64::MAX)
}

/// Who handles a matter: what lists of days are narrowed by.
pub(crate) fn holder(state: &MatterState) -> Option<String> {
    state.office.handler.as_ref().map(|handler| handler.id.to_string())
}

/// Whether testing or the like stops a matter's limits.
pub(crate) fn stands_still(state: &MatterState) -> bool {
    !state.stage.is_end() && state.history.open_pause().is_some()
}

/// The nearest day another master set.
pub(crate) fn ordered_until(state: &MatterState) -> Option<String> {
    state.history.orders.iter().map(|order| order.due).min().map(|day| day.to_string())
}

/// 0: not rated.
pub(crate) fn rating(state: &MatterState) -> i64 {
    state.rating.map_or(0, i64::from)
}
