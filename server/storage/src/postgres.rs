//! What only PostgreSQL does: its connections, and the SQL that SQLite says otherwise.

use std::time::Duration;

use sqlx::postgres::{PgConnectOptions, PgPool, PgPoolOptions};

use crate::error::StorageError;
use crate::plan::Dialect;
use crate::store::PATIENCE;

const CONNECTIONS: u32 = 16;

pub(crate) async fn open(url: &str) -> Result<PgPool, StorageError> {
    let options: PgConnectOptions = url.parse()?;
    // A lock that is not free in time is answered like a database that is not there.
    let options = options
        .application_name("yaoan")
        .statement_cache_capacity(256)
        .options([
            ("lock_timeout", "5s"),
            ("statement_timeout", "30s"),
            ("idle_in_transaction_session_timeout", "60s"),
        ]);
    let pool = PgPoolOptions::new()
        .max_connections(CONNECTIONS)
        .acquire_timeout(PATIENCE)
        .acquire_slow_threshold(Duration::from_secs(2))
        .connect_with(options)
        .await?;
    Ok(pool)
}

pub(crate) const DIALECT: Dialect = Dialect {
    list_1: "json_array_elements_text($1::json) AS p(value)",
    list_11: "json_array_elements_text($11::json) AS p(value)",
    matching: (
        "FROM matter_search f JOIN matter n ON n.seq = f.seq WHERE f.words @@ $9::tsquery",
        "f.seq",
    ),
};

/// $1 kinds as an array, $2 now, $3 end of the lease, $4 how many.
pub(crate) const CLAIM_JOBS: &str = "
    UPDATE job SET locked_until = $3, attempts = attempts + 1 WHERE id IN (
        SELECT id FROM job
        WHERE NOT stuck AND run_at <= $2 AND (locked_until IS NULL OR locked_until <= $2)
            AND kind = ANY($1)
        ORDER BY run_at, id LIMIT $4 FOR UPDATE SKIP LOCKED)
    RETURNING id, kind, matter, payload, attempts, run_at, created_at";
