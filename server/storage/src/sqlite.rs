//! What only SQLite does: opening a file, one writer, and the SQL that PostgreSQL says otherwise.

use std::path::Path;
use std::time::Duration;

use sqlx::Connection;
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePool, SqlitePoolOptions, SqliteSynchronous};

use crate::error::StorageError;
use crate::plan::Dialect;
use crate::store::PATIENCE;

/// One connection that writes, because SQLite lets only one write at a time and waiting in our own
/// queue is fair; a few that read beside it.
pub(crate) struct Lanes {
    pub writer: SqlitePool,
    pub readers: SqlitePool,
    /// Carries the log over into the file, so that no submission waits for that.
    keeper: SqlitePool,
}

const READERS: u32 = 4;

/// Pages the log may grow to before the writer itself has to carry it over. The keeper is seldom
/// so far behind; without a keeper this bounds the log to 64 MB.
const LOG_PAGES: &str = "16384";

impl Lanes {
    /// `place` is what follows `sqlite:` in the address.
    pub(crate) async fn open(place: &str) -> Result<Self, StorageError> {
        if place == ":memory:" {
            return Self::in_memory().await;
        }
        let (place, _) = place.split_once('?').unwrap_or((place, ""));
        let path = Path::new(place.strip_prefix("//").unwrap_or(place));
        let options = options().filename(path).create_if_missing(true);
        let writer = one_connection().connect_with(options.clone().pragma("wal_autocheckpoint", LOG_PAGES)).await?;
        let keeper = pool(1).connect_lazy_with(options.clone());
        let readers = pool(READERS).connect_lazy_with(options.pragma("query_only", "ON"));
        Ok(Self { writer, readers, keeper })
    }

    /// Lives as long as its only connection, which therefore both reads and writes.
    async fn in_memory() -> Result<Self, StorageError> {
        let writer = one_connection().connect_with(options().in_memory(true)).await?;
        Ok(Self { readers: writer.clone(), keeper: writer.clone(), writer })
    }

    /// Carries what is in the log over into the file, beside whoever writes and reads.
    pub(crate) async fn carry_over(&self) -> Result<(), StorageError> {
        sqlx::query("PRAGMA wal_checkpoint(PASSIVE)").execute(&self.keeper).await?;
        Ok(())
    }

    pub(crate) async fn close(&self) {
        self.keeper.close().await;
        self.readers.close().await;
        self.writer.close().await;
    }
}

fn options() -> SqliteConnectOptions {
    SqliteConnectOptions::new()
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .foreign_keys(true)
        .busy_timeout(PATIENCE)
        .statement_cache_capacity(256)
        // KiB of pages a connection keeps; the system's own cache holds the rest of the file.
        .pragma("cache_size", "-6144")
        .pragma("temp_store", "MEMORY")
}

fn one_connection() -> SqlitePoolOptions {
    pool(1).min_connections(1).idle_timeout(None).max_lifetime(None)
}

fn pool(connections: u32) -> SqlitePoolOptions {
    SqlitePoolOptions::new()
        .max_connections(connections)
        .acquire_timeout(PATIENCE)
        .acquire_slow_threshold(Duration::from_secs(2))
        // The database is in this process; asking it whether it is there only costs time.
        .test_before_acquire(false)
        // After a full disk SQLite itself ends the transaction, and sqlx would take the next one
        // for a nested one; such a connection is thrown away.
        .before_acquire(|connection, _| Box::pin(async move { Ok(!connection.is_in_transaction()) }))
}

pub(crate) const DIALECT: Dialect = Dialect {
    list_1: "json_each($1) AS p",
    list_14: "json_each($14) AS p",
    of_sorts: ("matter n WHERE n.tally IN (", ")"),
    // CROSS JOIN keeps SQLite from looking every matter up in the words instead.
    matching: (
        "FROM matter_search CROSS JOIN matter n ON n.seq = matter_search.rowid
         WHERE matter_search MATCH $12 AND $15 = $15",
        "matter_search.rowid",
    ),
};

/// $1 kinds as a JSON list, $2 now, $3 end of the lease, $4 how many.
pub(crate) const CLAIM_JOBS: &str = "
    UPDATE job SET locked_until = $3, attempts = attempts + 1 WHERE id IN (
        SELECT id FROM job
        WHERE NOT stuck AND run_at <= $2 AND (locked_until IS NULL OR locked_until <= $2)
            AND kind IN (SELECT value FROM json_each($1))
        ORDER BY run_at, id LIMIT $4)
    RETURNING id, kind, matter, payload, attempts, run_at, created_at";

/// $1 ids as a JSON list.
pub(crate) const JOBS_DONE: &str = "DELETE FROM job WHERE id IN (SELECT value FROM json_each($1))";
