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
    let options = options.application_name("yaoan").statement_cache_capacity(256).options([
        ("lock_timeout", "5s"),
        ("statement_timeout", "30s"),
        ("idle_in_transaction_session_timeout", "60s"),
        // Every question here is answered in milliseconds; compiling it would take longer.
        ("jit", "off"),
        ("max_parallel_workers_per_gather", "0"),
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
    list_14: "json_array_elements_text($14::json) AS p(value)",
    // The planner takes the sorts for far more than they are and would read every matter; LATERAL
    // with OFFSET makes it look each sort up.
    of_sorts: (
        "(",
        ") AS s CROSS JOIN LATERAL (SELECT r.seq, r.received_at, r.due FROM matter r WHERE r.tally = s.id OFFSET 0) n",
    ),
    // LATERAL with OFFSET keeps PostgreSQL from joining all matters before it looks for the words,
    // and the inner LIMIT lets it walk back from the newest where the words are common. MATERIALIZED
    // lets it weigh that against the index of words by itself: what the joins are thought to cost
    // would drown the difference.
    matching: (
        "FROM (WITH found AS MATERIALIZED (
                   SELECT s.seq FROM matter_search s WHERE s.words @@ $12::tsquery
                   ORDER BY s.seq DESC LIMIT $15)
               SELECT seq FROM found) f
         CROSS JOIN LATERAL (
            SELECT r.seq, r.received_at, r.due, r.region, r.tally FROM matter r WHERE r.seq = f.seq OFFSET 0) n
         WHERE TRUE",
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

/// $1 ids as a JSON list.
pub(crate) const JOBS_DONE: &str = "DELETE FROM job WHERE id IN (SELECT json_array_elements_text($1::json))";
