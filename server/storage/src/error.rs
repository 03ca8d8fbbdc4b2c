use domain::ports::Internal;
use sqlx::postgres::PgDatabaseError;
use sqlx::sqlite::SqliteError;

type Cause = Box<dyn std::error::Error + Send + Sync>;

/// Why something could not be kept or read.
#[derive(Debug, thiserror::Error)]
pub enum StorageError {
    /// Disk full, database gone, locked too long: nothing was kept, and trying again later may work.
    #[error("the storage is not available: {0}")]
    Unavailable(#[source] Cause),
    /// A stored value that this program cannot have written.
    #[error("{table}.{column} of row {row} cannot be read")]
    Corrupt { table: &'static str, column: &'static str, row: String },
    #[error("{0}")]
    Other(#[source] Cause),
}

impl StorageError {
    #[must_use]
    pub fn is_unavailable(&self) -> bool {
        matches!(self, Self::Unavailable(_))
    }

    pub(crate) fn unavailable(cause: impl Into<Cause>) -> Self {
        Self::Unavailable(cause.into())
    }

    pub(crate) fn other(cause: impl Into<Cause>) -> Self {
        Self::Other(cause.into())
    }

    /// Whether PostgreSQL broke the transaction off for the sake of another one.
    pub(crate) fn lost_a_race(&self) -> bool {
        let Self::Unavailable(cause) = self else {
            return false;
        };
        let Some(sqlx::Error::Database(error)) = cause.downcast_ref() else {
            return false;
        };
        error.try_downcast_ref::<PgDatabaseError>().is_some_and(|error| RACES.contains(&error.code()))
    }
}

impl From<sqlx::Error> for StorageError {
    fn from(error: sqlx::Error) -> Self {
        if may_pass(&error) { Self::unavailable(error) } else { Self::other(error) }
    }
}

impl From<sqlx::migrate::MigrateError> for StorageError {
    fn from(error: sqlx::migrate::MigrateError) -> Self {
        match error {
            sqlx::migrate::MigrateError::Execute(error) => error.into(),
            error => Self::other(error),
        }
    }
}

impl From<serde_json::Error> for StorageError {
    fn from(error: serde_json::Error) -> Self {
        Self::other(error)
    }
}

impl From<StorageError> for Internal {
    fn from(error: StorageError) -> Self {
        if error.is_unavailable() { Self::passing(error) } else { Self::new(error) }
    }
}

/// serialization_failure, deadlock_detected
const RACES: [&str; 2] = ["40001", "40P01"];

/// No such database, closed to connections, lock_not_available, query_canceled (statement timeout).
const PASSING: [&str; 4] = ["3D000", "55000", "55P03", "57014"];
/// Connection lost, no more room, starting or stopping, I/O error.
const PASSING_CLASSES: [&str; 4] = ["08", "53", "57P", "58"];

/// Primary result codes: busy, locked, read-only, I/O error, full, cannot open.
const PASSING_SQLITE: [i32; 6] = [5, 6, 8, 10, 13, 14];

fn may_pass(error: &sqlx::Error) -> bool {
    match error {
        sqlx::Error::Database(error) => {
            if let Some(error) = error.try_downcast_ref::<PgDatabaseError>() {
                return postgres_may_pass(error.code());
            }
            error.try_downcast_ref::<SqliteError>().is_some() && sqlite_may_pass(error.code().as_deref())
        }
        sqlx::Error::Io(_)
        | sqlx::Error::Tls(_)
        | sqlx::Error::Protocol(_)
        | sqlx::Error::PoolTimedOut
        | sqlx::Error::PoolClosed
        | sqlx::Error::WorkerCrashed
        | sqlx::Error::BeginFailed => true,
        _ => false,
    }
}

fn postgres_may_pass(code: &str) -> bool {
    RACES.contains(&code) || PASSING.contains(&code) || PASSING_CLASSES.iter().any(|class| code.starts_with(class))
}

fn sqlite_may_pass(extended: Option<&str>) -> bool {
    // An extended result code keeps its primary code in the low byte.
    let primary = extended.and_then(|code| code.parse::<i32>().ok()).map(|code| code & 0xff);
    primary.is_some_and(|code| PASSING_SQLITE.contains(&code))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_full_disk_may_pass_and_a_broken_rule_may_not() {
        assert!(sqlite_may_pass(Some("13")), "SQLITE_FULL");
        assert!(sqlite_may_pass(Some("778")), "SQLITE_IOERR_WRITE");
        assert!(!sqlite_may_pass(Some("2067")), "SQLITE_CONSTRAINT_UNIQUE");
        assert!(postgres_may_pass("53100"), "disk_full");
        assert!(postgres_may_pass("57P01"), "admin_shutdown");
        assert!(!postgres_may_pass("23505"), "unique_violation");
    }

    #[test]
    fn a_corrupt_value_is_named_by_table_column_and_row() {
        let error = StorageError::Corrupt { table: "matter", column: "facts", row: "7".into() };
        assert_eq!(error.to_string(), "matter.facts of row 7 cannot be read");
    }
}
